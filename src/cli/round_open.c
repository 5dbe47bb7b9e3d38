/* bulou round open.
 *
 * A closed round lists its subjects as of one moment, then says so by round.opened with their number and by a
 * round.targeted for every 1,000 of a lowest area. The ids of these are made from the round, the area and the number of
 * the piece. They are written a few at a time with a breath between, so that others get in. A run that was cut off is
 * taken up by --resume: what is listed already stays, what is not is added in further pieces, and if the roster changed
 * meanwhile so that the number is another, the opening is corrected to it. */
#include "cli/commands.h"

#include <string.h>
#include <time.h>

#include "cli/incident.h"
#include "cli/show.h"
#include "load/uuid_set.h"
#include "cli/write.h"
#include "core/map.h"
#include "cover/staff.h"
#include "sys/sys.h"

#define PIECE_MAX 1000
#define BREATH_MIN_US 500
#define BREATH_MAX_US 8000

struct piece {
	struct str area;
	int64_t number; /* within its area, from 1 */
	const struct uuid *subjects;
	size_t n;
};

struct opening {
	struct cli *c;
	const struct round_kind *kind;
	struct uuid round, incident;
	struct str area, question, filter;
	int64_t due, expected, listed;
	bool stood; /* a standing round that was open before */
	struct piece *pieces;
	size_t n, cap;
	struct uuid_set *there; /* of a round that is taken up: subjects on its pieces */
	struct map numbers;     /* area → int64_t: pieces there are */
};

/* ---- the list ---- */

static int piece_add(
	struct opening *o, struct str area, int64_t number, const struct uuid *subjects, size_t n)
{
	struct cx *cx = &o->c->cx;

	if (o->n == o->cap) {
		size_t cap = o->cap ? 2 * o->cap : 256;
		struct piece *more = cx_many(cx, cap, struct piece);

		if (!more)
			return -E_NO_MEMORY;
		if (o->n)
			memcpy(more, o->pieces, o->n * sizeof(more[0]));
		o->pieces = more;
		o->cap = cap;
	}
	o->pieces[o->n++] = (struct piece){ area, number, subjects, n };
	o->expected += (int64_t)n;
	return 0;
}

static int64_t *area_number(struct opening *o, struct str area)
{
	void **at = map_at(&o->numbers, area);

	if (at && !*at)
		*at = cx_new(&o->c->cx, int64_t);
	return at ? *at : NULL;
}

/* The subjects that are on no piece yet, as a list of our own. */
static int not_there(
	struct opening *o, const struct uuid *subjects, size_t n, struct uuid **ret, size_t *ret_n)
{
	struct cx *cx = &o->c->cx;
	struct uuid *mine = cx_many(cx, n, struct uuid);

	*ret = mine;
	*ret_n = 0;
	if (!mine)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		bool is_new = true;
		int e = o->there ? uuid_set_add(cx, o->there, &subjects[i], &is_new) : 0;

		if (e)
			return e;
		if (is_new)
			mine[(*ret_n)++] = subjects[i];
	}
	return 0;
}

static int candidates(
	void *arg, struct cx *cx, struct str area, const struct uuid *subjects, size_t n)
{
	struct opening *o = arg;
	struct uuid *mine;
	struct str id;
	int64_t *number = area_number(o, area);
	size_t left;
	int e = number ? cx_str(&o->c->cx, area, &id) : -E_NO_MEMORY;

	(void)cx;
	if (!e)
		e = not_there(o, subjects, n, &mine, &left);
	for (size_t at = 0; !e && at < left; at += PIECE_MAX)
		e = piece_add(
			o, id, ++*number, mine + at, left - at < PIECE_MAX ? left - at : PIECE_MAX);
	cli_progress(o->c, TEXT_PROGRESS_LIST, o->expected, 0);
	return e;
}

/* Whose home nobody knows is asked where he was listed, which may be elsewhere: somebody should know. */
static int tell_homeless(struct opening *o)
{
	struct cli *c = o->c;
	struct staff *all;
	size_t n = 0, unknown = 0;
	int e = staff_list(&c->cx, &c->cover, &all, &n);

	for (size_t i = 0; !e && i < n; i++)
		unknown += all[i].home == HOME_UNKNOWN &&
			area_within(c->cover.tree, all[i].area, o->area);
	if (!e && unknown > 0)
		cli_say(c, TEXT_STAFF_NO_HOME, cx_num(&c->cx, (int64_t)unknown));
	return e;
}

static int list_make(struct opening *o)
{
	int e = round_candidates(
		&o->c->cx, &o->c->cover, o->area, o->kind->of, o->filter, STR(""), candidates, o);

	if (!e && !o->expected && !o->listed && o->filter.n)
		return err(&o->c->cx, E_NO_MATCH, "filter", cx_text(&o->c->cx, o->filter));
	if (!e && !o->expected && !o->listed)
		return err(&o->c->cx, E_NO_ROSTER, "area", cx_text(&o->c->cx, o->area));
	return e || o->kind->of != SUBJECT_STAFF ? e : tell_homeless(o);
}

