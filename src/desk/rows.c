/* Both faces answer with these rows, so that whoever reads one can read the other. Here are the members that all of them have. */
#include "desk/rows.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cover/base_kinds.h"
#include "desk/rows_own.h"

const char *subject_type_name(enum subject_type t)
{
	static const char *const names[SUBJECT_TYPES] = { "unknown", "dwelling", "person", "store",
		"matter", "site", "unit", "staff", "tube", "bulletin", "form", "plan" };

	return names[t < SUBJECT_TYPES ? t : SUBJECT_UNKNOWN];
}

/* The name of a code; NULL when there is none. */
const char *row_choice(const struct choice *all, int code)
{
	for (; all && all->name; all++)
		if (all->code == code)
			return all->name;
	return NULL;
}

void row_uuid(struct jw *w, const char *name, const struct uuid *id)
{
	char text[UUID_TEXT + 1];

	uuid_write(id, text);
	jw_f_z(w, name, uuid_is_nil(id) ? NULL : text);
}

/* Text made apart: if there was no memory for it, the whole answer has failed, and is not null here. */
void row_made(struct jw *w, const char *name, const struct buf *b)
{
	if (!buf_ok(b))
		w->b->failed = true;
	jw_f_str(w, name, buf_get(b));
}

void row_time(struct jw *w, const char *name, int64_t ms)
{
	char text[WHEN_TEXT];

	if (ms == 0 || ms < WHEN_MIN || ms > WHEN_MAX)
		jw_f_null(w, name);
	else
		jw_f_str(w, name, (struct str){ text, when_put(ms, text) });
}

void row_day(struct jw *w, const char *name, int32_t day)
{
	struct buf b;

	if (day == INT32_MIN || day == INT32_MAX) {
		jw_f_null(w, name);
		return;
	}
	buf_init(&b, w->b->a);
	buf_day(&b, day);
	row_made(w, name, &b);
}

void row_decimal(int64_t value, int64_t parts, char ret[ROW_DECIMAL + 1])
{
	uint64_t n = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value,
		 whole = parts > 1 ? (uint64_t)parts : 1, rest = n % whole;
	char *at = ret;

	at += snprintf(at, ROW_DECIMAL, "%s%" PRIu64, value < 0 ? "-" : "", n / whole);
	if (rest)
		*at++ = '.';
	for (uint64_t unit = whole / 10; unit && rest; unit /= 10) {
		*at++ = (char)('0' + rest / unit);
		rest %= unit;
	}
	*at = '\0';
}

void row_milli(struct jw *w, const char *name, int64_t milli)
{
	char text[ROW_DECIMAL + 1];

	row_decimal(milli, 1000, text);
	jw_f_z(w, name, text);
}

void row_place_parts(struct jw *w, const char *name, struct str place)
{
	struct str rest = place, part;

	jw_name(w, name);
	if (place.n == 0) {
		jw_null(w);
		return;
	}
	jw_object(w);
	/* A door and a zone have parts, a store and a site a name. */
	if (!memchr(place.p, '\x1f', place.n)) {
		jw_f_str(w, "name", place);
		rest = STR("");
	}
	for (size_t i = 0; i < PLACE_PARTS && str_split(&rest, '\x1f', &part); i++)
		if (part.n)
			jw_f_str(w, base_place_fields[i].name, part);
	jw_end_object(w);
}

void row_place(struct jw *w, const struct subject *s)
{
	row_place_parts(w, "place", s->place);
}
