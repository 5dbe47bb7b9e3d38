/* What an office says: a paragraph for each line of work, then every figure with what it means, then the accounts. */
#include "desk/bulletin/sheet.h"

#include "desk/rows.h"

/* ---- sentences ---- */

/* {} is the value. A clause without its figure is left out, and a paragraph without clauses. */
struct clause {
	const char *figure, *zh, *en;
};

struct paragraph {
	const char *zh, *en;
	const struct clause *clauses; /* up to one without a figure */
};

static const struct clause command_clauses[] = {
	{ "meetings-held", "召开领导小组会议{}次", "the leading group met {} times" },
	{ "leader-inspections", "领导带队督导检查{}次", "leaders inspected {} times" },
	{ "staff-attendances", "参与值班值守{}人次", "staff were on duty {} times" },
	{ "gifts-value-yuan", "接收（送达）捐赠慰问物资价值{}元", "gifts worth {} yuan came in" },
	{ .figure = NULL },
};

static const struct clause sweep_clauses[] = {
	{ "doors-knocked", "入户敲门{}次", "{} doors were knocked at" },
	{ "people-called-on", "上门走访{}人次", "{} people were called on at their doors" },
	{ "returnees-registered", "登记有返回人员的{}户次",
		"{} visits registered somebody back from a risk area" },
	{ .figure = NULL },
};

static const struct clause checkpoint_clauses[] = {
	{ "exit-staff", "高速出口值守{}人", "{} staff manned the motorway exits" },
	{ "vehicles-checked", "查验车辆{}辆", "{} vehicles were checked" },
	{ "people-screened", "查验人员{}人次", "{} people were screened" },
	{ .figure = NULL },
};

static const struct clause testing_clauses[] = {
	{ "test-rounds", "开展核酸检测{}轮", "{} rounds of tests were held" },
	{ "samples-taken", "采样{}人次", "{} samples were taken" },
	{ .figure = NULL },
};

static const struct clause inspect_clauses[] = {
	{ "enterprises-inspected", "检查企业{}家", "{} enterprises were inspected" },
	{ "villages-inspected", "检查村（社区）{}个", "{} villages were inspected" },
	{ "compounds-inspected", "检查小区{}个", "{} compounds were inspected" },
	{ .figure = NULL },
};

static const struct clause service_clauses[] = {
	{ "questions-asked", "受理群众诉求{}件", "{} questions were asked" },
	{ "difficulties-solved", "解决实际困难{}件", "{} difficulties were solved" },
	{ "deliveries-made", "配送物资{}户次", "{} deliveries were made" },
	{ .figure = NULL },
};

static const struct paragraph paragraphs[] = {
	{ "组织领导", "Command", command_clauses },
	{ "入户排查", "House to house", sweep_clauses },
	{ "卡口查验", "Checkpoints", checkpoint_clauses },
	{ "核酸检测", "Testing", testing_clauses },
	{ "督导检查", "Inspections", inspect_clauses },
	{ "服务保障", "Services", service_clauses },
};

static const struct bulletin_figure *figure_of(const struct bulletin *b, const char *id)
{
	for (size_t i = 0; i < b->figures_n; i++)
		if (b->figures[i].figure && str_is(b->figures[i].id, id) && b->figures[i].value)
			return &b->figures[i];
	return NULL;
}

static void value_add(struct buf *b, const struct bulletin_figure *f, int64_t value)
{
	char text[ROW_DECIMAL + 1];

	row_decimal(value, f->figure ? f->figure->divide : 1, text);
	buf_z(b, text);
}

static void clause_add(struct buf *b, const char *text, const struct bulletin_figure *f)
{
	for (; *text; text++) {
		if (text[0] != '{') {
			buf_c(b, *text);
			continue;
		}
		value_add(b, f, f->value);
		text++;
	}
}

static void paragraph_write(struct sheet *s, struct cx *cx, const struct bulletin *b,
	const struct paragraph *p, bool zh)
{
	struct buf text;
	bool any = false;

	buf_init(&text, cx->arena);
	buf_fmt(&text, zh ? "%s。" : "%s: ", zh ? p->zh : p->en);
	for (const struct clause *c = p->clauses; c->figure; c++) {
		const struct bulletin_figure *f = figure_of(b, c->figure);

		if (!f)
			continue;
		if (any)
			buf_z(&text, zh ? "，" : "; ");
		clause_add(&text, zh ? c->zh : c->en, f);
		any = true;
	}
	buf_z(&text, zh ? "。" : ".");
	if (any)
		sheet_paragraph(s, buf_get(&text));
}

/* ---- figures and accounts ---- */

/* With its unit: "837 户". */
static struct str value_text(struct cx *cx, const struct bulletin_figure *f, bool zh)
{
	struct buf b;

	buf_init(&b, cx->arena);
	value_add(&b, f, f->value);
	if (f->figure)
		buf_fmt(&b, " %s", zh ? f->figure->unit_zh : f->figure->unit_en);
	return buf_get(&b);
}

/* What it was in the version before; "" where nothing was said or nothing changed. */
static struct str change_text(struct cx *cx, const struct bulletin_figure *f)
{
	struct buf b;

