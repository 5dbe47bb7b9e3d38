/* The tables of cases and contacts. */
#include "cover/base_kinds.h"
#include "desk/testing/cases.h"

#define PEOPLE_MAX 99
#define DAYS_BACK .min = -CONTACT_DAYS_MAX, .max = 0

#define NAME { .name = "name", .type = FIELD_TEXT, .personal = CLASS_IDENTITY, .max = BASE_NAME_MAX, \
	.zh = "姓名", .en = "Name" }
#define DOCUMENT { .name = "document", .type = FIELD_DOCUMENT, .personal = CLASS_IDENTITY, \
	.zh = "证件号码", .en = "Document number" }
#define PHONE { .name = "phone", .type = FIELD_PHONE, .personal = CLASS_CONTACT, .zh = "联系电话", .en = "Phone" }
#define NOTE(in_zh, in_en) { .name = "note", .type = FIELD_TEXT, .personal = CLASS_HEALTH, .max = 500, \
	.zh = in_zh, .en = in_en }

/* -- case.confirmed -- */

static const struct choice case_types[] = {
	{ "confirmed", 1, "确诊病例", "With symptoms" },
	{ "asymptomatic", 2, "无症状感染者", "Without symptoms" },
	{ .name = NULL }
};

static const struct choice found_by[] = {
	{ "round", 1, "社区筛查", "A test round" },
	{ "checkpoint", 2, "卡点查验", "A checkpoint" },
	{ "arrival", 3, "外来（返）人员随访", "Follow-up of an arrival" },
	{ "contact", 4, "密接随访", "Follow-up of a contact" },
	{ "clinic", 5, "医疗机构就诊", "A clinic" },
	{ "other", 6, "其他", "Otherwise" },
	{ .name = NULL }
};

static const struct field confirmed_fields[] = {
	{ .name = "type", .type = FIELD_CHOICE, .required = true, .choices = case_types,
		.zh = "感染者类型", .en = "Type" },
	{ .name = "found_by", .type = FIELD_CHOICE, .choices = found_by, .zh = "发现途径", .en = "Found by" },
	{ .name = "of", .type = FIELD_REF, .subject = true, .zh = "所依据的阳性记录",
		.en = "The positive that it follows from" },
	NAME, DOCUMENT, PHONE,
	{ .name = "dwelling", .type = FIELD_REF, .personal = CLASS_IDENTITY, .zh = "居住房屋", .en = "Dwelling" },
	{ .name = "onset", .type = FIELD_DATE, .personal = CLASS_HEALTH, DAYS_BACK,
		.zh = "发病日期", .en = "First symptoms on" },
	{ .name = "infector", .type = FIELD_REF, .personal = CLASS_HEALTH, .zh = "传染来源（病例）",
		.en = "Infected by the case" },
	NOTE("流调情况", "What was found out"),
	{ .name = NULL }
};

/* Its subject is the person, where he is on the roster; its area the one where he lives. */
const struct kind case_confirmed = {
	.name = "case.confirmed", .v = 1, .desk = "testing", .zh = "登记感染者", .en = "Case confirmed",
	.fields = confirmed_fields, .envelope = NEEDS_ROUND | NEEDS_AREA | MAY_SUBJECT | KIND_GROUND, .matter = MATTER_CASE, .verb = VERB_DECIDE,
	.covers = "case", .obliges = "case", .effects = case_confirmed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000810", "kind": "case.confirmed", "v": 1,
		"at": "2022-08-31T18:30:00+08:00", "area": "512021100201001",
		"round": "430b0fab-95c5-8b31-90d2-0368e0868dd6",
		"subject": "0182ec0c-3800-7000-8000-000000000005",
		"body": {"type": "confirmed", "found_by": "round", "of": "0182ec0c-3800-7000-8000-00000000080c",
		"name": "张测试", "document": "11010519491231002X", "phone": "13800000000",
		"dwelling": "0182ec0c-3800-7000-8000-000000000003", "onset": "2022-08-29",
		"infector": "0182ec0c-3800-7000-8000-0000000008f7", "note": "近日未离开本县（示例）"}}),
};

/* -- case.dismissed -- */

