/* Adding up by hand. Slow and plain on purpose: each number is counted from the lines, never from another number. */
#include "demo/tally.h"

#include <stdlib.h>
#include <string.h>

#include "core/check.h"
#include "sys/sys.h"

#define HOUR 3600000LL
#define NEVER INT64_MAX

bool tally_init(struct tally *t)
{
	*t = (struct tally){ .closes = NEVER };
	t->things = sys_new(TALLY_THINGS_MAX, sizeof(*t->things));
	t->survivor = sys_new(TALLY_THINGS_MAX, sizeof(*t->survivor));
	t->door = sys_new(TALLY_THINGS_MAX, sizeof(*t->door));
	t->facts = sys_new(TALLY_FACTS_MAX, sizeof(*t->facts));
	t->stands = sys_new(TALLY_FACTS_MAX, sizeof(*t->stands));
	return t->things && t->survivor && t->door && t->facts && t->stands;
}

void tally_done(struct tally *t)
{
	sys_free(t->things);
	sys_free(t->survivor);
	sys_free(t->door);
	sys_free(t->facts);
	sys_free(t->stands);
}

/* ---- writing ---- */

int tally_area(struct tally *t, int parent)
{
	check(t->areas_n < TALLY_AREAS_MAX);
	t->areas[t->areas_n].parent = parent;
	return t->areas_n++;
}

int tally_thing(struct tally *t, const uint8_t id[16], bool person, int area)
{
	struct tally_thing *x = &t->things[t->things_n];

	check(t->things_n < TALLY_THINGS_MAX);
	memcpy(x->id, id, 16);
	x->person = person;
	x->area = area;
	return t->things_n++;
}

void tally_on_list(struct tally *t, int thing)
{
	t->things[thing].listed_in_sweep = true;
}

struct tally_fact tally_line(enum tally_what what, int64_t at, int area, int thing)
{
	return (struct tally_fact){ .what = what,
		.at = at,
		.area = area,
		.thing = thing,
		.other = TALLY_NONE,
		.saw = TALLY_NONE,
		.corrects = { TALLY_NONE, TALLY_NONE } };
}

int tally_write(struct tally *t, const struct tally_fact *f)
{
	check(t->facts_n < TALLY_FACTS_MAX);
	t->facts[t->facts_n] = *f;
	return t->facts_n++;
}

void tally_hand_in(struct tally *t, int fact)
{
	if (fact != TALLY_NONE)
		t->facts[fact].handed_in = true;
}

/* ---- what stands ---- */

static bool corrects(const struct tally_fact *f, int fact)
{
	return f->handed_in && (f->corrects[0] == fact || f->corrects[1] == fact);
}

/* Is there a fact that corrects both a and b? */
static bool settled(const struct tally *t, int a, int b)
{
	for (int i = 0; i < t->facts_n; i++)
		if (corrects(&t->facts[i], a) && corrects(&t->facts[i], b))
			return true;
	return false;
}

/* What is corrected no longer stands; of two corrections of one the later holds meanwhile. */
static bool stands(const struct tally *t, int fact)
{
	const struct tally_fact *f = &t->facts[fact];

	if (!f->handed_in)
		return false;
	for (int i = 0; i < t->facts_n; i++) {
		const struct tally_fact *g = &t->facts[i];

		if (corrects(g, fact))
			return false;
		for (int k = 0; k < 2; k++)
			if (i != fact && f->corrects[k] != TALLY_NONE &&
				corrects(g, f->corrects[k]) && g->at > f->at)
				return false;
	}
	return true;
}

/* ---- who is one with whom ---- */

static bool same_pair(const struct tally_fact *a, const struct tally_fact *b)
{
	return (a->thing == b->thing && a->other == b->other) ||
		(a->thing == b->other && a->other == b->thing);
}

static bool about_pair(const struct tally *t, int fact)
{
	return t->stands[fact] &&
		(t->facts[fact].what == TALLY_ONE || t->facts[fact].what == TALLY_NOT_ONE);
}

/* The latest word about a pair holds. */
static bool last_word(const struct tally *t, int fact)
{
	for (int i = 0; i < t->facts_n; i++)
		if (about_pair(t, i) && same_pair(&t->facts[i], &t->facts[fact]) &&
			t->facts[i].at > t->facts[fact].at)
			return false;
	return true;
}

static void join(struct tally *t, int a, int b)
{
	int x = t->survivor[a], y = t->survivor[b];
	int winner = memcmp(t->things[x].id, t->things[y].id, 16) < 0 ? x : y;

	for (int i = 0; i < t->things_n; i++)
		if (t->survivor[i] == x || t->survivor[i] == y)
			t->survivor[i] = winner;
}

