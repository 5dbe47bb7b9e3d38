/* The schemas of the API's description (JSON Schema 2020-12): what answers hold (http/shapes.h), what a record of each kind
 * holds (its table), and the bodies that are no records. */
#ifndef HTTP_SCHEMAS_H
#define HTTP_SCHEMAS_H

#include "http/own.h"

/* All of them, as members of an object that is open. */
void schemas_write(struct jw *w, const struct kinds *ks);
/* An object that refers to one: before + name. */
void schema_ref(struct jw *w, const char *before, struct str name);
/* Members `type` and, unless it is NULL, `format`, of an object that is open. */
void schema_type(struct jw *w, const char *type, const char *format, bool may_be_null);
/* The schema of a body that is no record. */
const char *schema_asked(const struct route *r);

#endif
