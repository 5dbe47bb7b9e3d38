/* Time and days. The calendar is Gregorian throughout.
 *
 * A year is counted from 1 March, so that the leap day is its last and the months before it have
 * a fixed pattern: month m (March = 0) begins (153 m + 2) / 5 days after 1 March. 400 years are
 * 146,097 days. */
#include "core/when.h"

#include <string.h>

#define ERA_DAYS 146097
#define EPOCH_DAYS 719468 /* from 1 March of the year 0 to 1970-01-01 */
#define YEAR_MIN 1900
#define YEAR_MAX 2100
/* Beyond any date that can be read or written; keeps sums with a moment within range. */
#define MS_WILD 8640000000000000LL

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int32_t day_from(int year, int month, int day)
{
	int64_t y = (int64_t)year - (month <= 2), m = month > 2 ? month - 3 : month + 9;
	int64_t era = floor_div(y, 400), in_era = y - era * 400;

	int64_t year_days = in_era * 365 + in_era / 4 - in_era / 100;
	int64_t first = era * ERA_DAYS + year_days + (153 * m + 2) / 5;

	return (int32_t)(first + day - 1 - EPOCH_DAYS);
}

void day_civil(int32_t day, int *ret_year, int *ret_month, int *ret_day)
{
	int64_t z = (int64_t)day + EPOCH_DAYS, era = floor_div(z, ERA_DAYS);
	int d = (int)(z - era * ERA_DAYS);
	/* The days that leap years have put in before d are taken out again, then years are 365
	 * long. */
	int y = (d - d / 1460 + d / 36524 - d / 146096) / 365;
	int in_year = d - (365 * y + y / 4 - y / 100), m = (5 * in_year + 2) / 153;

	*ret_day = in_year - (153 * m + 2) / 5 + 1;
	*ret_month = m < 10 ? m + 3 : m - 9;
	*ret_year = (int)(era * 400 + y + (*ret_month <= 2));
}

static int64_t tame(int64_t ms)
{
	return ms < -MS_WILD ? -MS_WILD : ms > MS_WILD ? MS_WILD : ms;
}

int32_t day_of(int64_t ms)
{
	return (int32_t)floor_div(tame(ms) + WHEN_ZONE_MS, WHEN_DAY_MS);
}

int64_t day_start(int32_t day)
{
	return (int64_t)day * WHEN_DAY_MS - WHEN_ZONE_MS;
}

int32_t month_of(int64_t ms)
{
	int y, m, d;

	day_civil(day_of(ms), &y, &m, &d);
	return (int32_t)(y * 12 + m - 1);
}

/* Exactly n digits at the front of s, which moves on. */
static bool digits(struct str *s, size_t n, int *ret)
{
	int v = 0;

	if (s->n < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return false;
		v = v * 10 + (s->p[i] - '0');
	}
	s->p += n;
	s->n -= n;
	*ret = v;
	return true;
}

static bool one(struct str *s, char a, char b)
{
	if (!s->n || (s->p[0] != a && s->p[0] != b))
		return false;
	s->p++;
	s->n--;
	return true;
}

static bool date(struct str *s, int32_t *ret)
{
	int y, m, d, y2, m2, d2;

	if (!digits(s, 4, &y) || !one(s, '-', '-') || !digits(s, 2, &m) || !one(s, '-', '-') ||
		!digits(s, 2, &d))
		return false;
	if (y < YEAR_MIN - 1 || y > YEAR_MAX + 1 || m < 1 || m > 12 || d < 1)
		return false;
	*ret = day_from(y, m, d);
	day_civil(*ret, &y2, &m2, &d2);
	return y == y2 && m == m2 && d == d2;
}

bool day_read(struct str s, int32_t *ret_day)
{
	int32_t day;

	if (!date(&s, &day) || s.n)
		return false;
	if (day < day_from(YEAR_MIN, 1, 1) || day > day_from(YEAR_MAX, 12, 31))
		return false;
	*ret_day = day;
	return true;
}

/* ".5" gives 500; up to 9 digits, cut to ms; no fraction gives 0. */
static bool fraction(struct str *s, int *ret_ms)
{
	int i, d;

	*ret_ms = 0;
	if (!one(s, '.', '.'))
		return true;
	for (i = 0; i < 9 && digits(s, 1, &d); i++)
		*ret_ms += i == 0 ? d * 100 : i == 1 ? d * 10 : i == 2 ? d : 0;
	return i > 0;
}

