/* Where in a document we are, for messages: a chain on the C stack, written out only when one is
 * needed. */
#ifndef CORE_JSON_PATH_H
#define CORE_JSON_PATH_H

#include "core/json.h"

struct json_path {
	const struct json_path *up; /* NULL: the document itself */
	struct str name;            /* of the member; STR_NONE: item number i of a list */
	uint32_t i;
};

/* "body.tags[2]", "json" for the document itself; NUL-terminated, cut as cx_text cuts. */
const char *json_path_text(struct cx *cx, const struct json_path *at);

#endif
