/* Phones over HTTP: enrolled with a slip, opened with a password and then a PIN, shared over a shift change, lost. And who is logged
 * in. On both engines. */
#include "http/served.h"

#include <stdio.h>
#include <string.h>

#include "guard/devices.h"
#include "record/keys.h"
#include "sys/sys.h"

/* A phone of this test. */
struct phone {
	struct uuid id;
	char id_text[UUID_TEXT + 1];
	struct seal_key key;
};

static struct answer post(const char *path, const char *body)
{
	return call(&server, "POST", path, body);
}

static struct answer open_post(const char *path, const char *body)
{
	return call_with(&server, "POST", path,
		"Bulou-Client: test\r\nContent-Type: application/json\r\n", body);
}

static const struct route *route_at(const char *method, const char *path)
{
	const struct route *r = routes;

	while (r->path && (strcmp(r->path, path) != 0 || strcmp(r->method, method) != 0))
		r++;
	assert_non_null(r->path);
	return r;
}

static void invited(const char *body, char ret_code[40])
{
	struct answer a = post("/v1/devices/invitations", body);

	if (a.status != 200)
		fail_msg("%d %s", a.status, a.body);
	answer_fits(route_at("POST", "/v1/devices/invitations"), a.json);
	snprintf(ret_code, 40, STR_FMT, STR_ARG(at(a.json, "code")->s));
	answer_free(&a);
}

static int enrolled(const char *code, struct phone *ret)
{
	struct answer a;
	char body[100];
	int status;

	snprintf(body, sizeof(body), "{\"ticket\":\"%s\",\"name\":\"示例手机\"}", code);
	a = open_post("/v1/devices", body);
	status = a.status;
	if (status == 200) {
		answer_fits(route_at("POST", "/v1/devices"), a.json);
		assert_true(uuid_read(at(a.json, "device")->s, &ret->id));
		assert_true(hex_read(at(a.json, "key")->s, ret->key.b, SEAL_KEY));
		uuid_write(&ret->id, ret->id_text);
	}
	answer_free(&a);
	return status;
}

static void phone_of(const char *user, struct phone *ret)
{
	char body[100], code[40];

	login(&server, "admin");
	snprintf(body, sizeof(body), user ? "{\"user\":\"%s\"}" : "{}", user);
	invited(body, code);
	assert_int_equal(enrolled(code, ret), 200);
}

/* The members with which this phone proves itself to the server for a user. */
static struct str proof(const struct phone *p, const char *user)
{
	struct answer a = call_with(&server, "GET", "/v1/challenge", "", NULL);
	struct device_proof d = { .device = p->id, .user = str_of(user) };
	struct cx *cx = &server.f.cx;
	struct buf b, hex;
	uint8_t mac[32];
	struct str text;

	assert_int_equal(a.status, 200);
	assert_int_equal(cx_str(cx, at(a.json, "challenge")->s, &d.challenge), 0);
	answer_free(&a);
	assert_int_equal(guard_proof_text(cx, &d, &text), 0);
	seal_hmac256(&p->key, text, mac);
	buf_init(&hex, cx->arena);
	buf_hex(&hex, mac, sizeof(mac));
	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"\"user\":\"%s\",\"device\":\"%s\",\"challenge\":\"" STR_FMT "\",\"mac\":\"" STR_FMT
		"\"",
		user, p->id_text, STR_ARG(d.challenge), STR_ARG(buf_get(&hex)));
	return buf_get(&b);
}

/* Logs in on it with "password" or "pin"; the problem's code, or "". */
static const char *opened_by(struct str proved, const char *with, const char *word)
{
	static char code[40];
	struct answer a;
	char body[600];

	snprintf(body, sizeof(body), "{" STR_FMT ",\"%s\":\"%s\"}", STR_ARG(proved), with, word);
	a = open_post("/v1/session", body);
	code[0] = 0;
	if (a.status == 200) {
		const char *cookie = strstr(a.head, "Set-Cookie: ") + strlen("Set-Cookie: ");

		snprintf(server.cookie, sizeof(server.cookie), "Cookie: %.*s\r\n",
			(int)strcspn(cookie, ";\r"), cookie);
	} else {
		snprintf(code, sizeof(code), STR_FMT, STR_ARG(at(a.json, "code")->s));
	}
	answer_free(&a);
	return code;
}

