/* A page of HTML that cannot be written wrongly: tags and attributes are names of ours, and whatever stands between or in them is
 * escaped by the writer. There is no way to add markup as text.
 *
 *	html_tag(h, "p"); html_attr_z(h, "class", "quiet"); html_text(h, what_somebody_typed); html_end(h);
 *
 * Like a buf, a writer that ran out of memory says so at its end (buf_ok). More than HTML_DEPTH elements in each other, an attribute
 * after content, or an end too many are our own mistakes. */
#ifndef HTTP_HTML_H
#define HTTP_HTML_H

#include "core/str.h"

#define HTML_DEPTH 16

struct html {
	struct buf *b;
	const char *open[HTML_DEPTH];
	size_t n;
	bool in_tag; /* its attributes may follow */
};

void html_begin(struct html *h, struct buf *b); /* with the doctype */
void html_tag(struct html *h, const char *name);
/* One without content or end: input, meta, link. Its attributes follow. */
void html_void(struct html *h, const char *name);
void html_attr(struct html *h, const char *name, struct str value);
void html_attr_z(struct html *h, const char *name, const char *value); /* NULL: none */
void html_flag(struct html *h, const char *name); /* an attribute without a value */
void html_text(struct html *h, struct str text);
void html_z(struct html *h, const char *text);
void html_end(struct html *h); /* the innermost element */
/* The same three in one: an element of this class (NULL: none) with a text. */
void html_element(struct html *h, const char *name, const char *class_, struct str text);
void html_finish(struct html *h); /* all that are open */

#endif
