/* A bulletin says the same for ever: what it says lies in its record, only the program draws one up, and the next version tells
 * what changed, and what nobody may compare. On both engines. */
#include <stdlib.h>
#include <string.h>

#include "core/test.h"
#include "desk/bulletin/bulletin.h"
#include "desk/rows.h"
#include "support/site_fixture.h"
#include "sys/sys.h"

static const char *engine;

enum { FIRST = 900, SECOND = 901, OLD = 902 };

static void must(struct fixture *f, int e)
{
	if (e)
		fail_msg("%d: %.*s", e, STR_ARG(f->cx.e.en));
}

static struct bulletin_ask asked(int replaces)
{
	struct bulletin_ask ask = { .incident = fuid(1), .area = STR("512021100") };

	if (replaces)
		ask.replaces = fuid(replaces);
	assert_true(day_read(STR("2022-08-25"), &ask.from) && day_read(STR("2022-09-22"), &ask.to));
	return ask;
}

static struct bulletin drafted(struct fixture *f, int replaces)
{
	struct bulletin_ask ask = asked(replaces);
	struct bulletin b;

	fixture_read(f);
	must(f, bulletin_draft(&f->cx, &f->cover, &ask, &b));
	fixture_read_done(f);
	return b;
}

static struct str record_of_draft(struct fixture *f, const struct bulletin *b, int n)
{
	struct uuid id = fuid(n);
	struct str text;

	must(f, bulletin_record(&f->cx, b, &id, sys_now(), &text));
	return text;
}

static void publish(struct fixture *f, int n, int replaces)
{
	struct bulletin b = drafted(f, replaces);
	struct receipt r = fixture_post_raw(f, record_of_draft(f, &b, n).p);

	if (r.status != RECEIPT_ACCEPTED)
		fail_msg("%.*s", STR_ARG(r.error.en));
}

static struct bulletin shown(struct fixture *f, int n)
{
	struct uuid id = fuid(n);
	struct bulletin b;

	fixture_read(f);
	must(f, bulletin_get(&f->cx, &f->cover, &id, &b));
	fixture_read_done(f);
	return b;
}

static struct str written(struct fixture *f, int n, bool zh)
{
	struct bulletin b = shown(f, n);
	struct str text;

	must(f, bulletin_write(&f->cx, &b, BULLETIN_MARKDOWN, zh, &text));
	return text;
}

static void says(struct str text, const char *what)
{
	if (!memmem(text.p, text.n, what, strlen(what)))
		fail_msg("'%s' is not in %.*s", what, STR_ARG(text));
}

static const struct bulletin_figure *figure_of(const struct bulletin *b, const char *id)
{
	for (size_t i = 0; i < b->figures_n; i++)
		if (str_is(b->figures[i].id, id))
			return &b->figures[i];
	fail_msg("no figure %s", id);
	return NULL;
}

static void visit(struct fixture *f, int n, int people)
{
	fixture_accept(f, n,
		"\"sweep.visit\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"outcome\":\"done\",\"people\":%d}",
		fid(2), fid(100), people);
}

static void refused(struct receipt r)
{
	assert_int_equal(r.status, RECEIPT_REFUSED);
	assert_int_equal(r.error.code, E_COMPOSED);
}

/* ---- the scenes ---- */

/* Whoever hands one in; and what the program has drawn up outlives a rebuild. */
static void only_the_program_draws_one_up(void **state)
{
	struct rights admin = RIGHTS_ALL("li", ROLE_OWNER);
	struct guard_gate gate;
	struct bulletin b;
	struct fixture f;
	struct str text;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 400, 3);
	b = drafted(&f, 0);
	text = record_of_draft(&f, &b, FIRST);
	guard_gate(&gate, f.site->guard, &admin, false);
	refused(fixture_post_gated(&f, text.p, &gate.gate));
	/* Nor one of a version that this program does not know. */
	refused(fixture_post_gated(&f,
		"{\"id\":\"01900000-0000-7000-8000-000000000950\",\"kind\":\"bulletin.published\",\"v\":9,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"body\":{}}",
		&gate.gate));
	assert_int_equal(fixture_figure(&f, "bulletins-published"), 0);
	gate.composed = true;
	assert_int_equal(
		fixture_post_gated(&f, record_of_draft(&f, &b, SECOND).p, &gate.gate).status,
		RECEIPT_ACCEPTED);
	text = written(&f, SECOND, true);
	must(&f, rebuild(&f.cx, &f.site->view, NULL, NULL));
	assert_true(str_eq(written(&f, SECOND, true), text));
	fixture_close(&f);
}

