/* Rows as JSON: how a thing looks in every answer that shows it, over HTTP and on the command line.
 *
 * A row is one object. Where this says that it stays open, the caller adds what is his own and ends it. Nothing here can
 * fail: a writer that ran out of memory says so itself (buf_ok). */
#ifndef DESK_ROWS_H
#define DESK_ROWS_H

#include "core/json.h"
#include "cover/staff.h"
#include "desk/desk.h"
#include "guard/retention.h"
#include "guard/devices.h"
#include "guard/search.h"

/* ---- members ---- */

void row_uuid(struct jw *w, const char *name, const struct uuid *id); /* nil: null */
void row_time(struct jw *w, const char *name, int64_t ms);            /* 0 or COVER_FAR: null */
void row_day(struct jw *w, const char *name, int32_t day);            /* INT32_MIN, MAX: null */
void row_milli(struct jw *w, const char *name, int64_t milli);        /* decimal text */
void row_place(struct jw *w, const struct subject *s);                /* null when there is none */

/* What is counted in parts as a decimal without needless zeros: 12500 of 1,000 a whole is "12.5". parts: a power of ten;
 * 0 counts as 1. */
#define ROW_DECIMAL 42
void row_decimal(int64_t value, int64_t parts, char ret[ROW_DECIMAL + 1]);

const char *subject_type_name(enum subject_type t);

/* ---- areas, subjects, rounds ---- */

void row_area(struct jw *w, const struct area *a);
void row_area_open(struct jw *w, const struct area *a); /* stays open */
void row_subject(struct jw *w, const struct kinds *kinds, const struct subject *s);
void row_subject_record(struct jw *w, const struct record *r);
/* As he is told: masked or plain. born: the year, 0: not told. */
void row_dweller(struct jw *w, const struct kinds *kinds, const struct uuid *id, struct str name,
	struct str phone, int64_t born, uint32_t flags);
void row_resident(struct jw *w, const struct uuid *id, struct str masked);
void row_staff(struct jw *w, const struct kinds *kinds,
	const struct staff *s);                         /* his name is masked already */
void row_hit(struct jw *w, const struct search_hit *h); /* stays open */
void row_retention(struct jw *w, const struct retention *r);
void row_retained(struct jw *w, const struct retained *r, int64_t now);
void row_incident(struct jw *w, const struct incident *i);
void row_round_stage(struct jw *w, const struct round *r); /* into an open one: "state", "due" */
/* k: its kind of round, or NULL. */
void row_round(struct jw *w, const struct round *r, const struct round_kind *k);
/* What a matter's own record tells openly of it. */
struct arisen {
	const struct choice *urgency; /* NULL: it tells none */
	struct str place;             /* of the door or site where it arose; empty: of none */
};

/* Flags of whoever is behind a target. */
struct row_flags {
	const struct kinds *kinds;
	uint32_t flags;
};
void row_flags(struct jw *w, const struct row_flags *flags); /* into an open one; NULL: null */

/* r, k: its round and the kind of that; s: its subject. Each may be NULL. name: of a person, masked; owner: target_owner. Each
 * may be STR_NONE. arisen: target_arisen. flags: NULL where nobody asked. */
void row_target(struct jw *w, const struct target *t, const struct round *r,
	const struct round_kind *k, const struct subject *s, struct str name, struct str owner,
	const struct arisen *arisen, const struct row_flags *flags, int64_t now);
/* Of a matter in a kind of round (or NULL) that tells how urgent its matters are; of any other target nothing, and nothing of
 * a talk in confidence to whoever does not talk. */
int target_arisen(struct cx *cx, const struct cover *c, const struct target *t,
	const struct round_kind *k, struct arisen *ret);
/* Who deals with it, where its kind of round (or NULL) knows that; STR_NONE for nobody yet. */
int target_owner(struct cx *cx, const struct cover *c, const struct target *t,
	const struct round_kind *k, struct str *ret);
/* By when it is asked: its own time, else that of its round (or NULL), else COVER_FAR. */
int64_t target_due(const struct target *t, const struct round *r);
void row_coverage(struct jw *w, const struct coverage *v); /* stays open */
/* The same with the n areas under it. */
void row_coverage_under(struct jw *w, const struct coverage *v, const struct coverage *under,
	size_t n, const struct round_kind *k); /* into an open one */
void row_coverage_areas(struct jw *w, const struct coverage *v, const struct coverage *under,
	size_t n, const struct round_kind *k);

/* ---- goods, balances, and what somebody should look at ---- */

void row_goods(struct jw *w, const struct goods *g);
void row_balance(struct jw *w, const struct balance_value *v);
void row_clash(struct jw *w, const struct clash *k);
/* What a clash is about and what settles it; all NULL for one that is not known. */
struct clash_text {
	const char *name, *zh, *en, *remedy_zh, *remedy_en;
};
const struct clash_text *clash_text(int what);
/* pseudonym: guard_pseudonym of the one outside the reader's areas, which is told in place of his id; NULL where neither is. */
void row_suspect(struct jw *w, const struct suspect *s, const char *pseudonym);
void row_waiting(struct jw *w, const struct waiting *wait, const char *pseudonym);
void row_refusal(struct jw *w, const struct refusal *r);

/* A phone, and what has come from it; stays open. */
void row_device(struct jw *w, const struct device *d, const struct device_handed *h);

/* ---- figures ---- */

void row_figure(struct jw *w, const struct figure *f);
/* BRIEF leaves out the version and the position; EXACT has the digest and the number of records too, null when they were not
 * asked. */
enum figure_detail { FIGURE_BRIEF, FIGURE_FULL, FIGURE_EXACT };
void row_figure_value(struct jw *w, const struct figure_value *v, struct str area, int32_t from,
	int32_t to, enum figure_detail detail);

/* ---- kinds ---- */

void row_kind(struct jw *w, const struct kind *k);
void row_round_kind(
	struct jw *w, const struct round_kind *k, enum matter matter, const struct uuid *round);

#endif
