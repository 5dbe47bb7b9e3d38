/* A round's missing list as a sheet of paper. Where people stand on it, it is a copy of rows about people: for a purpose, until a
 * day, and in the look-book before it leaves. */
#include "cover/base_kinds.h"
#include "desk/doors.h"
#include "desk/round_paper.h"
#include "http/own.h"

struct drawing {
	struct call *c;
	struct round round;
	struct paper_entry *entries;
	size_t n, cap;
	bool people; /* somebody stands on it */
};

static bool is_asked(struct call *c, struct str place)
{
	struct str compound = arg_text(c, "compound"), building = arg_text(c, "building");

	return (!compound.n || str_eq(compound, door_part(place, PLACE_COMPOUND))) &&
		(!building.n || str_eq(building, door_part(place, PLACE_BUILDING)));
}

static int entry_add(struct drawing *d, const struct target *t, const struct subject *s,
	struct str name, struct str place)
{
	const struct area *a = area_find(d->c->cover.tree, t->area);

	if (!is_asked(d->c, place))
		return 0;
	if (d->n == ROUND_PAPER_MAX)
		return err(&d->c->cx, E_TOO_MANY, "entries", cx_num(&d->c->cx, ROUND_PAPER_MAX + 1),
			cx_num(&d->c->cx, ROUND_PAPER_MAX));
	d->people |= name.n || s->type == SUBJECT_PERSON || s->type == SUBJECT_STAFF;
	d->entries[d->n++] = (struct paper_entry){
		.subject = t->subject, .area = a ? a->name : t->area, .place = place, .name = name
	};
	return 0;
}

/* A target of a task or a question lies where what raised it says. */
static int place_of(
	struct drawing *d, const struct target *t, const struct subject *s, struct str *ret)
{
	struct arisen arisen;
	int e = target_arisen(&d->c->cx, &d->c->cover, t, desks_round(d->round.kind), &arisen);

	*ret = !e && arisen.place.n ? arisen.place : s->place;
	return e;
}

static int page_add(struct drawing *d, const struct target *all, size_t n)
{
	struct call *c = d->c;
	struct subject *subjects = cx_many(&c->cx, n, struct subject);
	struct str *names = cx_many(&c->cx, n, struct str), place;
	int e = subjects && names ? target_subjects(&c->cx, &c->cover, all, n, subjects) :
				    -E_NO_MEMORY;

	if (!e)
		e = people_tell(c, subjects, n, names);
	for (size_t i = 0; !e && i < n; i++) {
		e = place_of(d, &all[i], &subjects[i], &place);
		if (!e)
			e = entry_add(d, &all[i], &subjects[i], names[i], place);
	}
	return e;
}

/* Doors of one building are found by their places; what lies where what raised it says, one by one. */
static bool is_of_doors(const struct drawing *d)
{
	const struct round_kind *k = desks_round(d->round.kind);

	return k && k->of == SUBJECT_DWELLING;
}

static int building_read(struct drawing *d)
{
	struct call *c = d->c;
	struct target *all;
	size_t n = 0, page;
	int e = round_missing_at(&c->cx, &c->cover, &c->id, arg_text(c, "area"),
		arg_text(c, "compound"), arg_text(c, "building"), &all, &n);

	for (size_t i = 0; !e && i < n; i += page) {
		page = n - i < HTTP_LIST_MAX ? n - i : HTTP_LIST_MAX;
		e = page_add(d, all + i, page);
	}
	return e;
}

static int round_read(struct drawing *d)
{
	struct call *c = d->c;
	struct str next = STR("");
	struct target *all;
	size_t n;
	int e = 0;

	do {
		e = round_missing(&c->cx, &c->cover, &c->id, arg_text(c, "area"), next,
			HTTP_LIST_MAX, &all, &n, &next);
		if (!e)
			e = page_add(d, all, n);
	} while (!e && next.n);
	return e;
}

static int entries_read(struct drawing *d)
{
	struct call *c = d->c;
	bool some = arg_text(c, "compound").n || arg_text(c, "building").n;

	d->entries = cx_many(&c->cx, ROUND_PAPER_MAX, struct paper_entry);
	if (!d->entries)
		return -E_NO_MEMORY;
	return some && is_of_doors(d) ? building_read(d) : round_read(d);
}

/* The entry is durable before the sheet leaves. */
static int sheet_enter(struct drawing *d, const struct copy *copy, struct str pdf)
{
	uint8_t digest[SEAL_HASH];
	struct seal_hasher h;

	seal_hash_begin(&h);
	seal_hash_add(&h, pdf.p, pdf.n);
	seal_hash_end(&h, digest);
	return copy_enter(d->c, copy, (int64_t)d->n, digest);
}

static int copy_ask(struct drawing *d, struct copy *copy)
{
	struct call *c = d->c;
	struct str area = arg_text(c, "area");
	const struct arg_value *until = call_arg(c, "until");
	int e;

	*copy = (struct copy){ .right = { VERB_EXPORT, desks_round_matter(d->round.kind) },
		.list = STR("missing"),
		.why = arg_text(c, "why"),
		.until = until->given ? until->day : INT32_MIN,
		.zh = !str_is(arg_text(c, "lang"), "en") };
	e = call_may(c, copy->right, area.n ? area : d->round.area, "area");
	return e ? e : copy_begin(c, copy);
}

int route_round_sheet(struct call *c)
{
	struct drawing d = { .c = c };
	struct round_paper p = {
		.round = &d.round, .now = c->now, .zh = !str_is(arg_text(c, "lang"), "en")
	};
	const struct area *a;
	struct copy copy;
	struct str pdf;
	int e = call_round(c, &d.round);

	if (!e)
		e = entries_read(&d);
	if (!e && d.people)
		e = copy_ask(&d, &copy);
	if (e)
		return e;
	p.mark = d.people ? copy.page : STR("");
	a = area_find(
		c->cover.tree, call_arg(c, "area")->given ? arg_text(c, "area") : d.round.area);
	p.area = a ? a->name : d.round.area;
	p.kind = desks_round(d.round.kind);
	p.kinds = c->cover.kinds;
	p.entries = d.entries;
	p.n = d.n;
	e = p.kind ? round_paper_pdf(&c->cx, &p, &pdf) :
		     err(&c->cx, E_UNKNOWN_ROUND, cx_text(&c->cx, d.round.kind));
	if (!e && d.people)
		e = sheet_enter(&d, &copy, pdf);
	if (e)
		return e;
	c->type = "application/pdf";
	buf_str(&c->out, pdf);
	return answer_end(c);
}
