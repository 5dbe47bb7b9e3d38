/* bulou areas, suspects, waiting: what somebody should look at. */
#include "cli/commands.h"

#include <string.h>

#include "cli/show.h"
#include "cover/base_kinds.h"

/* ---- areas ---- */

static struct str level_text(const struct cli *c, int level)
{
	for (const struct field *f = area_added.fields; f->name; f++)
		if (strcmp(f->name, "level") == 0)
			return text_choice(f->choices, level, c->zh);
	return STR_NONE;
}

/* With headings and values that an import takes: a list that was exported can be given to another site. */
static int areas_table(struct cli *c, const struct area *const *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_ID, TEXT_COL_CODE, TEXT_COL_NAME,
		TEXT_COL_LEVEL, TEXT_COL_PARENT };
	struct table t;

	table_init(&t, &c->cx, 5, "lllll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, all[i]->id);
		table_add(&t, all[i]->code);
		table_add(&t, all[i]->name);
		table_add(&t, level_text(c, all[i]->level));
		table_add(&t, all[i]->parent);
	}
	return table_print(c, &t);
}

int command_areas(struct cli *c)
{
	const struct area *const *all;
	struct str top;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = cli_area_option(c, &top);
	if (!e)
		e = area_visible(&c->cx, c->cover.tree, c->cover.who, top, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return areas_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_area(&w, all[i]);
	return list_end(c, &w);
}

/* ---- suspects ---- */

static struct str same_text(const struct cli *c, int label)
{
	static const enum text texts[] = { TEXT_SAME_DOCUMENT, TEXT_SAME_BIRTH, TEXT_SAME_PHONE };

	return label >= 1 && label <= 3 ? str_of(text_get(texts[label - 1], c->zh)) : STR_NONE;
}

/* The name under which somebody was listed, masked; STR_NONE when it is destroyed. */
static int name_listed(struct cli *c, const struct subject *s, struct str *ret)
{
	struct journal j = { .store = c->store, .kinds = desks_kinds() };
	struct str plain = STR_NONE;
	const struct json *v = NULL;
	struct str name = STR_NONE;
	struct entry e;
	int rc = journal_find(&c->cx, &j, &s->source, 1, &e);

	*ret = STR_NONE;
	if (!rc && e.pos)
		rc = journal_open(&c->cx, c->site->keys, &e.id, e.sealed, CLASS_IDENTITY, &plain);
	if (rc == -E_SEALED) {
		err_clear(&c->cx);
		return 0;
	}
	if (!rc && plain.n)
		rc = json_read(&c->cx, plain, &json_limits_request, &v);
	if (!rc && v)
		name = json_text(v, "name");
	return rc || !name.n ? rc : guard_mask(&c->cx, FIELD_TEXT, name, ret);
}

static int suspect_row(struct cli *c, struct table *t, struct str same, const struct uuid *id)
{
	struct subject s;
	struct str name;
	int e = subject_get(&c->cx, &c->cover, id, &s);

	if (!e)
		e = name_listed(c, &s, &name);
	if (e)
		return e;
	table_add(t, same);
	table_add(t, name);
	table_add(t, text_area(c->cover.tree, s.area));
	table_add(t, text_uuid(&c->cx, id));
	return 0;
}

static int suspects_table(struct cli *c, const struct suspect *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_SAME, TEXT_COL_PERSON, TEXT_COL_AREA,
		TEXT_COL_SUBJECT };
	struct table t;
	int e = 0;

	table_init(&t, &c->cx, 4, "llll");
	table_heading(&t, c, heading);
	for (size_t i = 0; !e && i < n; i++) {
		e = suspect_row(c, &t, same_text(c, all[i].label), &all[i].a);
		if (!e)
			e = suspect_row(c, &t, STR_NONE, &all[i].b);
	}
	return e ? e : table_print(c, &t);
}

int command_suspects(struct cli *c)
{
	struct suspect *all = NULL;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = subject_suspects(&c->cx, &c->cover, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return suspects_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_suspect(&w, &all[i], NULL);
	return list_end(c, &w);
}

/* ---- waiting ---- */

static int waiting_table(struct cli *c, const struct waiting *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_RECORD, TEXT_COL_WAITS_FOR, TEXT_COL_AREA };
	struct table t;

	table_init(&t, &c->cx, 3, "lll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, text_uuid(&c->cx, &all[i].id));
		table_add(&t, text_uuid(&c->cx, &all[i].for_));
		table_add(&t, text_area(c->cover.tree, all[i].area));
	}
	return table_print(c, &t);
}

int command_waiting(struct cli *c)
{
	struct waiting *all = NULL;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = waiting_list(&c->cx, &c->cover, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return waiting_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_waiting(&w, &all[i], NULL);
	return list_end(c, &w);
}
