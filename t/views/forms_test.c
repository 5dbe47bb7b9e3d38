/* Offices' tables: how many questions one saves, whatever areas it asks for; the limits of a map and of a file; and what follows from
 * who may see what. On both engines. */
#include <stdlib.h>
#include <string.h>

#include "core/test.h"
#include "desk/forms/forms.h"
#include "support/form_fixture.h"
#include "support/site_fixture.h"

static const char *engine;

static struct form_value asking(const char *figure, const char *area, int32_t day, int64_t n)
{
	return (struct form_value){ .what = FORM_FIGURE,
		.figure = str_of(figure),
		.area = str_of(area),
		.to = day,
		.asked = n };
}

static int64_t saved(struct fixture *f, const struct form_value *mine, size_t mine_n,
	const struct form_value *others, size_t others_n)
{
	int64_t ret = -1;

	assert_int_equal(
		form_saved(&f->cx, f->cover.tree, mine, mine_n, others, others_n, &ret), 0);
	return ret;
}

/* The fixture: 512021 > 512021100 > v1 > g1, g2; v2 > g3. */
static void what_was_asked_before_is_saved(void **state)
{
	struct form_value town = asking("doors", "512021100", 1, 10),
			  v1 = asking("doors", "v1", 1, 6), g1 = asking("doors", "g1", 1, 4),
			  g2 = asking("doors", "g2", 1, 2), g3 = asking("doors", "g3", 1, 3);
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	fixture_read(&f);
	/* The first table saves nothing, nor does one of another area, day or figure. */
	assert_int_equal(saved(&f, &town, 1, NULL, 0), 0);
	assert_int_equal(saved(&f, &g1, 1, &g3, 1), 0);
	assert_int_equal(
		saved(&f, &g1, 1, (struct form_value[]){ asking("doors", "g1", 2, 4) }, 1), 0);
	assert_int_equal(
		saved(&f, &g1, 1, (struct form_value[]){ asking("people", "g1", 1, 4) }, 1), 0);
	/* The same, a part and the whole, in either order. */
	assert_int_equal(saved(&f, &town, 1, &town, 1), 10);
	assert_int_equal(saved(&f, &g1, 1, &town, 1), 4);
	assert_int_equal(saved(&f, &town, 1, &g1, 1), 4);
	/* A row for each area and their sum ask no more than the sum does. */
	assert_int_equal(saved(&f, (struct form_value[]){ v1, g1, g2 }, 3, &town, 1), 6);
	assert_int_equal(saved(&f, &town, 1, (struct form_value[]){ g1, g2, g3 }, 3), 9);
	/* What came since the other table was filled is asked for the first time. */
	assert_int_equal(
		saved(&f, (struct form_value[]){ asking("doors", "g1", 1, 7) }, 1, &g1, 1), 4);
	/* A third saves again what two had asked. */
	assert_int_equal(saved(&f, &g1, 1, (struct form_value[]){ g1, town }, 2), 4);
	fixture_read_done(&f);
	fixture_close(&f);
}

static int map_read(struct fixture *f, size_t items, const char *item, size_t *ret_n)
{
	struct form_cell *cells;
	struct buf b;

	buf_init(&b, f->cx.arena);
	buf_c(&b, '[');
	for (size_t i = 0; i < items; i++) {
		buf_z(&b, i ? "," : "");
		buf_z(&b, item);
	}
	buf_c(&b, ']');
	err_clear(&f->cx);
	return form_map_read(&f->cx, buf_get(&b), &cells, ret_n);
}