/* ---- the records ---- */

static struct uuid derived(struct opening *o, const char *what, struct str area, int64_t number)
{
	uint8_t digest[SEAL_HASH];
	struct buf b;

	buf_init(&b, o->c->work.arena);
	buf_fmt(&b, "bulou.round.1\n%s\n", what);
	buf_uuid(&b, &o->round);
	buf_c(&b, '\n');
	buf_str(&b, area);
	buf_fmt(&b, "\n%lld", (long long)number);
	seal_hash(NULL, buf_get(&b), digest);
	return uuid_v8(digest);
}

/* corrects nil: the opening itself. */
static int opened_append(struct opening *o, struct uuid id, struct uuid corrects)
{
	struct writing r = { .id = id,
		.kind = "round.opened",
		.area = o->area,
		.round = o->round,
		.corrects = corrects };
	struct buf b;
	struct jw w;

	buf_init(&b, &o->c->arena);
	writing_begin(&w, &b, &r);
	jw_f_z(&w, "kind", o->kind->name);
	row_uuid(&w, "incident", &o->incident);
	if (o->question.n)
		jw_f_str(&w, "question", o->question);
	if (o->due != COVER_FAR)
		row_time(&w, "due", o->due);
	if (o->filter.n)
		jw_f_str(&w, "filter", o->filter);
	if (o->kind->standing)
		jw_f_bool(&w, "standing", true);
	else
		jw_f_int(&w, "expected", o->expected);
	writing_end(&w);
	return writing_append(o->c, &b);
}

static int piece_append(struct opening *o, const struct piece *p)
{
	struct writing r = { .id = derived(o, "piece", p->area, p->number),
		.kind = "round.targeted",
		.area = p->area,
		.round = o->round };
	char text[UUID_TEXT + 1];
	struct buf b;
	struct jw w;

	buf_init(&b, o->c->work.arena);
	writing_begin(&w, &b, &r);
	jw_f_int(&w, "piece", p->number);
	jw_name(&w, "subjects");
	jw_list(&w);
	for (size_t i = 0; i < p->n; i++) {
		uuid_write(&p->subjects[i], text);
		jw_z(&w, text);
	}
	jw_end_list(&w);
	writing_end(&w);
	return writing_append(o->c, &b);
}

/* A quarter of the time that the last piece took: the lock is free meanwhile. */
static void breathe(int64_t took_us)
{
	int64_t us = took_us / 4;
	struct timespec t = { .tv_sec = 0 };

	us = us < BREATH_MIN_US ? BREATH_MIN_US : us > BREATH_MAX_US ? BREATH_MAX_US : us;
	t.tv_nsec = us * 1000;
	nanosleep(&t, NULL);
}

static int pieces_append(struct opening *o)
{
	int e = 0;

	for (size_t i = 0; !e && i < o->n; i++) {
		int64_t start = sys_ticks_us();

		e = piece_append(o, &o->pieces[i]);
		o->listed += e ? 0 : (int64_t)o->pieces[i].n;
		if (!e)
			cli_turn(o->c);
		cli_progress(o->c, TEXT_PROGRESS_TARGETS, o->listed, o->expected);
		if (i + 1 < o->n)
			breathe(sys_ticks_us() - start);
	}
	return e;
}

/* ---- taking up again ---- */

static int piece_there(struct opening *o, const struct record *r)
{
	struct cx *cx = &o->c->cx;
	int64_t *number = area_number(o, r->area);
	bool is_new;
	int e = number ? 0 : -E_NO_MEMORY;

	if (!e && record_int(r, "piece") > *number)
		*number = record_int(r, "piece");
	for (size_t i = 0; !e && i < record_refs(r, "subjects"); i++) {
		struct uuid u = record_ref_at(r, "subjects", i);

		e = uuid_set_add(cx, o->there, &u, &is_new);
		o->listed += is_new;
	}
	return e;
}

static int entry_there(struct opening *o, const struct entry *entry)
{
	struct record *r;
	int e = journal_record(&o->c->work, desks_kinds(), entry, &r);

	if (e)
		return cli_work_failed(o->c, e);
	if (!str_is(r->kind_name, "round.targeted") || !uuid_eq(&r->round, &o->round))
		return 0;
	return piece_there(o, r);
}

/* The journal is read through: it is rare, and it tells the pieces whatever became of the targets. */
static int pieces_there(struct opening *o)
{
	struct cli *c = o->c;
	int64_t after = 0;
	size_t n = 0;
	int e = uuid_set_new(&c->cx, &o->there);

	do {
		struct entry *all = NULL;

		if (!e)
			e = journal_read(
				&c->work, c->store, after, 4096, 1u << ENTRY_RECORD, &all, &n);
		for (size_t i = 0; !e && i < n; i++)
			e = entry_there(o, &all[i]);
		if (!e && n)
			after = all[n - 1].pos;
		if (!e)
			cli_turn(c);
		cli_progress(c, TEXT_PROGRESS_READ, after, 0);
	} while (!e && n);
	return e;
}

