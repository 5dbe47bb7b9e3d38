/* The paper, in the order in which an office writes one: title, what was done, the figures, the accounts, who signs, and what each
 * figure means. All words that speak of the work come from the bulletin itself. */
#include "desk/bulletin/own.h"
#include "paper/sheet.h"

#include "desk/rows.h"

/* ---- values ---- */

struct str bulletin_value(struct cx *cx, const struct bulletin_figure *f, int64_t value)
{
	char text[ROW_DECIMAL + 1];

	row_decimal(value, f->divide, text);
	return str_of(cx_text(cx, str_of(text)));
}

struct str bulletin_difference(struct cx *cx, const struct bulletin_open *o)
{
	char text[ROW_DECIMAL + 1];

	row_decimal(o->difference, 1000, text);
	return str_of(cx_text(cx, str_of(text)));
}

/* "837 户" */
static struct str value_text(struct cx *cx, const struct bulletin_figure *f, bool zh)
{
	struct str unit = zh ? f->unit_zh : f->unit_en;
	struct buf b;

	if (f->change == CHANGE_ENDED)
		return STR("—");
	buf_init(&b, cx->arena);
	buf_str(&b, bulletin_value(cx, f, f->value));
	buf_z(&b, unit.n ? " " : "");
	buf_str(&b, unit);
	return buf_get(&b);
}

static struct str compared(struct cx *cx, const struct bulletin_figure *f)
{
	struct buf b;

	if (f->before == f->value)
		return STR("");
	buf_init(&b, cx->arena);
	buf_str(&b, bulletin_value(cx, f, f->before));
	buf_z(&b, " → ");
	buf_str(&b, bulletin_value(cx, f, f->value));
	buf_z(&b, f->value > f->before ? " (+" : " (");
	buf_str(&b, bulletin_value(cx, f, f->value - f->before));
	buf_c(&b, ')');
	return buf_get(&b);
}

static struct str redefined(struct cx *cx, const struct bulletin_figure *f, bool zh)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		zh ? "口径已调整（第 %lld 版改为第 %d 版），与上一版不可比" :
		     "definition changed (v %lld to v %d): not comparable",
		(long long)f->before_v, f->v);
	return buf_get(&b);
}

struct str bulletin_change(
	struct cx *cx, const struct bulletin *b, const struct bulletin_figure *f, bool zh)
{
	switch (f->change) {
	case CHANGE_COMPARED:
		return compared(cx, f);
	case CHANGE_REDEFINED:
		return redefined(cx, f, zh);
	case CHANGE_ENDED:
		return zh ? STR("不再统计") : STR("no longer counted");
	case CHANGE_NONE:
		break;
	}
	if (uuid_is_nil(&b->replaces))
		return STR("");
	return zh ? STR("新增") : STR("new");
}

/* ---- the head ---- */

static struct str period(struct cx *cx, const struct bulletin *b, bool zh)
{
	struct buf text;

	buf_init(&text, cx->arena);
	buf_z(&text, zh ? "统计范围：" : "Area: ");
	buf_str(&text, b->area_name);
	buf_z(&text, zh ? "　统计时段：" : "; period: ");
	buf_day_said(&text, b->from, zh);
	if (b->to != b->from) {
		buf_z(&text, zh ? "至" : " to ");
		buf_day_said(&text, b->to, zh);
	}
	return buf_get(&text);
}

struct str bulletin_signer(const struct bulletin *b)
{
	return b->signer.n ? b->signer : b->by;
}

struct str bulletin_replaced(struct cx *cx, const struct bulletin *b, bool zh)
{
	char id[UUID_TEXT + 1];
	struct buf text;

	if (uuid_is_nil(&b->replaced_by))
		return STR("");
	uuid_write(&b->replaced_by, id);
	buf_init(&text, cx->arena);
	buf_fmt(&text,
		zh ? "本期通报已由第 %lld 版更正，以第 %lld 版为准（编号 %s）" :
		     "Corrected: version %lld has replaced this one, and version %lld holds (id %s)",
		(long long)b->replaced_version, (long long)b->replaced_version, id);
	return buf_get(&text);
}

/* Beside this one, wherever it was fetched from. */
static void replaced_write(struct sheet *s, struct cx *cx, const struct bulletin *b, bool zh)
{
	struct str text = bulletin_replaced(cx, b, zh);
	char id[UUID_TEXT + 1];
	struct buf to;

	if (!text.n)
		return;
	uuid_write(&b->replaced_by, id);
	buf_init(&to, cx->arena);
	buf_fmt(&to, "%s?format=%s&lang=%s", id, bulletin_forms[s->format].name, zh ? "zh" : "en");
	sheet_under_link(s, text, buf_get(&to));
}

