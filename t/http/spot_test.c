/* A record that the event thread shows by itself: to whoever has its receipt, with its look in the journal, and never so that
 * others wait for a lock with it. On SQLite; where the data is across a network nothing is answered there. */
#include "http/served.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/sys.h"

#define RECORD "01900000-0000-7000-8000-0000000%05u"
#define VISIT \
	"{\"id\":\"" RECORD "\",\"kind\":\"sweep.visit\",\"v\":2," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\"," \
	"\"subject\":\"01900000-0000-7000-8000-000000000100\",\"body\":{\"outcome\":\"done\"}}"
#define PERSON \
	"{\"id\":\"" RECORD "\",\"kind\":\"person.listed\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000095000\"," \
	"\"body\":{\"name\":\"王小明\",\"phone\":\"13812345678\"}}"

static unsigned last_record = 60000;

/* ---- requests ---- */

static void post_send(int fd, const char *format, unsigned number)
{
	char body[1000], text[2500];
	int n;

	snprintf(body, sizeof(body), format, number);
	n = snprintf(text, sizeof(text),
		"POST /v1/records HTTP/1.1\r\nHost: t\r\n%sBulou-Client: t\r\n"
		"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
		server.cookie, strlen(body), body);
	client_send(fd, text, (size_t)n);
}

static void get_send(int fd, unsigned number, const char *more)
{
	char text[1500];
	int n = snprintf(text, sizeof(text),
		"GET /v1/records/" RECORD "%s HTTP/1.1\r\nHost: t\r\n%s\r\n", number, more,
		server.cookie);

	client_send(fd, text, (size_t)n);
}

static void accepted(int fd)
{
	struct answer a = client_read(&server, fd, false);

	if (a.status != 200 || !str_is(at(a.json, "status")->s, "accepted"))
		fail_msg("%d %s", a.status, a.body);
	answer_free(&a);
}

static void shows(int fd, unsigned number)
{
	struct answer a = client_read(&server, fd, false);
	char id[40];

	snprintf(id, sizeof(id), RECORD, number);
	if (a.status != 200 || !str_is(at(a.json, "id")->s, id))
		fail_msg("%d, not %s: %s", a.status, id, a.body);
	answer_free(&a);
}

/* A record of its own, accepted. */
static unsigned record_new(const char *format)
{
	int fd = client_connect(&server);

	post_send(fd, format, ++last_record);
	accepted(fd);
	close(fd);
	return last_record;
}

/* ---- one's own write ---- */

/* Asks for the same record all the time, so that in nearly every turn of the server a snapshot is open already. */
struct asker {
	pthread_t thread;
	unsigned number;
	_Atomic bool stop;
	_Atomic unsigned answers;
};

static void *ask(void *arg)
{
	struct asker *k = arg;
	int fd = client_connect(&server);
	char bytes[8192];

	get_send(fd, k->number, "");
	while (!atomic_load(&k->stop) && recv(fd, bytes, sizeof(bytes), 0) > 0) {
		atomic_fetch_add(&k->answers, 1);
		get_send(fd, k->number, "");
	}
	close(fd);
	return NULL;
}

static void askers_start(struct asker *all, size_t n)
{
	unsigned number = record_new(VISIT);

	for (size_t i = 0; i < n; i++) {
		all[i] = (struct asker){ .number = number };
		assert_int_equal(pthread_create(&all[i].thread, NULL, ask, &all[i]), 0);
	}
}

static void askers_stop(struct asker *all, size_t n)
{
	unsigned answers = 0;

	for (size_t i = 0; i < n; i++)
		atomic_store(&all[i].stop, true);
	for (size_t i = 0; i < n; i++) {
		pthread_join(all[i].thread, NULL);
		answers += atomic_load(&all[i].answers);
	}
	print_message("# %u other answers meanwhile\n", answers);
	assert_true(answers > 300);
}

static void whoever_has_the_receipt_is_shown_the_record(void **state)
{
	struct asker others[3];
	int one = client_connect(&server), two = client_connect(&server);

	(void)state;
	askers_start(others, 3);
	for (int i = 0; i < 400; i++) {
		unsigned number = ++last_record;

		post_send(one, VISIT, number);
		accepted(one);
		get_send(i % 2 ? one : two, number, "");
		shows(i % 2 ? one : two, number);
	}
	askers_stop(others, 3);
	close(one);
	close(two);
}