static const char *opened(
	const struct phone *p, const char *user, const char *with, const char *word)
{
	return opened_by(proof(p, user), with, word);
}

static void pin_is(int status, const struct phone *p, const char *pin)
{
	char path[100], body[40];

	snprintf(path, sizeof(path), "/v1/devices/%s/pin", p->id_text);
	snprintf(body, sizeof(body), "{\"pin\":\"%s\"}", pin);
	call_is(&server, status, "PUT", path, body);
}

/* ---- enrolling ---- */

#define POST_ID "01900000-0000-7000-8000-00000000e901"

static void a_phone_is_for_a_post_that_is_there(void **state)
{
	struct phone p;
	struct answer a;
	char code[40];

	(void)state;
	login(&server, "admin");
	call_is(&server, 404, "POST", "/v1/devices/invitations", "{\"post\":\"" POST_ID "\"}");
	call_is(&server, 400, "POST", "/v1/devices/invitations", "{\"post\":\"x\"}");
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-00000000e902\",\"kind\":\"site.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g3\",\"subject\":\"" POST_ID "\","
		"\"body\":{\"name\":\"示例卡点\",\"flags\":[\"enterprise\"]}}");
	invited("{\"post\":\"" POST_ID "\"}", code);
	assert_int_equal(enrolled(code, &p), 200);
	a = call(&server, "GET", "/v1/devices", NULL);
	assert_true(str_is(at(a.json, "items.0.post")->s, POST_ID));
	answer_free(&a);
}

static void a_slip_enrols_one_phone(void **state)
{
	struct phone p, q;
	char code[40];

	(void)state;
	login(&server, "worker");
	call_is(&server, 403, "POST", "/v1/devices/invitations", "{}");
	login(&server, "admin");
	call_is(&server, 404, "POST", "/v1/devices/invitations", "{\"user\":\"nobody\"}");
	invited("{\"user\":\"worker\"}", code);
	assert_int_equal(enrolled("0000-0000-0000", &p), 401);
	assert_int_equal(enrolled(code, &p), 200);
	assert_int_equal(enrolled(code, &q), 409);
	invited("{}", code);
	sys_clock_fix(sys_now() + 25 * WHEN_HOUR_MS);
	assert_int_equal(enrolled(code, &q), 401);
}

static void a_phone_proves_itself(void **state)
{
	struct phone p, other;
	struct str once;

	(void)state;
	phone_of(NULL, &p);
	phone_of(NULL, &other);
	assert_string_equal(opened(&p, "worker", "password", PASSWORD), "");
	/* A proof is good once, for its user, its phone and two minutes. */
	once = proof(&p, "worker");
	assert_string_equal(opened_by(once, "password", PASSWORD), "");
	assert_string_equal(opened_by(once, "password", PASSWORD), "device");
	memcpy(other.key.b, p.key.b, SEAL_KEY);
	assert_string_equal(opened(&other, "worker", "password", PASSWORD), "device");
	once = proof(&p, "worker");
	sys_clock_fix(sys_now() + DEVICE_CHALLENGE_MS);
	assert_string_equal(opened_by(once, "password", PASSWORD), "device");
}

/* ---- PINs ---- */

static void a_pin_opens_the_phone_it_was_set_on(void **state)
{
	struct phone p, other;

	(void)state;
	phone_of(NULL, &p);
	phone_of(NULL, &other);
	login(&server, "worker");
	pin_is(403, &p, "281934"); /* not logged in on it */
	assert_string_equal(opened(&p, "worker", "pin", "281934"), "pin_none");
	assert_string_equal(opened(&p, "worker", "password", PASSWORD), "");
	pin_is(422, &p, "123456");
	pin_is(422, &p, "111111");
	pin_is(422, &p, "28193");
	pin_is(204, &p, "281934");
	assert_string_equal(opened(&p, "worker", "pin", "281934"), "");
	pin_is(403, &p, "281935"); /* a PIN gives itself no other */
	assert_string_equal(opened(&other, "worker", "pin", "281934"), "pin_none");
	assert_string_equal(opened(&p, "watcher", "pin", "281934"), "pin_none");
}

