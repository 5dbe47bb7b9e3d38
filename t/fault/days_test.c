/* Bad days of a running site: the disk is full, or turns read-only, the file is torn or locked
 * for long, PostgreSQL goes and comes back. What cannot be done is refused with its reason,
 * reading goes on where it can, all works again by itself, and nothing acknowledged is lost. */
#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fault/powercut_vfs.h"
#include "fault/state.h"
#include "fault/team.h"
#include "sys/sys.h"

#define PHONES 3
#define DOORS 60
#define NOBODY 65534
#define BUSY_S 10 /* the store waits so long for a lock */
#define PAGE 4096
#define FLIPS 500
#define FLIPS_LONG 20000
#define TORN 12

static const struct site_tables *tables(void)
{
	static struct site_tables t;

	t = (struct site_tables){ .kinds = desks_kinds(), .figures = desks_figures() };
	return &t;
}

static void rest_ms(long ms)
{
	const struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

/* Until a record is taken, and the server says that it is well. */
static void works_again(struct team *t, int seconds)
{
	enum sent sent = SENT_LATER;

	for (int i = 0; i < seconds * 10; i++) {
		sent = phone_once(&t->phones[0]);
		if (sent == SENT && team_health(t)[0] == 0)
			return;
		rest_ms(100);
	}
	fail_msg("it does not work again: %d %s %s", sent, t->phones[0].code, team_health(t));
}

static void refuses(struct team *t, const char *code)
{
	assert_int_equal(phone_once(&t->phones[0]), SENT_LATER);
	if (strcmp(t->phones[0].code, code) != 0)
		fail_msg("refused with '%s', not '%s'", t->phones[0].code, code);
}

/* ---- in this process, on a disk that the test holds ---- */

static int one_record(struct fixture *f, struct doors *d)
{
	const struct sender from = { .user = STR("admin"), .now = sys_now() };
	size_t which = doors_write(d, 1), n;
	char *text = doors_json(d, &which, 1);
	const struct json *v;
	struct receipt *r;
	int rc;

	assert_int_equal(json_read(&f->cx, str_of(text), &json_limits_request, &v), 0);
	rc = append_json(&f->cx, &f->site->view, v, &from, &guard_gate_owner, &r, &n);
	if (rc == 0) {
		assert_int_equal(r[0].status, RECEIPT_ACCEPTED);
		d->all[which].there = true;
	}
	free(text);
	return rc;
}

static void check_site(struct fixture *f, const struct doors *d)
{
	struct tally_of_doors want = { 0 };
	struct coverage c = fixture_coverage(f, "512021100");

	doors_count(d, &want);
	assert_int_equal(c.done, want.done);
	assert_int_equal(fixture_figure(f, "doors-knocked"), want.knocked);
}

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
		assert_int_equal(one_record(&f, &d), 0);
	for (int turn = 0; turn < 3; turn++) {
		fails(true);
		for (int i = 0; i < 3; i++) {
			assert_int_equal(one_record(&f, &d), -code);
			err_clear(&f.cx);
			check_site(&f, &d);
		}
		assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), -code);
		fails(false);
		assert_int_equal(one_record(&f, &d), 0);
		check_site(&f, &d);
	}
	/* A rebuild that runs into it has to be done again, and says so until then. */
	fixture_reopen(&f);
	fails(true);
	rc = rebuild(&f.cx, &f.site->view, NULL, NULL);
	fails(false);
	assert_int_equal(rc, -code);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	fixture_reopen(&f);
	check_site(&f, &d);
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
	refuses(t, "disk_full");
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
	works_again(&t, 5);
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

/* ---- a torn file ---- */

struct file {
	char path[700];
	unsigned char *bytes;
	size_t n;
};

static void file_read(struct file *f)
{
	struct stat st;
	FILE *in = fopen(f->path, "rb");

	assert_non_null(in);
	assert_int_equal(fstat(fileno(in), &st), 0);
	f->n = (size_t)st.st_size;
	f->bytes = malloc(f->n);
	assert_int_equal(fread(f->bytes, 1, f->n, in), f->n);
	fclose(in);
}

static void file_write(const struct file *f, size_t n)
{
	FILE *out = fopen(f->path, "wb");

	assert_non_null(out);
	assert_int_equal(fwrite(f->bytes, 1, n, out), n);
	assert_int_equal(fclose(out), 0);
}

