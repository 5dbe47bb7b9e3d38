/* Reading a request's head: the path against the table of routes, its parameters, and who asks.
 * Strict: what is not known is refused by name, so that a mistyped parameter does not silently
 * widen an answer. */
#include "http/own.h"

#include <string.h>
#include <strings.h>

#include "core/ids.h"
#include "guard/sessions.h"

#define TEXT_MAX 200

static int bad(struct call *c, const char *field, struct str what)
{
	return err(&c->cx, E_BAD_REQUEST, field, cx_text(&c->cx, what));
}

struct str call_header(struct call *c, const char *name)
{
	return str_of(MHD_lookup_connection_value(c->connection, MHD_HEADER_KIND, name));
}

struct str call_cookie(struct call *c, const char *name)
{
	return str_of(MHD_lookup_connection_value(c->connection, MHD_COOKIE_KIND, name));
}

struct line_sought {
	const char *name;
	struct str value;
};

static enum MHD_Result line_take(
	void *arg, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct line_sought *s = arg;

	(void)kind;
	if (strcasecmp(name, s->name) == 0)
		s->value = str_of(value);
	return MHD_YES;
}

struct str call_header_last(struct call *c, const char *name)
{
	struct line_sought s = { .name = name };

	MHD_get_connection_values(c->connection, MHD_HEADER_KIND, line_take, &s);
	return s.value;
}

/* ---- escapes ---- */

static int hex_digit(char ch)
{
	if (ch >= '0' && ch <= '9')
		return ch - '0';
	if (ch >= 'a' && ch <= 'f')
		return ch - 'a' + 10;
	return ch >= 'A' && ch <= 'F' ? ch - 'A' + 10 : -1;
}

/* Nothing but letters and digits of ASCII and -._~ (RFC 3986, 2.3): says the same escaped or not. */
static bool is_plain(struct str s)
{
	/* A bit for each character: - . and 0 to 9; A to Z, _, a to z and ~. */
	static const uint64_t plain[4] = { 0x03ff600000000000, 0x47fffffe87fffffe };

	for (size_t i = 0; i < s.n; i++) {
		uint8_t ch = (uint8_t)s.p[i];

		if (!(plain[ch >> 6] >> (ch & 63) & 1))
			return false;
	}
	return true;
}

/* Percent escapes, and + where it stands for a space. The outcome is text without control
 * characters. */
static int unescape(struct call *c, struct str in, bool plus, struct str *ret)
{
	struct buf b;

	if (is_plain(in)) {
		*ret = in;
		return 0;
	}
	buf_init(&b, c->cx.arena);
	for (size_t i = 0; i < in.n; i++) {
		char ch = in.p[i];

		if (ch == '%') {
			int high = i + 2 < in.n ? hex_digit(in.p[i + 1]) : -1;
			int low = i + 2 < in.n ? hex_digit(in.p[i + 2]) : -1;

			if (high < 0 || low < 0)
				return bad(c, NULL, in);
			ch = (char)(high << 4 | low);
			i += 2;
		} else if (plus && ch == '+') {
			ch = ' ';
		}
		if ((unsigned char)ch < 0x20 || ch == 0x7f)
			return bad(c, NULL, STR("%00–%1F"));
		buf_c(&b, ch);
	}
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	*ret = buf_get(&b);
	return utf8_valid(*ret) ? 0 : err(&c->cx, E_UTF8, NULL, "URL");
}

/* ---- the route ---- */

static int segments_read(struct call *c, struct str path)
{
	struct str part, rest = path;
	int e;

	if (path.n == 0 || path.p[0] != '/')
		return err(&c->cx, E_NOT_FOUND, NULL, cx_text(&c->cx, path));
	rest.p++;
	rest.n--;
	while (str_split(&rest, '/', &part)) {
		if (c->segments == HTTP_SEGMENTS_MAX)
			return err(&c->cx, E_NOT_FOUND, NULL, cx_text(&c->cx, path));
		e = unescape(c, part, false, &c->segment[c->segments++]);
		if (e)
			return e;
	}
	return 0;
}