/* Names and numbers are those of the day. */
static void what_is_published_stays_as_it_is(void **state)
{
	struct fixture f;
	struct str zh, en;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 400, 3);
	publish(&f, FIRST, 0);
	zh = written(&f, FIRST, true);
	en = written(&f, FIRST, false);
	says(zh, "统计范围：甲　统计时段：2022年8月25日至2022年9月22日");
	says(zh, "上门走访3人次");
	says(en, "| People called on at their doors | 3 people | 1 |");
	fixture_accept(&f, 410,
		"\"area.changed\",\"area\":\"512021100\",\"body\":{\"parent\":\"512021\",\"name\":\"乙\",\"from\":\"2022-08-30\"}");
	visit(&f, 401, 4);
	assert_true(str_eq(written(&f, FIRST, true), zh));
	assert_true(str_eq(written(&f, FIRST, false), en));
	fixture_close(&f);
}

static void the_next_version_tells_what_changed(void **state)
{
	const struct bulletin_figure *x;
	struct bulletin b;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 400, 3);
	publish(&f, FIRST, 0);
	b = shown(&f, FIRST);
	assert_int_equal(figure_of(&b, "people-called-on")->change, CHANGE_NONE);
	visit(&f, 401, 4);
	publish(&f, SECOND, FIRST);
	b = shown(&f, SECOND);
	x = figure_of(&b, "people-called-on");
	assert_int_equal(b.version, 2);
	assert_int_equal(x->change, CHANGE_COMPARED);
	assert_int_equal(x->before, 3);
	assert_int_equal(x->value, 7);
	says(written(&f, SECOND, true), "（第 2 版，更正并替换第 1 版）");
	says(written(&f, SECOND, true), "| 3 → 7 (+4) |");
	says(written(&f, SECOND, true), "有 2 项指标更正");
	fixture_close(&f);
}

static void clashes_are(struct fixture *f, size_t n)
{
	struct clash *all;
	size_t found;

	fixture_read(f);
	must(f, clash_list(&f->cx, &f->cover, &all, &found));
	assert_int_equal(found, n);
	for (size_t i = 0; i < n; i++)
		assert_true(str_is(str_of(clash_text(all[i].what)->name), "version") &&
			all[i].ids_n == 2);
	fixture_read_done(f);
}

static void is_replaced_by(struct fixture *f, int of, int by)
{
	struct uuid id = by ? fuid(by) : uuid_nil;
	struct bulletin b = shown(f, of), *all;
	size_t n;

	assert_true(uuid_eq(&b.replaced_by, &id));
	fixture_read(f);
	must(f, bulletin_list(&f->cx, &f->cover, &all, &n));
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].id, &b.id))
			assert_true(uuid_eq(&all[i].replaced_by, &id));
	fixture_read_done(f);
}

/* What was replaced says so, and is replaced no second time, unless what replaced it is taken back. */
static void what_is_replaced_says_so_and_is_not_replaced_again(void **state)
{
	struct bulletin_ask ask = asked(FIRST);
	struct bulletin b;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 400, 3);
	publish(&f, FIRST, 0);
	is_replaced_by(&f, FIRST, 0);
	publish(&f, SECOND, FIRST);
	is_replaced_by(&f, FIRST, SECOND);
	is_replaced_by(&f, SECOND, 0);
	says(written(&f, FIRST, true), "本期通报已由第 2 版更正，以第 2 版为准");
	says(written(&f, FIRST, false), "?format=md&lang=en)");
	fixture_read(&f);
	assert_int_equal(bulletin_draft(&f.cx, &f.cover, &ask, &b), -E_SUPERSEDED);
	assert_str(f.cx.e.field, "replaces");
	says(f.cx.e.zh, fid(SECOND));
	fixture_read_done(&f);
	fixture_accept(&f, 950,
		"\"record.voided\",\"body\":{\"records\":[\"%s\"],\"reason\":\"误发\"}",
		fid(SECOND));
	is_replaced_by(&f, FIRST, 0);
	publish(&f, OLD, FIRST);
	is_replaced_by(&f, FIRST, OLD);
	clashes_are(&f, 0);
	fixture_close(&f);
}

