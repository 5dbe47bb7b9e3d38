/* What charts and comparisons are drawn of: pure functions of the views, each a reading of what other screens show as one number.
 *
 * Reads run in a read transaction of the caller, show what lies in the reader's areas, and keep nothing. */
#ifndef COVER_SERIES_H
#define COVER_SERIES_H

#include "cover/cover.h"

#define SERIES_DAYS_MAX 92    /* that are asked for at once */
#define SERIES_POINTS_MAX 240 /* hours of a round; one that lasts longer is told by the day */

/* The figure of each area directly under `area` ("": of the topmost that he sees), each by figure_value; and, where it is counted
 * or summed, of what lies on the area itself. Of distinct subjects the rows need not add up: one may be in two of them. */
struct figure_area {
	struct str area;
	bool direct;
	int64_t value;
};
int figure_areas(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int32_t from, int32_t to,
	struct figure_area **ret, size_t *ret_n);

/* Day by day, without a gap, each by itself. Without both ends: from the first day that counts anything to the last, of these the
 * last SERIES_DAYS_MAX. E_BAD_REQUEST: more days than that are asked for. */
struct figure_point {
	int32_t day;
	int64_t value, before; /* before: of the day before, also of one that is left out */
};
int figure_by_day(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int32_t from, int32_t to,
	struct figure_point **ret, size_t *ret_n);

/* How a round came to where it is: by the end of each step how many of the targets that are done now had their latest answer. The
 * last point is what coverage says is done. Reads the done targets of the area, half a second for a county, and again only those of the
 * areas in which something came (cover/kept.h). */
struct progress_point {
	int64_t at;          /* the end of the step */
	int64_t added, done; /* in the step; by then */
};
int round_progress(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	struct progress_point **ret, size_t *ret_n);

/* Of each item what stores have by the book, as goods_list shows it, and what went to homes or was used on these days: thousandths. */
struct stock {
	struct str item;
	int64_t stored, used;
};
int stock_list(struct cx *cx, const struct cover *c, const struct uuid *incident, struct str area,
	int32_t from, int32_t to, struct stock **ret, size_t *ret_n);

#endif