/* The first letter of a pattern's second part, 0 where there is none. */
static char second_of(const char *pattern)
{
	const char *at = strchr(pattern + 1, '/');

	return at ? at[1] : '\0';
}

/* A request is compared with all patterns, and most of them differ from it there. */
int request_routes(struct cx *cx, struct http *h)
{
	size_t n = 0;

	while (routes[n].path)
		n++;
	h->seconds = arena_alloc(&h->arena, n);
	if (!h->seconds)
		return err(cx, E_NO_MEMORY, NULL);
	for (size_t i = 0; i < n; i++)
		h->seconds[i] = second_of(routes[i].path);
	return 0;
}

/* Does the pattern fit the path? id gets the place of {id}. */
static bool fits(const struct call *c, const char *pattern, size_t *ret_id)
{
	const char *at = pattern;

	*ret_id = HTTP_SEGMENTS_MAX;
	for (size_t i = 0; i < c->segments; i++) {
		struct str s = c->segment[i];
		size_t k = 0;

		if (*at++ != '/')
			return false;
		if (*at == '{') {
			*ret_id = i;
			at += sizeof("{id}") - 1;
			continue;
		}
		while (k < s.n && at[k] == s.p[k] && at[k])
			k++;
		if (!s.n || k < s.n)
			return false;
		at += s.n;
	}
	return !*at;
}

static void allow_add(struct buf *allow, const char *method)
{
	if (allow->n)
		buf_z(allow, ", ");
	buf_z(allow, method);
	if (strcmp(method, "GET") == 0)
		buf_z(allow, ", HEAD");
}

static int route_find(struct call *c, const char *method)
{
	const char *second = c->http->seconds;
	struct buf allow;
	char letter = '\0';
	size_t id;

	if (c->segments > 1 && c->segment[1].n)
		letter = c->segment[1].p[0];
	buf_init(&allow, c->cx.arena);
	for (const struct route *r = routes; r->path; r++, second++) {
		if ((*second != letter && *second != '{') || !fits(c, r->path, &id))
			continue;
		if (strcmp(r->method, method) == 0) {
			c->route = r;
			c->id_text = id < HTTP_SEGMENTS_MAX ? c->segment[id] : STR_NONE;
			return 0;
		}
		allow_add(&allow, r->method);
	}
	if (allow.n == 0) {
		c->route = web_route(c);
		if (!c->route)
			return err(&c->cx, E_NOT_FOUND, NULL, cx_text(&c->cx, c->path));
		if (strcmp(c->route->method, method) == 0)
			return 0;
		allow_add(&allow, c->route->method);
	}
	c->allow = buf_get(&allow).p;
	return err(&c->cx, E_METHOD, NULL, method);
}

static int id_read(struct call *c)
{
	if (!(c->route->flags & ROUTE_ID) || uuid_read(c->id_text, &c->id))
		return 0;
	return err(&c->cx, E_NOT_FOUND, "id", cx_text(&c->cx, c->id_text));
}

/* ---- parameters ---- */

static bool is_choice(const char *choices, struct str s)
{
	struct str rest = str_of(choices), one;

	while (str_split(&rest, ' ', &one))
		if (str_eq(one, s))
			return true;
	return false;
}

/* Divided by commas. */
static int uuids_read(struct call *c, const struct arg *a, struct str s, struct arg_value *v)
{
	struct str one;

	v->ids = cx_many(&c->cx, HTTP_IDS_MAX, struct uuid);
	if (!v->ids)
		return -E_NO_MEMORY;
	while (str_split(&s, ',', &one)) {
		if (v->ids_n == HTTP_IDS_MAX)
			return err(&c->cx, E_TOO_MANY, a->name, cx_num(&c->cx, HTTP_IDS_MAX + 1),
				cx_num(&c->cx, HTTP_IDS_MAX));
		if (!uuid_read(one, &v->ids[v->ids_n++]))
			return bad(c, a->name, one);
	}
	return v->ids_n ? 0 : bad(c, a->name, s);
}

