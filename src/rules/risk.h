/* Lists of risk areas: what a stay on certain days comes to, and what changed from one issue to the next.
 *
 * Every issue is kept. An issue is in force from when it was issued until the next one of the same source is, so a traveller
 * is judged by the lists that were in force on the days of the journey, not by today's; and the lists of a province and of the
 * country hold side by side. An entry is as fine as a stairwell, in words that
 * change between issues; two places are taken for one when the words of one hold those of the other. Pure. */
#ifndef RULES_RISK_H
#define RULES_RISK_H

#include "core/err.h"

/* Codes of records; the greater, the riskier. */
enum risk_level { RISK_NONE, RISK_LOW, RISK_MEDIUM, RISK_HIGH };

struct risk_entry {
	enum risk_level level;
	struct str province, city, county, place;
};

struct risk_issue {
	int64_t as_of;
	const struct risk_entry *entries;
	size_t n;
	int64_t until; /* when the next one of its source was issued; RISK_STILL: there is none */
};
#define RISK_STILL INT64_MAX

/* Where somebody was, on local days from … to (both included). What is empty is not known. In his own words (told), the names of
 * cities and counties are looked for as the lists have them, with or without their last character (成都市, 成都); what he said
 * of a county that no entry names is no stay in an area at risk. */
struct risk_stay {
	struct str province, city, county, place;
	struct str told; /* instead of the four */
	int32_t from, to;
};

/* The riskiest entry that fits, of the latest issue in which it is so. None: RISK_NONE and NULLs. */
struct risk_verdict {
	enum risk_level level;
	const struct risk_issue *issue;
	const struct risk_entry *entry;
	bool place_known; /* false: he was in such a county (or city), and it is not known where in it */
};

/* issues ascend by as_of. */
struct risk_verdict risk_judge(
	const struct risk_issue *issues, size_t n, const struct risk_stay *stay);

/* was NULL: added; now NULL: removed; else the level is another. */
struct risk_change {
	const struct risk_entry *was, *now;
};

/* By the same words in every column. A place that one issue lists at two levels counts at the higher. First those of the
 * older issue in its order, then those that are new, in the order of the newer one. */
int risk_diff(struct cx *cx, const struct risk_issue *was, const struct risk_issue *now,
	struct risk_change **ret, size_t *ret_n);

#endif
