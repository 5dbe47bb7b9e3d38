/* Answers: lists and their pages, and sending what a call holds. */
#include "http/own.h"

#include <string.h>

#include "sys/sys.h"

#define ANSWER_FIRST 1000     /* bytes: a record, a page's first rows */
#define RETRY_LOCKED_S "60"   /* the shortest wait that is told */
#define RETRY_NUMBERS_S "600" /* of an hour that has begun somewhen */
#define RETRY_FAILED_S "30"   /* the longest */

/* A paper has its look in it and nothing else: no script, nothing from elsewhere, and no frame. */
#define PAPER_POLICY \
	"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
/* A resident's page: a style and a picture of ours, forms to ourselves; a script only where a slip's code is taken out of the address. It
 * tells its own server where a form lay, and nobody else. */
#define PAGE_POLICY(script) \
	"default-src 'none'; style-src 'self'; img-src 'self'; " script \
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
/* What is no page is never one, also where a browser is told to show it. */
#define ANSWER_POLICY "default-src 'none'; frame-ancestors 'none'"

static bool is_data(struct str type)
{
	return !type.n || str_starts(type, STR("application/json")) ||
		str_starts(type, STR("application/problem+json")) ||
		str_starts(type, STR("text/plain")) || str_starts(type, STR("text/csv")) ||
		str_starts(type, STR("text/event-stream"));
}

void answer_begin(struct call *c)
{
	buf_init(&c->out, c->cx.arena);
	buf_space(&c->out,
		ANSWER_FIRST); /* else it grows five times; what there is no memory for is told at its end */
	jw_init(&c->w, &c->out);
}

