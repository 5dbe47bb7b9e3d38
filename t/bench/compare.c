/* After a load: what the server shows against what its receipts said. */
#include "bench.h"

#include <stdlib.h>
#include <string.h>

#include "sys/sys.h"

#define HOMES SIZE_MAX
#define FIGURES (sizeof(figures_of) / sizeof(figures_of[0]))

struct compare {
	const struct server *s;
	const struct visits *v;
	struct arena arena;
	struct cx cx;
	size_t checks;
};

static const struct json *get(struct compare *c, const char *path)
{
	static const struct json_limits limits = {
		.bytes = (size_t)16 << 20, .depth = 8, .members = 100000
	};
	const struct json *v;
	struct str body;

	arena_reset(&c->arena);
	body = http_get(&c->cx, c->s, path);
	if (!body.p)
		fail("%s: no answer", path);
	must(&c->cx, json_read(&c->cx, body, &limits, &v));
	return v;
}

static int64_t number(const struct json *v, const char *name)
{
	const struct json *n = json_get(v, name);

	if (!n || n->type != JSON_INT)
		fail("an answer has no number '%s'", name);
	return n->i;
}

static void same(struct compare *c, const char *what, int64_t is, int64_t ought)
{
	c->checks++;
	if (is != ought)
		fail("%s is %lld, the tally says %lld", what, (long long)is, (long long)ought);
}

static const char *id_text(struct uuid id)
{
	static char z[UUID_TEXT + 1];

	uuid_write(&id, z);
	return z;
}

/* ---- coverage ---- */

struct sum {
	int64_t expected, done;
};

static bool listed(const struct county *c, size_t round, size_t grid)
{
	for (size_t n = 0; n < county_rounds_of(c); n++)
		if (county_round_of(c, grid, n) == round)
			return true;
	return false;
}

/* Of the grids whose id begins with area. */
static struct sum sum_of(const struct compare *c, size_t round, const char *area)
{
	const struct county *y = &c->v->county;
	struct sum sum = { 0 };
	char id[32];

	for (size_t g = 0; g < y->grids; g++) {
		county_grid(g, id);
		if (strncmp(id, area, strlen(area)) != 0 || !listed(y, round, g))
			continue;
		sum.expected += GRID_DOORS;
		sum.done += c->v->rows[g * ROUNDS + round].done;
	}
	return sum;
}

static void coverage_same(struct compare *c, const struct json *v, size_t round)
{
	const char *area = cx_text(&c->cx, json_text(v, "area"));
	struct sum sum = sum_of(c, round, area);
	const char *what = text("round %zu, area %s:", round, area);

	same(c, text("%s expected", what), number(v, "expected"), sum.expected);
	same(c, text("%s done", what), number(v, "done"), sum.done);
	same(c, text("%s missing", what), number(v, "missing"), sum.expected - sum.done);
	same(c, text("%s off", what), number(v, "off"), 0);
}

static void coverage(struct compare *c, size_t round, const char *area)
{
	const struct json *v = get(
		c, text("/v1/rounds/%s/coverage?area=%s", id_text(county_round(round)), area));
	const struct json *under = json_get(v, "areas");

	coverage_same(c, v, round);
	if (!under || under->type != JSON_LIST)
		fail("coverage has no areas");
	for (size_t i = 0; i < under->n; i++)
		coverage_same(c, &under->items[i], round);
}

static void coverages(struct compare *c)
{
	size_t grids = c->v->county.grids;
	char id[32];

	for (size_t round = 0; round < ROUNDS; round++)
		coverage(c, round, COUNTY);
	for (size_t g = 0; g < grids; g += VILLAGE_GRIDS) {
		county_grid(g, id);
		if (g % TOWNSHIP_GRIDS == 0)
			coverage(c, 0, text("%.9s", id));
		if (g / VILLAGE_GRIDS % 7 == 0)
			coverage(c, county_round_of(&c->v->county, g, 1), text("%.12s", id));
		coverage(c, 0, text("%.12s", id));
	}
}

/* ---- the missing list, figures, the board, changes ---- */

static void missing(struct compare *c, size_t grid)
{
	const struct json *v, *items;
	char id[32];

	county_grid(grid, id);
	v = get(c, text("/v1/rounds/%s/missing?area=%s&limit=1000", id_text(county_round(0)), id));
	items = json_get(v, "items");
	same(c, "the missing list's length", items ? (int64_t)items->n : -1,
		GRID_DOORS - c->v->rows[grid * ROUNDS].done);
}

static const struct figure_of {
	const char *id;
	size_t at; /* of its count in a tally_row; of homes, which count once over all rounds: HOMES */
} figures_of[] = {
	{ "doors-knocked", offsetof(struct tally_row, knocked) },
	{ "people-called-on", offsetof(struct tally_row, people) },
	{ "homes-answered", HOMES },
	{ "returnees-registered", offsetof(struct tally_row, away) },
};