static void five_wrong_ones_take_it_back(void **state)
{
	struct phone p;

	(void)state;
	phone_of(NULL, &p);
	assert_string_equal(opened(&p, "worker", "password", PASSWORD), "");
	pin_is(204, &p, "281934");
	for (int i = 1; i < DEVICE_PINS_WRONG; i++)
		assert_string_equal(opened(&p, "worker", "pin", "999998"), "pin");
	assert_string_equal(
		opened(&p, "worker", "pin", "281934"), ""); /* the right one ends the count */
	for (int i = 1; i < DEVICE_PINS_WRONG; i++)
		assert_string_equal(opened(&p, "worker", "pin", "999998"), "pin");
	assert_string_equal(opened(&p, "worker", "pin", "999998"), "pin_none");
	assert_string_equal(opened(&p, "worker", "pin", "281934"), "pin_none");
	assert_string_equal(opened(&p, "worker", "password", PASSWORD), "");
}

/* ---- what it keeps ---- */

/* What the lease call says: the key in ret (""), or the problem's code. */
static const char *leased(const struct phone *p, char ret[64])
{
	static char code[40];
	struct answer a;
	char path[100];

	snprintf(path, sizeof(path), "/v1/devices/%s/lease", p->id_text);
	a = post(path, NULL);
	code[0] = ret[0] = 0;
	if (a.status == 200) {
		answer_fits(route_at("POST", "/v1/devices/{id}/lease"), a.json);
		snprintf(ret, 64, STR_FMT, STR_ARG(at(a.json, "key")->s));
		assert_int_equal(strlen(ret), 43); /* 32 bytes */
	} else {
		snprintf(code, sizeof(code), STR_FMT, STR_ARG(at(a.json, "code")->s));
	}
	answer_free(&a);
	return code;
}

/* One of this phone and this person, the same after each login; told to nobody who is not on it. */
static void a_lease_is_of_a_phone_and_a_person(void **state)
{
	char key[64], again[64], other[64];
	struct phone p, q;

	(void)state;
	phone_of(NULL, &p);
	phone_of(NULL, &q);
	login(&server, "worker");
	assert_string_equal(leased(&p, key), "forbidden");
	assert_string_equal(opened(&p, "worker", "password", PASSWORD), "");
	assert_string_equal(leased(&p, key), "");
	assert_string_equal(leased(&q, other), "forbidden");
	pin_is(204, &p, "281934");
	assert_string_equal(opened(&p, "worker", "pin", "281934"), "");
	assert_string_equal(leased(&p, again), "");
	assert_string_equal(again, key);
	assert_string_equal(opened(&p, "admin", "password", PASSWORD), "");
	assert_string_equal(leased(&p, other), "");
	assert_string_not_equal(other, key);
	assert_string_equal(opened(&q, "worker", "password", PASSWORD), "");
	assert_string_equal(leased(&q, other), "");
	assert_string_not_equal(other, key);
	server.cookie[0] = 0;
	assert_string_equal(leased(&p, key), "login");
}

/* ---- whose records ---- */

/* A record as the phone signs it. */
static struct str signed_by(const struct phone *p, const char *id, const char *by, int seq)
{
	struct cx *cx = &server.f.cx;
	const struct json *v;
	struct buf b, hex;
	uint8_t mac[32];
	struct str text;
	char json[800];

