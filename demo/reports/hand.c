/* Outboxes of the desks for each county. Whoever acts writes records; they are handed in by the thousand, one call at a
 * time, so that positions, and with them every digest and bulletin, are the same for the same seed. */
#include "demo/reports/reports.h"

#include <stdarg.h>
#include <string.h>

#include "sys/sys.h"

#define BATCH_RECORDS 1000
#define BATCH_BYTES 800000 /* a request holds a mebibyte */
#define TRIES_MAX 20       /* of a server that is busy */
#define SESSION_MS (11 * WHEN_HOUR_MS)
#define RING 32
#define OUTBOX_ROLES 8

static const struct {
	const char *name, *person;
	enum role roles[OUTBOX_ROLES];
	size_t roles_n;
} outboxes[OUTBOXES] = {
	[OUTBOX_COMMAND] = { "command", "王示例",
		{ ROLE_COMMANDER, ROLE_AREA_LEAD, ROLE_DATA_STEWARD, ROLE_LABORATORY, ROLE_TRACER },
		5 },
	[OUTBOX_FIELD] = { "field", "李示例",
		{ ROLE_GRID_WORKER, ROLE_CHECKPOINT, ROLE_SAMPLER, ROLE_LABORATORY, ROLE_TRACER,
			ROLE_SUPPLY, ROLE_INSPECTOR, ROLE_QUESTION_DESK },
		8 },
	[OUTBOX_SECOND] = { "second", "赵示例", { ROLE_COMMANDER, ROLE_INSPECTOR }, 2 },
	[OUTBOX_COUNSEL] = { "counsel", "孙示例", { ROLE_COUNSELLOR }, 1 },
	[OUTBOX_APPEAL] = { "appeal", "吴示例", { ROLE_COMMANDER }, 1 },
};

struct str hand_person(enum outbox box)
{
	return str_of(outboxes[box].person);
}

/* ---- texts ---- */

const char *hand_id(const struct uuid *id)
{
	static char ring[RING][UUID_TEXT + 1];
	static unsigned at;
	char *text = ring[at++ % RING];

	uuid_write(id, text);
	return text;
}

static char *ring_text(void)
{
	static char ring[RING][40];
	static unsigned at;

	return ring[at++ % RING];
}

const char *hand_day(int64_t at)
{
	char *text = ring_text();
	int year, month, day;

	day_civil(day_of(at), &year, &month, &day);
	snprintf(text, 40, "%04d-%02d-%02d", year, month, day);
	return text;
}

const char *hand_when(int64_t at)
{
	char *text = ring_text();

	text[when_put(at / 1000 * 1000, text)] = 0;
	return text;
}

/* ---- writing ---- */

static void member(struct buf *b, const char *name, const char *value)
{
	buf_fmt(b, "\"%s\":\"%s\",", name, value);
}

static void envelope(struct reports *r, struct console *k, const struct slip *s,
	const struct uuid *id, struct buf *b)
{
	int place = s->place == NONE ? r->now->top : s->place;

	buf_c(b, '{');
	member(b, "id", hand_id(id));
	member(b, "kind", s->kind);
	member(b, "at", hand_when(s->at));
	member(b, "device", hand_id(&k->device));
	buf_fmt(b, "\"v\":%d,\"seq\":%lld,", s->v ? s->v : 1, (long long)++k->seq);
	buf_fmt(b, "\"area\":\"" STR_FMT "\",", STR_ARG(r->places[place].id));
	if (!uuid_is_nil(&s->subject))
		member(b, "subject", hand_id(&s->subject));
	if (!uuid_is_nil(&s->round))
		member(b, "round", hand_id(&s->round));
	buf_z(b, "\"body\":{");
}

static void flush(struct reports *r, struct console *k);

static void room(struct reports *r, struct console *k)
{
	if (k->n == BATCH_RECORDS || k->list.n > BATCH_BYTES)
		flush(r, k);
	if (k->n++)
		buf_c(&k->list, ',');
	else
		buf_init(&k->list, &k->arena);
}

