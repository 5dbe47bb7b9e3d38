/* Asking the program over HTTP, and holding each answer against the tally. */
#include "demo/world.h"

#include <string.h>

#include "core/check.h"

bool compare(struct demo *d, const char *what, int64_t ours, int64_t theirs)
{
	d->checks++;
	if (ours == theirs)
		return true;
	d->differences++;
	fprintf(stderr, "bulou: %s: %lld on the tally, %lld in the program\n", what,
		(long long)ours, (long long)theirs);
	return false;
}

static const char *uuid_text(struct demo *d, const struct uuid *id)
{
	struct buf b;

	buf_init(&b, d->once.arena);
	buf_uuid(&b, id);
	return buf_ok(&b) ? buf_get(&b).p : "";
}

static int64_t number(const struct json *v, const char *name)
{
	const struct json *n = json_get(v, name);

	return n && n->type == JSON_INT ? n->i : -1;
}

static bool truth(const struct json *v, const char *name)
{
	const struct json *n = json_get(v, name);

	return n && n->type == JSON_BOOL && n->i;
}

/* ---- coverage ---- */

static struct tally_account account_of(const struct json *v)
{
	return (struct tally_account){ .expected = number(v, "expected"),
		.found = number(v, "found"),
		.done = number(v, "done"),
		.excused = number(v, "excused"),
		.missing = number(v, "missing"),
		.late = number(v, "late") };
}

static void account_add(struct tally_account *to, const struct tally_account *a)
{
	to->expected += a->expected;
	to->found += a->found;
	to->done += a->done;
	to->excused += a->excused;
	to->missing += a->missing;
	to->late += a->late;
}

bool compare_account(struct demo *d, const char *what, const struct tally_account *ours,
	const struct tally_account *theirs)
{
	int64_t before = d->differences;

	compare(d, what, ours->expected, theirs->expected);
	compare(d, what, ours->found, theirs->found);
	compare(d, what, ours->done, theirs->done);
	compare(d, what, ours->excused, theirs->excused);
	compare(d, what, ours->missing, theirs->missing);
	compare(d, what, ours->late, theirs->late);
	return d->differences == before;
}

/* The account must close, and its children sum to it. */
int program_coverage(struct demo *d, const struct uuid *round, int area, struct tally_account *ret)
{
	const struct json *v, *under;
	struct tally_account sum = { 0 }, one;
	int e = server_get(d, &v, "/v1/rounds/%s/coverage?area=%.*s", uuid_text(d, round),
		STR_ARG(d->areas[area].id));

	if (e)
		return e;
	*ret = account_of(v);
	under = json_get(v, "areas");
	for (uint32_t i = 0; under && i < under->n; i++) {
		one = account_of(&under->items[i]);
		account_add(&sum, &one);
	}
	compare_account(d, "children of coverage", &sum, ret);
	compare(d, "off", 0, number(v, "off"));
	compare(d, "expected + found", ret->done + ret->excused + ret->missing,
		ret->expected + ret->found);
	demo_forget(d);
	return 0;
}

/* ---- the missing list ---- */

/* Takes it off the list; what it was, or TALLY_NONE when it is not on it. */
static int strike(struct demo *d, bool questions, int *list, int n, const struct uuid *id)
{
	for (int i = 0; i < n; i++) {
		int found = list[i];
		const uint8_t *mine;

		if (found == TALLY_NONE)
			continue;
		mine = questions ? d->fact_id[found].b : d->tally.things[found].id;
		if (memcmp(mine, id->b, 16) == 0) {
			list[i] = TALLY_NONE;
			return found;
		}
	}
	return TALLY_NONE;
}

/* An open door shows what came of the last attempt. */
static bool same_outcome(struct demo *d, int door, const struct json *row)
{
	const char *ours = outcome_words[tally_last_attempt(&d->tally, door)].name;
	struct str theirs = json_text(row, "outcome");

	return ours ? str_is(theirs, ours) : !theirs.p;
}

static int missing_page(struct demo *d, const struct uuid *round, int area, const char **after,
	const struct json **ret)
{
	const struct json *page;
	int e = server_get(d, &page, "/v1/rounds/%s/missing?area=%.*s&limit=100%s%s",
		uuid_text(d, round), STR_ARG(d->areas[area].id), *after ? "&after=" : "",
		*after ? *after : "");

	*ret = e ? NULL : json_get(page, "items");
	*after = e || !json_text(page, "next").p ? NULL :
						   cx_text(&d->once, json_text(page, "next"));
	return e;
}