static int arg_read(struct call *c, const struct arg *a, struct str s, struct arg_value *v)
{
	bool good = true;

	if (v->given)
		return bad(c, a->name, s);
	v->given = true;
	v->s = s;
	switch (a->type) {
	case ARG_TEXT:
		good = s.n > 0 && utf8_count(s) <= TEXT_MAX;
		break;
	case ARG_UUID:
		good = uuid_read(s, &v->id);
		break;
	case ARG_UUIDS:
		return uuids_read(c, a, s, v);
	case ARG_AREA:
		good = id_area(s);
		break;
	case ARG_DAY:
		good = day_read(s, &v->day);
		break;
	case ARG_CHOICE:
		good = is_choice(a->choices, s);
		break;
	case ARG_POS:
		good = str_int(s, &v->pos) && v->pos > 0;
		break;
	}
	return good ? 0 : bad(c, a->name, s);
}

static int list_arg(struct call *c, struct str name, struct str value, bool *ret_known)
{
	int64_t n;

	*ret_known = (c->route->flags & ROUTE_LIST) &&
		(str_is(name, "after") || str_is(name, "limit"));
	if (!*ret_known)
		return 0;
	if (str_is(name, "after")) {
		if (c->after.p || value.n > 1024)
			return bad(c, "after", value);
		c->after = value;
		return 0;
	}
	if (!str_int(value, &n) || n < 1 || n > HTTP_LIST_MAX)
		return bad(c, "limit", value);
	c->limit = (size_t)n;
	return 0;
}

static int one_arg(struct call *c, struct str name, struct str value)
{
	bool known;
	int e = list_arg(c, name, value, &known);

	if (!e && !known)
		e = list_file_arg(c, name, value, &known);
	if (e || known)
		return e;
	for (size_t i = 0; c->route->args && c->route->args[i].name; i++)
		if (str_is(name, c->route->args[i].name))
			return arg_read(c, &c->route->args[i], value, &c->args[i]);
	return err(&c->cx, E_BAD_REQUEST, cx_text(&c->cx, name), cx_text(&c->cx, name));
}

static int args_read(struct call *c, struct str query)
{
	struct str pair, name = STR(""), value = STR("");
	int e = 0;

	while (!e && str_split(&query, '&', &pair)) {
		const char *at = memchr(pair.p, '=', pair.n);
		struct str raw = { pair.p, at ? (size_t)(at - pair.p) : pair.n };
		struct str rest = at ? (struct str){ at + 1, pair.n - raw.n - 1 } : STR("");

		if (pair.n == 0)
			continue;
		e = unescape(c, raw, true, &name);
		if (!e)
			e = unescape(c, rest, true, &value);
		if (!e)
			e = one_arg(c, name, value);
	}
	for (size_t i = 0; !e && c->route->args && c->route->args[i].name; i++)
		if (c->route->args[i].required && !c->args[i].given)
			e = bad(c, c->route->args[i].name, str_of(c->route->args[i].name));
	return e ? e : list_file_check(c);
}

const struct arg_value *call_arg(const struct call *c, const char *name)
{
	static const struct arg_value none;

	for (size_t i = 0; c->route->args && c->route->args[i].name; i++)
		if (strcmp(name, c->route->args[i].name) == 0)
			return &c->args[i];
	return &none;
}

struct str arg_text(const struct call *c, const char *name)
{
	const struct arg_value *v = call_arg(c, name);

	return v->given ? v->s : STR("");
}

/* ---- headers and session ---- */

/* Two pages of one browser share its cookie: a page that serves one person gets nothing in the name of whoever logged in beside it. */
static int as_check(struct call *c)
{
	struct str as = call_header(c, "Bulou-As");

	return !as.n || str_eq(as, c->rights.person) ? 0 : err(&c->cx, E_LOGIN, "Bulou-As");
}

