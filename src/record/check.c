/* Reading one record from a sender: envelope, kind, body. doc/format/record.md, section 1, says each rule;
 * this file says it in the same order. It runs for every record that arrives. */
#include "record/record.h"

#include <string.h>

#include "core/check.h"
#include "record/field.h"
#include "record/intake.h"

#define KIND_NAME_MIN 3
#define KIND_NAME_MAX 48
#define VERSION_MAX INT32_MAX
#define SEQ_MAX 9007199254740991LL
#define CLOCK_SLACK_MS (2 * 60 * 1000)

static struct field_path path_of(enum member m)
{
	return (struct field_path){ NULL, member_names[m] };
}

/* -- the envelope -- */

static void members_take(struct intake *in)
{
	const struct json *v = in->v;

	for (uint32_t i = 0; i < v->n; i++) {
		enum member m = member_of(v->names[i]);

		if (v->items[i].type == JSON_NULL) {
			in->null = true;
		} else if (m != MEMBERS) {
			in->m[m] = &v->items[i];
		} else if (!in->unknown) {
			in->unknown = true;
			in->unknown_name = v->names[i];
		}
	}
}

/* What a refusal needs to know, as far as it can be read. */
static void refusal_take(struct intake *in)
{
	const struct json *id = in->m[M_ID], *device = in->m[M_DEVICE], *seq = in->m[M_SEQ];
	const struct json *round = in->m[M_ROUND], *body = in->m[M_BODY];
	struct record *r = in->r;

	if (id && (id->type != JSON_TEXT || !uuid_read(id->s, &r->id)))
		r->id = uuid_nil;
	/* The scope of its key. */
	r->has_round = round && round->type == JSON_TEXT && uuid_read(round->s, &r->round);
	if (body && body->type == JSON_OBJECT)
		r->body = body;
	if (!device || !seq || device->type != JSON_TEXT || seq->type != JSON_INT || seq->i < 1)
		return;
	r->has_device = uuid_read(device->s, &r->device);
	r->seq = r->has_device ? seq->i : 0;
}

static int check_int(struct intake *in, enum member m, int64_t max)
{
	struct field_path at = path_of(m);
	const struct json *v = in->m[m];

	check(v);
	if (v->type == JSON_NUMBER)
		return err(in->cx, E_JSON_NUMBER, member_names[m].p, cx_text(in->cx, v->s));
	if (v->type != JSON_INT)
		return field_wrong_type(in->cx, &at, JSON_INT);
	return field_range(in->cx, &at, v->i, 1, max);
}

static int check_id(struct intake *in)
{
	struct field_path at = path_of(M_ID);
	int e = field_uuid(in->cx, &at, in->m[M_ID], &in->r->id);

	if (!e && uuid_is_nil(&in->r->id))
		e = field_malformed(in->cx, &at, "不能全为零", "it must not be all zeros");
	return e;
}

static int check_kind(struct intake *in)
{
	struct field_path at = path_of(M_KIND);
	struct str s;

	check(in->m[M_KIND]);
	s = in->m[M_KIND]->s;
	if (in->m[M_KIND]->type != JSON_TEXT)
		return field_wrong_type(in->cx, &at, JSON_TEXT);
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
			    s.p[i] == '_' || s.p[i] == '.'))
			return field_malformed(
				in->cx, &at, "只能用 a-z 0-9 _ .", "only a-z 0-9 _ . belong there");
	if (s.n < KIND_NAME_MIN || s.n > KIND_NAME_MAX)
		return field_malformed(
			in->cx, &at, "应为 3 至 48 个字符", "expected 3 to 48 characters");
	in->r->kind_name = s;
	return 0;
}

/* Which table is to be used: that of the version in which it was written, or none for a newer one. */
static int find_kind(struct intake *in)
{
	struct record *r = in->r;

	r->v = (int)in->m[M_V]->i;
	r->kind = kinds_newest(in->ks, r->kind_name);
	if (!r->kind)
		return err(in->cx, E_UNKNOWN_KIND, "kind", cx_text(in->cx, r->kind_name));
	if (r->v > r->kind->v) {
		r->newer = true;
		return 0;
	}
	in->written = r->v == r->kind->v ? r->kind : kinds_find(in->ks, r->kind_name, r->v);
	if (!in->written)
		return err(in->cx, E_UNKNOWN_VERSION, "v", cx_text(in->cx, r->kind_name),
			cx_num(in->cx, r->v));
	return 0;
}

