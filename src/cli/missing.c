/* bulou missing, strays: the targets of a round as a list.
 *
 * Programs get it as it is paged, by area and id. Whoever walks from door to door gets each area in the order of its
 * doors: compound, building, unit, floor, room, by their numbers. A county's list may be longer than memory should
 * hold, so one area is held at a time. */
#include "cli/commands.h"

#include <stdlib.h>
#include <string.h>

#include "cli/show.h"
#include "core/check.h"
#include "desk/doors.h"
#include "sys/sys.h"

#define PAGE 1000
#define HOLD_ARENA (512u << 20)

struct row {
	struct target target;
	struct str place;   /* of the door, as it is kept */
	const char *urgent; /* of a question; "" where there is none */
	struct str owner;   /* who deals with it */
};

struct target_list {
	struct cli *c;
	const struct round *round; /* NULL: targets of all rounds */
	const struct round_kind *kind;
	struct table t; /* keeps its widths from area to area */
	bool questions; /* one column more: how urgent */
	bool owners;    /* another: who deals with it */
	bool slots;     /* and another: what of several things, or on which day */
	bool first;
	/* the rows of one area, in memory of their own */
	struct cx hold;
	struct arena hold_arena;
	struct str area;
	struct row *rows;
	size_t n, cap;
};

static int subject_of(struct cli *c, const struct uuid *id, struct subject *ret)
{
	int e = subject_get(&c->work, &c->cover, id, ret);

	if (e != -E_NOT_FOUND)
		return e;
	err_clear(&c->work);
	*ret = (struct subject){ .type = SUBJECT_UNKNOWN };
	return 0;
}

/* ---- for programs ---- */

static int page_json(struct target_list *l, const struct target *all, size_t n)
{
	struct cli *c = l->c;
	struct subject *subjects = cx_many(&c->work, n, struct subject);
	struct arisen arisen;
	struct str owner;
	struct buf b;
	struct jw w;
	int e = subjects ? target_subjects(&c->work, &c->cover, all, n, subjects) : -E_NO_MEMORY;

	if (e)
		return cli_work_failed(c, e);
	for (size_t i = 0; i < n; i++) {
		e = target_owner(&c->work, &c->cover, &all[i], l->kind, &owner);
		if (!e)
			e = target_arisen(&c->work, &c->cover, &all[i], l->kind, &arisen);
		if (e)
			return cli_work_failed(c, e);
		buf_init(&b, c->work.arena);
		buf_z(&b, l->first ? "{\"items\":[" : ",\n");
		jw_init(&w, &b);
		row_target(&w, &all[i], l->round, l->kind, subjects[i].type ? &subjects[i] : NULL,
			STR_NONE, owner, &arisen, NULL, c->cover.now);
		if (!buf_ok(&b))
			return err(&c->cx, E_NO_MEMORY, NULL);
		cli_out(c, buf_get(&b));
		l->first = false;
	}
	return 0;
}

/* ---- for people ---- */

static int row_cmp(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int cmp = door_cmp(x->place, y->place);

	if (!cmp)
		cmp = memcmp(x->target.subject.b, y->target.subject.b, sizeof(x->target.subject.b));
	return cmp ? cmp : (x->target.slot > y->target.slot) - (x->target.slot < y->target.slot);
}

static struct str slot_text(struct target_list *l, const struct target *t)
{
	struct buf b;

