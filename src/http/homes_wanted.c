/* An area's dwellings come first, then its people whom no home holds, then who is listed elsewhere and is asked something here. */
#include "http/homes_wanted.h"

#include "core/map.h"

/* What the cursors of the last two begin with is in none of another list. */
#define LISTED "l."
#define ASKED "a."

static bool is_part(struct str after, const char *part)
{
	return str_starts(after, str_of(part));
}

static struct str part_after(struct str after)
{
	return (struct str){ after.p + 2, after.n - 2 };
}

static int next_put(struct call *c, const char *part, struct str inner, struct str *ret)
{
	struct buf b;

	buf_init(&b, c->cx.arena);
	buf_z(&b, part);
	buf_str(&b, inner);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

static int singles_put(struct call *c, struct wanted *w, const struct single *all, size_t n)
{
	struct single *both = cx_many(&c->cx, w->singles_n + n, struct single);

	if (!both)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < w->singles_n; i++)
		both[i] = w->singles[i];
	for (size_t i = 0; i < n; i++)
		both[w->singles_n + i] = all[i];
	w->singles = both;
	w->singles_n += n;
	return 0;
}

static int area_listed(struct call *c, struct str after, struct wanted *w)
{
	struct single *all;
	struct str next;
	size_t n;
	int e = singles_listed(
		&c->cx, &c->cover, arg_text(c, "area"), after, c->limit - w->n, &all, &n, &next);

	if (!e)
		e = singles_put(c, w, all, n);
	return e || !next.p ? e : next_put(c, LISTED, next, &w->next);
}

/* Whom an open round asks something here, in a matter that this reader sees: of one page of them, behind the id after. A page may end
 * early, also empty. */
static int area_asked(struct call *c, struct str after, const struct reader *sees, struct wanted *w)
{
	struct uuid from = uuid_nil, last, next;
	struct single *all;
	char text[UUID_TEXT + 1];
	size_t n = 0;
	int e = after.n && !uuid_read(after, &from) ?
		err(&c->cx, E_BAD_REQUEST, "after", cx_text(&c->cx, after)) :
		singles_asked(&c->cx, &c->cover, arg_text(c, "area"), &from, &all, &n, &next);

	last = from;
	for (size_t i = 0; !e && i < n; i++) {
		if (uuid_cmp(&all[i].told.id, &last) <= 0 ||
			!reader_sees(c->cover.tree,
				reader_in(sees, desks_round_matter(all[i].kind)), all[i].area))
			continue;
		if (w->n + w->singles_n == c->limit) {
			next = last;
			break;
		}
		last = all[i].told.id;
		e = singles_put(c, w, &all[i], 1);
	}
	if (e || uuid_is_nil(&next))
		return e;
	uuid_write(&next, text);
	return next_put(c, ASKED, str_of(text), &w->next);
}

static int area_wanted(struct call *c, const struct reader *sees, struct wanted *ret)
{
	bool listed = is_part(c->after, LISTED), asked = is_part(c->after, ASKED);
	int e = 0;

	if (!listed && !asked)
		e = subject_list(&c->cx, &c->cover, arg_text(c, "area"), SUBJECT_DWELLING, c->after,
			c->limit, &ret->all, &ret->n, &ret->next);
	if (e || ret->next.p)
		return e;
	if (!asked && ret->n == c->limit)
		return next_put(c, LISTED, STR(""), &ret->next);
	if (!asked)
		e = area_listed(c, listed ? part_after(c->after) : STR(""), ret);
	if (e || ret->next.p || !arg_text(c, "area").n)
		return e;
	if (!asked && ret->n + ret->singles_n == c->limit)
		return next_put(c, ASKED, STR(""), &ret->next);
	return area_asked(c, asked ? part_after(c->after) : STR(""), sees, ret);
}

/* A person's is where he lives now. What is not there, or not his to see, is left out. */
static int dwelling_of(struct call *c, const struct uuid *id, struct subject *ret, bool *ret_there)
{
	struct uuid home = *id;
	int e = subject_get(&c->cx, &c->cover, id, ret);

	if (!e && ret->type == SUBJECT_PERSON)
		e = person_home(&c->cx, &c->cover, id, &home);
	if (!e && !uuid_eq(&home, id))
		e = subject_get(&c->cx, &c->cover, &home, ret);
	if (e == -E_NOT_FOUND) {
		err_clear(&c->cx);
		*ret_there = false;
		return 0;
	}
	*ret_there = !e && ret->type == SUBJECT_DWELLING;
	return e;
}

/* Is it new here? */
static int is_first(struct call *c, struct map *had, const struct uuid *id, bool *ret)
{
	void **at = map_at(had, uuid_bytes(id));

	if (!at)
		return err(&c->cx, E_NO_MEMORY, NULL);
	*ret = !*at;
	*at = had;
	return 0;
}

static int named_singles(struct call *c, const struct arg_value *named, const struct reader *sees,
	struct wanted *ret)
{
	struct single *all;
	struct map had;
	size_t n = 0;
	int e = singles_of(&c->cx, &c->cover, named->ids, named->ids_n, &all, &n);

	map_init(&had, c->cx.arena);
	ret->singles = all;
	for (size_t i = 0; !e && i < n; i++) {
		const struct single *s = &all[i];
		bool first = false;

		if (s->away &&
			!reader_sees(c->cover.tree, reader_in(sees, desks_round_matter(s->kind)),
				s->area))
			continue;
		e = is_first(c, &had, &s->told.id, &first);
		if (!e && first)
			all[ret->singles_n++] = *s;
	}
	return e;
}

static int named_wanted(struct call *c, const struct arg_value *named, const struct reader *sees,
	struct wanted *ret)
{
	struct map had;
	int e = 0;

	map_init(&had, c->cx.arena);
	ret->all = cx_many(&c->cx, named->ids_n, struct subject);
	if (!ret->all)
		return -E_NO_MEMORY;
	for (size_t i = 0; !e && i < named->ids_n; i++) {
		bool there, first = false;

		e = dwelling_of(c, &named->ids[i], &ret->all[ret->n], &there);
		if (!e && there)
			e = is_first(c, &had, &ret->all[ret->n].id, &first);
		ret->n += first;
	}
	return e ? e : named_singles(c, named, sees, ret);
}

int homes_wanted(struct call *c, const struct reader *sees, struct wanted *ret)
{
	const struct arg_value *named = call_arg(c, "subjects");

	*ret = (struct wanted){ .next = STR_NONE };
	if (!named->given)
		return area_wanted(c, sees, ret);
	if (call_arg(c, "area")->given || c->after.n)
		return err(&c->cx, E_BAD_REQUEST, "subjects", "subjects");
	return named_wanted(c, named, sees, ret);
}