static int check_required(struct intake *in)
{
	static const enum member required[] = { M_ID, M_KIND, M_V, M_AT, M_BODY };

	for (size_t i = 0; i < sizeof(required) / sizeof(required[0]); i++)
		if (!in->m[required[i]]) {
			struct field_path at = path_of(required[i]);

			return field_missing(in->cx, &at);
		}
	return 0;
}

/* id, kind, v: who it is and which table says the rest. */
static int check_identity(struct intake *in)
{
	int e = check_required(in);

	if (!e)
		e = check_id(in);
	if (!e)
		e = check_kind(in);
	if (!e)
		e = check_int(in, M_V, VERSION_MAX);
	if (!e)
		e = find_kind(in);
	if (!e && in->unknown && !in->r->newer) {
		struct field_path at = { NULL, in->unknown_name };

		e = field_unknown(in->cx, &at);
	}
	return e;
}

static int check_person(struct intake *in, enum member m, struct str *ret)
{
	struct field_path at = path_of(m);
	int e;

	if (!in->m[m])
		return 0;
	e = field_text(in->cx, &at, in->m[m], 1, RECORD_BY_MAX);
	*ret = in->m[m]->s;
	return e;
}

static int check_outbox(struct intake *in)
{
	struct field_path at = path_of(M_DEVICE);
	int e;

	if (!in->m[M_DEVICE] != !in->m[M_SEQ])
		return err(in->cx, E_SEQ_PAIR, in->m[M_SEQ] ? "device" : "seq");
	if (!in->m[M_DEVICE])
		return 0;
	e = field_uuid(in->cx, &at, in->m[M_DEVICE], &in->r->device);
	return e ? e : check_int(in, M_SEQ, SEQ_MAX);
}

static int check_link(struct intake *in, enum member m, bool *ret_has, struct uuid *ret)
{
	struct field_path at = path_of(m);
	int e;

	if (!in->m[m])
		return 0;
	e = field_uuid(in->cx, &at, in->m[m], ret);
	*ret_has = !e;
	return e;
}

static int check_place(struct intake *in)
{
	struct field_path at = path_of(M_AREA);
	struct record *r = in->r;
	int e = 0;

	if (in->m[M_AREA]) {
		e = field_area(in->cx, &at, in->m[M_AREA]);
		r->area = in->m[M_AREA]->s;
	}
	if (!e)
		e = check_link(in, M_SUBJECT, &r->has_subject, &r->subject);
	if (!e)
		e = check_link(in, M_ROUND, &r->has_round, &r->round);
	return e;
}

static int check_corrects(struct intake *in)
{
	struct field_path at = path_of(M_CORRECTS);
	const struct json *v = in->m[M_CORRECTS];
	struct uuid u;
	int e = 0;

	if (!v)
		return 0;
	if (v->type != JSON_LIST)
		return field_wrong_type(in->cx, &at, JSON_LIST);
	if (v->n > RECORD_LIST_MAX)
		return err(in->cx, E_TOO_MANY, "corrects", cx_num(in->cx, v->n),
			cx_num(in->cx, RECORD_LIST_MAX));
	for (uint32_t i = 0; i < v->n; i++) {
		e = field_uuid(in->cx, &at, &v->items[i], &u);
		if (!e && uuid_eq(&u, &in->r->id))
			e = err(in->cx, E_CORRECTS_SELF, "corrects");
		if (e)
			return e;
	}
	return record_corrects(in->cx, v, in->r);
}

static int check_mac(struct intake *in)
{
	struct field_path at = path_of(M_MAC);
	uint8_t mac[32];

	if (!in->m[M_MAC])
		return 0;
	if (in->m[M_MAC]->type != JSON_TEXT)
		return field_wrong_type(in->cx, &at, JSON_TEXT);
	if (!hex_read(in->m[M_MAC]->s, mac, sizeof(mac)))
		return field_malformed(
			in->cx, &at, "应为 64 位十六进制数", "expected 64 hex digits");
	return 0;
}