static bool within(const struct tally *t, int area, int top)
{
	for (; area != TALLY_NONE; area = t->areas[area].parent)
		if (area == top)
			return true;
	return false;
}

/* ---- the sweep ---- */

static bool found(const struct tally *t, int thing)
{
	for (int i = 0; i < t->facts_n; i++)
		if (t->stands[i] && t->facts[i].what == TALLY_FOUND && t->facts[i].thing == thing)
			return true;
	return false;
}

static bool asked(const struct tally *t, int thing)
{
	return t->things[thing].listed_in_sweep || found(t, thing);
}

/* The one of its kind that carries the answer: the survivor if it is asked, else the smallest that is. */
static int carrier(const struct tally *t, int thing)
{
	int best = TALLY_NONE;

	for (int i = 0; i < t->things_n; i++) {
		if (t->survivor[i] != t->survivor[thing] || !asked(t, i))
			continue;
		if (best == TALLY_NONE || memcmp(t->things[i].id, t->things[best].id, 16) < 0)
			best = i;
	}
	return best;
}

enum door { DOOR_NOT_ASKED, DOOR_OPEN, DOOR_DONE, DOOR_EXCUSED, DOOR_LATE };

static enum door answer_of(const struct tally *t, int thing)
{
	bool late = false, excused = false;

	for (int i = 0; i < t->facts_n; i++) {
		const struct tally_fact *f = &t->facts[i];
		bool visit = f->what == TALLY_VISIT;

		if (!t->stands[i] || (!visit && f->what != TALLY_EXEMPT) ||
			t->survivor[f->thing] != t->survivor[thing])
			continue;
		if (visit && f->outcome == TALLY_DONE && f->at <= t->closes)
			return DOOR_DONE;
		late |= visit && f->outcome == TALLY_DONE;
		excused |= !visit || f->outcome == TALLY_GONE || f->outcome == TALLY_NO_HOME;
	}
	return excused ? DOOR_EXCUSED : late ? DOOR_LATE : DOOR_OPEN;
}

static enum door door_state(const struct tally *t, int thing)
{
	if (t->things[thing].person || !asked(t, thing))
		return DOOR_NOT_ASKED;
	return carrier(t, thing) == thing ? answer_of(t, thing) : DOOR_EXCUSED;
}

void tally_add_up(struct tally *t)
{
	t->closes = NEVER;
	for (int i = 0; i < t->things_n; i++)
		t->survivor[i] = i;
	for (int i = 0; i < t->facts_n; i++)
		t->stands[i] = stands(t, i);
	for (int i = 0; i < t->facts_n; i++) {
		const struct tally_fact *f = &t->facts[i];

		if (t->stands[i] && f->what == TALLY_CLOSED)
			t->closes = f->at;
		if (about_pair(t, i) && f->what == TALLY_ONE && last_word(t, i))
			join(t, f->thing, f->other);
	}
	for (int i = 0; i < t->things_n; i++)
		t->door[i] = (uint8_t)door_state(t, i);
}

struct tally_account tally_sweep(const struct tally *t, int area)
{
	struct tally_account a = { 0 };

	for (int i = 0; i < t->things_n; i++) {
		if (t->door[i] == DOOR_NOT_ASKED || !within(t, t->things[i].area, area))
			continue;
		a.expected += t->things[i].listed_in_sweep;
		a.found += !t->things[i].listed_in_sweep;
		a.done += t->door[i] == DOOR_DONE;
		a.excused += t->door[i] == DOOR_EXCUSED;
		a.missing += t->door[i] == DOOR_OPEN || t->door[i] == DOOR_LATE;
		a.late += t->door[i] == DOOR_LATE;
	}
	return a;
}

int tally_open_doors(const struct tally *t, int area, int *ret)
{
	int n = 0;

	for (int i = 0; i < t->things_n; i++)
		if ((t->door[i] == DOOR_OPEN || t->door[i] == DOOR_LATE) &&
			within(t, t->things[i].area, area))
			ret[n++] = i;
	return n;
}

int tally_last_attempt(const struct tally *t, int thing)
{
	int64_t latest = INT64_MIN;
	int outcome = 0;

	for (int i = 0; i < t->facts_n; i++) {
		const struct tally_fact *f = &t->facts[i];

		if (!t->stands[i] || f->what != TALLY_VISIT || f->at < latest)
			continue;
		if (t->survivor[f->thing] != t->survivor[thing] || f->outcome == TALLY_DONE ||
			f->outcome == TALLY_GONE || f->outcome == TALLY_NO_HOME)
			continue;
		latest = f->at;
		outcome = f->outcome;
	}
	return outcome;
}

/* ---- questions ---- */

static bool is_question(const struct tally *t, int fact)
{
	const struct tally_fact *f = &t->facts[fact];

	return t->stands[fact] &&
		(f->what == TALLY_ASKED || (f->what == TALLY_VISIT && f->urgency));
}

