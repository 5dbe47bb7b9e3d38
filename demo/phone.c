/* Outboxes. A phone numbers its records, keeps them in order, and hands in what it has when it is online, in one call; all
 * phones' calls are under way at once, and then all answers are read. What must come of each record is known beforehand. */
#include "demo/world.h"

#include <inttypes.h>
#include <string.h>

#include "core/check.h"
#include "sys/sys.h"

#define BATCH_MAX 200
#define TRIES_MAX 20 /* of a server that is busy */
#define REPEAT_IN_1000 10
#define SESSION_MS (11 * WHEN_HOUR_MS)

/* ---- writing a record ---- */

static void when(struct demo *d, const char *name, int64_t ms)
{
	struct buf b;

	buf_init(&b, d->cx->arena);
	buf_when(&b, ms);
	jw_f_str(&d->w, name, buf_get(&b));
}

void demo_uuid(struct demo *d, const char *name, const struct uuid *id)
{
	char text[UUID_TEXT + 1];

	uuid_write(id, text);
	jw_f_z(&d->w, name, text);
}

static void maybe_uuid(struct demo *d, const char *name, const struct uuid *id)
{
	if (!uuid_is_nil(id))
		demo_uuid(d, name, id);
}

static void corrects(struct demo *d, const struct paper *paper)
{
	char text[UUID_TEXT + 1];

	if (uuid_is_nil(&paper->corrects[0]))
		return;
	jw_name(&d->w, "corrects");
	jw_list(&d->w);
	for (int i = 0; i < 2; i++) {
		if (uuid_is_nil(&paper->corrects[i]))
			continue;
		uuid_write(&paper->corrects[i], text);
		jw_z(&d->w, text);
	}
	jw_end_list(&d->w);
}

void phone_begin(struct demo *d, struct phone *p, const struct paper *paper)
{
	d->id = uuid_is_nil(&paper->id) ? seed_uuid(&d->seed, paper->at) : paper->id;
	buf_init(&d->b, d->cx->arena);
	jw_init(&d->w, &d->b);
	jw_object(&d->w);
	demo_uuid(d, "id", &d->id);
	jw_f_z(&d->w, "kind", paper->kind);
	jw_f_int(&d->w, "v", paper->v ? paper->v : 1);
	when(d, "at", paper->at + p->skew);
	demo_uuid(d, "device", &p->device);
	jw_f_int(&d->w, "seq", ++p->seq);
	if (paper->area != TALLY_NONE)
		jw_f_str(&d->w, "area", d->areas[paper->area].id);
	maybe_uuid(d, "subject", &paper->subject);
	maybe_uuid(d, "round", &paper->round);
	corrects(d, paper);
	if (paper->saw_field) {
		jw_name(&d->w, "seen");
		jw_object(&d->w);
		demo_uuid(d, paper->saw_field, &paper->saw);
		jw_end_object(&d->w);
	}
	jw_name(&d->w, "body");
	jw_object(&d->w);
}

static void item_add(struct demo *d, struct phone *p, const struct item *item)
{
	if (p->n == p->cap) {
		size_t cap = p->cap ? p->cap * 2 : 64;
		struct item *more = cx_many(d->cx, cap, struct item);

		if (!more) {
			demo_failed(d, -E_NO_MEMORY);
			return;
		}
		if (p->n)
			memcpy(more, p->items, p->n * sizeof(*more));
		p->items = more;
		p->cap = cap;
	}
	p->items[p->n++] = *item;
}

struct uuid phone_end(struct demo *d, struct phone *p, int fact, enum expect expect)
{
	struct item item = { .id = d->id, .fact = fact, .expect = expect };

	jw_end_object(&d->w);
	jw_end_object(&d->w);
	if (!buf_ok(&d->b))
		demo_failed(d, err(d->cx, E_NO_MEMORY, NULL));
	item.json = buf_get(&d->b);
	if (fact != TALLY_NONE)
		d->fact_id[fact] = d->id;
	item_add(d, p, &item);
	return d->id;
}

/* ---- what came of them ---- */

struct came {
	struct str status, why;
	int64_t last_seq;
};

static const char *const expected[] = { "accepted", "duplicate", "refused" };

/* The network lost the answer now and then: the phone hands the same record in again. */
static void maybe_again(struct demo *d, struct phone *p, const struct item *item)
{
	struct item again = {
		.json = item->json, .id = item->id, .fact = TALLY_NONE, .expect = EXPECT_DUPLICATE
	};

	if (item->expect == EXPECT_ACCEPTED && seed_chance(&d->seed, REPEAT_IN_1000))
		item_add(d, p, &again);
}

static void receipt_take(
	struct demo *d, struct phone *p, const struct item *item, const struct came *came)
{
	d->counts.handed_in++;
	d->counts.accepted += str_is(came->status, "accepted");
	d->counts.repeats += str_is(came->status, "duplicate");
	d->counts.refused += str_is(came->status, "refused");
	if (came->last_seq > p->last_seq)
		p->last_seq = came->last_seq;
	if (str_is(came->status, expected[item->expect]))
		return;
	d->differences++;
	fprintf(stderr, "bulou: %.*s: %.*s, not %s: %.*s\n       %.*s\n", STR_ARG(p->user),
		STR_ARG(came->status), expected[item->expect], STR_ARG(came->why),
		STR_ARG(item->json));
}

