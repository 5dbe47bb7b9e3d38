/* The side that appends. It foretells each receipt from what came before (accepted, duplicate, refused and why), and keeps
 * what was accepted, as it came. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/map.h"
#include "sim.h"
#include "record/outbox.h"
#include "store/store_fixture.h"
#include "world.h"

struct taken {           /* by id */
	struct str text; /* of the accepted one; p NULL: only refused */
	bool refused;
	int64_t pos;
};

#define NUMBERS 4000

struct device {
	struct uuid id;
	bool came[NUMBERS];
	bool kept[NUMBERS]; /* by an accepted record */
};

struct server {
	struct scratch scratch;
	struct accepted_set accepted;
	struct map ids, devices; /* struct taken, struct device */
	int64_t pos;
};

static struct str id_str(const struct uuid *u)
{
	return (struct str){ (const char *)u->b, 16 };
}

/* ---- scratch sites ---- */

int scratch_open(struct sim *s, enum store_engine engine, struct scratch *ret)
{
	struct site_tables tables = { desks_kinds(), desks_figures() };
	struct fixture *f = cx_new(&s->cx, struct fixture);
	const char *tmp = getenv("TMPDIR");
	static unsigned count;

	if (!fixture_make(f, engine))
		return sim_fail(s, "no place for the data");
	ret->fixture = f;
	snprintf(
		ret->where, sizeof ret->where, engine == STORE_SQLITE ? "%s/data" : "%s", f->where);
	snprintf(ret->key, sizeof ret->key, "%s/bulou-sim-%ld-%u.key", tmp ? tmp : "/tmp",
		(long)getpid(), count++);
	if (site_create(&s->cx, ret->where, ret->key, &tables, &ret->site))
		return sim_fail_err(s, &s->cx, "site_create");
	return 0;
}

void scratch_close(struct scratch *x)
{
	if (!x->fixture)
		return;
	site_close(x->site);
	fixture_drop(x->fixture);
	unlink(x->key);
	x->site = NULL;
	x->fixture = NULL;
}

int server_open(struct sim *s)
{
	s->server = cx_new(&s->cx, struct server);
	map_init(&s->server->ids, &s->arena);
	map_init(&s->server->devices, &s->arena);
	return scratch_open(s, s->engine, &s->server->scratch);
}

void server_close(struct sim *s)
{
	if (s->server)
		scratch_close(&s->server->scratch);
}

int server_reopen(struct sim *s)
{
	struct scratch *x = &s->server->scratch;
	struct site_tables tables = { desks_kinds(), desks_figures() };

	site_close(x->site);
	if (site_open(&s->cx, x->where, x->key, SITE_WRITE, &tables, &x->site))
		return sim_fail_err(s, &s->cx, "site_open");
	return 0;
}

const struct accepted_set *server_accepted(const struct sim *s)
{
	return &s->server->accepted;
}

struct site *server_site(const struct sim *s)
{
	return s->server->scratch.site;
}

bool server_has(const struct sim *s, const struct uuid *id)
{
	const struct taken *t = map_get(&s->server->ids, id_str(id));

	return t && t->text.p;
}

/* ---- the gate ---- */

static enum gate_answer ask(void *arg, struct cx *cx, const struct record *r)
{
	(void)arg;
	(void)cx;
	if (world_forbids(r->via, r->kind_name))
		return GATE_NO;
	return world_holds(&r->id, r->kind_name) ? GATE_HOLD : GATE_YES;
}

static const struct gate gate = { ask, NULL };

/* ---- what should be answered ---- */

static void *entry_of(struct sim *s, struct map *m, const struct uuid *id, size_t size)
{
	void **at = map_at(m, id_str(id));

	if (!*at)
		*at = cx_alloc(&s->cx, size);
	return *at;
}

/* 0: accepted; 1: duplicate; else the code of the refusal, 2 standing for any of the check's. */
static int foretell(struct sim *s, const struct delivery *d, const struct json *v,
	struct taken **ret_taken, struct device **ret_device, int64_t *ret_seq)
{
	struct uuid id, device;
	const struct json *seq = json_get(v, "seq");

	uuid_read(json_text(v, "id"), &id);
	*ret_taken = entry_of(s, &s->server->ids, &id, sizeof(struct taken));
	*ret_device = NULL;
	if (seq && uuid_read(json_text(v, "device"), &device)) {
		*ret_device = entry_of(s, &s->server->devices, &device, sizeof(struct device));
		(*ret_device)->id = device;
		*ret_seq = seq->i;
	}
	if (d->broken)
		return 2;
	if ((*ret_taken)->text.p)
		return str_eq((*ret_taken)->text, d->text) ? 1 : E_ID_TAKEN;
	if (*ret_device && (*ret_device)->came[*ret_seq] && !(*ret_taken)->refused)
		return E_SEQ_REUSED;
	if (world_forbids(d->user, json_text(v, "kind")))
		return E_NOT_ALLOWED;
	return 0;
}

static int64_t last_of(const struct device *d)
{
	int64_t n = 0;

	while (n + 1 < NUMBERS && d->came[n + 1])
		n++;
	return n;
}

static void take(
	struct sim *s, const struct delivery *d, const struct append_item *it, struct taken *t)
{
	struct accepted_set *set = &s->server->accepted;

	t->text = d->text;
	SIM_ROOM(s, set);
	set->all[set->n++] = (struct accepted){ .id = it->record->id,
		.batch = d->batch,
		.text = d->text,
		.user = d->user,
		.offset = d->offset,
		.received = d->arrives,
		.held = world_holds(&it->record->id, it->record->kind_name) };
}