static struct str edition(struct cx *cx, const struct bulletin *b, bool zh)
{
	struct buf text;

	buf_init(&text, cx->arena);
	buf_fmt(&text, zh ? "（第 %lld 版" : "Version %lld", (long long)b->version);
	if (!uuid_is_nil(&b->replaces))
		buf_fmt(&text,
			zh ? "，更正并替换第 %lld 版" : ", correcting and replacing version %lld",
			(long long)b->version - 1);
	if (uuid_is_nil(&b->id))
		buf_z(&text, zh ? "，草稿，未发布" : ", a draft, not published");
	buf_z(&text, zh ? "）" : "");
	return buf_get(&text);
}

/* ---- figures ---- */

static bool is_changed(const struct bulletin_figure *f)
{
	return f->change != CHANGE_COMPARED || f->before != f->value;
}

static size_t changed_n(const struct bulletin *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->figures_n; i++)
		n += is_changed(&b->figures[i]);
	return n;
}

static void changed_write(struct sheet *s, struct cx *cx, const struct bulletin *b, bool zh)
{
	size_t n = changed_n(b);
	struct buf text;

	buf_init(&text, cx->arena);
	buf_fmt(&text,
		zh ? "与所替换的第 %lld 版相比，" : "Against version %lld, which it replaces, ",
		(long long)b->version - 1);
	if (n)
		buf_fmt(&text,
			zh ? "有 %zu 项指标更正，见“更正”一栏。" :
			     "%zu of the figures changed: see the last column.",
			n);
	else
		buf_z(&text, zh ? "各项指标没有变化。" : "no figure changed.");
	sheet_paragraph(s, buf_get(&text));
}

static void figures_all(struct sheet *s, struct cx *cx, const struct bulletin *b, bool zh)
{
	static const char *const zh_heads[] = { "指标", "数值", "依据记录（条）", "更正" };
	static const char *const en_heads[] = { "Figure", "Value", "Records", "Corrected" };

	sheet_table(s, uuid_is_nil(&b->replaces) ? "lrr" : "lrrl", zh ? zh_heads : en_heads);
	for (size_t i = 0; i < b->figures_n; i++) {
		const struct bulletin_figure *f = &b->figures[i];

		sheet_row(s,
			(struct str[]){ zh ? f->zh : f->en, value_text(cx, f, zh),
				str_of(cx_num(cx, f->records)), bulletin_change(cx, b, f, zh) });
	}
	sheet_table_end(s);
}

/* ---- on one sheet ---- */

/* One that was published before the program said which are main ones has none. */
static size_t main_take(
	const struct bulletin *b, const struct bulletin_figure *ret[BULLETIN_FIGURES_MAX])
{
	bool again = !uuid_is_nil(&b->replaces), any = false;
	size_t n = 0;

	for (size_t i = 0; i < b->figures_n; i++)
		any = any || b->figures[i].main;
	for (size_t i = 0; i < b->figures_n && n < BULLETIN_FIGURES_MAX; i++)
		if (!any || b->figures[i].main || (again && is_changed(&b->figures[i])))
			ret[n++] = &b->figures[i];
	return n;
}

static void main_changes(struct sheet *s, struct cx *cx, const struct bulletin *b, bool zh,
	const struct bulletin_figure *const *all, size_t n)
{
	static const char *const zh_heads[] = { "指标", "数值", "更正" };
	static const char *const en_heads[] = { "Figure", "Value", "Corrected" };

	sheet_table(s, "lrl", zh ? zh_heads : en_heads);
	for (size_t i = 0; i < n; i++)
		sheet_row(s,
			(struct str[]){ zh ? all[i]->zh : all[i]->en, value_text(cx, all[i], zh),
				bulletin_change(cx, b, all[i], zh) });
	sheet_table_end(s);
}

/* Two beside each other. */
static void main_pairs(
	struct sheet *s, struct cx *cx, bool zh, const struct bulletin_figure *const *all, size_t n)
{
	static const char *const zh_heads[] = { "指标", "数值", "指标", "数值" };
	static const char *const en_heads[] = { "Figure", "Value", "Figure", "Value" };
	size_t half = (n + 1) / 2;

	sheet_table(s, "lrlr", zh ? zh_heads : en_heads);
	for (size_t i = 0; i < half; i++) {
		const struct bulletin_figure *right = half + i < n ? all[half + i] : NULL;

		sheet_row(s,
			(struct str[]){ zh ? all[i]->zh : all[i]->en, value_text(cx, all[i], zh),
				!right     ? STR("") :
					zh ? right->zh :
					     right->en,
				right ? value_text(cx, right, zh) : STR("") });
	}
	sheet_table_end(s);
}

