/* One run of the demo: a scratch folder, the site, the people, the day, the comparison; then the server stays up. */
#include "demo/demo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "demo/world.h"
#include "sys/sys.h"

#define SEED 20220830

void demo_forget(struct demo *d)
{
	err_clear(&d->once);
	arena_reset(&d->once_arena);
}

bool demo_failed(struct demo *d, int e)
{
	if (e && !d->error)
		d->error = e;
	return d->error != 0;
}

/* ---- options ---- */

static int options_take(struct demo *d)
{
	int64_t n = SEED;

	if (cli_has(d->c, OPTION_SEED) && (!str_int(cli_option(d->c, OPTION_SEED), &n) || n < 0))
		return err(d->cx, E_USAGE, NULL,
			SAY(d, "--seed 应为不小于 0 的整数", "--seed is an integer of 0 or more"));
	d->number = (uint64_t)n;
	seed_set(&d->seed, d->number);
	return 0;
}

static void ids_make(struct demo *d)
{
	d->now = demo_time(0, 8, 0);
	sys_clock_fix(d->now);
	d->incident = seed_uuid(&d->seed, d->now);
	d->sweep = seed_uuid(&d->seed, d->now);
	d->ask = round_standing_id(d->incident, "ask");
	for (int i = 0; i < STORES; i++)
		d->stores[i] = seed_uuid(&d->seed, d->now);
	d->delivery = TALLY_NONE;
}

/* ---- the run ---- */

static int differ(struct demo *d)
{
	int e = err(d->cx, E_VERIFY, NULL,
		SAY(d, "手记与程序不符", "the tally and the program differ"));

	/* No backup helps against a fault of the program. */
	d->cx->e.remedy_zh = d->cx->e.remedy_en = STR_NONE;
	return e;
}

/* With --direct the server only answers: it may not run beside an append of ours. */
static int play(struct demo *d)
{
	int e = server_start(d);

	if (!e)
		e = world_doors(d);
	if (!e)
		e = show_opened(d);
	if (!e && d->direct)
		server_stop(d);
	if (!e)
		e = script_play(d);
	if (!e && d->direct)
		e = server_start(d);
	if (!e)
		e = show_all(d);
	return !e && d->differences ? differ(d) : e;
}

/* The clock stands at the script's end. */
static void stay(struct demo *d)
{
	cli_flush(d->c);
	fprintf(stderr,
		SAY(d, "服务已启动：http://%s:%d  用户 admin  密码 %.*s  （Ctrl-C 结束）\n",
			"serving on http://%s:%d  user admin  password %.*s  (Ctrl-C ends it)\n"),
		d->serving.host, http_port(d->serving.http), STR_ARG(d->admin_password));
	for (int i = 0; i < PHONES; i++)
		client_close(&d->phones[i].client);
	client_close(&d->reader);
	serving_stay(&d->serving);
}

static int run(struct demo *d)
{
	bool once = cli_has(d->c, OPTION_ONCE);
	int64_t start = sys_ticks_us();
	const char *given = d->c->option[OPTION_DATA];
	int e = options_take(d);

	if (!e)
		e = scratch_make(d->c, d->folder, sizeof(d->folder));
	if (e)
		return e;
	ids_make(d);
	show_begin(d);
	e = world_make(d);
	if (!e)
		e = world_people(d);
	if (!e)
		e = play(d);
	/* A folder of the demo's own goes with it: its name would lead nowhere. */
	fprintf(stderr, SAY(d, "%s，用时 %lld 毫秒\n", "%s, %lld ms\n"),
		given ? given : SAY(d, "演示数据用后即删", "the demo's data is not kept"),
		(long long)((sys_ticks_us() - start) / 1000));
	if (!e && !once)
		stay(d);
	server_stop(d);
	site_close(d->site);
	scratch_drop(d->folder);
	return e;
}

int demo_run(struct cli *c, void (*serving)(struct http *h))
{
	struct demo *d = sys_new(1, sizeof(*d));
	int e;

	if (!d)
		return err(&c->cx, E_NO_MEMORY, NULL);
	d->c = c;
	d->cx = &c->cx;
	d->zh = c->zh;
	d->direct = cli_has(c, OPTION_DIRECT);
	serving_init(&d->serving, c, serving);
	arena_init(&d->once_arena, &sys_heap, 0);
	d->once.arena = &d->once_arena;
	e = tally_init(&d->tally) ? run(d) : err(&c->cx, E_NO_MEMORY, NULL);
	tally_done(&d->tally);
	arena_done(&d->once_arena);
	sys_clock_fix(0);
	sys_free(d);
	return e;
}
