/* A phone that is ahead of the server: a backup, more work, the machine is lost, the backup is restored. The phone keeps what
 * safe_pos does not cover and hands all of it in again: each record is there once, as if nothing had happened; signed ones are still
 * confirmed, and boxes still open. */
#include "http/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cover/apply.h"
#include "record/keys.h"
#include "record/stream.h"
#include "sys/sys.h"

#define BEFORE 6 /* records before the backup, and behind it */
#define BEHIND 9
#define RECORDS (BEFORE + BEHIND)

enum how { PLAIN, SIGNED, BOXED, HOWS };

struct phone {
	struct uuid device;
	struct seal_key key;
	char *sent[RECORDS]; /* to the byte: they are never written anew */
	enum how how[RECORDS];
	char epoch[UUID_TEXT + 1];
	int64_t safe;
};

static struct server server;
static struct phone phone;

/* ---- the phone ---- */

static void enrol(void)
{
	struct cx *cx = &server.f.cx;
	struct entry e;

	assert_int_equal(guard_device_entry(cx,
				 &(struct device_new){ .name = STR("手机"), .user = STR("worker") },
				 sys_now(), &phone.device, &phone.key, &e),
		0);
	assert_int_equal(append_entries(cx, &server.f.site->view, &e, 1), 0);
}

/* The mac over the canonical form, which is put in front of the first member. */
static char *signed_text(const char *text)
{
	struct cx *cx = &server.f.cx;
	uint8_t mac[32];
	const struct json *v;
	struct str canonical;
	struct buf b;

	assert_int_equal(json_read(cx, str_of(text), &json_limits_request, &v), 0);
	assert_int_equal(record_mac_text(cx, v, &canonical), 0);
	seal_hmac256(&phone.key, canonical, mac);
	buf_init(&b, cx->arena);
	buf_z(&b, "{\"mac\":\"");
	buf_hex(&b, mac, sizeof(mac));
	buf_fmt(&b, "\",%s", text + 1);
	return strdup(buf_get(&b).p);
}

static char *boxed_text(const char *text, int i, const char *device)
{
	struct answer a = call(&server, "GET", "/v1/session", NULL);
	struct cx *cx = &server.f.cx;
	struct str key, sealed;
	struct buf b;

	assert_true(base64url_read(cx->arena, at(a.json, "box_key")->s, &key));
	answer_free(&a);
	assert_int_equal(seal_box_close(cx, (const uint8_t *)key.p, str_of(text), &sealed), 0);
	buf_init(&b, cx->arena);
	buf_fmt(&b, "{\"id\":\"%s\",\"device\":\"%s\",\"seq\":%d,\"box\":\"", fid(500 + i), device,
		i + 1);
	buf_base64url(&b, sealed.p, sealed.n);
	buf_z(&b, "\"}");
	return strdup(buf_get(&b).p);
}

/* Number i of the phone's outbox: a visit to a door of its own. */
static void write_down(int i)
{
	char text[1000], device[UUID_TEXT + 1];

	uuid_write(&phone.device, device);
	snprintf(text, sizeof(text),
		"{\"id\":\"%s\",\"kind\":\"sweep.visit\",\"v\":2,\"at\":\"2022-08-30T10:00:00+08:00\",\"by\":\"worker\","
		"\"device\":\"%s\",\"seq\":%d,\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\","
		"\"body\":{\"outcome\":\"done\",\"people\":2,\"away\":false}}",
		fid(500 + i), device, i + 1, fid(2), fid(100 + i));
	phone.how[i] = (enum how)(i % HOWS);
	phone.sent[i] = phone.how[i] == SIGNED ? signed_text(text) :
		phone.how[i] == BOXED          ? boxed_text(text, i, device) :
						 strdup(text);
}

/* Hands in all from `from` on as a list; each receipt is to say `status`, and the frame is taken. */
static void hand_in(int from, int to, const char *status)
{
	struct buf b;
	struct answer a;

	buf_init(&b, server.f.cx.arena);
	for (int i = from; i < to; i++)
		buf_fmt(&b, "%c%s", i == from ? '[' : ',', phone.sent[i]);
	buf_z(&b, "]");
	a = call(&server, "POST", "/v1/records", buf_get(&b).p);
	assert_int_equal(a.status, 200);
	assert_int_equal(a.json->n, to - from);
	for (uint32_t i = 0; i < a.json->n; i++) {
		const struct json *r = &a.json->items[i], *safe = json_get(r, "safe_pos");

		if (!str_is(at(r, "status")->s, status))
			fail_msg("record %d: %s", from + (int)i, a.body);
		snprintf(phone.epoch, sizeof(phone.epoch), "%.*s", STR_ARG(at(r, "epoch")->s));
		phone.safe = safe->type == JSON_INT ? safe->i : -1;
	}
	answer_free(&a);
}

