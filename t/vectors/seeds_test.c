/* doc/seeds.md against the program: each duty is on it, what it names is there, no kind, figure or balance is left out, and the
 * kinds of each row are accepted by a fresh site. On both engines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "core/map.h"
#include "http/own.h"
#include "support/examples.h"
#include "sys/sys.h"

#define CELLS 8
#define DUTIES_A 15
#define DUTIES_B 9
#define REPORTED 13 /* figures that the reports give */

enum { CELL_ID = 1, CELL_KINDS = 3, CELL_ACCOUNTS, CELL_FIGURES, CELL_CARRIED };

static const char *engine;

/* -- the page -- */

struct doc {
	struct arena arena;
	struct cx cx;
	struct str rest;
};

static void doc_open(struct doc *p)
{
	const char *root = getenv("BULOU_SOURCE");
	char path[512];

	memset(p, 0, sizeof(*p));
	arena_init(&p->arena, &sys_heap, (size_t)64 << 20);
	p->cx.arena = &p->arena;
	snprintf(path, sizeof(path), "%s/doc/seeds.md", root ? root : ".");
	if (sys_read_file(&p->cx, path, 1 << 20, &p->rest))
		fail_msg("cannot read %s: set BULOU_SOURCE to the project's root", path);
}

static void doc_close(struct doc *p)
{
	arena_done(&p->arena);
}

/* The next row of a table that is neither its head nor the line under it. */
static bool row_next(struct doc *p, struct str cells[CELLS])
{
	struct str line, cell;

	while (str_split(&p->rest, '\n', &line)) {
		size_t n = 0;

		if (!str_starts(line, STR("| ")) || str_starts(line, STR("| id ")) ||
			str_starts(line, STR("| figure ")))
			continue;
		memset(cells, 0, CELLS * sizeof(*cells));
		while (n < CELLS && str_split(&line, '|', &cell))
			cells[n++] = str_trim(cell);
		return true;
	}
	return false;
}

static bool is_duty(struct str id)
{
	return id.n >= 2 && id.n <= 3 && (id.p[0] == 'A' || id.p[0] == 'B') && id.p[1] >= '1' &&
		id.p[1] <= '9';
}

static bool duty_next(struct doc *p, struct str cells[CELLS])
{
	while (row_next(p, cells))
		if (is_duty(cells[CELL_ID]))
			return true;
	return false;
}

/* What stands between the next two backticks. */
static bool name_next(struct str *cell, struct str *ret)
{
	struct str before;

	return str_split(cell, '`', &before) && str_split(cell, '`', ret);
}

static size_t kinds_of(struct str cell, const struct kind **ret)
{
	const struct kinds *ks = desks_kinds();
	struct str name;
	size_t n = 0;

	while (name_next(&cell, &name))
		for (size_t i = 0; i < ks->n && n < EXAMPLES_MAX; i++)
			if (str_is(name, ks->all[i]->name))
				ret[n++] = ks->all[i];
	return n;
}

/* -- what it names -- */

static void every_duty_has_its_row(void **state)
{
	static const int last[] = { ['A'] = DUTIES_A, ['B'] = DUTIES_B };
	int expected = 1, letter = 'A';
	struct str cells[CELLS];
	struct doc p;

	(void)state;
	doc_open(&p);
	while (duty_next(&p, cells)) {
		char id[16];

		if (expected > last[letter]) {
			letter++;
			expected = 1;
		}
		snprintf(id, sizeof(id), "%c%d", letter, expected++);
		if (!str_is(cells[CELL_ID], id))
			fail_msg("the row of %s is missing, or stands elsewhere", id);
	}
	assert_int_equal(letter, 'B');
	assert_int_equal(expected, DUTIES_B + 1);
	doc_close(&p);
}

