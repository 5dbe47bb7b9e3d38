/* The plain address: how a phone comes to trust this server.
 *
 * A phone cannot use HTTPS before it knows the authority, so the way to it is plain, and whoever sits on the network could
 * put another page in its place: hence the fingerprint, to be compared with paper. Its pages are made once;
 * no cookie, no parameter, no script. Everything else leads to the page. The event loop of the server drives this one too. */
#include <string.h>
#include <unistd.h>

#include "http/own.h"
#include "sys/sys.h"

#define CONNECTIONS 512
#define EACH 256 /* connections from one address: a training hall has but one */
#define IDLE_S 10
#define MEMORY ((size_t)4 << 10)
#define FONT ((size_t)15)
#define TEXT_WIDTH ((size_t)222) /* of a row of a picture */
#define FILE_PATH "/bulou-ca.crt"

enum language { ZH, EN, LANGUAGES };

struct text {
	const char *in[LANGUAGES];
};

enum {
#define TEXT(id, zh, en) TEXT_##id,
#define SYSTEM(agent, zh, en)
#define STEP(zh, en, title_zh, title_en, rows_zh, rows_en, mark)
#include "http/trust_table.h"
#undef TEXT
	TEXTS
};

static const struct text texts[TEXTS] = {
#define TEXT(id, zh, en) { { zh, en } },
#include "http/trust_table.h"
#undef TEXT
#undef SYSTEM
#undef STEP
};

/* agent NULL: a step of the system before it. */
struct line_of {
	const char *agent;
	struct text says, title, rows;
	int mark;
};

static const struct line_of lines[] = {
#define TEXT(id, zh, en)
#define SYSTEM(agent, zh, en) { agent, { { zh, en } }, { { NULL } }, { { NULL } }, 0 },
#define STEP(zh, en, title_zh, title_en, rows_zh, rows_en, mark) \
	{ NULL, { { zh, en } }, { { title_zh, title_en } }, { { rows_zh, rows_en } }, mark },
#include "http/trust_table.h"
#undef TEXT
#undef SYSTEM
#undef STEP
};
#define LINES (sizeof(lines) / sizeof(lines[0]))

enum {
#define TEXT(id, zh, en)
#define SYSTEM(agent, zh, en) +1
#define STEP(zh, en, title_zh, title_en, rows_zh, rows_en, mark)
	SYSTEMS = 0
#include "http/trust_table.h"
#undef TEXT
#undef SYSTEM
#undef STEP
};

struct trust_page {
	int listener;
	struct str pages[LANGUAGES]
			[SYSTEMS + 1]; /* with the steps of one system unfolded, or of none */
	struct str der;
	const char *authority, *certificate; /* the two files */
	struct arena arena;
};

/* ---- the page ---- */

static const char style[] =
	"body{font:17px/1.6 system-ui,'Noto Sans CJK SC',sans-serif;max-width:40em;margin:0 auto;padding:16px;color:#111;"
	"background:#fff}h1{font-size:24px;line-height:1.3}h2{font-size:19px;margin:28px 0 8px}"
	".print{font:16px/1.7 ui-monospace,monospace;word-spacing:4px;background:#f1f3f5;padding:12px;border-radius:8px}"
	".go{display:block;text-align:center;background:#0b5cad;color:#fff;text-decoration:none;font-weight:600;"
	"padding:14px;border-radius:8px;margin:8px 0;overflow-wrap:anywhere}"
	"details{border:1px solid #ccd1d6;border-radius:8px;margin:8px 0;padding:0 12px}"
	"summary{padding:12px 0;font-weight:600}ol{padding-left:1.3em}li{margin-bottom:16px}"
	"svg{display:block;width:260px;max-width:100%;margin-top:8px}.note{color:#4a5058;font-size:15px}";

static const char *say(const struct text *t, enum language l)
{
	return t->in[l];
}

static void element(struct buf *b, const char *tag, const struct text *t, enum language l)
{
	buf_fmt(b, "<%s>%s</%s>", tag, say(t, l), tag);
}

/* A long text is set smaller, so that it stays on the screen: hanzi are as wide as they are high, letters half that. */
static size_t font_of(const char *text)
{
	size_t wide = 0, fits = TEXT_WIDTH;

	for (const unsigned char *p = (const unsigned char *)text; *p; p++)
		wide += *p < 0x80 ? FONT * 6 / 10 : *p >= 0xc0 ? FONT : 0;
	return wide <= fits ? FONT : FONT * fits / wide;
}

static void row_draw(struct buf *b, struct cx *cx, struct str row, int i, bool marked)
{
	const char *text = cx_text(cx, row);
	int y = 56 + 44 * i;

	buf_fmt(b,
		"<rect x=\"10\" y=\"%d\" width=\"240\" height=\"36\" rx=\"8\" fill=\"%s\" stroke=\"%s\" stroke-width=\"%d\"/>"
		"<text x=\"20\" y=\"%d\" font-size=\"%zu\" fill=\"#111\">%s</text>",
		y, marked ? "#ffe8a3" : "#fff", marked ? "#b35c00" : "#ccd1d6", marked ? 3 : 1,
		y + 24, font_of(text), text);
}

