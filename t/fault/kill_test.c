/* `bulou serve` is killed under load, 10 times, with BULOU_LONG 50. What was acknowledged is
 * there afterwards, once and under its position; what was not is sent again. Whoever looked on, by
 * asking or by the live stream, was told of nothing that is not there. At the end an older
 * backup is restored into a new folder: its epoch is another one, so the phones send all that
 * they keep, and the figures are those of the tally. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "fault/team.h"
#include "sys/sys.h"

#define PHONES TEAM_MAX
#define DOORS 240
#define KILLS 10
#define KILLS_LONG 50

/* Somebody who looks on until the server is gone: the newest position that he was told of, and how often he was told. */
struct eye {
	const struct process *server;
	pthread_t thread;
	char path[200];
	int64_t told;
	_Atomic uint64_t times;
	_Atomic bool gone;
};

static struct eye asks, follows;

static void take_told(struct eye *e, const char *text, const char *name)
{
	for (const char *at = strstr(text, name); at; at = strstr(at + 1, name)) {
		int64_t pos = strtoll(at + strlen(name), NULL, 10);

		e->told = pos > e->told ? pos : e->told;
		atomic_fetch_add(&e->times, 1);
	}
}

static void *ask_on(void *arg)
{
	struct eye *e = arg;
	int fd = process_connect(e->server), status = 200;
	char *body;

	while (fd >= 0 && status != 0) {
		status = process_ask(e->server, fd, "GET", e->path, NULL, &body);
		take_told(e, body, "\"pos\":");
		free(body);
	}
	close(fd);
	return NULL;
}

/* What the connection was cut in the middle of, he was not told. */
static void *follow_on(void *arg)
{
	struct eye *e = arg;
	int fd = process_connect(e->server);
	char text[65536];
	size_t n = 0;
	ssize_t got;

	got = snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\nHost: t\r\n%s\r\n", e->path,
		e->server->cookie);
	if (fd >= 0 && send(fd, text, (size_t)got, MSG_NOSIGNAL) != got)
		shutdown(fd, SHUT_RDWR);
	while ((got = recv(fd, text + n, sizeof(text) - 1 - n, 0)) > 0) {
		char *end;

		text[n += (size_t)got] = 0;
		end = strrchr(text, '\n');
		if (end) {
			*end = 0;
			take_told(e, text, "\"pos\":");
			take_told(e, text, "\"as_of\":");
			n -= (size_t)(end + 1 - text);
			memmove(text, end + 1, n);
		}
	}
	atomic_store(&e->gone, true);
	close(fd);
	return NULL;
}

static void look_on(struct team *t, struct eye *e, void *(*how)(void *))
{
	e->server = &t->server;
	e->gone = false;
	assert_int_equal(pthread_create(&e->thread, NULL, how, e), 0);
}

/* A stream begins to tell within a second. */
static void told_once_more(struct eye *e)
{
	uint64_t times = atomic_load(&e->times);

	while (atomic_load(&e->times) == times && !atomic_load(&e->gone))
		sys_sleep_ms(1);
}

