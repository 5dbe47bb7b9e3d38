/* What the files of this desk share. */
#ifndef DESK_BULLETIN_OWN_H
#define DESK_BULLETIN_OWN_H

#include "desk/bulletin/bulletin.h"

/* published.c: the id of its first version, which all versions have in common. */
struct uuid bulletin_first(const struct bulletin *b);
/* around.c: whether anybody may read it. */
int bulletin_share_read(struct cx *cx, const struct cover *c, struct bulletin *b);
/* accounts.c: every account of the area that does not close, up to BULLETIN_OPEN_MAX; how many more there are, and how many
 * were not checked. */
int bulletin_accounts(struct cx *cx, const struct cover *c, struct bulletin *b);
/* prose.c: what an office says of the figures; "" where it has nothing to say. */
int bulletin_prose(struct cx *cx, struct bulletin *b);
/* Do its sentences tell this figure? */
bool bulletin_is_main(struct str figure);

/* text.c: without its unit. */
struct str bulletin_value(struct cx *cx, const struct bulletin_figure *f, int64_t value);
/* Against the version before: "7 → 9 (+2)"; "" where nothing is to be said. */
struct str bulletin_change(
	struct cx *cx, const struct bulletin *b, const struct bulletin_figure *f, bool zh);
struct str bulletin_difference(struct cx *cx, const struct bulletin_open *o);
/* Who signed it, by his name as far as that is known. */
struct str bulletin_signer(const struct bulletin *b);
/* "本期通报已由第 2 版更正 …"; "" while it holds. */
struct str bulletin_replaced(struct cx *cx, const struct bulletin *b, bool zh);
/* Where it stands and what it hangs on: position, version and digest. */
struct str bulletin_foot(struct cx *cx, const struct bulletin *b, bool zh);
struct bulletin_way {
	enum bulletin_format format;
	bool zh, brief;
};
int bulletin_text(struct cx *cx, const struct bulletin *b, const struct bulletin_way *way,
	struct str *ret, int *ret_pages);
/* book.c */
int bulletin_book(struct cx *cx, const struct bulletin *b, bool zh, struct str *ret);

#endif
