/* bulou clashes: records that exclude each other, what each of them says that another does not, and what settles it. */
#include "cli/commands.h"

#include <string.h>

#include "cli/show.h"

struct rivals {
	struct record **all; /* NULL: it is not here any more */
	size_t n;
};

static int rivals_read(struct cli *c, const struct clash *k, struct rivals *ret)
{
	struct journal j = { .store = c->store, .kinds = desks_kinds() };
	struct entry *found = cx_many(&c->work, k->ids_n, struct entry);
	int e;

	*ret = (struct rivals){ cx_many(&c->work, k->ids_n, struct record *), k->ids_n };
	e = found && ret->all ? journal_find(&c->work, &j, k->ids, k->ids_n, found) : -E_NO_MEMORY;
	for (size_t i = 0; !e && i < k->ids_n; i++)
		if (found[i].pos)
			e = journal_record(&c->work, j.kinds, &found[i], &ret->all[i]);
	return cli_work_failed(c, e);
}

/* ---- values ---- */

static struct str choice_label(const struct choice *all, struct str name, bool zh)
{
	for (; all && all->name; all++)
		if (str_is(name, all->name))
			return str_of(zh ? all->zh : all->en);
	return name;
}

static void text_put(struct cli *c, struct buf *b, const struct field *f, struct str s)
{
	if (f->choices)
		s = choice_label(f->choices, s, c->zh);
	else if (f->type == FIELD_AREA)
		s = text_area(c->cover.tree, s);
	buf_str(b, s);
}

static void value_put(struct cli *c, struct buf *b, const struct field *f, const struct json *v)
{
	if (!v)
		buf_z(b, "-");
	else if (v->type == JSON_TEXT)
		text_put(c, b, f, v->s);
	else if (v->type == JSON_INT)
		buf_fmt(b, "%lld", (long long)v->i);
	else if (v->type == JSON_BOOL)
		buf_z(b, text_get(v->i ? TEXT_YES : TEXT_NO, c->zh));
	for (uint32_t i = 0; v && v->type == JSON_LIST && i < v->n; i++) {
		if (i)
			buf_c(b, '+');
		text_put(c, b, f, v->items[i].s);
	}
}

/* As it would be shown: what looks alike does not differ for whoever reads it. */
static struct str value_text(struct cli *c, const struct record *r, const struct field *f)
{
	struct buf b;

	buf_init(&b, c->work.arena);
	value_put(c, &b, f, json_get(r->body, f->name));
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

/* ---- what one says that another does not ---- */

static void part_put(struct cli *c, struct buf *b, const char *label, struct str value)
{
	if (b->n)
		buf_z(b, c->zh ? "，" : ", ");
	buf_fmt(b, c->zh ? "%s：" : "%s: ", label);
	buf_str(b, value);
}

static bool kinds_differ(const struct rivals *v)
{
	for (size_t i = 1; i < v->n; i++)
		if (v->all[i] && v->all[0] && v->all[i]->kind != v->all[0]->kind)
			return true;
	return false;
}

static bool field_differs(struct cli *c, const struct rivals *v, const struct field *f)
{
	struct str first = value_text(c, v->all[0], f);

	for (size_t i = 1; i < v->n; i++)
		if (!str_eq(first, value_text(c, v->all[i], f)))
			return true;
	return false;
}

static bool areas_differ(const struct rivals *v)
{
	for (size_t i = 1; i < v->n; i++)
		if (!str_eq(v->all[0]->area, v->all[i]->area))
			return true;
	return false;
}

static bool all_known(const struct rivals *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (!v->all[i] || !v->all[i]->kind)
			return false;
	return v->n > 0;
}

/* Open fields only. Records of one kind whose open fields agree differ in what is sealed, if in anything. */
static void says_put(struct cli *c, struct buf *b, const struct rivals *v, const struct record *r)
{
	bool sealed = false;

	if (areas_differ(v))
		part_put(c, b, text_get(TEXT_CLASH_AREA, c->zh), text_area(c->cover.tree, r->area));
	for (const struct field *f = r->kind->fields; f && f->name; f++) {
		sealed = sealed || f->personal != CLASS_OPEN;
		if (f->personal == CLASS_OPEN && field_differs(c, v, f))
			part_put(c, b, c->zh ? f->zh : f->en, value_text(c, r, f));
	}
	if (!b->n)
		buf_z(b, text_get(sealed ? TEXT_CLASH_SEALED : TEXT_CLASH_ALIKE, c->zh));
}

static struct str says_text(struct cli *c, const struct rivals *v, size_t i)
{
	const struct record *r = v->all[i];
	struct buf b;

	if (!all_known(v))
		return STR("-");
	if (kinds_differ(v))
		return str_of(c->zh ? r->kind->zh : r->kind->en);
	buf_init(&b, &c->arena);
	says_put(c, &b, v, r);
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

/* ---- the list ---- */

static int clash_add(struct cli *c, struct table *t, const struct clash *k)
{
	const struct clash_text *text = clash_text(k->what);
	struct rivals v;
	int e = rivals_read(c, k, &v);

	for (size_t i = 0; !e && i < k->ids_n; i++) {
		table_z(t, i ? "" : c->zh ? text->zh : text->en);
		table_add(t, i ? STR_NONE : text_area(c->cover.tree, k->area));
		table_add(t, says_text(c, &v, i));
		table_add(t, text_uuid(&c->cx, &k->ids[i]));
		table_z(t, i ? "" : c->zh ? text->remedy_zh : text->remedy_en);
	}
	cli_turn(c);
	return e;
}

static int clashes_table(struct cli *c, const struct clash *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_CLASH, TEXT_COL_AREA, TEXT_COL_SAYS,
		TEXT_COL_RECORD, TEXT_COL_REMEDY };
	struct table t;
	int e = 0;

	table_init(&t, &c->cx, 5, "lllll");
	table_heading(&t, c, heading);
	for (size_t i = 0; !e && i < n; i++)
		e = clash_add(c, &t, &all[i]);
	return e ? e : table_print(c, &t);
}

int command_clashes(struct cli *c)
{
	struct clash *all = NULL;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = clash_list(&c->cx, &c->cover, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return clashes_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_clash(&w, &all[i]);
	return list_end(c, &w);
}
