/* Reads: coverage and missing lists, idle and while records arrive; one record, masked and unmasked. */
#include "bench.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ALONE_S 3
#define BUSY_S 11
#define ARRIVING 10000.0
#define READS 100.0     /* a second, while records arrive */
#define SMALL_GRIDS 200 /* 60,000 doors */
#define GET_CONNECTIONS 64
#define GET_S 4
#define TURNS 4 /* of the product and of the constant, the first to warm up */
#define TURN_S 2
#define COVERAGE_MS 2
#define MISSING_MS 3
#define EXIT_WRONG 1
#define EXIT_BEHIND 2

/* ---- requests that are all the same, or one a connection ---- */

static bool get_make(void *arg, size_t k, struct request *q)
{
	const struct gets *g = arg;

	q->n = (size_t)snprintf(q->p, q->cap, "GET %s HTTP/1.1\r\nHost: bench\r\n%s\r\n",
		g->paths[k % g->paths_n], g->cookie);
	return true;
}

static bool get_answered(void *arg, size_t k, int status, struct str body)
{
	struct gets *g = arg;

	(void)k;
	g->bytes = body.n;
	return status == 200;
}

void gets_run(const struct server *s, struct gets *g, size_t connections, double rate,
	double duration, struct load_result *ret)
{
	struct load_plan plan = { .port = s->port,
		.connections = connections,
		.rate = rate,
		.seconds = duration,
		.make = get_make,
		.answered = get_answered,
		.arg = g };

	g->cookie = s->cookie;
	load_run(&plan, ret);
	if (ret->wrong)
		fail("GET %s: %s", g->paths[0], ret->first_wrong);
}

/* ---- coverage and missing ---- */

/* What the event thread answers of itself, whoever asks: the same hand-overs between the same processes, and nothing to read. */
#define CONSTANT "/healthz"

static const char *round_path(const char *what)
{
	struct uuid id = county_round(0);
	char z[UUID_TEXT + 1];

	uuid_write(&id, z);
	return text("/v1/rounds/%s/%s?area=%s", z, what, COUNTY);
}

/* Alone as fast as the answers come; beside other work so many a second, from the time at which each was due. */
static struct load_result timed_reads(const struct server *s, const char *path, double rate)
{
	struct gets g = { .paths = { path }, .paths_n = 1 };
	struct load_result r;

	gets_run(s, &g, 1, rate, ALONE_S, &r);
	return r;
}

/* arriving: how many of the 10,000 records a second came in meanwhile, or "" while all is quiet. raw: what a constant
 * answer took beside the same load; NULL: nothing ran beside. */
static void p99_row(const struct load_result *r, const struct load_result *raw, const char *what,
	size_t people, double want, bool held, const char *arriving)
{
	row_add(&(struct row){ .name = text("%s-%zu%s", what, people, *arriving ? "-busy" : ""),
		.value = r->p99,
		.unit = "ms p99",
		.limit = raw ? raw->p99 : -1,
		.ratio = raw ? r->p99 / raw->p99 : -1,
		.want = text("<= %.0f", want),
		.ok = held && r->p99 <= want,
		.note = raw ? text("p50 %.2f, p99.9 %.2f%s; " CONSTANT " %.2f, %.2f", r->p50,
				      r->p999, arriving, raw->p50, raw->p999) :
			      text("p50 %.2f, p99.9 %.2f", r->p50, r->p999) });
}

/* A child that hands in records at a rate; what it was told lies in shared memory. */
static pid_t arriving_start(const struct server *s, struct visits *v)
{
	struct load_plan plan = { .port = s->port,
		.connections = v->connections,
		.rate = ARRIVING / options.scale,
		.seconds = BUSY_S,
		.make = visits_make,
		.answered = visits_answered,
		.arg = v };
	struct load_result r;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid < 0)
		fail("fork: %s", strerror(errno));
	if (pid > 0)
		return pid;
	load_run(&plan, &r);
	say("  10,000/s: %.0f/s arrived, p99 %.1f ms", (double)r.requests / BUSY_S, r.p99);
	_exit(r.wrong ? EXIT_WRONG : r.behind > r.requests / 100 ? EXIT_BEHIND : 0);
}

static void busy_rows(const struct server *s, struct visits *v, size_t people)
{
	struct load_result coverage, missing, constant;
	pid_t pid = arriving_start(s, v);
	const char *arriving;
	int status;

	usleep(500000);
	coverage = timed_reads(s, round_path("coverage"), READS);
	missing = timed_reads(s, round_path("missing"), READS);
	constant = timed_reads(s, CONSTANT, READS);
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) ||
		WEXITSTATUS(status) == EXIT_WRONG)
		fail("records that arrived during the reads got wrong answers");
	arriving = status ? ", but 10,000 records/s were not held" : ", 10,000 records/s arriving";
	p99_row(&coverage, &constant, "coverage", people, COVERAGE_MS, !status, arriving);
	p99_row(&missing, &constant, "missing", people, MISSING_MS, !status, arriving);
}