/* What `bulou verify` asks: 0, or what is wrong. */
static int verify(struct fixture *f)
{
	struct verify_result all;
	struct store *s = NULL;
	struct site *site = NULL;
	int rc = site_open(&f->cx, f->where, f->key, SITE_READ, tables(), &site);

	if (rc == 0)
		rc = site_reader(&f->cx, site, false, &s);
	if (rc == 0)
		rc = store_begin_read(&f->cx, s, "verify");
	if (rc == 0)
		rc = store_check(&f->cx, s);
	if (rc == 0)
		rc = journal_verify(&f->cx, s, &all, NULL, NULL);
	if (rc == 0)
		rc = cover_recount(&f->cx, s);
	store_close(s);
	site_close(site);
	err_clear(&f->cx);
	return rc;
}

/* Whatever is read of it and appended to it, the process goes on. */
static void use(struct fixture *f, struct doors *d)
{
	int rc = site_open(&f->cx, f->where, f->key, SITE_WRITE, tables(), &f->site);

	if (rc == 0)
		one_record(f, d);
	site_close(f->site);
	f->site = NULL;
	err_clear(&f->cx);
	arena_reset(&f->arena);
}

/* Single bytes that are others: no program dies of them, and none of them changes what digests
 * prove unseen. */
static void flip_bytes(struct fixture *f, struct doors *d, struct file *db)
{
	int times = getenv("BULOU_LONG") ? FLIPS_LONG : FLIPS;
	char *want, *have;
	unsigned told = 0;

	file_write(db, db->n);
	want = state_read(f->where, STATE_PROVED);
	for (int i = 0; i < times; i++) {
		size_t at = (size_t)doors_draw(d, db->n);
		unsigned char old = db->bytes[at];

		db->bytes[at] = (unsigned char)(old ^ (1 + doors_draw(d, 255)));
		file_write(db, db->n);
		db->bytes[at] = old;
		if (verify(f)) {
			told++;
		} else {
			have = state_read(f->where, STATE_PROVED);
			assert_int_equal(state_differs("a byte that nobody saw", want, have), 0);
			free(have);
		}
		use(f, d);
	}
	print_message("# %u of %d changed bytes told\n", told, times);
	file_write(db, db->n);
	assert_int_equal(verify(f), 0);
	free(want);
}

static void test_torn(void **state)
{
	unsigned told = 0, unharmed = 0;
	struct fixture f;
	struct file db;
	struct doors d;
	char *whole, *now;

	(void)state;
	fixture_open(&f, "sqlite");
	fixture_county(&f, DOORS);
	doors_init(&d, 1, 0, 1, DOORS);
	for (int i = 0; i < 100; i++)
		assert_int_equal(one_record(&f, &d), 0);
	site_close(f.site);
	f.site = NULL;
	snprintf(db.path, sizeof(db.path), "%s/bulou.db", f.where);
	file_read(&db);
	whole = state_read(f.where, STATE_ALL);
	assert_int_equal(verify(&f), 0);
	for (size_t page = 0; page < db.n / PAGE; page++) {
		unsigned char kept[PAGE];

		memcpy(kept, db.bytes + page * PAGE, PAGE);
		for (size_t i = page % 2 ? 0 : PAGE / 2; i < PAGE; i++)
			db.bytes[page * PAGE + i] = (unsigned char)(page % 3 ? 0 :
									       doors_draw(&d, 256));
		file_write(&db, db.n);
		memcpy(db.bytes + page * PAGE, kept, PAGE);
		if (verify(&f)) {
			told++;
		} else {
			/* Nothing lay there. */
			now = state_read(f.where, STATE_ALL);
			assert_int_equal(
				state_differs("a torn page that nobody saw", whole, now), 0);
			free(now);
			unharmed++;
		}
		use(&f, &d);
	}
	print_message(
		"# %u of %zu torn pages told, %u held nothing\n", told, db.n / PAGE, unharmed);
	assert_true(told > unharmed);
	flip_bytes(&f, &d, &db);
	file_write(&db, db.n / 2 / PAGE * PAGE);
	assert_int_equal(verify(&f), -E_CORRUPT);
	use(&f, &d);
	file_write(&db, 0);
	assert_int_equal(verify(&f), -E_NO_DATA);
	memset(db.bytes, 'x', PAGE);
	file_write(&db, db.n);
	assert_int_equal(verify(&f), -E_CORRUPT);
	free(db.bytes);
	free(whole);
	fixture_close(&f);
	doors_free(&d);
}

/* The same from outside: whoever asks about it is told so, and whoever serves it says why it does not, or answers each call
 * with what it can read, and stays up. */
static bool answers_all(struct team *t, struct doors *stranger)
{
	const char *paths[] = { "/healthz", "/v1/rounds", "/v1/search?q=1", NULL, "/v1/board" };
	size_t which = doors_write(stranger, 1);
	char *text = doors_json(stranger, &which, 1), *body, missing[200];
	bool fine = true;
	int status;

	snprintf(missing, sizeof(missing), "/v1/rounds/%s/missing", fid(2));
	paths[3] = missing;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		status = process_ask_once(&t->server, "GET", paths[i], NULL, &body);
		fine = fine && status != 0;
		free(body);
	}
	status = process_ask_once(&t->server, "POST", "/v1/records", text, &body);
	free(body);
	free(text);
	return fine && status != 0;
}