static int session_read(struct call *c)
{
	struct str token = call_cookie(c, TOKEN_NAME);
	int64_t queued;
	int e;

	if (c->route->flags & ROUTE_OPEN)
		return 0;
	if (!token.n)
		return err(&c->cx, E_LOGIN, NULL);
	e = cx_str(&c->cx, token, &c->token);
	if (!e)
		e = guard_session(&c->cx, c->http->guard, c->token, c->now, &c->rights);
	if (!e)
		e = as_check(c);
	c->who.person = c->rights.person;
	if (e)
		return e;
	conn_known(c->conn);
	/* A page of his own is his alone: whoever else is logged in has pages of his. */
	if (c->route->flags & ROUTE_PAGE && uuid_is_nil(&c->rights.own))
		return err(&c->cx, E_FORBIDDEN, NULL, "仅供持凭条的居民查看本人记录",
			"this is for residents who hold a slip");
	if (str_int(call_header(c, "Bulou-Queued"), &queued) && queued >= 0)
		guard_session_queued(&c->cx, c->http->guard, c->token, c->now, queued);
	return share_find(c);
}

/* Such as "application/json", with or without "; charset=utf-8". */
static bool is_type(struct str given, const char *type)
{
	struct str rest = given, first;
	size_t n = strlen(type);

	return str_split(&rest, ';', &first) && str_trim(first).n == n &&
		strncasecmp(str_trim(first).p, type, n) == 0;
}

static int type_check(struct call *c)
{
	bool form = c->route->flags & ROUTE_FORM;
	struct str type = call_header(c, "Content-Type");

	if (!(c->route->flags & (ROUTE_BODY | ROUTE_FORM)) ||
		is_type(type, form ? "application/x-www-form-urlencoded" : "application/json"))
		return 0;
	return err(&c->cx, E_MEDIA_TYPE, "Content-Type",
		cx_text(&c->cx, type.n ? type : STR("(none)")));
}

static int headers_check(struct call *c)
{
	struct str client = call_header(c, "Bulou-Client");

	if ((c->route->flags & ROUTE_WRITE) && (client.n == 0 || client.n > 100))
		return err(&c->cx, E_CLIENT_HEADER, NULL);
	return type_check(c);
}

int call_forbidden(struct call *c, struct right right, const char *field)
{
	const struct right_name *verb = verb_name(right.verb), any = { "", "", "" };
	const struct right_name *matter = right.matter < MATTERS ? &matter_names[right.matter] :
								   &any;
	struct buf zh, en;

	buf_init(&zh, c->cx.arena);
	buf_init(&en, c->cx.arena);
	if (right.verb == VERB_WRITES)
		buf_z(&zh, "提交记录"), buf_z(&en, "to hand in records");
	else if (right.verb == VERB_ALL)
		buf_z(&zh, "查看数据"), buf_z(&en, "to read");
	else {
		buf_fmt(&zh, "%s%s%s", verb->zh, *matter->zh ? "：" : "", matter->zh);
		buf_fmt(&en, "to %s%s%s", verb->en, *matter->en ? ": " : "", matter->en);
	}
	if (!buf_ok(&zh) || !buf_ok(&en))
		return err(&c->cx, E_NO_MEMORY, NULL);
	return err(&c->cx, E_FORBIDDEN, field, buf_get(&zh).p, buf_get(&en).p);
}

int call_narrow(struct call *c, enum matter matter)
{
	const struct reader *in = reader_in(&c->who, matter);

	c->who.everywhere = in->everywhere;
	c->who.scopes = in->scopes;
	c->who.n = in->n;
	c->who.up = in->up;
	if (in->everywhere || in->n)
		return 0;
	return call_forbidden(c, (struct right){ c->route->right.verb, matter }, NULL);
}

