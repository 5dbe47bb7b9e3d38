/* A set of ids with a note beside each, 40 bytes and little more: what a run has seen, and in which row. */
#ifndef LOAD_UUID_SET_H
#define LOAD_UUID_SET_H

#include "core/err.h"
#include "core/uuid.h"

struct uuid_set;
struct uuid_note {
	struct uuid record;
	int64_t row;
};
int uuid_set_new(struct cx *cx, struct uuid_set **ret);
/* *ret_new: it was not there. */
int uuid_set_add(struct cx *cx, struct uuid_set *s, const struct uuid *u, bool *ret_new);
/* The same with a note, kept when the id is new; else *note becomes the one of the first. */
int uuid_set_note(struct cx *cx, struct uuid_set *s, const struct uuid *u, struct uuid_note *note,
	bool *ret_new);
bool uuid_set_get(const struct uuid_set *s, const struct uuid *u, struct uuid_note *ret);
void uuid_set_free(struct uuid_set *s); /* takes NULL */

#endif
