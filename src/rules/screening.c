/* The table of screening rules, and how one is applied. A change is a new row with the next version and its day. */
#include "rules/screening.h"

#include <stddef.h>

#define HOUR (3600LL * 1000)
#define SICHUAN \
	"四川省 2022 年 8—9 月来（返）川规定：查验健康码、行程卡、48 小时内核酸阴性证明，省外来车“入川即检”，3 天 3 检"

static const struct screening_rule rules[] = {
	/* From 25 August 2022, the day on which these exits were manned. */
	{ .version = 1,
		.from = 19229,
		.test_worst = { [0] = TEST_48H,
			[ORIGIN_COUNTY] = TEST_NONE,
			[ORIGIN_PROVINCE] = TEST_48H,
			[ORIGIN_OUTSIDE] = TEST_48H },
		.on_arrival = { [0] = true, [ORIGIN_OUTSIDE] = true },
		.refer_ms = 24 * HOUR,
		.follow_days = 3,
		.source = SICHUAN },
};

#define RULES (sizeof(rules) / sizeof(rules[0]))

const struct screening_rule *screening_rule_on(int32_t day)
{
	const struct screening_rule *found = &rules[0];

	for (size_t i = 1; i < RULES; i++)
		if (rules[i].from <= day)
			found = &rules[i];
	return found;
}

const struct screening_rule *screening_rule_version(int64_t version)
{
	for (size_t i = 0; i < RULES; i++)
		if (rules[i].version == version)
			return &rules[i];
	return NULL;
}

/* The first reason that holds, the gravest first. */
static uint8_t reason_of(const struct screening_rule *rule, const struct screening_facts *f)
{
	uint8_t origin = f->origin < SCREENING_ORIGINS ? f->origin : 0;
	uint8_t worst = rule->test_worst[origin];

	if (!f->registered)
		return REASON_NOT_REGISTERED;
	if (f->code != CODE_GREEN && f->code != CODE_NONE)
		return REASON_CODE;
	if (f->fever)
		return REASON_FEVER;
	if (f->itinerary || f->history)
		return REASON_RISK;
	if (rule->on_arrival[origin])
		return REASON_OUTSIDE;
	if (worst != TEST_NONE && (f->test == 0 || f->test > worst))
		return REASON_TEST;
	return REASON_CLEAR;
}

struct screening_judgement screening_judge(
	const struct screening_rule *rule, const struct screening_facts *facts)
{
	uint8_t reason = reason_of(rule, facts);

	switch (reason) {
	case REASON_CLEAR:
		return (struct screening_judgement){ SCREENING_PASSED, reason };
	case REASON_NOT_REGISTERED:
		return (struct screening_judgement){ SCREENING_TURNED_BACK, reason };
	default:
		return (struct screening_judgement){ SCREENING_REFERRED, reason };
	}
}
