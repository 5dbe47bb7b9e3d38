/* Bulletins: figures frozen by position, definition and digest, the accounts that do not close, and what an office says of both;
 * published by a person. A later version replaces an earlier one and shows the difference; nothing is taken back in silence.
 *
 * A draft is read from the views as they are. What was published is read from its record, labels, units and meanings with the
 * figures, and says the same for ever, whatever a later program or a new name of the area would say. Only the composer
 * writes such a record (KIND_COMPOSED): one that comes from elsewhere is refused. */
#ifndef DESK_BULLETIN_BULLETIN_H
#define DESK_BULLETIN_BULLETIN_H

#include "desk/desk.h"
#include "paper/sheet.h"

extern const struct desk bulletin_desk;
extern const struct kind *const bulletin_kinds[]; /* NULL-terminated */

#define BULLETIN_FIGURES_MAX 200
#define BULLETIN_OPEN_MAX 50
#define BULLETIN_TITLE_MAX 200

/* Numbers of figures, kept in views; their scope is the incident. */
enum { BULLETIN_PUBLISHED = 100 };

int bulletin_published_effects(struct effects *e, const struct record *r);

/* Beside the version that this one replaces. */
enum bulletin_change {
	CHANGE_NONE,     /* it said nothing of it, or there is none */
	CHANGE_COMPARED, /* it said `before`, by the same definition */
	CHANGE_REDEFINED, /* it counted by another definition, before_v: nobody may compare the two */
	CHANGE_ENDED      /* it told of a figure that is no longer counted: there is no value */
};

struct bulletin_figure {
	struct str id;
	int v; /* of the definition */
	struct str zh, en, unit_zh, unit_en, means_zh, means_en;
	int64_t value, divide; /* value not yet divided */
	int64_t records;
	uint8_t digest[SEAL_HASH]; /* over the ids of the records behind, in order of pos */
	enum bulletin_change change;
	int64_t before, before_v;
};

/* An account that did not close. */
struct bulletin_open {
	struct str what; /* the id of a balance or round, or place and item */
	struct str zh, en;
	int64_t difference; /* thousandths */
};

struct bulletin {
	struct uuid id, incident, replaces; /* id nil: a draft; replaces nil: the first version */
	struct uuid first;                  /* nil: it is the first version itself */
	/* The newest version that stands, whatever became of those between; nil: this one holds still. Not frozen: as of now. */
	struct uuid replaced_by;
	int64_t replaced_version;
	int64_t version;
	struct str area, area_name, title_zh, title_en, by, signer,
		reason; /* by: who published it, by his login; signer: his name, "" where none is known */
	struct str prose_zh, prose_en; /* a paragraph a line */
	int32_t from, to;              /* local days, both included */
	int64_t as_of;                 /* the newest position when it was drawn up */
	bool exercise;                 /* of a draft: its incident is one */
	int64_t at, pos;               /* of its record; pos 0: a draft */
	uint8_t digest[SEAL_HASH];     /* of its record, as in the journal */
	struct bulletin_figure *figures;
	size_t figures_n;
	struct bulletin_open *open;
	size_t open_n;
	int64_t open_more; /* accounts beyond BULLETIN_OPEN_MAX that do not close either */
	int64_t unchecked; /* balances that add up for the whole incident only, of a part of it */
};

struct bulletin_ask {
	struct uuid incident, replaces;
	struct str signer; /* the name of whoever asks, "" where none is known */
	struct str area, title_zh, title_en,
		reason; /* titles may be "": then it gets the usual one */
	int32_t from, to;
};

/* As it would be published now. E_NOT_FOUND for an incident, an area or a bulletin that he does not see; E_SUPERSEDED
 * where another version has replaced what this one is to replace; E_BAD_REQUEST. Two that are published at the same moment are
 * a clash. */
int bulletin_draft(
	struct cx *cx, const struct cover *c, const struct bulletin_ask *ask, struct bulletin *ret);
/* 0; E_NOT_CLOSED where an account is open and no reason is signed. */
int bulletin_ready(struct cx *cx, const struct bulletin *b);
/* The record that publishes a draft, whole. */
int bulletin_record(struct cx *cx, const struct bulletin *b, const struct uuid *id, int64_t at,
	struct str *ret);

int bulletin_get(struct cx *cx, const struct cover *c, const struct uuid *id, struct bulletin *ret);
/* The newest first; of each only what stands over it: neither figures nor accounts, nor what is said of them. */
int bulletin_list(struct cx *cx, const struct cover *c, struct bulletin **ret, size_t *ret_n);

/* ---- shown ---- */

void row_bulletin(struct jw *w, const struct bulletin *b);
void row_bulletin_head(struct jw *w, const struct bulletin *b); /* as a list shows it */
/* The whole, in one language. PDF: as pdf_end. */
enum bulletin_format {
	BULLETIN_MARKDOWN = SHEET_MARKDOWN,
	BULLETIN_HTML = SHEET_HTML,
	BULLETIN_PDF = SHEET_PDF,
	BULLETIN_XLSX
};
struct bulletin_form {
	const char *name, *type; /* "pdf", its media type */
};
extern const struct bulletin_form bulletin_forms[]; /* by format; name NULL ends it */
bool bulletin_format_read(struct str name, enum bulletin_format *ret);
int bulletin_write(struct cx *cx, const struct bulletin *b, enum bulletin_format format, bool zh,
	struct str *ret);

#endif
