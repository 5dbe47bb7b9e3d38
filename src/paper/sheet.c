/* The ways of writing: Markdown that also reads well as plain text, a page that needs nothing from elsewhere, and paper. */
#include "paper/sheet.h"

#include <string.h>

#include "core/check.h"

static const char look[] =
	"body{max-width:46em;margin:2em auto;padding:0 1em;font:17px/1.7 system-ui,\"PingFang SC\",\"Noto Sans CJK SC\","
	"\"Microsoft YaHei\",sans-serif;color:#111;background:#fff}h1{text-align:center;font-size:1.5em;line-height:1.4}"
	"h2{font-size:1.15em;margin-top:1.6em}table{border-collapse:collapse;width:100%;font-size:.9em}"
	"th,td{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}.r{text-align:right;white-space:nowrap}"
	"th{background:#eee}.u,footer{text-align:center}.u{margin:.2em}.s{text-align:right;margin:.2em}.n,footer{font-size:.8em;margin:.2em 0}"
	"footer{margin-top:2em;overflow-wrap:anywhere;color:#444}p{text-indent:0}:lang(zh) .p{text-indent:2em}td{overflow-wrap:break-word}@media(max-width:40em){table{font-size:.8em}th,td{padding:.2em .3em}"
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
	(s->format == SHEET_HTML ? escape_html : escape_markdown)(&s->b, t);
}

static void wrapped(struct sheet *s, const char *before, struct str t, const char *after)
{
	buf_z(&s->b, before);
	text(s, t);
	buf_z(&s->b, after);
}

static void text_write(struct sheet *s, enum pdf_style style, struct str t)
{
	static const char *const before[] = { [PDF_UNDER] = "<p class=\"u\">",
		[PDF_HEADING] = "<h2>",
		[PDF_BODY] = "<p class=\"p\">",
		[PDF_SIGNED] = "<p class=\"s\">",
		[PDF_NOTE] = "<p class=\"n\">" };

	if (s->format == SHEET_HTML)
		wrapped(s, before[style], t, style == PDF_HEADING ? "</h2>\n" : "</p>\n");
	else if (s->format == SHEET_MARKDOWN)
		wrapped(s, style == PDF_HEADING ? "\n## " : "\n", t, "\n");
	else if (s->pdf)
		pdf_text(s->pdf, style, t);
}

void sheet_under(struct sheet *s, struct str t)
{
	text_write(s, PDF_UNDER, t);
}

void sheet_under_link(struct sheet *s, struct str t, struct str address)
{
	if (s->format == SHEET_HTML) {
		wrapped(s, "<p class=\"u\"><a href=\"", address, "\">");
		wrapped(s, "", t, "</a></p>\n");
	} else if (s->format == SHEET_MARKDOWN) {
		wrapped(s, "\n[", t, "](");
		buf_str(&s->b, address);
		buf_z(&s->b, ")\n");
	} else {
		sheet_under(s, t);
	}
}

void sheet_heading(struct sheet *s, const char *t)
{
	text_write(s, PDF_HEADING, str_of(t));
}

void sheet_paragraph(struct sheet *s, struct str t)
{
	text_write(s, PDF_BODY, t);
}

void sheet_signed(struct sheet *s, struct str t)
{
	text_write(s, PDF_SIGNED, t);
}

void sheet_note(struct sheet *s, struct str t)
{
	text_write(s, PDF_NOTE, t);
}

/* ---- the frame ---- */

static void html_begin(struct sheet *s)
{
	buf_fmt(&s->b,
		"<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width\">\n",
		s->head.zh ? "zh-CN" : "en");
	wrapped(s, "<title>", s->head.title, "</title>\n");
	buf_fmt(&s->b, "<style>%s</style>\n</head>\n<body>\n<main>\n", look);
	wrapped(s, "<h1>", s->head.title, "</h1>\n");
}

void sheet_begin(
	struct sheet *s, struct cx *cx, enum sheet_format format, const struct sheet_head *head)
{
	*s = (struct sheet){ .cx = cx, .format = format, .head = *head };
	buf_init(&s->b, cx->arena);
	if (format == SHEET_HTML)
		html_begin(s);
	else if (format == SHEET_MARKDOWN)
		wrapped(s, "# ", head->title, "\n");
	else
		s->pdf = pdf_new(cx,
			&(struct pdf_head){ .title = head->title,
				.foot = head->foot,
				.at = head->at,
				.zh = head->zh });
	if (s->pdf)
		pdf_text(s->pdf, PDF_TITLE, head->title);
}

int sheet_end(struct sheet *s, struct str *ret)
{
	if (s->format == SHEET_PDF)
		return s->pdf ? pdf_end(s->pdf, ret) : -E_NO_MEMORY;
	if (s->format == SHEET_HTML)
		wrapped(s, "</main>\n<footer>", s->head.foot, "</footer>\n</body>\n</html>\n");
	else
		wrapped(s, "\n", s->head.foot, "\n");
	*ret = buf_get(&s->b);
	return buf_ok(&s->b) ? 0 : err(s->cx, E_NO_MEMORY, NULL);
}

/* ---- tables ---- */

static void cells_write(struct sheet *s, const struct str *cells, const char *tag)
{
	bool html = s->format == SHEET_HTML;

	buf_z(&s->b, html ? "<tr>" : "|");
	for (size_t i = 0; s->align[i]; i++) {
		if (html)
			buf_fmt(&s->b, "<%s%s>", tag, s->align[i] == 'r' ? " class=\"r\"" : "");
		wrapped(s, html ? "" : " ", cells[i], html ? "" : " |");
		if (html)
			buf_fmt(&s->b, "</%s>", tag);
	}
	buf_z(&s->b, html ? "</tr>\n" : "\n");
}

void sheet_table(struct sheet *s, const char *align, const char *const *headings)
{
	struct str cells[PDF_COLUMNS_MAX];

	check(strlen(align) <= PDF_COLUMNS_MAX);
	s->align = align;
	for (size_t i = 0; align[i]; i++)
		cells[i] = str_of(headings[i]);
	if (s->format == SHEET_PDF) {
		if (s->pdf)
			pdf_table(s->pdf, align, cells);
		return;
	}
	buf_z(&s->b, s->format == SHEET_HTML ? "<table>\n<thead>" : "\n");
	cells_write(s, cells, "th");
	if (s->format == SHEET_HTML) {
		buf_z(&s->b, "</thead>\n<tbody>\n");
		return;
	}
	for (size_t i = 0; align[i]; i++)
		buf_z(&s->b, align[i] == 'r' ? "|---:" : "|---");
	buf_z(&s->b, "|\n");
}

void sheet_row(struct sheet *s, const struct str *cells)
{
	check(s->align);
	if (s->format != SHEET_PDF)
		cells_write(s, cells, "td");
	else if (s->pdf)
		pdf_row(s->pdf, cells);
}

void sheet_table_end(struct sheet *s)
{
	s->align = NULL;
	if (s->format == SHEET_HTML)
		buf_z(&s->b, "</tbody>\n</table>\n");
}
