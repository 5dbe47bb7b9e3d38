/* One box for finding (guard/search.h). What is found may be anybody's matter: a record in which the whole of what was asked stands, a
 * place, whoever works here. Each is told to whoever may see it in its own, and who sees nothing of it finds nothing there.
 *
 * By the whole of a person's number one learns whether it is his, whatever is masked: such a search is an entry of the look-book, and each
 * account has so many of them an hour. */
#include "cover/base_kinds.h"
#include "desk/rows.h"
#include "guard/look_book.h"
#include "guard/search.h"
#include "http/own.h"
#include "sys/sys.h"

static bool is_his(void *arg, const struct subject *s, const struct record *r)
{
	struct call *c = arg;
	struct str type = arg_text(c, "type");
	bool his;

	if (type.n && (!s || !str_is(type, subject_type_name(s->type))))
		return false;
	if (s)
		return subject_is_his(c, s);
	his = call_sees(c, r);
	err_clear(&c->cx); /* why not is nobody's business */
	return his;
}

static struct uuid whose(const struct search_hit *h)
{
	const struct record *r = h->record;

	if (!r)
		return h->subject.id;
	return r->has_subject && r->kind && base_names_person(r->kind) ? r->subject : r->id;
}

/* Who was found, or that nobody was: then the entry stands for whoever was looked for, and counts like one who was found. */
static int asked_write(struct call *c, const struct search_found *found)
{
	static const char *const screens[] = { [SEARCH_PHONE] = "search_phone",
		[SEARCH_DOCUMENT] = "search_document",
		[SEARCH_PLATE] = "search_plate" };
	struct uuid id = sys_uuid();
	struct uuid *ids = cx_many(&c->cx, found->n + 1, struct uuid);
	struct look l = {
		.screen = str_of(screens[found->number]), .why = STR("check"), .subjects = ids
	};
	int e;

	if (!ids)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < found->n && l.n < LOOK_SUBJECTS_MAX; i++)
		if (found->hits[i].whole)
			ids[l.n++] = whose(&found->hits[i]);
	if (!l.n)
		ids[l.n++] = id;
	look_by(&l, &c->rights, c->route->right, c->now);
	e = look_write(&c->cx, &l, &id, c->now, &c->entry);
	c->looked = !e;
	return e;
}

static int asked_count(struct call *c, const struct search_found *found)
{
	int e;

	if (found->number == SEARCH_NO_NUMBER)
		return 0;
	e = guard_guess(&c->cx, c->http->guard, c->who.person, c->now);
	return e ? e : asked_write(c, found);
}

int route_search(struct call *c)
{
	struct search_found found;
	int e = search_find(&c->cx, c->http->search, &c->cover, arg_text(c, "q"),
		c->after.p ? c->after : STR(""), c->limit, is_his, c, &found);

	if (!e)
		e = asked_count(c, &found);
	if (e)
		return e;
	jw_object(&c->w);
	jw_f_bool(&c->w, "filling", found.filling);
	jw_name(&c->w, "items");
	jw_list(&c->w);
	for (size_t i = 0; i < found.n; i++) {
		row_hit(&c->w, &found.hits[i]);
		jw_f_str(&c->w, "text", found.hits[i].text);
		jw_end_object(&c->w);
	}
	jw_end_list(&c->w);
	jw_f_str(&c->w, "next", found.next);
	jw_end_object(&c->w);
	return answer_end(c);
}
