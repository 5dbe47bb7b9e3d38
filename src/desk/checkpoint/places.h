/* Places with a code at the door: who was there and when, and how long people wait.
 *
 * A place is a site; its code follows from its id (rules/place_code.h). A visit is the site's record: who it was lies sealed, and
 * that somebody was there at that hour is nobody's. So the list of who was at a place needs the keys, and is told with masked
 * names; unmasked ones leave a look. Whoever has no phone is entered by a volunteer, from his card or by hand. */
#ifndef DESK_CHECKPOINT_PLACES_H
#define DESK_CHECKPOINT_PLACES_H

#include "cover/cover.h"
#include "desk/rows.h"
#include "rules/place_code.h"

extern const struct kind place_visited, queue_counted;
extern const struct figure places_visits, places_helped, queues_counted, queues_overlong;

/* Numbers of figures, kept in views; their scope is the incident. */
enum { PLACES_VISITS = 175, PLACES_HELPED = 176, PLACES_QUEUES = 177, PLACES_OVERLONG = 178 };

int place_visited_effects(struct effects *e, const struct record *r);
int queue_counted_effects(struct effects *e, const struct record *r);

/* ---- what is read ---- */

struct place {
	struct subject site;
	char code[PLACE_CODE + 1];
};
/* The sites of an area and all under it ("" = all that he sees); code "" or one that place_code_read wrote. */
int place_list(struct cx *cx, const struct cover *c, struct str area, struct str code,
	struct place **ret, size_t *ret_n);
/* By its id or its code: E_NOT_FOUND. */
int place_find(struct cx *cx, const struct cover *c, struct str text, struct place *ret);
void row_place_code(struct jw *w, const struct kinds *kinds, const struct place *p);
/* A sheet for the door, as a PDF (paper/pdf.h says what can fail). */
int place_sheet(struct cx *cx, const struct place *p, int64_t now, bool zh, struct str *ret);

struct place_visit {
	struct uuid record;
	int64_t at, pos;
	struct str area, visitor, phone,
		document; /* masked unless asked; STR_NONE: not told, or destroyed */
	uint8_t how;
};
/* Who was there from one moment to another, both included, by time; exercises apart. Needs keys. */
int place_who(struct cx *cx, const struct cover *c, const struct uuid *site, int64_t from,
	int64_t to, bool unmask, struct place_visit **ret, size_t *ret_n);
void row_place_visit(struct jw *w, const struct place_visit *v);

/* How long people waited there, count by count. */
struct queue_count {
	struct uuid record;
	int64_t at, pos, waiting, minutes, lanes; /* lanes -1: not told */
	struct str area;
};
/* The counts of these local days, both included, by time; exercises apart. */
int place_queue(struct cx *cx, const struct cover *c, const struct uuid *site, int32_t from,
	int32_t to, struct queue_count **ret, size_t *ret_n);
void row_queue(struct jw *w, const struct queue_count *q);

#endif
