/* Who one is, logging out, and the list of sessions. Logging in is http/login.c. */
#include "http/own.h"

#include "guard/sessions.h"
#include "record/keys.h"

#define RESET_TOLD_MS (7 * WHEN_DAY_MS)

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
	row_uuid(w, "post", &g->post);
	row_time(w, "from", g->from);
	row_time(w, "until", g->until);
	jw_f_str(w, "asked", g->asked.n ? g->asked : STR_NONE);
	jw_end_object(w);
}

void grants_tell(struct jw *w, const struct account *a)
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

/* Whoever has the slip sets the password: its owner is told, so that he notices if it was not he. */
static void reset_tell(struct call *c, const struct account *a)
{
	struct account by = { .name = STR("") };

	jw_name(&c->w, "reset");
	if (!a->reset_by.n || c->now - a->reset_at > RESET_TOLD_MS) {
		jw_null(&c->w);
		return;
	}
	if (guard_account(&c->cx, c->http->guard, a->reset_by, &by))
		err_clear(&c->cx);
	jw_object(&c->w);
	row_time(&c->w, "at", a->reset_at);
	jw_f_str(&c->w, "by", a->reset_by);
	jw_f_str(&c->w, "by_name", by.name);
	jw_end_object(&c->w);
}

/* A resident has no account: one without a grant, and whose record is his own. */
int session_write(struct call *c, const struct account *a, const struct uuid *own)
{
	struct jw *w = &c->w;

	jw_object(w);
	jw_f_str(w, "user", a->user);
	jw_f_str(w, "name", a->name);
	grants_tell(w, a);
	rights_tell(c, a);
	row_uuid(w, "own", own);
	row_uuid(w, "staff", &a->staff);
	reset_tell(c, a);
	box_write(c);
	row_time(w, "now", c->now);
	jw_end_object(w);
	return answer_end(c);
}

int cookie_put(struct call *c, const char *name, struct str value, int64_t seconds)
{
	struct buf b;

	buf_init(&b, c->cx.arena);
	buf_fmt(&b, "%s=%.*s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%lld%s", name,
		STR_ARG(value), (long long)seconds, c->http->shown ? "; Secure" : "");
	c->cookie = buf_get(&b);
	return buf_ok(&b) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

int cookie_set(struct call *c, struct str token, int64_t seconds)
{
	return cookie_put(c, TOKEN_NAME, token, seconds);
}

int route_whoami(struct call *c)
{
	struct account a = { .user = c->who.person, .name = STR("") };
	int e = uuid_is_nil(&c->rights.own) ?
		guard_account(&c->cx, c->http->guard, c->who.person, &a) :
		0;

	return e ? e : session_write(c, &a, &c->rights.own);
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

/* ---- the list ---- */

int manager_read(struct call *c, enum verb verb, struct reader *ret)
{
	return rights_reader(
		&c->cx, &c->rights, (struct right){ verb, MATTER_ACCOUNT }, NULL, c->now, ret);
}

int manager_again(struct call *c)
{
	int e = guard_session(&c->cx, c->http->guard, c->token, c->now, &c->rights);

	if (!e)
		e = rights_reader(&c->cx, &c->rights, c->route->right, NULL, c->now, &c->who);
	if (e || c->who.everywhere || c->who.n)
		return e;
	return call_forbidden(c, c->route->right, NULL);
}

bool may_manage(struct call *c, const struct reader *who, struct str user)
{
	return guard_within(c->http->guard, user, c->cover.tree, who);
}

/* Keeps his own, and those of accounts that he may manage. */
static size_t sessions_seen(struct call *c, const struct reader *who, struct session *all, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].user, c->who.person) || may_manage(c, who, all[i].user))
			all[kept++] = all[i];
	return kept;
}

/* ends: whoever asks may end it. From which network it came is told to him and to whose it is; whoever only sees accounts needs it for
 * nothing. */
static void row_session(
	struct call *c, const struct session *s, const struct uuid *here, const struct reader *ends)
{
	bool told = str_eq(s->user, c->who.person) || may_manage(c, ends, s->user);
	struct jw *w = &c->w;

	jw_object(w);
	row_uuid(w, "id", &s->id);
	jw_f_str(w, "user", s->user);
	jw_f_str(w, "from", told ? s->from : STR_NONE);
	row_uuid(w, "device", &s->device);
	row_time(w, "since", s->since);
	row_time(w, "until", s->until);
	row_time(w, "used", s->used);
	jw_f_bool(w, "here", uuid_eq(&s->id, here));
	jw_end_object(w);
}

/* His own; whoever administers accounts may ask for those of all that lie in his areas. */
int route_sessions(struct call *c)
{
	bool all = str_is(arg_text(c, "of"), "all");
	struct session *list, here;
	struct reader who, ends;
	struct page p;
	size_t n;
	int e = manager_read(c, VERB_SEE_MASKED, &who);

	if (!e && all && !who.everywhere && !who.n)
		e = call_forbidden(c, (struct right){ VERB_SEE_MASKED, MATTER_ACCOUNT }, "of");
	if (!e)
		e = guard_session_of(&c->cx, c->http->guard, c->token, c->now, &here);
	if (!e)
		e = guard_sessions(
			&c->cx, c->http->guard, all ? STR("") : c->who.person, c->now, &list, &n);
	if (!e)
		e = manager_read(c, VERB_DECIDE, &ends);
	if (!e)
		n = sessions_seen(c, &who, list, n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_session(c, &list[i], &here.id, &ends);
	return answer_page_end(c, &p);
}

/* One of his own, or of an account that he may manage; of others it is not found. */
static int session_find(struct call *c, struct session *ret)
{
	struct reader who;
	int e = manager_read(c, VERB_DECIDE, &who);

	if (!e)
		e = guard_session_by_id(&c->cx, c->http->guard, &c->id, c->now, ret);
	if (!e && !sessions_seen(c, &who, ret, 1))
		e = err(&c->cx, E_NOT_FOUND, "id", cx_text(&c->cx, c->id_text));
	return e;
}

int entries_write(struct call *c, struct entry *entries, size_t n)
{
	size_t bytes = 0;

	for (size_t i = 0; i < n; i++)
		bytes += entries[i].open.n;
	c->job = (struct writer_job){ .entries = entries, .entries_n = n, .bytes = bytes };
	return call_write(c);
}

int route_session_end(struct call *c)
{
	struct session s;
	int e = session_find(c, &s);

	if (!e)
		e = guard_session_end(&c->cx, c->http->guard, &s, c->who.person, c->now, &c->entry);
	c->looked = !e;
	c->status = e ? c->status : 204;
	return e;
}

/* All of his own but the one that asks. There may be none: then nothing is written. */
int route_sessions_end(struct call *c)
{
	struct session *list, here;
	struct entry *entries;
	size_t n = 0, ending = 0;
	int e = 0;

	if (c->phase == CALL_WORK) {
		c->status = 204;
		return 0;
	}
	e = guard_session_of(&c->cx, c->http->guard, c->token, c->now, &here);
	if (!e)
		e = guard_sessions(&c->cx, c->http->guard, c->who.person, c->now, &list, &n);
	entries = e ? NULL : cx_many(&c->cx, n, struct entry);
	if (!e && !entries)
		e = -E_NO_MEMORY;
	for (size_t i = 0; !e && i < n; i++)
		if (!uuid_eq(&list[i].id, &here.id))
			e = guard_session_end(&c->cx, c->http->guard, &list[i], c->who.person,
				c->now, &entries[ending++]);
	return e ? e : entries_write(c, entries, ending);
}
