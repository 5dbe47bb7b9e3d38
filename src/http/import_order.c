/* Reading an order: its file, and what its columns are. */
#include "http/import_order.h"

#include <string.h>

#define AREA_MAX 200 /* code points of an area's id */

static int text_member(
	struct call *c, const struct json *v, const char *name, size_t max, struct str *ret)
{
	const struct json *t = json_get(v, name);

	*ret = STR("");
	if (!t || t->type == JSON_NULL || (t->type == JSON_TEXT && !t->s.n))
		return 0;
	if (t->type != JSON_TEXT || utf8_count(t->s) > max)
		return err(&c->cx, E_BAD_REQUEST, name, name);
	*ret = t->s;
	return 0;
}

static int names_check(struct call *c, const struct json *v, const char *const *more)
{
	static const char *const all[] = { "lists", "file", "file_name", "sheet", "area", "map",
		NULL };
	const char *names[16];
	size_t n = 0;

	for (size_t i = 0; all[i]; i++)
		names[n++] = all[i];
	for (; more && *more; more++)
		names[n++] = *more;
	names[n] = NULL;
	return members_check(c, v, names);
}

static int kind_read(struct call *c, const struct json *v, struct import_order *ret)
{
	struct str lists;
	int e = text_of(c, v, "lists", IMPORT_LISTS_MAX, &lists);

	if (e)
		return e;
	ret->plan = str_is(lists, IMPORT_PLAN);
	ret->kind = columns_kind(ret->plan ? STR("dwellings") : lists);
	if (!ret->kind)
		return err(&c->cx, E_UNKNOWN_KIND, "lists", cx_text(&c->cx, lists));
	ret->lists = ret->plan ? STR(IMPORT_PLAN) : str_of(ret->kind->name);
	return 0;
}

static int file_read(struct call *c, const struct json *v, struct import_order *ret)
{
	struct str text;
	int e = text_of(c, v, "file", HTTP_FILE_MAX, &text);

	if (e)
		return e;
	if (!base64url_read(&c->arena, text, &ret->file))
		return err(&c->cx, E_BAD_REQUEST, "file", "base64url");
	if (ret->file.n > HTTP_LIST_FILE_MAX)
		return err(&c->cx, E_TOO_LONG, "file", cx_num(&c->cx, (int64_t)ret->file.n),
			cx_num(&c->cx, (int64_t)HTTP_LIST_FILE_MAX));
	ret->xlsx = ret->file.n > 2 && memcmp(ret->file.p, "PK", 2) == 0;
	return 0;
}

static int area_read(struct call *c, struct import_order *ret)
{
	if (!ret->area.n || area_find(c->cover.tree, ret->area))
		return 0;
	return err(&c->cx, E_UNKNOWN_AREA, "area", cx_text(&c->cx, ret->area));
}

static int map_read(struct call *c, const struct json *v, struct import_order *ret)
{
	struct str map;
	int e = text_member(c, v, "map", IMPORT_MAP_MAX, &map);

	return e || !map.n ? e : import_map_read(&c->cx, map, &ret->said, &ret->said_n);
}

static int bad_read(struct call *c, const struct json *v, struct import_order *ret)
{
	struct str format, lang;
	int e = text_member(c, v, "format", 4, &format);

	if (!e)
		e = text_member(c, v, "lang", 2, &lang);
	if (e)
		return e;
	if (format.n && !str_is(format, "xlsx") && !str_is(format, "csv"))
		return err(&c->cx, E_BAD_REQUEST, "format", "xlsx, csv");
	if (lang.n && !str_is(lang, "zh") && !str_is(lang, "en"))
		return err(&c->cx, E_BAD_REQUEST, "lang", "zh, en");
	ret->bad_xlsx = format.n ? str_is(format, "xlsx") : ret->xlsx;
	ret->en = str_is(lang, "en");
	return 0;
}

int import_order_read(struct call *c, const char *const *more, struct import_order *ret)
{
	const struct json *v;
	int e = request_body(c, &v);

	memset(ret, 0, sizeof(*ret));
	if (!e)
		e = names_check(c, v, more);
	if (!e)
		e = kind_read(c, v, ret);
	if (!e)
		e = text_member(c, v, "file_name", BASE_NAME_MAX, &ret->file_name);
	if (!e)
		e = text_member(c, v, "sheet", IMPORT_SHEET_MAX, &ret->sheet_name);
	if (!e)
		e = text_member(c, v, "area", AREA_MAX, &ret->area);
	if (!e)
		e = area_read(c, ret);
	if (!e)
		e = map_read(c, v, ret);
	if (!e && json_get(v, "id") && !uuid_read(json_text(v, "id"), &ret->id))
		e = err(&c->cx, E_BAD_REQUEST, "id", "uuid");
	if (!e)
		e = file_read(c, v, ret);
	if (!e)
		e = bad_read(c, v, ret);
	return e ? e :
		   sheet_open_bytes(&c->cx, ret->file,
			   ret->sheet_name.n ? ret->sheet_name : STR_NONE, &ret->sheet);
}

void import_order_close(struct import_order *o)
{
	sheet_close(o->sheet);
	o->sheet = NULL;
}

int import_order_columns(struct call *c, struct import_order *o, bool loose)
{
	struct column_said *said = cx_many(&c->cx, o->said_n + 1, struct column_said);
	struct columns_how how = {
		.area_given = o->area.n > 0, .said = said, .said_n = o->said_n, .loose = loose
	};

	if (!said)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < o->said_n; i++)
		said[i] = (struct column_said){ o->said[i].heading, o->said[i].to };
	if (o->plan)
		return plan_columns_of(
			&c->cx, o->sheet, how.area_given, said, o->said_n, loose, &o->plan_columns);
	return columns_of(&c->cx, o->kind, o->sheet, &how, &o->columns);
}

/* What no list says is left out; what is only unknown goes beside. */
int import_order_map(struct call *c, const struct import_order *o, struct import_column **ret)
{
	const struct str *headings = sheet_headings(o->sheet);
	size_t n = sheet_columns(o->sheet);

	*ret = cx_many(&c->cx, n + 1, struct import_column);
	if (!*ret)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		struct str name = o->plan ? plan_name(&o->plan_columns, (int)i) :
					    columns_name(&o->columns, (int)i);
		bool beside = !o->plan && o->columns.extra[i];

		(*ret)[i] = (struct import_column){ headings[i],
			name.n         ? name :
				beside ? STR(COLUMN_BESIDE) :
					 STR(COLUMN_OUT) };
	}
	return 0;
}

int import_order_headings(
	struct call *c, const struct import_order *o, struct str **ret, size_t *ret_n)
{
	const struct str *all = sheet_headings(o->sheet);
	size_t n = 0;

	*ret = cx_many(&c->cx, sheet_columns(o->sheet) + 1, struct str);
	if (!*ret)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < sheet_columns(o->sheet); i++)
		if (!bad_rows_heading(all[i]))
			(*ret)[n++] = all[i];
	*ret_n = n;
	return 0;
}
