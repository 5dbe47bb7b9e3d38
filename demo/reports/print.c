/* What is printed: every number of the tally beside the program's, "12 = 12" or "12 ≠ 11". Nothing here depends on paths,
 * ports or durations, so that one seed gives the same bytes. */
#include "demo/reports/reports.h"

#include <stdarg.h>

#include "desk/rows.h"
#include "desk/supply/gifts.h"

void print_line(struct reports *r, const char *format, ...)
{
	struct buf b;
	va_list ap;

	buf_init(&b, r->once.arena);
	va_start(ap, format);
	buf_vfmt(&b, format, ap);
	va_end(ap);
	buf_c(&b, '\n');
	if (buf_ok(&b))
		cli_out(r->c, buf_get(&b));
}

void print_gap(struct reports *r)
{
	cli_out(r->c, STR("\n"));
}

void print_table(struct reports *r, struct table *t)
{
	struct buf b;

	buf_init(&b, r->once.arena);
	table_write(t, &b);
	if (buf_ok(&b))
		cli_out(r->c, buf_get(&b));
}

void print_both(struct reports *r, struct table *t, int64_t ours, int64_t theirs)
{
	struct buf b;

	buf_init(&b, r->once.arena);
	buf_fmt(&b, "%lld %s %lld", (long long)ours, ours == theirs ? "=" : "≠", (long long)theirs);
	r->differences += ours != theirs;
	table_add(t, buf_get(&b));
}

static void decimal(struct table *t, struct reports *r, int64_t n, int64_t unit)
{
	char text[ROW_DECIMAL + 1];

	row_decimal(n, unit, text);
	table_z(t, cx_text(&r->once, str_of(text)));
}

void print_begin(struct reports *r)
{
	print_line(r, SAY(r, "# 两份报道的演示", "# The demo of two reports"));
	print_gap(r);
	print_line(r, "%s",
		SAY(r, "人员、房屋、物资、企业和小区均为虚构；区划名称和代码为真实。",
			"People, homes, goods, enterprises and compounds are made up; areas and their codes are real."));
}

static int areas_of(const struct reports *r, const struct county *k, int level)
{
	int n = 0;

	for (int i = 0; i < r->places_n; i++) {
		int top = r->places[i].parent;

		while (top != NONE && top != k->top)
			top = r->places[top].parent;
		n += top == k->top && r->places[i].level == level;
	}
	return n;
}

void print_county(struct reports *r)
{
	const struct county *k = r->now;

	print_gap(r);
	print_line(r, "## %s", k->plan->name);
	print_gap(r);
	print_line(r,
		SAY(r, "乡镇（街道）%d 个，村（社区）%d 个，网格 %d 个，房屋 %d 户，人员 %d 人。",
			"%d townships, %d villages and communities, %d grids, %d homes, %d people."),
		areas_of(r, k, 4), areas_of(r, k, 5), k->end_grid - k->first_grid,
		k->end_home - k->first_home, k->end_person - k->first_person);
	reports_forget(r);
}

/* ---- figures ---- */

static int figure_row(
	struct reports *r, const struct cover *c, struct table *t, enum plan_figure f, int64_t ours)
{
	const struct figure *figure = figure_find(desks_figures(), str_of(plan_figure_ids[f]));
	const struct county *k = r->now;
	int64_t planned = k->plan->figures[f];
	struct figure_value v;
	int e = figure_value(&r->once, c, figure, &k->incident, r->places[k->top].id,
		day_of(reports_on(r, 0, 12, 0)), day_of(reports_at(r, 12, 0)), false, &v);

	if (e)
		return e;
	table_z(t, plan_figure_ids[f]);
	table_z(t, r->zh ? figure->zh : figure->en);
	if (planned == PLAN_FREE)
		table_z(t, "");
	else
		print_both(r, t, planned, ours);
	print_both(r, t, ours, v.value % figure->divide ? -1 : v.value / figure->divide);
	return 0;
}

