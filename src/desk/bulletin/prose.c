/* What an office says of its figures: a paragraph for each line of work. */
#include "desk/bulletin/own.h"

#include <string.h>

#include "desk/rows.h"

#define WAN 10000

/* {} is the value; in Chinese {万} too, in ten thousands where that leaves no more than two decimals and rounds nothing. A clause
 * without its figure is left out, and a paragraph without clauses. one: in English, of a single one; NULL: as of several. */
struct clause {
	const char *figure, *zh, *en, *one;
};

struct paragraph {
	const char *id, *zh, *en;
	const struct clause *clauses; /* up to one without a figure */
};

static const struct clause command_clauses[] = {
	{ "meetings-held", "召开领导小组会议{}次", "the leading group met {} times",
		"the leading group met once" },
	{ "leader-inspections", "领导带队督导检查{}次", "leaders inspected {} times",
		"leaders inspected once" },
	{ "staff-attendances", "参与值班值守{}人次", "staff were on duty {} times",
		"staff were on duty once" },
	{ "gifts-value-yuan", "接收捐赠慰问物资价值{万}元", "gifts worth {} yuan came in", NULL },
	{ .figure = NULL },
};

static const struct clause sweep_clauses[] = {
	{ "doors-knocked", "入户敲门{}次", "{} doors were knocked at", "{} door was knocked at" },
	{ "people-called-on", "上门走访{}人次", "{} people were called on at their doors",
		"{} person was called on at the door" },
	{ "returnees-registered", "登记有返回人员的家庭{}户次",
		"{} visits registered somebody back from the place asked about",
		"{} visit registered somebody back from the place asked about" },
	{ .figure = NULL },
};

static const struct clause checkpoint_clauses[] = {
	{ "exit-staff", "高速出口值守{}人", "{} staff manned the motorway exits", NULL },
	{ "vehicles-checked", "查验车辆{}辆", "{} vehicles were checked",
		"{} vehicle was checked" },
	{ "people-screened", "查验人员{}人次", "{} people were screened",
		"{} person was screened" },
	{ .figure = NULL },
};

static const struct clause testing_clauses[] = {
	{ "test-rounds", "开展核酸检测{}轮", "{} rounds of tests were held",
		"{} round of tests was held" },
	{ "samples-taken", "采样{}人次", "{} samples were taken", "{} sample was taken" },
	{ .figure = NULL },
};

static const struct clause inspect_clauses[] = {
	{ "enterprises-inspected", "检查企业{}家", "{} enterprises were inspected",
		"{} enterprise was inspected" },
	{ "villages-inspected", "检查村（社区）{}个", "{} villages were inspected",
		"{} village was inspected" },
	{ "compounds-inspected", "检查小区{}个", "{} compounds were inspected",
		"{} compound was inspected" },
	{ .figure = NULL },
};

static const struct clause service_clauses[] = {
	{ "questions-asked", "受理群众诉求{}件", "{} questions were asked",
		"{} question was asked" },
	{ "difficulties-solved", "解决实际困难{}件", "{} difficulties were solved",
		"{} difficulty was solved" },
	{ "deliveries-made", "配送物资{}户次", "{} deliveries were made", "{} delivery was made" },
	{ .figure = NULL },
};

static const struct paragraph paragraphs[BULLETIN_PARAGRAPHS] = {
	{ "command", "组织领导", "Command", command_clauses },
	{ "sweep", "入户排查", "House to house", sweep_clauses },
	{ "checkpoint", "卡口查验", "Checkpoints", checkpoint_clauses },
	{ "testing", "核酸检测", "Testing", testing_clauses },
	{ "inspect", "督导检查", "Inspections", inspect_clauses },
	{ "service", "服务保障", "Services", service_clauses },
};

static const struct bulletin_figure *figure_of(const struct bulletin *b, const char *id)
{
	for (size_t i = 0; i < b->figures_n; i++)
		if (str_is(b->figures[i].id, id) && b->figures[i].value)
			return &b->figures[i];
	return NULL;
}

