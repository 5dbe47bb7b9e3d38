/* The table of norms for shifts. A change is a new row with its day, never an edit. */
#include "rules/shift.h"

#include <stddef.h>

#define HOUR (3600LL * 1000)

/* The latest comes last. */
static const struct shift_norm norms[] = {
	{ 0, 12 * HOUR, "一线值守惯例：每班不超过 12 小时（无成文依据）" },
};

/* No norm here gives hours between two shifts; the only figure of a law is taken until the county sets its own. */
static const struct shift_norm rests[] = {
	{ 0, 11 * HOUR,
		"参照欧盟《工作时间指令》（2003/88/EC）第 3 条：每 24 小时连续休息不少于 11 小时（国内一线值守无成文规定，待本县正式规定）" },
};

static const struct shift_norm *in_force(const struct shift_norm *all, size_t n, int32_t day)
{
	const struct shift_norm *found = &all[0];

	for (size_t i = 1; i < n; i++)
		if (all[i].from <= day)
			found = &all[i];
	return found;
}

const struct shift_norm *shift_norm(int32_t day)
{
	return in_force(norms, sizeof(norms) / sizeof(norms[0]), day);
}

const struct shift_norm *shift_rest(int32_t day)
{
	return in_force(rests, sizeof(rests) / sizeof(rests[0]), day);
}

bool shift_overlong(int64_t ms, int32_t day)
{
	return ms > shift_norm(day)->ms;
}