#define DISMISSED \
	{ "retest", CASE_RETEST, "复检阴性", "Negative when tested again" }, \
	{ "recovered", CASE_RECOVERED, "既往感染者，无传染性", "Recovered, no longer infectious" }, \
	{ "mistake", CASE_MISTAKE, "样本或登记有误", "A mistaken sample or entry" }

static const struct choice dismissed_reasons[] = {
	DISMISSED,
	{ .name = NULL }
};

static const struct field dismissed_fields[] = {
	{ .name = "reason", .type = FIELD_CHOICE, .required = true, .choices = dismissed_reasons,
		.zh = "排除依据", .en = "Why" },
	NOTE("情况说明", "Note"),
	{ .name = NULL }
};

const struct kind case_dismissed = {
	.name = "case.dismissed", .v = 1, .desk = "testing", .zh = "排除感染", .en = "Positive found to be no case",
	.fields = dismissed_fields, .envelope = NEEDS_ROUND | NEEDS_AREA | NEEDS_SUBJECT, .matter = MATTER_CASE, .verb = VERB_DECIDE,
	.covers = "case", .effects = case_dismissed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000811", "kind": "case.dismissed", "v": 1,
		"at": "2022-08-31T19:00:00+08:00", "area": "512021100201001",
		"round": "430b0fab-95c5-8b31-90d2-0368e0868dd6",
		"subject": "0182ec0c-3800-7000-8000-00000000080c",
		"body": {"reason": "retest", "note": "双采双检均为阴性（示例）"}}),
};

/* -- case.notified: to each of six -- */

#define TOLD \
	{ "ambulance", CASE_SLOT_AMBULANCE, "急救转运", "The ambulance" }, \
	{ "hospital", CASE_SLOT_HOSPITAL, "定点医院", "The hospital" }, \
	{ "community", CASE_SLOT_COMMUNITY, "村（社区）", "The community" }, \
	{ "police", CASE_SLOT_POLICE, "公安", "The police" }, \
	{ "tracing", CASE_SLOT_TRACING, "流调溯源", "The tracers" }, \
	{ "headquarters", CASE_SLOT_HEADQUARTERS, "指挥部", "The headquarters" }

static const struct choice whom[] = {
	TOLD,
	{ .name = NULL }
};

static const struct field notified_fields[] = {
	{ .name = "whom", .type = FIELD_CHOICE, .required = true, .choices = whom, .zh = "通报对象", .en = "Whom" },
	{ .name = "received_by", .type = FIELD_TEXT, .max = 64, .zh = "接报单位", .en = "Taken by" },
	{ .name = NULL }
};

const struct kind case_notified = {
	.name = "case.notified", .v = 1, .desk = "testing", .zh = "感染者情况通报", .en = "Somebody told of a case",
	.fields = notified_fields, .envelope = NEEDS_ROUND | NEEDS_AREA | NEEDS_SUBJECT, .matter = MATTER_CASE, .verb = VERB_ENTER,
	.covers = "case", .effects = case_notified_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000812", "kind": "case.notified", "v": 1,
		"at": "2022-08-31T18:40:00+08:00", "area": "512021100201001",
		"round": "430b0fab-95c5-8b31-90d2-0368e0868dd6",
		"subject": "0182ec0c-3800-7000-8000-000000000810",
		"body": {"whom": "police", "received_by": "示例派出所"}}),
};

/* -- household.listed -- */

#define HOUSEHOLD_OUTCOMES \
	{ "listed", CASE_LISTED, "已核查登记", "Listed" }, \
	{ "not_reached", CASE_NOT_REACHED, "未联系上", "Not reached" }

static const struct choice household_outcomes[] = {
	HOUSEHOLD_OUTCOMES,
	{ .name = NULL }
};

static const struct choice case_next[] = {
	{ "call", 1, "再次电话联系", "Call again" },
	{ "visit", 2, "上门核实", "Go and see" },
	{ "police", 3, "请公安协查", "Ask the police" },
	{ .name = NULL }
};

static const struct field household_fields[] = {
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = household_outcomes,
		.zh = "核查结果", .en = "Outcome" },
	{ .name = "people", .type = FIELD_INT, .min = 0, .max = PEOPLE_MAX, .zh = "同住人数（不含感染者）",
		.en = "People who live there too" },
	{ .name = "next", .type = FIELD_CHOICE, .choices = case_next, .zh = "下一步", .en = "Next action" },
	NOTE("情况说明", "Note"),
	{ .name = NULL }
};