	snprintf(json, sizeof(json),
		"{\"id\":\"01900000-0000-7000-8000-0000000%s\",\"kind\":\"sweep.visit\",\"v\":2,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\","
		"\"subject\":\"01900000-0000-7000-8000-000000000100\",\"body\":{\"outcome\":\"done\"},"
		"\"by\":\"%s\",\"device\":\"%s\",\"seq\":%d}",
		id, by, p->id_text, seq);
	assert_int_equal(cx_str(cx, str_of(json), &text), 0);
	assert_int_equal(json_read(cx, text, &json_limits_request, &v), 0);
	assert_int_equal(record_mac_text(cx, v, &text), 0);
	seal_hmac256(&p->key, text, mac);
	buf_init(&hex, cx->arena);
	buf_hex(&hex, mac, sizeof(mac));
	buf_init(&b, cx->arena);
	buf_fmt(&b, "%.*s,\"mac\":\"" STR_FMT "\"}", (int)strlen(json) - 1, json,
		STR_ARG(buf_get(&hex)));
	return buf_get(&b);
}

/* Its receipt is accepted, with this mark, or (NULL) none. */
static void marked(struct str json, const char *mark)
{
	struct answer a = post("/v1/records", json.p);

	assert_int_equal(a.status, 200);
	if (!str_is(at(a.json, "status")->s, "accepted") ||
		at(a.json, "marks")->n != (mark ? 1u : 0u) ||
		(mark && !str_is(at(a.json, "marks.0")->s, mark)))
		fail_msg("%s", a.body);
	answer_free(&a);
}

/* Two on one phone over a shift change; a third's work, handed in by the second, is his only if he opened it. */
static void a_shared_phone_mixes_no_names(void **state)
{
	struct phone p;

	(void)state;
	phone_of(NULL, &p);
	assert_string_equal(opened(&p, "worker", "password", PASSWORD), "");
	pin_is(204, &p, "281934");
	assert_string_equal(opened(&p, "admin", "password", PASSWORD), "");
	marked(signed_by(&p, "00701", "worker", 1), NULL);
	marked(signed_by(&p, "00702", "admin", 2), NULL);
	marked(signed_by(&p, "00703", "watcher", 3), "unconfirmed");
	/* Whoever left is still on the phone. */
	assert_string_equal(opened(&p, "worker", "pin", "281934"), "");
	marked(signed_by(&p, "00704", "worker", 4), NULL);
}

/* A slip for somebody proves nothing of him: whoever holds it may enrol a phone of his own. */
/* ---- two pages of one browser ---- */

static int asked_as(const char *method, const char *path, const char *user, const char *body)
{
	struct answer a;
	char headers[800];
	int status;

	snprintf(headers, sizeof(headers),
		"%sBulou-Client: test\r\nContent-Type: application/json\r\nBulou-As: %s\r\n",
		server.cookie, user);
	a = call_with(&server, method, path, headers, body);
	status = a.status;
	if (status == 401)
		assert_true(str_is(at(a.json, "code")->s, "login"));
	answer_free(&a);
	return status;
}

/* A page that serves one person reads and writes nothing in the name of whoever has logged in beside it. */
static void a_page_is_answered_as_its_own_person(void **state)
{
	static const char visit[] =
		"{\"id\":\"01900000-0000-7000-8000-000000097301\",\"kind\":\"sweep.visit\",\"v\":2,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\","
		"\"round\":\"01900000-0000-7000-8000-000000000002\","
		"\"subject\":\"01900000-0000-7000-8000-000000000100\",\"body\":{\"outcome\":\"done\"}}";
	static const char *const others[] = { "admin", "Worker", "worker2", "work" };
	uint64_t before;

	(void)state;
	login(&server, "worker");
	before = metric(&server, "journal_position");
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		assert_int_equal(asked_as("GET", "/v1/changes", others[i], NULL), 401);
		assert_int_equal(asked_as("POST", "/v1/records", others[i], visit), 401);
		assert_int_equal(asked_as("DELETE", "/v1/session", others[i], NULL), 401);
	}
	assert_int_equal(metric(&server, "journal_position"), before);
	assert_int_equal(asked_as("GET", "/v1/changes", "worker", NULL), 200);
	assert_int_equal(asked_as("POST", "/v1/records", "worker", visit), 200);
	assert_int_equal(metric(&server, "journal_position"), before + 1);
	/* Who is logged in is asked in nobody's name. */
	assert_int_equal(asked_as("GET", "/healthz", "admin", NULL), 200);
}

