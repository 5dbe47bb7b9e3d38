/* bulou search: what guard/search.h finds. The index is filled for this one question. */
#include "cli/commands.h"

#include "cli/show.h"
#include "desk/doors.h"
#include "guard/search.h"

#define LIMIT 100

static int hits_json(struct cli *c, const struct search_hit *all, size_t n)
{
	struct buf b;
	struct jw w;

	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++) {
		row_hit(&w, &all[i]);
		jw_end_object(&w);
	}
	return list_end(c, &w);
}

/* By its kind, where a place would stand. */
static void record_add(struct table *t, struct cli *c, const struct record *r)
{
	const char *kind = r->kind ? (c->zh ? r->kind->zh : r->kind->en) : NULL;

	table_add(t, r->area.n ? text_area(c->cover.tree, r->area) : STR_NONE);
	table_add(t, STR_NONE);
	table_add(t, kind ? str_of(kind) : r->kind_name);
	table_add(t, text_uuid(&c->cx, &r->id));
}

static int hits_table(struct cli *c, const struct search_hit *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_AREA, TEXT_COL_NAME, TEXT_COL_PLACE,
		TEXT_COL_SUBJECT };
	struct table t;

	table_init(&t, &c->cx, 4, "llll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		if (all[i].record) {
			record_add(&t, c, all[i].record);
			continue;
		}
		table_add(&t, text_area(c->cover.tree, all[i].subject.area));
		table_add(&t, all[i].name);
		table_add(&t,
			all[i].text.n ? all[i].text :
					door_said(&c->cx, all[i].subject.place, c->zh));
		table_add(&t, text_uuid(&c->cx, &all[i].subject.id));
	}
	return table_print(c, &t);
}

/* Whoever sits at the machine has every matter. */
static bool any_seen(void *arg, const struct subject *s, const struct record *r)
{
	(void)arg;
	return s || r;
}

static int found(struct cli *c, struct search *x)
{
	struct search_found all = { .n = 0 };
	int e = cli_cover(c);

	if (!e)
		e = search_find(
			&c->cx, x, &c->cover, c->args[0], STR(""), LIMIT, any_seen, NULL, &all);
	if (e)
		return e;
	e = c->json ? hits_json(c, all.hits, all.n) : hits_table(c, all.hits, all.n);
	if (!e && all.next.n)
		cli_say(c, TEXT_SEARCH_MORE, cx_num(&c->cx, LIMIT));
	return e;
}

/* The index reads in transactions of its own, so the one of the answer begins after it. */
int command_search(struct cli *c)
{
	struct search *x = NULL;
	int e = cli_open(c, SITE_READ);

	if (!e)
		e = site_reader(&c->cx, c->site, false, &c->store);
	if (!e)
		e = search_new(&c->cx, c->site, &x);
	if (!e)
		e = search_follow(&c->cx, x, c->store);
	if (!e)
		e = found(c, x);
	search_free(x);
	return e;
}