static bool answered(const struct tally *t, int question)
{
	for (int i = 0; i < t->facts_n; i++) {
		const struct tally_fact *f = &t->facts[i];

		if (t->stands[i] && f->what == TALLY_ANSWERED && f->thing == question &&
			f->outcome <= TALLY_TOLD)
			return true;
	}
	return false;
}

/* Danger to life 2 hours, water and power a day, the ordinary 7 days, the hard 15. */
static int64_t answer_due(const struct tally_fact *f)
{
	static const int64_t hours[] = { 0, 2, 24, 7 * 24, 15 * 24 };

	return f->at + hours[f->urgency] * HOUR;
}

struct tally_account tally_questions(const struct tally *t, int area, int64_t now)
{
	struct tally_account a = { 0 };

	for (int i = 0; i < t->facts_n; i++) {
		if (!is_question(t, i) || !within(t, t->facts[i].area, area))
			continue;
		a.expected++;
		if (answered(t, i)) {
			a.done++;
			continue;
		}
		a.missing++;
		a.overdue += answer_due(&t->facts[i]) < now;
	}
	return a;
}

int tally_open_questions(const struct tally *t, int area, int *ret)
{
	int n = 0;

	for (int i = 0; i < t->facts_n; i++)
		if (is_question(t, i) && within(t, t->facts[i].area, area) && !answered(t, i))
			ret[n++] = i;
	return n;
}

/* ---- the roster ---- */

static bool on_roster(const struct tally *t, int thing)
{
	for (int i = 0; i < t->facts_n; i++) {
		const struct tally_fact *f = &t->facts[i];

		if (t->stands[i] && f->thing == thing &&
			(f->what == TALLY_LISTED || f->what == TALLY_FOUND))
			return true;
	}
	return false;
}

/* Where it was put last. */
static int lies_in(const struct tally *t, int thing)
{
	int64_t latest = INT64_MIN;
	int area = t->things[thing].area;

	for (int i = 0; i < t->facts_n; i++) {
		const struct tally_fact *f = &t->facts[i];

		if (t->stands[i] && f->what == TALLY_MOVED && f->thing == thing && f->at > latest) {
			latest = f->at;
			area = f->area;
		}
	}
	return area;
}

int64_t tally_roster(const struct tally *t, int area, bool people)
{
	int64_t n = 0;

	for (int i = 0; i < t->things_n; i++)
		n += t->things[i].person == people && t->survivor[i] == i && on_roster(t, i) &&
			within(t, lies_in(t, i), area);
	return n;
}

/* ---- figures ---- */

static int64_t visit_counts(const struct tally_fact *f, enum tally_figure figure)
{
	bool done = f->outcome == TALLY_DONE;

	switch (figure) {
	case TALLY_DOORS:
		return 1;
	case TALLY_PEOPLE:
		return done ? f->people : 0;
	case TALLY_RETURNEES:
		return f->away;
	default:
		return 0;
	}
}

static int64_t counts(const struct tally_fact *f, enum tally_figure figure)
{
	bool goods = f->what == TALLY_GOODS, answer = f->what == TALLY_ANSWERED;

	switch (figure) {
	case TALLY_QUESTIONS:
		return f->what == TALLY_ASKED;
	case TALLY_DIFFICULTIES_SOLVED:
		return answer && f->outcome == TALLY_SOLVED;
	case TALLY_QUESTIONS_ANSWERED:
		return answer && f->outcome <= TALLY_TOLD;
	case TALLY_GIFTS_FEN:
		return goods && f->outcome == TALLY_RECEIVED ? f->fen : 0;
	case TALLY_CONSIGNMENTS:
		return goods && f->outcome == TALLY_RECEIVED;
	case TALLY_DELIVERIES:
		return goods && f->outcome == TALLY_DELIVERED;
	default:
		return f->what == TALLY_VISIT ? visit_counts(f, figure) : 0;
	}
}

static bool counted_here(const struct tally *t, int fact, int area, int64_t from, int64_t to)
{
	const struct tally_fact *f = &t->facts[fact];

	return t->stands[fact] && f->at >= from && f->at < to && within(t, f->area, area);
}

/* Homes: each once, however often and under however many numbers it was done. */
static bool done_home(const struct tally *t, int thing, int area, int64_t from, int64_t to)
{
	for (int i = 0; i < t->facts_n; i++) {
		const struct tally_fact *f = &t->facts[i];

		if (f->what == TALLY_VISIT && f->outcome == TALLY_DONE &&
			t->survivor[f->thing] == thing && counted_here(t, i, area, from, to))
			return true;
	}
	return false;
}