static bool is_an_exit(int status)
{
	return status == 0 || (status >= 64 && status <= 79);
}

static void whole_again(struct team *t, const struct file *db)
{
	char path[720];

	file_write(db, db->n);
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s%s", db->path, i ? "-shm" : "-wal");
		unlink(path);
	}
	team_verify(t, t->f.where);
}

static void test_torn_server(void **state)
{
	unsigned told = 0, served = 0, refused = 0;
	static struct team t;
	struct doors stranger;
	struct file db;
	int status;

	(void)state;
	team_begin(&t, "sqlite", 1, DOORS);
	doors_init(&stranger, 9, 0, 1, DOORS);
	team_serve(&t, t.f.where);
	for (int i = 0; i < 40; i++)
		assert_int_equal(phone_once(&t.phones[0]), SENT);
	assert_int_equal(process_stop(&t.server), 0);
	snprintf(db.path, sizeof(db.path), "%s/bulou.db", t.f.where);
	file_read(&db);
	for (unsigned i = 0; i < TORN; i++) {
		const char *args[] = { "verify", "--data", t.f.where, "--key", t.f.key, NULL };
		size_t page = i == 0 ? 0 : (size_t)doors_draw(&stranger, db.n / PAGE);
		unsigned char kept[PAGE];

		memcpy(kept, db.bytes + page * PAGE, PAGE);
		memset(db.bytes + page * PAGE + PAGE / 2, i % 2 ? 0 : 0xa5, PAGE / 2);
		/* Its end is gone, at last. */
		file_write(&db, i == TORN - 1 ? db.n / 2 / PAGE * PAGE : db.n);
		memcpy(db.bytes + page * PAGE, kept, PAGE);
		status = process_run(t.server.trace, NULL, args);
		assert_true(is_an_exit(status));
		told += status != 0;
		if (process_serve(&t.server, t.f.where, t.f.key, 0, &status)) {
			assert_true(answers_all(&t, &stranger));
			assert_true(is_an_exit(process_stop(&t.server)));
			served++;
		} else {
			assert_true(status != 0 && is_an_exit(status));
			refused++;
		}
		whole_again(&t, &db);
	}
	print_message(
		"# of %u torn files %u told by verify; %u served as far as they could be, %u not\n",
		TORN, told, served, refused);
	assert_true(told >= 2 && served > 0 && refused > 0);
	team_serve(&t, t.f.where);
	works_again(&t, 1);
	team_check_figures(&t);
	assert_int_equal(process_stop(&t.server), 0);
	team_check_file(&t);
	free(db.bytes);
	doors_free(&stranger);
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
	refuses(&t, "busy");
	assert_true(sys_ticks_us() - started > (BUSY_S - 1) * 1000000LL);
	assert_string_equal(team_health(&t), "busy");
	team_check_figures(&t); /* reading goes on */
	assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	works_again(&t, 5);
	team_rest(&t);
	team_check_figures(&t);
	assert_int_equal(process_stop(&t.server), 0);
	team_check_file(&t);
	team_end(&t);
}

/* ---- PostgreSQL goes and comes back ---- */

struct database {
	char bin[200], dir[500], url[200];
	uid_t uid;
	int port;
};

/* As whom a PostgreSQL can run; 0 = nobody. */
static uid_t postgres_user(void)
{
	const struct passwd *p = getpwnam("bulou-test");

	if (geteuid() != 0)
		return geteuid();
	if (!p)
		p = getpwnam("postgres");
	return p ? p->pw_uid : 0;
}