/* "Z" or "+08:00", in minutes. */
static bool zone(struct str *s, int *ret)
{
	int hours, minutes;
	bool minus;

	*ret = 0;
	if (one(s, 'Z', 'z'))
		return true;
	minus = s->n && s->p[0] == '-';
	if (!one(s, '+', '-') || !digits(s, 2, &hours) || !one(s, ':', ':') ||
		!digits(s, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*ret = (hours * 60 + minutes) * (minus ? -1 : 1);
	return true;
}

/* Leap seconds are put in at the end of a month, at 23:59:60 UTC; ms is the last one before. */
static bool may_leap(int64_t ms)
{
	int64_t next = ms + 1;
	int y, m, d;

	if (next % WHEN_DAY_MS)
		return false;
	day_civil((int32_t)(next / WHEN_DAY_MS), &y, &m, &d);
	return d == 1;
}

bool when_read(struct str s, int64_t *ret_ms)
{
	int hour, minute, second, ms, offset;
	int32_t day;
	int64_t t;
	bool leap;

	if (!date(&s, &day) || !one(&s, 'T', 't') || !digits(&s, 2, &hour) || !one(&s, ':', ':') ||
		!digits(&s, 2, &minute) || !one(&s, ':', ':') || !digits(&s, 2, &second) ||
		!fraction(&s, &ms) || !zone(&s, &offset) || s.n)
		return false;
	leap = second == 60;
	if (leap) {
		second = 59;
		ms = 999;
	}
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	t = (int64_t)day * WHEN_DAY_MS + hour * WHEN_HOUR_MS + (minute - offset) * 60000LL +
		second * 1000LL + ms;
	if (t < WHEN_MIN || t > WHEN_MAX || (leap && !may_leap(t)))
		return false;
	*ret_ms = t;
	return true;
}

/* Times stand in every answer: buf_fmt would take most of what a record takes. */
static char *two(char *to, int v)
{
	to[0] = (char)('0' + v / 10);
	to[1] = (char)('0' + v % 10);
	return to + 2;
}

#define DAY_TEXT 10 /* bytes */

static char *day_put(char *to, int32_t day)
{
	int y, m, d;

	day_civil(day, &y, &m, &d);
	to = two(two(to, y / 100), y % 100);
	*to++ = '-';
	to = two(to, m);
	*to++ = '-';
	return two(to, d);
}

void buf_day(struct buf *b, int32_t day)
{
	char text[DAY_TEXT];
	int y, m, d;

	day_civil(day, &y, &m, &d);
	if (y < 0 || y > 9999)
		buf_fmt(b, "%04d-%02d-%02d", y, m, d);
	else
		buf_add(b, text, (size_t)(day_put(text, day) - text));
}

size_t when_put(int64_t at, char ret_text[WHEN_TEXT])
{
	int32_t day = day_of(at);
	int ms = (int)(at - day_start(day)), s = ms / 1000;
	char *to = day_put(ret_text, day);

	*to++ = 'T';
	to = two(to, s / 3600);
	*to++ = ':';
	to = two(to, s / 60 % 60);
	*to++ = ':';
	to = two(to, s % 60);
	if (ms % 1000) {
		*to++ = '.';
		to = two(to, ms % 1000 / 10);
		*to++ = (char)('0' + ms % 10);
	}
	memcpy(to, "+08:00", 6);
	return (size_t)(to + 6 - ret_text);
}

void buf_when(struct buf *b, int64_t at)
{
	char text[WHEN_TEXT];
	int32_t day;
	int ms;

	if (at >= WHEN_MIN && at <= WHEN_MAX) {
		buf_add(b, text, when_put(at, text));
		return;
	}
	at = tame(at);
	day = day_of(at);
	ms = (int)(at - day_start(day));
	buf_day(b, day);
	buf_fmt(b, "T%02d:%02d:%02d", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60);
	if (ms % 1000)
		buf_fmt(b, ".%03d", ms % 1000);
	buf_z(b, "+08:00");
}

void buf_day_said(struct buf *b, int32_t day, bool zh)
{
	static const char *const months[] = { "January", "February", "March", "April", "May",
		"June", "July", "August", "September", "October", "November", "December" };
	int y, m, d;

	day_civil(day, &y, &m, &d);
	if (zh)
		buf_fmt(b, "%d年%d月%d日", y, m, d);
	else
		buf_fmt(b, "%d %s %d", d, months[m - 1], y);
}

void buf_moment_said(struct buf *b, int64_t at, bool zh)
{
	int minute;

	at = tame(at);
	minute = (int)((at - day_start(day_of(at))) / 60000);
	buf_day_said(b, day_of(at), zh);
	buf_fmt(b, " %02d:%02d", minute / 60, minute % 60);
}
