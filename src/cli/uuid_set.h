/* A set of ids, 16 bytes each and little more: what a dry run has seen. */
#ifndef CLI_UUID_SET_H
#define CLI_UUID_SET_H

#include "core/err.h"
#include "core/uuid.h"

struct uuid_set;
int uuid_set_new(struct cx *cx, struct uuid_set **ret);
/* *ret_new: it was not there. */
int uuid_set_add(struct cx *cx, struct uuid_set *s, const struct uuid *u, bool *ret_new);
void uuid_set_free(struct uuid_set *s); /* takes NULL */

#endif
