/* The areas as a file names them: by id, or by a code or name that only one has. */
#ifndef LOAD_AREAS_H
#define LOAD_AREAS_H

#include "core/map.h"
#include "cover/cover.h"

struct areas {
	const struct area_tree *tree;
	struct map by_code, by_name; /* → struct area; what two have points to none */
};

int areas_init(struct cx *cx, struct areas *a, const struct area_tree *tree);
/* The id. must: E_UNKNOWN_AREA or E_FIELD_FORMAT of that field if it names none; else what was given. */
int areas_resolve(struct cx *cx, const struct areas *a, const char *field, struct str name,
	bool must, struct str *ret);
/* May this area.added be appended: the area is new, or the record is here already, or it says what is so. body: its
 * JSON. E_AREA_DIFFERS. */
int areas_conflict(struct cx *cx, const struct areas *a, struct str id, struct str body,
	const struct uuid *record, struct store *store);

#endif
