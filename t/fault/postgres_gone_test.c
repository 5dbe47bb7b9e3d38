/* PostgreSQL goes and comes back, in good order and not: what comes meanwhile is refused with its reason, all works again by itself, and
 * nothing acknowledged is lost. */
#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fault/team.h"
#include "sys/sys.h"

#define PHONES 3
#define DOORS 60

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
	const struct timespec a_moment = { .tv_nsec = 300000000 };

	team_walk(t);
	nanosleep(&a_moment, NULL);
	assert_int_equal(postgres_stop(b, mode), 0);
	team_wait(t);
	for (int i = 0; i < t->n; i++)
		/* What was being committed may have happened. */
		if (strcmp(t->phones[i].code, "unavailable") != 0 &&
			strcmp(t->phones[i].code, "uncertain") != 0)
			fail_msg("refused with '%s'", t->phones[i].code);
	team_refuses(t, "unavailable");
	assert_string_equal(team_health(t), "unavailable");
	assert_int_equal(postgres_start(b), 0);
	team_works_again(t, 30);
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
		cmocka_unit_test(test_postgres),
	};

	if (!process_found()) {
		printf("1..0 # SKIP there is no program: set BULOU_BUILD\n");
		return 0;
	}
	return cmocka_run_group_tests_name("postgres_gone", tests, NULL, NULL);
}
