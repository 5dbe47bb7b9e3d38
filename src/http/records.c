/* Records: handing them in, and looking at one. */
#include "http/own.h"

#include <string.h>

#include "record/keys.h"

/* ---- handing in ---- */

static int sender_read(struct call *c, struct sender *ret)
{
	struct str sent = call_header(c, "Bulou-Sent");
	int64_t ms;

	*ret = (struct sender){ .user = c->who.person, .now = c->now };
	if (!sent.p)
		return 0;
	if (!when_read(sent, &ms))
		return err(&c->cx, E_BAD_REQUEST, "Bulou-Sent", cx_text(&c->cx, sent));
	ret->offset = c->now - ms;
	return 0;
}

static int items_read(struct call *c, const struct json *v, const struct sender *from)
{
	size_t n = v->type == JSON_LIST ? v->n : 1;
	struct append_item *items = cx_many(&c->cx, n, struct append_item);
	int e = items ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++) {
		const struct json *one = v->type == JSON_LIST ? &v->items[i] : v;

		e = guard_item_read(&c->cx, c->http->site, one, from, &c->gate.gate, &items[i]);
		items[i].home = &c->cx;
	}
	c->job = (struct writer_job){ .items = items, .n = n, .bytes = c->body.n };
	return e;
}

/* A resident writes on what is ours: nothing of his comes from an outbox, whose numbers it would use, or in a box. */
static int own_check(struct call *c, const struct json *v)
{
	static const char *const none[] = { "device", "seq", "box", "mac" };

	if (v->type != JSON_OBJECT)
		return err(&c->cx, E_BAD_REQUEST, "body", "object");
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (json_get(v, none[i]))
			return err(&c->cx, E_BAD_REQUEST, none[i], none[i]);
	return 0;
}

static int records_read(struct call *c)
{
	struct sender from;
	const struct json *v;
	int e = sender_read(c, &from);

	if (!e)
		e = request_body(c, &v);
	if (e)
		return e;
	if (v->type != JSON_OBJECT && v->type != JSON_LIST)
		return err(&c->cx, E_BAD_REQUEST, "body", "object, list");
	if (v->type == JSON_LIST && v->n > RECORD_BATCH_MAX)
		return err(&c->cx, E_TOO_MANY, "body", cx_num(&c->cx, v->n),
			cx_num(&c->cx, RECORD_BATCH_MAX));
	e = admit(c, rank_of_records(v));
	if (!e && !uuid_is_nil(&c->rights.own))
		e = own_check(c, v);
	if (e)
		return e;
	guard_gate(&c->gate, c->http->guard, &c->rights, false);
	c->list = v->type == JSON_LIST;
	e = items_read(c, v, &from);
	c->job.urgent = c->rank == RANK_URGENT;
	if (!e)
		e = share_records(c, c->job.n);
	if (e)
		return e;
	e = call_write(c);
	if (e)
		share_written(c);
	return e;
}

/* Called twice: to hand the records to the writer, and when they are durable. */
int route_records_post(struct call *c)
{
	if (c->phase != CALL_WORK)
		return records_read(c);
	if (c->list)
		jw_list(&c->w);
	for (size_t i = 0; i < c->job.n; i++) {
		notice_item(c, &c->job.items[i]);
		receipt_write(&c->w, &c->job.items[i], &c->job.frame);
	}
	if (c->list)
		jw_end_list(&c->w);
	return answer_end(c);
}

/* ---- one record, as this reader may see it ---- */

static int not_found(struct call *c)
{
	err_clear(&c->cx);
	return err(&c->cx, E_NOT_FOUND, "id", cx_text(&c->cx, c->id_text));
}

/* A record without an area lies where its subject or round does. */
static bool seen(struct call *c, const struct reader *who, const struct record *r)
{
	struct cover his = c->cover;
	struct subject s;
	struct round round;

	if (who->everywhere)
		return true;
	if (r->area.n)
		return reader_sees(c->cover.tree, who, r->area);
	his.who = who;
	if (r->has_subject)
		return subject_get(&c->cx, &his, &r->subject, &s) == 0;
	return r->has_round && round_get(&c->cx, &his, &r->round, &round) == 0;
}

/* Of a kind that this program does not know it is nobody's matter, and anybody's who reads. */
static enum matter matter_of(const struct record *r)
{
	return r->kind ? r->kind->matter : MATTER_ANY;
}