	if (!f->had || f->before == f->value)
		return STR("");
	buf_init(&b, cx->arena);
	value_add(&b, f, f->before);
	buf_z(&b, " → ");
	value_add(&b, f, f->value);
	buf_z(&b, f->value > f->before ? " (+" : " (");
	value_add(&b, f, f->value - f->before);
	buf_c(&b, ')');
	return buf_get(&b);
}

static void figures_write(struct sheet *s, struct cx *cx, const struct bulletin *b, bool zh)
{
	static const char *const zh_heads[] = { "指标", "数值", "依据记录", "口径", "更正" };
	static const char *const en_heads[] = { "Figure", "Value", "Records", "Meaning",
		"Corrected" };
	bool again = !uuid_is_nil(&b->replaces);
	const char *align = again ? "lrrll" : "lrrl";

	sheet_heading(s, zh ? "指标" : "Figures");
	sheet_table(s, align, zh ? zh_heads : en_heads);
	for (size_t i = 0; i < b->figures_n; i++) {
		const struct bulletin_figure *f = &b->figures[i];
		const struct figure *d = f->figure;
		struct str cells[] = { d ? str_of(zh ? d->zh : d->en) : f->id,
			value_text(cx, f, zh), str_of(cx_num(cx, f->records)),
			d ? str_of(zh ? d->means_zh : d->means_en) : STR(""), change_text(cx, f) };

		sheet_row(s, align, cells);
	}
	sheet_table_end(s);
}

static struct str milli_text(struct cx *cx, int64_t milli)
{
	char text[ROW_DECIMAL + 1];

	row_decimal(milli, 1000, text);
	return str_of(cx_text(cx, str_of(text)));
}

/* A balance by its name; a round, and a place with its item, as they are. */
static struct str what_text(struct str what, bool zh)
{
	for (size_t i = 0; i < desks_balances_n(); i++)
		if (str_is(what, desks_balance(i)->id))
			return str_of(zh ? desks_balance(i)->zh : desks_balance(i)->en);
	return what;
}

static void accounts_write(struct sheet *s, struct cx *cx, const struct bulletin *b, bool zh)
{
	static const char *const zh_heads[] = { "未平衡的账目", "差额" };
	static const char *const en_heads[] = { "Account that does not close", "Difference" };
	struct buf why;

	sheet_heading(s, zh ? "账目核对" : "Accounts");
	if (b->open_n == 0) {
		sheet_paragraph(s, zh ? STR("各项账目均已平衡。") : STR("Every account closes."));
		return;
	}
	sheet_table(s, "lr", zh ? zh_heads : en_heads);
	for (size_t i = 0; i < b->open_n; i++)
		sheet_row(s, "lr",
			(struct str[]){ what_text(b->open[i].what, zh),
				milli_text(cx, b->open[i].difference) });
	sheet_table_end(s);
	if (!b->reason.n)
		return;
	buf_init(&why, cx->arena);
	buf_fmt(&why,
		zh ? "发布理由：" STR_FMT "（签发：" STR_FMT "）" :
		     "Published because: " STR_FMT " (signed: " STR_FMT ")",
		STR_ARG(b->reason), STR_ARG(b->by));
	sheet_paragraph(s, buf_get(&why));
}

/* ---- the whole ---- */

/* "2022-09-22 18:00" */
static void minute_add(struct buf *b, int64_t ms)
{
	int minutes = (int)((ms - day_start(day_of(ms))) / 60000);

	buf_day(b, day_of(ms));
	buf_fmt(b, " %02d:%02d", minutes / 60, minutes % 60);
}

static void head_write(struct sheet *s, struct cx *cx, const struct bulletin *b, bool zh)
{
	struct buf text;

	buf_init(&text, cx->arena);
	buf_fmt(&text, zh ? STR_FMT "，" : STR_FMT ", ", STR_ARG(b->area_name));
	buf_day(&text, b->from);
	buf_z(&text, zh ? " 至 " : " to ");
	buf_day(&text, b->to);
	buf_fmt(&text, zh ? "；第 %lld 版，数据截至第 %lld 条" : "; version %lld, as of entry %lld",
		(long long)b->version, (long long)b->as_of);
	if (uuid_is_nil(&b->id)) {
		buf_z(&text, zh ? "；草稿，未发布" : "; a draft, not published");
	} else {
		buf_z(&text, zh ? "；发布于 " : "; published ");
		minute_add(&text, b->at);
	}
	buf_z(&text, zh ? "。" : ".");
	sheet_paragraph(s, buf_get(&text));
}

int bulletin_text(struct cx *cx, const struct bulletin *b, enum bulletin_format format, bool zh,
	struct str *ret)
{
	struct sheet s;
	struct buf out;

	buf_init(&out, cx->arena);
	sheet_begin(&s, &out, format, zh, zh ? b->title_zh : b->title_en);
	head_write(&s, cx, b, zh);
	for (size_t i = 0; i < sizeof(paragraphs) / sizeof(*paragraphs); i++)
		paragraph_write(&s, cx, b, &paragraphs[i], zh);
	figures_write(&s, cx, b, zh);
	accounts_write(&s, cx, b, zh);
	sheet_end(&s);
	*ret = buf_get(&out);
	return buf_ok(&out) ? 0 : err(cx, E_NO_MEMORY, NULL);
}
