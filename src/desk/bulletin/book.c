/* The workbook, for whoever works on with the figures. */
#include "desk/bulletin/own.h"

#include "core/check.h"
#include "desk/rows.h"
#include "paper/xlsx_out.h"

#define COLUMNS_MAX 12

struct column {
	const char *zh, *en;
	size_t width;
	bool number;
};

struct book {
	struct cx *cx;
	const struct bulletin *b;
	struct xlsx_out *out;
	const struct column *columns;
	bool zh;
	int e; /* the first fault; what follows is not written */
};

/* A cell for each column of the sheet. */
static void row_put(struct book *k, const struct str *cells, size_t n, bool heading)
{
	check(!k->columns[n].zh);
	for (size_t i = 0; !k->e && i < n; i++)
		k->e = xlsx_out_cell(k->cx, k->out, cells[i], k->columns[i].number && !heading);
	if (!k->e)
		k->e = xlsx_out_row_end(k->cx, k->out);
}

#define ROW(k, ...) \
	row_put((k), (struct str[]){ __VA_ARGS__ }, \
		sizeof((struct str[]){ __VA_ARGS__ }) / sizeof(struct str), false)

static void sheet_open(struct book *k, const char *name, const struct column *columns)
{
	struct str heads[COLUMNS_MAX] = { STR_NONE };
	size_t n = 0;

	k->columns = columns;
	if (!k->e)
		k->e = xlsx_out_sheet(k->cx, k->out, name);
	for (; columns[n].zh; n++) {
		heads[n] = str_of(k->zh ? columns[n].zh : columns[n].en);
		if (!k->e)
			xlsx_out_width(k->out, n, columns[n].width);
	}
	row_put(k, heads, n, true);
}

static struct str day_text(struct cx *cx, int32_t day)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_day(&b, day);
	return buf_get(&b);
}

static struct str digest_text(struct cx *cx, const uint8_t digest[SEAL_HASH])
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_hex(&b, digest, SEAL_HASH);
	return buf_get(&b);
}

/* ---- the sheets ---- */

static const struct column figure_columns[] = { { "指标", "Figure", 30, false },
	{ "数值", "Value", 12, true }, { "单位", "Unit", 10, false },
	{ "起始日期", "First day", 11, false }, { "截止日期", "Last day", 11, false },
	{ "区域", "Area", 14, false }, { "口径", "Meaning", 60, false },
	{ "口径版次", "Definition", 10, true }, { "依据记录", "Records", 10, true },
	{ "数据截至位置", "As of", 14, true }, { "摘要", "Digest", 60, false }, { .zh = NULL } };

static void figures_put(struct book *k)
{
	struct cx *cx = k->cx;

	sheet_open(k, k->zh ? "指标" : "Figures", figure_columns);
	for (size_t i = 0; i < k->b->figures_n; i++) {
		const struct bulletin_figure *f = &k->b->figures[i];
		bool zh = k->zh, ended = f->change == CHANGE_ENDED;

		ROW(k, zh ? f->zh : f->en, ended ? STR("") : bulletin_value(cx, f, f->value),
			zh ? f->unit_zh : f->unit_en, day_text(cx, k->b->from),
			day_text(cx, k->b->to), k->b->area_name, zh ? f->means_zh : f->means_en,
			str_of(cx_num(cx, f->v)), str_of(cx_num(cx, f->records)),
			str_of(cx_num(cx, k->b->as_of)), digest_text(cx, f->digest));
	}
}

static const struct column account_columns[] = { { "未平衡的账目", "Account that does not close",
							 60, false },
	{ "差额", "Difference", 12, true }, { .zh = NULL } };

static void told_put(struct book *k, struct str text)
{
	if (text.n)
		ROW(k, text, STR(""));
}

static void accounts_put(struct book *k)
{
	sheet_open(k, k->zh ? "账目核对" : "Accounts", account_columns);
	for (size_t i = 0; i < k->b->open_n; i++)
		ROW(k, k->zh ? k->b->open[i].zh : k->b->open[i].en,
			bulletin_difference(k->cx, &k->b->open[i]));
	if (k->b->open_n == 0)
		ROW(k, bulletin_closes(k->b, k->zh), STR("0"));
	told_put(k, bulletin_open_more(k->cx, k->b, k->zh));
	told_put(k, bulletin_unchecked(k->cx, k->b, k->zh));
}

static const struct column change_columns[] = { { "指标", "Figure", 30, false },
	{ "上一版", "Before", 12, true }, { "本版", "Now", 12, true },
	{ "差额", "Difference", 12, true }, { "单位", "Unit", 10, false },
	{ "更正", "Corrected", 50, false }, { .zh = NULL } };

static void change_put(struct book *k, const struct bulletin_figure *f)
{
	struct str change = bulletin_change(k->cx, k->b, f, k->zh);
	bool compared = f->change == CHANGE_COMPARED;

	if (!change.n)
		return;
	ROW(k, k->zh ? f->zh : f->en, compared ? bulletin_value(k->cx, f, f->before) : STR(""),
		f->change == CHANGE_ENDED ? STR("") : bulletin_value(k->cx, f, f->value),
		compared ? bulletin_value(k->cx, f, f->value - f->before) : STR(""),
		k->zh ? f->unit_zh : f->unit_en, change);
}

static void changes_put(struct book *k)
{
	sheet_open(k, k->zh ? "更正" : "Corrections", change_columns);
	for (size_t i = 0; i < k->b->figures_n; i++)
		change_put(k, &k->b->figures[i]);
}

static const struct column about_columns[] = { { "项目", "Item", 20, false },
	{ "内容", "Content", 60, false }, { .zh = NULL } };

static void about_put(struct book *k)
{
	const struct bulletin *b = k->b;
	char id[UUID_TEXT + 1];
	bool zh = k->zh;

	uuid_write(&b->id, id);
	sheet_open(k, zh ? "说明" : "About", about_columns);
	ROW(k, zh ? STR("标题") : STR("Title"), zh ? b->title_zh : b->title_en);
	ROW(k, zh ? STR("版次") : STR("Version"), str_of(cx_num(k->cx, b->version)));
	if (b->pos)
		ROW(k, zh ? STR("编号") : STR("Id"), str_of(cx_text(k->cx, str_of(id))));
	if (!uuid_is_nil(&b->replaced_by))
		ROW(k, zh ? STR("更正") : STR("Corrected"), bulletin_replaced(k->cx, b, zh));
	ROW(k, zh ? STR("出处") : STR("Source"), bulletin_foot(k->cx, b, zh));
	if (b->reason.n)
		ROW(k, zh ? STR("发布理由") : STR("Reason"), b->reason);
}

int bulletin_book(struct cx *cx, const struct bulletin *b, bool zh, struct str *ret)
{
	struct book k = { .cx = cx, .b = b, .zh = zh };

	k.e = xlsx_out_scratch(cx, b->at, &k.out);
	if (k.e)
		return k.e;
	figures_put(&k);
	accounts_put(&k);
	if (!uuid_is_nil(&b->replaces))
		changes_put(&k);
	about_put(&k);
	if (!k.e)
		k.e = xlsx_out_bytes(cx, k.out, ret);
	xlsx_out_close(k.out);
	return k.e;
}