bool call_sees(struct call *c, const struct record *r)
{
	return seen(c, reader_in(&c->who, matter_of(r)), r);
}

/* In plain: the same right where the record lies. */
static int plain_ask(struct call *c, const struct record *r)
{
	const struct right see = { VERB_SEE, matter_of(r) };
	struct reader who;
	int e = rights_reader(&c->cx, &c->rights, see, NULL, c->now, &who);

	if (e || seen(c, &who, r))
		return e;
	err_clear(&c->cx);
	return call_forbidden(c, see, "unmask");
}

static const struct field *field_of(const struct kind *k, struct str name)
{
	for (const struct field *f = k ? k->fields : NULL; f && f->name; f++)
		if (str_is(name, f->name))
			return f;
	return NULL;
}

static int masked_write(
	struct call *c, const struct record *r, struct str name, const struct json *v)
{
	const struct field *f = field_of(r->kind, name);
	struct str shown;
	int e = guard_mask(
		&c->cx, f ? f->type : FIELD_IMAGE, v->type == JSON_TEXT ? v->s : STR(""), &shown);

	if (!e)
		jw_str(&c->w, shown);
	return e;
}

/* The fields of one sealed class; what was destroyed or cannot be opened is named, not shown. */
static int class_write(struct call *c, const struct entry *entry, const struct record *r,
	enum class k, bool unmask, bool *ret_gone)
{
	const struct json *v;
	struct str plain;
	int e = journal_open(&c->cx, c->http->site->keys, &entry->id, entry->sealed, k, &plain);

	*ret_gone = e == -E_SEALED;
	if (*ret_gone) {
		err_clear(&c->cx);
		return 0;
	}
	if (e || !plain.p)
		return e;
	e = json_read(&c->cx, plain, &json_limits_request, &v);
	for (uint32_t i = 0; !e && v->type == JSON_OBJECT && i < v->n; i++) {
		jw_name_str(&c->w, v->names[i]);
		if (unmask)
			jw_value(&c->w, &v->items[i]);
		else
			e = masked_write(c, r, v->names[i], &v->items[i]);
	}
	return e;
}

/* Talks in confidence are for those who talk, masked too; and so is all that a kind of theirs says besides. */
static bool may_see(const struct call *c, enum class k)
{
	const struct reader *talks = reader_in(&c->who, MATTER_COUNSEL);

	return k != CLASS_COUNSELLING || talks->everywhere || talks->n;
}

static int sealed_write(
	struct call *c, const struct entry *entry, const struct record *r, bool unmask)
{
	bool gone[CLASSES] = { false };
	int e = 0;

	/* What is sealed whole is not understood: its fields cannot be masked one by one, so it
	 * is not shown. */
	for (int k = CLASS_IDENTITY; !e && entry->sealed.n && k < CLASS_EXTRA; k++)
		if (may_see(c, (enum class)k))
			e = class_write(c, entry, r, (enum class)k, unmask, &gone[k]);
	if (!e && unmask && may_see(c, CLASS_EXTRA))
		e = class_write(c, entry, r, CLASS_EXTRA, true, &gone[CLASS_EXTRA]);
	jw_end_object(&c->w); /* body */
	jw_name(&c->w, "destroyed");
	jw_list(&c->w);
	for (int k = 0; k < CLASSES; k++)
		if (gone[k])
			jw_z(&c->w, class_names[k]);
	jw_end_list(&c->w);
	return e;
}

static int open_write(
	struct call *c, const struct entry *entry, const struct record *r, bool unmask)
{
	const struct json *v = r->told, *body = NULL;

	for (uint32_t i = 0; i < v->n; i++) {
		if (str_is(v->names[i], "body")) {
			body = &v->items[i];
			continue;
		}
		jw_name_str(&c->w, v->names[i]);
		jw_value(&c->w, &v->items[i]);
	}
	jw_name(&c->w, "body");
	jw_object(&c->w);
	for (uint32_t i = 0; body && body->type == JSON_OBJECT && i < body->n; i++) {
		jw_name_str(&c->w, body->names[i]);
		jw_value(&c->w, &body->items[i]);
	}
	return sealed_write(c, entry, r, unmask);
}

