/* The forms in which a bulletin is given out. */
#include "desk/bulletin/own.h"

const struct bulletin_form bulletin_forms[] = {
	[BULLETIN_MARKDOWN] = { "md", "text/markdown; charset=utf-8" },
	[BULLETIN_HTML] = { "html", "text/html; charset=utf-8" },
	[BULLETIN_PDF] = { "pdf", "application/pdf" },
	[BULLETIN_XLSX] = { "xlsx",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	{ .name = NULL },
};

bool bulletin_format_read(struct str name, enum bulletin_format *ret)
{
	for (int i = 0; bulletin_forms[i].name; i++)
		if (str_is(name, bulletin_forms[i].name)) {
			*ret = (enum bulletin_format)i;
			return true;
		}
	return false;
}

int bulletin_write(struct cx *cx, const struct bulletin *b, enum bulletin_format format, bool zh,
	struct str *ret)
{
	const struct bulletin_way way = { .format = format, .zh = zh };
	int pages;

	return format == BULLETIN_XLSX ? bulletin_book(cx, b, zh, ret) :
					 bulletin_text(cx, b, &way, ret, &pages);
}

int bulletin_sheet(struct cx *cx, const struct bulletin *b, enum bulletin_format format, bool zh,
	struct str *ret, int *ret_pages)
{
	const struct bulletin_way way = { .format = format, .zh = zh, .brief = true };

	*ret_pages = 0;
	return format == BULLETIN_XLSX ? bulletin_book(cx, b, zh, ret) :
					 bulletin_text(cx, b, &way, ret, ret_pages);
}