/* The screen as it looks then, with a mark where the finger goes. */
static void picture(struct buf *b, struct cx *cx, const struct line_of *step, enum language l)
{
	struct str rest = str_of(say(&step->rows, l)), row;
	const char *title = say(&step->title, l);
	int n = 1;

	for (const char *p = rest.p; *p; p++)
		n += *p == '|';
	buf_fmt(b,
		"<svg viewBox=\"0 0 260 %d\" role=\"img\" aria-label=\"%s\"><rect x=\"1\" y=\"1\" width=\"258\" height=\"%d\""
		" rx=\"16\" fill=\"#f1f3f5\" stroke=\"#7a828a\" stroke-width=\"2\"/>"
		"<text x=\"20\" y=\"36\" font-size=\"%zu\" font-weight=\"600\" fill=\"#111\">%s</text>",
		64 + 44 * n, title, 62 + 44 * n, font_of(title), title);
	for (int i = 0; str_split(&rest, '|', &row); i++)
		row_draw(b, cx, row, i, i == step->mark);
	buf_z(b, "</svg>");
}

static void systems(struct buf *b, struct cx *cx, enum language l, int open)
{
	for (size_t i = 0; i < LINES; i++) {
		if (lines[i].agent) {
			buf_fmt(b, "%s<details%s><summary>%s</summary><ol>",
				i ? "</ol></details>" : "", open-- ? "" : " open",
				say(&lines[i].says, l));
			continue;
		}
		buf_fmt(b, "<li>%s", say(&lines[i].says, l));
		picture(b, cx, &lines[i], l);
		buf_z(b, "</li>");
	}
	buf_z(b, "</ol></details>");
}

/* In groups of four bytes: so it is read aloud. */
static void print_add(struct buf *b, struct str print)
{
	buf_z(b, "<p class=\"print\">");
	for (size_t i = 0; i < print.n; i++)
		buf_c(b, print.p[i] == ':' && i % 12 == 11 ? ' ' : print.p[i]);
	buf_z(b, "</p>");
}

static void name_add(struct buf *b, struct str name, int port)
{
	bool v6 = memchr(name.p, ':', name.n) != NULL;

	buf_fmt(b, "https://%s" STR_FMT "%s", v6 ? "[" : "", STR_ARG(name), v6 ? "]" : "");
	if (port != 443)
		buf_fmt(b, ":%d", port);
	buf_c(b, '/');
}

static void links_add(struct buf *b, const struct tls_facts *server, int port)
{
	for (size_t i = 0; i < server->names_n; i++) {
		buf_z(b, "<a class=\"go\" href=\"");
		name_add(b, server->names[i], port);
		buf_z(b, "\">");
		name_add(b, server->names[i], port);
		buf_z(b, "</a>");
	}
}

static void names_add(struct buf *b, const struct tls_facts *server)
{
	buf_z(b, "<p class=\"note\">");
	for (size_t i = 0; i < server->names_n; i++)
		buf_fmt(b, "%s" STR_FMT, i ? " · " : "", STR_ARG(server->names[i]));
	buf_z(b, "</p>");
}

struct making {
	struct tls_facts authority, server;
	int port; /* of HTTPS */
};

static int page_make(
	struct cx *cx, const struct making *m, enum language l, int open, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"<!doctype html><html lang=\"%s\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
		" content=\"width=device-width,initial-scale=1\"><title>%s</title><style>%s</style></head><body><main>",
		l == ZH ? "zh-CN" : "en", say(&texts[TEXT_TITLE], l), style);
	element(&b, "h1", &texts[TEXT_TITLE], l);
	element(&b, "p", &texts[TEXT_WHY], l);
	buf_fmt(&b, "<p class=\"note\">%s</p>", say(&texts[TEXT_WECHAT], l));
	element(&b, "h2", &texts[TEXT_CHECK], l);
	print_add(&b, m->authority.print);
	buf_fmt(&b, "<p class=\"note\">%s</p>", say(&texts[TEXT_LIMITS], l));
	names_add(&b, &m->server);
	buf_fmt(&b, "<h2>%s</h2><a class=\"go\" href=\"" FILE_PATH "\">%s</a>",
		say(&texts[TEXT_GET], l), say(&texts[TEXT_BUTTON], l));
	element(&b, "h2", &texts[TEXT_HOW], l);
	systems(&b, cx, l, open);
	buf_fmt(&b, "<p class=\"note\">%s</p>", say(&texts[TEXT_OTHER], l));
	element(&b, "h2", &texts[TEXT_OPEN], l);
	links_add(&b, &m->server, m->port);
	buf_z(&b, "</main></body></html>\n");
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* ---- answering ---- */

static enum language language_of(struct MHD_Connection *connection)
{
	const char *accepts = MHD_lookup_connection_value(
		connection, MHD_HEADER_KIND, "Accept-Language");

