/* A list of people over a site that is full. */
#include "guard/newcomers.h"

#include "guard/guard_fixture.h"

#define LIST_MEMORY ((size_t)24 << 20) /* a quarter of what a request may take */

static const struct grant sampler = { .role = ROLE_SAMPLER, .area = { "g1", 2 } };

/* v001 … of whom each hundred have one name, none of them of the list. */
static void accounts_put(struct place *p, int n)
{
	struct entry *entries = cx_many(&p->cx, (size_t)n, struct entry);

	for (int i = 0; i < n; i++) {
		struct account a = { .grants = &sampler, .grants_n = 1 };
		char user[16], name[32];

		snprintf(user, sizeof(user), "v%03d", i + 1);
		snprintf(name, sizeof(name), "志愿者%d", i / 100);
		good(p, cx_str(&p->cx, str_of(user), &a.user));
		good(p, cx_str(&p->cx, str_of(name), &a.name));
		good(p, guard_account_entry(&p->cx, p->site, &a, STR("admin"), NOW, &entries[i]));
	}
	good(p, append_entries(&p->cx, &p->site->view, entries, (size_t)n));
	good(p, guard_follow(&p->cx, p->site->guard, p->reader));
}

static struct newcomer row_of(struct cx *cx, int i)
{
	struct newcomer one = { .grant = sampler };
	char name[32];

	snprintf(name, sizeof(name), "新人%d", i);
	assert_int_equal(cx_str(cx, str_of(name), &one.name), 0);
	return one;
}

/* The last rooms of a full site go to a list of the greatest length, with the memory that a request has; one more has none. */
static void test_a_list_over_a_full_site(void **state)
{
	struct newcomers list;
	struct newcomer one;
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct place p;
	struct guard *g;

	(void)state;
	place_open(&p);
	g = p.site->guard;
	accounts_put(&p, GUARD_USERS_MAX - NEWCOMERS_MAX);
	arena_init(&arena, &sys_heap, LIST_MEMORY);
	assert_int_equal(guard_newcomers_begin(&cx, g, NULL, &guard_reader_owner, &list), 0);
	for (int i = 0; i < NEWCOMERS_MAX; i++) {
		one = row_of(&cx, i);
		assert_int_equal(guard_newcomer(&cx, g, &list, &one, STR("admin"), NOW), 0);
		assert_int_equal(one.n, 2);
	}
	assert_str(one.user, "v20000");
	one = row_of(&cx, NEWCOMERS_MAX);
	assert_int_equal(guard_newcomer(&cx, g, &list, &one, STR("admin"), NOW), -E_USERS_FULL);
	arena_done(&arena);
	place_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_list_over_a_full_site),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