static int judge(
	struct sim *s, const struct delivery *d, struct append_item *it, const struct json *v)
{
	const struct receipt *r = &it->receipt;
	struct device *device;
	struct taken *t;
	int64_t seq = 0;
	int want = foretell(s, d, v, &t, &device, &seq);
	bool right = want == 0 ? r->status == RECEIPT_ACCEPTED :
		want == 1      ? r->status == RECEIPT_DUPLICATE :
				 r->status == RECEIPT_REFUSED && (want == 2 || r->error.code == want);

	if (!right)
		return sim_fail(s, "receipt %d (%s) where %d was foretold: %.*s", (int)r->status,
			r->error.code ? err_entry(r->error.code)->code : "", want,
			STR_ARG(d->text));
	if (want == 0) {
		take(s, d, it, t);
		if (r->pos <= s->server->pos)
			return sim_fail(s, "position %lld after %lld", (long long)r->pos,
				(long long)s->server->pos);
		s->server->pos = t->pos = r->pos;
		if (device && device->kept[seq])
			return sim_fail(s, "two records have one number: %.*s", STR_ARG(d->text));
		if (device)
			device->kept[seq] = true;
	} else if (want == 1 && r->pos != t->pos) {
		return sim_fail(s, "a duplicate at %lld of a record at %lld", (long long)r->pos,
			(long long)t->pos);
	} else if (want > 1 && want != E_SEQ_REUSED) {
		t->refused = true;
	}
	if (device && want != E_SEQ_REUSED)
		device->came[seq] = true;
	return 0;
}

static int read_item(struct sim *s, struct cx *cx, const struct delivery *d,
	const struct json **ret_json, struct append_item *ret)
{
	struct sender from = {
		.user = d->user, .now = d->arrives, .offset = d->offset, .batch = d->batch
	};

	if (json_read(cx, d->text, &json_limits_request, ret_json))
		return sim_fail_err(s, cx, "json_read");
	if (append_item_read(cx, &server_site(s)->view, *ret_json, d->text, &from, &gate, ret))
		return sim_fail_err(s, cx, "append_item_read");
	ret->home = cx;
	return 0;
}

/* last_seq is of the end of the group. */
static int check_last(struct sim *s, const struct append_item *items, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct record *r = items[i].record;
		const struct device *d = r->has_device ?
			map_get(&s->server->devices, id_str(&r->device)) :
			NULL;

		if (d && items[i].receipt.last_seq != last_of(d))
			return sim_fail(s, "last_seq %lld where %lld came",
				(long long)items[i].receipt.last_seq, (long long)last_of(d));
	}
	return 0;
}

/* A statement fails in the middle, so nothing is stored and nobody is answered; the same is to be handed in again. A small
 * group may end before that statement. */
static int take_in_vain(struct sim *s, struct cx *cx, const struct delivery *all,
	struct append_item *items, size_t n, bool *ret_stored)
{
	const struct json *v;
	int rc;

	store_fail_at(1 + rng_below(&s->rng, 60));
	rc = append_group(cx, &server_site(s)->view, items, n);
	store_fail_at(0);
	*ret_stored = rc == 0;
	if (rc == 0)
		return 0;
	err_clear(cx);
	rc = 0;
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = read_item(s, cx, &all[i], &v, &items[i]);
	return rc;
}

int server_take(struct sim *s, struct delivery *all, size_t n)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct append_item *items;
	const struct json **jsons;
	bool stored = false;
	int rc = 0;

	arena_init(&arena, &sys_heap, (size_t)1 << 30);
	items = cx_many(&cx, n, struct append_item);
	jsons = cx_many(&cx, n, const struct json *);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = read_item(s, &cx, &all[i], &jsons[i], &items[i]);
	if (rc == 0 && rng_of(&s->rng, 100))
		rc = take_in_vain(s, &cx, all, items, n, &stored);
	if (rc == 0 && !stored && append_group(&cx, &server_site(s)->view, items, n))
		rc = sim_fail_err(s, &cx, "append_group");
	for (size_t i = 0; rc == 0 && i < n; i++) {
		rc = judge(s, &all[i], &items[i], jsons[i]);
		all[i].id = items[i].record->id;
		all[i].status = items[i].receipt.status;
		all[i].code = items[i].receipt.error.code;
		all[i].pos = items[i].receipt.pos;
	}
	if (rc == 0)
		rc = check_last(s, items, n);
	arena_done(&arena);
	return rc;
}

/* ---- outboxes as they are kept ---- */

static int check_outbox(struct sim *s, const struct device *d, struct outbox *o)
{
	for (int64_t seq = 1; seq < NUMBERS; seq++)
		if (outbox_has(o, seq) != d->came[seq])
			return sim_fail(s, "number %lld of an outbox: came %d, kept %d",
				(long long)seq, d->came[seq], outbox_has(o, seq));
	if (outbox_last(o) != last_of(d))
		return sim_fail(s, "last_seq %lld is kept where %lld came",
			(long long)outbox_last(o), (long long)last_of(d));
	return 0;
}

int server_check_outboxes(struct sim *s)
{
	const struct map *m = &s->server->devices;
	struct store *store = server_site(s)->view.journal.store;
	struct outbox *all = cx_many(&s->cx, m->n, struct outbox);
	struct uuid *ids = cx_many(&s->cx, m->n, struct uuid);
	int rc;

	for (size_t i = 0; i < m->n; i++)
		ids[i] = ((const struct device *)m->entries[i].value)->id;
	rc = store_begin_read(&s->cx, store, "outboxes");
	if (rc == 0)
		rc = outbox_load(&s->cx, &server_site(s)->view.journal, ids, m->n, all);
	store_rollback(store);
	if (rc)
		return sim_fail_err(s, &s->cx, "outbox_load");
	for (size_t i = 0; rc == 0 && i < m->n; i++)
		rc = check_outbox(s, m->entries[i].value, &all[i]);
	return rc;
}
