/* A bulletin that was opened to the public: a page for anybody, with nothing but what was frozen, and without script. At the address of
 * any version stands the one that holds, and beside each number what it was. */
#include "desk/bulletin/bulletin.h"
#include "guard/roles.h"
#include "http/resident_page.h"

#define KEPT "public, max-age=60"

static const struct {
	const char *zh, *en;
} texts[] = {
#define TEXT(id, zh, en) { zh, en },
#include "http/bulletin_text.h"
#undef TEXT
};
enum text {
#define TEXT(id, zh, en) TEXT_##id,
#include "http/bulletin_text.h"
#undef TEXT
};

struct shown {
	struct html h;
	struct call *c;
	const struct cover *all;
	bool zh;
};

static const char *say(const struct shown *p, enum text t)
{
	return p->zh ? texts[t].zh : texts[t].en;
}

static void element(struct shown *p, const char *name, const char *class_, enum text t)
{
	html_element(&p->h, name, class_, str_of(say(p, t)));
}

static struct str joined(struct shown *p, const struct buf *b)
{
	if (!buf_ok(b))
		p->h.b->failed = true;
	return buf_get(b);
}

/* ---- the frame ---- */

static void style_link(struct html *h, const char *address)
{
	html_void(h, "link");
	html_attr_z(h, "rel", "stylesheet");
	html_attr_z(h, "href", address);
}

static void meta(struct html *h, const char *name, const char *content)
{
	html_void(h, "meta");
	html_attr_z(h, "name", name);
	html_attr_z(h, "content", content);
}

static void begin(struct shown *p, struct call *c, struct str title)
{
	struct html *h = &p->h;

	*p = (struct shown){ .c = c, .zh = page_is_zh(c) };
	c->type = "text/html; charset=utf-8";
	html_begin(h, &c->out);
	html_tag(h, "html");
	html_attr_z(h, "lang", p->zh ? "zh-CN" : "en");
	html_tag(h, "head");
	html_void(h, "meta");
	html_attr_z(h, "charset", "utf-8");
	meta(h, "viewport", "width=device-width,initial-scale=1");
	meta(h, "format-detection", "telephone=no");
	if (c->robots)
		meta(h, "robots", c->robots);
	html_element(h, "title", NULL, title.n ? title : str_of(say(p, TEXT_CLOSED)));
	style_link(h, "/own/style.css");
	style_link(h, "/own/bulletin.css");
	html_void(h, "link");
	html_attr_z(h, "rel", "icon");
	html_attr_z(h, "href", "/icon.svg");
	html_end(h);
	html_tag(h, "body");
	html_tag(h, "header");
	element(p, "span", "brand", TEXT_OVER);
	html_tag(h, "a");
	html_attr_z(h, "lang", p->zh ? "en" : "zh-CN");
	html_attr_z(h, "hreflang", p->zh ? "en" : "zh-CN");
	html_attr_z(h, "href", p->zh ? "?lang=en" : "?lang=zh");
	element(p, "span", NULL, TEXT_OTHER_LANGUAGE);
	html_end(h);
	html_end(h);
	html_tag(h, "main");
}

static int end(struct shown *p)
{
	html_finish(&p->h);
	return answer_end(p->c);
}

/* ---- what was published ---- */

static void over(struct shown *p, const struct bulletin *b)
{
	struct buf text;

	buf_init(&text, p->c->cx.arena);
	buf_str(&text, b->area_name);
	buf_z(&text, p->zh ? "　" : " · ");
	buf_day_said(&text, b->from, p->zh);
	if (b->to != b->from) {
		buf_z(&text, p->zh ? "至" : " to ");
		buf_day_said(&text, b->to, p->zh);
	}
	html_element(&p->h, "p", "quiet", joined(p, &text));
}

static void note_corrected(struct shown *p, const struct bulletin *b)
{
	struct buf text;

	if (uuid_is_nil(&b->replaces))
		return;
	buf_init(&text, p->c->cx.arena);
	buf_fmt(&text,
		p->zh ? "本期通报已更正：本页为第 %lld 版，替换第 %lld 版。原来的数字和文字列在旁边。" :
			"This bulletin was corrected: here is version %lld, which replaces version %lld. What it said stands beside what it says.",
		(long long)b->version, (long long)b->version - 1);
	html_tag(&p->h, "div");
	html_attr_z(&p->h, "class", "note");
	html_element(&p->h, "p", NULL, joined(p, &text));
	if (b->correction.n) {
		html_tag(&p->h, "p");
		html_z(&p->h, say(p, TEXT_BECAUSE));
		html_text(&p->h, b->correction);
		html_end(&p->h);
	}
	html_end(&p->h);
}

