#include "http/web.h"

#include <string.h>

#include "http/own.h"

#define HOME "/console/" /* where / leads */
#define KEPT "public, max-age=31536000, immutable"

#define FIELD "/field/"

/* What the pages use: scripts, styles, pictures and calls of our own, nothing inline; nobody may frame us. */
#define POLICY(scripts, pictures) \
	"default-src 'none'; script-src 'self'" scripts \
	"; style-src 'self'; img-src 'self'" pictures "; connect-src 'self'; " \
	"manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
/* The field app checks numbers and reads codes by WebAssembly, from our own files, and shows a photo before it is sent. A worker goes
 * by the policy of its script, whose name does not tell whose it is; of any other script the policy means nothing. */
#define POLICY_FIELD POLICY(" 'wasm-unsafe-eval'", " blob:")
#define ALLOWED "geolocation=(), microphone=()"

/* ---- finding ---- */

static int run_page(struct call *c);
static int run_moved(struct call *c);

static const struct route page = { "GET", "/", run_page, ON_EVENT, ANYBODY, ROUTE_OPEN | ROUTE_ANY,
	NULL, NULL, "网页", "A page" };
static const struct route moved = { "GET", "/", run_moved, ON_EVENT, ANYBODY,
	ROUTE_OPEN | ROUTE_ANY, NULL, NULL, "网页", "A page" };

static const struct web_file *file_find(const struct call *c, struct str path)
{
	for (const struct web_file *f = c->http->web; f->path; f++)
		if (str_is(path, f->path))
			return f;
	return NULL;
}

/* / is the first page, and /console is /console/. */
static const struct route *moved_find(struct call *c)
{
	bool home = str_is(c->path, "/");
	const struct web_file *f;
	struct buf b;

	buf_init(&b, c->cx.arena);
	if (!home)
		buf_str(&b, c->path);
	buf_z(&b, home ? HOME : "/");
	f = file_find(c, buf_get(&b));
	if (f)
		c->location = f->path;
	return f || home ? &moved : NULL;
}

const struct route *web_route(struct call *c)
{
	c->page = file_find(c, c->path);
	return c->page ? &page : moved_find(c);
}

/* ---- which form of it ---- */

/* "br;q=0" is not taken. */
static bool is_none(struct str weight)
{
	weight = str_trim(weight);
	if (!str_starts(weight, STR("q=0")))
		return false;
	for (size_t i = 3; i < weight.n; i++)
		if (weight.p[i] != '0' && weight.p[i] != '.')
			return false;
	return true;
}

bool web_takes(struct str accepted, const char *coding)
{
	struct str one, name = STR_NONE;

	while (str_split(&accepted, ',', &one)) {
		str_split(&one, ';', &name);
		if (str_is(str_trim(name), coding))
			return !is_none(one);
	}
	return false;
}

static const char *const codings[WEB_ENCODINGS] = { [WEB_GZIP] = "gzip", [WEB_BROTLI] = "br" };

static const struct web_form *form_choose(struct call *c)
{
	struct str accepted = call_header(c, "Accept-Encoding");
	const struct web_form *best = &c->page->forms[WEB_PLAIN], *f;

	for (int i = WEB_GZIP; i < WEB_ENCODINGS; i++) {
		f = &c->page->forms[i];
		if (f->etag && f->n < best->n && web_takes(accepted, codings[i]))
			best = f;
	}
	return best;
}

/* If-None-Match: "a", W/"b". A proxy that has compressed what we sent makes our tag a weak one. */
bool call_has(struct call *c, const char *etag)
{
	struct str list = call_header(c, "If-None-Match"), one;

	while (etag && str_split(&list, ',', &one)) {
		one = str_trim(one);
		if (str_starts(one, STR("W/")))
			one = (struct str){ one.p + 2, one.n - 2 };
		if (str_is(one, etag) || str_is(one, "*"))
			return true;
	}
	return false;
}

/* ---- answering ---- */

static int run_page(struct call *c)
{
	c->form = form_choose(c);
	if (call_has(c, c->form->etag))
		c->status = 304;
	return 0;
}

static int run_moved(struct call *c)
{
	if (!c->location)
		return err(&c->cx, E_NO_PAGES, NULL);
	c->status = 302;
	return 0;
}

static const char *type_of(const char *path)
{
	static const struct {
		const char *end, *type;
	} types[] = { { "/", "text/html; charset=utf-8" },
		{ ".js", "text/javascript; charset=utf-8" }, { ".css", "text/css; charset=utf-8" },
		{ ".svg", "image/svg+xml" }, { ".png", "image/png" },
		{ ".json", "application/json" }, { ".webmanifest", "application/manifest+json" },
		{ ".wasm", "application/wasm" } };
	size_t n = strlen(path);

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		size_t end = strlen(types[i].end);

		if (n >= end && strcmp(path + n - end, types[i].end) == 0)
			return types[i].type;
	}
	return "application/octet-stream";
}

static bool is_script(const char *path)
{
	return strcmp(type_of(path), type_of(".js")) == 0;
}

bool web_headers(const struct call *c, struct MHD_Response *r)
{
	const struct web_file *f = c->page;
	bool field = strncmp(f->path, FIELD, strlen(FIELD)) == 0;

	return answer_header(r, "Content-Type", c->status == 304 ? NULL : type_of(f->path)) &&
		answer_header(r, "Content-Encoding", codings[c->form - f->forms]) &&
		answer_header(r, "Vary", "Accept-Encoding") &&
		answer_header(r, "ETag", c->form->etag) &&
		answer_header(r, "Cache-Control", f->hashed ? KEPT : "no-cache") &&
		answer_header(r, "Content-Security-Policy",
			field || is_script(f->path) ? POLICY_FIELD : POLICY("", "")) &&
		answer_header(r, "X-Content-Type-Options", "nosniff") &&
		answer_header(r, "Referrer-Policy", "no-referrer") &&
		answer_header(r, "Permissions-Policy",
			field ? "camera=(self), " ALLOWED : "camera=(), " ALLOWED);
}
