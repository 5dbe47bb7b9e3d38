/* Devices: a slip enrols one, which gets its key this once; who opens it may set a PIN; and the list of what has come from each. */
#include "guard/devices.h"

#include "desk/tickets_paper.h"
#include "guard/sessions.h"
#include "http/own.h"

/* ---- inviting ---- */

/* For somebody whom he may manage; for whoever comes, only who may everywhere. */
static int invite_check(struct call *c, struct str user)
{
	struct account a;
	int e = user.n ? guard_account(&c->cx, c->http->guard, user, &a) : 0;

	if (e || may_manage(c, &c->who, user))
		return e;
	return call_forbidden(c, c->route->right, "user");
}

/* A phone for a post that is not there would show nothing, and whoever gave the slip would not be told. */
static int post_read(struct call *c, const struct json *v, struct uuid *ret)
{
	struct subject post;

	if (!uuid_read(json_text(v, "post"), ret))
		return err(&c->cx, E_BAD_REQUEST, "post", "post");
	return subject_get(&c->cx, &c->cover, ret, &post);
}

static int invite_read(struct call *c, struct ticket *t)
{
	static const char *const names[] = { "user", "post", NULL };
	const struct json *v;
	int e = request_body(c, &v);

	if (!e)
		e = members_check(c, v, names);
	if (!e && json_get(v, "user"))
		e = text_of(c, v, "user", GUARD_USER_MAX, &t->whom);
	if (!e)
		e = invite_check(c, t->whom);
	return e || !json_get(v, "post") ? e : post_read(c, v, &t->subject);
}

int route_device_invite(struct call *c)
{
	struct ticket t = {
		.kind = TICKET_DEVICE, .whom = STR(""), .until = c->now + DEVICE_TICKET_MS
	};
	int e = invite_read(c, &t);

	return e ? e : ticket_answer(c, &t);
}

/* ---- enrolling ---- */

static int key_write(
	struct call *c, const struct uuid *device, const struct seal_key *key, struct str user)
{
	struct buf hex;

	buf_init(&hex, c->cx.arena);
	buf_hex(&hex, key->b, sizeof(key->b));
	jw_object(&c->w);
	row_uuid(&c->w, "device", device);
	jw_f_str(&c->w, "key", buf_get(&hex));
	jw_f_str(&c->w, "user", user.n ? user : STR_NONE);
	jw_end_object(&c->w);
	return buf_ok(&hex) ? answer_end(c) : err(&c->cx, E_NO_MEMORY, NULL);
}

static int enrol(struct call *c, struct ticket *t, struct guard_from from, struct str name)
{
	struct device_new d = {
		.name = name, .user = t->whom, .via = t->whom, .post = t->subject, .ticket = t->id
	};
	struct seal_key key;
	struct entry entry;
	struct uuid device;
	int e = guard_device_entry(&c->cx, &d, c->now, &device, &key, &entry);

	if (!e)
		e = slow_write(c, &entry, 1);
	if (!e)
		e = guard_ticket_won(&c->cx, c->http->guard, t, &device, from, c->now);
	if (!e)
		e = key_write(c, &device, &key, t->whom);
	seal_wipe(&key, sizeof(key));
	return e;
}

int route_device_enrol(struct call *c)
{
	static const char *const names[] = { "ticket", "name", NULL };
	struct str code, name = STR("");
	const struct json *v;
	struct guard_from from;
	uint8_t bytes[8];
	struct ticket t;
	int e = request_body(c, &v);

	if (!e)
		e = members_check(c, v, names);
	if (!e)
		e = text_of(c, v, "ticket", 64, &code);
	if (!e && json_get(v, "name"))
		e = text_of(c, v, "name", DEVICE_NAME_MAX, &name);
	if (!e)
		e = slow_follow(c);
	from = login_from(c, bytes);
	if (!e)
		e = guard_ticket_find(
			&c->cx, c->http->guard, code, TICKET_DEVICE, from, c->now, &t);
	return e ? e : enrol(c, &t, from, name);
}

int route_challenge(struct call *c)
{
	struct str text;
	int e = guard_challenge(&c->cx, c->http->guard, c->now, &text);

	if (e)
		return e;
	jw_object(&c->w);
	jw_f_str(&c->w, "challenge", text);
	row_time(&c->w, "until", c->now + DEVICE_CHALLENGE_MS);
	jw_end_object(&c->w);
	return answer_end(c);
}

/* ---- PINs ---- */

