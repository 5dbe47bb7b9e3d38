/* The table of norms. A change of a norm is a new row with its day, never an edit: what fell due under an
 * older row keeps its due time when the views are built again. */
#include "rules/norms.h"

#include <stddef.h>

#include "rules/risk.h"

#define HOUR (3600LL * 1000)
#define DAY (24 * HOUR)
#define BEIJING "北京 12345 市民服务热线：危及生命 2 小时，水电气热 24 小时，一般 7 日，疑难 15 日"
/* No published norm gives times for findings; these are what counties commonly set. */
#define COUNTY "县级通行做法（待本县正式规定）：立行立改 1 日，限期整改 3 日，挂牌督办 7 日"

/* Within one urgency or severity the latest comes last. */
static const struct norm answers[] = {
	{ URGENCY_LIFE, 0, 2 * HOUR, BEIJING },
	{ URGENCY_UTILITY, 0, 24 * HOUR, BEIJING },
	{ URGENCY_ORDINARY, 0, 7 * DAY, BEIJING },
	{ URGENCY_HARD, 0, 15 * DAY, BEIJING },
};

static const struct norm fixes[] = {
	{ SEVERITY_AT_ONCE, 0, 1 * DAY, COUNTY },
	{ SEVERITY_BY_DATE, 0, 3 * DAY, COUNTY },
	{ SEVERITY_SUPERVISED, 0, 7 * DAY, COUNTY },
};

#define EIGHTH \
	"新型冠状病毒肺炎防控方案（第八版）：密接 14 天集中隔离 + 7 天居家健康监测；近 14 天内有中高风险地区旅居史的人员管控"
#define NINTH \
	"新型冠状病毒肺炎防控方案（第九版），2022 年 6 月 28 日：密接 7 天集中隔离 + 3 天居家健康监测；近 7 天内有高、中风险区旅居史的人员隔离观察"
#define TWENTY "联防联控机制综合组通知，2022 年 11 月 11 日：密接 5 天集中隔离 + 3 天居家隔离"
/* No published norm gives a time for the household; this is what counties commonly set. */
#define COUNTY_TRACE "县级通行做法（待本县正式规定）：同住人员 24 小时内核查登记"

static const struct norm tracing[] = {
	{ TRACE_HOUSEHOLD, 0, 1 * DAY, COUNTY_TRACE },
	{ TRACE_CONTACT, 0, 21 * DAY, EIGHTH },
	{ TRACE_CONTACT, 19171, 10 * DAY, NINTH }, /* 28 June 2022 */
	{ TRACE_CONTACT, 19307, 8 * DAY, TWENTY }, /* 11 November 2022 */
	{ TRACE_TRAVEL, 0, 14 * DAY, EIGHTH },
	{ TRACE_TRAVEL, 19171, 7 * DAY, NINTH },
};

/* The plans of 2022 say what measure follows, and give no time by which; these are what counties commonly set. */
#define COUNTY_RISK \
	"县级通行做法（待本县正式规定）：高、中风险区旅居史人员 24 小时内排查管控，低风险区 3 日内"

static const struct norm risks[] = {
	{ RISK_HIGH, 0, 1 * DAY, COUNTY_RISK },
	{ RISK_MEDIUM, 0, 1 * DAY, COUNTY_RISK },
	{ RISK_LOW, 0, 3 * DAY, COUNTY_RISK },
};

/* The plans say how long isolation lasts; for a red code and a sealed door no published norm does, and a county holds to the same. */
#define COUNTY_RESTRICT "县级通行做法（待本县正式规定）：红码、封门期限不超过同期集中隔离期限"

static const struct norm restrictions[] = {
	{ RESTRICT_RED, 0, 14 * DAY, COUNTY_RESTRICT },
	{ RESTRICT_RED, 19171, 7 * DAY, COUNTY_RESTRICT },
	{ RESTRICT_DOOR, 0, 14 * DAY, COUNTY_RESTRICT },
	{ RESTRICT_DOOR, 19171, 7 * DAY, COUNTY_RESTRICT },
	{ RESTRICT_HOME, 0, 14 * DAY, EIGHTH },
	{ RESTRICT_HOME, 19171, 7 * DAY, NINTH },
	{ RESTRICT_CENTRAL, 0, 14 * DAY, EIGHTH },
	{ RESTRICT_CENTRAL, 19171, 7 * DAY, NINTH },
	{ RESTRICT_CENTRAL, 19307, 5 * DAY, TWENTY },
};

