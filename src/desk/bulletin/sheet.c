/* The two ways of writing: Markdown that also reads well as plain text, and a page that needs nothing from elsewhere. */
#include "desk/bulletin/sheet.h"

#include <string.h>

#include "core/check.h"

static const char style[] =
	"body{max-width:46em;margin:2em auto;padding:0 1em;font:17px/1.7 system-ui,\"PingFang SC\",\"Noto Sans CJK SC\","
	"\"Microsoft YaHei\",sans-serif;color:#111;background:#fff}h1{text-align:center;font-size:1.5em;line-height:1.4}"
	"h2{font-size:1.15em;margin-top:1.6em}table{border-collapse:collapse;width:100%;font-size:.9em}"
	"th,td{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}.r{text-align:right;white-space:nowrap}"
	"th{background:#eee}td{overflow-wrap:break-word}@media(max-width:40em){table{font-size:.8em}th,td{padding:.2em .3em}"
	".r{white-space:normal}}@page{size:A4;margin:2cm}@media print{body{margin:0}tr{break-inside:avoid}}";

static void escape_html(struct buf *b, struct str s)
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
		default:
			buf_c(b, s.p[i]);
		}
}

/* A line stays a line, and nothing in it is mark-up. */
static void escape_markdown(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n' || s.p[i] == '\r') {
			buf_c(b, ' ');
			continue;
		}
		if (strchr("\\`*_[]<>|#", s.p[i]) && s.p[i])
			buf_c(b, '\\');
		buf_c(b, s.p[i]);
	}
}

static void text(struct sheet *s, struct str t)
{
	(s->format == BULLETIN_HTML ? escape_html : escape_markdown)(s->b, t);
}

static void wrapped(struct sheet *s, const char *before, struct str t, const char *after)
{
	buf_z(s->b, before);
	text(s, t);
	buf_z(s->b, after);
}

void sheet_begin(
	struct sheet *s, struct buf *b, enum bulletin_format format, bool zh, struct str title)
{
	*s = (struct sheet){ .b = b, .format = format };
	if (format == BULLETIN_MARKDOWN) {
		wrapped(s, "# ", title, "\n");
		return;
	}
	buf_fmt(b,
		"<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width\">\n",
		zh ? "zh-CN" : "en");
	wrapped(s, "<title>", title, "</title>\n");
	buf_fmt(b, "<style>%s</style>\n</head>\n<body>\n<main>\n", style);
	wrapped(s, "<h1>", title, "</h1>\n");
}

void sheet_heading(struct sheet *s, const char *t)
{
	if (s->format == BULLETIN_HTML)
		wrapped(s, "<h2>", str_of(t), "</h2>\n");
	else
		wrapped(s, "\n## ", str_of(t), "\n");
}

void sheet_paragraph(struct sheet *s, struct str t)
{
	if (s->format == BULLETIN_HTML)
		wrapped(s, "<p>", t, "</p>\n");
	else
		wrapped(s, "\n", t, "\n");
}

static const char *cell_class(const char *align, size_t i)
{
	return align[i] == 'r' ? " class=\"r\"" : "";
}

void sheet_table(struct sheet *s, const char *align, const char *const *headings)
{
	s->columns = strlen(align);
	check(s->columns <= SHEET_COLUMNS_MAX);
	if (s->format == BULLETIN_HTML) {
		buf_z(s->b, "<table>\n<thead><tr>");
		for (size_t i = 0; i < s->columns; i++) {
			buf_fmt(s->b, "<th%s>", cell_class(align, i));
			wrapped(s, "", str_of(headings[i]), "</th>");
		}
		buf_z(s->b, "</tr></thead>\n<tbody>\n");
		return;
	}
	buf_z(s->b, "\n|");
	for (size_t i = 0; i < s->columns; i++)
		wrapped(s, " ", str_of(headings[i]), " |");
	buf_z(s->b, "\n|");
	for (size_t i = 0; i < s->columns; i++)
		buf_z(s->b, align[i] == 'r' ? "---:|" : "---|");
	buf_c(s->b, '\n');
}

void sheet_row(struct sheet *s, const char *align, const struct str *cells)
{
	bool html = s->format == BULLETIN_HTML;

	buf_z(s->b, html ? "<tr>" : "|");
	for (size_t i = 0; i < s->columns; i++) {
		if (html)
			buf_fmt(s->b, "<td%s>", cell_class(align, i));
		wrapped(s, html ? "" : " ", cells[i], html ? "</td>" : " |");
	}
	buf_z(s->b, html ? "</tr>\n" : "\n");
}

void sheet_table_end(struct sheet *s)
{
	s->columns = 0;
	if (s->format == BULLETIN_HTML)
		buf_z(s->b, "</tbody>\n</table>\n");
}

void sheet_end(struct sheet *s)
{
	if (s->format == BULLETIN_HTML)
		buf_z(s->b, "</main>\n</body>\n</html>\n");
}