struct uuid hand_write(
	struct reports *r, enum outbox box, const struct slip *s, const char *body, ...)
{
	struct console *k = &r->now->consoles[box];
	struct uuid id = uuid_is_nil(&s->id) ? seed_uuid(&r->seed, s->at) : s->id;
	va_list ap;

	room(r, k);
	envelope(r, k, s, &id, &k->list);
	va_start(ap, body);
	buf_vfmt(&k->list, body, ap);
	va_end(ap);
	buf_z(&k->list, "}}");
	return id;
}

/* ---- handing in ---- */

static void refused(struct reports *r, struct str status, struct str why)
{
	r->differences++;
	fprintf(stderr, "bulou: " STR_FMT ": " STR_FMT "\n", STR_ARG(status), STR_ARG(why));
}

/* The whole outbox as one list; nothing in it may be refused, or be there already. */
static struct str batch(struct reports *r, struct console *k)
{
	struct buf b;

	buf_init(&b, r->once.arena);
	buf_c(&b, '[');
	buf_str(&b, buf_get(&k->list));
	buf_c(&b, ']');
	return buf_get(&b);
}

static int gate_of(struct reports *r, struct console *k, struct guard_gate *ret)
{
	struct account a;
	struct rights his;
	int e = guard_account(&r->once, r->site->guard, k->user, &a);

	if (e)
		return e;
	his = account_rights(&a);
	guard_gate(ret, r->site->guard, &his, a.disabled);
	return 0;
}

static int append(struct reports *r, struct str list, struct str user, const struct gate *gate)
{
	struct sender from = { .user = user, .now = sys_now() };
	struct receipt *receipts = NULL;
	const struct json *v;
	size_t n = 0;
	int e = json_read(&r->once, list, &json_limits_request, &v);

	if (!e)
		e = append_json(&r->once, &r->site->view, v, &from, gate, &receipts, &n);
	for (size_t i = 0; !e && i < n; i++)
		if (receipts[i].status != RECEIPT_ACCEPTED)
			refused(r, STR("not accepted"), receipts[i].error.en);
	r->handed_in += (int64_t)n;
	return e;
}

int hand_composed(struct reports *r, enum outbox box, struct str record)
{
	struct console *k = &r->now->consoles[box];
	struct guard_gate gate;
	int e = gate_of(r, k, &gate);

	gate.composed = true;
	return e ? e : append(r, record, k->user, &gate.gate);
}

static int directly(struct reports *r, struct console *k)
{
	struct guard_gate gate;
	int e = gate_of(r, k, &gate);

	return e ? e : append(r, batch(r, k), k->user, &gate.gate);
}

static int login(struct reports *r, struct console *k)
{
	if (k->login_at && sys_now() - k->login_at < SESSION_MS)
		return 0;
	k->login_at = sys_now();
	return client_login(&r->once, &k->client, k->user, r->password);
}

static int answers_read(struct reports *r, struct console *k, struct str body)
{
	const struct json *v;
	int e = json_read(&r->once, body, &json_limits_request, &v);

	if (e)
		return e;
	if (v->type != JSON_LIST || v->n != k->n)
		return err(&r->once, E_VERIFY, NULL, cx_text(&r->once, body));
	for (uint32_t i = 0; i < v->n; i++)
		if (!str_is(json_text(&v->items[i], "status"), "accepted"))
			refused(r, json_text(&v->items[i], "status"),
				json_text(json_get(&v->items[i], "error"), "reason_en"));
	r->handed_in += v->n;
	return 0;
}

/* The answer of a server that may be busy for a while. */
static int post(
	struct reports *r, struct console *k, const char *path, struct str body, struct str *ret)
{
	struct client_call call = { .method = "POST", .path = path, .body = body };
	int status = 503, e = login(r, k);

