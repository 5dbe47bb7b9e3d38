/* Logging in, who one is, logging out. */
#include "http/own.h"

#include <arpa/inet.h>
#include <string.h>

#include "record/keys.h"
#include "sys/sys.h"

/* The public key that boxes are sealed to. */
static void box_write(struct call *c)
{
	uint8_t public_key[32];
	struct buf text;

	buf_init(&text, c->cx.arena);
	if (keyring_box_public(c->http->site->keys, public_key))
		buf_base64url(&text, public_key, sizeof(public_key));
	jw_f_str(&c->w, "box_key", text.n ? buf_get(&text) : STR_NONE);
}

static void grant_tell(struct jw *w, const struct grant *g)
{
	jw_object(w);
	jw_f_z(w, "role", roles[g->role].name);
	jw_f_bool(w, "everywhere", g->everywhere);
	jw_f_str(w, "area", g->everywhere ? STR_NONE : g->area);
	row_uuid(w, "round", &g->round);
	row_time(w, "from", g->from);
	row_time(w, "until", g->until);
	jw_end_object(w);
}

static void grants_tell(struct jw *w, const struct account *a)
{
	jw_name(w, "grants");
	jw_list(w);
	for (size_t i = 0; i < a->grants_n; i++)
		grant_tell(w, &a->grants[i]);
	jw_end_list(w);
}

/* What he may do now, in whichever of his areas: a page shows what can be done by it. */
static void rights_tell(struct call *c, const struct account *a)
{
	const struct rights r = account_rights(a);
	struct jw *w = &c->w;

	jw_name(w, "rights");
	jw_list(w);
	for (int m = MATTER_NONE + 1; m < MATTERS; m++)
		for (unsigned verb = 1; verb < VERB_ALL; verb <<= 1)
			if (rights_give(&r, verb, (enum matter)m, c->now)) {
				jw_object(w);
				jw_f_z(w, "verb", verb_name((enum verb)verb)->name);
				jw_f_z(w, "matter", matter_names[m].name);
				jw_end_object(w);
			}
	jw_end_list(w);
}

static int session_write(struct call *c, const struct account *a)
{
	struct jw *w = &c->w;

	jw_object(w);
	jw_f_str(w, "user", a->user);
	jw_f_str(w, "name", a->name);
	grants_tell(w, a);
	rights_tell(c, a);
	box_write(c);
	jw_end_object(w);
	return answer_end(c);
}

static int cookie_set(struct call *c, struct str token, int64_t seconds)
{
	struct buf b;

	buf_init(&b, c->cx.arena);
	buf_fmt(&b, "bulou=%.*s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%lld%s", STR_ARG(token),
		(long long)seconds, c->http->shown ? "; Secure" : "");
	c->cookie = buf_get(&b);
	return buf_ok(&b) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

static int text_of(
	struct call *c, const struct json *v, const char *name, size_t max, struct str *ret)
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
static struct guard_from login_from(struct call *c, uint8_t to[8])
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
struct line *login_line(struct call *c)
{
	uint8_t from[8], hash[SEAL_HASH];

	seal_hash(&c->http->logins_key, login_from(c, from).network, hash);
	return &c->http->logins[hash[0] % HTTP_LOGIN_LINES];
}

/* On the slow thread: the hash takes some 90 ms. Accounts made by the command line a moment ago
 * are looked for first. */
int route_login(struct call *c)
{
	struct guard *g = c->http->guard;
	struct guard_try try = { .real_now = sys_real_now() };
	struct str token;
	uint8_t from[8];
	const struct json *v;
	struct account a;
	int e = request_body(c, &v);

	if (!e && v->type != JSON_OBJECT)
		e = err(&c->cx, E_BAD_REQUEST, "body", "object");
	for (uint32_t i = 0; !e && i < v->n; i++)
		if (!str_is(v->names[i], "user") && !str_is(v->names[i], "password") &&
			!str_is(v->names[i], "code"))
			e = err(&c->cx, E_BAD_REQUEST, cx_text(&c->cx, v->names[i]),
				cx_text(&c->cx, v->names[i]));
	if (!e)
		e = text_of(c, v, "user", 64, &try.user);
	if (!e)
		e = text_of(c, v, "password", 1024, &try.password);
	if (!e && json_get(v, "code"))
		e = text_of(c, v, "code", 16, &try.code);
	if (!e)
		e = worker_begin(&c->cx, c->worker);
	if (!e) {
		e = guard_follow(&c->cx, g, c->worker->store);
		worker_end(c->worker, e);
	}
	if (!e)
		e = guard_login(&c->cx, g, &try, login_from(c, from), c->now, &token);
	if (!e)
		e = guard_account(&c->cx, g, try.user, &a);
	if (!e)
		e = cookie_set(c, token, GUARD_SESSION_MS / 1000);
	return e ? e : session_write(c, &a);
}

int route_whoami(struct call *c)
{
	struct account a;
	int e = guard_account(&c->cx, c->http->guard, c->who.person, &a);

	return e ? e : session_write(c, &a);
}

/* Called twice: to hand the entry to the writer, and when it is durable. */
int route_logout(struct call *c)
{
	int e;

	if (c->phase == CALL_WORK) {
		c->status = 204;
		return cookie_set(c, STR(""), 0);
	}
	e = guard_logout(&c->cx, c->http->guard, c->token, c->now, &c->entry);
	if (e)
		return e;
	c->job = (struct writer_job){
		.entries = &c->entry, .entries_n = 1, .bytes = c->entry.open.n
	};
	return call_write(c);
}
