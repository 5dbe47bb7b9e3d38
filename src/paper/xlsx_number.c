/* Days are counted from 1900, when the year is held to have had a 29 February, or from 1904. */
#include "paper/xlsx_number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/when.h"

#define DAY_SECONDS 86400
#define UNIX_1900 25569 /* the number of 1970-01-01 */
#define UNIX_1904 24107
#define LEAP_1900 60 /* the number of the day that was not */
#define DIGITS_MAX 15

/* ---- formats ---- */

struct xlsx_format xlsx_format_known(uint32_t id)
{
	static const struct {
		uint8_t from, to, form;
	} known[] = {
		{ 14, 16, XLSX_DATE },
		{ 17, 17, XLSX_MONTH },
		{ 18, 21, XLSX_TIME },
		{ 22, 22, XLSX_DATE_TIME },
		{ 27, 27, XLSX_MONTH },
		{ 28, 31, XLSX_DATE },
		{ 32, 35, XLSX_TIME },
		{ 36, 36, XLSX_MONTH },
		{ 45, 47, XLSX_TIME },
		{ 50, 50, XLSX_MONTH },
		{ 51, 51, XLSX_DATE },
		{ 52, 52, XLSX_MONTH },
		{ 53, 54, XLSX_DATE },
		{ 55, 56, XLSX_TIME },
		{ 57, 57, XLSX_MONTH },
		{ 58, 58, XLSX_DATE },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (id >= known[i].from && id <= known[i].to)
			return (struct xlsx_format){ .form = (enum xlsx_form)known[i].form };
	return (struct xlsx_format){ .form = XLSX_GENERAL };
}

/* What stands in brackets: [h], [mm] and [ss] count on beyond a day; [红色], [$-804] and [>100] only tell how. */
static bool counts_on(struct str in)
{
	for (size_t i = 0; i < in.n; i++)
		if (!strchr("hHmMsS", in.p[i]))
			return false;
	return in.n > 0;
}

/* The letters of the first section of a code that stand for digits and parts of dates, in lower case. */
static size_t letters(struct str code, char *ret, size_t n_max)
{
	size_t n = 0;

	for (size_t i = 0; i < code.n && code.p[i] != ';' && n < n_max; i++) {
		const char *p = code.p + i, *end = NULL;

		if (*p == '\\' || *p == '_' || *p == '*')
			i++;
		else if (*p == '"' || *p == '[')
			end = memchr(p + 1, *p == '"' ? '"' : ']', code.n - i - 1);
		else if (*p >= 'A' && *p <= 'Z')
			ret[n++] = (char)(*p - 'A' + 'a');
		else if (*p > ' ' && *p < 0x7f)
			ret[n++] = *p;
		if (end && *p == '[' && counts_on((struct str){ p + 1, (size_t)(end - p) - 1 }))
			ret[n++] = 'h';
		if (end)
			i += (size_t)(end - p);
	}
	return n;
}

static bool has(const char *p, size_t n, char c)
{
	return memchr(p, c, n) != NULL;
}

struct xlsx_format xlsx_format_read(struct str code)
{
	char at[256];
	size_t n = letters(code, at, sizeof(at)), zeros = 0;
	bool time = has(at, n, 'h') || has(at, n, 's');
	bool year = has(at, n, 'y'), day = has(at, n, 'd');
	enum xlsx_form form = XLSX_GENERAL;