/* What the plan wants is what the tally has; what the tally has is what the program says. */
void print_figures(struct reports *r)
{
	struct table t;
	struct cover c;
	int e = read_begin(r, &c);

	table_init(&t, &r->once, 4, "llrr");
	table_z(&t, SAY(r, "指标", "Figure"));
	table_z(&t, "");
	table_z(&t, SAY(r, "计划 手记", "plan  tally"));
	table_z(&t, SAY(r, "手记 程序", "tally  program"));
	print_gap(r);
	for (int f = 0; !e && f < PLAN_FIGURES; f++)
		e = figure_row(r, &c, &t, (enum plan_figure)f,
			notes_figure(&r->now->notes, (enum plan_figure)f));
	print_table(r, &t);
	read_end(r);
	reports_failed(r, &r->once, e);
	reports_forget(r);
}

/* ---- rounds ---- */

static int round_row(
	struct reports *r, const struct cover *c, struct table *t, const struct note_round *n)
{
	struct coverage is, *under;
	size_t under_n;
	int e = round_coverage(&r->once, c, &n->round, STR(""), &is, &under, &under_n);

	if (e)
		return e;
	r->differences += is.off != 0;
	table_z(t, n->name);
	print_both(r, t, n->listed + n->found, is.expected + is.found);
	print_both(r, t, n->done, is.done);
	print_both(r, t, n->excused, is.excused);
	if (n->in_force)
		table_z(t, "");
	print_both(r, t, n->listed + n->found - n->done - n->excused, is.missing);
	if (!n->in_force)
		table_z(t, "");
	return 0;
}

void print_rounds(struct reports *r, size_t n)
{
	const struct notes *ns = &r->now->notes;
	struct table t;
	struct cover c;
	int e = read_begin(r, &c);

	table_init(&t, &r->once, 6, "lrrrrr");
	table_z(&t, SAY(r, "轮次", "Round"));
	table_z(&t, SAY(r, "应办", "asked"));
	table_z(&t, SAY(r, "办结", "done"));
	table_z(&t, SAY(r, "免予", "excused"));
	table_z(&t, SAY(r, "未办", "missing"));
	table_z(&t, SAY(r, "现有", "in force"));
	print_gap(r);
	for (size_t i = n; !e && i < ns->rounds_n; i++)
		e = round_row(r, &c, &t, &ns->rounds[i]);
	print_table(r, &t);
	read_end(r);
	reports_failed(r, &r->once, e);
	reports_forget(r);
}

/* ---- balances ---- */

static bool is_empty(const struct balance_value *v)
{
	for (size_t i = 0; i < v->terms_n; i++)
		if (v->terms[i])
			return false;
	return true;
}

static void balance_row(struct reports *r, struct table *t, const struct balance_value *v)
{
	int64_t sides[2] = { 0, 0 };

	for (size_t i = 0; i < v->terms_n; i++)
		sides[v->balance->terms[i].right] += v->terms[i];
	table_z(t, r->zh ? v->balance->zh : v->balance->en);
	decimal(t, r, sides[0], 1000);
	decimal(t, r, sides[1], 1000);
	decimal(t, r, v->difference, 1000);
}

int print_balances(struct reports *r)
{
	struct balance_value v;
	struct table t;
	struct cover c;
	int open = 0, e = read_begin(r, &c);

	table_init(&t, &r->once, 4, "lrrr");
	table_z(&t, SAY(r, "跨业务账目", "Balance"));
	table_z(&t, SAY(r, "左", "left"));
	table_z(&t, SAY(r, "右", "right"));
	table_z(&t, SAY(r, "差额", "difference"));
	print_gap(r);
	for (size_t i = 0; !e && i < desks_balances_n(); i++) {
		e = balance_read(&r->once, &c, desks_balance(i), &r->now->incident,
			r->places[r->now->top].id, &v);
		if (e || is_empty(&v))
			continue;
		balance_row(r, &t, &v);
		open += v.difference != 0;
	}
	print_table(r, &t);
	read_end(r);
	reports_failed(r, &r->once, e);
	reports_forget(r);
	return open;
}

/* ---- goods ---- */

/* What lies in a store by its keeper's own book, by the movements and by the count. */
static void goods_row(struct reports *r, struct table *t, const struct plan_gift *gift, int store,
	const struct goods *all, size_t n)
{
	const struct county *k = r->now;
	int64_t ours = k->stock[store][gift - k->plan->gifts] * 1000, booked = -1, counted = -1;
	struct buf place;

	buf_init(&place, r->once.arena);
	buf_fmt(&place, "store:%s", hand_id(&k->stores[store]));
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].place, buf_get(&place)) && str_is(all[i].item, gift->item)) {
			booked = all[i].booked;
			counted = all[i].counted;
		}
	table_z(t,
		store ? SAY(r, "示例前线物资点", "at the posts") :
			SAY(r, "示例物资总库", "main store"));
	table_z(t, gift->item);
	print_both(r, t, ours / 1000, booked / 1000);
	print_both(r, t, ours / 1000, counted / 1000);
}