static bool describes(const struct json *api, const char *path, const char *header)
{
	const struct json *all = at(api, path);

	for (uint32_t i = 0; i < all->n; i++)
		if (str_is(json_text(&all->items[i], "name"), header) &&
			str_is(json_text(&all->items[i], "in"), "header"))
			return true;
	return false;
}

static void the_description_says_so(void **state)
{
	struct answer a = call(&server, "GET", "/v1/openapi.json", NULL);

	(void)state;
	assert_int_equal(a.status, 200);
	assert_true(describes(a.json, "paths./v1/changes.get.parameters", "Bulou-As"));
	assert_true(describes(a.json, "paths./v1/records.post.parameters", "Bulou-As"));
	assert_false(describes(a.json, "paths./v1/session.post.parameters", "Bulou-As"));
	answer_free(&a);
}

static void a_phone_is_his_once_he_has_opened_it(void **state)
{
	struct phone p;

	(void)state;
	phone_of("watcher", &p);
	login(&server, "worker");
	marked(signed_by(&p, "00711", "watcher", 1), "unconfirmed");
	assert_string_equal(opened(&p, "watcher", "password", PASSWORD), "");
	marked(signed_by(&p, "00712", "watcher", 2), NULL);
}

/* ---- who administers one village ---- */

static void account_put(const char *user, enum role role, const char *area, struct uuid round)
{
	const struct grant grant = { .role = role, .area = str_of(area), .round = round };
	struct account a = {
		.user = str_of(user), .name = STR("测试员"), .grants = &grant, .grants_n = 1
	};
	struct cx *cx = &server.f.cx;
	struct entry e;

	assert_int_equal(seal_password_hash(cx, STR(PASSWORD), &a.hash), 0);
	assert_int_equal(
		guard_account_entry(cx, server.f.site, &a, STR("admin"), sys_now(), &e), 0);
	assert_int_equal(append_entries(cx, &server.f.site->view, &e, 1), 0);
	login(&server, user);
}

/* Is it told of this? */
static bool lists(const char *path, const char *what)
{
	struct answer a = call(&server, "GET", path, NULL);
	bool there = a.status == 200 && strstr(a.body, what);

	answer_free(&a);
	return there;
}

/* The session of a user, as one who sees all is told. */
static void session_path(const char *user, char ret[100])
{
	struct answer a = call(&server, "GET", "/v1/sessions?of=all", NULL);
	const struct json *items = at(a.json, "items");

	ret[0] = 0;
	for (uint32_t i = 0; i < items->n; i++)
		if (str_is(json_text(&items->items[i], "user"), user))
			snprintf(ret, 100, "/v1/sessions/" STR_FMT,
				STR_ARG(json_text(&items->items[i], "id")));
	assert_true(ret[0]);
	answer_free(&a);
}

static void a_village_manages_its_own(void **state)
{
	struct phone his, ours, shared;
	char chief[100], worker[100], path[100];

	(void)state;
	phone_of("admin", &his);
	phone_of("worker", &ours);
	phone_of(NULL, &shared);
	login(&server, "worker");
	login(&server, "admin");
	session_path("admin", chief);
	session_path("worker", worker);
	account_put("village", ROLE_ADMINISTRATOR, "v1", uuid_nil);
	assert_true(lists("/v1/sessions?of=all", "\"worker\""));
	assert_false(lists("/v1/sessions?of=all", "\"admin\""));
	call_is(&server, 404, "DELETE", chief, NULL);
	call_is(&server, 204, "DELETE", worker, NULL);
	call_is(&server, 403, "POST", "/v1/devices/invitations", "{\"user\":\"admin\"}");
	call_is(&server, 403, "POST", "/v1/devices/invitations", "{}");
	call_is(&server, 200, "POST", "/v1/devices/invitations", "{\"user\":\"worker\"}");
	assert_true(lists("/v1/devices", ours.id_text));
	assert_false(lists("/v1/devices", his.id_text));
	assert_false(lists("/v1/devices", shared.id_text));
	snprintf(path, sizeof(path), "/v1/devices/%s", his.id_text);
	call_is(&server, 404, "DELETE", path, "{}");
	snprintf(path, sizeof(path), "/v1/devices/%s", ours.id_text);
	call_is(&server, 204, "DELETE", path, "{}");
}