static bool has_line(struct str text, struct str line)
{
	struct str one;

	while (str_split(&text, '\n', &one))
		if (str_eq(one, line))
			return true;
	return false;
}

static void marked(struct shown *p, const char *tag, struct str line)
{
	html_tag(&p->h, "p");
	html_attr_z(&p->h, "class", "prose");
	if (tag)
		html_tag(&p->h, tag);
	html_text(&p->h, line);
	if (tag)
		html_end(&p->h);
	html_end(&p->h);
}

/* The next of these lines that the other text does not have any more, struck out; false: the next one is still there, or none is left. */
static bool gone(struct shown *p, struct str *rest, struct str other)
{
	struct str after = *rest, line;

	if (!str_split(&after, '\n', &line) || has_line(other, line))
		return false;
	*rest = after;
	if (line.n)
		marked(p, "del", line);
	return true;
}

/* What a paragraph said stands where it stood, struck out, before what is said now. */
static void prose(struct shown *p, const struct bulletin *b)
{
	struct str is = p->zh ? b->prose_zh : b->prose_en;
	struct str was = uuid_is_nil(&b->replaces) ? is : p->zh ? b->was_zh : b->was_en;
	struct str left = was, rest = is, line, same;

	while (str_split(&rest, '\n', &line)) {
		bool kept = has_line(was, line);

		if (kept)
			while (gone(p, &left, is))
				;
		else
			gone(p, &left, is);
		if (kept && has_line(left, line))
			while (str_split(&left, '\n', &same) && !str_eq(same, line))
				;
		if (line.n)
			marked(p, kept ? NULL : "ins", line);
	}
	while (left.n)
		if (!gone(p, &left, is) && !str_split(&left, '\n', &same))
			break;
}

static void decimal(struct html *h, int64_t value, int64_t divide)
{
	char text[ROW_DECIMAL + 1];

	row_decimal(value, divide, text);
	html_z(h, text);
}

static void value_cell(struct shown *p, const struct bulletin *b, const struct bulletin_figure *f)
{
	struct html *h = &p->h;
	struct str unit = p->zh ? f->unit_zh : f->unit_en;

	html_tag(h, "td");
	if (f->change == CHANGE_COMPARED && f->before != f->value) {
		html_tag(h, "del");
		decimal(h, f->before, f->divide);
		html_end(h);
		html_z(h, " ");
		html_tag(h, "ins");
		decimal(h, f->value, f->divide);
		html_end(h);
	} else if (f->change == CHANGE_ENDED) {
		html_z(h, say(p, TEXT_ENDED));
	} else {
		decimal(h, f->value, f->divide);
	}
	if (unit.n && f->change != CHANGE_ENDED) {
		html_z(h, " ");
		html_element(h, "span", "quiet", unit);
	}
	if (f->change == CHANGE_REDEFINED)
		element(p, "small", NULL, TEXT_REDEFINED);
	else if (f->change == CHANGE_NONE && !uuid_is_nil(&b->replaces))
		element(p, "small", NULL, TEXT_NEW);
	html_end(h);
}

/* What changed is never folded away. */
static bool in_front(const struct bulletin *b, const struct bulletin_figure *f)
{
	bool same = f->change == CHANGE_COMPARED && f->before == f->value;

	return f->main || (!uuid_is_nil(&b->replaces) && !same);
}

static void figures_table(struct shown *p, const struct bulletin *b, bool main, bool any)
{
	struct html *h = &p->h;

	html_tag(h, "table");
	html_tag(h, "tbody");
	for (size_t i = 0; i < b->figures_n; i++) {
		const struct bulletin_figure *f = &b->figures[i];

		if (any && in_front(b, f) != main)
			continue;
		html_tag(h, "tr");
		html_tag(h, "th");
		html_attr_z(h, "scope", "row");
		html_text(h, p->zh ? f->zh : f->en);
		html_end(h);
		value_cell(p, b, f);
		html_end(h);
	}
	html_end(h);
	html_end(h);
}

static void folded(struct shown *p, enum text t)
{
	html_tag(&p->h, "details");
	element(p, "summary", NULL, t);
}

static void figures(struct shown *p, const struct bulletin *b)
{
	size_t mains = 0;

	for (size_t i = 0; i < b->figures_n; i++)
		mains += in_front(b, &b->figures[i]);
	if (!b->figures_n)
		return;
	element(p, "h2", NULL, TEXT_FIGURES);
	figures_table(p, b, true, mains > 0);
	if (!mains || mains == b->figures_n)
		return;
	folded(p, TEXT_MORE_FIGURES);
	figures_table(p, b, false, true);
	html_end(&p->h);
}