int answer_end(struct call *c)
{
	return buf_ok(&c->out) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

void answer_list(struct call *c)
{
	jw_object(&c->w);
	jw_name(&c->w, "items");
	jw_list(&c->w);
}

int answer_list_end(struct call *c, struct str next)
{
	jw_end_list(&c->w);
	jw_f_str(&c->w, "next", next);
	jw_end_object(&c->w);
	return answer_end(c);
}

int call_pseudonym(struct call *c, const struct uuid *subject, const char **ret)
{
	char *code = cx_many(&c->cx, PSEUDONYM + 1, char);

	*ret = code;
	return code ? guard_pseudonym(&c->cx, c->http->site->keys, subject, code) : -E_NO_MEMORY;
}

int answer_page(struct call *c, size_t n, struct page *ret)
{
	int64_t from = 0;

	if (c->after.n && (!str_int(c->after, &from) || from < 0))
		return err(&c->cx, E_BAD_REQUEST, "after", "after");
	ret->n = n;
	ret->from = (uint64_t)from < n ? (size_t)from : n;
	ret->to = n - ret->from > c->limit ? ret->from + c->limit : n;
	answer_list(c);
	return 0;
}

int answer_page_end(struct call *c, const struct page *p)
{
	return answer_list_end(c, p->to < p->n ? str_of(cx_num(&c->cx, (int64_t)p->to)) : STR_NONE);
}

static const char *retry_after(struct call *c)
{
	int code = c->cx.e.code;

	if (c->status != 503 && c->status != 429)
		return NULL;
	return code == E_LOCKED_OUT     ? RETRY_LOCKED_S :
		code == E_LOGINS_FAILED ? RETRY_FAILED_S :
		code == E_NUMBERS_ASKED ? RETRY_NUMBERS_S :
					  cx_num(&c->cx, admit_again_s(c));
}

bool answer_header(struct MHD_Response *r, const char *name, const char *value)
{
	return !value || MHD_add_response_header(r, name, value) == MHD_YES;
}

/* A PDF is shown, a workbook kept; either under its own name. */
static bool file_add(struct call *c, struct MHD_Response *r)
{
	struct buf b;

	if (!c->file.n || c->failed)
		return true;
	buf_init(&b, c->cx.arena);
	buf_fmt(&b, "inline; filename=\"" STR_FMT "\"", STR_ARG(c->file));
	return buf_ok(&b) && answer_header(r, "Content-Disposition", buf_get(&b).p);
}

/* Texts that people wrote stand in it: should one ever get out of its place, a browser does nothing with it. A browser's own
 * viewer shows a PDF, and has to be let. */
static bool policy_add(const struct call *c, struct MHD_Response *r)
{
	struct str type = str_of(c->type);

	if (str_starts(type, STR("text/html")) && c->route && c->route->flags & ROUTE_PAGE)
		return answer_header(r, "Content-Security-Policy",
			       strcmp(c->route->path, "/own") == 0 ?
				       PAGE_POLICY("script-src 'self'; ") :
				       PAGE_POLICY("")) &&
			answer_header(r, "Referrer-Policy", "same-origin");
	if (str_starts(type, STR("text/html")))
		return answer_header(r, "Content-Security-Policy", PAPER_POLICY) &&
			answer_header(r, "Referrer-Policy", "no-referrer");
	return !is_data(type) || answer_header(r, "Content-Security-Policy", ANSWER_POLICY);
}

/* For a year a browser comes by HTTPS only, and past no warning (RFC 6797). Not where a plain page stands beside it: that would be
 * closed too, since this holds for all ports of a name. */
static bool secure_add(const struct call *c, struct MHD_Response *r)
{
	return answer_header(r, "Strict-Transport-Security",
		c->http->shown && !c->http->trust ? "max-age=31536000" : NULL);
}

bool answer_guarded(const struct call *c, struct MHD_Response *r)
{
	return answer_header(r, "X-Content-Type-Options", "nosniff") && secure_add(c, r) &&
		policy_add(c, r);
}

static bool is_packed(const struct call *c)
{
	return c->packed.n && !c->failed;
}

/* By what a store that many people share tells its answers apart: a page is in the language that a browser prefers. */
static const char *vary(const struct call *c)
{
	if (c->route && c->route->flags & ROUTE_PACK)
		return "Accept-Encoding";
	return c->cache && !c->failed ? "Accept-Language" : NULL;
}

static bool headers_add(struct call *c, struct MHD_Response *r)
{
	if (c->form)
		return web_headers(c, r) && secure_add(c, r);
	return answer_header(r, "Content-Type", c->type ? c->type : "application/json") &&
		answer_header(r, "Cache-Control", c->cache && !c->failed ? c->cache : "no-store") &&
		answer_header(r, "ETag", c->failed ? NULL : c->etag) &&
		answer_header(r, "X-Robots-Tag", c->robots) &&
		answer_header(r, "Content-Encoding", is_packed(c) ? "gzip" : NULL) &&
		answer_header(r, "Vary", vary(c)) &&
		answer_header(r, "Retry-After", retry_after(c)) &&
		answer_header(r, "WWW-Authenticate",
			c->status == 401 ? "Cookie realm=\"bulou\"" : NULL) &&
		file_add(c, r) && answer_guarded(c, r) && answer_header(r, "Allow", c->allow) &&
		answer_header(r, "Location", c->location) &&
		answer_header(r, "Set-Cookie", c->cookie.p);
}

/* Of a page that the client has already nothing but the head. */
static struct str body_of(const struct call *c)
{
	if (!c->form)
		return is_packed(c) ? c->packed : buf_get(&c->out);
	return c->status == 304 ? STR("") : (struct str){ c->form->p, c->form->n };
}

static void counted(struct call *c, size_t bytes)
{
	struct http_counts *n = &c->http->counts;

	atomic_fetch_add(&n->requests, 1);
	atomic_fetch_add(&n->status[c->status / 100 % 6], 1);
	atomic_fetch_add(&n->bytes_out, bytes);
}

/* The bytes lie in the call's arena, which lives until the connection is done with them. */
enum MHD_Result answer_send(struct call *c)
{
	struct str body;
	struct MHD_Response *r;
	enum MHD_Result sent = MHD_NO;

	if (!c->failed && answer_end(c))
		c->failed = true;
	if (c->failed) {
		notice_answer(c);
		if (c->route && c->route->flags & ROUTE_PAGE)
			page_problem(c);
		else
			problem_write(c);
	}
	body = body_of(c);
	if (!c->status)
		c->status = 200;
	if (!body.p)
		return MHD_NO; /* not even memory to say so */
	r = MHD_create_response_from_buffer(
		body.n, (void *)(uintptr_t)body.p, MHD_RESPMEM_PERSISTENT);
	if (!r)
		return MHD_NO;
	if (headers_add(c, r))
		sent = MHD_queue_response(c->connection, (unsigned)c->status, r);
	MHD_destroy_response(r);
	c->phase = CALL_SENT;
	counted(c, body.n);
	return sent;
}
