/* The shapes of answers, for the description: name:type a member; '?' = may be null, '~' = may
 * be absent; "value" = whatever a field of a record may hold. */
#ifndef HTTP_SHAPES_H
#define HTTP_SHAPES_H

struct shape {
	const char *name;    /* NULL ends the list */
	const char *members; /* "id:uuid name:text due:time? areas:[coverage]" */
};
extern const struct shape shapes[];

#endif
