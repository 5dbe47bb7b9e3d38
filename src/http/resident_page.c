/* What all pages of a resident have: the frame, the language, links. Nothing here reads data. */
#include "http/resident_page.h"

#include <string.h>

#include "core/when.h"
#include "guard/sessions.h"

static const struct {
	const char *zh, *en;
} texts[] = {
#define TEXT(id, zh, en) { zh, en },
#define PART(class, zh, en)
#define WRONG(code, zh, en, remedy_zh, remedy_en)
#include "http/resident_text.h"
#undef TEXT
#undef PART
#undef WRONG
};

const char *page_say(bool zh, enum page_text t)
{
	return zh ? texts[t].zh : texts[t].en;
}

struct str page_say_with(struct page_out *p, enum page_text t, struct str a, struct str b)
{
	struct buf out;

	buf_init(&out, p->c->cx.arena);
	for (const char *z = page_say(p->zh, t); *z; z++)
		if (z[0] == '{' && (z[1] == '0' || z[1] == '1') && z[2] == '}') {
			buf_str(&out, z[1] == '0' ? a : b);
			z += 2;
		} else {
			buf_c(&out, *z);
		}
	if (!buf_ok(&out))
		p->h.b->failed = true;
	return buf_get(&out);
}

/* ---- addresses ---- */

struct str page_param(const struct call *c, const char *name)
{
	const char *mark = memchr(c->uri.p, '?', c->uri.n);
	struct str rest = mark ?
		(struct str){ mark + 1, c->uri.n - (size_t)(mark - c->uri.p) - 1 } :
		STR("");
	size_t n = strlen(name);
	struct str pair;

	while (str_split(&rest, '&', &pair))
		if (pair.n > n && memcmp(pair.p, name, n) == 0 && pair.p[n] == '=')
			return (struct str){ pair.p + n + 1, pair.n - n - 1 };
	return STR("");
}

/* The language that was chosen by a link; "": none. */
static const char *chosen(const struct call *c)
{
	struct str lang = page_param(c, "lang");

	return str_is(lang, "en") ? "en" : str_is(lang, "zh") ? "zh" : "";
}

bool page_is_zh(struct call *c)
{
	if (*chosen(c))
		return strcmp(chosen(c), "zh") == 0;
	return !str_starts(call_header(c, "Accept-Language"), STR("en"));
}

static int address(
	struct call *c, struct str path, const char *query, const char *lang, struct str *ret)
{
	struct buf b;

	buf_init(&b, c->cx.arena);
	buf_str(&b, path);
	if (query)
		buf_fmt(&b, "?%s", query);
	if (*lang)
		buf_fmt(&b, "%clang=%s", query ? '&' : '?', lang);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

int page_address(struct call *c, struct str path, const char *query, struct str *ret)
{
	return address(c, path, query, chosen(c), ret);
}

int page_go(struct call *c, const char *path, const char *query)
{
	struct str to;
	int e = page_address(c, str_of(path), query, &to);

	if (e)
		return e;
	c->status = 303;
	c->location = to.p;
	return 0;
}

static void href(struct page_out *p, struct str path, const char *lang)
{
	struct str to;

	if (address(p->c, path, NULL, lang, &to))
		p->h.b->failed = true;
	else
		html_attr(&p->h, "href", to);
}

void page_link(struct page_out *p, const char *class_, const char *path, enum page_text t)
{
	html_tag(&p->h, "a");
	html_attr_z(&p->h, "class", class_);
	href(p, str_of(path), chosen(p->c));
	html_z(&p->h, page_say(p->zh, t));
	html_end(&p->h);
}

/* ---- parts ---- */

void page_p(struct page_out *p, const char *class_, struct str text)
{
	html_element(&p->h, "p", class_, text);
}

void page_heading(struct page_out *p, enum page_text t)
{
	html_element(&p->h, "h2", NULL, str_of(page_say(p->zh, t)));
}

/* A sign of Chinese, as the table of texts and people here write it: U+3000 to U+9FFF. */
static bool is_chinese(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0xe3 && (unsigned char)s.p[i] <= 0xe9)
			return true;
	return false;
}