static void every_kind_is_there(void **state)
{
	struct str cells[CELLS], name;
	struct doc p;

	(void)state;
	doc_open(&p);
	while (duty_next(&p, cells)) {
		if (!cells[CELL_KINDS].n)
			fail_msg(STR_FMT " names no kind", STR_ARG(cells[CELL_ID]));
		while (name_next(&cells[CELL_KINDS], &name))
			if (!kinds_newest(desks_kinds(), name))
				fail_msg(STR_FMT ": there is no kind " STR_FMT,
					STR_ARG(cells[CELL_ID]), STR_ARG(name));
	}
	doc_close(&p);
}

static const struct balance *balance_named(struct str name)
{
	for (size_t i = 0; i < desks_balances_n(); i++)
		if (str_is(name, desks_balance(i)->id))
			return desks_balance(i);
	return NULL;
}

static bool has_figure(const struct desk *d, const struct figure *figure)
{
	for (const struct figure *const *f = d->figures; *f; f++)
		if (*f == figure)
			return true;
	return false;
}

static bool has_balance(const struct desk *d, const struct balance *balance)
{
	for (const struct balance *const *b = d->balances; b && *b; b++)
		if (*b == balance)
			return true;
	return false;
}

/* One of the kinds is of the desk that counts it. */
static bool fed(const struct kind *const *kinds, size_t n, const struct figure *figure,
	const struct balance *balance)
{
	for (const struct desk *const *d = desks; *d; d++)
		for (size_t i = 0; i < n; i++)
			if (strcmp(kinds[i]->desk, (*d)->name) == 0 &&
				((figure && has_figure(*d, figure)) ||
					(balance && has_balance(*d, balance))))
				return true;
	return false;
}

/* One of the kinds answers or asks in a round of that kind. */
static bool asked(const struct kind *const *kinds, size_t n, struct str round)
{
	for (size_t i = 0; i < n; i++)
		if ((kinds[i]->covers && str_is(round, kinds[i]->covers)) ||
			(kinds[i]->obliges && str_is(round, kinds[i]->obliges)))
			return true;
	return false;
}

static bool account_is_there(const struct kind *const *kinds, size_t n, struct str name)
{
	const struct balance *balance = balance_named(name);

	if (str_is(name, "goods"))
		return true;
	return balance ? fed(kinds, n, NULL, balance) : desks_round(name) && asked(kinds, n, name);
}

static void every_account_is_of_the_kinds_of_its_row(void **state)
{
	const struct kind *kinds[EXAMPLES_MAX];
	struct str cells[CELLS], name;
	struct doc p;

	(void)state;
	doc_open(&p);
	while (duty_next(&p, cells)) {
		size_t n = kinds_of(cells[CELL_KINDS], kinds);

		while (name_next(&cells[CELL_ACCOUNTS], &name))
			if (!account_is_there(kinds, n, name))
				fail_msg(STR_FMT ": no kind of it is asked for by " STR_FMT,
					STR_ARG(cells[CELL_ID]), STR_ARG(name));
	}
	doc_close(&p);
}

static void every_figure_is_of_the_kinds_of_its_row(void **state)
{
	const struct kind *kinds[EXAMPLES_MAX];
	struct str cells[CELLS], name;
	struct doc p;

	(void)state;
	doc_open(&p);
	while (duty_next(&p, cells)) {
		size_t n = kinds_of(cells[CELL_KINDS], kinds);

		while (name_next(&cells[CELL_FIGURES], &name)) {
			const struct figure *f = figure_find(desks_figures(), name);

			if (!f || !fed(kinds, n, f, NULL))
				fail_msg(STR_FMT ": no kind of it is counted by " STR_FMT,
					STR_ARG(cells[CELL_ID]), STR_ARG(name));
		}
	}
	doc_close(&p);
}

static bool is_command(struct str words)
{
	for (const struct cli_command *c = cli_commands; c->words; c++)
		if (str_is(words, c->words))
			return true;
	return false;
}

static bool is_call(struct str call)
{
	struct str method;

	if (!str_split(&call, ' ', &method))
		return false;
	for (const struct route *r = routes; r->path; r++)
		if (str_is(method, r->method) && str_is(call, r->path))
			return true;
	return false;
}