/* First the one text and then the other, in any number of pieces. */
static void reads_until(int fd, const char *one, const char *other)
{
	char text[16384] = "";
	const char *found = NULL;
	size_t n = 0;

	while (!found || !strstr(found, other)) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t got = poll(&p, 1, CLIENT_WAIT_MS) > 0 ?
			recv(fd, text + n, sizeof(text) - 1 - n, 0) :
			0;

		if (got <= 0)
			fail_msg("no %s: %s", found ? other : one, text);
		n += (size_t)got;
		text[n] = 0;
		found = strstr(text, one);
	}
}

/* Sent in one piece: the answer to the second is made after the first. */
static void a_request_behind_the_record_shows_it(void **state)
{
	(void)state;
	for (int i = 0; i < 50; i++) {
		int fd = client_connect(&server);

		post_send(fd, VISIT, ++last_record);
		get_send(fd, last_record, "");
		reads_until(fd, "\"status\":\"accepted\"", "\"outcome\":\"done\"");
		close(fd);
	}
}

/* Nobody else's queue holds it up. */
static void a_record_is_shown_without_a_reader(void **state)
{
	unsigned number = record_new(VISIT);
	char path[80];

	(void)state;
	snprintf(path, sizeof(path), "/v1/records/" RECORD, number);
	server.http->readers.each = 0;
	call_is(&server, 429, "GET", "/v1/rounds", NULL);
	call_is(&server, 200, "GET", path, NULL);
	server.http->readers.each = HTTP_EACH_READS;
	call_is(&server, 200, "GET", "/v1/rounds", NULL);
}

#define COVERAGE "/v1/rounds/01900000-0000-7000-8000-000000000002/coverage"

static char *coverage_of(int status)
{
	struct answer a = call(&server, "GET", COVERAGE, NULL);
	char *body;

	if (a.status != status)
		fail_msg("%d: %s", a.status, a.body);
	body = strdup(a.body);
	assert_non_null(body);
	answer_free(&a);
	return body;
}

static int64_t pos_in(const char *coverage)
{
	const char *at = strstr(coverage, "\"pos\":");

	assert_non_null(at);
	return strtoll(at + 6, NULL, 10);
}

/* The first who asks has it read from the table, by a reader; while it is kept, nobody's queue holds it up, and what has been accepted
 * is in it. */
static void coverage_that_is_kept_is_shown_without_a_reader(void **state)
{
	char *first, *kept, *later, *read_;

	(void)state;
	record_new(VISIT);
	server.http->readers.each = 0;
	free(coverage_of(429));
	server.http->readers.each = HTTP_EACH_READS;
	first = coverage_of(200);
	server.http->readers.each = 0;
	kept = coverage_of(200);
	assert_string_equal(kept, first);
	record_new(VISIT);
	later = coverage_of(200);
	server.http->readers.each = HTTP_EACH_READS;
	assert_true(pos_in(later) > pos_in(kept));
	tallies_epoch(server.http->tallies, STR("01900000-0000-7000-8000-00000000ffff"));
	read_ = coverage_of(200);
	assert_string_equal(read_, later);
	free(first);
	free(kept);
	free(later);
	free(read_);
}

#define MISSING "/v1/rounds/01900000-0000-7000-8000-000000000002/missing"

/* Once the round's tallies are kept, a page of its missing list likewise; a longer one, or one with people's names, is a reader's. */
static void missing_is_shown_without_a_reader(void **state)
{
	struct answer kept, read_;

	(void)state;
	tallies_epoch(server.http->tallies, STR("01900000-0000-7000-8000-00000000fffe"));
	server.http->readers.each = 0;
	call_is(&server, 429, "GET", MISSING, NULL);
	server.http->readers.each = HTTP_EACH_READS;
	free(coverage_of(200));
	server.http->readers.each = 0;
	kept = call(&server, "GET", MISSING, NULL);
	assert_int_equal(kept.status, 200);
	assert_true(at(kept.json, "items")->n > 0);
	call_is(&server, 429, "GET", MISSING "?limit=101", NULL);
	call_is(&server, 429, "GET", MISSING "?people=true", NULL);
	server.http->readers.each = HTTP_EACH_READS;
	tallies_epoch(server.http->tallies, STR("01900000-0000-7000-8000-00000000fffe"));
	read_ = call(&server, "GET", MISSING, NULL);
	assert_string_equal(read_.body, kept.body);
	call_is(&server, 200, "GET", MISSING "?limit=101", NULL);
	call_is(&server, 200, "GET", MISSING "?people=true", NULL);
	answer_free(&kept);
	answer_free(&read_);
}

