/* The data folder on SQLite: who may read it, its WAL, and what is said and done when the disk
 * fails. */
#include "store/store.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include "store/store_fixture.h"
#include "sys/sys.h"

enum { PUT, COUNT, STATEMENTS };

static const struct stmt statements[STATEMENTS] = {
	[PUT] = { .name = "put",
		.sqlite = "INSERT INTO thing (v) VALUES (?1)",
		.params = 1,
		.types = { STORE_BLOB } },
	[COUNT] = { .name = "count", .sqlite = "SELECT count(*), sum(length(v)) FROM thing" },
};

struct bench {
	struct arena arena;
	struct cx cx;
	struct fixture f;
	char file[1100];
	struct store *s;
};

static struct bench bench;

static int open_store(struct bench *b, enum store_mode mode, struct store **ret)
{
	return store_open(&b->cx, b->f.where, mode, statements, STATEMENTS, ret);
}

static int setup(void **state)
{
	struct bench *b = &bench;
	int rc;

	*b = (struct bench){ .s = NULL };
	arena_init(&b->arena, &sys_heap, 0);
	b->cx.arena = &b->arena;
	*state = b;
	if (!fixture_make(&b->f, STORE_SQLITE))
		return -1;
	snprintf(b->file, sizeof b->file, "%.1000s/bulou.db", b->f.where);
	rc = open_store(b, STORE_WRITE | STORE_CREATE, &b->s);
	rc = rc ? rc : store_begin(&b->cx, b->s, "setup");
	rc = rc ? rc :
		  store_script(&b->cx, b->s,
			  "CREATE TABLE thing (id INTEGER PRIMARY KEY, v BLOB NOT NULL);");
	return rc ? rc : store_commit(&b->cx, b->s);
}

static int teardown(void **state)
{
	struct bench *b = *state;

	store_close(b->s);
	fixture_drop(&b->f);
	arena_done(&b->arena);
	return 0;
}

/* n rows of 1 MB in one transaction. */
static int put(struct bench *b, int n)
{
	static char megabyte[1000000];
	const struct store_value v[] = { SV_BLOB(((struct str){ megabyte, sizeof megabyte })) };
	int rc = store_begin(&b->cx, b->s, "put");
	struct store *tx __attribute__((cleanup(store_end))) = b->s;

	while (rc == 0 && n-- > 0)
		rc = store_run(&b->cx, b->s, PUT, v, 1);
	return rc ? rc : store_commit(&b->cx, tx);
}

static int count(struct bench *b, struct store *s, int64_t *ret)
{
	struct store *tx __attribute__((cleanup(store_end))) = s;
	STORE_ROWS r = { 0 };
	int rc = store_begin_read(&b->cx, tx, "count");

	rc = rc ? rc : store_query(&b->cx, s, COUNT, NULL, 0, &r);
	rc = rc ? rc : store_next(&b->cx, &r);
	if (rc < 0)
		return rc;
	*ret = store_int(&r, 0);
	return 0;
}

static void assert_count(struct bench *b, int64_t want)
{
	int64_t n = -1;

	assert_int_equal(count(b, b->s, &n), 0);
	assert_int_equal(n, want);
}

static off_t size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? st.st_size : -1;
}

/* ---- the files ---- */

