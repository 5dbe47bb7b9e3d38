/* Time: a moment is int64 milliseconds since 1970-01-01T00:00Z; a day is int32 days since
 * 1970-01-01 in local time. Local time is UTC+8 (no summer time) wherever this program is used. */
#ifndef CORE_WHEN_H
#define CORE_WHEN_H

#include "core/str.h"

#define WHEN_ZONE_MS (8LL * 3600 * 1000)
#define WHEN_HOUR_MS (3600LL * 1000)
#define WHEN_DAY_MS (24 * WHEN_HOUR_MS)
#define WHEN_MIN (-2208988800000LL) /* 1900-01-01T00:00Z */
#define WHEN_MAX 4133980799999LL    /* 2100-12-31T23:59:59.999Z */

/* RFC 3339 date-time with zone, up to 9 digits of fraction (cut to ms); false if malformed, not
 * a real date, or outside WHEN_MIN … WHEN_MAX. A leap second :60 is taken as :59.999. */
bool when_read(struct str s, int64_t *ret_ms);
/* "2022-08-30T09:12:05+08:00", with ".123" when ms are not 0. */
void buf_when(struct buf *b, int64_t ms);
#define WHEN_TEXT 29
size_t when_put(int64_t ms,
	char ret_text[WHEN_TEXT]); /* the same; WHEN_MIN … WHEN_MAX only; returns its bytes */
bool day_read(struct str s, int32_t *ret_day); /* "2022-08-30" */
void buf_day(struct buf *b, int32_t day);
/* For people: "2022年8月30日" or "30 August 2022", and the same with " 09:12" behind it. */
void buf_day_said(struct buf *b, int32_t day, bool zh);
void buf_moment_said(struct buf *b, int64_t ms, bool zh);
int32_t day_of(int64_t ms);     /* the local day */
int64_t day_start(int32_t day); /* its first ms */
void day_civil(int32_t day, int *ret_year, int *ret_month, int *ret_day);
int32_t day_from(int year, int month, int day);
int32_t month_of(int64_t ms); /* local year * 12 + month - 1 */

#endif
