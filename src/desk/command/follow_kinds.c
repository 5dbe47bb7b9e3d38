/* The tables of what follows from lists of risk areas, and from symptoms that gather. */
#include "cover/base_kinds.h"
#include "desk/command/follow.h"
#include "rules/risk.h"

#define NOTE { .name = "note", .type = FIELD_TEXT, .personal = CLASS_HEALTH, .max = 500, \
	.zh = "情况说明", .en = "Note" }
/* A target is that of a day: somebody who is back from another journey is followed up anew. */
#define DAY { .name = "day", .type = FIELD_DATE, .required = true, \
	.zh = "申报（登记）日期", .en = "Day on which the journey was told" }
#define NORM { .name = "norm", .type = FIELD_TEXT, .required = true, .max = 200, .zh = "依据", .en = "By the norm" }

static const struct choice next_steps[] = {
	{ "call", 1, "再次电话联系", "Call again" },
	{ "visit", 2, "上门核实", "Go and see" },
	{ "police", 3, "请公安协查", "Ask the police" },
	{ .name = NULL }
};

/* -- risk.matched: where he was stays sealed in the record of the journey -- */

static const struct choice levels[] = {
	{ "high", RISK_HIGH, "高风险", "High" },
	{ "medium", RISK_MEDIUM, "中风险", "Medium" },
	{ "low", RISK_LOW, "低风险", "Low" },
	{ .name = NULL }
};

static const struct choice whom[] = {
	{ "known", RISK_KNOWN, "在册人员或已登记来（返）人员", "A person on the roster, or an arrival" },
	{ "unknown", RISK_UNKNOWN, "未在册（或仅知房屋），另立事项", "Nobody who is listed, or somebody of a home: a matter of its own" },
	{ .name = NULL }
};

static const struct field matched_fields[] = {
	DAY,
	{ .name = "journey", .type = FIELD_REF, .required = true, .zh = "行程记录", .en = "The record of the journey" },
	{ .name = "whom", .type = FIELD_CHOICE, .required = true, .choices = whom, .zh = "排查对象", .en = "Who it is" },
	{ .name = "level", .type = FIELD_CHOICE, .required = true, .choices = levels,
		.zh = "风险等级", .en = "Level of risk" },
	{ .name = "there", .type = FIELD_BOOL, .zh = "到过在册风险区（否：同县，待核实）",
		.en = "Was in the area itself (else: in its county, to be asked)" },
	{ .name = "as_of", .type = FIELD_TIME, .required = true, .zh = "清单发布时间", .en = "List issued at" },
	{ .name = "snapshot", .type = FIELD_TEXT, .required = true, .max = 64,
		.zh = "清单版本", .en = "Version of the list" },
	{ .name = "source", .type = FIELD_TEXT, .max = 200, .zh = "发布来源", .en = "Source" },
	{ .name = "since", .type = FIELD_TIME, .required = true, .zh = "首次比对命中时间", .en = "First found at" },
	NORM,
	{ .name = "off", .type = FIELD_BOOL, .zh = "现已不涉风险区", .en = "No list says so any more" },
	{ .name = NULL }
};

const struct kind risk_matched = {
	.name = "risk.matched", .v = 1, .desk = "command", .zh = "比对出涉险人员", .en = "Journey found to touch a risk area",
	.fields = matched_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT | KIND_COMPOSED | KIND_GROUND,
	.matter = MATTER_COMMAND, .verb = VERB_ENTER, .obliges = "risk", .effects = risk_matched_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a10", "kind": "risk.matched", "v": 1,
		"at": "2022-08-30T21:32:00+08:00", "area": "512021100201001",
		"round": "89f0da17-c71e-8156-a866-3eec54a675f3",
		"subject": "0182ec0c-3800-7000-8000-000000000003",
		"body": {"day": "2022-08-30", "journey": "0182ec0c-3800-7000-8000-000000000204", "whom": "known",
		"level": "high", "there": true, "as_of": "2022-08-30T21:00:00+08:00", "snapshot": "2022083021-示例",
		"source": "全国风险区清单（示例）", "since": "2022-08-30T21:32:00+08:00",
		"norm": "第九版防控方案（示例）", "off": false}}),
};

/* -- risk.followed, risk.dismissed -- */

#define FOLLOWED_OUTCOMES \
	{ "central", RISK_CENTRAL, "集中隔离", "Central isolation" }, \
	{ "home", RISK_HOME, "居家隔离", "Isolation at home" }, \
	{ "watched", RISK_WATCHED, "健康监测并核酸检测", "Health watched, and tested" }, \
	{ "not_reached", RISK_NOT_REACHED, "未联系上", "Not reached" }