void print_goods(struct reports *r)
{
	struct goods *all = NULL;
	struct table t;
	struct cover c;
	size_t n = 0;
	int e = read_begin(r, &c);

	if (!e)
		e = goods_list(&r->once, &c, &uuid_nil, r->places[r->now->top].id, &all, &n);
	table_init(&t, &r->once, 4, "llrr");
	table_z(&t, SAY(r, "物资点", "Store"));
	table_z(&t, SAY(r, "物资", "Goods"));
	table_z(&t, SAY(r, "手记 账面", "tally  booked"));
	table_z(&t, SAY(r, "手记 清点", "tally  counted"));
	print_gap(r);
	for (const struct plan_gift *g = r->now->plan->gifts; !e && g->item; g++)
		for (int store = 0; store < 2; store++)
			goods_row(r, &t, g, store, all, n);
	print_table(r, &t);
	read_end(r);
	reports_failed(r, &r->once, e);
	reports_forget(r);
}

/* What became of one gift, by the keepers' own books. */
static void gift_row(struct reports *r, struct table *t, const struct plan_gift *plan,
	const struct gift *all, size_t n)
{
	const struct county *k = r->now;
	const struct gift none = { .given = -1 }, *g = &none;
	int number = (int)(plan - k->plan->gifts);

	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].id, &k->gifts[number]))
			g = &all[i];
	table_z(t, plan->item);
	print_both(r, t, plan->quantity, g->given / 1000);
	print_both(r, t, k->stock[0][number] + k->stock[1][number], g->stored / 1000);
	print_both(r, t, k->allotted[number], g->allotted / 1000);
	print_both(r, t, k->used[number], g->used / 1000);
	print_both(r, t, 0, (g->untraced + g->difference) / 1000);
}

void print_gifts(struct reports *r)
{
	struct gift *all = NULL;
	struct table t;
	struct cover c;
	size_t n = 0;
	int e = read_begin(r, &c);

	if (!e)
		e = gift_list(&r->once, &c, &r->now->incident, r->places[r->now->top].id, &all, &n);
	table_init(&t, &r->once, 6, "lrrrrr");
	table_z(&t, SAY(r, "捐赠物资", "Gift"));
	table_z(&t, SAY(r, "手记 接收", "tally  given"));
	table_z(&t, SAY(r, "手记 在库", "tally  stored"));
	table_z(&t, SAY(r, "手记 到户", "tally  allotted"));
	table_z(&t, SAY(r, "手记 领用", "tally  used"));
	table_z(&t, SAY(r, "手记 不明", "tally  unaccounted"));
	print_gap(r);
	for (const struct plan_gift *g = r->now->plan->gifts; !e && g->item; g++)
		gift_row(r, &t, g, all, n);
	print_table(r, &t);
	read_end(r);
	reports_failed(r, &r->once, e);
	reports_forget(r);
}

/* ---- loose ends ---- */

void print_loose(struct reports *r)
{
	struct waiting *waiting;
	struct clash *clashes;
	struct target *strays;
	size_t n[3] = { 0, 0, 0 };
	struct cover c;
	int e = read_begin(r, &c);

	if (!e)
		e = waiting_list(&r->once, &c, &waiting, &n[0]);
	if (!e)
		e = clash_list(&r->once, &c, &clashes, &n[1]);
	if (!e)
		e = round_strays(&r->once, &c, NULL, &strays, &n[2]);
	r->differences += n[0] + n[1] + n[2] != 0;
	print_gap(r);
	print_line(r,
		SAY(r, "等待他条的记录 %zu 条，相互冲突 %zu 处，不在名单上的答复 %zu 条。",
			"%zu records wait for others, %zu clash, %zu answers are on no list."),
		n[0], n[1], n[2]);
	read_end(r);
	reports_failed(r, &r->once, e);
	reports_forget(r);
}
