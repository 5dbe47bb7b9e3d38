/* The tables that upper offices ask for, each in its own workbook: taken over once as a file, with a map of its cells; from then on it
 * is filled from figures, in its own layout, by a person or at its hour.
 *
 * A form is a subject, and its history is one sequence of versions: how its cells are mapped (form.mapped), and what was filled in
 * (form.filled), each with the number behind the latest. What was filled in is frozen in its record as bulletins are; the file is made
 * of it and of the form's own whenever somebody asks. Only the composer writes form.filled (KIND_COMPOSED). decisions 47 and 48. */
#ifndef DESK_FORMS_FORMS_H
#define DESK_FORMS_FORMS_H

#include "desk/desk.h"
#include "paper/xlsx_form.h"

extern const struct desk forms_desk;
extern const struct kind *const forms_kinds[]; /* NULL-terminated */

#define FORM_FILE_MAX \
	180000 /* bytes of a workbook: what one record holds, with room for what stands over it */
#define FORM_CELLS_MAX 1000 /* that are mapped */
#define FORM_TEXT_MAX 200   /* code points of a text that is put into a cell */
#define FORM_BACK_MAX 31    /* days that a cell may look back */
#define FORM_VERSIONS_MAX 100000

/* Numbers of figures, kept in views; their scope is the incident. */
enum { FORMS_FILLED = 220, FORMS_SAVED = 221 };

int forms_filed_agrees(struct cx *cx, const struct record *r);
int forms_mapped_agrees(struct cx *cx, const struct record *r);
int forms_filed_effects(struct effects *e, const struct record *r);
int forms_mapped_effects(struct effects *e, const struct record *r);
int forms_filled_effects(struct effects *e, const struct record *r);

/* ---- the map ---- */

enum form_what { FORM_FIGURE, FORM_AREA, FORM_DATE, FORM_WHO, FORM_WORDS };
enum form_measure {
	FORM_DAY,   /* what the day counts */
	FORM_TOTAL, /* all up to and with the day */
	FORM_CHANGE /* the day less the day before */
};
extern const char *const form_what_names[], *const form_measure_names[];

struct form_cell {
	size_t sheet;         /* from 0, as the workbook lists them */
	uint32_t column, row; /* from 1 */
	enum form_what what;
	enum form_measure measure;
	int32_t back; /* days before the one it is filled for */
	struct str figure, area, text;
};

/* A list of cells as JSON: {"sheet":0,"cell":"B4","what":"figure","figure":"…","area":"…","measure":"day","back":0}; of another `what`
 * only "area" (FORM_AREA), "text" (FORM_WORDS), "back" (FORM_DATE). E_FIELD_FORMAT names the item. */
int form_map_read(struct cx *cx, struct str text, struct form_cell **ret, size_t *ret_n);
void form_cell_row(struct jw *w, const struct form_cell *cell);

/* ---- forms ---- */

#define FORM_BY_HAND (-1)

struct form_value {
	size_t sheet;
	uint32_t column, row;
	enum form_what what;
	struct str text; /* what stands there: a number in decimals, a date as 2022-08-30, words */
	/* of a figure: */
	struct str figure, area;
	int64_t v;
	int32_t from, to; /* from INT32_MIN: all */
	enum form_measure measure;
	int64_t asked;  /* records of the day `to` that it counts there */
	bool compared;  /* against the filling before: it had a number of the same meaning here, */
	struct str was; /* this one */
};

struct form_filling {
	struct uuid id, map; /* id nil: a draft */
	int32_t day;
	int64_t version, at, as_of, saved;
	struct str by;
	int32_t before; /* the day of the one it is compared with; INT32_MIN: there is none */
	struct form_value *values;
	size_t values_n;
};

struct form {
	struct uuid id, incident, map; /* map nil: not mapped yet */
	struct str area, name_zh, name_en, office, file_name, by, mapped_by;
	int64_t at, mapped_at, next_version;
	int due; /* minutes after midnight, FORM_BY_HAND */
	bool retired;
	struct str file;         /* its bytes */
	struct form_cell *cells; /* by the newest map */
	size_t cells_n;
};

/* E_NOT_FOUND for one that is not there, or not his to see. */
int form_get(struct cx *cx, const struct cover *c, const struct uuid *id, struct form *ret);
/* Without their files, by name. */
int form_list(struct cx *cx, const struct cover *c, struct form **ret, size_t *ret_n);
/* What was filled in for a day, the latest; INT32_MAX: of the latest day, whenever it was filled. Compared with the latest earlier day.
 * ret->id nil: nothing was. */
int form_filling_get(struct cx *cx, const struct cover *c, const struct uuid *form, int32_t day,
	struct form_filling *ret);
/* The days that it was filled for, the latest first, and no more than max: of each the latest filling, without its values. */
int form_fillings(struct cx *cx, const struct cover *c, const struct uuid *form, size_t max,
	struct form_filling **ret, size_t *ret_n);

/* As it would be filled now, for a day. who: the name of whoever fills it, "" where none is known. E_CONFLICT: it is not mapped, or
 * retired; E_NOT_FOUND: it asks for a figure that is not counted, or an area that is not there; E_XLSX: as xlsx_fill. */
int form_draft(struct cx *cx, const struct cover *c, const struct form *f, int32_t day,
	struct str who, struct form_filling *ret);
/* The record of a draft, whole. */
int form_record(struct cx *cx, const struct form *f, const struct form_filling *filling,
	const struct uuid *id, int64_t at, struct str *ret);
/* The office's own workbook with these values. */
int form_book(
	struct cx *cx, const struct form *f, const struct form_filling *filling, struct str *ret);

/* Questions at the door that a table saves: of each record that it counts for a figure on a day, those that another table of the same
 * day had counted for it before. mine, others: the figures among their cells; areas are a tree, of which a larger one counts what its
 * parts do. Pure. */
int form_saved(struct cx *cx, const struct area_tree *tree, const struct form_value *mine,
	size_t mine_n, const struct form_value *others, size_t others_n, int64_t *ret);

struct guard;
/* Does its hour stand: may whoever set it still set it? Of a form without an hour it does. One whose account is out of use, or has lost
 * the right, answers for nothing any more: his table waits until somebody who may sets the hour anew. */
int form_hour_stands(
	struct cx *cx, const struct cover *c, struct guard *g, const struct form *f, bool *ret);
/* What is due at this moment, as records, each in the name of whoever set the hour; and when the next one will be (INT64_MAX: none).
 * Needs a reader who sees everything. */
struct form_due {
	struct str record, by;
};
int forms_due(struct cx *cx, const struct cover *c, struct guard *g, struct form_due **ret,
	size_t *ret_n, int64_t *ret_next);

/* ---- shown ---- */

/* last: its latest filling, id nil for none; stands: its hour does. */
void row_form(struct jw *w, const struct form *f, const struct form_filling *last, bool stands);
void row_form_filling(struct jw *w, const struct form_filling *filling, bool values);
void row_form_sheet(struct jw *w, const struct xlsx_form_sheet *s);

#endif