	if (!l->kind->by_day)
		return text_choice(l->kind->slots, (int)t->slot, l->c->zh);
	buf_init(&b, l->hold.arena);
	buf_day(&b, (int32_t)t->slot);
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

static void row_show(struct target_list *l, const struct row *row)
{
	const struct target *t = &row->target;
	struct cli *c = l->c;

	table_add(&l->t, text_area(c->cover.tree, l->area));
	table_add(&l->t, door_said(&l->hold, row->place, c->zh));
	if (l->slots)
		table_add(&l->t, slot_text(l, t));
	if (l->questions)
		table_z(&l->t, row->urgent);
	if (l->owners)
		table_add(&l->t, row->owner.n ? row->owner : STR("-"));
	table_add(&l->t, text_when(&l->hold, target_due(t, l->round)));
	table_int(&l->t, t->tries);
	table_add(&l->t, l->kind ? text_choice(l->kind->outcomes, t->code, c->zh) : STR_NONE);
	table_add(&l->t, l->kind ? text_choice(l->kind->next, t->next, c->zh) : STR_NONE);
	table_add(&l->t, text_uuid(&l->hold, &t->subject));
}

static void heading_show(struct target_list *l)
{
	static const enum text heading[] = { TEXT_COL_AREA, TEXT_COL_PLACE, TEXT_COL_ASKED,
		TEXT_COL_URGENCY, TEXT_COL_OWNER, TEXT_COL_DUE, TEXT_COL_TRIES, TEXT_COL_OUTCOME,
		TEXT_COL_NEXT, TEXT_COL_SUBJECT };

	for (size_t i = 0; i < sizeof(heading) / sizeof(heading[0]); i++)
		if ((l->slots || heading[i] != TEXT_COL_ASKED) &&
			(l->questions || heading[i] != TEXT_COL_URGENCY) &&
			(l->owners || heading[i] != TEXT_COL_OWNER))
			table_z(&l->t, text_get(heading[i], l->c->zh));
	l->first = false;
}

/* What is held is written, and forgotten. */
static int area_write(struct target_list *l)
{
	int e;

	if (l->n)
		qsort(l->rows, l->n, sizeof(l->rows[0]), row_cmp);
	if (l->first)
		heading_show(l);
	for (size_t i = 0; i < l->n; i++)
		row_show(l, &l->rows[i]);
	e = table_print(l->c, &l->t);
	arena_reset(&l->hold_arena);
	l->rows = NULL;
	l->n = l->cap = 0;
	return e;
}

static int row_room(struct target_list *l)
{
	size_t cap = l->cap ? 2 * l->cap : 256;
	struct row *more = l->n < l->cap ? l->rows : cx_many(&l->hold, cap, struct row);

	if (!more)
		return cli_failed(l->c, &l->hold.e);
	if (l->n == l->cap) {
		if (l->n)
			memcpy(more, l->rows, l->n * sizeof(more[0]));
		l->rows = more;
		l->cap = cap;
	}
	return 0;
}

static int row_hold(struct target_list *l, const struct target *t)
{
	struct row row = { .target = *t, .urgent = "" };
	struct arisen arisen = { .place = STR_NONE };
	struct cli *c = l->c;
	struct subject subject;
	int e = l->n && !str_eq(t->area, l->area) ? area_write(l) : 0;

	if (!e)
		e = row_room(l);
	if (e)
		return e;
	e = subject_of(c, &t->subject, &subject);
	if (!e)
		e = target_arisen(&c->work, &c->cover, t, l->kind, &arisen);
	row.place = arisen.place.n ? arisen.place : subject.place;
	if (arisen.urgency)
		row.urgent = c->zh ? arisen.urgency->zh : arisen.urgency->en;
	if (!e)
		e = target_owner(&c->work, &c->cover, t, l->kind, &row.owner);
	if (e)
		return cli_work_failed(c, e);
	if ((!l->n && cx_str(&l->hold, t->area, &l->area)) ||
		cx_str(&l->hold, row.place, &row.place) || cx_str(&l->hold, row.owner, &row.owner))
		return cli_failed(c, &l->hold.e);
	l->rows[l->n++] = row;
	return 0;
}

static int page_hold(struct target_list *l, const struct target *all, size_t n)
{
	int e = 0;

	for (size_t i = 0; !e && i < n; i++)
		e = row_hold(l, &all[i]);
	return e;
}

/* ---- both ---- */

static int page_write(struct target_list *l, const struct target *all, size_t n)
{
	return l->c->json ? page_json(l, all, n) : page_hold(l, all, n);
}

static void list_open(struct target_list *l, struct cli *c, const struct round *r)
{
	static const char *const aligned[] = { "lllrlll", "llllrlll", "lllllrlll", "llllllrlll" };
	unsigned more;

	*l = (struct target_list){
		.c = c, .round = r, .kind = r ? desks_round(r->kind) : NULL, .first = true
	};
	arena_init(&l->hold_arena, &sys_heap, HOLD_ARENA);
	l->hold.arena = &l->hold_arena;
	l->questions = l->kind && l->kind->urgency;
	l->owners = l->kind && l->kind->owner;
	l->slots = l->kind && (l->kind->slots || l->kind->by_day);
	more = 0u + l->questions + l->owners + l->slots;
	table_init(&l->t, &l->hold, 7u + more, aligned[more]);
}

/* e: how it went so far. */
static int list_close(struct target_list *l, int e)
{
	if (!e && l->c->json)
		cli_out(l->c,
			l->first ? STR("{\"items\":[],\"next\":null}\n") :
				   STR("],\"next\":null}\n"));
	else if (!e)
		e = area_write(l);
	arena_done(&l->hold_arena);
	return e;
}

static int missing_pages(struct target_list *l, const struct round *r, struct str area)
{
	struct cli *c = l->c;
	char cursor[1024] = "";
	struct target *all;
	struct str next;
	size_t n;
	int e;

	do {
		e = round_missing(
			&c->work, &c->cover, &r->id, area, str_of(cursor), PAGE, &all, &n, &next);
		if (e)
			return cli_work_failed(c, e);
		e = page_write(l, all, n);
		if (e)
			return e;
		check(next.n < sizeof(cursor));
		snprintf(cursor, sizeof(cursor), STR_FMT, STR_ARG(next));
		cli_turn(c);
	} while (cursor[0]);
	return 0;
}

int command_missing(struct cli *c)
{
	struct target_list l;
	struct round r;
	struct str area;
	int e = cli_cover(c);

	if (!e)
		e = cli_round(c, 0, &r);
	if (!e)
		e = cli_area_option(c, &area);
	if (e)
		return e;
	e = round_note(c, &r);
	if (e)
		return e;
	list_open(&l, c, &r);
	return list_close(&l, missing_pages(&l, &r, area));
}

int command_strays(struct cli *c)
{
	struct round r = { .kind = STR_NONE };
	struct target_list l;
	struct target *all = NULL;
	size_t n = 0;
	int e = cli_cover(c);

	if (!e && c->args_n)
		e = cli_round(c, 0, &r);
	if (!e)
		e = round_strays(&c->cx, &c->cover, c->args_n ? &r.id : NULL, &all, &n);
	if (e)
		return e;
	e = c->args_n ? round_note(c, &r) : 0;
	if (e)
		return e;
	list_open(&l, c, c->args_n ? &r : NULL);
	return list_close(&l, page_write(&l, all, n));
}
