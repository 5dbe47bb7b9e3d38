/* Values for people and for programs. */
#include "cli/show.h"

#include "cli/export.h"
#include "cover/base_kinds.h"

static struct str got(const struct buf *b)
{
	return buf_ok(b) ? buf_get(b) : STR("?");
}

struct str text_uuid(struct cx *cx, const struct uuid *u)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_uuid(&b, u);
	return got(&b);
}

const char *class_text(enum class k, bool zh)
{
	static const enum text texts[CLASSES] = { [CLASS_OPEN] = TEXT_CLASS_OPEN,
		[CLASS_IDENTITY] = TEXT_CLASS_IDENTITY,
		[CLASS_CONTACT] = TEXT_CLASS_CONTACT,
		[CLASS_HEALTH] = TEXT_CLASS_HEALTH,
		[CLASS_WHEREABOUTS] = TEXT_CLASS_WHEREABOUTS,
		[CLASS_COUNSELLING] = TEXT_CLASS_COUNSELLING,
		[CLASS_EXTRA] = TEXT_CLASS_EXTRA,
		[CLASS_WHOLE] = TEXT_CLASS_WHOLE };

	return text_get(texts[k], zh);
}

struct str text_when(struct cx *cx, int64_t ms)
{
	int64_t minutes;
	int y, m, d;
	struct buf b;

	if (ms == 0 || ms < WHEN_MIN || ms > WHEN_MAX)
		return STR("-");
	day_civil(day_of(ms), &y, &m, &d);
	minutes = (ms - day_start(day_of(ms))) / 60000;
	buf_init(&b, cx->arena);
	buf_fmt(&b, "%04d-%02d-%02d %02d:%02d", y, m, d, (int)(minutes / 60), (int)(minutes % 60));
	return got(&b);
}

struct str text_area(const struct area_tree *t, struct str id)
{
	const struct area *a = area_find(t, id);

	return a && a->name.n ? a->name : id;
}

struct str text_decimal(struct cx *cx, int64_t value, int64_t parts)
{
	char text[ROW_DECIMAL + 1];
	struct buf b;

	row_decimal(value, parts, text);
	buf_init(&b, cx->arena);
	buf_z(&b, text);
	return got(&b);
}

struct str text_choice(const struct choice *all, int code, bool zh)
{
	for (; all && all->name; all++)
		if (all->code == code)
			return str_of(zh ? all->zh : all->en);
	return STR_NONE;
}

int figure_note(struct cli *c, const struct figure *f)
{
	return export_note(c, c->zh ? f->zh : f->en, str_of(c->zh ? f->means_zh : f->means_en));
}

int round_note(struct cli *c, const struct round *r)
{
	int e = export_note(c, text_get(TEXT_COL_QUESTION, c->zh), r->question);

	return e ? e : export_note(c, text_get(TEXT_COL_DUE, c->zh), text_when(&c->cx, r->due));
}

void table_heading(struct table *t, const struct cli *c, const enum text *ids)
{
	for (size_t i = 0; i < t->columns; i++)
		table_z(t, text_get(ids[i], c->zh));
}

int table_print(struct cli *c, struct table *t)
{
	struct buf b;

	if (cli_has(c, OPTION_XLSX))
		return export_table(c, t);
	buf_init(&b, t->cx->arena);
	table_write(t, &b);
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_out(c, buf_get(&b));
	return 0;
}

void list_begin(struct cli *c, struct jw *w, struct buf *b)
{
	buf_init(b, &c->arena);
	jw_init(w, b);
	jw_object(w);
	jw_name(w, "items");
	jw_list(w);
}

int list_end(struct cli *c, struct jw *w)
{
	jw_end_list(w);
	jw_f_null(w, "next");
	jw_end_object(w);
	return cli_json(c, w->b);
}
