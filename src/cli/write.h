/* Writing single records: the envelope that all share. */
#ifndef CLI_WRITE_H
#define CLI_WRITE_H

#include "cli/cli.h"

/* A record about to be written as JSON. Members that are empty or nil are left out. */
struct writing {
	struct uuid id; /* nil: a new one */
	const char *kind;
	struct str area;
	struct uuid subject, round;
	struct uuid corrects;
};
/* Begins the object up to and with the opening of body; add its members, then writing_end. The version is the newest. */
void writing_begin(struct jw *w, struct buf *b, const struct writing *r);
void writing_end(struct jw *w);
/* Writes the one record in b. */
int writing_append(struct cli *c, struct buf *b);

#endif
