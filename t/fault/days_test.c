/* Bad days of a running site: the disk is full, or turns read-only, the file is locked for long. What cannot be done is refused with its
 * reason, reading goes on where it can, all works again by itself, and nothing acknowledged is lost. */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault/powercut_vfs.h"
#include "fault/state.h"
#include "fault/team.h"
#include "sys/sys.h"

#define PHONES 3
#define DOORS 60
#define NOBODY 65534
#define BUSY_S 10 /* the store waits so long for a lock */

/* ---- in this process, on a disk that the test holds ---- */

static void a_disk_that(void (*fails)(bool), int code)
{
	struct fixture f;
	struct doors d;
	int rc;

	assert_int_equal(setenv("BULOU_VFS", "powercut", 1), 0);
	fixture_open(&f, "sqlite");
	fixture_county(&f, DOORS);
	doors_init(&d, 1, 0, 1, DOORS);
	for (int i = 0; i < 20; i++)
		assert_int_equal(doors_hand_in(&f, &d), 0);
	for (int turn = 0; turn < 3; turn++) {
		fails(true);
		for (int i = 0; i < 3; i++) {
			assert_int_equal(doors_hand_in(&f, &d), -code);
			err_clear(&f.cx);
			doors_check(&f, &d);
		}
		assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), -code);
		fails(false);
		assert_int_equal(doors_hand_in(&f, &d), 0);
		doors_check(&f, &d);
	}
	/* A rebuild that runs into it has to be done again, and says so until then. */
	fixture_reopen(&f);
	fails(true);
	rc = rebuild(&f.cx, &f.site->view, NULL, NULL);
	fails(false);
	assert_int_equal(rc, -code);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	fixture_reopen(&f);
	doors_check(&f, &d);
	assert_int_equal(unsetenv("BULOU_VFS"), 0);
	fixture_close(&f);
	doors_free(&d);
}

static void test_full(void **state)
{
	(void)state;
	a_disk_that(powercut_full, E_DISK_FULL);
}

static void test_turned_read_only(void **state)
{
	(void)state;
	a_disk_that(powercut_read_only, E_READ_ONLY);
}

/* ---- a real full disk under a real server ---- */

static char mounted[400]; /* "" = nothing */

/* cmocka leaves a failed test in the middle; this is its teardown. */
static int unmount(void **state)
{
	(void)state;
	if (mounted[0]) {
		umount2(mounted, MNT_DETACH);
		rmdir(mounted);
	}
	mounted[0] = 0;
	return 0;
}

static bool small_disk(const char *tmp)
{
	snprintf(mounted, sizeof(mounted), "%s/bulou-days-XXXXXX", tmp);
	assert_non_null(mkdtemp(mounted));
	if (mount("tmpfs", mounted, "tmpfs", 0, "size=4m") == 0)
		return true;
	rmdir(mounted);
	mounted[0] = 0;
	return false;
}

/* In it the phones write until there is no room. */
static void fill(struct team *t)
{
	team_walk(t);
	team_wait(t);
	/* Where a batch does not fit any more, one record may. */
	while (phone_once(&t->phones[0]) == SENT)
		;
	team_refuses(t, "disk_full");
	assert_string_equal(team_health(t), "disk_full");
	team_check_figures(t); /* reading goes on */
}

static void test_full_server(void **state)
{
	char tmp[300];
	static struct team t;

	(void)state;
	snprintf(tmp, sizeof(tmp), "%s", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	if (!small_disk(tmp)) {
		print_message("# SKIP full disk under a server: no right to mount one\n");
		skip();
	}
	setenv("TMPDIR", mounted, 1);
	team_begin(&t, "sqlite", PHONES, DOORS);
	setenv("TMPDIR", tmp, 1);
	team_serve(&t, t.f.where);
	fill(&t);
	assert_int_equal(mount("tmpfs", mounted, "tmpfs", MS_REMOUNT, "size=64m"), 0);
	team_works_again(&t, 5);
	team_rest(&t);
	team_check_figures(&t);
	assert_int_equal(process_stop(&t.server), 0);
	team_check_file(&t);
	team_verify(&t, t.f.where);
	team_end(&t);
}

/* ---- a folder that may not be written ---- */

static void owner_set(const struct team *t, uid_t uid, mode_t folder, mode_t file)
{
	char path[600];

	snprintf(path, sizeof(path), "%s/bulou.db", t->f.where);
	assert_int_equal(chmod(path, file), 0);
	assert_int_equal(chmod(t->f.where, folder), 0);
	if (uid == 0)
		return;
	assert_int_equal(chown(path, uid, uid), 0);
	assert_int_equal(chown(t->f.where, uid, uid), 0);
	assert_int_equal(chown(t->f.key, uid, uid), 0);
	assert_int_equal(chown(t->f.dir, uid, uid), 0);
}

/* Who may write everywhere sees nothing of it: root serves as somebody else. */
static void test_read_only(void **state)
{
	uid_t uid = geteuid() == 0 ? NOBODY : 0;
	static struct team t;
	int status = 0;

	(void)state;
	team_begin(&t, "sqlite", 1, DOORS);
	owner_set(&t, uid, 0500, 0400);
	if (process_serve(&t.server, t.f.where, t.f.key, uid, &status))
		fail_msg("it serves data that it cannot write");
	if (status == 126 || status == 127) {
		print_message("# SKIP read-only folder: another user cannot run the program\n");
		owner_set(&t, 0, 0700, 0600);
		team_end(&t);
		skip();
	}
	assert_int_equal(status, err_entry(E_READ_ONLY)->exit);
	owner_set(&t, 0, 0700, 0600);
	assert_true(process_serve(&t.server, t.f.where, t.f.key, uid, &status));
	process_login(&t.server, "admin", TEAM_PASSWORD);
	assert_int_equal(phone_once(&t.phones[0]), SENT);
	team_check_figures(&t);
	assert_int_equal(process_stop(&t.server), 0);
	team_end(&t);
}

/* ---- locked for long ---- */

static void test_locked(void **state)
{
	static struct team t;
	char path[600];
	int64_t started;
	sqlite3 *db;

	(void)state;
	team_begin(&t, "sqlite", PHONES, DOORS);
	team_serve(&t, t.f.where);
	assert_int_equal(phone_once(&t.phones[0]), SENT);
	snprintf(path, sizeof(path), "%s/bulou.db", t.f.where);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	started = sys_ticks_us();
	team_refuses(&t, "busy");
	assert_true(sys_ticks_us() - started > (BUSY_S - 1) * 1000000LL);
	assert_string_equal(team_health(&t), "busy");
	team_check_figures(&t); /* reading goes on */
	assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	team_works_again(&t, 5);
	team_rest(&t);
	team_check_figures(&t);
	assert_int_equal(process_stop(&t.server), 0);
	team_check_file(&t);
	team_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_turned_read_only),
		cmocka_unit_test_teardown(test_full_server, unmount),
		cmocka_unit_test(test_read_only),
		cmocka_unit_test(test_locked),
	};

	if (!powercut_register())
		return 1;
	if (!process_found()) {
		printf("1..0 # SKIP there is no program: set BULOU_BUILD\n");
		return 0;
	}
	return cmocka_run_group_tests_name("days", tests, NULL, NULL);
}
