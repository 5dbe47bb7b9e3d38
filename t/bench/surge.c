/* More than the server can take.
 *
 * step: the same mixture first as fast as 256 clients hand it in, then ten times as much of it as that was, by as many clients as
 * there are places. What is told as done a second must not fall by more than a fifth, and samples and doors come first.
 *
 * storm: ten thousand connections that are open, a tenth of which send a byte now and then, while a thousand logins a second are tried.
 * Single records, a steady few, must not wait for any of them.
 *
 * boards: fifty boards of the whole county that stand open while records arrive; what they cost the server is its time with them less
 * what it takes without. */
#include "bench.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "http/http.h"
#include "sys/sys.h"

#define PEAK_CLIENTS 256
#define STEP_CLIENTS 5000
#define STEP 10
#define LIST 50 /* records of a phone that comes back: they go in as a list */
#define PEAK_S 8
#define STEP_S 15
#define GOODPUT 0.8

#define OPEN_IDLE 9000
#define OPEN_SLOW 900
#define SLOW_MS 200
#define GUESSERS 256
#define GUESS_RATE 1000.0
#define STORM_RATE 2000.0
#define STORM_CLIENTS 64
#define STORM_S 15
#define STORM_MS 200

#define BOARDS 50
#define BOARDS_SHARE 0.1 /* of a core */
#define BOARDS_BATCH 10  /* records of a phone that has a signal now and then */
#define BOARDS_CLIENTS 16

/* ---- who sends what ---- */

enum part { URGENT, RECORDS, LOOK_UP, BOARD, PARTS };
static const char *const parts[PARTS] = { "urgent", "records", "look-ups", "boards" };
/* Of ten clients. */
static const enum part shares[10] = { URGENT, RECORDS, URGENT, LOOK_UP, URGENT, RECORDS, URGENT,
	BOARD, RECORDS, LOOK_UP };

struct outcome {
	uint64_t done, refused, records; /* answers; records of those that are done */
	uint32_t *us;                    /* of those that are done, from sending to the answer */
	size_t us_cap;
};

struct surge {
	const struct county *county;
	char cookies[DESKS + 1][512]; /* of the bench user, and of the desks */
	int64_t *sent_us;             /* by connection */
	uint64_t doors;
	struct uuid known; /* a record that is there */
	struct outcome of[PARTS];
};

static enum part part_of(size_t connection)
{
	return shares[connection % 10];
}

static size_t head_put(struct request *q, const char *cookie, size_t body)
{
	return (size_t)snprintf(q->p, q->cap,
		"POST /v1/records HTTP/1.1\r\nHost: bench\r\nBulou-Client: bench\r\n"
		"Content-Type: application/json\r\n%sContent-Length: %zu\r\n\r\n",
		cookie, body);
}

/* A visit to the next door, or a door that is listed anew. */
static size_t record_put(struct surge *s, enum part part, char *p, size_t max)
{
	char id[UUID_TEXT + 1], subject[UUID_TEXT + 1], round[UUID_TEXT + 1], grid[32];
	size_t n = (size_t)s->doors++, g = n % s->county->grids;
	struct uuid fresh = sys_uuid(), door = county_door(g, n / s->county->grids % GRID_DOORS),
		    of = county_round(0);

	s->known = part == URGENT ? fresh : s->known;
	uuid_write(&fresh, id);
	uuid_write(part == URGENT ? &door : &fresh, subject);
	uuid_write(&of, round);
	county_grid(g, grid);
	if (part == URGENT)
		return (size_t)snprintf(p, max,
			"{\"id\":\"%s\",\"kind\":\"sweep.visit\",\"v\":2,\"at\":\"2026-11-20T10:00:00+08:00\",\"area\":\"%s\","
			"\"subject\":\"%s\",\"round\":\"%s\",\"body\":{\"outcome\":\"done\",\"people\":2,\"away\":false}}",
			id, grid, subject, round);
	return (size_t)snprintf(p, max,
		"{\"id\":\"%s\",\"kind\":\"dwelling.listed\",\"v\":1,\"at\":\"2026-11-20T10:00:00+08:00\",\"area\":\"%s\","
		"\"subject\":\"%s\",\"body\":{\"compound\":\"新增\",\"building\":\"%zu\",\"room\":\"%zu\"}}",
		id, grid, subject, n % 90 + 1, n % 900 + 1);
}

