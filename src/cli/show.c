/* Values for people and for programs. */
#include "cli/show.h"

#include "cli/place.h"

void show_uuid(struct jw *w, const char *name, const struct uuid *u)
{
	char text[UUID_TEXT + 1];

	uuid_write(u, text);
	jw_f_z(w, name, uuid_is_nil(u) ? NULL : text);
}

static bool is_time(int64_t ms)
{
	return ms >= WHEN_MIN && ms <= WHEN_MAX && ms != 0;
}

void show_when(struct jw *w, const char *name, int64_t ms)
{
	struct buf b;

	if (!is_time(ms)) {
		jw_f_null(w, name);
		return;
	}
	buf_init(&b, w->b->a);
	buf_when(&b, ms);
	jw_f_str(w, name, buf_get(&b));
}

void show_day(struct jw *w, const char *name, int32_t day)
{
	struct buf b;

	if (day == INT32_MIN || day == INT32_MAX) {
		jw_f_null(w, name);
		return;
	}
	buf_init(&b, w->b->a);
	buf_day(&b, day);
	jw_f_str(w, name, buf_get(&b));
}

void show_milli(struct jw *w, const char *name, int64_t milli)
{
	struct cx cx = { .arena = w->b->a };

	jw_f_str(w, name, text_milli(&cx, milli));
}

const char *show_type(enum subject_type t)
{
	static const char *const names[SUBJECT_TYPES] = { "unknown", "dwelling", "person", "store",
		"question" };

	return names[t < SUBJECT_TYPES ? t : SUBJECT_UNKNOWN];
}

void show_place(struct jw *w, const char *name, const struct subject *s)
{
	struct str rest = s->place, part;

	jw_name(w, name);
	if (!s->place.n) {
		jw_null(w);
		return;
	}
	jw_object(w);
	if (s->type == SUBJECT_STORE)
		jw_f_str(w, "name", s->place);
	for (int i = 0;
		s->type != SUBJECT_STORE && i < PLACE_PARTS && str_split(&rest, '\x1f', &part); i++)
		if (part.n)
			jw_f_str(w, place_names[i], part);
	jw_end_object(w);
}

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

struct str text_when(struct cx *cx, int64_t ms)
{
	int64_t minutes;
	int y, m, d;
	struct buf b;

	if (!is_time(ms))
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

struct str text_place(struct cx *cx, struct str place)
{
	struct str part;
	struct buf b;

	buf_init(&b, cx->arena);
	buf_add(&b, "", 0);
	while (str_split(&place, '\x1f', &part)) {
		if (b.n && part.n)
			buf_c(&b, ' ');
		buf_str(&b, part);
	}
	return got(&b);
}

struct str text_milli(struct cx *cx, int64_t milli)
{
	struct buf b;
	uint64_t n = milli < 0 ? 0 - (uint64_t)milli : (uint64_t)milli;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "%s%llu", milli < 0 ? "-" : "", (unsigned long long)(n / 1000));
	n %= 1000;
	if (n)
		buf_c(&b, '.');
	for (uint64_t unit = 100; n; unit /= 10) {
		buf_fmt(&b, "%u", (unsigned)(n / unit));
		n %= unit;
	}
	return got(&b);
}

static const struct choice *choice_of(const struct choice *all, int code)
{
	for (; all && all->name; all++)
		if (all->code == code)
			return all;
	return NULL;
}

struct str text_choice(const struct choice *all, int code, bool zh)
{
	const struct choice *k = choice_of(all, code);

	return k ? str_of(zh ? k->zh : k->en) : STR_NONE;
}

const char *choice_name(const struct choice *all, int code)
{
	const struct choice *k = choice_of(all, code);

	return k ? k->name : NULL;
}

void table_heading(struct table *t, const struct cli *c, const enum text *ids)
{
	for (size_t i = 0; i < t->columns; i++)
		table_z(t, text_get(ids[i], c->zh));
}

int table_print(struct cli *c, struct table *t)
{
	struct buf b;

	buf_init(&b, &c->arena);
	table_write(t, &b);
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_out(c, buf_get(&b));
	return 0;
}

void list_begin(struct jw *w)
{
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