/* All of a call's receipts, in order. */
static void receipts_take(struct demo *d, struct phone *p, const struct came *all)
{
	size_t first = p->sent, n = p->sending;

	p->sent += n;
	p->sending = 0;
	for (size_t i = 0; i < n; i++)
		receipt_take(d, p, &p->items[first + i], &all[i]);
	for (size_t i = 0; i < n; i++) {
		struct item item = p->items[first + i];

		maybe_again(d, p, &item);
	}
}

/* ---- handing in ---- */

static bool has_some(const struct phone *p)
{
	return !p->offline && p->sent < p->n;
}

/* The batch as JSON. It goes on the tally before it leaves. */
static struct str batch_make(struct demo *d, struct phone *p)
{
	struct buf b;

	p->sending = p->n - p->sent < BATCH_MAX ? p->n - p->sent : BATCH_MAX;
	buf_init(&b, d->once.arena);
	buf_c(&b, '[');
	for (size_t i = 0; i < p->sending; i++) {
		if (i)
			buf_c(&b, ',');
		buf_str(&b, p->items[p->sent + i].json);
		tally_hand_in(&d->tally, p->items[p->sent + i].fact);
	}
	buf_c(&b, ']');
	return buf_get(&b);
}

static int login(struct demo *d, struct phone *p)
{
	if (p->login_at && d->now - p->login_at < SESSION_MS)
		return 0;
	p->login_at = d->now;
	return client_login(&d->once, &p->client, p->user, d->password);
}

static int batch_send(struct demo *d, struct phone *p)
{
	struct client_call call = { .method = "POST", .path = "/v1/records" };
	struct buf sent;
	int e = login(d, p);

	buf_init(&sent, d->once.arena);
	buf_when(&sent, d->now + p->skew);
	call.sent = buf_get(&sent);
	call.body = batch_make(d, p);
	if (!e && (!call.body.p || !call.sent.p))
		e = err(&d->once, E_NO_MEMORY, NULL);
	return e ? e : client_send(&d->once, &p->client, &call);
}

static struct came came_of(const struct json *v)
{
	const struct json *seq = json_get(v, "last_seq");
	struct came came = { .status = json_text(v, "status"),
		.last_seq = seq && seq->type == JSON_INT ? seq->i : 0 };

	came.why = json_text(json_get(v, "error"), "reason_en");
	return came;
}

/* Busy: the same again, later. */
static int answers_read(struct demo *d, struct phone *p, struct str body, int status)
{
	const struct json *v;
	struct came *all = cx_many(&d->once, p->sending, struct came);
	int e = json_read(&d->once, body, &json_limits_request, &v);

	if (e || !all)
		return e ? e : -E_NO_MEMORY;
	if (status == 503) {
		p->sending = 0;
		return 0;
	}
	if (status != 200 || v->type != JSON_LIST || v->n != p->sending)
		return err(&d->once, E_VERIFY, NULL, cx_text(&d->once, body));
	for (size_t i = 0; i < p->sending; i++)
		all[i] = came_of(&v->items[i]);
	receipts_take(d, p, all);
	return 0;
}

static int over_http(struct demo *d)
{
	struct str body;
	int status, e = 0;

	for (int i = 0; !e && i < PHONES; i++)
		if (has_some(&d->phones[i]))
			e = batch_send(d, &d->phones[i]);
	for (int i = 0; !e && i < PHONES; i++) {
		struct phone *p = &d->phones[i];

		if (!p->sending)
			continue;
		e = client_receive(&d->once, &p->client, &status, &body);
		if (!e)
			e = answers_read(d, p, body, status);
	}
	return e;
}

/* ---- without HTTP: through append, with the rights that the session would have ---- */

static int rights_of(struct demo *d, struct phone *p, struct guard_gate *ret)
{
	struct account a;
	struct rights his;
	int e = guard_account(&d->once, d->site->guard, p->user, &a);

	if (e)
		return e;
	his = account_rights(&a);
	guard_gate(ret, d->site->guard, &his, a.disabled);
	return 0;
}

static int batch_append(struct demo *d, struct phone *p)
{
	struct sender from = { .user = p->user, .now = d->now, .offset = -p->skew };
	struct came all[BATCH_MAX];
	struct receipt *receipts = NULL;
	const struct json *v;
	struct guard_gate gate;
	size_t n = 0;
	int e = rights_of(d, p, &gate);

	if (!e)
		e = json_read(&d->once, batch_make(d, p), &json_limits_request, &v);
	if (!e)
		e = append_json(&d->once, &d->site->view, v, &from, &gate.gate, &receipts, &n);
	if (e)
		return e;
	check(n == p->sending && n <= BATCH_MAX);
	for (size_t i = 0; i < n; i++)
		all[i] = (struct came){ .status = str_of(expected[receipts[i].status]),
			.why = receipts[i].error.en,
			.last_seq = receipts[i].last_seq };
	receipts_take(d, p, all);
	return 0;
}

static int directly(struct demo *d)
{
	int e = 0;

	for (int i = 0; !e && i < PHONES; i++)
		if (has_some(&d->phones[i]))
			e = batch_append(d, &d->phones[i]);
	return e;
}

static bool any(const struct demo *d)
{
	for (int i = 0; i < PHONES; i++)
		if (has_some(&d->phones[i]))
			return true;
	return false;
}

int phones_hand_in(struct demo *d)
{
	int e = 0;

	for (int tries = 0; !e && any(d); tries++) {
		e = tries == TRIES_MAX ? err(&d->once, E_BUSY, NULL, "演示数据提交不上去",
						 "the demo's phones cannot hand in") :
			d->direct      ? directly(d) :
					 over_http(d);
		if (e)
			cli_failed(d->c, &d->once.e);
		demo_forget(d);
	}
	return e;
}