static int64_t grid_tally(const struct compare *c, const struct figure_of *f, size_t grid)
{
	const struct tally_row *rows = &c->v->rows[grid * ROUNDS];
	const uint8_t *answered = &c->v->answered[grid * GRID_DOORS];
	int64_t n = 0;

	for (size_t i = 0; f->at == HOMES && i < GRID_DOORS; i++)
		n += answered[i];
	for (size_t i = 0; f->at != HOMES && i < ROUNDS; i++)
		n += *(const uint32_t *)(const void *)((const char *)&rows[i] + f->at);
	return n;
}

static int64_t figure_tally(const struct compare *c, const struct figure_of *f, const char *area)
{
	int64_t n = 0;
	char id[32];

	for (size_t g = 0; g < c->v->county.grids; g++) {
		county_grid(g, id);
		if (strncmp(id, area, strlen(area)) == 0)
			n += grid_tally(c, f, g);
	}
	return n;
}

/* A figure of which there is nothing has no row on the board. */
static int64_t board_value(const struct json *items, const char *id)
{
	for (size_t i = 0; i < items->n; i++)
		if (str_is(json_text(&items->items[i], "id"), id))
			return number(&items->items[i], "value");
	return 0;
}

static void board(struct compare *c, const char *area)
{
	const struct json *items = json_get(get(c,
						    text("/v1/board?incident=%s&area=%s&limit=1000",
							    id_text(county_incident()), area)),
		"items");
	size_t rows = 0;

	if (!items || items->type != JSON_LIST)
		fail("the board has no items");
	for (size_t i = 0; i < FIGURES; i++) {
		int64_t ought = figure_tally(c, &figures_of[i], area);

		rows += ought != 0;
		same(c, text("%s on the board of %s", figures_of[i].id, area),
			board_value(items, figures_of[i].id), ought);
	}
	/* Nothing else was done, and nothing stands there twice. */
	same(c, text("the board of %s, in rows,", area), (int64_t)items->n, (int64_t)rows);
}

static void figures(struct compare *c, const char *area)
{
	for (size_t i = 0; i < FIGURES; i++) {
		const struct json *v = get(c,
			text("/v1/figures/%s?incident=%s&area=%s", figures_of[i].id,
				id_text(county_incident()), area));

		same(c, text("figure %s in %s", figures_of[i].id, area), number(v, "value"),
			figure_tally(c, &figures_of[i], area));
	}
	board(c, area);
}

/* All that a watcher of one grid gets: as many done targets as its rounds' tallies. */
static void changes(struct compare *c, size_t watcher)
{
	struct server as = *c->s;
	const struct server *old = c->s;
	size_t grid = watcher * 7 % c->v->county.grids;
	int64_t done = 0, open = 0, tally_done = 0, listed_in = 0;
	char after[600] = "";
	bool more = true;

	server_login(&as, text("watcher%zu", watcher), BENCH_PASSWORD);
	c->s = &as;
	while (more) {
		const struct json *v = get(c, text("/v1/changes?limit=1000&after=%s", after)),
				  *rows = json_get(v, "rows");

		for (size_t i = 0; rows && i < rows->n; i++) {
			struct str state = json_text(json_get(&rows->items[i], "row"), "state");

			if (!str_is(json_text(&rows->items[i], "type"), "target"))
				continue;
			done += str_is(state, "done");
			open += str_is(state, "open");
		}
		snprintf(after, sizeof(after), "%.*s", STR_ARG(json_text(v, "next")));
		more = json_get(v, "more") && json_get(v, "more")->i;
	}
	c->s = old;
	for (size_t round = 0; round < ROUNDS; round++) {
		tally_done += c->v->rows[grid * ROUNDS + round].done;
		listed_in += listed(&c->v->county, round, grid);
	}
	same(c, "done targets in changes", done, tally_done);
	same(c, "open targets in changes", open, listed_in * GRID_DOORS - tally_done);
}

void compare(const struct server *s, const struct visits *v)
{
	struct compare c = { .s = s, .v = v };

	arena_init(&c.arena, &sys_heap, 0);
	c.cx.arena = &c.arena;
	coverages(&c);
	for (size_t g = 0; g < v->county.grids; g += 41)
		missing(&c, g);
	figures(&c, COUNTY);
	figures(&c, COUNTY "001");
	figures(&c, COUNTY "001001001");
	for (size_t i = 0; i < WATCHERS; i++)
		changes(&c, i);
	say("  coverage, missing, figures, board and changes equal the tally (%zu comparisons)",
		c.checks);
	arena_done(&c.arena);
}