static void is_superseded(struct fixture *f, int of, int by)
{
	struct bulletin_ask ask = asked(of);
	struct bulletin b;

	fixture_read(f);
	assert_int_equal(bulletin_draft(&f->cx, &f->cover, &ask, &b), -E_SUPERSEDED);
	says(f->cx.e.zh, fid(by));
	fixture_read_done(f);
	err_clear(&f->cx);
}

/* The last one that stands, whatever became of those between: nothing old holds beside it. */
static void of_a_chain_the_newest_version_holds(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 400, 3);
	publish(&f, FIRST, 0);
	publish(&f, SECOND, FIRST);
	publish(&f, OLD, SECOND);
	is_replaced_by(&f, FIRST, OLD);
	is_replaced_by(&f, SECOND, OLD);
	says(written(&f, FIRST, true), "本期通报已由第 3 版更正，以第 3 版为准");
	says(written(&f, SECOND, false), "version 3 has replaced this one, and version 3 holds");
	fixture_accept(&f, 950,
		"\"record.voided\",\"body\":{\"records\":[\"%s\"],\"reason\":\"误发\"}",
		fid(SECOND));
	is_replaced_by(&f, FIRST, OLD);
	is_replaced_by(&f, OLD, 0);
	is_superseded(&f, FIRST, OLD);
	must(&f, rebuild(&f.cx, &f.site->view, NULL, NULL));
	is_replaced_by(&f, FIRST, OLD);
	fixture_accept(&f, 951,
		"\"record.voided\",\"body\":{\"records\":[\"%s\"],\"reason\":\"误发\"}", fid(OLD));
	is_replaced_by(&f, FIRST, 0);
	clashes_are(&f, 0);
	fixture_close(&f);
}

/* Two drafts of one moment: both stand until somebody says which is wrong. */
static void two_at_one_moment_are_a_clash(void **state)
{
	struct bulletin one, two;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 400, 3);
	publish(&f, FIRST, 0);
	one = drafted(&f, FIRST);
	two = drafted(&f, FIRST);
	assert_int_equal(
		fixture_post_raw(&f, record_of_draft(&f, &one, SECOND).p).status, RECEIPT_ACCEPTED);
	clashes_are(&f, 0);
	assert_true(fixture_post_raw(&f, record_of_draft(&f, &two, OLD).p).marks & MARK_CLASH);
	clashes_are(&f, 1);
	must(&f, rebuild(&f.cx, &f.site->view, NULL, NULL));
	clashes_are(&f, 1);
	fixture_accept(&f, 950,
		"\"record.voided\",\"body\":{\"records\":[\"%s\"],\"reason\":\"重复\"}",
		fid(SECOND));
	clashes_are(&f, 0);
	is_replaced_by(&f, FIRST, OLD);
	fixture_close(&f);
}

/* Its name, not its login; where none is known, the login. */
static void it_is_signed_by_a_name(void **state)
{
	struct bulletin_ask ask = asked(0);
	struct bulletin b;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 400, 3);
	publish(&f, FIRST, 0);
	says(written(&f, FIRST, true), "签发：");
	ask.signer = STR("王示例");
	fixture_read(&f);
	must(&f, bulletin_draft(&f.cx, &f.cover, &ask, &b));
	fixture_read_done(&f);
	assert_int_equal(
		fixture_post_raw(&f, record_of_draft(&f, &b, SECOND).p).status, RECEIPT_ACCEPTED);
	says(written(&f, SECOND, true), "签发：王示例");
	fixture_close(&f);
}

/* Neither one that is known for an exercise nor one that nobody has declared yet. */
static void no_exercise_enters_a_real_figure(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	fixture_accept(&f, 400,
		"\"meeting.held\",\"area\":\"512021\",\"body\":{\"incident\":\"%s\",\"meeting\":\"leading_group\",\"title\":\"会\"}",
		fid(3));
	assert_int_equal(fixture_figure(&f, "meetings-held"), 0);
	fixture_accept(&f, 401,
		"\"incident.declared\",\"subject\":\"%s\",\"area\":\"512021\",\"body\":{\"name\":\"演练\",\"exercise\":true}",
		fid(3));
	assert_int_equal(fixture_figure(&f, "meetings-held"), 0);
	fixture_accept(&f, 402,
		"\"meeting.held\",\"area\":\"512021\",\"body\":{\"incident\":\"%s\",\"meeting\":\"leading_group\",\"title\":\"会\"}",
		fid(1));
	assert_int_equal(fixture_figure(&f, "meetings-held"), 1);
	fixture_close(&f);
}