static void round_rows(const struct data *base)
{
	struct data d = data_copy(base, "reads");
	size_t people = base->county.grids * GRID_DOORS;
	struct load_result r;
	struct server s;
	struct visits v;

	server_start(&d, &s);
	r = timed_reads(&s, round_path("coverage"), 0);
	p99_row(&r, NULL, "coverage", people, COVERAGE_MS, true, "");
	r = timed_reads(&s, round_path("missing"), 0);
	p99_row(&r, NULL, "missing", people, MISSING_MS, true, "");
	visits_begin(&v, &base->county, base->county.grids < 256 ? base->county.grids : 256, 1);
	v.cookie = s.cookie;
	busy_rows(&s, &v, people);
	compare(&s, &v);
	visits_end(&v);
	server_stop(&s);
	data_drop(&d);
}

/* ---- one record ---- */

static double posts_rate(const struct server *s, struct visits *v)
{
	struct load_plan plan = { .port = s->port,
		.connections = v->connections,
		.seconds = GET_S,
		.make = visits_make,
		.answered = visits_answered,
		.arg = v };
	struct load_result r;

	load_run(&plan, &r);
	if (r.wrong)
		fail("posts before the small GETs: %s", r.first_wrong);
	return (double)r.requests / r.seconds;
}

static struct gets records_of(const struct visits *v, const char *query)
{
	struct gets g = { .paths_n = v->connections < 256 ? v->connections : 256 };

	for (size_t i = 0; i < g.paths_n; i++)
		g.paths[i] = text("/v1/records/%s%s", visits_last(v, i), query);
	return g;
}

static double gets_rate(const struct server *s, struct gets *g, double seconds)
{
	struct load_result r;

	gets_run(s, g, GET_CONNECTIONS, 0, seconds, &r);
	return (double)r.requests / r.seconds;
}

/* In turns, since the machine's speed changes from one second to the next: the mean of each. Returns the bytes of an answer. */
static size_t masked_and_constant(
	const struct server *s, const struct visits *v, double *ret_masked, double *ret_constant)
{
	struct gets masked = records_of(v, ""), constant = masked;
	struct server other;

	gets_rate(s, &masked, TURN_S);
	constant_start(masked.bytes, &other);
	gets_rate(&other, &constant, TURN_S);
	*ret_masked = *ret_constant = 0;
	for (int turn = 1; turn < TURNS; turn++) {
		*ret_masked += gets_rate(s, &masked, TURN_S) / (TURNS - 1);
		*ret_constant += gets_rate(&other, &constant, TURN_S) / (TURNS - 1);
	}
	server_stop(&other);
	return masked.bytes;
}

static void get_rows(const struct data *base)
{
	struct data d = data_copy(base, "gets");
	double posts, masked, unmasked, constant;
	struct gets plain;
	struct server s;
	struct visits v;
	size_t bytes;

	server_start(&d, &s);
	visits_begin(&v, &base->county, base->county.grids < 256 ? base->county.grids : 256, 1);
	v.cookie = s.cookie;
	posts = posts_rate(&s, &v);
	bytes = masked_and_constant(&s, &v, &masked, &constant);
	plain = records_of(&v, "?unmask=review");
	unmasked = gets_rate(&s, &plain, GET_S);
	server_stop(&s);
	row_add(&(struct row){ .name = "get-masked",
		.value = masked,
		.unit = "answers/s",
		.limit = constant,
		.ratio = masked / constant,
		.want = "ratio >= 0.4 of a constant",
		.ok = masked / constant >= 0.4,
		.note = text("%zu bytes, %d connections, %d turns each of %d s", bytes,
			GET_CONNECTIONS, TURNS - 1, TURN_S) });
	row_add(&(struct row){ .name = "get-unmasked",
		.value = unmasked,
		.unit = "answers/s",
		.limit = posts,
		.ratio = unmasked / posts,
		.want = "ratio >= 0.5 of single posts",
		.ok = unmasked / posts >= 0.5,
		.note = "each look durable first" });
	visits_end(&v);
	data_drop(&d);
}

static void small_rows(void)
{
	struct data small = { .where = bench_path("small"),
		.key = bench_path("small.key"),
		.county = { .grids = (size_t)(SMALL_GRIDS / options.scale) } };

	if (small.county.grids < VILLAGE_GRIDS)
		small.county.grids = VILLAGE_GRIDS;
	data_make(&small, true);
	round_rows(&small);
	data_drop(&small);
}

void measure_reads(void)
{
	if (wanted("coverage") || wanted("missing")) {
		round_rows(data_base());
		small_rows();
	}
	if (wanted("get-masked") || wanted("get-unmasked"))
		get_rows(data_base());
}