int64_t tally_figure(
	const struct tally *t, enum tally_figure figure, int area, int64_t from, int64_t to)
{
	int64_t n = 0;

	if (figure == TALLY_HOMES) {
		for (int i = 0; i < t->things_n; i++)
			n += t->survivor[i] == i && !t->things[i].person &&
				done_home(t, i, area, from, to);
		return n;
	}
	for (int i = 0; i < t->facts_n; i++)
		if (counted_here(t, i, area, from, to))
			n += counts(&t->facts[i], figure);
	return n;
}

/* ---- goods ---- */

static bool moves_goods(const struct tally *t, int fact)
{
	return t->stands[fact] && t->facts[fact].what == TALLY_GOODS;
}

/* What came less what went, up to a moment. */
static int64_t booked(const struct tally *t, const struct tally_stock *s, int64_t until)
{
	int64_t n = 0;

	for (int i = 0; i < t->facts_n; i++) {
		const struct tally_fact *f = &t->facts[i];

		if (!moves_goods(t, i) || f->at > until || strcmp(f->item, s->item) != 0)
			continue;
		n += strcmp(f->to, s->place) == 0 ? f->milli : 0;
		n -= strcmp(f->from, s->place) == 0 ? f->milli : 0;
	}
	return n;
}

static void count_of(const struct tally *t, struct tally_stock *s)
{
	int64_t latest = INT64_MIN;

	for (int i = 0; i < t->facts_n; i++) {
		const struct tally_fact *f = &t->facts[i];

		if (!t->stands[i] || f->what != TALLY_COUNTED || f->at < latest ||
			strcmp(f->to, s->place) != 0 || strcmp(f->item, s->item) != 0)
			continue;
		latest = f->at;
		s->was_counted = true;
		s->counted = f->milli;
		s->unexplained = f->milli - booked(t, s, f->at);
	}
}

static int stock_add(struct tally_stock *all, int n, const char *place, const char *item)
{
	for (int i = 0; i < n; i++)
		if (strcmp(all[i].place, place) == 0 && strcmp(all[i].item, item) == 0)
			return n;
	check(n < TALLY_THINGS_MAX);
	all[n] = (struct tally_stock){ .place = place, .item = item };
	return n + 1;
}

int tally_stocks(const struct tally *t, struct tally_stock *ret)
{
	int n = 0;

	for (int i = 0; i < t->facts_n; i++) {
		const struct tally_fact *f = &t->facts[i];

		if (moves_goods(t, i))
			n = stock_add(ret, n, f->from, f->item);
		if (moves_goods(t, i) || (t->stands[i] && f->what == TALLY_COUNTED))
			n = stock_add(ret, n, f->to, f->item);
	}
	for (int i = 0; i < n; i++) {
		ret[i].booked = booked(t, &ret[i], NEVER);
		count_of(t, &ret[i]);
	}
	return n;
}

/* ---- what excludes each other ---- */

static bool corrected_twice(const struct tally *t, int fact)
{
	for (int i = 0; i < t->facts_n; i++)
		for (int k = i + 1; k < t->facts_n && corrects(&t->facts[i], fact); k++)
			if (corrects(&t->facts[k], fact) && !settled(t, i, k))
				return true;
	return false;
}

/* Two moves, and neither writer knew of the other's. */
static bool moved_twice(const struct tally *t, int thing)
{
	for (int i = 0; i < t->facts_n; i++) {
		const struct tally_fact *f = &t->facts[i];

		if (!t->stands[i] || f->what != TALLY_MOVED || f->thing != thing)
			continue;
		for (int k = i + 1; k < t->facts_n; k++) {
			const struct tally_fact *g = &t->facts[k];

			if (t->stands[k] && g->what == TALLY_MOVED && g->thing == thing &&
				g->saw != i && f->saw != k)
				return true;
		}
	}
	return false;
}

static bool contradicted(const struct tally *t, int fact)
{
	for (int i = 0; i < t->facts_n; i++)
		if (about_pair(t, i) && t->facts[i].what == TALLY_NOT_ONE &&
			same_pair(&t->facts[i], &t->facts[fact]))
			return true;
	return false;
}

struct tally_clashes tally_clashes(const struct tally *t)
{
	struct tally_clashes c = { 0 };

	for (int i = 0; i < t->facts_n; i++) {
		c.corrections += t->facts[i].handed_in && corrected_twice(t, i);
		c.pairs += about_pair(t, i) && t->facts[i].what == TALLY_ONE && contradicted(t, i);
	}
	for (int i = 0; i < t->things_n; i++)
		c.moves += moved_twice(t, i);
	return c;
}

int tally_wrong_clocks(const struct tally *t)
{
	int n = 0;

	for (int i = 0; i < t->facts_n; i++)
		n += t->facts[i].handed_in && t->facts[i].clock;
	return n;
}