/* A grant for one round is one for that round's work: there is no round in which accounts are managed. */
static void who_administers_a_round_manages_nobody(void **state)
{
	struct phone ours;
	char worker[100], path[100];

	(void)state;
	phone_of("worker", &ours);
	login(&server, "worker");
	login(&server, "admin");
	session_path("worker", worker);
	account_put("rounds", ROLE_ADMINISTRATOR, "v1",
		ours.id); /* of a round with the id of the phone */
	call_is(&server, 403, "GET", "/v1/sessions?of=all", NULL);
	call_is(&server, 404, "DELETE", worker, NULL);
	call_is(&server, 403, "POST", "/v1/devices/invitations", "{\"user\":\"worker\"}");
	snprintf(path, sizeof(path), "/v1/devices/%s", ours.id_text);
	call_is(&server, 404, "DELETE", path, "{}");
}

/* ---- lost phones, and people who have left ---- */

static size_t doors(void)
{
	struct answer a = call(
		&server, "GET", "/v1/rounds/01900000-0000-7000-8000-000000000002/coverage", NULL);
	size_t n = (size_t)at(a.json, "done")->i;

	assert_int_equal(a.status, 200);
	answer_free(&a);
	return n;
}

static void approved(const char *id, const char *record)
{
	struct answer a;
	char body[400];

	login(&server, "admin");
	snprintf(body, sizeof(body),
		"{\"id\":\"01900000-0000-7000-8000-0000000%s\",\"kind\":\"record.approved\",\"v\":1,"
		"\"at\":\"2022-08-30T10:05:00+08:00\",\"body\":{\"records\":[\"01900000-0000-7000-8000-0000000%s\"]}}",
		id, record);
	a = post("/v1/records", body);
	if (a.status != 200 || !str_is(at(a.json, "status")->s, "accepted"))
		fail_msg("%s", a.body);
	answer_free(&a);
}

static void a_lost_phone_proves_nothing(void **state)
{
	char path[100], key[64], cookie[sizeof(server.cookie)];
	struct phone p;

	(void)state;
	phone_of("worker", &p);
	assert_string_equal(opened(&p, "worker", "password", PASSWORD), "");
	pin_is(204, &p, "281934");
	memcpy(cookie, server.cookie, sizeof(cookie));
	snprintf(path, sizeof(path), "/v1/devices/%s", p.id_text);
	call_is(&server, 403, "DELETE", path, NULL);
	login(&server, "admin");
	call_is(&server, 204, "DELETE", path, NULL);
	call_is(&server, 204, "DELETE", path, NULL);
	call_is(&server, 404, "DELETE", "/v1/devices/01900000-0000-7000-8000-000000000001", NULL);
	assert_string_equal(opened(&p, "worker", "pin", "281934"), "device_revoked");
	assert_string_equal(opened(&p, "worker", "password", PASSWORD), "device_revoked");
	/* Nor does the session go on that was opened on it, and its copy is not opened again. */
	memcpy(server.cookie, cookie, sizeof(cookie));
	call_is(&server, 401, "GET", "/v1/session", NULL);
	assert_string_equal(leased(&p, key), "device_revoked");
	/* What was on it still comes, by another hand: held, and counts when somebody has approved it. */
	login(&server, "worker");
	marked(signed_by(&p, "00710", "worker", 1), "held");
	login(&server, "admin");
	assert_int_equal(doors(), 0);
	approved("00711", "00710");
	assert_int_equal(doors(), 1);
}

