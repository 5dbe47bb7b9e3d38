/* What rights and the look cost: the same load upon two servers of the same data, in turns. One is the product; in the other every
 * record is let in, whoever reads sees everything, and no look is left.
 *
 * The product has no switch for that. This program is linked with three functions of the guard wrapped (meson.build, --wrap), and
 * a child that is told so answers in their stead: the gate, what somebody's rights come to, and the entry of a look. Who somebody is,
 * his session and his cookie, is asked in both. */
#include "bench.h"

#include "http/own.h"

#define CONNECTIONS 256
#define GET_CONNECTIONS 64
#define TURNS 4 /* of each server, the first to warm up */
#define POSTS_S 3
#define GETS_S 2
#define COST 0.85 /* of the rate without */

static bool open_to_all; /* in the child that serves */

void __real_guard_gate(
	struct guard_gate *ret, struct guard *g, const struct rights *rights, bool disabled);
void __wrap_guard_gate(
	struct guard_gate *ret, struct guard *g, const struct rights *rights, bool disabled);
int __real_rights_reader(struct cx *cx, const struct rights *r, struct right right,
	const struct uuid *round, int64_t at, struct reader *ret);
int __wrap_rights_reader(struct cx *cx, const struct rights *r, struct right right,
	const struct uuid *round, int64_t at, struct reader *ret);
int __real_look_leave(struct call *c, const char *screen, enum matter matter,
	const struct uuid *subjects, size_t n);
int __wrap_look_leave(struct call *c, const char *screen, enum matter matter,
	const struct uuid *subjects, size_t n);

void __wrap_guard_gate(
	struct guard_gate *ret, struct guard *g, const struct rights *rights, bool disabled)
{
	if (open_to_all)
		ret->gate = guard_gate_owner;
	else
		__real_guard_gate(ret, g, rights, disabled);
}

int __wrap_rights_reader(struct cx *cx, const struct rights *r, struct right right,
	const struct uuid *round, int64_t at, struct reader *ret)
{
	if (!open_to_all)
		return __real_rights_reader(cx, r, right, round, at, ret);
	*ret = guard_reader_owner;
	ret->person = r->person;
	return 0;
}

int __wrap_look_leave(struct call *c, const char *screen, enum matter matter,
	const struct uuid *subjects, size_t n)
{
	return open_to_all ? 0 : __real_look_leave(c, screen, matter, subjects, n);
}

/* ---- one of the two ---- */

struct side {
	struct data data;
	struct server server;
	struct visits visits;
	uint64_t records, masked, plain; /* answered, without the first turn */
	double records_s, masked_s, plain_s;
};

static void side_begin(struct side *s, const struct data *base, const char *name, bool open)
{
	size_t n = base->county.grids < CONNECTIONS ? base->county.grids : CONNECTIONS;

	*s = (struct side){ .data = data_copy(base, name) };
	open_to_all = open;
	server_start(&s->data, &s->server);
	open_to_all = false;
	visits_begin(&s->visits, &base->county, n, 1);
	s->visits.cookie = s->server.cookie;
}

static void side_end(struct side *s)
{
	visits_end(&s->visits);
	server_stop(&s->server);
	data_drop(&s->data);
}

static void posts_turn(struct side *s, bool counts)
{
	struct load_plan plan = { .port = s->server.port,
		.connections = s->visits.connections,
		.seconds = (double)POSTS_S / options.scale,
		.make = visits_make,
		.answered = visits_answered,
		.arg = &s->visits };
	struct load_result r;

	load_run(&plan, &r);
	if (r.wrong)
		fail("guard: %llu answers are wrong, the first: %s", (unsigned long long)r.wrong,
			r.first_wrong);
	s->records += counts ? r.requests : 0;
	s->records_s += counts ? r.seconds : 0;
}

static void gets_turn(
	struct side *s, const char *query, bool counts, uint64_t *answers, double *took)
{
	struct gets g = { .paths_n = s->visits.connections };
	struct load_result r;

	for (size_t i = 0; i < g.paths_n; i++)
		g.paths[i] = text("/v1/records/%s%s", visits_last(&s->visits, i), query);
	gets_run(&s->server, &g, GET_CONNECTIONS, 0, (double)GETS_S / options.scale, &r);
	*answers += counts ? r.requests : 0;
	*took += counts ? r.seconds : 0;
}

/* ---- in turns ---- */

static void cost_row(const char *name, double with, double without, const char *unit)
{
	row_add(&(struct row){ .name = name,
		.value = with,
		.unit = unit,
		.limit = without,
		.ratio = with / without,
		.want = text("ratio >= %.2f of the same without", COST),
		.ok = with / without >= COST,
		.note = text(
			"%d turns each of %d s", TURNS - 1, unit[0] == 'r' ? POSTS_S : GETS_S) });
}

void measure_guard(void)
{
	struct side sides[2];

	if (!wanted("guard"))
		return;
	side_begin(&sides[0], data_base(), "guarded", false);
	side_begin(&sides[1], data_base(), "unguarded", true);
	for (int turn = 0; turn < TURNS; turn++)
		for (int i = 0; i < 2; i++)
			posts_turn(&sides[(turn + i) % 2], turn > 0);
	for (int turn = 0; turn < TURNS; turn++)
		for (int i = 0; i < 2; i++) {
			struct side *s = &sides[(turn + i) % 2];

			gets_turn(s, "", turn > 0, &s->masked, &s->masked_s);
			gets_turn(s, "?unmask=review", turn > 0, &s->plain, &s->plain_s);
		}
	cost_row("guard-posts", (double)sides[0].records / sides[0].records_s,
		(double)sides[1].records / sides[1].records_s, "records/s");
	cost_row("guard-gets", (double)sides[0].masked / sides[0].masked_s,
		(double)sides[1].masked / sides[1].masked_s, "answers/s");
	say("  in plain: %.0f/s, each look durable first, and %.0f/s without rights and looks",
		(double)sides[0].plain / sides[0].plain_s,
		(double)sides[1].plain / sides[1].plain_s);
	compare(&sides[0].server, &sides[0].visits); /* in the other, who sees one grid sees all */
	side_end(&sides[0]);
	side_end(&sides[1]);
}
