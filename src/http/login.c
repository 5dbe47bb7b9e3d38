/* Logging in: with a password, or with a code on paper that is good once. All of it runs on the slow thread, where a
 * hash may take its 90 ms, and what follows from it is written and followed before the answer leaves. */
#include "http/own.h"

#include <arpa/inet.h>
#include <string.h>

#include "guard/devices.h"
#include "guard/newcomers.h"
#include "guard/resident.h"
#include "guard/sessions.h"
#include "sys/sys.h"

int text_of(struct call *c, const struct json *v, const char *name, size_t max, struct str *ret)
{
	const struct json *t = json_get(v, name);

	if (!t || t->type == JSON_NULL)
		return err(&c->cx, E_BAD_REQUEST, name, name);
	if (t->type != JSON_TEXT || t->s.n == 0 || t->s.n > max)
		return err(&c->cx, E_BAD_REQUEST, name, name);
	*ret = t->s;
	return 0;
}

/* ---- from where ---- */

#define V6_NETWORK 6 /* bytes of a /48, of which a customer may have all */

/* In version 6 a /64 is one address: whoever has one has all of them. */
static size_t put_v6(const struct in6_addr *a, uint8_t to[8])
{
	size_t n = IN6_IS_ADDR_V4MAPPED(a) ? 4 : 8;

	memcpy(to, n == 4 ? &a->s6_addr[12] : a->s6_addr, n);
	return n;
}

/* The last address of X-Forwarded-For, which our own proxy has added: to the line that was there, or as a line of its own
 * behind it. 0: there is none. */
static size_t forwarded(struct call *c, uint8_t to[8])
{
	struct str rest = call_header_last(c, "X-Forwarded-For"), one = STR_NONE;
	struct in6_addr v6;
	const char *z;

	while (str_split(&rest, ',', &one))
		;
	z = one.n ? cx_text(&c->cx, str_trim(one)) : "";
	if (inet_pton(AF_INET, z, to) == 1)
		return 4;
	return inet_pton(AF_INET6, z, &v6) == 1 ? put_v6(&v6, to) : 0;
}