static void wan_add(struct cx *cx, struct buf *b, const struct bulletin_figure *f)
{
	char text[ROW_DECIMAL + 1];

	if (f->value < f->divide * WAN || f->value % (f->divide * WAN / 100)) {
		buf_str(b, bulletin_value(cx, f, f->value));
		return;
	}
	row_decimal(f->value, f->divide * WAN, text);
	buf_z(b, text);
	buf_z(b, "万");
}

/* "189,000.5" */
static void grouped_add(struct buf *b, struct str digits)
{
	size_t whole = 0, sign = digits.n && digits.p[0] == '-';

	while (whole < digits.n && digits.p[whole] != '.')
		whole++;
	for (size_t i = 0; i < digits.n; i++) {
		if (i > sign && i < whole && (whole - i) % 3 == 0)
			buf_c(b, ',');
		buf_c(b, digits.p[i]);
	}
}

static const char *clause_text(const struct clause *c, const struct bulletin_figure *f, bool zh)
{
	if (zh)
		return c->zh;
	return c->one && f->value == f->divide ? c->one : c->en;
}

static void clause_add(
	struct cx *cx, struct buf *b, const char *text, const struct bulletin_figure *f, bool zh)
{
	for (; *text; text++) {
		if (text[0] != '{') {
			buf_c(b, *text);
			continue;
		}
		if (!zh)
			grouped_add(b, bulletin_value(cx, f, f->value));
		else if (text[1] == '}')
			buf_str(b, bulletin_value(cx, f, f->value));
		else
			wan_add(cx, b, f);
		text = strchr(text, '}');
	}
}

/* "" where no clause has a figure. */
static struct str paragraph_text(
	struct cx *cx, const struct bulletin *b, const struct paragraph *p, bool zh)
{
	struct buf text;
	bool any = false;

	buf_init(&text, cx->arena);
	for (const struct clause *c = p->clauses; c->figure; c++) {
		const struct bulletin_figure *f = figure_of(b, c->figure);

		if (!f)
			continue;
		if (any)
			buf_z(&text, zh ? "，" : "; ");
		else
			buf_fmt(&text, zh ? "%s。" : "%s: ", zh ? p->zh : p->en);
		clause_add(cx, &text, clause_text(c, f, zh), f, zh);
		any = true;
	}
	buf_z(&text, !any ? "" : zh ? "。" : ".");
	return buf_get(&text);
}

static void lines_join(struct buf *zh, struct buf *en, const struct bulletin *b)
{
	for (size_t i = 0; i < b->paragraphs_n; i++) {
		buf_z(zh, i ? "\n" : "");
		buf_str(zh, b->paragraphs[i].zh);
		buf_z(en, i ? "\n" : "");
		buf_str(en, b->paragraphs[i].en);
	}
}

bool bulletin_is_main(struct str figure)
{
	for (size_t i = 0; i < BULLETIN_PARAGRAPHS; i++)
		for (const struct clause *c = paragraphs[i].clauses; c->figure; c++)
			if (str_is(figure, c->figure))
				return true;
	return false;
}

int bulletin_prose(struct cx *cx, struct bulletin *b)
{
	struct buf zh, en;

	for (size_t i = 0; i < BULLETIN_PARAGRAPHS; i++) {
		struct bulletin_paragraph p = { .id = str_of(paragraphs[i].id),
			.zh = paragraph_text(cx, b, &paragraphs[i], true),
			.en = paragraph_text(cx, b, &paragraphs[i], false) };

		if (!p.zh.p || !p.en.p)
			return err(cx, E_NO_MEMORY, NULL);
		if (p.zh.n)
			b->paragraphs[b->paragraphs_n++] = p;
	}
	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	lines_join(&zh, &en, b);
	b->prose_zh = buf_get(&zh);
	b->prose_en = buf_get(&en);
	return b->prose_zh.p && b->prose_en.p ? 0 : err(cx, E_NO_MEMORY, NULL);
}