/* A version from before: another definition of one figure, and one that is no longer counted. */
static void other_definitions_are_not_compared(void **state)
{
	struct bulletin b;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 400, 3);
	b = drafted(&f, 0);
	for (size_t i = 0; i < b.figures_n; i++)
		if (str_is(b.figures[i].id, "people-called-on"))
			b.figures[i].v = 77;
		else if (str_is(b.figures[i].id, "doors-knocked"))
			b.figures[i] = (struct bulletin_figure){ .id = STR("bells-rung"),
				.v = 1,
				.zh = STR("按铃次数"),
				.en = STR("Bells rung"),
				.unit_zh = STR("次"),
				.unit_en = STR("rings"),
				.means_zh = STR("按铃。"),
				.means_en = STR("Bells."),
				.value = 1250,
				.divide = 100 };
	assert_int_equal(
		fixture_post_raw(&f, record_of_draft(&f, &b, OLD).p).status, RECEIPT_ACCEPTED);
	says(written(&f, OLD, true), "| 按铃次数 | 12.5 次 |");
	publish(&f, FIRST, OLD);
	b = shown(&f, FIRST);
	assert_int_equal(figure_of(&b, "people-called-on")->change, CHANGE_REDEFINED);
	assert_int_equal(figure_of(&b, "people-called-on")->before_v, 77);
	assert_int_equal(figure_of(&b, "doors-knocked")->change, CHANGE_NONE);
	assert_int_equal(figure_of(&b, "bells-rung")->change, CHANGE_ENDED);
	says(written(&f, FIRST, true), "口径已调整（第 77 版改为第 1 版），与上一版不可比");
	says(written(&f, FIRST, true), "| 按铃次数 | — | 0 | 不再统计 |");
	says(written(&f, FIRST, true), "| 新增 |");
	says(written(&f, FIRST, false), "definition changed (v 77 to v 1): not comparable");
	/* In the version after that it is no word any more. */
	publish(&f, SECOND, FIRST);
	b = shown(&f, SECOND);
	for (size_t i = 0; i < b.figures_n; i++)
		assert_false(str_is(b.figures[i].id, "bells-rung"));
	fixture_close(&f);
}

/* What anybody is told of an account that is open. */
static void public_is(
	struct fixture *f, const struct bulletin_open *o, const char *zh, const char *en)
{
	fixture_read(f);
	assert_true(str_is(bulletin_open_public(&f->cx, &f->cover, o, true), zh));
	assert_true(str_is(bulletin_open_public(&f->cx, &f->cover, o, false), en));
	fixture_read_done(f);
}

/* An account that should close and does not: here the views were damaged. */
static void a_round_goes_by_what_it_asks(void **state)
{
	struct bulletin b;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	must(&f, store_begin(&f.cx, f.site->view.journal.store, "test"));
	must(&f,
		store_script(&f.cx, f.site->view.journal.store,
			"UPDATE tally SET expected = expected + 1 WHERE area = 'g1'"));
	must(&f, store_commit(&f.cx, f.site->view.journal.store));
	b = drafted(&f, 0);
	assert_int_equal(b.open_n, 1);
	assert_true(str_is(b.open[0].what, fid(2)));
	assert_true(str_is(b.open[0].zh, "?（甲，2022-08-30 开启）"));
	assert_true(str_is(b.open[0].en, "? (甲, opened 2022-08-30)"));
	assert_int_equal(b.open[0].difference, 1000);
	assert_int_equal(bulletin_ready(&f.cx, &b), -E_NOT_CLOSED);
	says(f.cx.e.zh, "?（甲，2022-08-30 开启）");
	says(f.cx.e.en, "? (甲, opened 2022-08-30)");
	/* The public is told no question: it may name somebody. */
	public_is(&f, &b.open[0], "入户排查", "House-to-house sweep");
	b.open[0].what = str_of(fid(999));
	public_is(&f, &b.open[0], "轮次覆盖", "coverage of a round");
	b.open[0].what = str_of(desks_balance(0)->id);
	public_is(&f, &b.open[0], desks_balance(0)->zh, desks_balance(0)->en);
	fixture_close(&f);
}

