/* What the reading of figures shares: which sums belong to an incident, where they lie, and the
 * records behind them. */
#ifndef COVER_FIGURE_READ_H
#define COVER_FIGURE_READ_H

#include "cover/cover_read.h"
#include "cover/pack.h"

/* Which incident each scope (a round or an incident) belongs to. */
struct scope {
	struct uuid id, incident;
	bool apart; /* an exercise, or an incident that nobody has declared yet: no part of the real thing */
};
struct scopes {
	struct scope *all; /* by id */
	size_t n, cap;
	struct uuid incident; /* asked for; nil: all that are no exercise */
};
int scopes_read(
	struct cx *cx, const struct cover *c, const struct uuid *incident, struct scopes *ret);
/* Does a scope count here? *ret: its incident, nil when it has none that is known. */
bool scope_counts(const struct scopes *s, const struct uuid *scope, struct uuid *ret);

/* The areas in which days are to be read, by id: those that the reader sees under `area`, and for
 * one who sees everything, also those that are in no tree. E_UNKNOWN_AREA, E_NOT_FOUND. */
int day_areas(
	struct cx *cx, const struct cover *c, struct str area, struct str **ret, size_t *ret_n);
/* Runs STMT_COVER_DAYS (area, day, sums) or STMT_COVER_DAY_LISTS (and list, pos) over these areas. */
int days_query(struct cx *cx, const struct cover *c, int stmt, const struct str *areas, size_t n,
	int32_t from, int32_t to, struct rows *ret);

/* Calls take() with each record at these positions (ascending) and its effects, in their order.
 * What it is given lives only during the call. E_CORRUPT: no record is there. */
typedef int behind_take(void *arg, struct cx *cx, const struct record *r, const struct effects *fx);
int behind(struct cx *cx, const struct cover *c, const int64_t *positions, size_t n,
	behind_take *take, void *arg);
/* An error that lies in memory which is about to go is said again in the caller's. */
void error_pass(struct cx *cx, const struct cx *own);

#endif