static void figures_main(struct sheet *s, struct cx *cx, const struct bulletin *b, bool zh)
{
	const struct bulletin_figure *all[BULLETIN_FIGURES_MAX];
	size_t n = main_take(b, all);
	struct buf rest;

	if (!n)
		return;
	if (uuid_is_nil(&b->replaces))
		main_pairs(s, cx, zh, all, n);
	else
		main_changes(s, cx, b, zh, all, n);
	if (n == b->figures_n)
		return;
	buf_init(&rest, cx->arena);
	buf_fmt(&rest,
		zh ? "另有%zu项指标，连同各项指标口径见全文。" :
		     "The whole tells %zu more figures, and what each of them means.",
		b->figures_n - n);
	sheet_note(s, buf_get(&rest));
}

static void figures_write(
	struct sheet *s, struct cx *cx, const struct bulletin *b, const struct bulletin_way *way)
{
	sheet_heading(s, way->zh ? "一、主要指标" : "Figures");
	if (!uuid_is_nil(&b->replaces))
		changed_write(s, cx, b, way->zh);
	(way->brief ? figures_main : figures_all)(s, cx, b, way->zh);
}

/* What each counts, small and at the end. */
static void meanings_write(struct sheet *s, struct cx *cx, const struct bulletin *b, bool zh)
{
	sheet_heading(s, zh ? "附：指标口径" : "What each figure means");
	for (size_t i = 0; i < b->figures_n; i++) {
		const struct bulletin_figure *f = &b->figures[i];
		struct buf text;

		buf_init(&text, cx->arena);
		buf_fmt(&text, "%zu. ", i + 1);
		buf_str(&text, zh ? f->zh : f->en);
		buf_fmt(&text, zh ? "（口径第 %d 版）：" : " (definition v %d): ", f->v);
		buf_str(&text, zh ? f->means_zh : f->means_en);
		sheet_note(s, buf_get(&text));
	}
}

/* ---- accounts ---- */

static void reason_write(struct sheet *s, struct cx *cx, const struct bulletin *b, bool zh)
{
	struct buf why;

	buf_init(&why, cx->arena);
	buf_fmt(&why,
		zh ? "发布理由：" STR_FMT "（签发：" STR_FMT "）" :
		     "Published because: " STR_FMT " (signed: " STR_FMT ")",
		STR_ARG(b->reason), STR_ARG(bulletin_signer(b)));
	sheet_paragraph(s, buf_get(&why));
}

struct str bulletin_closes(const struct bulletin *b, bool zh)
{
	if (b->unchecked)
		return zh ? STR("已核对的账目均已平衡。") :
			    STR("Every account that was checked closes.");
	return zh ? STR("各项账目均已平衡。") : STR("Every account closes.");
}

struct str bulletin_unchecked(struct cx *cx, const struct bulletin *b, bool zh)
{
	const char *en = b->unchecked == 1 ?
		"%lld account can only be checked for the whole county and was not." :
		"%lld accounts can only be checked for the whole county and were not.";
	struct buf text;

	if (!b->unchecked)
		return STR("");
	buf_init(&text, cx->arena);
	buf_fmt(&text, zh ? "另有%lld项账目只能在全县（区）范围核对，本期未核。" : en,
		(long long)b->unchecked);
	return buf_get(&text);
}

struct str bulletin_open_more(struct cx *cx, const struct bulletin *b, bool zh)
{
	struct buf text;

	if (!b->open_more)
		return STR("");
	buf_init(&text, cx->arena);
	buf_fmt(&text,
		zh ? "另有%lld项账目未平衡，未列出。" :
		     "Not listed, and not closed either: %lld more.",
		(long long)b->open_more);
	return buf_get(&text);
}

static void told_write(struct sheet *s, struct str text)
{
	if (text.n)
		sheet_paragraph(s, text);
}

static void open_write(struct sheet *s, struct cx *cx, const struct bulletin *b, bool zh)
{
	static const char *const zh_heads[] = { "未平衡的账目", "差额" };
	static const char *const en_heads[] = { "Account that does not close", "Difference" };

	sheet_table(s, "lr", zh ? zh_heads : en_heads);
	for (size_t i = 0; i < b->open_n; i++)
		sheet_row(s,
			(struct str[]){ zh ? b->open[i].zh : b->open[i].en,
				bulletin_difference(cx, &b->open[i]) });
	sheet_table_end(s);
	told_write(s, bulletin_open_more(cx, b, zh));
}

