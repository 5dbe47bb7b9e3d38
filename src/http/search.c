/* One box for finding (guard/search.h). A record in which the whole of what was asked stands may be anybody's matter: it is told to
 * whoever may see it. */
#include "desk/rows.h"
#include "guard/search.h"
#include "http/own.h"

int route_search(struct call *c)
{
	struct search_hit *hits;
	struct str next;
	bool filling;
	size_t n;
	int e = search_find(&c->cx, c->http->search, &c->cover, arg_text(c, "q"),
		c->after.p ? c->after : STR(""), c->limit, &hits, &n, &next, &filling);

	if (e)
		return e;
	jw_object(&c->w);
	jw_f_bool(&c->w, "filling", filling);
	jw_name(&c->w, "items");
	jw_list(&c->w);
	for (size_t i = 0; i < n; i++) {
		if (hits[i].record && !call_sees(c, hits[i].record))
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