/* Whoever logged in on this device, and with his password: a PIN does not give itself another. */
static int pin_check(struct call *c)
{
	struct session s;
	int e = guard_session_of(&c->cx, c->http->guard, c->token, c->now, &s);

	if (!e && !uuid_eq(&s.device, &c->id))
		e = err(&c->cx, E_FORBIDDEN, "device", "在本设备上登录后才能设置 PIN",
			"a PIN is set on the device on which one has logged in");
	if (!e && s.by_pin)
		e = err(&c->cx, E_FORBIDDEN, "pin", "用密码登录后才能设置 PIN",
			"a PIN is set by whoever logged in with his password");
	return e;
}

int route_pin(struct call *c)
{
	static const char *const names[] = { "pin", NULL };
	struct entry entry;
	const struct json *v;
	struct str pin;
	int e = request_body(c, &v);

	if (!e)
		e = members_check(c, v, names);
	if (!e)
		e = text_of(c, v, "pin", 16, &pin);
	if (!e)
		e = pin_check(c);
	if (!e)
		e = guard_pin_entry(&c->cx, &c->id, c->who.person, pin, c->now, &entry);
	if (!e)
		e = slow_write(c, &entry, 1);
	c->status = e ? c->status : 204;
	return e;
}

/* ---- what it keeps ---- */

/* Another process may have opened the session a moment ago. */
int route_lease(struct call *c)
{
	struct seal_key key;
	struct buf text;
	int e = guard_follow(&c->cx, c->http->guard, c->cover.store);

	if (!e)
		e = worker_keys(&c->cx, c->worker);
	if (!e)
		e = guard_lease(&c->cx, c->http->guard, c->token, &c->id, c->now, &key);
	if (e)
		return e;
	buf_init(&text, c->cx.arena);
	buf_base64url(&text, key.b, sizeof(key.b));
	seal_wipe(&key, sizeof(key));
	jw_object(&c->w);
	jw_f_str(&c->w, "key", buf_get(&text));
	row_time(&c->w, "until", c->now + DEVICE_LEASE_MS);
	row_time(&c->w, "now", c->now);
	jw_end_object(&c->w);
	return buf_ok(&text) ? answer_end(c) : err(&c->cx, E_NO_MEMORY, NULL);
}

/* ---- the list ---- */

/* When it was last heard of, and what it said then, by the sessions on it. */
static void contact_write(
	struct call *c, const struct uuid *device, const struct session *all, size_t n)
{
	const struct session *last = NULL;

	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].device, device) && (!last || all[i].used > last->used))
			last = &all[i];
	row_time(&c->w, "contact", last ? last->used : 0);
	if (last && last->queued >= 0)
		jw_f_int(&c->w, "queued", last->queued);
	else
		jw_f_null(&c->w, "queued");
}

static int devices_write(struct call *c, const struct device *all, const struct page *p)
{
	struct device_handed *handed = cx_many(&c->cx, p->to - p->from, struct device_handed);
	struct session *sessions;
	size_t n;
	int e = handed ? guard_devices_handed(
				 &c->cx, c->cover.store, all + p->from, p->to - p->from, handed) :
			 -E_NO_MEMORY;

	if (!e)
		e = guard_sessions(&c->cx, c->http->guard, STR(""), c->now, &sessions, &n);
	for (size_t i = p->from; !e && i < p->to; i++) {
		row_device(&c->w, &all[i], &handed[i - p->from]);
		contact_write(c, &all[i].id, sessions, n);
		jw_end_object(&c->w);
	}
	return e ? e : answer_page_end(c, p);
}

static size_t devices_seen(struct call *c, const struct reader *who, struct device *all, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].user, c->who.person) || may_manage(c, who, all[i].user))
			all[kept++] = all[i];
	return kept;
}

/* His own, and those of accounts that he may manage. */
int route_devices(struct call *c)
{
	struct device *list;
	struct reader who;
	struct page p;
	size_t n;
	int e = manager_read(c, VERB_SEE_MASKED, &who);

	if (!e)
		e = guard_devices(&c->cx, c->http->guard, STR(""), &list, &n);
	if (!e)
		n = devices_seen(c, &who, list, n);
	if (!e)
		e = answer_page(c, n, &p);
	return e ? e : devices_write(c, list, &p);
}

/* One that he does not see is not there. */
static int device_find(struct call *c)
{
	struct device *list;
	size_t n;
	int e = guard_devices(&c->cx, c->http->guard, STR(""), &list, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (uuid_eq(&list[i].id, &c->id) && may_manage(c, &c->who, list[i].user))
			return 0;
	return e ? e : err(&c->cx, E_NOT_FOUND, "device", "device");
}

int route_device_revoke(struct call *c)
{
	int e = manager_read(c, VERB_DECIDE, &c->who);

	if (!e)
		e = device_find(c);
	if (!e)
		e = guard_device_revoke(
			&c->cx, c->http->guard, &c->id, c->who.person, c->now, &c->entry);
	c->looked = !e;
	c->status = e ? c->status : 204;
	return e;
}
