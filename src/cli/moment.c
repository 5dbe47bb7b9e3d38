/* Times as people type them: a whole RFC 3339 time, a day (its end), a day and a time, a time (the next one), or how
 * long from now (90m, 4h, 2d). All are local time, UTC+8. */
#include "cli/cli.h"

#include "sys/sys.h"

#define SPAN_MAX 100000

static bool digits(struct str s, size_t at, size_t n, int64_t *ret)
{
	*ret = 0;
	if (at + n > s.n)
		return false;
	for (size_t i = at; i < at + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		*ret = *ret * 10 + (s.p[i] - '0');
	}
	return true;
}

/* "09:30" or "09:30:15" as ms of the day. */
static bool clock_read(struct str s, int64_t *ret)
{
	int64_t h, m, sec = 0;

	if (!digits(s, 0, 2, &h) || s.n < 5 || s.p[2] != ':' || !digits(s, 3, 2, &m))
		return false;
	if (s.n != 5 && (s.n != 8 || s.p[5] != ':' || !digits(s, 6, 2, &sec)))
		return false;
	*ret = (h * 3600 + m * 60 + sec) * 1000;
	return h < 24 && m < 60 && sec < 60;
}

static bool span_read(struct str s, int64_t *ret)
{
	int64_t unit, n;

	if (s.n && s.p[0] == '+')
		s = (struct str){ s.p + 1, s.n - 1 };
	if (s.n < 2)
		return false;
	unit = s.p[s.n - 1] == 'm'  ? 60000 :
		s.p[s.n - 1] == 'h' ? WHEN_HOUR_MS :
		s.p[s.n - 1] == 'd' ? WHEN_DAY_MS :
				      0;
	if (!unit || !str_int((struct str){ s.p, s.n - 1 }, &n) || n < 1 || n > SPAN_MAX)
		return false;
	*ret = n * unit;
	return true;
}

static bool day_and_clock(struct str s, int64_t *ret)
{
	int64_t ms;
	int32_t day;

	if (s.n < 15 || (s.p[10] != ' ' && s.p[10] != 'T') ||
		!day_read((struct str){ s.p, 10 }, &day))
		return false;
	if (!clock_read((struct str){ s.p + 11, s.n - 11 }, &ms))
		return false;
	*ret = day_start(day) + ms;
	return true;
}

int cli_span(struct cli *c, struct str s, int64_t *ret)
{
	return span_read(s, ret) ? 0 : cli_wrong(c, TEXT_NO_SPAN, cx_text(&c->cx, s));
}

int cli_moment(struct cli *c, struct str s, int64_t *ret)
{
	int64_t now = sys_now(), ms;
	int32_t day;

	if (when_read(s, ret) || day_and_clock(s, ret))
		return 0;
	if (span_read(s, &ms)) {
		*ret = now + ms;
		return 0;
	}
	if (day_read(s, &day)) {
		*ret = day_start(day + 1) - 1000;
		return 0;
	}
	if (clock_read(s, &ms)) {
		*ret = day_start(day_of(now)) + ms;
		*ret += *ret <= now ? WHEN_DAY_MS : 0;
		return 0;
	}
	return cli_wrong(c, TEXT_NO_TIME, cx_text(&c->cx, s));
}