const struct kind household_listed = {
	.name = "household.listed", .v = 1, .desk = "testing", .zh = "核查同住人员", .en = "Household of a case listed",
	.fields = household_fields, .envelope = NEEDS_ROUND | NEEDS_AREA | NEEDS_SUBJECT, .matter = MATTER_CASE, .verb = VERB_ENTER,
	.covers = "case", .effects = household_listed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000813", "kind": "household.listed", "v": 1,
		"at": "2022-08-31T20:10:00+08:00", "area": "512021100201001",
		"round": "430b0fab-95c5-8b31-90d2-0368e0868dd6",
		"subject": "0182ec0c-3800-7000-8000-000000000810",
		"body": {"outcome": "listed", "people": 3, "next": "visit", "note": "一人在外务工（示例）"}}),
};

/* -- contacts -- */

static const struct choice relations[] = {
	{ "household", 1, "同住", "Lives with the case" },
	{ "school", 2, "同班、同校", "Goes to the same school" },
	{ "work", 3, "同事", "Works with the case" },
	{ "neighbour", 4, "邻居", "Lives next door" },
	{ "transport", 5, "同乘", "Travelled together" },
	{ "care", 6, "医护、照料", "Nursed the case" },
	{ "other", 7, "其他", "Otherwise" },
	{ .name = NULL }
};

static const struct choice stays[] = {
	{ "central", 1, "集中隔离", "In central isolation" },
	{ "home", 2, "居家隔离（健康监测）", "In isolation at home" },
	{ .name = NULL }
};

/* The case may live where whoever names its contact has no rights. */
static const struct field named_fields[] = {
	{ .name = "case", .type = FIELD_REF, .required = true, .zh = "关联病例", .en = "Of the case" },
	{ .name = "relation", .type = FIELD_CHOICE, .required = true, .choices = relations,
		.zh = "与病例关系", .en = "Relation" },
	{ .name = "met", .type = FIELD_DATE, DAYS_BACK, .zh = "末次接触日期", .en = "Last met on" },
	{ .name = "stays", .type = FIELD_CHOICE, .choices = stays, .zh = "隔离方式", .en = "Stays" },
	NOTE("接触情况", "How they met"),
	{ .name = NULL }
};

/* Its subject is on the roster: whoever is not, is listed first, and so nobody is followed up twice. */
const struct kind contact_named = {
	.name = "contact.named", .v = 1, .desk = "testing", .zh = "登记密切接触者", .en = "Contact named",
	.fields = named_fields, .envelope = NEEDS_ROUND | NEEDS_AREA | NEEDS_SUBJECT | KIND_GROUND, .matter = MATTER_CASE, .verb = VERB_ENTER,
	.obliges = "contact", .effects = contact_named_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000814", "kind": "contact.named", "v": 1,
		"at": "2022-08-31T20:15:00+08:00", "area": "512021100201001",
		"round": "07037c15-69bc-85f6-982d-0668f53a70a7",
		"subject": "0182ec0c-3800-7000-8000-000000000006",
		"body": {"case": "0182ec0c-3800-7000-8000-000000000810", "relation": "household", "met": "2022-08-31",
		"stays": "central", "note": "共同用餐（示例）"}}),
};

#define FOLLOWED_OUTCOMES \
	{ "well", CONTACT_WELL, "情况正常", "Well" }, \
	{ "symptoms", CONTACT_SYMPTOMS, "有症状", "Has symptoms" }, \
	{ "not_reached", CONTACT_NOT_REACHED, "未联系上", "Not reached" }, \
	{ "became_case", CONTACT_BECAME_CASE, "已转为感染者", "Is a case now" }, \
	{ "left", CONTACT_LEFT, "已离开本地（已移交）", "Has left, and was handed over" }

static const struct choice followed_outcomes[] = {
	FOLLOWED_OUTCOMES,
	{ .name = NULL }
};