static int resume_read(struct opening *o, struct round *ret)
{
	struct cli *c = o->c;
	int e;

	c->args[0] = cli_option(c, OPTION_RESUME);
	e = cli_round(c, 0, ret);
	if (e)
		return e;
	o->round = ret->id;
	o->incident = ret->incident;
	o->area = ret->area;
	o->question = ret->question;
	o->filter = ret->filter;
	o->due = ret->due;
	o->kind = desks_round(ret->kind);
	if (!o->kind || o->kind->standing || !ret->opening)
		return cli_wrong(c, TEXT_NOT_OPENING, cx_text(&c->cx, c->args[0]));
	return pieces_there(o);
}

/* The opening says how many there are in all. */
static int resume(struct opening *o)
{
	struct round old;
	int64_t before;
	int e = resume_read(o, &old);

	if (!e)
		e = list_make(o);
	if (e)
		return e;
	before = o->listed;
	o->expected += before;
	cli_cover_end(o->c);
	if (o->expected != old.expected)
		e = opened_append(o, uuid_nil, derived(o, "opened", STR(""), 0));
	return e ? e : pieces_append(o);
}

/* ---- the command ---- */

static int answer(struct opening *o)
{
	struct cli *c = o->c;
	struct buf b;
	struct jw w;

	buf_init(&b, &c->arena);
	if (!c->json) {
		if (o->kind->standing)
			cli_say(c, o->stood ? TEXT_ROUND_STOOD : TEXT_ROUND_STANDS,
				cx_text(&c->cx, o->question));
		else
			cli_say(c, TEXT_ROUND_OPENED, cx_num(&c->cx, o->expected),
				cx_text(&c->cx, o->question));
		buf_uuid(&b, &o->round);
		return cli_json(c, &b);
	}
	jw_init(&w, &b);
	jw_object(&w);
	row_uuid(&w, "round", &o->round);
	row_uuid(&w, "incident", &o->incident);
	jw_f_z(&w, "kind", o->kind->name);
	jw_f_str(&w, "area", o->area);
	jw_f_int(&w, "expected", o->kind->standing ? 0 : o->expected);
	jw_f_int(&w, "pieces", (int64_t)o->n);
	jw_end_object(&w);
	return cli_json(c, &b);
}

static int options_take(struct opening *o)
{
	struct cli *c = o->c;

	if (!cli_has(c, OPTION_KIND) || !cli_has(c, OPTION_AREA))
		return cli_wrong(c, TEXT_OPTION_NEEDED, cli_has(c, OPTION_KIND) ? "area" : "kind");
	o->kind = desks_round(cli_option(c, OPTION_KIND));
	if (!o->kind)
		return cli_wrong(c, TEXT_NO_ROUND_KIND, c->option[OPTION_KIND]);
	if (o->kind->standing != cli_has(c, OPTION_STANDING) && cli_has(c, OPTION_STANDING))
		return cli_wrong(c, TEXT_NOT_STANDING, o->kind->name);
	if (!o->kind->standing && !cli_has(c, OPTION_DUE))
		return cli_wrong(c, TEXT_OPTION_NEEDED, "due");
	o->question = cli_has(c, OPTION_QUESTION) ? cli_option(c, OPTION_QUESTION) :
						    str_of(c->zh ? o->kind->zh : o->kind->en);
	o->filter = cli_has(c, OPTION_FILTER) ? cli_option(c, OPTION_FILTER) : STR("");
	o->due = COVER_FAR;
	return cli_has(c, OPTION_DUE) ? cli_due(c, &o->due) : 0;
}

/* Of a standing round there is one in an incident: opening it again finds it. */
static int standing_there(struct opening *o)
{
	struct round old;
	int e = round_get(&o->c->cx, &o->c->cover, &o->round, &old);

	o->stood = e == 0;
	if (o->stood)
		o->question = old.question;
	if (e == -E_UNKNOWN_ROUND) {
		err_clear(&o->c->cx);
		e = 0;
	}
	return e;
}

static int open_new(struct opening *o)
{
	struct cli *c = o->c;
	int e = options_take(o);

	if (!e)
		e = cli_area_option(c, &o->area);
	if (!e && !o->kind->standing)
		e = list_make(o);
	if (!e)
		e = incident_of_round(c, o->area, &o->incident);
	if (e)
		return e;
	o->round = o->kind->standing ? round_standing_id(o->incident, o->kind->name) : sys_uuid();
	e = o->kind->standing ? standing_there(o) : 0;
	cli_cover_end(c);
	if (e || o->stood)
		return e;
	e = opened_append(o, derived(o, "opened", STR(""), 0), uuid_nil);
	return e ? e : pieces_append(o);
}

int command_round_open(struct cli *c)
{
	struct opening o = { .c = c };
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = cli_cover(c);
	map_init(&o.numbers, &c->arena);
	if (!e)
		e = cli_has(c, OPTION_RESUME) ? resume(&o) : open_new(&o);
	if (!e)
		e = answer(&o);
	uuid_set_free(o.there);
	return e;
}