#define AT_ONCE 300

/* All of them ask within one turn of the server's loop, which waits for its list of finished tasks meanwhile. How many were
 * shown the record; the others were told that no reader takes them. */
static unsigned ask_at_once(const int *fds, unsigned number)
{
	unsigned shown = 0;

	pthread_mutex_lock(&server.http->lock);
	for (int i = 0; i < AT_ONCE; i++)
		get_send(fds[i], number, "");
	pthread_mutex_unlock(&server.http->lock);
	for (int i = 0; i < AT_ONCE; i++) {
		struct answer a = client_read(&server, fds[i], false);

		assert_true(a.status == 200 || a.status == 429);
		shown += a.status == 200;
		answer_free(&a);
	}
	return shown;
}

/* The event thread shows some, for as long as it may; the readers have the rest, and everybody gets an answer. */
static void beyond_its_time_a_turn_hands_over(void **state)
{
	unsigned number = record_new(VISIT), alone;
	int fds[AT_ONCE];

	(void)state;
	for (int i = 0; i < AT_ONCE; i++) {
		fds[i] = client_connect(&server);
		get_send(fds[i], number, "");
		shows(fds[i], number);
	}
	server.http->readers.each = 0;
	alone = ask_at_once(fds, number);
	server.http->readers.each = HTTP_EACH_READS;
	print_message("# %u of %u shown by the event thread\n", alone, AT_ONCE);
	assert_true(alone > 0 && alone < AT_ONCE);
	assert_int_equal(ask_at_once(fds, number), AT_ONCE);
	for (int i = 0; i < AT_ONCE; i++)
		close(fds[i]);
}

/* ---- a locked database ---- */

#define SHM_LOCKS \
	120 /* in the file of the WAL's index: of who writes, flushes and recovers, a byte each */
#define SHM_HEADER 136

struct locker {
	pid_t child;
	int said, end; /* its pipes */
};

static bool lock_byte(int fd, off_t at)
{
	struct flock l = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = SHM_LOCKS + at, .l_len = 1
	};

	return fcntl(fd, F_SETLK, &l) == 0;
}

/* In the child: what another process does that found the WAL's index damaged and reads the whole WAL to make it anew. Until it
 * is done, whoever begins to read gets SQLITE_BUSY. */
static void hold(const char *path, int said, int end)
{
	static const char nothing[SHM_HEADER];
	int fd = open(path, O_RDWR | O_CLOEXEC);
	char c = fd >= 0 && lock_byte(fd, 0) && lock_byte(fd, 2) &&
			pwrite(fd, nothing, sizeof(nothing), 0) == sizeof(nothing) ?
		'y' :
		'n';

	if (write(said, &c, 1) == 1 && read(end, &c, 1) < 0)
		_exit(1);
	_exit(0);
}

static struct locker lock(void)
{
	struct locker l;
	int said[2], end[2];
	char path[800], c = 0;

	snprintf(path, sizeof(path), "%s/bulou.db-shm", server.f.where);
	assert_int_equal(pipe(said), 0);
	assert_int_equal(pipe(end), 0);
	l.child = fork();
	if (l.child == 0) {
		close(end[1]);
		hold(path, said[1], end[0]);
	}
	assert_true(l.child > 0);
	close(said[1]);
	close(end[0]);
	l.said = said[0];
	l.end = end[1];
	assert_int_equal(read(l.said, &c, 1), 1);
	assert_int_equal(c, 'y');
	return l;
}

static void unlock(struct locker *l)
{
	close(l->end);
	assert_int_equal(waitpid(l->child, NULL, 0), l->child);
	close(l->said);
}

static bool answered(int fd, int wait_ms)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, wait_ms) > 0;
}

/* What asks no database is answered at once. */
static void others_are_served(void)
{
	int64_t from = sys_ticks_us();

	for (int i = 0; i < 20; i++) {
		struct answer a = call(&server, "GET", "/healthz", NULL);

		assert_true(a.status == 200 || a.status == 503);
		answer_free(&a);
		call_is(&server, 200, "GET", "/v1/session", NULL);
	}
	assert_true(sys_ticks_us() - from < 3000000);
}

static void a_lock_holds_up_nobody_else(void **state)
{
	unsigned number = record_new(VISIT);
	int fd = client_connect(&server), more = client_connect(&server);
	struct locker l = lock();

	(void)state;
	get_send(fd, number, "");
	others_are_served();
	assert_false(answered(fd, 0));
	get_send(more, number, "");
	others_are_served();
	assert_false(answered(fd, 0));
	assert_false(answered(more, 0));
	unlock(&l);
	shows(fd, number);
	shows(more, number);
	/* And from then on it is shown without a reader again. */
	a_record_is_shown_without_a_reader(state);
	close(fd);
	close(more);
}