/* A wrong clock refuses nothing: it is put right and marked. */
static void set_times(struct intake *in)
{
	struct record *r = in->r;
	int64_t offset = in->from->offset;

	r->received = in->from->now;
	r->at_used = r->at;
	if (offset >= -CLOCK_SLACK_MS && offset <= CLOCK_SLACK_MS)
		return;
	r->clock = true;
	if (__builtin_add_overflow(r->at, offset, &r->at_used))
		r->at_used = offset < 0 ? WHEN_MIN : WHEN_MAX;
	r->at_used = r->at_used < WHEN_MIN ? WHEN_MIN :
		r->at_used > WHEN_MAX      ? WHEN_MAX :
					     r->at_used;
}

static void set_writer(struct intake *in)
{
	struct record *r = in->r;

	r->via = in->from->user;
	r->batch = in->from->batch;
	r->confirmed = !r->by.p || str_eq(r->by, r->via);
	if (!r->by.p)
		r->by = r->via;
}

static int check_envelope(struct intake *in)
{
	struct field_path at = path_of(M_AT);
	struct record *r = in->r;
	int e = field_when(in->cx, &at, in->m[M_AT], &r->at);

	if (e)
		return e;
	set_times(in);
	e = check_person(in, M_BY, &r->by);
	if (!e)
		e = check_person(in, M_WITNESS, &r->witness);
	if (!e)
		e = check_outbox(in);
	if (!e)
		e = check_place(in);
	if (!e)
		e = check_corrects(in);
	if (!e)
		e = check_mac(in);
	if (!e)
		set_writer(in);
	return e;
}

/* -- what the kind says -- */

/* A member that the kind needs, may have, or does not know. */
static int check_member(struct intake *in, enum member m, unsigned needs, unsigned may)
{
	struct field_path at = path_of(m);
	unsigned envelope = in->written->envelope;

	if (!in->m[m])
		return envelope & needs ? field_missing(in->cx, &at) : 0;
	return envelope & (needs | may) ? 0 : field_unknown(in->cx, &at);
}

static int check_seen(struct intake *in)
{
	struct field_path at = path_of(M_SEEN);
	const struct json *seen = in->m[M_SEEN];
	struct uuid u;
	int e = check_member(in, M_SEEN, 0, MAY_SEEN);

	if (e || !seen)
		return e;
	if (seen->type != JSON_OBJECT)
		return field_wrong_type(in->cx, &at, JSON_OBJECT);
	for (uint32_t i = 0; !e && i < seen->n; i++) {
		const struct field *f = kind_field(in->written, seen->names[i]);

		at = (struct field_path){ "seen", seen->names[i] };
		if (!f || !f->state)
			return field_unknown(in->cx, &at);
		if (seen->items[i].type == JSON_NULL)
			in->null = true;
		else
			e = field_uuid(in->cx, &at, &seen->items[i], &u);
	}
	in->r->seen = seen;
	return e;
}

static int check_kind_envelope(struct intake *in)
{
	int e = check_member(in, M_AREA, NEEDS_AREA, MAY_AREA);

	if (!e)
		e = check_member(in, M_SUBJECT, NEEDS_SUBJECT, MAY_SUBJECT);
	if (!e)
		e = check_member(in, M_ROUND, NEEDS_ROUND, MAY_ROUND);
	return e ? e : check_seen(in);
}

/* Senders mostly keep the order of the table: the search begins after the field found last. */
static const struct field *next_field(
	const struct field *all, size_t n, size_t *at, struct str name)
{
	for (size_t i = 0; i < n; i++) {
		const struct field *f = &all[*at];

		*at = *at + 1 == n ? 0 : *at + 1;
		if (str_is(name, f->name))
			return f;
	}
	return NULL;
}

static int check_body_required(struct intake *in, const struct field *all, const bool *there)
{
	for (size_t i = 0; all[i].name; i++)
		if (all[i].required && !there[i]) {
			struct field_path at = { "body", str_of(all[i].name) };

			return field_missing(in->cx, &at);
		}
	return 0;
}

static uint8_t choice_code(const struct field *all, const char *name, struct str value)
{
	while (strcmp(all->name, name) != 0)
		all++;
	for (const struct choice *c = all->choices; c->name; c++)
		if (str_is(value, c->name))
			return c->code;
	return 0;
}