static void only_its_owner_reads_it(void **state)
{
	static const char *const names[] = { "bulou.db", "bulou.db-wal", "bulou.db-shm" };
	struct bench *b = *state;
	char path[1200];
	struct stat st;

	for (size_t i = 0; i < 3; i++) {
		snprintf(path, sizeof path, "%.1000s/%s", b->f.where, names[i]);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
	snprintf(path, sizeof path, "%.1000s/new/folder", b->f.where);
	store_close(b->s);
	assert_int_equal(
		store_open(&b->cx, path, STORE_WRITE | STORE_CREATE, statements, STATEMENTS, &b->s),
		0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
}

static int64_t pragma(struct bench *b, const char *sql, char ret_text[32])
{
	sqlite3 *db;
	sqlite3_stmt *st;
	int64_t n;

	assert_int_equal(sqlite3_open(b->file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	snprintf(ret_text, 32, "%s", (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

static void it_has_a_wal_and_4k_pages(void **state)
{
	char text[32];

	assert_int_equal(pragma(*state, "PRAGMA page_size", text), 4096);
	pragma(*state, "PRAGMA journal_mode", text);
	assert_string_equal(text, "wal");
}

/* ---- the WAL flush ---- */

/* A record more now and then, until one is written over what was flushed and the file does not grow. */
static bool begins_again(struct bench *b, const char *wal)
{
	for (int i = 0; i < 1000; i++) {
		off_t before = size_of(wal);

		assert_int_equal(put(b, 1), 0);
		if (size_of(wal) == before)
			return true;
		usleep(10000);
	}
	return false;
}

static void a_large_wal_is_flushed_beside_the_writer(void **state)
{
	struct bench *b = *state;
	char wal[1200];

	snprintf(wal, sizeof wal, "%.1100s-wal", b->file);
	assert_int_equal(put(b, 40), 0);
	assert_true(size_of(b->file) < 1000000);
	assert_int_equal(put(b, 40), 0);
	assert_true(begins_again(b, wal));
	assert_true(size_of(b->file) > 80000000);
}

static void a_commit_bounds_the_wal(void **state)
{
	struct bench *b = *state;
	char wal[1200];

	snprintf(wal, sizeof wal, "%.1100s-wal", b->file);
	for (int i = 0; i < 9; i++)
		assert_int_equal(put(b, 60), 0);
	assert_true(size_of(b->file) > 250000000);
	assert_true(size_of(wal) < 340000000);
	assert_count(b, 540);
}

/* ---- what fails ---- */

static void a_held_lock_is_busy(void **state)
{
	struct bench *b = *state;
	sqlite3 *db;
	int64_t n;

	assert_int_equal(sqlite3_open(b->file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(put(b, 1), -E_BUSY);
	assert_int_equal(count(b, b->s, &n), 0);
	sqlite3_close(db);
	assert_int_equal(put(b, 1), 0);
	assert_count(b, 1);
}

/* Puts a file out of the system's memory; false where that is not to be had, or not to be seen. In a child: whoever closes the file
 * gives up the locks that his process has in it. */
static bool evict(const char *path)
{
	char page[4096];
	struct iovec v = { page, sizeof page };
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		int fd = open(path, O_RDONLY);

		_exit(fd < 0 || posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED) != 0 ||
			preadv2(fd, &v, 1, 0, RWF_NOWAIT) >= 0 || errno != EAGAIN);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

/* Until somebody else has fetched what it asks for. */
static void a_prompt_reader_does_not_wait_for_the_disk(void **state)
{
	struct bench *b = *state;
	struct store *prompt;
	int64_t n = -1;

	assert_int_equal(put(b, 3), 0);
	assert_int_equal(open_store(b, STORE_READ | STORE_PROMPT, &prompt), 0);
	assert_int_equal(store_scrub(&b->cx, b->s), 0);
	if (!evict(b->file)) {
		print_message("# not run: nothing is put out of memory here\n");
		store_close(prompt);
		return;
	}
	assert_int_equal(count(b, prompt, &n), -E_BUSY);
	err_clear(&b->cx);
	assert_int_equal(count(b, prompt, &n), -E_BUSY);
	err_clear(&b->cx);
	store_close(b->s);
	b->s = NULL;
	assert_int_equal(open_store(b, STORE_READ, &b->s), 0);
	assert_count(b, 3);
	assert_int_equal(count(b, prompt, &n), 0);
	assert_int_equal(n, 3);
	store_close(prompt);
}

static void no_database_is_told(void **state)
{
	struct bench *b = *state;
	int fd;

	store_close(b->s);
	b->s = NULL;
	fd = open(b->file, O_WRONLY | O_TRUNC);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(write(fd, "this is no database.", 20), 20);
	close(fd);
	assert_int_equal(open_store(b, STORE_WRITE, &b->s), -E_CORRUPT);
	assert_non_null(strstr(b->cx.e.en.p, b->file));
	assert_non_null(strstr(b->cx.e.zh.p, "（原文：“open: "));
}

static void swap_page(const char *file, char page[4096], off_t at)
{
	char old[4096];
	int fd = open(file, O_RDWR);

	assert_int_equal(pread(fd, old, sizeof old, at), sizeof old);
	assert_int_equal(pwrite(fd, page, sizeof old, at), sizeof old);
	memcpy(page, old, sizeof old);
	close(fd);
}

/* A page turns bad while the store is open and good again: it goes on without being opened anew. */
static void a_torn_page_is_told_and_forgotten(void **state)
{
	struct bench *b = *state;
	char page[4096];
	int64_t n = 0;

	assert_int_equal(put(b, 3), 0);
	store_close(b->s);
	assert_int_equal(open_store(b, STORE_WRITE, &b->s), 0);
	assert_int_equal(store_check(&b->cx, b->s), 0);
	store_close(b->s);
	assert_int_equal(open_store(b, STORE_WRITE, &b->s), 0);
	memset(page, 0x5a, sizeof page);
	swap_page(b->file, page, 4096);
	assert_int_equal(count(b, b->s, &n), -E_CORRUPT);
	assert_int_equal(store_check(&b->cx, b->s), -E_CORRUPT);
	swap_page(b->file, page, 4096);
	assert_count(b, 3);
	assert_int_equal(put(b, 1), 0);
	assert_int_equal(store_check(&b->cx, b->s), 0);
}

/* Writes fail with EFBIG while the limit stands. */
static void failed_writes_roll_back_and_end(void **state)
{
	struct bench *b = *state;
	struct rlimit old, small = { .rlim_cur = 5000000, .rlim_max = RLIM_INFINITY };
	int rc;

	assert_int_equal(put(b, 1), 0);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small.rlim_max = old.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	rc = put(b, 10);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	/* The commit's last frame was never written. */
	assert_int_equal(rc, -E_DISK_FULL);
	assert_false(store_in_transaction(b->s));
	assert_count(b, 1);
	assert_int_equal(put(b, 10), 0);
	assert_count(b, 11);
}

/* In a child, as a user who may not write (the superuser may always). */
static int open_as_nobody(struct bench *b)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		struct store *s = NULL;
		int rc;

		if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
			_exit(99);
		rc = open_store(b, STORE_WRITE, &s);
		if (rc == 0) {
			b->s = s;
			rc = put(b, 1);
		}
		_exit(-rc);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void a_folder_without_write_permission_is_told(void **state)
{
	struct bench *b = *state;

	assert_int_equal(put(b, 1), 0);
	store_close(b->s);
	b->s = NULL;
	assert_int_equal(chmod(b->file, 0444), 0);
	assert_int_equal(chmod(b->f.where, 0555), 0);
	assert_int_equal(open_as_nobody(b), E_READ_ONLY);
	assert_int_equal(chmod(b->f.where, 0777), 0);
	assert_int_equal(chmod(b->file, 0666), 0);
	assert_int_equal(open_as_nobody(b), 0);
}

static void a_lost_folder_is_told(void **state)
{
	struct bench *b = *state;
	char aside[1200];
	struct store *s = NULL;

	store_close(b->s);
	b->s = NULL;
	snprintf(aside, sizeof aside, "%.1000s.aside", b->f.where);
	assert_int_equal(rename(b->f.where, aside), 0);
	assert_int_equal(open_store(b, STORE_WRITE, &s), -E_NOT_FOUND);
	assert_int_equal(open_store(b, STORE_READ, &s), -E_NOT_FOUND);
	assert_int_equal(rename(aside, b->f.where), 0);
	assert_int_equal(open_store(b, STORE_WRITE, &b->s), 0);
}

/* A purge's own commit has just set the flusher off. */
static void a_scrub_waits_for_the_flusher(void **state)
{
	struct bench *b = *state;
	char wal[1200];

	snprintf(wal, sizeof wal, "%s-wal", b->file);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(put(b, 120), 0);
		assert_int_equal(store_scrub(&b->cx, b->s), 0);
		assert_int_equal(size_of(wal), 0);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(only_its_owner_reads_it),
		T(it_has_a_wal_and_4k_pages),
		T(a_large_wal_is_flushed_beside_the_writer),
		T(a_scrub_waits_for_the_flusher),
		T(a_commit_bounds_the_wal),
		T(a_held_lock_is_busy),
		T(a_prompt_reader_does_not_wait_for_the_disk),
		T(no_database_is_told),
		T(a_torn_page_is_told_and_forgotten),
		T(failed_writes_roll_back_and_end),
		T(a_folder_without_write_permission_is_told),
		T(a_lost_folder_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
