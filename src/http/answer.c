/* Answers: lists and their pages, and sending what a call holds. */
#include "http/own.h"

#include <string.h>

#include "sys/sys.h"

#define RETRY_AFTER_S "2"
#define RETRY_LOCKED_S "60" /* the shortest wait that is told */
#define RETRY_FAILED_S "30" /* the longest */

void answer_begin(struct call *c)
{
	buf_init(&c->out, c->cx.arena);
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

static const char *retry_after(int code)
{
	return code == E_LOCKED_OUT     ? RETRY_LOCKED_S :
		code == E_LOGINS_FAILED ? RETRY_FAILED_S :
					  RETRY_AFTER_S;
}

static bool add(struct MHD_Response *r, const char *name, const char *value)
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
	return buf_ok(&b) && add(r, "Content-Disposition", buf_get(&b).p);
}

static bool headers_add(struct call *c, struct MHD_Response *r)
{
	bool later = c->status == 503 || c->status == 429;

	if (c->form)
		return web_headers(c, r);
	return add(r, "Content-Type", c->type ? c->type : "application/json") &&
		add(r, "Cache-Control", "no-store") &&
		add(r, "X-Content-Type-Options", "nosniff") &&
		add(r, "Retry-After", later ? retry_after(c->cx.e.code) : NULL) &&
		add(r, "WWW-Authenticate", c->status == 401 ? "Cookie realm=\"bulou\"" : NULL) &&
		file_add(c, r) && add(r, "Allow", c->allow) && add(r, "Location", c->location) &&
		add(r, "Set-Cookie", c->cookie.p);
}

/* Of a page that the client has already nothing but the head. */
static struct str body_of(const struct call *c)
{
	if (!c->form)
		return buf_get(&c->out);
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
	if (c->failed)
		problem_write(c);
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
