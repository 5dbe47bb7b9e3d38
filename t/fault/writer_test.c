/* The writer between many threads: each hands in from an outbox of its own and waits, another
 * reads, another makes statements fail. Every job is answered once and truly; what failed is not
 * there, goes again and is there once. Made for ThreadSanitizer as well. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "fault/doors.h"
#include "guard/look_book.h"
#include "sys/sys.h"
#include "view/writer.h"

#define THREADS 6
#define TURNS 60
#define BATCH_MAX 30
#define DOORS 120
#define QUEUE_BYTES ((size_t)129 << 20) /* more than the queue takes */
#define LATE_JOBS 200

struct bench {
	struct fixture f;
	struct writer *w;
	_Atomic bool over;
	_Atomic uint64_t failed, read, entries;
	int64_t base;
};

struct hand {
	struct bench *b;
	struct doors d;
	pthread_t thread;
	const char *wrong;
	struct arena arena;
	struct cx cx;
};

/* ---- a thread that hands in ---- */

static int items_read(struct hand *h, char *text, struct append_item **ret, size_t *ret_n)
{
	const struct json_limits limits = { .bytes = 1 << 24, .depth = 16, .members = 100000 };
	const struct sender from = { .user = STR("admin"), .now = sys_now() };
	struct append_item *items;
	const struct json *v;
	int rc = json_read(&h->cx, str_of(text), &limits, &v);

	if (rc != 0)
		return rc;
	items = cx_many(&h->cx, v->n, struct append_item);
	if (items == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; rc == 0 && i < v->n; i++) {
		rc = append_item_read(&h->cx, &h->b->f.site->view, &v->items[i], v->items[i].s,
			&from, &guard_gate_owner, &items[i]);
		items[i].home = &h->cx;
	}
	*ret = items;
	*ret_n = v->n;
	return rc;
}

static void take_receipts(
	struct hand *h, const struct writer_job *job, const size_t *which, size_t n)
{
	int64_t before = 0;

	if (job->frame.epoch.n != UUID_TEXT)
		h->wrong = "no epoch";
	if (job->n != n)
		h->wrong = "not as many as were handed in";
	for (size_t i = 0; i < n && i < job->n; i++) {
		const struct receipt *r = &job->items[i].receipt;
		struct step *s = &h->d.all[which[i]];

		if (r->status != RECEIPT_ACCEPTED || !uuid_eq(&r->id, &s->id))
			h->wrong = "the receipt of another, or none";
		/* A batch lies together in order. */
		if (r->pos <= before)
			h->wrong = "out of order";
		before = s->pos = r->pos;
		s->there = true;
	}
	if (h->b->w && before > writer_last_pos(h->b->w))
		h->wrong = "committed, but not known to be";
}

/* Until it is taken; other errors than the one that is made are faults. */
static void hand_in(struct hand *h, const size_t *which, size_t n)
{
	char *text = doors_json(&h->d, which, n);
	int rc = -E_INJECTED;

	while (rc == -E_INJECTED && !h->wrong) {
		struct writer_job job = { .bytes = 1000 };

		arena_reset(&h->arena);
		err_clear(&h->cx);
		rc = items_read(h, text, &job.items, &job.n);
		if (rc == 0)
			rc = writer_run(&h->cx, h->b->w, &job);
		if (rc == 0)
			take_receipts(h, &job, which, n);
		else if (rc == -E_INJECTED)
			atomic_fetch_add(&h->b->failed, 1);
		else
			h->wrong = err_entry(rc)->code;
	}
	free(text);
}

/* An entry that is no record goes the same way. */
static void look(struct hand *h)
{
	struct writer_job job = { .bytes = 100 };
	struct uuid subject = h->d.device;
	struct look l = { .screen = STR("test"),
		.why = STR("check"),
		.note = STR("示例"),
		.subjects = &subject,
		.n = 1 };
	int rc;

	err_clear(&h->cx);
	rc = look_entries(
		&h->cx, &rights_owner, MATTER_ROSTER, l, sys_now(), &job.entries, &job.entries_n);
	if (rc == 0)
		rc = writer_run(&h->cx, h->b->w, &job);
	if (rc == 0)
		atomic_fetch_add(&h->b->entries, 1);
	else if (rc != -E_INJECTED)
		h->wrong = err_entry(rc)->code;
}

static void *work(void *arg)
{
	struct hand *h = arg;

	for (int turn = 0; turn < TURNS && !h->wrong; turn++) {
		size_t which[BATCH_MAX],
			n = doors_draw(&h->d, 2) ? 1 : 1 + (size_t)doors_draw(&h->d, BATCH_MAX);
		size_t first = doors_write(&h->d, n);

		for (size_t i = 0; i < n; i++)
			which[i] = first + i;
		hand_in(h, which, n);
		if (turn % 10 == 0)
			look(h);
	}
	return NULL;
}

