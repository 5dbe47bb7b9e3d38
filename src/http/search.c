/* One box for finding (guard/search.h). A record in which the whole of what was asked stands may be anybody's matter, as may a place or
 * whoever works here: each is told to whoever may see it in its own. */
#include "desk/rows.h"
#include "guard/search.h"
#include "http/own.h"

/* What he was let in by is the roster's, and opens nothing else. */
static int matters_read(struct call *c)
{
	const struct right see = { c->route->right.verb, MATTER_ANY };
	struct reader all;
	int e = rights_reader(&c->cx, &c->rights, see, NULL, c->now, &all);

	c->who.by_matter = all.by_matter;
	return e;
}

static bool record_is_his(void *arg, const struct record *r)
{
	struct call *c = arg;
	bool his = call_sees(c, r);

	err_clear(&c->cx); /* why not is nobody's business */
	return his;
}

int route_search(struct call *c)
{
	struct search_hit *hits;
	struct str next;
	bool filling;
	size_t n;
	int e = matters_read(c);

	if (!e)
		e = search_find(&c->cx, c->http->search, &c->cover, arg_text(c, "q"),
			c->after.p ? c->after : STR(""), c->limit, record_is_his, c, &hits, &n,
			&next, &filling);
	if (e)
		return e;
	jw_object(&c->w);
	jw_f_bool(&c->w, "filling", filling);
	jw_name(&c->w, "items");
	jw_list(&c->w);
	for (size_t i = 0; i < n; i++) {
		if (!hits[i].record && !subject_is_his(c, &hits[i].subject))
			continue;
		row_hit(&c->w, &hits[i]);
		jw_f_str(&c->w, "text", hits[i].text);
		jw_end_object(&c->w);
	}
	jw_end_list(&c->w);
	jw_f_str(&c->w, "next", next);
	jw_end_object(&c->w);
	return answer_end(c);
}
