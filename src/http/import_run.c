/* The rows of an order through the one mechanism (load/load.h): asked of the gate's look row by row, and handed to the writer a part at a
 * time, so that whoever else hands in waits for none of it long. */
#include "http/import_order.h"

#include "sys/sys.h"

#define GROUP_MAX 1000
#define DOORS_MAX 100000           /* of a plan: a town's; the command line has no such end */
#define MEMORY ((size_t)512 << 20) /* of one part of the rows */

static enum gate_answer look_ask(void *arg, struct cx *cx, const struct record *r)
{
	const struct import_run *x = arg;

	return guard_look(cx, x->load.host.cover.tree, &x->c->rights, r, x->c->now) ? GATE_NO :
										      GATE_YES;
}

static int hand_in(struct call *c, struct cx *cx, struct append_item *items, size_t n)
{
	struct writer_job job = { .items = items, .n = n };

	if (!n)
		return 0;
	for (size_t i = 0; i < n; i++) {
		items[i].home = cx;
		job.bytes += items[i].text.n;
	}
	return writer_run(cx, c->http->writer, &job);
}

static int append(void *arg, struct cx *cx, struct append_item *items, size_t n)
{
	struct import_run *x = arg;

	return hand_in(x->c, cx, items, n);
}

static void told(struct import_run *x, int64_t done, int64_t all)
{
	struct http *h = x->c->http;

	if (x->dry)
		return;
	pthread_mutex_lock(&h->lock);
	h->importing.id = x->batch;
	h->importing.done = done;
	h->importing.all = all;
	pthread_mutex_unlock(&h->lock);
}

static int turn(void *arg, int64_t done, int64_t all)
{
	struct import_run *x = arg;

	told(x, done, all);
	return atomic_load(&x->c->http->stopping) ? err(&x->c->cx, E_STOPPED, NULL) : 0;
}

static int bad(void *arg, const struct load_bad *b)
{
	struct import_run *x = arg;

	return x->bad ? x->bad(x->arg, b) : 0;
}

static int taken(void *arg, const struct record *r)
{
	struct import_run *x = arg;

	return x->taken ? x->taken(x->arg, r) : 0;
}

static int rows_run(struct import_run *x)
{
	struct import_order *o = x->o;

	return o->plan ? plan_rows(&x->load, o->sheet, &o->plan_columns, o->area) :
			 import_rows(&x->load, o->sheet, &o->columns, o->area);
}

int import_run(struct import_run *x)
{
	struct call *c = x->c;
	struct arena arena;
	struct load_host host = { .cx = &c->cx,
		.work = &x->work,
		.site = c->http->site,
		.store = c->worker->store,
		.cover = c->cover,
		.user = c->who.person,
		.batch = x->batch,
		.dry = x->dry,
		.again = x->again,
		.group_max = GROUP_MAX,
		.doors_max = DOORS_MAX,
		.gate = &x->gate.gate,
		.look = &x->look,
		.append = append,
		.bad = bad,
		.turn = turn,
		.taken = taken,
		.arg = x };
	int e;

	host.cover.who = &guard_reader_owner;
	x->look = (struct gate){ look_ask, x };
	guard_gate(&x->gate, c->http->guard, &c->rights, false);
	store_rollback(host.store);
	x->work = (struct cx){ .arena = &arena };
	arena_init(&arena, &sys_heap, MEMORY);
	told(x, 0, sheet_rows(x->o->sheet));
	e = load_begin(&host, sheet_rows(x->o->sheet), &x->load);
	if (!e)
		e = rows_run(x);
	x->count = x->load.count;
	load_done(&x->load);
	arena_done(&arena);
	return e;
}

int import_hand_in(struct call *c, struct cx *cx, struct str record, const struct uuid *batch,
	bool composed, unsigned *ret_marks)
{
	struct sender from = { .user = c->who.person, .now = sys_now(), .batch = *batch };
	struct append_item *item = cx_new(cx, struct append_item);
	struct guard_gate *gate = cx_new(cx, struct guard_gate);
	const struct json *v;
	int e = item && gate ? json_read(cx, record, &json_limits_request, &v) : -E_NO_MEMORY;

	if (e)
		return e;
	guard_gate(gate, c->http->guard, &c->rights, false);
	gate->composed = composed;
	e = append_item_read(cx, &c->http->site->view, v, record, &from, &gate->gate, item);
	if (!e && item->refused) {
		cx->e = item->error;
		return -item->error.code;
	}
	if (!e)
		e = hand_in(c, cx, item, 1);
	if (!e && item->receipt.status == RECEIPT_REFUSED) {
		cx->e = item->receipt.error;
		return -item->receipt.error.code;
	}
	if (!e && ret_marks)
		*ret_marks |= item->receipt.marks;
	return e;
}
