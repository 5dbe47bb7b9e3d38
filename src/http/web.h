/* Pages: the files of web/ as they lie in the program, and how they are served.
 *
 * A path is looked up in a table, whole and as it was sent; nothing of it ever names a file. What has a hash
 * in its name is kept by browsers for ever, a page is asked for anew each time and mostly answered by 304.
 * Each form has a tag of its own (RFC 9110, 8.8.3.3). Parameters are passed over: messengers add their own to
 * a link that is shared. */
#ifndef HTTP_WEB_H
#define HTTP_WEB_H

#include <stdbool.h>
#include <stddef.h>

#include "core/str.h"

enum web_encoding { WEB_PLAIN, WEB_GZIP, WEB_BROTLI, WEB_ENCODINGS };

struct web_form {
	const char *p; /* for as long as the process, or the call */
	size_t n;
	const char *etag; /* with its quotes; NULL: there is no such form */
};

struct web_file {
	const char *path; /* "/console/", "/assets/console-D5-e771f.js" */
	bool hashed;      /* the name holds a hash of the content */
	struct web_form forms[WEB_ENCODINGS];
};
/* Made by tools/embed_web.py; path NULL ends it. Empty in a program that was built without its pages. */
extern const struct web_file web_files[];

struct MHD_Response;
struct call;
struct route;

/* The route of a path that is none of the API's; NULL: there is no such page. */
const struct route *web_route(struct call *c);
/* Does this Accept-Encoding take a coding ("gzip")? */
bool web_takes(struct str accepted, const char *coding);
/* Of an answer that is a page; false: no memory. */
bool web_headers(const struct call *c, struct MHD_Response *r);
#endif
