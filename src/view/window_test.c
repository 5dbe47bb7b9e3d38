/* The order in which a window of the journal is replayed. */
#include "view/window.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "sys/sys.h"

#define ENTRIES 10

static struct uuid id_of(int n)
{
	struct uuid id = { { 0 } };

	id.b[0] = 1;
	id.b[15] = (uint8_t)n;
	return id;
}

/* corrects: the number of another entry; -1: none. */
static struct entry entry(struct cx *cx, int n, const char *area, const char *kind, int corrects)
{
	struct uuid id = id_of(n), named = id_of(corrects);
	char id_text[UUID_TEXT + 1], named_text[UUID_TEXT + 1];
	struct buf b;

	uuid_write(&id, id_text);
	uuid_write(&named, named_text);
	buf_init(&b, cx->arena);
	buf_c(&b, '{');
	if (area != NULL)
		buf_fmt(&b, "\"area\":\"%s\",", area);
	buf_fmt(&b, "\"at\":\"2022-08-30T09:00:00+08:00\",\"body\":{}");
	if (corrects >= 0)
		buf_fmt(&b, ",\"corrects\":[\"%s\"]", named_text);
	buf_fmt(&b, ",\"id\":\"%s\",\"kind\":\"%s\",\"v\":1}", id_text, kind);
	return (struct entry){ .pos = n, .type = ENTRY_RECORD, .id = id, .open = buf_get(&b) };
}

static void test_order(void **state)
{
	/* Before all areas: what others rest on, and what takes back something of another area, or of nobody knows where; then
	 * area A, its own corrections first, and first of these the one that corrects another; then B. */
	static const size_t want[ENTRIES] = { 0, 4, 6, 7, 9, 3, 2, 5, 8, 1 };
	static const struct kinds none = { 0 };
	struct journal journal = { .kinds = &none };
	struct entry all[ENTRIES], *entries[ENTRIES];
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct window w = { .cx = &cx, .journal = &journal, .entries = entries, .n = ENTRIES };
	size_t i;

	(void)state;
	arena_init(&arena, &sys_heap, 0);
	all[0] = entry(&cx, 0, NULL, "area.added", -1);
	all[1] = entry(&cx, 1, "B", "sweep.visit", -1);
	all[2] = entry(&cx, 2, "A", "sweep.visit", -1);
	all[3] = entry(&cx, 3, "A", "sweep.visit", 2);
	all[4] = entry(&cx, 4, "A", "sweep.visit", 1);
	all[5] = entry(&cx, 5, "A", "round.targeted", -1);
	all[6] = entry(&cx, 6, "A", "sweep.visit", 77);
	all[7] = entry(&cx, 7, "A", "sweep.visit", 8);
	all[8] = entry(&cx, 8, "A", "sweep.visit", -1);
	all[9] = entry(&cx, 9, "A", "sweep.visit", 3);
	for (i = 0; i < ENTRIES; i++)
		entries[i] = &all[i];
	assert_int_equal(window_order(&w), 0);
	for (i = 0; i < ENTRIES; i++)
		assert_int_equal(w.turns[i].at, want[i]);
	assert_int_equal(w.turns[3].area, 0);
	assert_int_equal(w.turns[4].area, w.turns[8].area);
	assert_int_not_equal(w.turns[8].area, w.turns[9].area);
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_order) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