/* No published norm gives a time for telling somebody, nor for his appeal. */
#define COUNTY_SERVED "县级通行做法（待本县正式规定）：限制措施 24 小时内书面告知本人"
#define COUNTY_APPEAL "县级通行做法（待本县正式规定）：对限制措施的申诉 24 小时内由未参与人员答复"

static const struct norm served[] = {
	{ 0, 0, 1 * DAY, COUNTY_SERVED },
};

static const struct norm appeals[] = {
	{ 0, 0, 1 * DAY, COUNTY_APPEAL },
};

/* No published norm says how long a queue may be. */
#define COUNTY_QUEUE "县级通行做法（待本县正式规定）：排队等候不超过 30 分钟"

static const struct norm queues[] = {
	{ 0, 0, HOUR / 2, COUNTY_QUEUE },
};

/* No published norm says from how many on symptoms in a grid of some hundred homes are more than a season's; a county sets it. */
#define COUNTY_GATHER \
	"县级通行做法（待本县正式规定）：同一区域 7 日内报告有症状者 5 人及以上即预警，24 小时内核查"

static const struct norm_gather gathers[] = {
	{ 0, 5, 7, 1 * DAY, COUNTY_GATHER },
};

/* A day before the first row is judged by the first. */
static const struct norm *in_force(const struct norm *all, size_t n, uint8_t of, int32_t day)
{
	const struct norm *found = NULL;

	for (size_t i = 0; i < n; i++)
		if (all[i].of == of && (!found || all[i].from <= day))
			found = &all[i];
	return found;
}

const struct norm *norm_answer(uint8_t urgency, int32_t day)
{
	if (urgency < URGENCY_LIFE || urgency > URGENCY_HARD)
		urgency = URGENCY_ORDINARY;
	return in_force(answers, sizeof(answers) / sizeof(answers[0]), urgency, day);
}

const struct norm *norm_fix(uint8_t severity, int32_t day)
{
	if (severity < SEVERITY_AT_ONCE || severity > SEVERITY_SUPERVISED)
		severity = SEVERITY_BY_DATE;
	return in_force(fixes, sizeof(fixes) / sizeof(fixes[0]), severity, day);
}

const struct norm *norm_trace(enum tracing of, int32_t day)
{
	return in_force(tracing, sizeof(tracing) / sizeof(tracing[0]), (uint8_t)of, day);
}

const struct norm *norm_trace_version(enum tracing of, int64_t version)
{
	for (size_t i = 0; i < sizeof(tracing) / sizeof(tracing[0]); i++)
		if (tracing[i].of == of && --version == 0)
			return &tracing[i];
	return NULL;
}

const struct norm *norm_restrict(uint8_t what, int32_t day)
{
	if (what < RESTRICT_RED || what > RESTRICT_CENTRAL)
		what = RESTRICT_CENTRAL;
	return in_force(restrictions, sizeof(restrictions) / sizeof(restrictions[0]), what, day);
}

const struct norm *norm_served(int32_t day)
{
	return in_force(served, sizeof(served) / sizeof(served[0]), 0, day);
}

const struct norm *norm_appeal(int32_t day)
{
	return in_force(appeals, sizeof(appeals) / sizeof(appeals[0]), 0, day);
}

const struct norm *norm_risk(uint8_t level, int32_t day)
{
	if (level < RISK_LOW || level > RISK_HIGH)
		level = RISK_HIGH;
	return in_force(risks, sizeof(risks) / sizeof(risks[0]), level, day);
}

const struct norm *norm_queue(int32_t day)
{
	return in_force(queues, sizeof(queues) / sizeof(queues[0]), 0, day);
}

const struct norm_gather *norm_gather(int32_t day)
{
	size_t i = sizeof(gathers) / sizeof(gathers[0]) - 1;

	while (i > 0 && gathers[i].from > day)
		i--;
	return &gathers[i];
}