static void every_command_and_call_is_there(void **state)
{
	const struct str bulou = STR("bulou ");
	struct str cells[CELLS], name;
	struct doc p;

	(void)state;
	doc_open(&p);
	while (duty_next(&p, cells)) {
		int n = 0;

		for (; name_next(&cells[CELL_CARRIED], &name); n++) {
			struct str words = { name.p + bulou.n, name.n - bulou.n };

			if (!(str_starts(name, bulou) ? is_command(words) : is_call(name)))
				fail_msg(STR_FMT ": there is no '" STR_FMT "'",
					STR_ARG(cells[CELL_ID]), STR_ARG(name));
		}
		if (n == 0)
			fail_msg(STR_FMT " is carried by nothing", STR_ARG(cells[CELL_ID]));
	}
	doc_close(&p);
}

static void every_figure_of_the_reports_is_there(void **state)
{
	struct str cells[CELLS] = { STR_NONE }, name = STR_NONE;
	struct map seen;
	struct doc p;

	(void)state;
	doc_open(&p);
	map_init(&seen, &p.arena);
	while (row_next(&p, cells)) {
		if (is_duty(cells[CELL_ID]))
			continue;
		if (!name_next(&cells[4], &name) || !figure_find(desks_figures(), name))
			fail_msg("'" STR_FMT "' is no figure of ours", STR_ARG(cells[1]));
		*map_at(&seen, name) = &seen;
	}
	assert_int_equal(seen.n, REPORTED);
	doc_close(&p);
}

static void must_be_named(const struct map *named, const char *name)
{
	if (!map_get(named, str_of(name)))
		fail_msg("doc/seeds.md does not say which duty %s is for", name);
}

static void nothing_is_left_out(void **state)
{
	struct map named;
	struct str name;
	struct doc p;

	(void)state;
	doc_open(&p);
	map_init(&named, &p.arena);
	while (name_next(&p.rest, &name))
		*map_at(&named, name) = &named;
	for (size_t i = 0; i < desks_kinds()->n; i++)
		must_be_named(&named, desks_kinds()->all[i]->name);
	for (size_t i = 0; i < desks_figures()->n; i++)
		must_be_named(&named, desks_figures()->all[i]->id);
	for (size_t i = 0; i < desks_balances_n(); i++)
		must_be_named(&named, desks_balance(i)->id);
	doc_close(&p);
}

/* -- that it works -- */

static void the_kinds_of_each_row_are_accepted(void **state)
{
	const struct kind *kinds[EXAMPLES_MAX];
	struct str cells[CELLS];
	struct fixture f;
	struct doc p;

	(void)state;
	doc_open(&p);
	while (duty_next(&p, cells)) {
		print_message("# " STR_FMT "\n", STR_ARG(cells[CELL_ID]));
		fixture_open(&f, engine);
		examples_accept(&f, kinds, kinds_of(cells[CELL_KINDS], kinds));
		fixture_close(&f);
	}
	doc_close(&p);
}

static void all_kinds_are_accepted_together(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	examples_accept(&f, desks_kinds()->all, desks_kinds()->n);
	fixture_close(&f);
}

static int run(const char *on)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_duty_has_its_row),
		cmocka_unit_test(every_kind_is_there),
		cmocka_unit_test(every_account_is_of_the_kinds_of_its_row),
		cmocka_unit_test(every_figure_is_of_the_kinds_of_its_row),
		cmocka_unit_test(every_command_and_call_is_there),
		cmocka_unit_test(every_figure_of_the_reports_is_there),
		cmocka_unit_test(nothing_is_left_out),
		cmocka_unit_test(the_kinds_of_each_row_are_accepted),
		cmocka_unit_test(all_kinds_are_accepted_together),
	};

	engine = on;
	return cmocka_run_group_tests_name(on, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
