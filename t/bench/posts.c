/* Records: single posts in a closed loop, 23,333 a second in an open loop, batches of 500. */
#include "bench.h"

#include <string.h>

#define CONNECTIONS 256
#define BATCH 500
#define BATCH_CONNECTIONS 16
#define RAW_MAX 150000 /* rows replayed: some seconds */
#define TARGET_RATE 23333.0
#define BATCH_RATE 30000.0
#define WARM_S 3 /* before the clock runs: the database's page cache fills */
#define SINGLES_S 10
#define OPEN_S 60

struct load_of {
	const char *name;
	struct data data;
	struct server server;
	struct visits visits;
	struct load_result result;
	int64_t before;   /* the journal's newest position */
	uint64_t records; /* after warming up */
	double group;     /* records a commit */
	double cpu_us;    /* of the server, a record */
};

static void begin(struct load_of *l, const struct data *base, const char *name, size_t connections,
	size_t batch)
{
	l->name = name;
	l->data = data_copy(base, name);
	l->before = data_newest(&l->data);
	server_start(&l->data, &l->server);
	if (connections > base->county.grids)
		connections = base->county.grids;
	visits_begin(&l->visits, &base->county, connections, batch);
	l->visits.cookie = l->server.cookie;
}

static void run_once(struct load_of *l, double rate, double duration)
{
	struct load_plan plan = { .port = l->server.port,
		.connections = l->visits.connections,
		.rate = rate,
		.seconds = duration,
		.make = visits_make,
		.answered = visits_answered,
		.arg = &l->visits };
	double records = server_metric(&l->server, "records_accepted_total");
	double commits = server_metric(&l->server, "commits_total");
	uint64_t sent = l->visits.accepted + l->visits.duplicates;

	l->cpu_us = server_cpu(&l->server);
	load_run(&plan, &l->result);
	sent = l->visits.accepted + l->visits.duplicates - sent;
	l->cpu_us = (server_cpu(&l->server) - l->cpu_us) * 1e6 / (double)(sent + 1);
	if (l->result.wrong)
		fail("%s: %llu answers are wrong, the first: %s", l->name,
			(unsigned long long)l->result.wrong, l->result.first_wrong);
	records = server_metric(&l->server, "records_accepted_total") - records;
	commits = server_metric(&l->server, "commits_total") - commits;
	l->group = commits > 0 ? records / commits : 1;
	say("  %s: %llu records of %zu bytes, %.0f a commit, %.1f us of a core, p50 %.1f p99 %.1f max %.1f ms",
		l->name, (unsigned long long)l->visits.accepted, l->visits.record_bytes, l->group,
		l->cpu_us, l->result.p50, l->result.p99, l->result.max);
}

static void run(struct load_of *l, double rate, double duration)
{
	uint64_t warm;

	run_once(l, rate, (double)WARM_S / options.scale);
	warm = l->visits.accepted + l->visits.duplicates;
	run_once(l, rate, duration);
	l->records = l->visits.accepted + l->visits.duplicates - warm;
}

static double rate_of(const struct load_of *l)
{
	return (double)l->records / l->result.seconds;
}

static void end(struct load_of *l)
{
	compare(&l->server, &l->visits);
	server_stop(&l->server);
	visits_end(&l->visits);
}

static struct raw_result raw_of(const struct load_of *l, const struct data *base)
{
	struct data to = data_copy(base, "raw");
	struct raw_result r = raw_replay(
		&l->data, l->before, &to, l->group, RAW_MAX / (size_t)options.scale);

	data_drop(&to);
	return r;
}

void measure_single_posts(const struct data *base, const char *name, double ratio, double least)
{
	struct load_of l;
	struct raw_result raw;
	double rate;

	begin(&l, base, name, CONNECTIONS, 1);
	run(&l, 0, SINGLES_S);
	rate = rate_of(&l);
	end(&l);
	raw = raw_of(&l, base);
	data_drop(&l.data);
	row_add(&(struct row){ .name = name,
		.value = rate,
		.unit = "records/s",
		.limit = raw.rate,
		.ratio = rate / raw.rate,
		.want = text("ratio >= %.1f and value >= %.0f", ratio, least),
		.ok = rate / raw.rate >= ratio && rate >= least,
		.note = text(
			"%.0f a commit, p99 %.1f ms; us of a core a record: server %.0f, raw %.0f",
			l.group, l.result.p99, l.cpu_us, raw.cpu_us) });
}

void measure_batches(const struct data *base, const char *name, double ratio, double least)
{
	struct load_of l;
	struct raw_result raw;
	double rate;

	begin(&l, base, name, BATCH_CONNECTIONS, BATCH);
	run(&l, 0, SINGLES_S);
	rate = rate_of(&l);
	end(&l);
	raw = raw_of(&l, base);
	data_drop(&l.data);
	row_add(&(struct row){ .name = name,
		.value = rate,
		.unit = "records/s",
		.limit = raw.rate,
		.ratio = rate / raw.rate,
		.want = text("ratio >= %.1f and value >= %.0f", ratio, least),
		.ok = rate / raw.rate >= ratio && rate >= least,
		.note = text("%.0f a commit; us of a core a record: server %.0f, raw %.0f", l.group,
			l.cpu_us, raw.cpu_us) });
}

static void measure_open_loop(const struct data *base)
{
	double duration = (double)OPEN_S / options.scale, rate;
	struct load_of l;

	begin(&l, base, "open-loop", CONNECTIONS, 1);
	run(&l, TARGET_RATE, duration);
	rate = (double)l.result.requests / duration;
	end(&l);
	data_drop(&l.data);
	row_add(&(struct row){ .name = "open-loop",
		.value = rate,
		.unit = "records/s",
		.limit = -1,
		.ratio = -1,
		.want = text("%.0f held for %.0f s", TARGET_RATE, duration),
		.ok = l.result.behind == 0 && rate >= TARGET_RATE * 0.999,
		.note = text("%llu not sent in time", (unsigned long long)l.result.behind) });
	row_add(&(struct row){ .name = "open-loop-p99",
		.value = l.result.p99,
		.unit = "ms",
		.limit = -1,
		.ratio = -1,
		.want = "<= 50",
		.ok = l.result.p99 <= 50,
		.note = text("p50 %.1f, p99.9 %.1f", l.result.p50, l.result.p999) });
}

void measure_posts(void)
{
	if (wanted("singles"))
		measure_single_posts(data_base(), "singles", 0.6, TARGET_RATE);
	if (wanted("open-loop"))
		measure_open_loop(data_base());
	if (wanted("batches"))
		measure_batches(data_base(), "batches", 0.6, BATCH_RATE);
}