static void post_put(struct surge *s, enum part part, const char *cookie, struct request *q)
{
	static char body[LIST * 500];
	size_t n = 0, records = part == URGENT ? 1 : LIST, head;

	if (records > 1)
		body[n++] = '[';
	for (size_t i = 0; i < records; i++) {
		if (i)
			body[n++] = ',';
		n += record_put(s, part, body + n, sizeof(body) - n);
	}
	if (records > 1)
		body[n++] = ']';
	if (q->cap < n + 1024) {
		q->cap = n + 1024;
		q->p = realloc(q->p, q->cap);
		if (!q->p)
			fail("no memory");
	}
	head = head_put(q, cookie, n);
	memcpy(q->p + head, body, n);
	q->n = head + n;
}

static void get_put(struct surge *s, enum part part, struct request *q)
{
	char id[UUID_TEXT + 1];
	struct uuid round = county_round(0);

	uuid_write(part == LOOK_UP ? &s->known : &round, id);
	q->n = (size_t)snprintf(q->p, q->cap, "GET /v1/%s/%s%s HTTP/1.1\r\nHost: bench\r\n%s\r\n",
		part == LOOK_UP ? "records" : "rounds", id,
		part == LOOK_UP ? "" : "/coverage?area=" COUNTY, s->cookies[0]);
}

static bool surge_make(void *arg, size_t k, struct request *q)
{
	struct surge *s = arg;
	enum part part = part_of(k);

	if (part == URGENT || part == RECORDS)
		post_put(s, part, s->cookies[1 + k / 10 % DESKS], q);
	else
		get_put(s, part, q);
	s->sent_us[k] = sys_ticks_us();
	return true;
}

static void done_add(struct outcome *o, int64_t us)
{
	if (o->done == o->us_cap) {
		o->us_cap = o->us_cap ? o->us_cap * 2 : 1 << 14;
		o->us = realloc(o->us, o->us_cap * sizeof(*o->us));
		if (!o->us)
			fail("no memory");
	}
	o->us[o->done++] = (uint32_t)us;
}

/* A record looked for may be one that was refused: then nothing is found, and that is an answer. */
static bool surge_answered(void *arg, size_t k, int status, struct str body)
{
	struct surge *s = arg;
	enum part part = part_of(k);
	struct outcome *o = &s->of[part];

	if (status == 200 || (status == 404 && part == LOOK_UP)) {
		done_add(o, sys_ticks_us() - s->sent_us[k]);
		o->records += part == URGENT ? 1 : part == RECORDS ? LIST : 0;
		return part != URGENT || memmem(body.p, body.n, "accepted", 8) ||
			memmem(body.p, body.n, "duplicate", 9);
	}
	o->refused += status == 503 || status == 429;
	return status == 503 || status == 429;
}

/* ---- a step of ten ---- */

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static double ms_of(const struct outcome *o, double q)
{
	return o->done ? o->us[(size_t)(q * (double)(o->done - 1))] / 1000.0 : 0;
}

static uint64_t run(struct surge *s, const struct server *server, size_t clients, double rate,
	double duration, double *ret_s)
{
	struct load_plan plan = { .port = server->port,
		.connections = clients,
		.rate = rate,
		.seconds = duration / options.scale,
		.make = surge_make,
		.answered = surge_answered,
		.arg = s };
	struct load_result r;
	uint64_t done = 0;

	memset(s->of, 0, sizeof(s->of));
	s->sent_us = calloc(clients, sizeof(*s->sent_us));
	if (!s->sent_us)
		fail("no memory");
	load_run(&plan, &r);
	if (r.wrong)
		fail("step: %llu answers are wrong, the first: %s", (unsigned long long)r.wrong,
			r.first_wrong);
	free(s->sent_us);
	for (int i = 0; i < PARTS; i++) {
		struct outcome *o = &s->of[i];

		if (o->done)
			qsort(o->us, o->done, sizeof(*o->us), by_value);
		say("  %zu clients: %s: %llu done, %llu refused; p50 %.0f, p99 %.0f ms", clients,
			parts[i], (unsigned long long)o->done, (unsigned long long)o->refused,
			ms_of(o, 0.5), ms_of(o, 0.99));
		done += o->done;
	}
	*ret_s = r.seconds;
	return done;
}