void page_typed(struct page_out *p, const char *name, const char *class_, struct str value)
{
	html_tag(&p->h, name);
	html_attr_z(&p->h, "class", class_);
	html_attr_z(&p->h, "lang", !p->zh && is_chinese(value) ? "zh-CN" : NULL);
	html_text(&p->h, value);
	html_end(&p->h);
}

void page_fact(struct page_out *p, struct str name, struct str value)
{
	html_element(&p->h, "dt", NULL, name);
	page_typed(p, "dd", NULL, value);
}

void page_told(struct page_out *p, enum page_text name, struct str value)
{
	if (value.n)
		page_fact(p, str_of(page_say(p->zh, name)), value);
}

struct str page_moment(struct page_out *p, int64_t ms)
{
	struct buf b;

	buf_init(&b, p->c->cx.arena);
	buf_moment_said(&b, ms, p->zh);
	if (!buf_ok(&b))
		p->h.b->failed = true;
	return buf_get(&b);
}

/* ---- the frame ---- */

static void head_write(struct page_out *p, const char *title)
{
	struct html *h = &p->h;

	html_tag(h, "head");
	html_void(h, "meta");
	html_attr_z(h, "charset", "utf-8");
	html_void(h, "meta");
	html_attr_z(h, "name", "viewport");
	html_attr_z(h, "content", "width=device-width,initial-scale=1");
	/* A browser makes no telephone number of a code. */
	html_void(h, "meta");
	html_attr_z(h, "name", "format-detection");
	html_attr_z(h, "content", "telephone=no");
	html_element(h, "title", NULL, str_of(title));
	html_void(h, "link");
	html_attr_z(h, "rel", "stylesheet");
	html_attr_z(h, "href", "/own/style.css");
	html_void(h, "link");
	html_attr_z(h, "rel", "icon");
	html_attr_z(h, "href", "/icon.svg");
	html_end(h);
}

/* A page that came of a form is looked at in the other language from the start. */
static struct str here(const struct call *c)
{
	return c->route && strcmp(c->route->method, "GET") == 0 ? c->path : STR("/own");
}

static void language_link(struct page_out *p)
{
	html_tag(&p->h, "a");
	html_attr_z(&p->h, "lang", p->zh ? "en" : "zh-CN");
	html_attr_z(&p->h, "hreflang", p->zh ? "en" : "zh-CN");
	href(p, here(p->c), p->zh ? "en" : "zh");
	html_z(&p->h, page_say(p->zh, PAGE_OTHER_LANGUAGE));
	html_end(&p->h);
}

static void log_out(struct page_out *p)
{
	struct html *h = &p->h;
	struct str form, to;

	if (guard_form(&p->c->cx, p->c->http->guard, p->c->token, &form) ||
		page_address(p->c, STR("/own/out"), NULL, &to)) {
		h->b->failed = true;
		return;
	}
	html_tag(h, "form");
	html_attr_z(h, "method", "post");
	html_attr(h, "action", to);
	html_void(h, "input");
	html_attr_z(h, "type", "hidden");
	html_attr_z(h, "name", "form");
	html_attr(h, "value", form);
	html_tag(h, "button");
	html_z(h, page_say(p->zh, PAGE_LOG_OUT));
	html_end(h);
	html_end(h);
}

void page_begin(struct page_out *p, struct call *c, enum page_text title, bool in)
{
	*p = (struct page_out){ .c = c, .zh = page_is_zh(c) };
	c->type = "text/html; charset=utf-8";
	html_begin(&p->h, &c->out);
	html_tag(&p->h, "html");
	html_attr_z(&p->h, "lang", p->zh ? "zh-CN" : "en");
	head_write(p, page_say(p->zh, title));
	html_tag(&p->h, "body");
	html_tag(&p->h, "header");
	page_link(p, "brand", in ? "/own/home" : "/own", PAGE_PRODUCT);
	language_link(p);
	if (in)
		log_out(p);
	html_end(&p->h);
	html_tag(&p->h, "main");
	html_element(&p->h, "h1", NULL, str_of(page_say(p->zh, title)));
}

int page_end(struct page_out *p)
{
	html_finish(&p->h);
	return answer_end(p->c);
}