int call_may(struct call *c, struct right right, struct str area, const char *field)
{
	const struct about about = about_one(c->route->flags & ROUTE_ID ? &c->id : NULL);
	struct reader who;
	int e = rights_reader(&c->cx, &c->rights, right, &about, c->now, &who);

	if (e || reader_sees(c->cover.tree, &who, area))
		return e;
	return call_forbidden(c, right, field);
}

/* Which record he may hand in is for the gate to say, and what was written under a right that has ended is held. Who never
 * might hand in any is turned away here: refused one by one, what he sends would be kept, and use numbers of others' outboxes. */
static bool gave(const struct rights *r, struct right right, int64_t now)
{
	if (rights_give(r, right.verb, right.matter, now))
		return true;
	for (size_t i = 0; right.verb == VERB_WRITES && i < r->n; i++)
		if (r->grants[i].until &&
			rights_give(r, right.verb, right.matter, r->grants[i].until - 1))
			return true;
	return false;
}

static int who_take(struct call *c)
{
	const struct about about = about_one(c->route->flags & ROUTE_ID ? &c->id : NULL);

	return rights_reader(&c->cx, &c->rights, c->route->right, &about, c->now, &c->who);
}

static int right_check(struct call *c)
{
	struct right right = c->route->right;

	if (!uuid_is_nil(&c->rights.own))
		return c->route->flags & (ROUTE_RESIDENT | ROUTE_OPEN) ?
			0 :
			err(&c->cx, E_FORBIDDEN, NULL, "持居民凭条只能查询、办理本人事项",
				"a resident's slip opens his own record only");
	if (!right.verb)
		return 0;
	if (!gave(&c->rights, right, c->now))
		return call_forbidden(c, right, NULL);
	return right.verb == VERB_WRITES ? 0 : who_take(c); /* what writes is the gate's */
}

int call_follow(struct call *c, struct store *s)
{
	int e;

	if (uuid_is_nil(&c->rights.staff))
		return 0;
	e = rights_follow(&c->cx, s, c->now, &c->rights);
	return e || !c->route->right.verb ? e : who_take(c);
}

/* In a header, since it is typed and may name people; percent-encoded, for a header has no Chinese. What is wrong with it is told
 * without a word of it. */
static int note_read(struct call *c)
{
	struct str text = call_header(c, HTTP_NOTE);

	if (!text.n ||
		!(call_arg(c, HTTP_UNMASK)->given || call_arg(c, "why")->given || c->sheet.why.n))
		return 0;
	if (!unescape(c, text, false, &c->note) && utf8_count(c->note) <= TEXT_MAX)
		return 0;
	err_clear(&c->cx);
	return bad(c, HTTP_NOTE, STR("%XX, ≤ 200"));
}

int request_head(struct call *c, const char *method)
{
	const char *mark = memchr(c->uri.p, '?', c->uri.n);
	struct str query = mark ?
		(struct str){ mark + 1, c->uri.n - (size_t)(mark - c->uri.p) - 1 } :
		STR("");
	int e;

	c->path = (struct str){ c->uri.p, mark ? (size_t)(mark - c->uri.p) : c->uri.n };
	c->head = strcmp(method, "HEAD") == 0;
	e = segments_read(c, c->path);
	if (!e)
		e = route_find(c, c->head ? "GET" : method);
	if (!e)
		e = session_read(c);
	if (!e)
		e = headers_check(c);
	if (!e)
		e = id_read(c);
	if (!e)
		e = right_check(c);
	if (!e && !(c->route->flags & ROUTE_ANY))
		e = args_read(c, query);
	return e ? e : note_read(c);
}

int request_body(struct call *c, const struct json **ret)
{
	static const struct json_limits with_file = {
		.bytes = HTTP_FILE_MAX, .depth = 8, .members = 1024
	};

	return json_read(&c->cx, buf_get(&c->body),
		c->route->flags & ROUTE_FILE ? &with_file : &json_limits_request, ret);
}