static double share_done(const struct outcome *o)
{
	return o->done + o->refused ? (double)o->done / (double)(o->done + o->refused) : 1;
}

static void surge_begin(struct surge *s, struct server *server, const struct data *d)
{
	server_start(d, server);
	s->county = &d->county;
	memcpy(s->cookies[0], server->cookie, sizeof(s->cookies[0]));
	for (size_t i = 0; i < DESKS; i++) {
		server_login(server, text("desk%zu", i), BENCH_PASSWORD);
		memcpy(s->cookies[i + 1], server->cookie, sizeof(s->cookies[0]));
	}
}

static void surge_forget(struct surge *s)
{
	for (int i = 0; i < PARTS; i++)
		free(s->of[i].us);
}

static double records_s(const struct surge *s, double took)
{
	return (double)(s->of[URGENT].records + s->of[RECORDS].records) / took;
}

/* What counts is records: who only reads is turned away first, and is meant to be. */
static void step_row(const struct surge *s, double peak, double took, double answers)
{
	const struct outcome *o = s->of;
	double step = records_s(s, took), urgent = share_done(&o[URGENT]),
	       others = share_done(&o[RECORDS]);

	row_add(&(struct row){ .name = "step",
		.value = step,
		.unit = "records/s",
		.limit = peak,
		.ratio = step / peak,
		.want = text("ratio >= %.1f, urgent first", GOODPUT),
		.ok = step / peak >= GOODPUT && urgent >= others &&
			ms_of(&o[URGENT], 0.99) <= ms_of(&o[RECORDS], 0.99),
		.note = text(
			"%.0f answers/s; done: urgent %.3f (p99 %.0f ms), records %.3f (%.0f), look-ups %.3f (%.0f), boards %.3f (%.0f)",
			answers, urgent, ms_of(&o[URGENT], 0.99), others, ms_of(&o[RECORDS], 0.99),
			share_done(&o[LOOK_UP]), ms_of(&o[LOOK_UP], 0.99), share_done(&o[BOARD]),
			ms_of(&o[BOARD], 0.99)) });
}

static void measure_step(const struct data *base)
{
	static struct surge s;
	struct data d = data_copy(base, "step");
	struct server server;
	double answers, records, took;

	surge_begin(&s, &server, &d);
	run(&s, &server, PEAK_CLIENTS, 0, 2, &took);
	surge_forget(&s);
	answers = (double)run(&s, &server, PEAK_CLIENTS, 0, PEAK_S, &took) / took;
	records = records_s(&s, took);
	say("  peak: %.0f answers/s, %.0f records/s", answers, records);
	surge_forget(&s);
	answers = (double)run(&s, &server, STEP_CLIENTS, STEP * answers, STEP_S, &took) / took;
	step_row(&s, records, took, answers);
	surge_forget(&s);
	server_stop(&server);
	data_drop(&d);
}

/* ---- a storm ---- */

static int dial(int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0)
		fail("connect: %s", strerror(errno));
	return fd;
}

/* Phones that have logged in and are silent; then senders of whom nobody knows who they are. */
static void hold(const struct server *s, int ready)
{
	static int fds[OPEN_IDLE + OPEN_SLOW];
	char request[800], answer[4096];
	int n = snprintf(request, sizeof(request),
		"GET /v1/session HTTP/1.1\r\nHost: bench\r\n%s\r\n", s->cookie);

	sys_files_allow(OPEN_IDLE + OPEN_SLOW + 100);
	for (size_t i = 0; i < OPEN_IDLE; i++) {
		fds[i] = dial(s->port);
		if (write(fds[i], request, (size_t)n) != n ||
			read(fds[i], answer, sizeof(answer)) <= 0)
			fail("a phone was turned away");
	}
	for (size_t i = OPEN_IDLE; i < OPEN_IDLE + OPEN_SLOW; i++) {
		fds[i] = dial(s->port);
		if (write(fds[i], "POST /v1/rec", 12) != 12)
			fail("a slow sender was turned away");
	}
	if (write(ready, "", 1) != 1)
		fail("pipe: %s", strerror(errno));
	for (;;) {
		for (size_t i = OPEN_IDLE; i < OPEN_IDLE + OPEN_SLOW; i++)
			if (send(fds[i], "x", 1, MSG_NOSIGNAL) < 0)
				continue;
		usleep(SLOW_MS * 1000);
	}
}

