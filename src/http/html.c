#include "http/html.h"

#include "core/check.h"

/* Also what ends an attribute, so that one writer does for both. No control character but a line's end gets through: a browser takes
 * none, and what was typed has none. */
static void escape(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '&':
			buf_z(b, "&amp;");
			break;
		case '<':
			buf_z(b, "&lt;");
			break;
		case '>':
			buf_z(b, "&gt;");
			break;
		case '"':
			buf_z(b, "&quot;");
			break;
		case '\'':
			buf_z(b, "&#39;");
			break;
		default:
			if ((unsigned char)s.p[i] >= 0x20 || s.p[i] == '\n' || s.p[i] == '\t')
				buf_c(b, s.p[i]);
		}
}

static void content(struct html *h)
{
	if (h->in_tag)
		buf_c(h->b, '>');
	h->in_tag = false;
}

void html_begin(struct html *h, struct buf *b)
{
	*h = (struct html){ .b = b };
	buf_z(b, "<!doctype html>");
}

static void tag(struct html *h, const char *name)
{
	content(h);
	buf_c(h->b, '<');
	buf_z(h->b, name);
	h->in_tag = true;
}

void html_tag(struct html *h, const char *name)
{
	check(h->n < HTML_DEPTH);
	tag(h, name);
	h->open[h->n++] = name;
}

void html_void(struct html *h, const char *name)
{
	tag(h, name);
}

void html_attr(struct html *h, const char *name, struct str value)
{
	check(h->in_tag);
	buf_c(h->b, ' ');
	buf_z(h->b, name);
	buf_z(h->b, "=\"");
	escape(h->b, value);
	buf_c(h->b, '"');
}

void html_attr_z(struct html *h, const char *name, const char *value)
{
	if (value)
		html_attr(h, name, str_of(value));
}

void html_flag(struct html *h, const char *name)
{
	check(h->in_tag);
	buf_c(h->b, ' ');
	buf_z(h->b, name);
}

void html_text(struct html *h, struct str text)
{
	content(h);
	escape(h->b, text);
}

void html_z(struct html *h, const char *text)
{
	html_text(h, str_of(text));
}

void html_end(struct html *h)
{
	check(h->n > 0);
	content(h);
	buf_z(h->b, "</");
	buf_z(h->b, h->open[--h->n]);
	buf_c(h->b, '>');
}

void html_element(struct html *h, const char *name, const char *class_, struct str text)
{
	html_tag(h, name);
	html_attr_z(h, "class", class_);
	html_text(h, text);
	html_end(h);
}

void html_finish(struct html *h)
{
	while (h->n)
		html_end(h);
	buf_c(h->b, '\n');
}
