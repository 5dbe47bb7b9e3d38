/* One run: a scratch folder, the site, both counties one after the other, and what became of it; then the server stays up. */
#include "demo/reports/reports.h"

#include "sys/sys.h"

#define SEED 20220922

void reports_forget(struct reports *r)
{
	err_clear(&r->once);
	arena_reset(&r->once_arena);
}

bool reports_failed(struct reports *r, const struct cx *from, int e)
{
	if (e && !r->error) {
		r->error = e;
		if (from != r->cx)
			err_pass(r->cx, from);
	}
	return r->error != 0;
}

int64_t reports_on(const struct reports *r, int day, int hour, int minute)
{
	const struct plan *p = r->now->plan;

	return day_start(day_from(p->year, p->month, p->day) + day) +
		(hour * 60LL + minute) * 60000;
}

int64_t reports_at(const struct reports *r, int hour, int minute)
{
	return reports_on(r, r->day, hour, minute);
}

static int options_take(struct reports *r)
{
	int64_t n = SEED;

	if (cli_has(r->c, OPTION_SEED) && (!str_int(cli_option(r->c, OPTION_SEED), &n) || n < 0))
		return err(r->cx, E_USAGE, NULL,
			SAY(r, "--seed 应为不小于 0 的整数", "--seed is an integer of 0 or more"));
	seed_set(&r->seed, (uint64_t)n);
	r->direct = cli_has(r->c, OPTION_DIRECT);
	r->full = cli_has(r->c, OPTION_FULL);
	return 0;
}

static int differ(struct reports *r)
{
	int e = err(r->cx, E_VERIFY, NULL,
		SAY(r, "手记与程序不符", "the tally and the program differ"));

	/* No backup helps against a fault of the program. */
	r->cx->e.remedy_zh = r->cx->e.remedy_en = STR_NONE;
	return e;
}

/* Its people are listed by us, and nobody else may be at the site meanwhile: the server begins after that. */
static int county_play(struct reports *r, struct county *k)
{
	int e;

	r->now = k;
	r->day = 0;
	sys_clock_fix(reports_on(r, -1, 10, 0));
	place_people(r, k);
	e = r->error;
	if (!e && !r->direct)
		e = serving_start(r->cx, &r->serving, r->site);
	for (int box = 0; !e && !r->direct && box < OUTBOXES; box++)
		client_init(&k->consoles[box].client, r->serving.host, http_port(r->serving.http));
	if (!e)
		play(r);
	for (int box = 0; box < OUTBOXES; box++)
		client_close(&k->consoles[box].client);
	serving_stop(&r->serving);
	return e ? e : r->error;
}

static int counties_play(struct reports *r)
{
	int e = 0;

	print_begin(r);
	for (int i = 0; !e && i < PLANS; i++)
		e = county_play(r, &r->counties[i]);
	return !e && r->differences ? differ(r) : e;
}

static void stay(struct reports *r)
{
	cli_flush(r->c);
	fprintf(stderr,
		SAY(r, "服务已启动：http://%s:%d  用户 admin  密码 %.*s  （Ctrl-C 结束）\n",
			"serving on http://%s:%d  user admin  password %.*s  (Ctrl-C ends it)\n"),
		r->serving.host, http_port(r->serving.http), STR_ARG(r->password));
	serving_stay(&r->serving);
}

static int make(struct reports *r)
{
	int e;

	r->now = &r->counties[0];
	sys_clock_fix(reports_on(r, -2, 8, 0));
	e = place_make(r);
	return e ? e : hand_people(r);
}

static void done(struct reports *r)
{
	serving_stop(&r->serving);
	for (int i = 0; i < PLANS; i++) {
		for (int box = 0; box < OUTBOXES; box++) {
			client_close(&r->counties[i].consoles[box].client);
			arena_done(&r->counties[i].consoles[box].arena);
		}
		notes_done(&r->counties[i].notes);
	}
	if (r->tree)
		area_tree_release(r->tree);
	store_close(r->store);
	site_close(r->site);
	sys_free(r->homes);
	sys_free(r->persons);
}

static int run(struct reports *r)
{
	int64_t start = sys_ticks_us();
	int e = options_take(r);

	if (!e)
		e = scratch_make(r->c, r->folder, sizeof(r->folder));
	if (!e)
		e = make(r);
	if (!e)
		e = counties_play(r);
	fprintf(stderr,
		SAY(r, "提交记录 %lld 条，用时 %lld 毫秒\n", "%lld records handed in, %lld ms\n"),
		(long long)r->handed_in, (long long)((sys_ticks_us() - start) / 1000));
	if (!e && !cli_has(r->c, OPTION_ONCE)) {
		e = serving_start(r->cx, &r->serving, r->site);
		if (!e)
			stay(r);
	}
	done(r);
	scratch_drop(r->folder);
	return e;
}

int reports_run(struct cli *c, void (*notify)(struct http *h))
{
	struct reports *r = sys_new(1, sizeof(*r));
	int e;

	if (!r)
		return err(&c->cx, E_NO_MEMORY, NULL);
	r->c = c;
	r->cx = &c->cx;
	r->zh = c->zh;
	for (int i = 0; i < PLANS; i++) {
		r->counties[i].plan = &plans[i];
		for (int box = 0; box < OUTBOXES; box++) {
			client_init(&r->counties[i].consoles[box].client, "", 0);
			arena_init(&r->counties[i].consoles[box].arena, &sys_heap, 0);
		}
	}
	serving_init(&r->serving, c, notify);
	arena_init(&r->once_arena, &sys_heap, 0);
	r->once.arena = &r->once_arena;
	e = run(r);
	arena_done(&r->once_arena);
	sys_clock_fix(0);
	sys_free(r);
	return e;
}