static bool guess_make(void *arg, size_t k, struct request *q)
{
	const char *body = text("{\"user\":\"%s\",\"password\":\"%s\"}",
		k % 2 ? BENCH_USER : text("user%zu", k), k % 4 == 1 ? BENCH_PASSWORD : "guess");

	(void)arg;
	q->n = (size_t)snprintf(q->p, q->cap,
		"POST /v1/session HTTP/1.1\r\nHost: bench\r\nBulou-Client: bench\r\n"
		"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
		strlen(body), body);
	return true;
}

static bool guess_answered(void *arg, size_t k, int status, struct str body)
{
	(void)arg;
	(void)k;
	(void)body;
	return status == 200 || status == 401 || status == 429 || status == 503;
}

/* A hundred times what passwords can be checked at; those that are turned away try again at once, which they were asked not to. */
static void guess(const struct server *s, int ready)
{
	struct load_plan plan = { .port = s->port,
		.connections = GUESSERS,
		.rate = GUESS_RATE,
		.seconds = 600,
		.make = guess_make,
		.answered = guess_answered };
	struct load_result r;

	if (write(ready, "", 1) != 1)
		fail("pipe: %s", strerror(errno));
	load_run(&plan, &r);
	_exit(0);
}

/* The pipe on which it may say more stays open. */
static pid_t beside_telling(
	const struct server *s, void (*fn)(const struct server *s, int ready), int *ret_fd)
{
	int fds[2];
	char byte;
	pid_t pid;

	fflush(NULL);
	if (pipe(fds) != 0 || (pid = fork()) < 0)
		fail("fork: %s", strerror(errno));
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		fn(s, fds[1]);
	}
	close(fds[1]);
	if (read(fds[0], &byte, 1) != 1)
		fail("what is to go on beside it did not begin");
	*ret_fd = fds[0];
	return pid;
}

static pid_t beside(const struct server *s, void (*fn)(const struct server *s, int ready))
{
	int fd;
	pid_t pid = beside_telling(s, fn, &fd);

	close(fd);
	return pid;
}