/* Whoever comes from this machine itself is the proxy before us, if it says for whom. */
struct guard_from login_from(struct call *c, uint8_t to[8])
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		c->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *sa = info ? info->client_addr : NULL;
	size_t n = 0, said;
	bool local = false;

	if (sa && sa->sa_family == AF_INET) {
		memcpy(to, &((const struct sockaddr_in *)(const void *)sa)->sin_addr, n = 4);
	} else if (sa && sa->sa_family == AF_INET6) {
		const struct in6_addr *a =
			&((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr;

		n = put_v6(a, to);
		local = IN6_IS_ADDR_LOOPBACK(a);
	}
	local |= n == 4 && to[0] == 127;
	said = local ? forwarded(c, to) : 0;
	n = said ? said : n;
	return (struct guard_from){ .address = { (const char *)to, n },
		.network = { (const char *)to, n < V6_NETWORK ? n : V6_NETWORK } };
}

/* Logins wait in turn by network, so that whoever floods the server with them keeps himself waiting. */
static size_t network_slot(struct call *c)
{
	uint8_t from[8], hash[SEAL_HASH];

	seal_hash(&c->http->logins_key, login_from(c, from).network, hash);
	return hash[0] % HTTP_LOGIN_LINES;
}

struct line *login_line(struct call *c)
{
	return &c->http->logins[network_slot(c)];
}

struct line *guest_line(struct call *c)
{
	return &c->http->guests[network_slot(c)];
}

/* ---- what was sent ---- */

struct login {
	struct guard_try try;
	struct str ticket, pin;
	bool proves;
	struct device_proof proof;
	struct guard_from from;
	uint8_t from_bytes[8];
	struct account account;
	struct opening o;
};

/* No other member is taken: a mistyped one must not be overlooked. */
int members_check(struct call *c, const struct json *v, const char *const *names)
{
	if (v->type != JSON_OBJECT)
		return err(&c->cx, E_BAD_REQUEST, "body", "object");
	for (uint32_t i = 0; i < v->n; i++) {
		const char *const *name = names;

		while (*name && !str_is(v->names[i], *name))
			name++;
		if (!*name)
			return err(&c->cx, E_BAD_REQUEST, cx_text(&c->cx, v->names[i]),
				cx_text(&c->cx, v->names[i]));
	}
	return 0;
}

/* The device on which he logs in, which proves itself. */
static int proof_read(struct call *c, const struct json *v, struct login *l)
{
	int e = uuid_read(json_text(v, "device"), &l->proof.device) ?
		0 :
		err(&c->cx, E_BAD_REQUEST, "device", "device");

	l->proves = !e;
	l->proof.user = l->try.user;
	if (!e)
		e = text_of(c, v, "challenge", 64, &l->proof.challenge);
	return e ? e : text_of(c, v, "mac", 64, &l->proof.mac);
}

/* A slip alone is a resident's; with a password, somebody's who logs in the first time. */
static int ticket_read(struct call *c, const struct json *v, struct login *l)
{
	int e = text_of(c, v, "ticket", 64, &l->ticket);

	if (!e && json_get(v, "password"))
		e = text_of(c, v, "password", 1024, &l->try.password);
	if (!e && json_get(v, "user"))
		e = text_of(c, v, "user", GUARD_USER_MAX, &l->try.user);
	return e;
}

static int login_read(struct call *c, struct login *l)
{
	static const char *const names[] = { "user", "password", "code", "ticket", "pin", "device",
		"challenge", "mac", NULL };
	const struct json *v;
	int e = request_body(c, &v);

	if (!e)
		e = members_check(c, v, names);
	if (!e && json_get(v, "ticket"))
		return ticket_read(c, v, l);
	if (!e)
		e = text_of(c, v, "user", GUARD_USER_MAX, &l->try.user);
	if (!e && json_get(v, "device"))
		e = proof_read(c, v, l);
	if (!e && l->proves && json_get(v, "pin"))
		return text_of(c, v, "pin", 16, &l->pin);
	if (!e)
		e = text_of(c, v, "password", 1024, &l->try.password);
	if (!e && json_get(v, "code"))
		e = text_of(c, v, "code", 16, &l->try.code);
	return e;
}

/* Its network as the list of sessions shows it: a /24, or the /48 of a customer. */
static int from_text(struct call *c, struct guard_from from, struct str *ret)
{
	uint8_t bytes[16] = { 0 };
	char text[INET6_ADDRSTRLEN] = "";
	struct buf b;

	memcpy(bytes, from.network.p, from.network.n);
	if (from.network.n == 4)
		bytes[3] = 0;
	inet_ntop(from.network.n == 4 ? AF_INET : AF_INET6, bytes, text, sizeof(text));
	buf_init(&b, c->cx.arena);
	buf_fmt(&b, "%s/%d", text, from.network.n == 4 ? 24 : 48);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

/* ---- writing ---- */

int slow_follow(struct call *c)
{
	int e = worker_begin(&c->cx, c->worker);

	if (e)
		return e;
	e = guard_follow(&c->cx, c->http->guard, c->worker->store);
	worker_end(c->worker, e);
	return e;
}

/* Durable and followed: whoever is told of it finds it. */
int slow_write(struct call *c, struct entry *entries, size_t n)
{
	struct writer_job job = { .entries = entries, .entries_n = n };
	int e;

	for (size_t i = 0; i < n; i++)
		job.bytes += entries[i].open.n + entries[i].secret.n;
	e = writer_run(&c->cx, c->http->writer, &job);
	return e ? e : slow_follow(c);
}

/* ---- who it is ---- */

static int by_password(struct call *c, struct login *l)
{
	int e = guard_login(&c->cx, c->http->guard, &l->try, l->from, c->now, &l->account);

	l->o.s.user = l->account.user;
	l->o.version = l->account.version;
	return e;
}

/* Five wrong ones take the PIN back, for good. */
static int by_pin(struct call *c, struct login *l)
{
	struct entry entry;
	bool over;
	int e = guard_pin_login(
		&c->cx, c->http->guard, &l->proof, l->pin, l->from, c->now, &l->account, &over);

	l->o.s.user = l->account.user;
	l->o.s.by_pin = true;
	l->o.version = l->account.version;
	if (over) {
		struct err_info why = c->cx.e;

		err_clear(&c->cx);
		if (guard_pin_end(&c->cx, &l->proof.device, l->proof.user, c->now, &entry) ||
			slow_write(c, &entry, 1))
			return -c->cx.e.code;
		c->cx.e = why;
	}
	return e;
}

static int by_account(struct call *c, struct login *l)
{
	int e = l->proves ? guard_prove(&c->cx, c->http->guard, &l->proof, c->now) : 0;

	if (e)
		return e;
	if (l->proves)
		l->o.s.device = l->proof.device;
	return l->pin.n ? by_pin(c, l) : by_password(c, l);
}

/* Days lie between a slip and its use: he may have come of age, or the guardian have moved out. */
static int still_stands(struct call *c, const struct ticket *t)
{
	const struct reader all = { .person = c->who.person, .everywhere = true };
	struct subject s;
	struct cover cover;
	int e = worker_begin(&c->cx, c->worker);

	if (e)
		return e;
	cover = (struct cover){ .store = c->worker->store,
		.tree = c->worker->tree,
		.who = &all,
		.keys = c->http->site->keys,
		.kinds = c->http->site->tables.kinds,
		.now = c->now };
	e = worker_keys(&c->cx, c->worker);
	if (!e)
		e = subject_get(&c->cx, &cover, &t->subject, &s);
	if (!e)
		e = resident_slip_check(&c->cx, &cover, &s, &t->guardian);
	worker_end(c->worker, e);
	return e;
}

static int by_slip(struct call *c, struct login *l, struct ticket *t)
{
	int e = guard_ticket_find(
		&c->cx, c->http->guard, l->ticket, TICKET_RESIDENT, l->from, c->now, t);

	if (!e)
		e = still_stands(c, t);
	if (!e)
		e = guard_resident_name(&c->cx, &t->subject, &l->o.s.user);
	l->o.ticket = t->id;
	l->o.s.guardian = t->guardian;
	l->account = (struct account){ .user = l->o.s.user, .name = STR("") };
	return e;
}

/* He sets the password that is his from now on. */
static int by_newcomer(struct call *c, struct login *l, struct ticket *t)
{
	struct guard *g = c->http->guard;
	struct entry entry = { .pos = 0 };
	int e = guard_password_check(&c->cx, l->try.password);

	if (!e)
		e = guard_ticket_find(&c->cx, g, l->ticket, TICKET_USER, l->from, c->now, t);
	if (!e && l->try.user.n && !str_eq(l->try.user, t->whom))
		e = err(&c->cx, E_TICKET, "user");
	if (!e)
		e = guard_first_login(&c->cx, g, t, l->try.password, c->now, &l->account, &entry);
	if (!e)
		e = slow_write(c, &entry, 1);
	if (!e)
		e = guard_ticket_won(&c->cx, g, t, &entry.id, l->from, c->now);
	l->o.s.user = l->account.user;
	l->o.version = entry.pos;
	return e;
}

static int by_ticket(struct call *c, struct login *l, struct ticket *t)
{
	return l->try.password.n ? by_newcomer(c, l, t) : by_slip(c, l, t);
}

/* ---- opening it ---- */

/* Whoever opens a slip by a page leaves what was open in this browser: the same write ends it. */
static int here_end(struct call *c, struct opening *o)
{
	struct str token = call_cookie(c, TOKEN_NAME);
	struct session s;
	struct rights r;

	if (!token.n || guard_session(&c->cx, c->http->guard, token, c->now, &r) ||
		guard_session_of(&c->cx, c->http->guard, token, c->now, &s)) {
		err_clear(&c->cx);
		return 0;
	}
	return guard_session_end(&c->cx, c->http->guard, &s, s.user, c->now, &o->entries[o->n++]);
}

static int session_open(struct call *c, struct login *l, struct ticket *t)
{
	struct guard *g = c->http->guard;
	struct str token;
	int e = from_text(c, l->from, &l->o.s.from);

	if (!e)
		e = guard_open(&c->cx, g, &l->o, c->now);
	if (!e && l->o.door.n)
		e = here_end(c, &l->o);
	if (!e)
		e = slow_write(c, l->o.entries, l->o.n);
	if (!e && t && t->kind == TICKET_RESIDENT)
		e = guard_ticket_won(&c->cx, g, t, &l->o.s.id, l->from, c->now);
	if (!e)
		e = guard_token(&c->cx, g, &l->o, &token);
	return e ? e : cookie_set(c, token, GUARD_SESSION_MS / 1000);
}

static int session_begin(struct call *c, struct login *l, struct ticket *t)
{
	int e = session_open(c, l, t);

	return e ? e : session_write(c, &l->account, t ? &t->subject : &uuid_nil);
}

/* Whose account somebody failed to open, for the security trace. What is no account's name may be a password that was typed in its
 * place, and is not kept. */
static void tried(struct call *c, const struct login *l, const struct ticket *t)
{
	struct err_info why = c->cx.e;
	struct account a;

	if (guard_account(&c->cx, c->http->guard, t->whom.n ? t->whom : l->try.user, &a) == 0)
		c->tried = a.user;
	c->cx.e = why;
}

/* Accounts and tickets made by the command line a moment ago are looked for first. */
int route_login(struct call *c)
{
	struct login l = { .try = { .real_now = sys_real_now() } };
	struct ticket t = { .id = uuid_nil };
	int e = login_read(c, &l);

	l.from = login_from(c, l.from_bytes);
	if (!e)
		e = slow_follow(c);
	if (!e)
		e = l.ticket.n ? by_ticket(c, &l, &t) : by_account(c, &l);
	if (!e)
		return session_begin(c, &l, l.ticket.n ? &t : NULL);
	tried(c, &l, &t);
	return e;
}

/* He tapped twice, or the answer never came: the same code in the same browser opens what it opened. */
static int slip_again(struct call *c, struct login *l, struct ticket *t)
{
	struct guard *g = c->http->guard;
	struct err_info why = c->cx.e;
	struct str token;
	int e;

	err_clear(&c->cx);
	e = guard_resident_name(&c->cx, &t->subject, &l->o.s.user);
	if (!e)
		e = guard_open_again(&c->cx, g, &t->used, l->o.door, c->now, &l->o);
	if (e == -E_TICKET_USED)
		c->cx.e = why;
	if (!e)
		e = guard_ticket_won(&c->cx, g, t, &t->used, l->from, c->now);
	if (!e)
		e = guard_token(&c->cx, g, &l->o, &token);
	return e ? e : cookie_set(c, token, (l->o.s.until - c->now) / 1000);
}

int login_by_slip(struct call *c, struct str code, struct str door)
{
	struct login l = { .ticket = code, .try = { .real_now = sys_real_now() } };
	struct ticket t = { .id = uuid_nil };
	int e;

	l.o.door = door;

	l.from = login_from(c, l.from_bytes);
	e = slow_follow(c);
	if (!e)
		e = by_slip(c, &l, &t);
	if (!e)
		e = session_open(c, &l, &t);
	if (e == -E_TICKET_USED)
		e = slip_again(c, &l, &t);
	if (e)
		tried(c, &l, &t);
	return e;
}