/* On the writer's day; where his clock was wrong, the day of receipt is the better measure. */
static int check_offered(
	struct intake *in, const struct field *f, const struct json *v, uint8_t code)
{
	struct field_path at = { "body", str_of(f->name) };
	int e = field_offered(in->cx, f, &at, v, code, day_of(in->r->at_used));

	if (!e)
		return 0;
	err_clear(in->cx);
	return field_offered(in->cx, f, &at, v, code, day_of(in->r->received));
}

/* What depends on another value of the record can be judged when all are there. */
static int check_offers(struct intake *in, const struct field *all)
{
	const struct json *body = in->m[M_BODY];
	int e = 0;

	for (const struct field *f = all; !e && f->name; f++) {
		const struct json *v = f->by ? json_get(body, f->name) : NULL,
				  *by = f->by ? json_get(body, f->by) : NULL;

		if (!v || v->type != JSON_LIST || !by || by->type != JSON_TEXT)
			continue;
		e = check_offered(in, f, v, choice_code(all, f->by, by->s));
	}
	return e;
}

static int check_body(struct intake *in)
{
	static const struct field none[] = { { .name = NULL } };
	const struct field *all = in->written->fields ? in->written->fields : none;
	const struct json *body = in->m[M_BODY];
	bool there[FIELDS_MAX] = { false };
	size_t n = 0, turn = 0;
	int e;

	while (all[n].name)
		n++;
	check(n < FIELDS_MAX);
	for (uint32_t i = 0; i < body->n; i++) {
		struct field_path at = { "body", body->names[i] };
		const struct field *f = next_field(all, n, &turn, body->names[i]);

		/* No more than n members get past this: names do not repeat. */
		if (!f)
			return field_unknown(in->cx, &at);
		check(i < FIELDS_MAX);
		in->classes[i] = (uint8_t)f->personal;
		if (body->items[i].type == JSON_NULL) {
			in->null = true;
			continue;
		}
		e = field_value(in->cx, f, &at, &body->items[i], in->r->at_used);
		/* The writer's clock may have been put right only after writing: then the day of receipt is the better measure. */
		if (e && f->type == FIELD_DATE) {
			err_clear(in->cx);
			e = field_value(in->cx, f, &at, &body->items[i], in->r->received);
		}
		if (e)
			return e;
		there[f - all] = true;
		in->sealed[f->personal]++;
	}
	e = check_body_required(in, all, there);
	return e ? e : check_offers(in, all);
}

static int check_known(struct intake *in)
{
	int e = check_kind_envelope(in);

	if (!e)
		e = check_body(in);
	if (!e)
		e = intake_split(in);
	in->r->body = in->m[M_BODY];
	if (!e && in->written->agrees)
		e = in->written->agrees(in->cx, in->r);
	return e ? e : record_lift(in->cx, in->ks, in->r);
}

static int read_all(struct intake *in)
{
	struct field_path whole = { NULL, STR("record") }, body = path_of(M_BODY);
	int e;

	if (in->v->type != JSON_OBJECT)
		return field_wrong_type(in->cx, &whole, JSON_OBJECT);
	members_take(in);
	refusal_take(in);
	e = check_identity(in);
	if (!e)
		e = check_envelope(in);
	if (!e && in->m[M_BODY]->type != JSON_OBJECT)
		e = field_wrong_type(in->cx, &body, JSON_OBJECT);
	if (!e)
		e = in->r->newer ? intake_split_newer(in) : check_known(in);
	return e ? e : intake_size(in);
}

int record_read(struct cx *cx, const struct kinds *ks, const struct json *v,
	const struct sender *from, struct record **ret)
{
	/* Without memory there is still something to point at; nobody writes to a record that was refused. */
	static struct record nothing;
	struct intake in = { .cx = cx, .ks = ks, .from = from, .v = v };

	*ret = in.r = cx_new(cx, struct record);
	if (!in.r) {
		*ret = &nothing;
		return -E_NO_MEMORY;
	}
	in.r->received = from->now;
	in.r->via = from->user;
	in.r->batch = from->batch;
	in.r->body = &json_empty_object;
	return read_all(&in);
}