static void disable(const char *user)
{
	struct cx *cx = &server.f.cx;
	struct account a;
	struct entry e;
	struct writer_job job = { .entries = &e, .entries_n = 1 };

	assert_int_equal(guard_account_whole(cx, server.f.site->guard, str_of(user), &a), 0);
	a.disabled = true;
	assert_int_equal(
		guard_account_entry(cx, server.f.site, &a, STR("admin"), sys_now(), &e), 0);
	assert_int_equal(writer_run(cx, server.http->writer, &job), 0);
	/* The server follows once a second, and may be late. */
	a.disabled = false;
	for (int i = 0; i < 600 && !a.disabled; i++) {
		sys_sleep_ms(50);
		assert_int_equal(guard_account(cx, server.f.site->guard, str_of(user), &a), 0);
	}
	assert_true(a.disabled);
}

/* He has no login any more: his unsent work comes as boxes, through a colleague's phone. */
static void a_disabled_person_hands_in_through_another(void **state)
{
	struct cx *cx = &server.f.cx;
	uint8_t public_key[32];
	struct str inner, box;
	char key[64];
	struct buf b;
	struct phone p;

	(void)state;
	phone_of("guest", &p);
	assert_string_equal(opened(&p, "guest", "password", PASSWORD), "");
	pin_is(204, &p, "281934");
	disable("guest");
	call_is(&server, 401, "GET", "/v1/session", NULL);
	assert_string_equal(leased(&p, key), "disabled");
	assert_string_equal(opened(&p, "guest", "pin", "281934"), "disabled");
	assert_string_equal(opened(&p, "guest", "password", PASSWORD), "password");
	inner = signed_by(&p, "00720", "guest", 1);
	assert_true(keyring_box_public(server.f.site->keys, public_key));
	assert_int_equal(seal_box_close(cx, public_key, inner, &box), 0);
	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"01900000-0000-7000-8000-000000000720\",\"device\":\"%s\",\"seq\":1,\"box\":\"",
		p.id_text);
	buf_base64url(&b, box.p, box.n);
	buf_z(&b, "\"}");
	login(&server, "worker");
	marked(buf_get(&b), "held");
	login(&server, "admin");
	assert_int_equal(doors(), 0);
	approved("00721", "00720");
	assert_int_equal(doors(), 1);
}

/* ---- lists ---- */

static void the_list_tells_what_has_come(void **state)
{
	struct answer a;
	struct phone p;

	(void)state;
	phone_of("worker", &p);
	assert_string_equal(opened(&p, "worker", "password", PASSWORD), "");
	marked(signed_by(&p, "00730", "worker", 1), NULL);
	marked(signed_by(&p, "00731", "worker", 4), NULL);
	snprintf(server.cookie + strlen(server.cookie), 30, "Bulou-Queued: 12\r\n");
	a = call(&server, "GET", "/v1/devices", NULL);
	assert_int_equal(a.status, 200);
	answer_fits(route_at("GET", "/v1/devices"), a.json);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_int_equal(at(a.json, "items.0.last_seq")->i, 1);
	assert_int_equal(at(a.json, "items.0.holes")->i, 2);
	assert_int_equal(at(a.json, "items.0.queued")->i, 12);
	assert_int_equal(at(a.json, "items.0.contact")->type, JSON_TEXT);
	answer_free(&a);
	login(&server, "watcher");
	a = call(&server, "GET", "/v1/devices", NULL);
	assert_int_equal(at(a.json, "items")->n, 0);
	answer_free(&a);
}

