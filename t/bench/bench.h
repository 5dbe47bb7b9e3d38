/* The bench: measures every line of the speed table in one run, with the load generator on the same machine.
 *
 * Three sorts of process. The set-up, the raw replays and whatever opens a site run in forked children, so that each
 * begins with nothing in memory. The server is such a child too: its memory can be read from outside. The parent is the
 * load generator: one thread, an epoll loop, keep-alive connections, and a tally of what it was told is durable.
 *
 * The data is made once through the product (set_up.c) and copied for each measurement. After each load the server's
 * coverage, figures, board and changes are compared with the tally (compare.c); one difference fails the bench.
 *
 * Any error ends the bench: it is a program for a developer's terminal, so `must` prints and exits. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdio.h>
#include <sys/types.h>

#include "core/json.h"
#include "core/uuid.h"
#include "core/when.h"
#include "guard/guard.h"

/* ---- options and rows ---- */

struct options {
	bool json, full;
	const char *only; /* rows whose name holds this; NULL: all */
	int scale;        /* everything is made N times smaller; 1 */
	const char *keep; /* a folder whose data is used again, or made and left there */
};
extern struct options options;

/* One line of the table. limit and ratio: negative when there is none. */
struct row {
	const char *name;
	double value;
	const char *unit;
	double limit; /* raw, in the same run */
	double ratio; /* to the limit, as `want` asks for it */
	const char *want;
	bool ok;
	const char *note; /* for people, or NULL */
};
void row_add(const struct row *r);
void say(const char *fmt, ...)
	__attribute__((format(printf, 1, 2))); /* progress, to standard error */
