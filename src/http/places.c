/* Places: their codes, the sheet for the door, and who was there. */
#include "http/own.h"

#include "desk/checkpoint/places.h"

int route_places(struct call *c)
{
	const struct arg_value *asked = call_arg(c, "code");
	char code[PLACE_CODE + 1] = "";
	struct place *all;
	struct page p;
	size_t n;
	int e = 0;

	if (asked->given && !place_code_read(asked->s, code))
		return err(&c->cx, E_BAD_REQUEST, "code", cx_text(&c->cx, asked->s));
	e = place_list(&c->cx, &c->cover, arg_text(c, "area"), str_of(code), &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_place_code(&c->w, c->cover.kinds, &all[i]);
	return answer_page_end(c, &p);
}

/* One that he sees. */
static int place_get(struct call *c, struct place *ret)
{
	return place_find(&c->cx, &c->cover, c->id_text, ret);
}

int route_place_sheet(struct call *c)
{
	struct place place;
	struct str whole;
	int e = place_get(c, &place);

	if (!e)
		e = place_sheet(&c->cx, &place, c->now, !str_is(arg_text(c, "lang"), "en"), &whole);
	if (e)
		return e;
	c->type = "application/pdf";
	buf_str(&c->out, whole);
	return answer_end(c);
}

/* ---- who was there ---- */

static int moment(struct call *c, const char *name, int64_t *ret)
{
	struct str s = arg_text(c, name);

	return when_read(s, ret) ? 0 : err(&c->cx, E_BAD_REQUEST, name, cx_text(&c->cx, s));
}

static int look_note(struct call *c, const struct place_visit *all, size_t n)
{
	struct uuid *ids = cx_many(&c->cx, n, struct uuid);

	if (!ids)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		ids[i] = all[i].record;
	return look_leave(c, "place", MATTER_CHECKPOINT, ids, n);
}

int route_place_visits(struct call *c)
{
	bool unmask = call_arg(c, "unmask")->given;
	struct place_visit *all = NULL;
	struct place place;
	struct page p;
	int64_t from, to;
	size_t n;
	int e = moment(c, "from", &from);

	if (!e)
		e = moment(c, "to", &to);
	if (!e)
		e = place_get(c, &place);
	if (!e && unmask)
		e = call_may(c, (struct right){ VERB_SEE, MATTER_CHECKPOINT }, place.site.area,
			"unmask");
	if (!e)
		e = worker_keys(&c->cx, c->worker);
	if (!e)
		e = place_who(&c->cx, &c->cover, &place.site.id, from, to, unmask, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (!e && unmask && p.to > p.from)
		e = look_note(c, all + p.from, p.to - p.from);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_place_visit(&c->w, &all[i]);
	return answer_page_end(c, &p);
}
