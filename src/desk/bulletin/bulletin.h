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
#define BULLETIN_PROSE_MAX 4000
#define BULLETIN_PARAGRAPHS 6 /* that the program writes */
#define BULLETIN_DUE_DAYS 7   /* a daily one that nobody published is told of so long */

/* Numbers of figures, kept in views; their scope is the incident. */
enum { BULLETIN_PUBLISHED = 100 };

int bulletin_published_effects(struct effects *e, const struct record *r);
int bulletin_drafted_effects(struct effects *e, const struct record *r);
int bulletin_shared_effects(struct effects *e, const struct record *r);
int bulletin_scheduled_effects(struct effects *e, const struct record *r);
int bulletin_published_lift(struct cx *cx, const struct json *old, const struct json **ret);
/* E_FIELD_FORMAT where what was typed holds what may be the number of a phone or a document: eleven digits in a row. */
int bulletin_agrees(struct cx *cx, const struct record *r);

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
	bool main; /* the program's sentences are made of it: it stands on the short form too */
	enum bulletin_change change;
	int64_t before, before_v;
};

/* What the program says of one line of work. */
struct bulletin_paragraph {
	struct str id, zh, en;
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
	struct str correction;         /* why there is this version; "" */
	struct str prose_zh, prose_en; /* a paragraph a line */
	struct str was_zh, was_en;     /* what the version that it replaces said; "" */
	/* Of a draft: what the program would say. */
	struct bulletin_paragraph paragraphs[BULLETIN_PARAGRAPHS];
	size_t paragraphs_n;
	/* As of now: it may be opened to the public at all (of a township and wider: where fewer live, a count of a few is somebody);
	 * anybody may read it; and search engines list it. */
	bool shareable, open_to_all, indexed;
	int32_t from, to;          /* local days, both included */
	int64_t as_of;             /* the newest position when it was drawn up */
	bool exercise;             /* of a draft: its incident is one */
	int64_t at, pos;           /* of its record; pos 0: a draft */
	uint8_t digest[SEAL_HASH]; /* of its record, as in the journal */
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
	struct str correction;
	struct str prose_zh, prose_en; /* p NULL: what the program says */
	struct str expects;            /* as bulletin_mark; "": whatever they are */
	int32_t from, to;
};

/* As it would be published now. E_NOT_FOUND for an incident, an area or a bulletin that he does not see; E_SUPERSEDED where another
 * version has replaced what this one is to replace; E_MOVED where the figures or accounts are others than he expects; E_BAD_REQUEST.
 * Two that are published at the same moment are a clash. */
int bulletin_draft(
	struct cx *cx, const struct cover *c, const struct bulletin_ask *ask, struct bulletin *ret);
/* 0; E_NOT_CLOSED where an account is open and no reason is signed. */
int bulletin_ready(struct cx *cx, const struct bulletin *b);
/* The figures' values and the accounts, in 16 hex digits: others have another mark. */
int bulletin_mark(struct cx *cx, const struct bulletin *b, struct str *ret);
/* The record that publishes a draft, whole. */
int bulletin_record(struct cx *cx, const struct bulletin *b, const struct uuid *id, int64_t at,
	struct str *ret);

int bulletin_get(struct cx *cx, const struct cover *c, const struct uuid *id, struct bulletin *ret);
/* What anybody may read at the address of one of its versions: the version that holds. E_NOT_FOUND where it was not opened. */
int bulletin_public(
	struct cx *cx, const struct cover *c, const struct uuid *id, struct bulletin *ret);
/* What anybody may read of an account that does not close: which one it is, and nothing that somebody typed. The question of a round, a
 * store or a gift may name a person or a door. */
struct str bulletin_open_public(
	struct cx *cx, const struct cover *c, const struct bulletin_open *o, bool zh);
/* The newest first; of each only what stands over it: neither figures nor accounts, nor what is said of them. */
int bulletin_list(struct cx *cx, const struct cover *c, struct bulletin **ret, size_t *ret_n);

/* ---- what lies around one (around.c) ---- */

/* A draft that somebody has handed on, the latest for these days; id nil: nobody has. */
struct bulletin_drafted {
	struct uuid id;
	int64_t at;
	struct str by, title_zh, title_en, prose_zh, prose_en, reason, correction;
};
int bulletin_drafted_get(struct cx *cx, const struct cover *c, const struct bulletin_ask *ask,
	struct bulletin_drafted *ret);
/* What was published of these very days and still holds; nil: nothing. */
int bulletin_of_days(
	struct cx *cx, const struct cover *c, const struct bulletin_ask *ask, struct uuid *ret);
/* A daily bulletin: yesterday's lies ready from that hour on, as long as none of that very day is published. */
struct bulletin_daily {
	struct uuid incident;
	struct str area, area_name, by;
	int64_t at; /* when it was set */
	int hour;
	struct {
		int32_t day;
		int64_t since;
		bool drafted; /* somebody has begun its text */
	} due[BULLETIN_DUE_DAYS];
	size_t due_n; /* the latest first */
};
/* Of incidents that go on, in areas that he sees. */
int bulletin_daily_list(
	struct cx *cx, const struct cover *c, struct bulletin_daily **ret, size_t *ret_n);

/* ---- shown ---- */

void row_bulletin(struct jw *w, const struct bulletin *b);
void row_bulletin_head(struct jw *w, const struct bulletin *b); /* as a list shows it */
void row_bulletin_draft(struct jw *w, const struct bulletin *b, const struct bulletin_drafted *d,
	const struct uuid *published, struct str mark, int pages);
void row_bulletin_daily(struct jw *w, const struct bulletin_daily *d);
/* What is to be said where the list of open accounts is empty; and how many accounts are not in it, for they were not checked,
 * or were too many: "" where there are none. */
struct str bulletin_closes(const struct bulletin *b, bool zh);
struct str bulletin_unchecked(struct cx *cx, const struct bulletin *b, bool zh);
struct str bulletin_open_more(struct cx *cx, const struct bulletin *b, bool zh);
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
/* In short: without figures that are neither main ones nor changed, and without what they mean, so that it mostly fits on one sheet;
 * of a workbook the whole. ret_pages: of a PDF, else 0. */
int bulletin_sheet(struct cx *cx, const struct bulletin *b, enum bulletin_format format, bool zh,
	struct str *ret, int *ret_pages);

#endif