static void end(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static struct load_result singles(struct visits *v, const struct server *s)
{
	struct load_plan plan = { .port = s->port,
		.connections = v->connections,
		.rate = STORM_RATE,
		.seconds = (double)STORM_S / options.scale,
		.make = visits_make,
		.answered = visits_answered,
		.arg = v };
	struct load_result r;

	load_run(&plan, &r);
	if (r.wrong)
		fail("storm: %llu answers are wrong, the first: %s", (unsigned long long)r.wrong,
			r.first_wrong);
	return r;
}

static void measure_storm(const struct data *base)
{
	struct data d = data_copy(base, "storm");
	struct server server;
	struct visits v;
	struct load_result alone, r;
	pid_t holder, guesser;
	long before;

	server_start(&d, &server);
	visits_begin(&v, &base->county, STORM_CLIENTS, 1);
	v.cookie = server.cookie;
	alone = singles(&v, &server);
	before = server_memory(&server, "VmRSS");
	holder = beside(&server, hold);
	before = server_memory(&server, "VmRSS") - before;
	guesser = beside(&server, guess);
	r = singles(&v, &server);
	row_add(&(struct row){ .name = "storm",
		.value = r.p99,
		.unit = "ms p99",
		.limit = -1,
		.ratio = -1,
		.want = text("<= %d, %d connections", STORM_MS, OPEN_IDLE + OPEN_SLOW),
		.ok = r.p99 <= STORM_MS && r.behind == 0,
		.note = text(
			"p50 %.1f, p99.9 %.1f, max %.0f; without: p99 %.1f; %.0f open, %.1f KiB each",
			r.p50, r.p999, r.max, alone.p99, server_metric(&server, "http_connections"),
			(double)before / (OPEN_IDLE + OPEN_SLOW)) });
	end(guesser);
	end(holder);
	visits_end(&v);
	server_stop(&server);
	data_drop(&d);
}

/* ---- boards ---- */

static volatile sig_atomic_t watching;

static void watch_stop(int n)
{
	(void)n;
	watching = 0;
}

/* Screens of several accounts, as the console asks for them. They take in what they are told and ask for nothing. Killed by SIGTERM it says on
 * its pipe how many bytes that was. */
static void watch(const struct server *s, int ready)
{
	struct sigaction stop = { .sa_handler = watch_stop };
	struct pollfd fds[BOARDS];
	static char got[1 << 16];
	struct server by = *s;
	uint64_t bytes = 0;
	char request[800];

	watching = 1;
	sigaction(SIGTERM, &stop, NULL);
	for (size_t i = 0; i < BOARDS; i++) {
		int n;

		if (i < DESKS)
			server_login(&by, text("desk%zu", i), BENCH_PASSWORD);
		n = snprintf(request, sizeof(request),
			"GET /v1/live?what=coverage&areas=true HTTP/1.1\r\nHost: bench\r\n%s\r\n",
			by.cookie);
		fds[i] = (struct pollfd){ .fd = dial(s->port), .events = POLLIN };
		if (write(fds[i].fd, request, (size_t)n) != n)
			fail("a board was turned away");
	}
	if (write(ready, "", 1) != 1)
		fail("pipe: %s", strerror(errno));
	while (watching) {
		if (poll(fds, BOARDS, 200) < 0)
			continue;
		for (size_t i = 0; i < BOARDS; i++) {
			ssize_t n = fds[i].revents ? read(fds[i].fd, got, sizeof(got)) : 0;

			if (fds[i].revents && n <= 0)
				fail("a board was closed");
			bytes += (uint64_t)n;
		}
	}
	if (write(ready, &bytes, sizeof(bytes)) != sizeof(bytes))
		fail("pipe: %s", strerror(errno));
	_exit(0);
}

/* Records at the storm's rate, handed in few at a time; the server's time a second. */
static double cpu_of(struct visits *v, const struct server *s, struct load_result *ret)
{
	struct load_plan plan = { .port = s->port,
		.connections = v->connections,
		.rate = STORM_RATE / BOARDS_BATCH,
		.seconds = (double)STORM_S / options.scale,
		.make = visits_make,
		.answered = visits_answered,
		.arg = v };
	double before = server_cpu(s), begin = seconds();

	load_run(&plan, ret);
	if (ret->wrong)
		fail("boards: %llu answers are wrong, the first: %s",
			(unsigned long long)ret->wrong, ret->first_wrong);
	return (server_cpu(s) - before) / (seconds() - begin);
}

static void measure_boards(const struct data *base)
{
	struct data d = data_copy(base, "boards");
	struct server server;
	struct visits v;
	struct load_result r;
	double alone, with, after;
	uint64_t bytes = 0;
	pid_t watcher;
	int fd;

	server_start(&d, &server);
	visits_begin(&v, &base->county, BOARDS_CLIENTS, BOARDS_BATCH);
	v.cookie = server.cookie;
	alone = cpu_of(&v, &server, &r);
	watcher = beside_telling(&server, watch, &fd);
	with = cpu_of(&v, &server, &r);
	kill(watcher, SIGTERM);
	if (read(fd, &bytes, sizeof(bytes)) != sizeof(bytes))
		fail("the boards did not last");
	close(fd);
	waitpid(watcher, NULL, 0);
	/* Without them once more: the data has grown meanwhile. */
	after = cpu_of(&v, &server, &r);
	row_add(&(struct row){ .name = "boards",
		.value = 100 * (with - (alone + after) / 2),
		.unit = "% of a core",
		.limit = -1,
		.ratio = -1,
		.want = text("<= %.0f, %d boards", 100 * BOARDS_SHARE, BOARDS),
		.ok = with - (alone + after) / 2 <= BOARDS_SHARE && bytes > 0,
		.note = text(
			"%.0f records/s; the server %.1f %% of a core with, %.1f and %.1f without; %.1f kB/s a board",
			STORM_RATE, 100 * with, 100 * alone, 100 * after,
			(double)bytes / 1000 / BOARDS / r.seconds) });
	visits_end(&v);
	server_stop(&server);
	data_drop(&d);
}

void measure_surge(void)
{
	if (wanted("step"))
		measure_step(data_base());
	if (wanted("storm"))
		measure_storm(data_base());
	if (wanted("boards"))
		measure_boards(data_base());
}
