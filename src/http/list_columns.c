/* A member is a column, but for those that say the same in the other language; of an object whose shape is known each member is
 * one. An area has two: its path for people, and its id. */
#include "http/list_columns.h"

#include <inttypes.h>
#include <string.h>

#define NEVER LIST_NEVER
#define BY_TYPE LIST_BY_TYPE
#define ALWAYS LIST_ALWAYS

struct word {
	const char *member, *zh, *en, *means_zh, *means_en;
};
struct value_word {
	const char *member, *value, *zh, *en;
};

#define S(shape, about)
#define W(member, zh, en, means_zh, means_en) { member, zh, en, means_zh, means_en },
#define V(member, value, zh, en)
static const struct word words[] = {
#include "http/list_words_table.h"
};
#undef W
#undef V
#define W(member, zh, en, means_zh, means_en)
#define V(member, value, zh, en) { member, value, zh, en },
static const struct value_word values[] = {
#include "http/list_words_table.h"
};
#undef S
#undef V
#define V(member, value, zh, en)
#define S(shape, about) { shape, about },
static const struct {
	const char *shape;
	enum list_about about;
} listed[] = {
#include "http/list_words_table.h"
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Decimals that are written as text. */
static const char *const decimals = " booked counted unexplained value given stored allotted used "
				    "spoiled lost untraced difference a_day lasts ";

/* ---- shapes ---- */

static const struct shape *shape_of(struct str name)
{
	for (const struct shape *s = shapes; s->name; s++)
		if (str_is(name, s->name))
			return s;
	return NULL;
}

static bool list_of(struct str row, struct list_shape *ret)
{
	for (size_t i = 0; i < COUNT(listed); i++)
		if (str_is(row, listed[i].shape)) {
			ret->row = shape_of(row);
			ret->about = listed[i].about;
			return ret->row != NULL;
		}
	return false;
}

bool list_shape_of(const struct route *r, struct list_shape *ret)
{
	struct str answer = str_of(r->answer);

	ret->member = NULL;
	if (strcmp(r->method, "GET") != 0 || r->flags & ROUTE_RESIDENT || !answer.n)
		return false;
	if (answer.p[0] == '[')
		return r->flags & ROUTE_LIST &&
			list_of((struct str){ answer.p + 1, answer.n - 2 }, ret);
	ret->member = str_is(answer, "coverage") ? "areas" : "places";
	return (str_is(answer, "coverage") && list_of(STR("coverage_area"), ret)) ||
		(str_is(answer, "gift_places") && list_of(STR("goods"), ret));
}

/* ---- words ---- */

/* "shape.member" or "member". */
static bool is_of(const char *key, struct str shape, struct str member, bool with_shape)
{
	struct str rest = str_of(key), own;

	if (!with_shape)
		return str_eq(rest, member);
	return strchr(key, '.') && str_split(&rest, '.', &own) && str_eq(own, shape) &&
		str_eq(rest, member);
}

static const struct word *word_of(struct str shape, struct str member)
{
	for (int own = 1; own >= 0; own--)
		for (size_t i = 0; i < COUNT(words); i++)
			if (is_of(words[i].member, shape, member, own))
				return &words[i];
	return NULL;
}

bool list_word_is(struct str shape, struct str member)
{
	return word_of(shape, member) != NULL;
}

static struct str value_of(const struct list_column *col, struct str value, bool en)
{
	for (int own = 1; own >= 0; own--)
		for (size_t i = 0; i < COUNT(values); i++)
			if (is_of(values[i].member, col->shape, col->member, own) &&
				str_is(value, values[i].value))
				return str_of(en ? values[i].en : values[i].zh);
	return value;
}

/* ---- columns ---- */

static bool ends(struct str s, const char *with)
{
	size_t n = strlen(with);

	return s.n > n && memcmp(s.p + s.n - n, with, n) == 0;
}

static bool has_member(const struct shape *s, struct str name, const char *more)
{
	struct str rest = str_of(s->members), member, own;
	size_t n = strlen(more);

	while (str_split(&rest, ' ', &member)) {
		str_split(&member, ':', &own);
		if (own.n == name.n + n && memcmp(own.p, name.p, name.n) == 0 &&
			memcmp(own.p + name.n, more, n) == 0)
			return true;
	}
	return false;
}

/* Is it said in the other language, or in both by two others? */
static bool is_other(const struct shape *s, struct str name, bool en)
{
	struct str base = name;

	if (ends(name, "_zh"))
		return en;
	if (ends(name, "_en")) {
		base.n -= 3;
		return !en;
	}
	return has_member(s, name, "_zh") || (en && has_member(s, name, "_en"));
}

static enum list_type type_of(struct str name, struct str type)
{
	static const struct {
		const char *name;
		enum list_type type;
	} types[] = { { "int", LIST_NUMBER }, { "number", LIST_NUMBER }, { "bool", LIST_BOOL },
		{ "time", LIST_TIME }, { "day", LIST_DAY }, { "object", LIST_MANY } };
	char key[80];

	for (size_t i = 0; i < COUNT(types); i++)
		if (str_is(type, types[i].name))
			return types[i].type;
	if (type.n && type.p[0] == '[')
		return LIST_MANY;
	if (name.n + 3 > sizeof(key))
		return LIST_TEXT;
	key[0] = ' ';
	memcpy(key + 1, name.p, name.n);
	memcpy(key + 1 + name.n, " ", 2);
	return strstr(decimals, key) ? LIST_NUMBER : LIST_TEXT;
}

static void column_add(struct list_columns *cs, struct list_column col)
{
	struct str base = col.member;
	const struct word *w;

	if (cs->n == LIST_COLUMNS_MAX)
		return;
	if (ends(base, "_zh") || ends(base, "_en"))
		base.n -= 3;
	w = word_of(col.shape, col.type == LIST_PATH ? STR("area_path") : base);
	col.label = w ? (cs->en ? w->en : w->zh) : NULL;
	col.means = w ? (cs->en ? w->means_en : w->means_zh) : NULL;
	cs->all[cs->n++] = col;
}

static void columns_add(struct list_columns *cs, const struct shape *s, struct str within)
{
	struct str rest = str_of(s->members), type, name;

	while (str_split(&rest, ' ', &type)) {
		const struct shape *inner;

		str_split(&type, ':', &name);
		if (is_other(s, name, cs->en))
			continue;
		while (type.n && (type.p[type.n - 1] == '?' || type.p[type.n - 1] == '~'))
			type.n--;
		inner = within.n ? NULL : shape_of(type);
		if (inner) {
			columns_add(cs, inner, name);
			continue;
		}
		if (str_is(name, "area"))
			column_add(cs,
				(struct list_column){
					str_of(s->name), name, within, LIST_PATH, NULL, NULL });
		column_add(cs,
			(struct list_column){
				str_of(s->name), name, within, type_of(name, type), NULL, NULL });
	}
}

void list_columns_of(const struct shape *row, bool en, struct list_columns *ret)
{
	*ret = (struct list_columns){ .en = en };
	columns_add(ret, row, STR(""));
}

/* ---- cells ---- */

/* "2026-11-22T20:34:12.211+08:00", which is local already, as people write it. */
static void time_put(struct buf *b, struct str s)
{
	if (s.n < 19) {
		buf_str(b, s);
		return;
	}
	buf_str(b, (struct str){ s.p, 10 });
	buf_c(b, ' ');
	buf_str(b, (struct str){ s.p + 11, 8 });
}

/* From the topmost area that he sees. */
static void path_put(struct buf *b, const struct cover *c, struct str id)
{
	const struct area *path[32], *a = area_find(c->tree, id);
	size_t n = 0;

	for (; a && n < COUNT(path) && (!n || reader_sees(c->tree, c->who, a->id)); a = a->up)
		path[n++] = a;
	while (n-- > 0) {
		buf_str(b, path[n]->name);
		if (n)
			buf_c(b, ' ');
	}
}

static bool is_other_language(const struct json *v, uint32_t i, bool en)
{
	if (ends(v->names[i], "_zh"))
		return en;
	return ends(v->names[i], "_en") && !en;
}

static void value_put(struct buf *b, const struct json *v, bool en, int depth)
{
	size_t began = b->n;

	switch (v->type) {
	case JSON_TEXT:
	case JSON_NUMBER:
		buf_str(b, v->s);
		break;
	case JSON_INT:
		buf_fmt(b, "%" PRId64, v->i);
		break;
	case JSON_BOOL:
		buf_z(b, v->i ? en ? "yes" : "是" : en ? "no" : "否");
		break;
	case JSON_LIST:
	case JSON_OBJECT:
		for (uint32_t i = 0; i < v->n && depth < 4; i++) {
			if (v->items[i].type == JSON_NULL ||
				(v->type == JSON_OBJECT && is_other_language(v, i, en)))
				continue;
			if (b->n > began)
				buf_z(b, v->type == JSON_OBJECT ? " " : en ? "; " : "；");
			value_put(b, &v->items[i], en, depth + 1);
		}
		break;
	case JSON_NULL:
		break;
	}
}

static struct str code_label(const struct choice *all, struct str name, bool en)
{
	for (; all && all->name; all++)
		if (str_is(name, all->name))
			return str_of(en ? all->en : all->zh);
	return name;
}

static struct str word_in(const struct list_columns *cs, const struct list_column *col,
	const struct round_kind *kind, struct str s)
{
	if (kind && str_is(col->member, "outcome"))
		return code_label(kind->outcomes, s, cs->en);
	if (kind && str_is(col->member, "next"))
		return code_label(kind->next, s, cs->en);
	return value_of(col, s, cs->en);
}

/* What is said of people by flags, as the list of people calls it. NULL: the column is no such one. */
static const struct choice *flags_of(const struct cover *c, const struct list_column *col)
{
	const struct kind *person;

	if (!str_is(col->member, "flags") || str_is(col->shape, "staff"))
		return NULL;
	person = kinds_newest(c->kinds, STR("person.listed"));
	for (const struct field *f = person ? person->fields : NULL; f && f->name; f++)
		if (str_is(col->member, f->name))
			return f->choices;
	return NULL;
}

static void flags_put(struct buf *b, const struct json *v, const struct choice *all, bool en)
{
	for (uint32_t i = 0; i < v->n; i++) {
		if (i)
			buf_z(b, en ? "; " : "；");
		buf_str(b, code_label(all, v->items[i].s, en));
	}
}

int list_cell(struct cx *cx, const struct list_columns *cs, const struct list_column *col,
	const struct cover *c, const struct round_kind *kind, const struct json *row,
	struct str *ret)
{
	const struct json *v = col->within.n ? json_get_str(row, col->within) : row;
	const struct choice *flags = flags_of(c, col);
	struct buf b;

	v = v ? json_get_str(v, col->member) : NULL;
	*ret = STR("");
	if (!v || v->type == JSON_NULL)
		return 0;
	if (v->type == JSON_TEXT && col->type == LIST_TEXT) {
		*ret = word_in(cs, col, kind, v->s);
		return 0;
	}
	buf_init(&b, cx->arena);
	if (col->type == LIST_PATH)
		path_put(&b, c, v->s);
	else if (col->type == LIST_TIME && v->type == JSON_TEXT)
		time_put(&b, v->s);
	else if (flags && v->type == JSON_LIST)
		flags_put(&b, v, flags, cs->en);
	else
		value_put(&b, v, cs->en, 0);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}