static void accounts_write(struct sheet *s, struct cx *cx, const struct bulletin *b, bool zh)
{
	sheet_heading(s, zh ? "二、账目核对" : "Accounts");
	if (b->open_n)
		open_write(s, cx, b, zh);
	else
		sheet_paragraph(s, bulletin_closes(b, zh));
	told_write(s, bulletin_unchecked(cx, b, zh));
	if (b->open_n && b->reason.n)
		reason_write(s, cx, b, zh);
}

/* ---- the end ---- */

/* Nobody has signed a draft. */
static void signed_write(struct sheet *s, struct cx *cx, const struct bulletin *b, bool zh)
{
	struct buf text;

	if (uuid_is_nil(&b->id))
		return;
	buf_init(&text, cx->arena);
	buf_z(&text, zh ? "签发：" : "Signed: ");
	buf_str(&text, bulletin_signer(b));
	buf_z(&text, zh ? "　发布时间：" : "; published: ");
	buf_moment_said(&text, b->at, zh);
	sheet_signed(s, buf_get(&text));
}

struct str bulletin_foot(struct cx *cx, const struct bulletin *b, bool zh)
{
	struct buf text;

	buf_init(&text, cx->arena);
	buf_fmt(&text, zh ? "数据截至第 %lld 条" : "As of entry %lld", (long long)b->as_of);
	if (b->pos) {
		buf_fmt(&text,
			zh ? "，发布于第 %lld 条；摘要 " : ", published as entry %lld; digest ",
			(long long)b->pos);
		buf_hex(&text, b->digest, SEAL_HASH);
	}
	return buf_get(&text);
}

static void prose_write(struct sheet *s, struct str prose)
{
	struct str paragraph;

	while (str_split(&prose, '\n', &paragraph))
		sheet_paragraph(s, paragraph);
}

/* ---- what was, and what is ---- */

static bool has_line(struct str text, struct str line)
{
	struct str one;

	while (str_split(&text, '\n', &one))
		if (str_eq(one, line))
			return true;
	return false;
}

/* The paragraphs of one text that the other does not have. */
static void only_write(
	struct sheet *s, struct cx *cx, struct str of, struct str other, const char *before)
{
	struct str line;

	while (str_split(&of, '\n', &line)) {
		struct buf text;

		if (!line.n || has_line(other, line))
			continue;
		buf_init(&text, cx->arena);
		buf_z(&text, before);
		buf_str(&text, line);
		sheet_paragraph(s, buf_get(&text));
	}
}

static void correction_write(struct sheet *s, struct cx *cx, const struct bulletin *b, bool zh)
{
	struct str was = zh ? b->was_zh : b->was_en, is = zh ? b->prose_zh : b->prose_en;
	struct buf why;

	if (uuid_is_nil(&b->replaces) || (!b->correction.n && str_eq(was, is)))
		return;
	sheet_heading(s, zh ? "更正说明" : "What is corrected");
	if (b->correction.n) {
		buf_init(&why, cx->arena);
		buf_fmt(&why, zh ? "更正理由：" STR_FMT : "Corrected because: " STR_FMT,
			STR_ARG(b->correction));
		sheet_paragraph(s, buf_get(&why));
	}
	only_write(s, cx, was, is, zh ? "原文：" : "It said: ");
	only_write(s, cx, is, was, zh ? "现为：" : "It says now: ");
}

int bulletin_text(struct cx *cx, const struct bulletin *b, const struct bulletin_way *way,
	struct str *ret, int *ret_pages)
{
	bool zh = way->zh;
	struct sheet_head head = { .title = zh ? b->title_zh : b->title_en,
		.foot = bulletin_foot(cx, b, zh),
		.at = b->at,
		.zh = zh };
	struct sheet s;
	int e;

	sheet_begin(&s, cx, (enum sheet_format)way->format, &head);
	sheet_under(&s, edition(cx, b, zh));
	replaced_write(&s, cx, b, zh);
	sheet_under(&s, period(cx, b, zh));
	prose_write(&s, zh ? b->prose_zh : b->prose_en);
	correction_write(&s, cx, b, zh);
	figures_write(&s, cx, b, way);
	accounts_write(&s, cx, b, zh);
	signed_write(&s, cx, b, zh);
	if (!way->brief)
		meanings_write(&s, cx, b, zh);
	e = sheet_end(&s, ret);
	*ret_pages = e || !s.pdf ? 0 : pdf_pages(s.pdf);
	return e;
}