_Noreturn void fail(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
const char *text(const char *fmt, ...) __attribute__((format(printf, 1, 2))); /* never freed */
void must_at(struct cx *cx, int rc, const char *what);
#define must(cx, call) must_at((cx), (call), #call)
double seconds(void); /* monotonic */

/* ---- a county ---- */

#define GRID_DOORS 300
#define VILLAGE_GRIDS 10
#define TOWNSHIP_GRIDS 100
#define ROUNDS 10
#define COUNTY "512021"
#define BENCH_USER "bench"
#define BENCH_PASSWORD "bench-bench-1"
#define WATCHERS 4 /* users of one grid each, whose changes are compared */
#define DESKS 4    /* users of the whole county: desk0, desk1 … */

/* What is in the data. Round 0 lists all doors; rounds 1 to 9 all with `whole`, else every grid is in one of them. */
struct county {
	size_t grids;
	bool whole;
};
struct uuid county_incident(void);
struct uuid county_round(size_t i);
struct uuid county_door(size_t grid, size_t door);
void county_grid(size_t grid, char ret[32]); /* area ids */
void county_township(size_t i, char ret[32]);
/* The round in which the n-th visit to a grid's doors is made; ROUNDS when there is none left. */
size_t county_round_of(const struct county *c, size_t grid, size_t n);
size_t county_rounds_of(const struct county *c); /* passes over each grid */

/* ---- data ---- */

struct data {
	const char *where; /* DIR or URL */
	const char *key;
	struct county county;
};
/* Makes it in a child: areas, accounts, and with doors: dwellings and rounds. */
void data_make(const struct data *d, bool doors);
/* The data that most rows begin with: 900,000 doors, unless scaled. Made at the first call; never written to. */
const struct data *data_base(void);
struct data data_copy(const struct data *from, const char *name);
void data_drop(const struct data *d);
/* The folder of this run, and a name in it. */
const char *bench_path(const char *name);
void bench_tables(struct site_tables *ret);
void bench_open(struct cx *cx, const struct data *d, enum site_mode mode, struct site **ret);
int64_t data_newest(const struct data *d);  /* of the journal */
const char *postgres_url(void);             /* of a test server, or NULL */
const char *postgres_new(const char *name); /* an empty database's URL */

/* Runs fn(arg) in a child; what it writes to ret (bytes of shared memory) is seen here. */
void in_child(const char *what, void (*fn)(void *arg, void *ret), void *arg, void *ret, size_t n);

/* ---- the server ---- */

struct server {
	pid_t pid;
	int port;
	char cookie[512];      /* "Cookie: bulou=…\r\n" */
	double first_answer_s; /* from fork to the first answer of /healthz */
	double filled_s;       /* until search is full */
};
void server_start(const struct data *d, struct server *ret);
void server_stop(struct server *s);
long server_memory(const struct server *s, const char *field); /* kB: VmHWM, VmRSS */
double server_cpu(const struct server *s);                     /* seconds of a core so far */
double server_metric(const struct server *s, const char *name);
void server_login(struct server *s, const char *user, const char *password);
/* libmicrohttpd by the same loop, answering a constant of so many bytes, from the request's own thread. */
void constant_start(size_t bytes, struct server *ret);

/* One call; the answer's body, or NULL with a status other than 200. Parsed by the caller. */
struct str http_get(struct cx *cx, const struct server *s, const char *path);

/* ---- the load ---- */

struct load;
struct request {
	char *p; /* room for `cap` bytes */
	size_t n, cap;
};
struct load_plan {
	int port;
	size_t connections;
	double rate; /* requests a second; 0: each connection at once after its answer */
	double seconds;
	uint64_t requests; /* or so many; 0: no limit */
	/* The next request of a connection, whole with head; false: it has nothing more to send. */
	bool (*make)(void *arg, size_t connection, struct request *q);
	/* Returns false when the answer is not what it ought to be. */
	bool (*answered)(void *arg, size_t connection, int status, struct str body);
	void *arg;
};
struct load_result {
	uint64_t requests, wrong;
	double seconds;
	double p50, p95, p99, p999, max; /* ms; from the scheduled time when there is a rate */
	uint64_t behind;                 /* requests that fell due and were not sent */
	char first_wrong[400];
};
void load_run(const struct load_plan *p, struct load_result *ret);

/* GETs: paths in turn over the connections, rate as in a plan. Any status but 200 fails the bench. */
struct gets {
	const char *cookie;
	const char *paths[256];
	size_t paths_n;
	size_t bytes; /* of the last answer */
};
void gets_run(const struct server *s, struct gets *g, size_t connections, double rate,
	double duration, struct load_result *ret);

/* ---- visits ---- */

/* What the generator was told is durable, by grid and round. In shared memory. */
struct tally_row {
	uint32_t done, knocked, people, away, tries;
};
struct visits {
	struct county county;
	size_t connections, batch; /* batch 1: single records */
	struct visitor *visitors;  /* one a connection */
	struct tally_row *rows;    /* grids × ROUNDS */
	uint8_t *answered;         /* grids × GRID_DOORS: 1 if done in any round */
	const char *cookie;
	uint64_t accepted, duplicates;
	size_t record_bytes; /* of a record that was sent */
};
/* Connections, each a phone of its own that walks grids k, k + connections, k + 2 × connections … */
void visits_begin(struct visits *v, const struct county *c, size_t connections, size_t batch);
void visits_end(struct visits *v);
bool visits_make(void *visits, size_t connection, struct request *q);
bool visits_answered(void *visits, size_t connection, int status, struct str body);
const char *visits_last(const struct visits *v, size_t connection); /* id of its newest record */

/* ---- raw ---- */

/* The rows that the product wrote after `after` in `written`, written again into `to`, group records a commit, one thread. */
struct raw_result {
	double rate;   /* records a second */
	double cpu_us; /* a record */
};
struct raw_result raw_replay(
	const struct data *written, int64_t after, const struct data *to, double group, size_t max);

/* ---- after a load ---- */

/* Coverage of every round and grid, figures, the board, changes: equal to the tally, or the bench fails. */
void compare(const struct server *s, const struct visits *v);

/* ---- the measurements, in the order in which they run ---- */

void measure_posts(void); /* singles, open loop, batches */
void measure_single_posts(const struct data *base, const char *name, double ratio, double least);
void measure_batches(const struct data *base, const char *name, double ratio, double least);
void measure_surge(void);   /* step, storm, boards */
void measure_reads(void);   /* coverage, missing, small GET */
void measure_guard(void);   /* what rights and the look cost */
void measure_rebuild(void); /* rebuild, restore */
void measure_restore(const struct data *d, const char *name);
void measure_import(void);     /* import; search, memory, start, binary */
void measure_postgres(void);   /* singles on PostgreSQL */
void measure_growth(void);     /* --full */
bool wanted(const char *name); /* --only */

#endif
