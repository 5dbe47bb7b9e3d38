/* The checks of single values, for this room only. Each returns 0 or has recorded the fault under the path. */
#ifndef RECORD_FIELD_H
#define RECORD_FIELD_H

#include "record/record.h"

/* "body" and "outcome" are put together only when there is something to say. */
struct field_path {
	const char *of; /* NULL for the record's own members */
	struct str name;
};

int field_missing(struct cx *cx, const struct field_path *at);
int field_unknown(struct cx *cx, const struct field_path *at);
int field_wrong_type(struct cx *cx, const struct field_path *at, enum json_type want);
int field_malformed(struct cx *cx, const struct field_path *at, const char *zh, const char *en);
int field_range(struct cx *cx, const struct field_path *at, int64_t n, int64_t min, int64_t max);

/* min and max in code points; a text never holds U+0000. */
int field_text(
	struct cx *cx, const struct field_path *at, const struct json *v, int64_t min, int64_t max);
int field_uuid(struct cx *cx, const struct field_path *at, const struct json *v, struct uuid *ret);
int field_when(struct cx *cx, const struct field_path *at, const struct json *v, int64_t *ret);
int field_area(struct cx *cx, const struct field_path *at, const struct json *v);

/* A value that is not null against its field; dates are measured from now. */
int field_value(struct cx *cx, const struct field *f, const struct field_path *at,
	const struct json *v, int64_t now);

/* Of a field that depends on another, which has this value: a choice of it that is not offered then is E_FIELD_CHOICE. */
int field_offered(struct cx *cx, const struct field *f, const struct field_path *at,
	const struct json *v, uint8_t code, int32_t day);

#endif