static const struct choice followed_outcomes[] = {
	FOLLOWED_OUTCOMES,
	{ .name = NULL }
};

static const struct field followed_fields[] = {
	DAY,
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = followed_outcomes,
		.zh = "管控措施", .en = "Measure" },
	{ .name = "next", .type = FIELD_CHOICE, .choices = next_steps, .zh = "下一步", .en = "Next action" },
	NOTE,
	{ .name = NULL }
};

const struct kind risk_followed = {
	.name = "risk.followed", .v = 1, .desk = "command", .zh = "涉险人员排查管控", .en = "Risk contact followed up",
	.fields = followed_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_COMMAND, .verb = VERB_ENTER,
	.covers = "risk", .effects = risk_followed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a11", "kind": "risk.followed", "v": 1,
		"at": "2022-08-31T09:10:00+08:00", "area": "512021100201001",
		"round": "89f0da17-c71e-8156-a866-3eec54a675f3",
		"subject": "0182ec0c-3800-7000-8000-000000000003",
		"body": {"day": "2022-08-30", "outcome": "home", "next": "call", "note": "已告知居家隔离 7 天（示例）"}}),
};

#define DISMISSED \
	{ "not_there", RISK_NOT_THERE, "经核实未到过风险区", "Was not there" }, \
	{ "elsewhere", RISK_ELSEWHERE, "人在外地，已协查通报当地", "Is elsewhere, and they were told" }, \
	{ "mistake", RISK_MISTAKE, "登记有误", "A mistaken entry" }

static const struct choice dismissed_reasons[] = {
	DISMISSED,
	{ .name = NULL }
};

static const struct field dismissed_fields[] = {
	DAY,
	{ .name = "reason", .type = FIELD_CHOICE, .required = true, .choices = dismissed_reasons,
		.zh = "排除依据", .en = "Why" },
	NOTE,
	{ .name = NULL }
};

const struct kind risk_dismissed = {
	.name = "risk.dismissed", .v = 1, .desk = "command", .zh = "排除涉险人员", .en = "Risk contact dismissed",
	.fields = dismissed_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_COMMAND, .verb = VERB_ENTER,
	.covers = "risk", .effects = risk_dismissed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a12", "kind": "risk.dismissed", "v": 1,
		"at": "2022-08-31T09:20:00+08:00", "area": "512021100201001",
		"round": "89f0da17-c71e-8156-a866-3eec54a675f3",
		"subject": "0182ec0c-3800-7000-8000-000000000003",
		"body": {"day": "2022-08-30", "reason": "not_there", "note": "仅乘车经过，未下车（示例）"}}),
};

/* -- warnings -- */

static const struct field raised_fields[] = {
	{ .name = "from", .type = FIELD_DATE, .required = true, .zh = "起始日期", .en = "First day" },
	{ .name = "to", .type = FIELD_DATE, .required = true, .zh = "截止日期", .en = "Last day" },
	{ .name = "people", .type = FIELD_INT, .required = true, .min = 1, .max = 100000,
		.zh = "有症状人数", .en = "People with symptoms" },
	{ .name = "fresh", .type = FIELD_INT, .required = true, .min = 1, .max = 100000,
		.zh = "其中未曾预警的", .en = "Of them in no warning before" },
	NORM,
	{ .name = NULL }
};

const struct kind warning_raised = {
	.name = "warning.raised", .v = 1, .desk = "command", .zh = "症状聚集预警", .en = "Warning: symptoms gather",
	.fields = raised_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | KIND_COMPOSED, .matter = MATTER_COMMAND, .verb = VERB_ENTER,
	.obliges = "warning", .effects = warning_raised_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a13", "kind": "warning.raised", "v": 1,
		"at": "2022-08-31T17:00:00+08:00", "area": "512021100201001",
		"round": "ea6ce517-f02f-8518-9c82-b93046525fc8",
		"body": {"from": "2022-08-29", "to": "2022-08-31", "people": 6, "fresh": 6,
		"norm": "县级通行做法（示例）"}}),
};

#define SETTLED \
	{ "nothing", WARNING_NOTHING, "已核查，未见关联", "Looked into: nothing in common" }, \
	{ "tested", WARNING_TESTED, "已全部采样检测", "All were tested" }, \
	{ "case", WARNING_CASE, "发现感染者，已登记", "A case was found and entered" }, \
	{ "watch", WARNING_WATCH, "继续观察", "Watched further" }