static void store_with_one_too_many(struct fixture *f, int n, int store, int incident)
{
	fixture_accept(f, n,
		"\"store.listed\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"name\":\"仓库\",\"incident\":\"%s\"}",
		fid(store), fid(incident));
	fixture_accept(f, n + 1,
		"\"supply.counted\",\"area\":\"g1\",\"body\":{\"incident\":\"%s\",\"store\":\"%s\","
		"\"item\":\"水\",\"quantity\":\"1\"}",
		fid(incident), fid(store));
}

/* It holds its own exercise open, and nothing real. */
static void the_store_of_an_exercise_is_its_own(void **state)
{
	struct bulletin_ask ask = asked(0);
	struct bulletin b;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	fixture_accept(&f, 400,
		"\"incident.declared\",\"subject\":\"%s\",\"area\":\"512021\",\"body\":{\"name\":\"演练\",\"exercise\":true}",
		fid(3));
	store_with_one_too_many(&f, 401, 498, 3);
	b = drafted(&f, 0);
	assert_int_equal(b.open_n, 0);
	ask.incident = fuid(3);
	fixture_read(&f);
	must(&f, bulletin_draft(&f.cx, &f.cover, &ask, &b));
	fixture_read_done(&f);
	assert_int_equal(b.open_n, 1);
	assert_true(str_is(b.open[0].zh, "仓库 水"));
	public_is(&f, &b.open[0], "物资库存", "goods in stock");
	store_with_one_too_many(&f, 411, 499, 1);
	b = drafted(&f, 0);
	assert_int_equal(b.open_n, 1);
	assert_int_equal(b.open[0].difference, 1000);
	fixture_close(&f);
}

static void gift(struct fixture *f, int n, const char *value)
{
	fixture_accept(f, n,
		"\"supply.received\",\"area\":\"g1\",\"body\":{\"incident\":\"%s\",\"store\":\"%s\","
		"\"item\":\"水\",\"quantity\":\"1\",\"donated\":true,\"value\":\"%s\"}",
		fid(1), fid(499), value);
}

/* As an office writes it, but no number is rounded for that. */
static void the_text_says_what_the_figures_mean(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	fixture_accept(&f, 400,
		"\"sweep.visit\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"outcome\":\"done\",\"away\":true}",
		fid(2), fid(100));
	gift(&f, 401, "9999");
	says(drafted(&f, 0).prose_zh, "接收捐赠慰问物资价值9999元");
	gift(&f, 402, "179001");
	says(drafted(&f, 0).prose_zh, "接收捐赠慰问物资价值18.9万元");
	says(drafted(&f, 0).prose_en, "gifts worth 189,000 yuan came in");
	gift(&f, 403, "0.5");
	says(drafted(&f, 0).prose_zh, "接收捐赠慰问物资价值189000.5元");
	says(drafted(&f, 0).prose_zh, "登记有返回人员的家庭1户次");
	says(drafted(&f, 0).prose_en,
		"1 visit registered somebody back from the place asked about");
	says(drafted(&f, 0).prose_en, "gifts worth 189,000.5 yuan came in");
	fixture_close(&f);
}

static void has_unit(struct fixture *f, const char *figure, const char *unit)
{
	struct bulletin b = drafted(f, 0);

	assert_str(figure_of(&b, figure)->unit_en, unit);
}

/* In English; how a unit's singular is made goes for the units of all figures. */
static void one_is_told_as_one(void **state)
{
	const struct figures *all = desks_figures();
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < all->n; i++) {
		struct str unit = str_of(all->all[i]->unit_en);

		if (!unit.n)
			fail_msg("the figure %zu has no unit", i);
		if (unit.p[unit.n - 1] != 's' && !str_is(unit, "people") &&
			!str_is(unit, "staff") && !str_is(unit, "yuan"))
			fail_msg("'%s' is no plural", all->all[i]->unit_en);
	}
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 400, 1);
	gift(&f, 401, "1");
	has_unit(&f, "people-called-on", "person");
	has_unit(&f, "gifts-value-yuan", "yuan");
	has_unit(&f, "goods-received", "consignment");
	says(drafted(&f, 0).prose_en, "1 person was called on at the door");
	publish(&f, FIRST, 0);
	says(written(&f, FIRST, false), "| People called on at their doors | 1 person | 1 |");
	visit(&f, 402, 1);
	has_unit(&f, "people-called-on", "people");
	fixture_close(&f);
}