static void meanings(struct shown *p, const struct bulletin *b)
{
	if (!b->figures_n)
		return;
	folded(p, TEXT_MEANINGS);
	html_tag(&p->h, "dl");
	for (size_t i = 0; i < b->figures_n; i++) {
		const struct bulletin_figure *f = &b->figures[i];

		html_element(&p->h, "dt", NULL, p->zh ? f->zh : f->en);
		html_element(&p->h, "dd", NULL, p->zh ? f->means_zh : f->means_en);
	}
	html_end(&p->h);
	html_end(&p->h);
}

static void told(struct shown *p, struct str text)
{
	if (text.n)
		html_element(&p->h, "p", NULL, text);
}

static void accounts(struct shown *p, const struct bulletin *b)
{
	struct html *h = &p->h;

	element(p, "h2", NULL, TEXT_ACCOUNTS);
	if (!b->open_n) {
		html_element(h, "p", NULL, bulletin_closes(b, p->zh));
		told(p, bulletin_unchecked(&p->c->cx, b, p->zh));
		return;
	}
	element(p, "p", NULL, TEXT_OPEN);
	html_tag(h, "table");
	html_tag(h, "tbody");
	for (size_t i = 0; i < b->open_n; i++) {
		html_tag(h, "tr");
		html_tag(h, "th");
		html_attr_z(h, "scope", "row");
		html_text(h, bulletin_open_public(&p->c->cx, p->all, &b->open[i], p->zh));
		html_end(h);
		html_tag(h, "td");
		decimal(h, b->open[i].difference, 1000);
		html_end(h);
		html_end(h);
	}
	html_end(h);
	html_end(h);
	told(p, bulletin_open_more(&p->c->cx, b, p->zh));
	told(p, bulletin_unchecked(&p->c->cx, b, p->zh));
	if (b->reason.n) {
		html_tag(h, "p");
		html_z(h, say(p, TEXT_ALL_THE_SAME));
		html_text(h, b->reason);
		html_end(h);
	}
}

static void foot(struct shown *p, const struct bulletin *b)
{
	struct buf text;

	buf_init(&text, p->c->cx.arena);
	/* By his name, and never by what he logs in with. */
	if (b->signer.n) {
		buf_z(&text, say(p, TEXT_SIGNED));
		buf_str(&text, b->signer);
		buf_z(&text, p->zh ? "　" : " · ");
	}
	buf_z(&text, say(p, TEXT_PUBLISHED));
	buf_moment_said(&text, b->at, p->zh);
	html_element(&p->h, "p", "signed", joined(p, &text));
	meanings(p, b);
	buf_init(&text, p->c->cx.arena);
	buf_fmt(&text,
		p->zh ? "第 %lld 版，数据截至第 %lld 条；摘要 " :
			"Version %lld, as of entry %lld; digest ",
		(long long)b->version, (long long)b->as_of);
	buf_hex(&text, b->digest, SEAL_HASH);
	html_element(&p->h, "p", "foot", joined(p, &text));
	element(p, "p", "foot", TEXT_NOBODYS);
}

static int show(struct call *c, const struct cover *all, const struct bulletin *b)
{
	struct shown p;

	c->cache = KEPT;
	c->robots = b->indexed ? NULL : "noindex, nofollow, noarchive";
	begin(&p, c, page_is_zh(c) ? b->title_zh : b->title_en);
	p.all = all;
	html_element(&p.h, "h1", NULL, p.zh ? b->title_zh : b->title_en);
	over(&p, b);
	note_corrected(&p, b);
	prose(&p, b);
	figures(&p, b);
	accounts(&p, b);
	foot(&p, b);
	return end(&p);
}

/* One that was never opened, is closed again or does not exist: nobody learns which. */
static int closed(struct call *c)
{
	struct shown p;

	c->status = 404;
	c->robots = "noindex";
	begin(&p, c, STR(""));
	element(&p, "h1", NULL, TEXT_CLOSED);
	element(&p, "p", NULL, TEXT_CLOSED_WHY);
	return end(&p);
}

int route_page_bulletin(struct call *c)
{
	struct cover all = c->cover;
	struct bulletin b;
	struct uuid id;
	int e;

	if (!uuid_read(c->id_text, &id))
		return closed(c);
	all.who = &guard_reader_owner;
	e = bulletin_public(&c->cx, &all, &id, &b);
	if (e == -E_NOT_FOUND) {
		err_clear(&c->cx);
		return closed(c);
	}
	return e ? e : show(c, &all, &b);
}