static int postgres_run(const struct database *b, const char *const *args)
{
	int status, fd;
	pid_t pid = fork();

	if (pid == 0) {
		fd = open("/dev/null", O_RDWR);
		dup2(fd, 0);
		dup2(fd, 1);
		dup2(fd, 2);
		if (geteuid() == 0 && (setgid(b->uid) != 0 || setuid(b->uid) != 0))
			_exit(126);
		if (chdir(b->dir) != 0)
			_exit(126);
		execv(args[0], (char *const *)(uintptr_t)args);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void tool(const struct database *b, const char *name, char *ret, size_t n)
{
	snprintf(ret, n, "%s/%s", b->bin, name);
}

/* The newest that is installed. */
static bool postgres_found(struct database *b)
{
	char path[300];

	for (int version = 30; version > 9; version--) {
		snprintf(b->bin, sizeof(b->bin), "/usr/lib/postgresql/%d/bin", version);
		tool(b, "initdb", path, sizeof(path));
		if (access(path, X_OK) == 0)
			return true;
	}
	return false;
}

static int postgres_start(const struct database *b)
{
	char pg_ctl[300], data[600], trace[600], options[300];
	const char *args[] = { pg_ctl, "-D", data, "-l", trace, "-o", options, "-w", "-t", "60",
		"start", NULL };

	tool(b, "pg_ctl", pg_ctl, sizeof(pg_ctl));
	snprintf(data, sizeof(data), "%s/data", b->dir);
	snprintf(trace, sizeof(trace), "%s/trace", b->dir);
	snprintf(options, sizeof(options),
		"-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off",
		b->port);
	return postgres_run(b, args);
}

static int postgres_stop(const struct database *b, const char *mode)
{
	char pg_ctl[300], data[600];
	const char *args[] = { pg_ctl, "-D", data, "-m", mode, "-w", "-t", "60", "stop", NULL };

	tool(b, "pg_ctl", pg_ctl, sizeof(pg_ctl));
	snprintf(data, sizeof(data), "%s/data", b->dir);
	return postgres_run(b, args);
}

static int postgres_make(struct database *b)
{
	char initdb[300], data[600];
	const char *args[] = { initdb, "-D", data, "-U", "bulou", "-A", "trust", "-E", "UTF8",
		"--locale=C.UTF-8", "--no-sync", NULL };
	const char *tmp = getenv("TMPDIR");

	snprintf(b->dir, sizeof(b->dir), "%s/bulou-days-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(b->dir));
	assert_int_equal(chown(b->dir, b->uid, b->uid), 0);
	b->port = process_free_port();
	snprintf(b->url, sizeof(b->url), "postgresql://bulou@127.0.0.1:%d/postgres", b->port);
	tool(b, "initdb", initdb, sizeof(initdb));
	snprintf(data, sizeof(data), "%s/data", b->dir);
	return postgres_run(b, args);
}

static void postgres_drop(struct database *b)
{
	const char *args[] = { "/bin/rm", "-rf", b->dir, NULL };

	postgres_stop(b, "immediate");
	postgres_run(b, args);
	rmdir(b->dir);
}

/* A database that is gone, whatever is in hand. */
static void goes_and_comes(struct team *t, const struct database *b, const char *mode)
{
	team_walk(t);
	rest_ms(300);
	assert_int_equal(postgres_stop(b, mode), 0);
	team_wait(t);
	for (int i = 0; i < t->n; i++)
		/* What was being committed may have happened. */
		if (strcmp(t->phones[i].code, "unavailable") != 0 &&
			strcmp(t->phones[i].code, "uncertain") != 0)
			fail_msg("refused with '%s'", t->phones[i].code);
	refuses(t, "unavailable");
	assert_string_equal(team_health(t), "unavailable");
	assert_int_equal(postgres_start(b), 0);
	works_again(t, 30);
}

static void test_postgres(void **state)
{
	const char *old = getenv("BULOU_TEST_PG");
	char kept[300];
	static struct team t;
	struct database b = { .uid = postgres_user() };

	(void)state;
	if (!old || b.uid == 0 || !postgres_found(&b)) {
		print_message(
			"# SKIP PostgreSQL gone and back: needs BULOU_TEST_PG and a user to run one as\n");
		skip();
	}
	snprintf(kept, sizeof(kept), "%s", old);
	assert_int_equal(postgres_make(&b), 0);
	assert_int_equal(postgres_start(&b), 0);
	setenv("BULOU_TEST_PG", b.url, 1);
	team_begin(&t, "postgres", PHONES, DOORS);
	setenv("BULOU_TEST_PG", kept, 1);
	team_serve(&t, t.f.where);
	goes_and_comes(&t, &b, "fast");
	goes_and_comes(&t, &b, "immediate");
	team_rest(&t);
	team_check_figures(&t);
	assert_int_equal(process_stop(&t.server), 0);
	team_verify(&t, t.f.where);
	team_end(&t);
	postgres_drop(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_turned_read_only),
		cmocka_unit_test(test_torn),
		cmocka_unit_test(test_torn_server),
		cmocka_unit_test_teardown(test_full_server, unmount),
		cmocka_unit_test(test_read_only),
		cmocka_unit_test(test_locked),
		cmocka_unit_test(test_postgres),
	};

	if (!powercut_register())
		return 1;
	if (!process_found()) {
		printf("1..0 # SKIP there is no program: set BULOU_BUILD\n");
		return 0;
	}
	return cmocka_run_group_tests_name("days", tests, NULL, NULL);
}