static const struct choice settled_outcomes[] = {
	SETTLED,
	{ .name = NULL }
};

static const struct field settled_fields[] = {
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = settled_outcomes,
		.zh = "核查处置结果", .en = "What was done" },
	{ .name = "next", .type = FIELD_CHOICE, .choices = next_steps, .zh = "下一步", .en = "Next action" },
	NOTE,
	{ .name = NULL }
};

const struct kind warning_settled = {
	.name = "warning.settled", .v = 1, .desk = "command", .zh = "处置预警", .en = "Warning dealt with",
	.fields = settled_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_COMMAND, .verb = VERB_ENTER,
	.covers = "warning", .effects = warning_settled_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a14", "kind": "warning.settled", "v": 1,
		"at": "2022-08-31T20:00:00+08:00", "area": "512021100201001",
		"round": "ea6ce517-f02f-8518-9c82-b93046525fc8",
		"subject": "0182ec0c-3800-7000-8000-000000000a13",
		"body": {"outcome": "tested", "next": "visit", "note": "六人核酸均为阴性（示例）"}}),
};

/* -- figures -- */

const struct figure risk_contacts = {
	.number = RISK_CONTACTS, .id = "risk-contacts", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "journeys", .zh = "比对出涉险人员人次", .en = "Journeys that touch a risk area",
	.means_zh = "行程与在册风险区比对命中、现仍涉险的有效记录数；同一人不同行程分别计数。",
	.means_en = "Standing records of journeys that touch a listed area, those taken off since left out; each journey counts.",
};

const struct figure risk_cleared = {
	.number = RISK_CLEARED, .id = "risk-contacts-cleared", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "journeys", .zh = "清单更正后不再涉险人次", .en = "Journeys that no list touches any more",
	.means_zh = "曾比对命中、因清单或行程更正现已不涉风险区的有效记录数。",
	.means_en = "Standing records of journeys that touched a listed area until a list or the journey was corrected.",
};

const struct figure risk_handled = {
	.number = RISK_HANDLED, .id = "risk-contacts-followed", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "times", .zh = "涉险人员落实管控人次", .en = "Risk contacts with a measure",
	.means_zh = "结果为集中隔离、居家隔离或健康监测的有效排查管控记录数。",
	.means_en = "Standing follow-ups of risk contacts whose outcome is isolation or a watch of their health.",
};

const struct figure symptoms_told = {
	.number = BASE_SYMPTOMS, .id = "symptoms-told", .v = 1, .shape = FIGURE_SUM, .divide = 1,
	.unit_zh = "人次", .unit_en = "people", .zh = "报告有症状人次", .en = "People told to have symptoms",
	.means_zh = "有效的入户排查记录中有症状人数之和，加上随访结果为“有症状”的来（返）人员和密切接触者随访记录数；卡点发热人员不计入；同一人多次报告重复计数。",
	.means_en = "The sum of people with symptoms over standing visits, and the standing follow-ups of arrivals and contacts who "
		"have symptoms; whoever has a fever at a checkpoint is not counted, and whoever is told of twice counts twice.",
};

const struct figure warnings_raised = {
	.number = WARNINGS_RAISED, .id = "warnings-raised", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "次", .unit_en = "warnings", .zh = "症状聚集预警次数", .en = "Warnings of symptoms that gather",
	.means_zh = "有效的症状聚集预警记录数。", .means_en = "Standing warnings of symptoms that gather.",
};

/* -- rounds -- */

static const struct choice risk_outcomes[] = {
	FOLLOWED_OUTCOMES, DISMISSED,
	{ "off_list", RISK_OFF_LIST, "已不涉风险区", "No list says so any more" },
	BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice warning_outcomes[] = {
	SETTLED, BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

const struct round_kind round_risk = {
	.name = "risk", .standing = true, .of = SUBJECT_PERSON, .unit = "journey",
	.unit_zh = "人次", .unit_en = "journeys",
	.zh = "涉险人员排查", .en = "Risk contacts", .outcomes = risk_outcomes, .next = next_steps, .by_day = true,
};

const struct round_kind round_warning = {
	.name = "warning", .standing = true, .of = SUBJECT_MATTER, .unit = "warning",
	.unit_zh = "次", .unit_en = "warnings",
	.zh = "症状聚集预警", .en = "Warnings of symptoms", .outcomes = warning_outcomes, .next = next_steps,
};