	while (zeros < n && at[zeros] == '0')
		zeros++;
	if (n > 1 && zeros == n)
		return (struct xlsx_format){ .form = XLSX_ZEROS, .digits = (uint32_t)n };
	if (time)
		form = year || day ? XLSX_DATE_TIME : XLSX_TIME;
	else if (day)
		form = XLSX_DATE;
	else if (year || has(at, n, 'm'))
		form = XLSX_MONTH;
	return (struct xlsx_format){ .form = form };
}

/* ---- numbers ---- */

static const char *digits_end(const char *p)
{
	while (*p >= '0' && *p <= '9')
		p++;
	return p;
}

/* -12.5E+3, as XML Schema writes a double; no words. */
static bool is_number(const char *p)
{
	const char *whole = *p == '-' || *p == '+' ? p + 1 : p, *end = digits_end(whole);
	bool any = end > whole;

	if (*end == '.') {
		any = any || digits_end(end + 1) > end + 1;
		end = digits_end(end + 1);
	}
	if (any && (*end == 'e' || *end == 'E')) {
		const char *exponent = end[1] == '-' || end[1] == '+' ? end + 2 : end + 1;

		end = digits_end(exponent);
		any = end > exponent;
	}
	return any && !*end;
}

/* Fifteen digits, without an exponent and without zeros at the end. */
static void plain_text(double d, char ret[XLSX_NUMBER_MAX])
{
	char *end;

	snprintf(ret, XLSX_NUMBER_MAX, "%.15g", d == 0 ? 0 : d);
	if (!strchr(ret, 'e'))
		return;
	/* One that takes more room than any cell's text is left with its exponent. */
	if (snprintf(ret, XLSX_NUMBER_MAX, "%.19f", d) >= XLSX_NUMBER_MAX) {
		snprintf(ret, XLSX_NUMBER_MAX, "%.15g", d);
		return;
	}
	end = ret + strlen(ret);
	while (end[-1] == '0')
		end--;
	if (end[-1] == '.')
		end--;
	*end = '\0';
}

static void day_text(int64_t day, bool month_only, char ret[XLSX_NUMBER_MAX])
{
	int y, m, d;

	day_civil((int32_t)day, &y, &m, &d);
	if (month_only)
		snprintf(ret, XLSX_NUMBER_MAX, "%04d-%02d", y, m);
	else
		snprintf(ret, XLSX_NUMBER_MAX, "%04d-%02d-%02d", y, m, d);
}

/* The day since 1970 of a day's number; false: there was none, or it lies beyond 9999. */
static bool day_number(int64_t n, bool from_1904, int64_t *ret)
{
	int64_t last = from_1904 ? 2957003 : 2958465;

	if (n < (from_1904 ? 0 : 1) || n > last || (!from_1904 && n == LEAP_1900))
		return false;
	*ret = n - (from_1904 ? UNIX_1904 : n > LEAP_1900 ? UNIX_1900 : UNIX_1900 - 1);
	return true;
}

static void time_text(int64_t seconds, char *ret, size_t n)
{
	snprintf(ret, n, "%02d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60),
		(int)(seconds % 60));
}

static bool moment_text(double d, enum xlsx_form form, bool from_1904, char ret[XLSX_NUMBER_MAX])
{
	bool with_time = form == XLSX_DATE_TIME || form == XLSX_TIME;
	int64_t seconds, day;
	size_t n;

	if (!(d >= 0 && d < 3000000))
		return false;
	seconds = (int64_t)(d * DAY_SECONDS + 0.5);
	if (form == XLSX_TIME && seconds < DAY_SECONDS) {
		time_text(seconds, ret, XLSX_NUMBER_MAX);
		return true;
	}
	if (!day_number(with_time ? seconds / DAY_SECONDS : (int64_t)d, from_1904, &day))
		return false;
	day_text(day, form == XLSX_MONTH, ret);
	if (with_time) {
		n = strlen(ret);
		ret[n++] = ' ';
		time_text(seconds % DAY_SECONDS, ret + n, XLSX_NUMBER_MAX - n);
	}
	return true;
}

static void zeros_text(double d, uint32_t digits, char ret[XLSX_NUMBER_MAX])
{
	if (d >= 0 && d == (double)(int64_t)d && digits <= 30)
		snprintf(ret, XLSX_NUMBER_MAX, "%0*.0f", (int)digits, d);
	else
		plain_text(d, ret);
}

bool xlsx_number_text(struct str number, struct xlsx_format format, bool from_1904,
	char ret[XLSX_NUMBER_MAX], enum sheet_flaw *ret_flaw)
{
	double d;

	*ret_flaw = SHEET_SOUND;
	if (!number.n || number.n >= XLSX_NUMBER_MAX)
		return false;
	memcpy(ret, number.p, number.n);
	ret[number.n] = '\0';
	if (!is_number(ret))
		return false;
	d = strtod(ret, NULL);
	if (format.form >= XLSX_DATE) {
		if (!moment_text(d, format.form, from_1904, ret))
			*ret_flaw = SHEET_NO_DATE;
	} else if (d >= 1e15 || d <= -1e15) {
		*ret_flaw = SHEET_DIGITS_LOST;
	} else if (format.form == XLSX_ZEROS) {
		zeros_text(d, format.digits, ret);
	} else {
		plain_text(d, ret);
	}
	return true;
}
