/* Growth: is it as fast after 10 million records as at the start? Only with --full: it takes its time. And PostgreSQL. */
#include "bench.h"

#define CONNECTIONS 16
#define BATCH 500
#define STEP 1000 /* batches a step: half a million records */
#define STEPS_MAX 64
#define KEPT 0.85
#define POSTGRES_GRIDS 900

void measure_growth(void)
{
	const struct data *base;
	struct data d;
	struct server s;
	struct visits v;
	double rates[STEPS_MAX], first, last;
	size_t n = 0;

	if (!options.full || !wanted("growth"))
		return;
	base = data_base();
	d = data_copy(base, "growth");
	server_start(&d, &s);
	visits_begin(&v, &base->county, CONNECTIONS, BATCH);
	v.cookie = s.cookie;
	for (uint64_t before = 0; n < STEPS_MAX; before = v.accepted) {
		struct load_plan plan = { .port = s.port,
			.connections = CONNECTIONS,
			.seconds = 3600,
			.requests = STEP,
			.make = visits_make,
			.answered = visits_answered,
			.arg = &v };
		struct load_result r;

		load_run(&plan, &r);
		if (r.wrong)
			fail("growth: %s", r.first_wrong);
		if (v.accepted - before < STEP * BATCH / 2)
			break;
		rates[n++] = (double)(v.accepted - before) / r.seconds;
		say("  %llu records: %.0f/s", (unsigned long long)v.accepted, rates[n - 1]);
	}
	compare(&s, &v);
	server_stop(&s);
	if (n < 5)
		fail("growth: too few records for a trend");
	first = (rates[1] + rates[2]) / 2;
	last = (rates[n - 1] + rates[n - 2]) / 2;
	row_add(&(struct row){ .name = "growth",
		.value = last,
		.unit = "records/s",
		.limit = first,
		.ratio = last / first,
		.want = text("ratio >= %.2f of the start", KEPT),
		.ok = last / first >= KEPT,
		.note = text("after %llu records", (unsigned long long)v.accepted) });
	server_start(&d, &s);
	row_add(&(struct row){ .name = "start-grown",
		.value = s.first_answer_s,
		.unit = "s",
		.limit = -1,
		.ratio = -1,
		.want = "<= 1 with 10 million records",
		.ok = s.first_answer_s <= 1,
		.note = text("%lld entries", (long long)data_newest(&d)) });
	server_stop(&s);
	visits_end(&v);
	measure_restore(&d, "restore-grown");
	data_drop(&d);
}

void measure_postgres(void)
{
	struct data d = { .key = bench_path("postgres.key"),
		.county = { .grids = (size_t)(POSTGRES_GRIDS / options.scale) } };

	if (!wanted("postgres-singles"))
		return;
	if (!postgres_url()) {
		say("no PostgreSQL: BULOU_TEST_PG is not set");
		return;
	}
	say("PostgreSQL: setting up %zu doors", d.county.grids * GRID_DOORS);
	d.where = postgres_new("bench_base");
	data_make(&d, true);
	measure_single_posts(&d, "postgres-singles", 0.5, 10000);
	data_drop(&d);
}