/* What a record names in its open fields, whatever it is; room for all. */
static size_t refs_of(const struct record *r, struct uuid *ret, size_t room)
{
	size_t n = 0;

	for (const struct field *f = r->kind ? r->kind->fields : NULL; f && f->name; f++) {
		size_t some = f->type == FIELD_REFS ? record_refs(r, f->name) : 0;

		if (f->personal != CLASS_OPEN)
			continue;
		for (size_t i = 0; i < some && n < room; i++)
			ret[n++] = record_ref_at(r, f->name, i);
		n += f->type == FIELD_REF && n < room && record_ref(r, f->name, &ret[n]);
	}
	return n;
}

#define NAMED_MAX (4 * RECORD_LIST_MAX)

/* How people are shown whom it names and who lie outside the reader's areas: he reads of them, and asks no further. */
static int pseudonyms_write(struct call *c, const struct record *r)
{
	const struct reader *who = reader_in(&c->who, MATTER_ROSTER);
	struct uuid *named = cx_many(&c->cx, NAMED_MAX + 1, struct uuid);
	struct lying *all = NULL;
	size_t n = named ? refs_of(r, named, NAMED_MAX) : 0, found = 0;
	int e = named ? 0 : -E_NO_MEMORY;

	if (named && r->has_subject)
		named[n++] = r->subject;
	if (!e && n && !who->everywhere)
		e = subjects_lie(&c->cx, c->cover.store, named, n, c->now, &all, &found);
	jw_name(&c->w, "pseudonyms");
	jw_list(&c->w);
	for (size_t i = 0; !e && i < found; i++) {
		const char *code;

		if (all[i].type != SUBJECT_PERSON || reader_sees(c->cover.tree, who, all[i].now))
			continue;
		e = call_pseudonym(c, &all[i].id, &code);
		jw_object(&c->w);
		row_uuid(&c->w, "id", &all[i].id);
		jw_f_z(&c->w, "code", e ? NULL : code);
		jw_end_object(&c->w);
	}
	jw_end_list(&c->w);
	return e;
}

static int record_write(
	struct call *c, const struct entry *entry, const struct record *r, bool unmask)
{
	struct jw *w = &c->w;
	int e;

	jw_object(w);
	e = open_write(c, entry, r, unmask);
	if (e)
		return e;
	jw_f_int(w, "pos", entry->pos);
	jw_f_str(w, "via", entry->via);
	row_time(w, "received", entry->received);
	row_time(w, "at_used", entry->at_used);
	row_uuid(w, "batch", &entry->batch);
	jw_f_bool(w, "confirmed", r->confirmed);
	jw_f_bool(w, "held", r->held);
	jw_f_bool(w, "clock", r->clock);
	jw_f_bool(w, "newer", r->newer);
	jw_f_bool(w, "masked", !unmask);
	if (call_arg(c, "pseudonyms")->given)
		e = pseudonyms_write(c, r);
	jw_end_object(w);
	return e ? e : answer_end(c);
}

/* Whom it is about: its subject, and the people whom it names besides; where it has none, the record itself. */
static int look_note(struct call *c, const struct record *r)
{
	struct uuid *named = cx_many(&c->cx, NAMED_MAX, struct uuid),
		    *ids = cx_many(&c->cx, NAMED_MAX + 1, struct uuid);
	struct lying *all = NULL;
	size_t found = 0, n = 0;
	int e = named && ids ? subjects_lie(&c->cx, c->cover.store, named,
				       refs_of(r, named, NAMED_MAX), c->now, &all, &found) :
			       -E_NO_MEMORY;

	if (e)
		return e;
	ids[n++] = r->has_subject ? r->subject : r->id;
	for (size_t i = 0; i < found; i++)
		if (all[i].type == SUBJECT_PERSON)
			ids[n++] = all[i].id;
	return look_leave(c, "record", matter_of(r), ids, n);
}

int route_record(struct call *c)
{
	struct site *s = c->http->site;
	struct journal j = { .store = c->cover.store, .keys = s->keys, .kinds = s->tables.kinds };
	bool unmask = call_arg(c, "unmask")->given;
	struct record *r;
	struct entry entry;
	int e = 0;

	e = journal_find(&c->cx, &j, &c->id, 1, &entry);
	if (!e && entry.pos == 0)
		e = not_found(c);
	if (!e)
		e = journal_record(&c->cx, s->tables.kinds, &entry, &r);
	if (!e && !call_sees(c, r))
		e = not_found(c);
	if (!e && unmask)
		e = plain_ask(c, r);
	if (!e)
		e = worker_keys(&c->cx, c->worker);
	if (!e && unmask)
		e = look_note(c, r);
	return e ? e : record_write(c, &entry, r, unmask);
}