static void open_accounts_make(struct fixture *f, int n)
{
	for (int i = 0; i < n; i++)
		fixture_accept(f, 500 + i,
			"\"supply.counted\",\"area\":\"g1\",\"body\":{\"incident\":\"%s\",\"store\":\"%s\","
			"\"item\":\"item %d\",\"quantity\":\"1\"}",
			fid(1), fid(499), i);
}

/* What was not looked at does not count as closed, and what is cut off is told; both lie in the record. */
static void what_is_not_in_the_list_is_told(void **state)
{
	struct bulletin_ask ask = asked(0);
	struct bulletin b;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	publish(&f, FIRST, 0);
	b = shown(&f, FIRST);
	assert_int_equal(b.open_n, 0);
	assert_true(b.unchecked > 1);
	says(written(&f, FIRST, true), "已核对的账目均已平衡。");
	says(written(&f, FIRST, true), "项账目只能在全县（区）范围核对，本期未核。");
	says(written(&f, FIRST, false),
		"accounts can only be checked for the whole county and were not.");
	open_accounts_make(&f, BULLETIN_OPEN_MAX + 3);
	b = drafted(&f, 0);
	assert_int_equal(b.open_n, BULLETIN_OPEN_MAX);
	assert_int_equal(b.open_more, 3);
	assert_int_equal(bulletin_ready(&f.cx, &b), -E_NOT_CLOSED);
	says(f.cx.e.en, "53");
	publish(&f, SECOND, 0);
	b = shown(&f, SECOND);
	assert_int_equal(b.open_more, 3);
	says(written(&f, SECOND, true), "另有3项账目未平衡，未列出。");
	says(written(&f, SECOND, false), "Not listed, and not closed either: 3 more.");
	/* In the whole nothing is left out. */
	ask.area = STR("512021");
	fixture_read(&f);
	must(&f, bulletin_draft(&f.cx, &f.cover, &ask, &b));
	fixture_read_done(&f);
	assert_int_equal(b.unchecked, 0);
	fixture_close(&f);
}

/* What somebody brought into a journal in another way is shown as far as it can be read. */
static void nonsense_is_no_list(void **state)
{
	struct bulletin b;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	fixture_accept(&f, FIRST,
		"\"bulletin.published\",\"area\":\"g1\",\"body\":{\"incident\":\"%s\",\"area_name\":\"?\","
		"\"title_zh\":\"?\",\"title_en\":\"?\",\"from\":\"2022-08-25\",\"to\":\"2022-08-30\",\"as_of\":1,"
		"\"version\":1,\"open\":\"nonsense\",\"figures\":\"[{\\\"id\\\":1}]\"}",
		fid(1));
	b = shown(&f, FIRST);
	assert_int_equal(b.open_n, 0);
	assert_int_equal(b.figures_n, 1);
	for (int format = 0; bulletin_forms[format].name; format++) {
		struct str text;

		must(&f, bulletin_write(&f.cx, &b, (enum bulletin_format)format, true, &text));
		assert_true(text.n > 0);
	}
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_program_draws_one_up),
		cmocka_unit_test(what_is_published_stays_as_it_is),
		cmocka_unit_test(the_next_version_tells_what_changed),
		cmocka_unit_test(what_is_replaced_says_so_and_is_not_replaced_again),
		cmocka_unit_test(of_a_chain_the_newest_version_holds),
		cmocka_unit_test(two_at_one_moment_are_a_clash),
		cmocka_unit_test(it_is_signed_by_a_name),
		cmocka_unit_test(no_exercise_enters_a_real_figure),
		cmocka_unit_test(other_definitions_are_not_compared),
		cmocka_unit_test(a_round_goes_by_what_it_asks),
		cmocka_unit_test(the_text_says_what_the_figures_mean),
		cmocka_unit_test(one_is_told_as_one),
		cmocka_unit_test(what_is_not_in_the_list_is_told),
		cmocka_unit_test(the_store_of_an_exercise_is_its_own),
		cmocka_unit_test(nonsense_is_no_list),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
