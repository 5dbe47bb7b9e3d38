/* What verbs and matters are called. */
#include "record/rights.h"

const struct right_name verb_names[VERBS] = {
	{ "enter", "填报", "enter" },
	{ "see_masked", "查看（脱敏）", "see masked" },
	{ "see", "查看明文", "see in plain" },
	{ "count", "查看统计", "count" },
	{ "export", "导出", "export" },
	{ "correct", "更正、作废他人记录", "correct others' records" },
	{ "decide", "决定、下达", "decide" },
	{ "approve", "复核同意", "approve" },
};

const struct right_name matter_names[MATTERS] = {
	[MATTER_NONE] = { "", "", "" },
	[MATTER_ROSTER] = { "roster", "名册和区域", "roster and areas" },
	[MATTER_ROUND] = { "round", "轮次", "rounds" },
	[MATTER_SWEEP] = { "sweep", "入户排查", "sweep" },
	[MATTER_CHECKPOINT] = { "checkpoint", "卡口和来（返）人员", "checkpoints and arrivals" },
	[MATTER_TESTING] = { "testing", "核酸采样", "sampling" },
	[MATTER_LABORATORY] = { "laboratory", "样本检测", "laboratory" },
	[MATTER_CASE] = { "case", "感染者和密接", "cases and contacts" },
	[MATTER_ZONE] = { "zone", "管控区和居民需求", "zones and needs" },
	[MATTER_SUPPLY] = { "supply", "物资", "supplies" },
	[MATTER_CREW] = { "crew", "人员和值守", "staff and posts" },
	[MATTER_INSPECT] = { "inspect", "督导检查", "inspections" },
	[MATTER_ASK] = { "ask", "群众诉求", "questions" },
	[MATTER_COUNSEL] = { "counsel", "心理援助", "counselling" },
	[MATTER_COMMAND] = { "command", "指挥调度", "command" },
	[MATTER_ACCOUNT] = { "account", "账号、设备和密钥", "accounts, devices and keys" },
	[MATTER_LOOK] = { "look", "查看留痕和导出登记", "looks and exports" },
};

const struct right_name *verb_name(enum verb verb)
{
	size_t i = 0;

	while (i < VERBS - 1 && !((unsigned)verb & 1u << i))
		i++;
	return &verb_names[i];
}

enum matter matter_find(struct str name)
{
	for (int m = MATTER_NONE + 1; m < MATTERS; m++)
		if (str_is(name, matter_names[m].name))
			return (enum matter)m;
	return MATTER_NONE;
}
