/* bulou-sim [N] [--seed S] [--engine sqlite|postgres] [--records N] [--orders N] [--tap]: seeds S, S + 1 … in turn. */
#include "sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int sim_fail(struct sim *s, const char *fmt, ...)
{
	struct buf b;
	va_list ap;

	if (s->fault)
		return -1;
	buf_init(&b, &s->arena);
	va_start(ap, fmt);
	buf_vfmt(&b, fmt, ap);
	va_end(ap);
	s->fault = buf_ok(&b) ? buf_get(&b).p : "out of memory";
	return -1;
}

int sim_fail_err(struct sim *s, const struct cx *cx, const char *what)
{
	return sim_fail(s, "%s: %s %.*s (%s:%d)", what, err_entry(cx->e.code)->code,
		STR_ARG(cx->e.en), cx->e.file ? cx->e.file : "?", cx->e.line);
}

void *sim_more(struct sim *s, void *all, size_t n, size_t *cap, size_t size)
{
	void *wider;

	if (n < *cap)
		return all;
	*cap = *cap * 2 + 64;
	wider = cx_array(&s->cx, *cap, size);
	if (n)
		memcpy(wider, all, n * size);
	return wider;
}

struct options {
	uint64_t seed;
	int seeds, orders;
	size_t records;
	enum store_engine engine;
	bool tap;
};

static bool run_seed(const struct options *o, uint64_t seed, char *ret_fault, size_t n)
{
	struct sim s = {
		.seed = seed, .engine = o->engine, .records = o->records, .orders = o->orders
	};
	int rc;

	s.rng.s = seed * 0x9e3779b97f4a7c15ULL + 1;
	arena_init(&s.arena, &sys_heap, (size_t)2 << 30);
	s.cx = (struct cx){ .arena = &s.arena };
	sys_clock_fix(SIM_START);
	world_new(&s);
	rc = server_open(&s);
	if (rc == 0)
		rc = phones_run(&s);
	if (rc == 0)
		rc = check_end(&s);
	server_close(&s);
	snprintf(ret_fault, n, "%s", s.fault ? s.fault : "");
	if (!o->tap && !s.fault)
		printf("%zu records, views %02x%02x%02x%02x: ", server_accepted(&s)->n, s.digest[0],
			s.digest[1], s.digest[2], s.digest[3]);
	arena_done(&s.arena);
	return rc == 0;
}

static const char *engine_name(const struct options *o)
{
	return o->engine == STORE_SQLITE ? "sqlite" : "postgres";
}

/* How many failed. */
static int run(const struct options *o, int *number)
{
	char fault[8192];
	int failed = 0;

	for (int i = 0; i < o->seeds; i++) {
		uint64_t seed = o->seed + (uint64_t)i;
		int64_t began = sys_ticks_us();
		bool ok = run_seed(o, seed, fault, sizeof fault);

		printf("%sok %d - seed %llu on %s\n", ok ? "" : "not ", ++*number,
			(unsigned long long)seed, engine_name(o));
		fprintf(stderr, "# %.1f s\n", (double)(sys_ticks_us() - began) / 1e6);
		if (!ok)
			printf("# bulou-sim 1 --seed %llu --engine %s\n# %s\n",
				(unsigned long long)seed, engine_name(o), fault);
		fflush(stdout);
		failed += !ok;
	}
	return failed;
}

/* What the test suite runs: more of it with BULOU_LONG, less where every access is watched. */
static int run_tap(struct options *o)
{
	bool more = getenv("BULOU_LONG") != NULL, slow = getenv("BULOU_SANITIZED") != NULL;
	bool postgres = getenv("BULOU_TEST_PG") != NULL;
	int number = 0, failed,
	    light = more ? 100 :
		slow     ? 3 :
			   20,
	    heavy = more ? 20 :
		slow     ? 1 :
			   3;

	printf("1..%d\n", light + heavy);
	o->seeds = light;
	failed = run(o, &number);
	o->engine = STORE_POSTGRES;
	o->seeds = heavy;
	for (int i = 0; !postgres && i < heavy; i++)
		printf("ok %d - seed %d on postgres # SKIP BULOU_TEST_PG names no server\n",
			++number, i + 1);
	return postgres ? failed + run(o, &number) : failed;
}

static bool number_of(const char *z, int64_t *ret)
{
	return str_int(str_of(z), ret) && *ret >= 0 && *ret <= INT32_MAX;
}

static bool read_options(int argc, char **argv, struct options *o)
{
	int64_t n;

	for (int i = 1; i < argc; i++) {
		bool more = i + 1 < argc;

		if (strcmp(argv[i], "--tap") == 0)
			o->tap = true;
		else if (strcmp(argv[i], "--engine") == 0 && more)
			o->engine = strcmp(argv[++i], "postgres") == 0 ? STORE_POSTGRES :
									 STORE_SQLITE;
		else if (strcmp(argv[i], "--seed") == 0 && more && number_of(argv[i + 1], &n) &&
			++i)
			o->seed = (uint64_t)n;
		else if (strcmp(argv[i], "--records") == 0 && more && number_of(argv[i + 1], &n) &&
			++i)
			o->records = (size_t)n;
		else if (strcmp(argv[i], "--orders") == 0 && more && number_of(argv[i + 1], &n) &&
			++i)
			o->orders = (int)n;
		else if (number_of(argv[i], &n))
			o->seeds = (int)n;
		else
			return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	struct options o = {
		.seed = 1, .seeds = 1, .orders = 20, .records = 2000, .engine = STORE_SQLITE
	};
	int number = 0;

	if (!read_options(argc, argv, &o)) {
		fprintf(stderr,
			"bulou-sim [N] [--seed S] [--engine sqlite|postgres] [--records N] [--orders N] [--tap]\n");
		return 64;
	}
	if (seal_start())
		return 70;
	return (o.tap ? run_tap(&o) : run(&o, &number)) ? 1 : 0;
}