int compare_missing(struct demo *d, const struct uuid *round, int area, int64_t *ret_n)
{
	static int list[TALLY_FACTS_MAX];
	bool questions = uuid_eq(round, &d->ask);
	int n = questions ? tally_open_questions(&d->tally, area, list) :
			    tally_open_doors(&d->tally, area, list),
	    e = 0;
	int64_t strangers = 0, overdue = 0, others = 0;
	const char *after = NULL;
	const struct json *items;
	struct uuid id;
	int found;

	*ret_n = 0;
	do {
		e = missing_page(d, round, area, &after, &items);
		for (uint32_t i = 0; items && i < items->n; i++) {
			check(uuid_read(json_text(&items->items[i], "subject"), &id));
			found = strike(d, questions, list, n, &id);
			strangers += found == TALLY_NONE;
			others += found != TALLY_NONE && !questions &&
				!same_outcome(d, found, &items->items[i]);
			overdue += truth(&items->items[i], "overdue");
			++*ret_n;
		}
	} while (!e && after);
	compare(d, "length of the missing list", n, *ret_n);
	compare(d, "on the missing list, not on the tally", 0, strangers);
	compare(d, "open doors with another outcome", 0, others);
	if (questions)
		compare(d, "overdue", tally_questions(&d->tally, area, d->now).overdue, overdue);
	demo_forget(d);
	return e;
}

/* ---- figures ---- */

static const char *const figure_ids[TALLY_FIGURES] = { "doors-knocked", "people-called-on",
	"homes-answered", "returnees-registered", "questions-asked", "difficulties-solved",
	"questions-answered", "gifts-value-yuan", "goods-received", "deliveries-made" };

/* Yuan as fen: 12, 12.5, 12.55. */
static int64_t fen_of(const struct json *v)
{
	struct str rest = v->s, yuan;
	int64_t n = 0, part = 0;

	if (v->type == JSON_INT)
		return v->i * 100;
	if (v->type != JSON_NUMBER || !str_split(&rest, '.', &yuan) || !str_int(yuan, &n) ||
		rest.n > 2)
		return -1;
	for (size_t i = 0; i < 2; i++)
		part = part * 10 + (i < rest.n ? rest.p[i] - '0' : 0);
	return n * 100 + part;
}

static void day_arguments(struct demo *d, struct buf *b, int day)
{
	int32_t n = day_of(demo_time(day, 12, 0));

	buf_init(b, d->once.arena);
	buf_add(b, "", 0);
	if (day < 0)
		return;
	buf_z(b, "&from=");
	buf_day(b, n);
	buf_z(b, "&to=");
	buf_day(b, n);
}

int program_figure(struct demo *d, enum tally_figure figure, int area, int day, int64_t *ret)
{
	const struct json *v, *value;
	struct buf days;
	int e;

	day_arguments(d, &days, day);
	e = server_get(d, &v, "/v1/figures/%s?incident=%s&area=%.*s%.*s", figure_ids[figure],
		uuid_text(d, &d->incident), STR_ARG(d->areas[area].id), (int)days.n,
		days.n ? days.p : "");
	if (e)
		return e;
	value = json_get(v, "value");
	*ret = !value                     ? -1 :
		figure == TALLY_GIFTS_FEN ? fen_of(value) :
		value->type == JSON_INT   ? value->i :
					    -1;
	demo_forget(d);
	return 0;
}

int64_t tally_on_day(struct demo *d, enum tally_figure figure, int area, int day)
{
	if (day < 0)
		return tally_figure(&d->tally, figure, area, INT64_MIN, INT64_MAX);
	return tally_figure(
		&d->tally, figure, area, demo_time(day, 0, 0), demo_time(day + 1, 0, 0));
}

static int compare_figures(struct demo *d, int area)
{
	int64_t theirs;
	int e = 0;

	for (int f = 0; !e && f < TALLY_FIGURES; f++) {
		e = program_figure(d, (enum tally_figure)f, area, -1, &theirs);
		if (!e)
			compare(d, figure_ids[f], tally_on_day(d, (enum tally_figure)f, area, -1),
				theirs);
	}
	return e;
}

/* ---- together ---- */

static int compare_area(struct demo *d, int area)
{
	struct tally_account ours = tally_sweep(&d->tally, area), theirs;
	int e = program_coverage(d, &d->sweep, area, &theirs);

	if (!e)
		compare_account(d, "sweep", &ours, &theirs);
	ours = tally_questions(&d->tally, area, d->now);
	if (!e)
		e = program_coverage(d, &d->ask, area, &theirs);
	if (!e)
		compare_account(d, "questions", &ours, &theirs);
	return e;
}

int compare_accounts(struct demo *d, struct tally_account *ret_sweep)
{
	int64_t n;
	int e = 0;

	tally_add_up(&d->tally);
	for (int i = 0; !e && i < d->areas_n; i++)
		if (d->areas[i].level >= 3)
			e = compare_area(d, i);
	if (!e)
		e = compare_missing(d, &d->sweep, d->county, &n);
	if (!e)
		e = compare_missing(d, &d->ask, d->county, &n);
	if (!e)
		e = compare_figures(d, d->county);
	*ret_sweep = tally_sweep(&d->tally, d->county);
	return e;
}

int program_length(struct demo *d, int64_t *ret, const char *path)
{
	const struct json *v, *items;
	int e = server_get(d, &v, "%s", path);

	items = e ? NULL : json_get(v, "items");
	*ret = items ? (int64_t)items->n : -1;
	return e;
}