static void a_map_has_its_limits(void **state)
{
	static const char *const wrong[] = {
		"1", "{}", "{\"cell\":\"B2\"}", "{\"cell\":\"2B\",\"what\":\"date\"}",
		"{\"cell\":\"B2\",\"what\":\"figure\"}",
		"{\"cell\":\"B2\",\"what\":\"date\",\"back\":32}",
		"{\"cell\":\"B2\",\"what\":\"date\",\"back\":-1}",
		"{\"cell\":\"B2\",\"what\":\"date\",\"sheet\":50}",
		"{\"cell\":\"B2\",\"what\":\"date\",\"colour\":1}",
		"{\"cell\":\"B2\",\"what\":\"figure\",\"figure\":\"x\",\"area\":\"y\",\"measure\":\"year\"}"
	};
	struct fixture f;
	struct buf text;
	size_t n;

	(void)state;
	fixture_open(&f, engine);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (map_read(&f, 1, wrong[i], &n) != -E_FIELD_FORMAT)
			fail_msg("%s", wrong[i]);
	assert_int_equal(map_read(&f, 1, "{\"cell\":\"B2\",\"what\":\"date\",\"back\":31}", &n), 0);
	assert_int_equal(map_read(&f, FORM_CELLS_MAX, "{\"cell\":\"B2\",\"what\":\"who\"}", &n), 0);
	assert_int_equal(n, FORM_CELLS_MAX);
	assert_int_equal(map_read(&f, FORM_CELLS_MAX + 1, "{\"cell\":\"B2\",\"what\":\"who\"}", &n),
		-E_TOO_MANY);
	for (int more = 0; more < 2; more++) {
		buf_init(&text, f.cx.arena);
		buf_z(&text, "{\"cell\":\"B2\",\"what\":\"text\",\"text\":\"");
		for (int i = 0; i < FORM_TEXT_MAX + more; i++)
			buf_z(&text, "县");
		buf_z(&text, "\"}");
		assert_int_equal(map_read(&f, 1, buf_get(&text).p, &n), more ? -E_FIELD_FORMAT : 0);
	}
	fixture_close(&f);
}

static void taken(struct fixture *f, struct str record)
{
	struct receipt r = fixture_post_raw(f, record.p);

	if (r.status != RECEIPT_ACCEPTED)
		fail_msg("%.*s", STR_ARG(r.error.en));
}

/* A map with as many cells as there may be is filled, and its record is one that the journal takes. */
static void the_largest_table_is_filled(void **state)
{
	struct form_filling filling;
	struct uuid id = fuid(801), form = fuid(800);
	struct fixture f;
	struct form got;
	struct str record, book;
	struct buf b;
	struct str file = form_file();

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	fixture_accept(&f, 800,
		"\"form.filed\",\"area\":\"512021\",\"body\":{\"incident\":\"%s\",\"name_zh\":\"大表（示例）\","
		"\"office\":\"某办（示例）\",\"file\":\"%.*s\"}",
		fid(1), (int)file.n, file.p);
	buf_init(&b, f.cx.arena);
	buf_fmt(&b,
		"{\"id\":\"%s\",\"kind\":\"form.mapped\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\","
		"\"subject\":\"%s\",\"body\":{\"version\":1,\"map\":\"[",
		fid(802), fid(800));
	for (int i = 0; i < FORM_CELLS_MAX; i++)
		buf_fmt(&b,
			"%s{\\\"sheet\\\":0,\\\"cell\\\":\\\"%c%d\\\",\\\"what\\\":\\\"figure\\\",\\\"figure\\\":\\\"people-called-on\\\","
			"\\\"area\\\":\\\"512021\\\",\\\"measure\\\":\\\"total\\\"}",
			i ? "," : "", 'A' + i % 10, 100000 + i / 10);
	buf_z(&b, "]\"}}");
	taken(&f, buf_get(&b));
	fixture_read(&f);
	assert_int_equal(form_get(&f.cx, &f.cover, &form, &got), 0);
	assert_int_equal(got.cells_n, FORM_CELLS_MAX);
	assert_int_equal(form_draft(&f.cx, &f.cover, &got, 19234, STR("示例"), &filling), 0);
	assert_int_equal(filling.values_n, FORM_CELLS_MAX);
	assert_int_equal(form_book(&f.cx, &got, &filling, &book), 0);
	assert_int_equal(form_record(&f.cx, &got, &filling, &id, f.cover.now, &record), 0);
	fixture_read_done(&f);
	taken(&f, record);
	fixture_close(&f);
}

static int run(const char *on)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_asked_before_is_saved),
		cmocka_unit_test(a_map_has_its_limits),
		cmocka_unit_test(the_largest_table_is_filled),
	};

	engine = on;
	return cmocka_run_group_tests_name(on, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