/* ---- the server, lost and restored ---- */

static void *run(void *http)
{
	http_run(http);
	return NULL;
}

static void backup(const char *path)
{
	struct cx *cx = &server.f.cx;
	struct store *s;
	struct sys_file *f;
	struct stream_info info;

	assert_int_equal(site_reader(cx, server.f.site, false, &s), 0);
	assert_int_equal(store_begin_read(cx, s, __func__), 0);
	assert_int_equal(sys_open_write(cx, path, true, &f), 0);
	assert_int_equal(stream_write(cx, s, f, 0, false, &info, NULL, NULL), 0);
	store_rollback(s);
	sys_close(f);
	store_close(s);
}

static void restore(const char *path)
{
	static struct site_tables tables;
	struct cx *cx = &server.f.cx;
	struct stream_info info;
	struct site *site;
	char where[600];

	tables = (struct site_tables){ desks_kinds(), desks_figures() };
	http_stop(server.http);
	pthread_join(server.thread, NULL);
	http_free(server.http);
	site_close(server.f.site);
	snprintf(where, sizeof(where), "%s/again", server.f.dir);
	assert_int_equal(site_create_empty(cx, where, server.f.key, &tables, &site), 0);
	assert_int_equal(stream_restore(cx, &site->view.journal, path, &info, NULL, NULL), 0);
	assert_int_equal(rebuild(cx, &site->view, NULL, NULL), 0);
	site_close(site);
	sys_remove_dir(server.f.where);
	assert_int_equal(rename(where, server.f.where), 0);
	assert_int_equal(
		site_open(cx, server.f.where, server.f.key, SITE_WRITE, &tables, &server.f.site),
		0);
	assert_int_equal(http_start(cx, server.f.site,
				 &(struct http_how){ .listen = "127.0.0.1:0" }, &server.http),
		0);
	assert_int_equal(pthread_create(&server.thread, NULL, run, server.http), 0);
}

/* ---- what must be ---- */

static void marks_are(int i)
{
	struct answer a;
	char path[100];

	snprintf(path, sizeof(path), "/v1/records/%s", fid(500 + i));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	/* Handed in by somebody else: only what the device has signed is confirmed to be by whom it says. */
	assert_int_equal(at(a.json, "confirmed")->i != 0, phone.how[i] == SIGNED);
	assert_true(str_is(at(a.json, "by")->s, "worker"));
	answer_free(&a);
}

static int64_t done(void)
{
	struct answer a;
	char path[200];
	int64_t n;

	snprintf(path, sizeof(path), "/v1/rounds/%s/coverage?area=g1", fid(2));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	n = at(a.json, "done")->i;
	answer_free(&a);
	return n;
}

static void nothing_is_lost_and_nothing_twice(void **state)
{
	char path[600], epoch[UUID_TEXT + 1], cursor[200], changes[300];
	struct answer a;

	(void)state;
	server_open(&server, "sqlite");
	enrol();
	login(&server, "admin");
	snprintf(path, sizeof(path), "%s/b.bulou", server.f.dir);
	for (int i = 0; i < RECORDS; i++)
		write_down(i);
	hand_in(0, BEFORE, "accepted");
	a = call(&server, "GET", "/v1/changes", NULL);
	snprintf(cursor, sizeof(cursor), "%.*s", STR_ARG(at(a.json, "next")->s));
	answer_free(&a);
	backup(path);
	/* Nobody has said that the backup is safe, so the phone keeps all; some goes in twice already. */
	hand_in(BEFORE, RECORDS, "accepted");
	hand_in(BEFORE, BEFORE + 2, "duplicate");
	assert_int_equal(phone.safe, -1);
	assert_int_equal(done(), RECORDS);
	memcpy(epoch, phone.epoch, sizeof(epoch));
	restore(path);
	login(&server, "admin");
	assert_int_equal(done(), BEFORE);
	snprintf(changes, sizeof(changes), "/v1/changes?after=%s", cursor);
	call_is(&server, 410, "GET", changes, NULL);
	hand_in(0, BEFORE, "duplicate");
	assert_string_not_equal(phone.epoch, epoch);
	hand_in(BEFORE, RECORDS, "accepted");
	hand_in(0, RECORDS, "duplicate");
	assert_int_equal(done(), RECORDS);
	for (int i = 0; i < RECORDS; i++) {
		marks_are(i);
		free(phone.sent[i]);
	}
	sys_remove(path);
	server_close(&server);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(nothing_is_lost_and_nothing_twice) };

	return cmocka_run_group_tests_name("restored", tests, NULL, NULL);
}