/* A lock that stays: after ten seconds the reader says so. */
static void a_lock_that_stays_is_told(void **state)
{
	unsigned number = record_new(VISIT);
	int fd = client_connect(&server);
	struct locker l;
	struct answer a;

	(void)state;
	if (!getenv("BULOU_LONG"))
		skip();
	l = lock();
	get_send(fd, number, "");
	others_are_served();
	a = client_read(&server, fd, false);
	assert_int_equal(a.status, 503);
	assert_true(str_is(at(a.json, "code")->s, "busy"));
	assert_true(at(a.json, "reason_zh")->s.n > 0 && at(a.json, "reason_en")->s.n > 0);
	answer_free(&a);
	unlock(&l);
	get_send(fd, number, "");
	shows(fd, number);
	close(fd);
}

/* ---- what fails ---- */

static struct answer get(unsigned number, const char *more)
{
	char path[200];

	snprintf(path, sizeof(path), "/v1/records/" RECORD "%s", number, more);
	return call(&server, "GET", path, NULL);
}

static void a_failed_read_is_told_and_the_next_one_works(void **state)
{
	unsigned number = record_new(VISIT), failed = 0;
	int fd = client_connect(&server);

	(void)state;
	for (uint64_t n = 1; n < 20; n++) {
		struct answer a;

		store_fail_at(n);
		a = get(number, "");
		store_fail_at(0);
		if (a.status != 200) {
			failed++;
			assert_int_equal(a.status, 503);
			assert_true(str_is(at(a.json, "code")->s, "injected"));
			assert_non_null(strstr(a.head, "application/problem+json"));
		}
		answer_free(&a);
		get_send(fd, number, "");
		shows(fd, number);
	}
	assert_true(failed >= 2);
	close(fd);
}

static int64_t newest(void)
{
	struct store *s = NULL;
	struct cx *cx = &server.f.cx;
	int64_t pos;

	assert_int_equal(site_reader(cx, server.f.site, false, &s), 0);
	assert_int_equal(store_begin_read(cx, s, "newest"), 0);
	assert_int_equal(journal_newest(cx, s, &pos), 0);
	store_close(s);
	return pos;
}

/* Whatever step fails: who was shown what was masked is in the journal, as another connection finds it, before he has it. */
static void nothing_unmasked_leaves_before_its_look_is_kept(void **state)
{
	unsigned number = record_new(PERSON), failed = 0, shown = 0;

	(void)state;
	login(&server, "watcher");
	for (uint64_t n = 0; n < 25; n++) {
		int64_t before = newest(), after;
		struct answer a;

		store_fail_at(n);
		a = get(number, "?unmask=check");
		store_fail_at(0);
		after = newest();
		if (a.status == 200) {
			shown++;
			assert_true(str_is(at(a.json, "body.phone")->s, "13812345678"));
			assert_int_equal(after, before + 1);
		} else {
			failed++;
			assert_int_equal(a.status, 503);
			assert_null(strstr(a.body, "13812345678"));
			assert_null(strstr(a.body, "小明"));
		}
		answer_free(&a);
	}
	print_message("# shown %u times, failed %u times\n", shown, failed);
	assert_true(shown > 2 && failed > 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(whoever_has_the_receipt_is_shown_the_record, as_admin),
		cmocka_unit_test_setup(a_request_behind_the_record_shows_it, as_admin),
		cmocka_unit_test_setup(a_record_is_shown_without_a_reader, as_admin),
		cmocka_unit_test_setup(coverage_that_is_kept_is_shown_without_a_reader, as_admin),
		cmocka_unit_test_setup(missing_is_shown_without_a_reader, as_admin),
		cmocka_unit_test_setup(beyond_its_time_a_turn_hands_over, as_admin),
		cmocka_unit_test_setup(a_lock_holds_up_nobody_else, as_admin),
		cmocka_unit_test_setup(a_lock_that_stays_is_told, as_admin),
		cmocka_unit_test_setup(a_failed_read_is_told_and_the_next_one_works, as_admin),
		cmocka_unit_test_setup(nothing_unmasked_leaves_before_its_look_is_kept, as_admin),
	};

	return cmocka_run_group_tests_name("records on the spot", tests, setup, teardown);
}