	return accepts && strncmp(accepts, "en", 2) == 0 ? EN : ZH;
}

/* The last one that fits: a phone of a newer system says that it is one of an older, too. */
static int system_of(struct MHD_Connection *connection)
{
	const char *agent = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "User-Agent");
	int n = 0, found = SYSTEMS;

	for (size_t i = 0; agent && i < LINES; i++)
		if (lines[i].agent) {
			if (strstr(agent, lines[i].agent))
				found = n;
			n++;
		}
	return found;
}

static enum MHD_Result send_text(struct MHD_Connection *connection, struct str body,
	unsigned status, const char *type, const char *location)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(body.n, (void *)(uintptr_t)body.p,
		MHD_RESPMEM_MUST_COPY); /* pages may be made anew */
	enum MHD_Result sent = MHD_NO;

	if (!r)
		return MHD_NO;
	if (answer_header(r, "Content-Type", type) && answer_header(r, "Location", location) &&
		answer_header(r, "Cache-Control", "no-store") &&
		answer_header(r, "Vary", "Accept-Language, User-Agent") &&
		answer_header(r, "X-Content-Type-Options", "nosniff") &&
		answer_header(r, "Content-Security-Policy",
			"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"))
		sent = MHD_queue_response(connection, status, r);
	MHD_destroy_response(r);
	return sent;
}

static enum MHD_Result handle(void *arg, struct MHD_Connection *connection, const char *path,
	const char *method, const char *version, const char *upload, size_t *upload_n, void **state)
{
	const struct trust_page *t = arg;

	(void)version;
	(void)upload;
	if (!*state) {
		*state = arg;
		return MHD_YES;
	}
	if (*upload_n) {
		*upload_n = 0; /* what somebody sends here is not read */
		return MHD_YES;
	}
	if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
		return send_text(connection, STR("GET\n"), 405, "text/plain", NULL);
	if (strcmp(path, FILE_PATH) == 0)
		return send_text(connection, t->der, 200, "application/x-x509-ca-cert", NULL);
	if (strcmp(path, "/") == 0)
		return send_text(connection,
			t->pages[language_of(connection)][system_of(connection)], 200,
			"text/html; charset=utf-8", NULL);
	return send_text(connection, STR(""), 302, NULL, "/");
}

/* ---- starting ---- */

static int facts_of_file(struct cx *cx, const char *file, struct tls_facts *ret)
{
	struct str pem;
	int e = sys_read_file(cx, file, TLS_PEM_MAX, &pem);

	return e ? e : tls_facts_of(cx, pem, ret);
}

static int pages_make(struct cx *cx, struct http *h)
{
	struct trust_page *t = h->trust_page, new = *t;
	struct cx own = { .arena = &new.arena };
	struct making m = { .port = h->port };
	int e;

	arena_init(&new.arena, &sys_heap, 0);
	e = facts_of_file(&own, t->authority, &m.authority);
	if (!e)
		e = facts_of_file(&own, t->certificate, &m.server);
	new.der = m.authority.der;
	for (enum language l = ZH; l < LANGUAGES; l++)
		for (int open = 0; !e && open <= SYSTEMS; open++)
			e = page_make(&own, &m, l, open, &new.pages[l][open]);
	if (e) {
		e = err_pass(cx, &own);
		arena_done(&new.arena);
		return e;
	}
	arena_done(&t->arena);
	*t = new;
	return 0;
}

/* After a change of the certificate the authority may be another, too; when it cannot be read, the pages stay. */
void trust_renew(struct http *h)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };

	if (!h->trust_page)
		return;
	arena_init(&arena, &sys_heap, 0);
	atomic_store(&h->shown_error, -pages_make(&cx, h));
	arena_done(&arena);
}

int trust_start(struct cx *cx, struct http *h, const struct http_how *how)
{
	struct listening l = { .option = "--plain", .text = how->plain };
	struct trust_page *t = h->trust_page = sys_new(1, sizeof(*t));
	int e;

	if (!t)
		return err(cx, E_NO_MEMORY, NULL);
	t->listener = -1;
	t->authority = how->authority;
	t->certificate = how->certificate;
	arena_init(&t->arena, &sys_heap, 0);
	e = pages_make(cx, h);
	if (!e)
		e = listen_open(cx, &l);
	if (e)
		return e;
	t->listener = l.fd;
	h->trust_port = l.port;
	h->trust = MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, handle, t,
		MHD_OPTION_LISTEN_SOCKET, (MHD_socket)l.fd, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)EACH,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		MEMORY, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
		MHD_OPTION_END);
	return h->trust ? 0 : err(cx, E_IO, "--plain", "libmicrohttpd");
}

void trust_free(struct http *h)
{
	struct trust_page *t = h->trust_page;

	if (h->trust)
		MHD_stop_daemon(h->trust); /* closes the socket too */
	else if (t && t->listener >= 0)
		close(t->listener);
	if (t)
		arena_done(&t->arena);
	sys_free(t);
}
