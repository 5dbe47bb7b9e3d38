/* A server beside others: views that another process makes anew, a second server on its port, its end. */
#include "http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "http/posted.h"

static void mark_rebuilding(struct fixture *f, struct store *s, struct str value)
{
	assert_int_equal(store_begin(&f->cx, s, "test"), 0);
	assert_int_equal(journal_meta_set(&f->cx, s, "rebuilding", value), 0);
	assert_int_equal(store_commit(&f->cx, s), 0);
}

/* While another process makes the views anew nothing is answered from halves of them; then it goes on by itself. */
static void test_rebuilding(void **state)
{
	struct fixture *f = &server.f;
	struct site *beside;

	(void)state;
	assert_int_equal(site_open_raw(&f->cx, f->where, f->key,
				 &(struct site_tables){ desks_kinds(), desks_figures() }, &beside),
		0);
	mark_rebuilding(f, beside->view.journal.store, STR("1"));
	call_is(&server, 503, "GET", "/v1/rounds", NULL);
	call_is(&server, 503, "GET", "/v1/figures/doors-knocked", NULL);
	call_is(&server, 503, "POST", "/v1/records", VISIT("09801", ""));
	mark_rebuilding(f, beside->view.journal.store, STR_NONE);
	call_is(&server, 200, "GET", "/v1/rounds", NULL);
	call_is(&server, 200, "POST", "/v1/records", VISIT("09801", ""));
	site_close(beside);
}

/* Whoever starts a second server is told so, and not to look at the disk. */
static void test_port_taken(void **state)
{
	struct cx *cx = &server.f.cx;
	struct http *second;
	char listen[40];

	(void)state;
	snprintf(listen, sizeof(listen), "127.0.0.1:%d", http_port(server.http));
	assert_int_equal(
		http_start(cx, server.f.site, &(struct http_how){ .listen = listen }, &second),
		-E_LISTEN);
	assert_null(second);
	assert_non_null(strstr(cx->e.zh.p, "端口已被占用"));
	assert_non_null(strstr(cx->e.en.p, "the port is taken"));
	err_clear(cx);
}

/* A server that stops answers what it has in hand, and ends its streams. */
static void test_stop(void **state)
{
	struct server own;
	char text[2000];
	int fd, live;

	(void)state;
	server_open(&own, "sqlite");
	login(&own, "admin");
	live = client_connect(&own);
	snprintf(text, sizeof(text), "GET /v1/live HTTP/1.1\r\nHost: t\r\n%s\r\n", own.cookie);
	client_send(live, text, strlen(text));
	assert_true(live_wait(live, "event: "));
	fd = client_connect(&own);
	client_send(fd, "POST /v1/records HT", 19);
	server_close(&own);
	assert_true(client_closed(live, 1000));
	close(live);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_rebuilding, as_admin),
		cmocka_unit_test(test_port_taken),
		cmocka_unit_test(test_stop),
	};

	int failed = cmocka_run_group_tests_name("serving, sqlite", tests, setup, teardown);

	if (!getenv("BULOU_TEST_PG"))
		return failed;
	engine = "postgres";
	return failed + cmocka_run_group_tests_name("serving, postgres", tests, setup, teardown);
}