static const struct field followed_fields[] = {
	{ .name = "day", .type = FIELD_DATE, .required = true, .min = -CONTACT_DAYS_MAX, .max = CONTACT_DAYS_MAX,
		.zh = "随访日期", .en = "Day" },
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = followed_outcomes,
		.zh = "随访结果", .en = "Outcome" },
	{ .name = "until", .type = FIELD_DATE, .min = -CONTACT_DAYS_MAX, .max = CONTACT_DAYS_MAX,
		.zh = "原定最后随访日（提前结束时填写）", .en = "Last day there was, where it ends before" },
	{ .name = "next", .type = FIELD_CHOICE, .choices = case_next, .zh = "下一步", .en = "Next action" },
	{ .name = "temperature", .type = FIELD_DECIMAL, .personal = CLASS_HEALTH, .min = 30000, .max = 45000,
		.zh = "体温（℃）", .en = "Temperature (°C)" },
	NOTE("健康状况", "State of health"),
	{ .name = NULL }
};

const struct kind contact_followed = {
	.name = "contact.followed", .v = 1, .desk = "testing", .zh = "密切接触者随访", .en = "Contact followed up",
	.fields = followed_fields, .envelope = NEEDS_ROUND | NEEDS_AREA | NEEDS_SUBJECT, .matter = MATTER_CASE, .verb = VERB_ENTER,
	.covers = "contact", .obliges = "referral", .effects = contact_followed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000815", "kind": "contact.followed", "v": 1,
		"at": "2022-09-01T09:00:00+08:00", "area": "512021100201001",
		"round": "07037c15-69bc-85f6-982d-0668f53a70a7",
		"subject": "0182ec0c-3800-7000-8000-000000000006",
		"body": {"day": "2022-09-01", "outcome": "symptoms", "until": "2022-09-10", "next": "call",
		"temperature": "37.8", "note": "咽痛（示例）"}}),
};

/* -- figures -- */

const struct figure cases_confirmed = {
	.number = CASES_CONFIRMED, .id = "cases-confirmed", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "例", .unit_en = "cases", .zh = "登记感染者例数", .en = "Cases confirmed",
	.means_zh = "有效的登记感染者记录数，含确诊病例和无症状感染者，按登记日期统计。",
	.means_en = "Standing records of cases confirmed, with symptoms or without, by the day of the record.",
};

const struct figure contacts_named = {
	.number = CASES_CONTACTS, .id = "contacts-named", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "contacts", .zh = "登记密切接触者人次", .en = "Contacts named",
	.means_zh = "有效的登记密切接触者记录数；同一人为多名感染者的密接计多次。",
	.means_en = "Standing records of contacts named; somebody who is the contact of several cases counts with each.",
};

const struct figure contacts_followed = {
	.number = CASES_FOLLOWED, .id = "contacts-followed", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "times", .zh = "密切接触者随访人次", .en = "Contacts followed up",
	.means_zh = "随访结果为“情况正常”或“有症状”的有效密切接触者随访记录数。",
	.means_en = "Standing follow-ups of contacts whose outcome is 'well' or 'has symptoms'.",
};

/* -- rounds -- */

static const struct choice case_outcomes[] = {
	{ "confirmed", CASE_CONFIRMED, "已登记为感染者", "Confirmed to be a case" },
	{ "told", CASE_TOLD, "已通报", "Told" },
	HOUSEHOLD_OUTCOMES, DISMISSED, BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice case_slots[] = {
	{ "positive", CASE_SLOT_POSITIVE, "阳性待核实", "A positive to be judged" },
	TOLD,
	{ "household", CASE_SLOT_HOUSEHOLD, "核查同住人员", "The household, to be listed" },
	{ .name = NULL }
};

static const struct choice contact_outcomes[] = {
	FOLLOWED_OUTCOMES, BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

const struct round_kind round_case = {
	.name = "case", .matter = MATTER_CASE, .standing = true, .of = SUBJECT_MATTER, .unit = "step",
	.unit_zh = "项", .unit_en = "steps",
	.zh = "感染者处置", .en = "What follows from a case", .outcomes = case_outcomes, .next = case_next,
	.slots = case_slots,
};

const struct round_kind round_contact = {
	.name = "contact", .matter = MATTER_CASE, .standing = true, .of = SUBJECT_PERSON, .unit = "follow_up",
	.unit_zh = "次", .unit_en = "follow-ups",
	.zh = "密切接触者随访", .en = "Follow-up of contacts", .outcomes = contact_outcomes, .next = case_next,
	.by_day = true,
};
