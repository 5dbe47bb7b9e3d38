/* Bulletins: figures frozen by position, definition and digest, the accounts that do not close, and what an office says of both;
 * published by a person. A later version replaces an earlier one and shows the difference; nothing is taken back in silence.
 *
 * A draft is read from the views as they are. What was published is read from its record and says the same for ever. */
#ifndef DESK_BULLETIN_BULLETIN_H
#define DESK_BULLETIN_BULLETIN_H

#include "desk/desk.h"

extern const struct desk bulletin_desk;
extern const struct kind *const bulletin_kinds[]; /* NULL-terminated */

#define BULLETIN_FIGURES_MAX 100
#define BULLETIN_OPEN_MAX 50
#define BULLETIN_TITLE_MAX 100

/* Numbers of figures, kept in views; their scope is the incident. */
enum { BULLETIN_PUBLISHED = 100 };

int bulletin_published_effects(struct effects *e, const struct record *r);

struct bulletin_figure {
	struct str id;
	int v;                       /* of the definition */
	const struct figure *figure; /* NULL: this program knows no such definition */
	int64_t value, records;      /* value not yet divided */
	uint8_t digest[SEAL_HASH];   /* over the ids of the records behind, in order of pos */
	bool had;                    /* the version before said something of it, namely */
	int64_t before;
};

/* An account that did not close. */
struct bulletin_open {
	struct str what;    /* the id of a balance or round, or place and item */
	int64_t difference; /* thousandths */
};

struct bulletin {
	struct uuid id, incident, replaces; /* id nil: a draft; replaces nil: the first version */
	int64_t version;
	struct str area, area_name, title_zh, title_en, by, reason;
	int32_t from, to; /* local days, both included */
	int64_t as_of;    /* the newest position when it was drawn up */
	int64_t at, pos;  /* of its record; pos 0: a draft */
	struct bulletin_figure *figures;
	size_t figures_n;
	struct bulletin_open *open;
	size_t open_n;
};

struct bulletin_ask {
	struct uuid incident, replaces;
	struct str area, title_zh, title_en,
		reason; /* titles may be "": then it gets the usual one */
	int32_t from, to;
};

/* As it would be published now. E_NOT_FOUND for an incident, an area or a bulletin that he does not see; E_BAD_REQUEST. */
int bulletin_draft(
	struct cx *cx, const struct cover *c, const struct bulletin_ask *ask, struct bulletin *ret);
/* 0; E_NOT_CLOSED where an account is open and no reason is signed. */
int bulletin_ready(struct cx *cx, const struct bulletin *b);
/* The record that publishes a draft, whole. */
int bulletin_record(struct cx *cx, const struct bulletin *b, const struct uuid *id, int64_t at,
	struct str *ret);

int bulletin_get(struct cx *cx, const struct cover *c, const struct uuid *id, struct bulletin *ret);
/* The newest first. */
int bulletin_list(struct cx *cx, const struct cover *c, struct bulletin **ret, size_t *ret_n);

/* ---- shown ---- */

void row_bulletin(struct jw *w, const struct bulletin *b);
/* The whole text, in one language. */
enum bulletin_format { BULLETIN_MARKDOWN, BULLETIN_HTML };
int bulletin_text(struct cx *cx, const struct bulletin *b, enum bulletin_format format, bool zh,
	struct str *ret);

#endif
