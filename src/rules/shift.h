/* How long one person may hold a post at a stretch, and how long he rests before the next. The norm is dated, as those of norms.h are. Pure; no library. */
#ifndef RULES_SHIFT_H
#define RULES_SHIFT_H

#include <stdbool.h>
#include <stdint.h>

struct shift_norm {
	int32_t from; /* local day */
	int64_t ms;   /* the longest shift; the shortest rest */
	const char *source;
};

/* In force on a local day; a day before the first row is judged by the first. Never NULL. */
const struct shift_norm *shift_norm(int32_t day);
/* Was a shift of that length, ended on that day, longer than the norm? One of just that length was not. */
bool shift_overlong(int64_t ms, int32_t day);

/* The rest that is due after a shift which ended on that day. Never NULL. */
const struct shift_norm *shift_rest(int32_t day);

#endif