/* What he was told of is there. */
static void look_back(const struct team *t, struct eye *e)
{
	sqlite3_stmt *st;
	char path[600];
	sqlite3 *db;

	pthread_join(e->thread, NULL);
	snprintf(path, sizeof(path), "%s/bulou.db", t->f.where);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(
		sqlite3_prepare_v2(db, "SELECT max(pos) FROM journal", -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_true(e->told <= sqlite3_column_int64(st, 0));
	sqlite3_finalize(st);
	sqlite3_close(db);
}

static void back_up(struct team *t, const char *path)
{
	const char *args[] = { "backup", path, "--data", t->f.where, "--key", t->f.key, NULL };

	assert_int_equal(process_run(t->server.trace, NULL, args), 0);
}

static void restore(struct team *t, const char *path, const char *where)
{
	const char *args[] = { "restore", path, "--data", where, "--key", t->f.key, NULL };

	assert_int_equal(process_run(t->server.trace, NULL, args), 0);
}

/* followed: the live stream has told of something by then. path: a backup is made under load; NULL: none. */
static void one_kill(struct team *t, uint64_t ms, bool followed, const char *path)
{
	const struct timespec load = { .tv_sec = (time_t)(ms / 1000),
		.tv_nsec = (long)(ms % 1000) * 1000000 };

	team_serve(t, t->f.where);
	snprintf(asks.path, sizeof(asks.path), "/v1/rounds/%s/coverage", fid(2));
	snprintf(follows.path, sizeof(follows.path), "/v1/live");
	look_on(t, &asks, ask_on);
	look_on(t, &follows, follow_on);
	team_walk(t);
	nanosleep(&load, NULL);
	if (followed)
		told_once_more(&follows);
	if (path) {
		back_up(t, path);
		nanosleep(&load, NULL);
	}
	process_kill(&t->server);
	team_wait(t);
	team_check_file(t);
	look_back(t, &asks);
	look_back(t, &follows);
	arena_reset(&t->f.arena);
}

/* The first receipt is of another epoch, and all that is kept goes again. */
static void hand_in_all(struct team *t)
{
	for (int i = 0; i < t->n; i++) {
		struct phone *p = &t->phones[i];
		int fd = process_connect(&t->server);

		assert_true(fd >= 0);
		assert_int_equal(phone_new(p, fd), SENT);
		assert_true(p->told);
		assert_int_equal(phone_waiting(p, fd, true), SENT);
		close(fd);
	}
}

static void tell(const struct team *t, int kills)
{
	uint64_t cut_off = 0, records = 0, kept = 0;

	for (int i = 0; i < t->n; i++) {
		cut_off += t->phones[i].cut_off;
		records += t->phones[i].d.n;
		for (size_t n = 0; n < t->phones[i].d.n; n++)
			kept += t->phones[i].d.all[n].kept;
	}
	print_message(
		"# %d kills, %llu records, %llu requests cut off, %llu records sent again after the restore\n",
		kills, (unsigned long long)records, (unsigned long long)cut_off,
		(unsigned long long)kept);
	print_message("# told %llu times when asked, %llu times by the live stream\n",
		(unsigned long long)atomic_load(&asks.times),
		(unsigned long long)atomic_load(&follows.times));
	/* Else it would have tried little. */
	assert_true(cut_off > 0 && kept > 0 && kept < records);
	assert_true(asks.times > 0 && follows.times > 0);
}

static void test_kill(void **state)
{
	int kills = getenv("BULOU_LONG") ? KILLS_LONG : KILLS;
	char backup[600], again[600];
	static struct team t;

	(void)state;
	team_begin(&t, "sqlite", PHONES, DOORS);
	snprintf(backup, sizeof(backup), "%s/backup", t.f.dir);
	snprintf(again, sizeof(again), "%s/again", t.f.dir);
	for (int i = 0; i < kills; i++)
		one_kill(&t, 50 + doors_draw(&t.phones[0].d, 350), i % 4 == 1,
			i == kills / 2 ? backup : NULL);
	team_serve(&t, t.f.where);
	team_rest(&t);
	team_check_figures(&t);
	assert_int_equal(process_stop(&t.server), 0);
	team_check_file(&t);
	team_verify(&t, t.f.where);

	restore(&t, backup, again);
	team_serve(&t, again);
	hand_in_all(&t);
	team_check_figures(&t);
	assert_int_equal(process_stop(&t.server), 0);
	team_verify(&t, again);
	tell(&t, kills);
	team_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_kill) };

	if (!process_found()) {
		printf("1..0 # SKIP there is no program: set BULOU_BUILD\n");
		return 0;
	}
	return cmocka_run_group_tests_name("kill", tests, NULL, NULL);
}