/* ---- beside them ---- */

static void *follow(void *arg)
{
	struct bench *b = arg;
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct writer_counts counts;
	struct store *s = NULL;
	int64_t pos, before = 0;

	arena_init(&arena, &sys_heap, 0);
	while (!atomic_load(&b->over)) {
		const struct timespec a_moment = { .tv_nsec = 500000 };
		int64_t known = writer_last_pos(b->w);
		int rc = s ? 0 : site_reader(&cx, b->f.site, false, &s);

		if (rc == 0)
			rc = store_begin_read(&cx, s, "follow");
		if (rc == 0)
			rc = journal_newest(&cx, s, &pos);
		if (s)
			store_rollback(s);
		/* What is said to be committed is seen. */
		if (rc == 0 && (pos < known || pos < before))
			abort();
		before = rc == 0 ? pos : before;
		writer_count(b->w, &counts);
		atomic_fetch_add(&b->read, rc == 0);
		arena_reset(&arena);
		nanosleep(&a_moment, NULL);
	}
	store_close(s);
	arena_done(&arena);
	return NULL;
}

static void *disturb(void *arg)
{
	struct bench *b = arg;
	uint64_t n = 1;

	while (!atomic_load(&b->over)) {
		const struct timespec a_moment = { .tv_nsec = 2000000 };

		nanosleep(&a_moment, NULL);
		store_fail_at(1 + n++ * 7 % 60);
	}
	store_fail_at(0);
	return NULL;
}

/* ---- the tests ---- */

static void bench_open(struct bench *b)
{
	struct verify_result all;

	fixture_open(&b->f, "sqlite");
	fixture_county(&b->f, DOORS);
	fixture_read(&b->f);
	assert_int_equal(journal_verify(&b->f.cx, b->f.cover.store, &all, NULL, NULL), 0);
	fixture_read_done(&b->f);
	b->base = all.by_type[ENTRY_RECORD];
	assert_int_equal(writer_start(&b->f.cx, &b->f.site->view, &b->w), 0);
}

static void hand_open(struct hand *h, struct bench *b, int who)
{
	h->b = b;
	doors_init(&h->d, 1 + who, who, THREADS, DOORS);
	arena_init(&h->arena, &sys_heap, 0);
	h->cx = (struct cx){ .arena = &h->arena };
}

static void hand_close(struct hand *h)
{
	arena_done(&h->arena);
	doors_free(&h->d);
}

static void check_all(struct bench *b, struct hand *hands, int n)
{
	struct tally_of_doors want = { 0 };
	struct verify_result all;
	struct coverage c;

	for (int i = 0; i < n; i++) {
		if (hands[i].wrong)
			fail_msg("thread %d: %s", i, hands[i].wrong);
		doors_count(&hands[i].d, &want);
	}
	c = fixture_coverage(&b->f, "512021100");
	assert_int_equal(c.done, want.done);
	assert_int_equal(fixture_figure(&b->f, "doors-knocked"), want.knocked);
	assert_int_equal(fixture_figure(&b->f, "people-called-on"), want.people);
	fixture_read(&b->f);
	assert_int_equal(journal_verify(&b->f.cx, b->f.cover.store, &all, NULL, NULL), 0);
	assert_int_equal(cover_recount(&b->f.cx, b->f.cover.store), 0);
	fixture_read_done(&b->f);
	assert_int_equal(all.by_type[ENTRY_RECORD], b->base + want.records);
	assert_int_equal(all.by_type[ENTRY_REFUSAL], 0);
	assert_int_equal(all.by_type[ENTRY_LOOK], atomic_load(&b->entries));
	assert_int_equal(all.last, all.entries);
}

