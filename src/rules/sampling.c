/* The tables of norms of testing. A change of a norm is a new row with its day, never an edit. */
#include "rules/sampling.h"

#include <stddef.h>

#define HOUR (3600LL * 1000)
#define SECOND_GUIDE "全员新型冠状病毒核酸检测组织实施指南（第二版），2021 年 9 月 13 日"
#define THIRD_GUIDE "区域新型冠状病毒核酸检测组织实施指南（第三版），2022 年 3 月 22 日"

static const struct sampling_pools pools[] = {
	/* 13 September 2021. */
	{ .from = 18883,
		.people_max = { [SAMPLING_KEY] = 1,
			[SAMPLING_SEALED] = 1,
			[SAMPLING_CONTROLLED] = 10,
			[SAMPLING_PRECAUTION] = 10 },
		.household = { [SAMPLING_SEALED] = true },
		.source = SECOND_GUIDE },
	/* 22 March 2022. */
	{ .from = 19073,
		.people_max = { [SAMPLING_KEY] = 1,
			[SAMPLING_SEALED] = 1,
			[SAMPLING_CONTROLLED] = 10,
			[SAMPLING_PRECAUTION] = 20 },
		.household = { [SAMPLING_SEALED] = true },
		.source = THIRD_GUIDE },
};

static const struct sampling_times times[] = {
	{ .from = 0,
		.result_ms = 24 * HOUR,
		.priority_ms = 6 * HOUR,
		.resample_ms = 6 * HOUR,
		.doorstep_ms = 24 * HOUR,
		.source = THIRD_GUIDE
		"：24 小时内完成；优先样本按发热门诊 6 小时报告（联防联控机制医疗发〔2020〕313 号）；混采阳性 6 小时内单采复核" },
};

const struct sampling_pools *sampling_pools_on(int32_t day)
{
	const struct sampling_pools *found = &pools[0];

	for (size_t i = 1; i < sizeof(pools) / sizeof(pools[0]); i++)
		if (pools[i].from <= day)
			found = &pools[i];
	return found;
}

const struct sampling_times *sampling_times_on(int32_t day)
{
	const struct sampling_times *found = &times[0];

	for (size_t i = 1; i < sizeof(times) / sizeof(times[0]); i++)
		if (times[i].from <= day)
			found = &times[i];
	return found;
}

int sampling_pool_size(uint8_t pool)
{
	static const int sizes[SAMPLING_POOLS] = {
		[POOL_SINGLE] = 1, [POOL_5] = 5, [POOL_10] = 10, [POOL_20] = 20
	};

	return pool < SAMPLING_POOLS ? sizes[pool] : 0;
}

bool sampling_within(const struct sampling_pools *norm, uint8_t zone, uint8_t pool, int64_t swabs)
{
	int size = sampling_pool_size(pool);

	if (zone == 0 || zone >= SAMPLING_ZONES)
		zone = SAMPLING_PRECAUTION;
	if (pool == POOL_HOUSEHOLD)
		return norm->household[zone] || swabs <= norm->people_max[zone];
	return size <= norm->people_max[zone] && swabs <= size;
}