	call.sent = str_of(hand_when(sys_now()));
	for (int tries = 0; !e && status == 503 && tries < TRIES_MAX; tries++)
		e = client_call(&r->once, &k->client, &call, &status, ret);
	if (!e && status != 200)
		e = err(&r->once, E_VERIFY, NULL, cx_text(&r->once, *ret));
	return e;
}

int hand_call(struct reports *r, enum outbox box, const char *path, struct str body)
{
	struct str answer;
	int e = post(r, &r->now->consoles[box], path, body, &answer);

	r->handed_in += !e;
	return e;
}

static int over_http(struct reports *r, struct console *k)
{
	struct str body;
	int e = post(r, k, "/v1/records", batch(r, k), &body);

	return e ? e : answers_read(r, k, body);
}

static void flush(struct reports *r, struct console *k)
{
	int e = 0;

	if (!k->n)
		return;
	if (!buf_ok(&k->list))
		e = err(&r->once, E_NO_MEMORY, NULL);
	if (!e && !r->error)
		e = r->direct ? directly(r, k) : over_http(r, k);
	reports_failed(r, &r->once, e);
	reports_forget(r);
	arena_reset(&k->arena);
	k->n = 0;
}

void hand_in(struct reports *r)
{
	for (int i = 0; i < OUTBOXES; i++)
		flush(r, &r->now->consoles[i]);
}

void hand_list(struct reports *r, struct buf *list, size_t *n)
{
	int e = 0;

	buf_c(list, ']');
	if (!buf_ok(list))
		e = err(&r->once, E_NO_MEMORY, NULL);
	if (!e && !r->error)
		e = append(r, buf_get(list), STR("admin"), &guard_gate_owner);
	reports_failed(r, &r->once, e);
	reports_forget(r);
	*n = 0;
}

/* ---- accounts ---- */

static int console_make(struct reports *r, struct county *k, enum outbox box, struct entry *ret)
{
	struct console *is = &k->consoles[box];
	struct grant grants[OUTBOX_ROLES];
	struct account a = {
		.hash = r->password_hash, .grants = grants, .grants_n = outboxes[box].roles_n
	};
	struct buf name;

	for (size_t i = 0; i < a.grants_n; i++)
		grants[i] = (struct grant){ .role = outboxes[box].roles[i],
			.area = r->places[k->top].id };
	buf_init(&name, r->cx->arena);
	buf_fmt(&name, "%s-%s", k->plan->county, outboxes[box].name);
	is->user = a.user = buf_get(&name);
	a.name = hand_person(box);
	is->device = seed_uuid(&r->seed, sys_now());
	arena_keep(&is->arena, 4 << 20);
	return guard_account_entry(r->cx, r->site, &a, guard_reader_owner.person, sys_now(), ret);
}

/* One password for all, and so one slow hash; the administrator's is told when the server stays. */
int hand_people(struct reports *r)
{
	struct account admin = { .user = STR("admin"),
		.name = STR("管理员"),
		.grants = grants_first,
		.grants_n = GRANTS_FIRST };
	struct entry entries[PLANS * OUTBOXES + 1];
	size_t n = 0;
	int e = seal_password_new(r->cx, &r->password);

	if (!e)
		e = seal_password_hash(r->cx, r->password, &r->password_hash);
	admin.hash = r->password_hash;
	if (!e)
		e = guard_account_entry(r->cx, r->site, &admin, guard_reader_owner.person,
			sys_now(), &entries[n++]);
	for (int i = 0; i < PLANS; i++)
		for (int box = 0; !e && box < OUTBOXES; box++)
			e = console_make(r, &r->counties[i], (enum outbox)box, &entries[n++]);
	if (!e)
		e = append_entries(r->cx, &r->site->view, entries, n);
	return e ? e : guard_follow(r->cx, r->site->guard, r->site->view.journal.store);
}