static void test_threads(void **state)
{
	static struct hand hands[THREADS];
	static struct bench b;
	pthread_t reader, fault;
	struct writer_counts counts;

	(void)state;
	bench_open(&b);
	assert_int_equal(pthread_create(&reader, NULL, follow, &b), 0);
	assert_int_equal(pthread_create(&fault, NULL, disturb, &b), 0);
	for (int i = 0; i < THREADS; i++) {
		hand_open(&hands[i], &b, i);
		assert_int_equal(pthread_create(&hands[i].thread, NULL, work, &hands[i]), 0);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(hands[i].thread, NULL);
	atomic_store(&b.over, true);
	pthread_join(reader, NULL);
	pthread_join(fault, NULL);
	writer_count(b.w, &counts);
	assert_int_equal(counts.queue, 0);
	writer_stop(b.w);
	check_all(&b, hands, THREADS);
	print_message(
		"# %llu records in %llu commits, %llu jobs failed and went again, %llu readings\n",
		(unsigned long long)counts.records, (unsigned long long)counts.commits,
		(unsigned long long)atomic_load(&b.failed),
		(unsigned long long)atomic_load(&b.read));
	assert_true(atomic_load(&b.failed) > 0 && atomic_load(&b.read) > 0);
	for (int i = 0; i < THREADS; i++)
		hand_close(&hands[i]);
	fixture_close(&b.f);
}

static void answered(struct writer_job *job)
{
	atomic_fetch_add((_Atomic int *)job->arg, 1);
}

/* Stopping answers all that waits; too much at once is turned away and nothing else is. */
static void test_stop(void **state)
{
	static struct writer_job jobs[LATE_JOBS];
	static struct bench b;
	static struct hand h;
	_Atomic int done = 0;
	struct writer_job large = { .bytes = QUEUE_BYTES, .done = answered, .arg = &done };

	(void)state;
	bench_open(&b);
	hand_open(&h, &b, 0);
	assert_int_equal(writer_submit(b.w, &large), -E_BUSY);
	for (int i = 0; i < LATE_JOBS; i++) {
		size_t which = doors_write(&h.d, 1);
		char *text = doors_json(&h.d, &which, 1);
		struct str copy;

		/* The texts must live as long as the jobs. */
		assert_int_equal(cx_str(&h.cx, str_of(text), &copy), 0);
		free(text);
		jobs[i] = (struct writer_job){ .bytes = 1000, .done = answered, .arg = &done };
		assert_int_equal(
			items_read(&h, (char *)(uintptr_t)copy.p, &jobs[i].items, &jobs[i].n), 0);
		assert_int_equal(writer_submit(b.w, &jobs[i]), 0);
	}
	writer_stop(b.w);
	b.w = NULL;
	assert_int_equal(atomic_load(&done), LATE_JOBS);
	for (size_t i = 0; i < LATE_JOBS; i++) {
		assert_int_equal(jobs[i].status, 0);
		take_receipts(&h, &jobs[i], &i, 1);
	}
	check_all(&b, &h, 1);
	hand_close(&h);
	fixture_close(&b.f);
}

/* ---- what matters most goes first ---- */

static _Atomic bool held;

/* Holds the writer's thread, so that a queue gathers behind it. */
static void hold(struct writer_job *job)
{
	answered(job);
	while (atomic_load(&held))
		sys_sleep_ms(1);
}

static void job_make(struct hand *h, struct writer_job *job, bool urgent, _Atomic int *done)
{
	size_t which = doors_write(&h->d, 1);
	char *text = doors_json(&h->d, &which, 1);
	struct str copy;

	assert_int_equal(cx_str(&h->cx, str_of(text), &copy), 0);
	free(text);
	*job = (struct writer_job){
		.bytes = 1000, .urgent = urgent, .done = answered, .arg = done
	};
	assert_int_equal(items_read(h, (char *)(uintptr_t)copy.p, &job->items, &job->n), 0);
}

static void test_urgent_first(void **state)
{
	enum { JOBS = 10 };
	static struct writer_job jobs[JOBS], first;
	static struct bench b;
	static struct hand h;
	_Atomic int done = 0;

	(void)state;
	bench_open(&b);
	hand_open(&h, &b, 0);
	atomic_store(&held, true);
	job_make(&h, &first, false, &done);
	first.done = hold;
	assert_int_equal(writer_submit(b.w, &first), 0);
	while (atomic_load(&done) == 0)
		sys_sleep_ms(1);
	assert_int_equal(writer_full(b.w, false), 0);
	for (int i = 0; i < JOBS; i++) {
		job_make(&h, &jobs[i], i % 2 == 1, &done);
		if (i < 2)
			assert_int_equal(writer_submit(b.w, &jobs[i]), 0);
		if (i == 0) {
			/* It fills by how long somebody waits; to the urgent only those before them count. */
			sys_sleep_ms(WRITER_WAIT_MS / 20);
			assert_in_range(writer_full(b.w, false), 5, 100);
			assert_int_equal(writer_full(b.w, true), 0);
		}
	}
	for (int i = 2; i < JOBS; i++)
		assert_int_equal(writer_submit(b.w, &jobs[i]), 0);
	atomic_store(&held, false);
	writer_stop(b.w);
	b.w = NULL;
	for (int i = 0; i < JOBS; i++)
		assert_int_equal(jobs[i].status, 0);
	for (int i = 1; i < JOBS; i += 2)
		for (int k = 0; k < JOBS; k += 2)
			assert_true(jobs[i].items[0].receipt.pos < jobs[k].items[0].receipt.pos);
	for (int i = 2; i < JOBS; i++)
		assert_true(jobs[i - 2].items[0].receipt.pos < jobs[i].items[0].receipt.pos);
	hand_close(&h);
	fixture_close(&b.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_threads),
		cmocka_unit_test(test_stop), cmocka_unit_test(test_urgent_first) };

	return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
