/* Lines of a pool: who asks for much keeps only himself waiting. */
#include "core/test.h"
#include "http/own.h"
#include "sys/sys.h"

#define MANY 10

static struct http http;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static char order[64];
static _Atomic size_t order_n, began;

struct step {
	struct task task; /* first */
	char name;
};

static void step_work(struct task *t, struct worker *w)
{
	const struct step *s = (const struct step *)(const void *)t;

	(void)w;
	atomic_fetch_add(&began, 1);
	pthread_mutex_lock(&gate);
	order[atomic_fetch_add(&order_n, 1)] = s->name;
	pthread_mutex_unlock(&gate);
}

static int put(struct pool *p, struct step *s, struct line *l, char name)
{
	*s = (struct step){ .task = { .work = step_work, .line = l }, .name = name };
	return pool_submit(p, &s->task);
}

static void begin(struct pool *p, struct cx *cx, size_t max, struct step *first)
{
	memset(p, 0, sizeof(*p));
	memset(order, 0, sizeof(order));
	order_n = began = 0;
	pthread_mutex_init(&http.lock, NULL);
	http.done = NULL;
	http.done_last = &http.done;
	http.wake = -1;
	assert_int_equal(pool_start(cx, p, &http, 1, max), 0);
	/* The one thread is at work until the gate opens. */
	pthread_mutex_lock(&gate);
	assert_int_equal(put(p, first, NULL, '.'), 0);
	while (atomic_load(&began) == 0)
		sched_yield();
}

static void end(struct pool *p)
{
	pthread_mutex_unlock(&gate);
	pool_stop(p);
	pthread_mutex_destroy(&http.lock);
}

static void lines_are_served_in_turn(void **state)
{
	static struct step steps[MANY + 4];
	static struct line a, b;
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct pool p;

	(void)state;
	begin(&p, cx, 100, &steps[0]);
	for (int i = 0; i < MANY; i++)
		assert_int_equal(put(&p, &steps[1 + i], &a, 'a'), 0);
	assert_int_equal(put(&p, &steps[MANY + 1], &b, 'b'), 0);
	assert_int_equal(put(&p, &steps[MANY + 2], NULL, '.'), 0);
	assert_int_equal(put(&p, &steps[MANY + 3], &b, 'c'), 0);
	end(&p);
	assert_string_equal(order, ".ab.acaaaaaaaa");
	test_end(&t);
}

static void a_full_line_leaves_room_for_others(void **state)
{
	static struct step steps[7];
	static struct line a, b;
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct pool p;

	(void)state;
	begin(&p, cx, 4, &steps[0]);
	p.each = 2;
	assert_int_equal(put(&p, &steps[1], &a, 'a'), 0);
	assert_int_equal(put(&p, &steps[2], &a, 'a'), 0);
	assert_int_equal(put(&p, &steps[3], &a, 'x'), -E_ACCOUNT_BUSY);
	assert_int_equal(put(&p, &steps[4], &b, 'b'), 0);
	assert_int_equal(put(&p, &steps[5], NULL, '.'), 0);
	assert_int_equal(put(&p, &steps[6], &b, 'x'), -E_BUSY);
	end(&p);
	assert_string_equal(order, ".ab.a");
	test_end(&t);
}

/* Who only watches fills no more than his part, and keeps nobody from it who looks something up. */
static void those_who_watch_fill_half(void **state)
{
	static struct step steps[7];
	static struct line a;
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct pool p;

	(void)state;
	begin(&p, cx, 4, &steps[0]);
	for (int i = 1; i < 4; i++) {
		steps[i] = (struct step){ .task = { .work = step_work, .line = &a, .share = 50 },
			.name = 'b' };
		assert_int_equal(pool_submit(&p, &steps[i].task), i < 3 ? 0 : -E_BUSY);
	}
	assert_int_equal(put(&p, &steps[4], &a, 'a'), 0);
	assert_int_equal(put(&p, &steps[5], &a, 'a'), 0);
	assert_int_equal(put(&p, &steps[6], NULL, 'x'), -E_BUSY);
	end(&p);
	assert_string_equal(order, ".bbaa");
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_served_in_turn),
		cmocka_unit_test(a_full_line_leaves_room_for_others),
		cmocka_unit_test(those_who_watch_fill_half),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
