/* `bulou serve` is killed under load, 10 times, with BULOU_LONG 50. What was acknowledged is
 * there afterwards, once and under its position; what was not is sent again. At the end an older
 * backup is restored into a new folder: its epoch is another one, so the phones send all that
 * they keep, and the figures are those of the tally. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "fault/team.h"

#define PHONES TEAM_MAX
#define DOORS 240
#define KILLS 10
#define KILLS_LONG 50

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

/* path: a backup is made under load; NULL: none. */
static void one_kill(struct team *t, uint64_t ms, const char *path)
{
	const struct timespec load = { .tv_sec = (time_t)(ms / 1000),
		.tv_nsec = (long)(ms % 1000) * 1000000 };

	team_serve(t, t->f.where);
	team_walk(t);
	nanosleep(&load, NULL);
	if (path) {
		back_up(t, path);
		nanosleep(&load, NULL);
	}
	process_kill(&t->server);
	team_wait(t);
	team_check_file(t);
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
	/* Else it would have tried little. */
	assert_true(cut_off > 0 && kept > 0 && kept < records);
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
		one_kill(&t, 50 + doors_draw(&t.phones[0].d, 350), i == kills / 2 ? backup : NULL);
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