static void sessions_are_listed_and_ended(void **state)
{
	char first[600], path[100];
	struct answer a;

	(void)state;
	login(&server, "worker");
	memcpy(first, server.cookie, sizeof(first));
	login(&server, "worker");
	a = call(&server, "GET", "/v1/sessions", NULL);
	assert_int_equal(a.status, 200);
	answer_fits(route_at("GET", "/v1/sessions"), a.json);
	assert_int_equal(at(a.json, "items")->n, 2);
	assert_true(str_is(at(a.json, "items.0.from")->s, "127.0.0.0/24"));
	assert_true(at(a.json, "items.0.here")->i != at(a.json, "items.1.here")->i);
	answer_free(&a);
	call_is(&server, 403, "GET", "/v1/sessions?of=all", NULL);
	call_is(&server, 204, "DELETE", "/v1/sessions", NULL);
	call_is(&server, 200, "GET", "/v1/session", NULL);
	memcpy(server.cookie, first, sizeof(first));
	call_is(&server, 401, "GET", "/v1/session", NULL);
	/* An administrator ends another's; a colleague does not find it. */
	login(&server, "worker");
	memcpy(first, server.cookie, sizeof(first));
	call_is(&server, 204, "DELETE", "/v1/sessions", NULL);
	a = call(&server, "GET", "/v1/sessions?limit=1", NULL);
	snprintf(path, sizeof(path), "/v1/sessions/" STR_FMT, STR_ARG(at(a.json, "items.0.id")->s));
	answer_free(&a);
	login(&server, "watcher");
	call_is(&server, 404, "DELETE", path, NULL);
	login(&server, "admin");
	call_is(&server, 204, "DELETE", path, NULL);
	memcpy(server.cookie, first, sizeof(first));
	call_is(&server, 401, "GET", "/v1/session", NULL);
}

/* From which network the worker of this village logged in; NULL: it is not told. */
static void worker_came_from(const char *network)
{
	struct answer a = call(&server, "GET", "/v1/sessions?of=all", NULL);
	const struct json *items = at(a.json, "items");
	int found = 0;

	answer_fits(route_at("GET", "/v1/sessions"), a.json);
	for (uint32_t i = 0; i < items->n; i++) {
		const struct json *from = json_get(&items->items[i], "from");

		if (!str_is(json_text(&items->items[i], "user"), "worker"))
			continue;
		found++;
		assert_true(network ? str_is(from->s, network) : from->type == JSON_NULL);
	}
	assert_int_equal(found, 1);
	answer_free(&a);
}

/* Who may end a login is told where it came from; who leads the area sees that there is one. */
static void where_somebody_logs_in_is_told_to_who_may_end_it(void **state)
{
	(void)state;
	login(&server, "worker");
	account_put("lead", ROLE_AREA_LEAD, "v1", uuid_nil);
	worker_came_from(NULL);
	account_put("village", ROLE_ADMINISTRATOR, "v1", uuid_nil);
	worker_came_from("127.0.0.0/24");
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_phone_is_for_a_post_that_is_there, setup, teardown),
		cmocka_unit_test_setup_teardown(a_slip_enrols_one_phone, setup, teardown),
		cmocka_unit_test_setup_teardown(a_phone_proves_itself, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_pin_opens_the_phone_it_was_set_on, setup, teardown),
		cmocka_unit_test_setup_teardown(five_wrong_ones_take_it_back, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_lease_is_of_a_phone_and_a_person, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_page_is_answered_as_its_own_person, setup, teardown),
		cmocka_unit_test_setup_teardown(the_description_says_so, setup, teardown),
		cmocka_unit_test_setup_teardown(a_shared_phone_mixes_no_names, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_phone_is_his_once_he_has_opened_it, setup, teardown),
		cmocka_unit_test_setup_teardown(a_village_manages_its_own, setup, teardown),
		cmocka_unit_test_setup_teardown(
			who_administers_a_round_manages_nobody, setup, teardown),
		cmocka_unit_test_setup_teardown(a_lost_phone_proves_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_disabled_person_hands_in_through_another, setup, teardown),
		cmocka_unit_test_setup_teardown(the_list_tells_what_has_come, setup, teardown),
		cmocka_unit_test_setup_teardown(sessions_are_listed_and_ended, setup, teardown),
		cmocka_unit_test_setup_teardown(
			where_somebody_logs_in_is_told_to_who_may_end_it, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
