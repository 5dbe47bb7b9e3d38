/* bulou kinds: what may be recorded, from the tables of the desks; with a name, its fields. Needs no data. */
#include "cli/commands.h"

#include "cli/show.h"

static const char *const types_zh[] = { [FIELD_TEXT] = "文字",
	[FIELD_INT] = "整数",
	[FIELD_DECIMAL] = "小数",
	[FIELD_BOOL] = "是否",
	[FIELD_DATE] = "日期",
	[FIELD_TIME] = "时间",
	[FIELD_CHOICE] = "单选",
	[FIELD_CHOICES] = "多选",
	[FIELD_REF] = "编号",
	[FIELD_REFS] = "多个编号",
	[FIELD_AREA] = "区域",
	[FIELD_PHONE] = "电话",
	[FIELD_DOCUMENT] = "证件号",
	[FIELD_PLATE] = "车牌",
	[FIELD_IMAGE] = "图片" };
static const char *const classes_zh[CLASSES] = { "公开", "身份", "联系方式", "健康", "行踪",
	"心理关怀", "其他列", "整条记录" };

/* The kinds under all desks belong to none. */
static const char *desk_name(const struct cli *c, const char *desk)
{
	for (const struct desk *const *d = desks; c->zh && *d; d++)
		if (str_is(str_of(desk), (*d)->name))
			return (*d)->zh;
	return c->zh ? text_get(TEXT_DESK_BASE, true) : desk;
}

static bool wanted(const struct cli *c, const struct kind *k)
{
	return !c->args_n || str_is(c->args[0], k->name);
}

static int kinds_json(struct cli *c)
{
	const struct kinds *ks = desks_kinds();
	struct buf b;
	struct jw w;

	list_begin(c, &w, &b);
	for (size_t i = 0; i < ks->n; i++)
		if (wanted(c, ks->all[i]))
			row_kind(&w, ks->all[i]);
	return list_end(c, &w);
}

static int kinds_table(struct cli *c)
{
	static const enum text heading[] = { TEXT_COL_KIND, TEXT_COL_VERSION, TEXT_COL_DESK,
		TEXT_COL_NAME };
	const struct kinds *ks = desks_kinds();
	struct table t;

	table_init(&t, &c->cx, 4, "lrll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < ks->n; i++) {
		table_z(&t, ks->all[i]->name);
		table_int(&t, ks->all[i]->v);
		table_z(&t, desk_name(c, ks->all[i]->desk));
		table_z(&t, c->zh ? ks->all[i]->zh : ks->all[i]->en);
	}
	return table_print(c, &t);
}

static struct str choices_text(struct cli *c, const struct field *f)
{
	struct buf b;

	buf_init(&b, &c->arena);
	buf_add(&b, "", 0);
	for (const struct choice *k = f->choices; k && k->name; k++) {
		buf_z(&b, b.n ? " " : "");
		if (c->zh)
			buf_fmt(&b, "%s(%s)", k->zh, k->name);
		else
			buf_z(&b, k->name);
	}
	return buf_ok(&b) ? buf_get(&b) : STR_NONE;
}

static int fields_table(struct cli *c, const struct kind *k)
{
	static const enum text heading[] = { TEXT_COL_FIELD, TEXT_COL_NAME, TEXT_COL_TYPE,
		TEXT_COL_NEEDED, TEXT_COL_CLASS, TEXT_COL_CHOICES };
	struct table t;

	table_init(&t, &c->cx, 6, "llllll");
	table_heading(&t, c, heading);
	for (const struct field *f = k->fields; f && f->name; f++) {
		table_z(&t, f->name);
		table_z(&t, c->zh ? f->zh : f->en);
		table_z(&t, c->zh ? types_zh[f->type] : field_type_names[f->type]);
		table_z(&t, f->required ? text_get(TEXT_YES, c->zh) : "");
		table_z(&t,
			f->personal == CLASS_OPEN ? "" :
				c->zh             ? classes_zh[f->personal] :
						    class_names[f->personal]);
		table_add(&t, choices_text(c, f));
	}
	return table_print(c, &t);
}

int command_kinds(struct cli *c)
{
	const struct kind *k = c->args_n ? kinds_newest(desks_kinds(), c->args[0]) : NULL;

	if (c->args_n && !k)
		return err(&c->cx, E_UNKNOWN_KIND, "kind", cx_text(&c->cx, c->args[0]));
	if (c->json)
		return kinds_json(c);
	return k ? fields_table(c, k) : kinds_table(c);
}
