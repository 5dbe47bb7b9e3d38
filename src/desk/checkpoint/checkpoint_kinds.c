/* The tables of checkpoints, referrals and arrivals. */
#include "cover/base_kinds.h"
#include "desk/checkpoint/checkpoint.h"
#include "desk/checkpoint/places.h"
#include "rules/screening.h"

#define CARS_MAX 100000
#define VERSION_MAX 9999
#define FOLLOW_DAYS_MAX 14

#define POST { .name = "post", .type = FIELD_REF, .subject = true, .zh = "卡点", .en = "Post" }
#define ORIGIN { .name = "origin", .type = FIELD_CHOICE, .required = true, .choices = origins, \
	.zh = "来源地", .en = "Where from" }
#define NAME { .name = "name", .type = FIELD_TEXT, .personal = CLASS_IDENTITY, .max = BASE_NAME_MAX, \
	.zh = "姓名", .en = "Name" }
#define DOCUMENT { .name = "document", .type = FIELD_DOCUMENT, .personal = CLASS_IDENTITY, \
	.zh = "证件号码", .en = "Document number" }
#define PHONE { .name = "phone", .type = FIELD_PHONE, .personal = CLASS_CONTACT, .zh = "联系电话", .en = "Phone" }
#define PLATE { .name = "plate", .type = FIELD_PLATE, .personal = CLASS_WHEREABOUTS, \
	.zh = "车牌号", .en = "Plate" }
#define TEMPERATURE { .name = "temperature", .type = FIELD_DECIMAL, .personal = CLASS_HEALTH, \
	.min = 30000, .max = 45000, .zh = "体温（℃）", .en = "Temperature (°C)" }

static const struct choice origins[] = {
	{ "county", ORIGIN_COUNTY, "本县内", "Within the county" },
	{ "province", ORIGIN_PROVINCE, "省内县外", "Elsewhere in the province" },
	{ "outside", ORIGIN_OUTSIDE, "省外", "Another province" },
	{ .name = NULL }
};

static const struct choice verdicts[] = {
	{ "passed", SCREENING_PASSED, "放行", "Passed" },
	{ "referred", SCREENING_REFERRED, "转核酸检测", "Referred for a test" },
	{ "turned_back", SCREENING_TURNED_BACK, "劝返", "Turned back" },
	{ .name = NULL }
};

/* -- vehicle.screened: its subject is the post -- */

static const struct field vehicle_fields[] = {
	BASE_INCIDENT(true), PLATE,
	{ .name = "people", .type = FIELD_INT, .required = true, .min = 1, .max = 99,
		.zh = "车内人数（含司机）", .en = "People in it, the driver included" },
	ORIGIN,
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = verdicts,
		.zh = "处置结果", .en = "Outcome" },
	{ .name = NULL }
};

static const struct kind vehicle = {
	.name = "vehicle.screened", .v = 1, .desk = "checkpoint", .zh = "车辆查验", .en = "Vehicle screened",
	.fields = vehicle_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_CHECKPOINT, .verb = VERB_ENTER,
	.effects = checkpoint_vehicle_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000701", "kind": "vehicle.screened", "v": 1,
		"at": "2022-08-30T09:30:00+08:00", "area": "512021100",
		"subject": "0182ec0c-3800-7000-8000-0000000007f0",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "plate": "川M00001", "people": 2,
		"origin": "outside", "outcome": "referred"}}),
};

/* -- person.screened: its subject is the post, too; who it was lies sealed, so the facts are nobody's -- */

static const struct choice health_codes[] = {
	{ "green", CODE_GREEN, "绿码", "Green" },
	{ "yellow", CODE_YELLOW, "黄码", "Yellow" },
	{ "red", CODE_RED, "红码", "Red" },
	{ "none", CODE_NONE, "无码（未使用手机）", "None (has no phone)" },
	{ .name = NULL }
};

static const struct choice tests[] = {
	{ "within_24h", TEST_24H, "24 小时内阴性", "Negative within 24 hours" },
	{ "within_48h", TEST_48H, "48 小时内阴性", "Negative within 48 hours" },
	{ "within_72h", TEST_72H, "72 小时内阴性", "Negative within 72 hours" },
	{ "none", TEST_NONE, "无有效报告", "No valid report" },
	{ .name = NULL }
};

static const struct field person_fields[] = {
	BASE_INCIDENT(true),
	{ .name = "traveller", .type = FIELD_TEXT, .personal = CLASS_IDENTITY, .max = BASE_NAME_MAX,
		.zh = "姓名", .en = "Name" },
	DOCUMENT, PHONE, ORIGIN,
	{ .name = "registered", .type = FIELD_BOOL, .required = true, .zh = "已扫场所码（或刷证、手工登记）",
		.en = "Scanned the place code (or registered by card or hand)" },
	{ .name = "code", .type = FIELD_CHOICE, .required = true, .choices = health_codes,
		.zh = "健康码", .en = "Health code" },
	{ .name = "itinerary", .type = FIELD_BOOL, .required = true, .zh = "行程卡涉及风险区",
		.en = "The itinerary card shows a risk area" },
	{ .name = "history", .type = FIELD_BOOL, .required = true, .zh = "自述有风险区旅居史",
		.en = "Tells of having been in a risk area" },
	{ .name = "from", .type = FIELD_TEXT, .personal = CLASS_WHEREABOUTS, .max = 100,
		.zh = "旅居地（涉风险区的）", .en = "Where that was" },
	{ .name = "left", .type = FIELD_DATE, .personal = CLASS_WHEREABOUTS, .min = -366, .max = 1,
		.zh = "离开该地日期", .en = "Left there on" },
	{ .name = "test", .type = FIELD_CHOICE, .required = true, .choices = tests,
		.zh = "核酸检测报告", .en = "Test report" },
	TEMPERATURE,
	{ .name = "fever", .type = FIELD_BOOL, .zh = "体温异常（37.3 ℃ 及以上）", .en = "Fever (37.3 °C or more)" },
	{ .name = "verdict", .type = FIELD_CHOICE, .required = true, .choices = verdicts,
		.zh = "处置结果", .en = "Verdict" },
	{ .name = "rule", .type = FIELD_TEXT, .required = true, .max = 32, .zh = "依据规则", .en = "By the rule" },
	{ .name = "version", .type = FIELD_INT, .required = true, .min = 1, .max = VERSION_MAX,
		.zh = "规则版本", .en = "Version of the rule" },
	{ .name = NULL }
};

static const struct kind person = {
	.name = "person.screened", .v = 1, .desk = "checkpoint", .zh = "人员查验（一扫四查）", .en = "Person screened",
	.fields = person_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_CHECKPOINT, .verb = VERB_ENTER,
	.differs = checkpoint_person_differs, .effects = checkpoint_person_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000702", "kind": "person.screened", "v": 1,
		"at": "2022-08-30T09:31:00+08:00", "area": "512021100",
		"subject": "0182ec0c-3800-7000-8000-0000000007f0",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "traveller": "张测试",
		"document": "11010519491231002X", "phone": "13800000000", "origin": "outside", "registered": true,
		"code": "green", "itinerary": false, "history": true, "from": "内江市东兴区（示例）", "left": "2022-08-28",
		"test": "within_48h", "temperature": "36.5",
		"fever": false, "verdict": "referred", "rule": "exit-screening", "version": 1}}),
};

/* -- what somebody else counts at the post -- */

static const struct choice counters[] = {
	{ "queue", 1, "队首值守人员", "Somebody at the head of the queue" },
	{ "camera", 2, "卡口摄像设备", "A camera" },
	{ "toll", 3, "收费站出口流水", "The toll gate's own count" },
	{ .name = NULL }
};

static const struct field arrivals_fields[] = {
	BASE_INCIDENT(true),
	{ .name = "from", .type = FIELD_TIME, .required = true, .zh = "计数起始时间", .en = "Counted from" },
	{ .name = "to", .type = FIELD_TIME, .required = true, .zh = "计数截止时间", .en = "Counted to" },
	{ .name = "vehicles", .type = FIELD_INT, .required = true, .min = 0, .max = CARS_MAX,
		.zh = "到达车辆数", .en = "Vehicles that arrived" },
	{ .name = "on_foot", .type = FIELD_INT, .min = 0, .max = CARS_MAX,
		.zh = "步行（骑行）到达人数", .en = "People who arrived on foot or by bicycle" },
	{ .name = "by", .type = FIELD_CHOICE, .required = true, .choices = counters,
		.zh = "计数方式", .en = "Counted by" },
	{ .name = NULL }
};

static const struct kind arrivals_counted = {
	.name = "checkpoint.arrivals_counted", .v = 1, .desk = "checkpoint", .zh = "到达车辆计数", .en = "Arriving vehicles counted",
	.fields = arrivals_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_CHECKPOINT, .verb = VERB_ENTER,
	.effects = checkpoint_arrivals_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000703", "kind": "checkpoint.arrivals_counted", "v": 1,
		"at": "2022-08-30T10:00:00+08:00", "area": "512021100",
		"subject": "0182ec0c-3800-7000-8000-0000000007f0",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "from": "2022-08-30T09:00:00+08:00",
		"to": "2022-08-30T10:00:00+08:00", "vehicles": 118, "on_foot": 6, "by": "camera"}}),
};

static const struct field waiting_fields[] = {
	BASE_INCIDENT(true),
	{ .name = "vehicles", .type = FIELD_INT, .required = true, .min = 0, .max = CARS_MAX,
		.zh = "排队待检车辆数", .en = "Vehicles waiting" },
	{ .name = NULL }
};

static const struct kind waiting_counted = {
	.name = "checkpoint.waiting_counted", .v = 1, .desk = "checkpoint", .zh = "待检车辆盘点", .en = "Waiting vehicles counted",
	.fields = waiting_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_CHECKPOINT, .verb = VERB_ENTER,
	.effects = checkpoint_waiting_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000704", "kind": "checkpoint.waiting_counted", "v": 1,
		"at": "2022-08-30T10:00:30+08:00", "area": "512021100",
		"subject": "0182ec0c-3800-7000-8000-0000000007f0",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "vehicles": 6}}),
};

/* -- referrals -- */

static const struct choice referred[] = {
	{ "person", 1, "人员", "A person" },
	{ "vehicle", 2, "整车人员", "Everyone in a vehicle" },
	{ .name = NULL }
};

static const struct choice reasons[] = {
	{ "code", REASON_CODE, "红码或黄码", "A red or yellow code" },
	{ "fever", REASON_FEVER, "体温异常", "Fever" },
	{ "risk", REASON_RISK, "涉风险区", "A risk area" },
	{ "outside", REASON_OUTSIDE, "省外来（返）", "From another province" },
	{ "test", REASON_TEST, "无有效核酸报告", "No valid test report" },
	{ .name = NULL }
};

static const struct field made_fields[] = {
	{ .name = "of", .type = FIELD_CHOICE, .required = true, .choices = referred,
		.zh = "转检对象", .en = "Who is referred" },
	{ .name = "people", .type = FIELD_INT, .required = true, .min = 1, .max = 99,
		.zh = "转检人数", .en = "People referred" },
	{ .name = "reason", .type = FIELD_CHOICE, .required = true, .choices = reasons,
		.zh = "转检原因", .en = "Reason" },
	POST, NAME, DOCUMENT, PHONE, PLATE,
	{ .name = NULL }
};

static const struct kind referral_made = {
	.name = "referral.made", .v = 1, .desk = "checkpoint", .zh = "登记转检", .en = "Referred for a test",
	.fields = made_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | MAY_SUBJECT, .matter = MATTER_CHECKPOINT, .verb = VERB_ENTER,
	.obliges = "referral", .effects = checkpoint_referral_made_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000705", "kind": "referral.made", "v": 1,
		"at": "2022-08-30T09:32:00+08:00", "area": "512021100",
		"round": "1835135a-475d-8781-b038-a5b177118727",
		"subject": "0182ec0c-3800-7000-8000-000000000005",
		"body": {"of": "vehicle", "people": 2, "reason": "outside",
		"post": "0182ec0c-3800-7000-8000-0000000007f0", "name": "张测试", "document": "11010519491231002X",
		"phone": "13800000000", "plate": "川M00001"}}),
};

static const struct choice results[] = {
	{ "negative", REFERRAL_NEGATIVE, "阴性", "Negative" },
	{ "positive", REFERRAL_POSITIVE, "阳性", "Positive" },
	{ .name = NULL }
};

static const struct field tested_fields[] = {
	{ .name = "result", .type = FIELD_CHOICE, .required = true, .choices = results,
		.zh = "检测结果", .en = "Result" },
	{ .name = "at_place", .type = FIELD_TEXT, .max = 64, .zh = "检测地点", .en = "Tested at" },
	{ .name = NULL }
};

static const struct kind referral_tested = {
	.name = "referral.tested", .v = 1, .desk = "checkpoint", .zh = "转检结果登记", .en = "Referral tested",
	.fields = tested_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_CHECKPOINT, .verb = VERB_ENTER,
	.covers = "referral", .obliges = "referral", .effects = checkpoint_referral_tested_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000706", "kind": "referral.tested", "v": 1,
		"at": "2022-08-30T17:40:00+08:00", "area": "512021100",
		"round": "1835135a-475d-8781-b038-a5b177118727",
		"subject": "0182ec0c-3800-7000-8000-000000000705",
		"body": {"result": "negative", "at_place": "岳阳镇采样点（示例）"}}),
};

static const struct field transferred_fields[] = {
	{ .name = "to", .type = FIELD_TEXT, .required = true, .max = 64, .zh = "转运至", .en = "Transferred to" },
	{ .name = NULL }
};

static const struct kind referral_transferred = {
	.name = "referral.transferred", .v = 1, .desk = "checkpoint", .zh = "阳性人员转运", .en = "Positive person transferred",
	.fields = transferred_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_CHECKPOINT, .verb = VERB_ENTER,
	.covers = "referral", .effects = checkpoint_referral_transferred_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000707", "kind": "referral.transferred", "v": 1,
		"at": "2022-08-30T19:10:00+08:00", "area": "512021100",
		"round": "1835135a-475d-8781-b038-a5b177118727",
		"subject": "0182ec0c-3800-7000-8000-000000000706", "body": {"to": "县定点医院（示例）"}}),
};

static const struct field lost_fields[] = {
	{ .name = "to", .type = FIELD_TEXT, .max = 64, .zh = "移交查找单位", .en = "Searched by" },
	{ .name = "note", .type = FIELD_TEXT, .personal = CLASS_WHEREABOUTS, .max = 500, .zh = "情况说明", .en = "Note" },
	{ .name = NULL }
};

static const struct kind referral_lost = {
	.name = "referral.lost", .v = 1, .desk = "checkpoint", .zh = "转检人员失联", .en = "Referred person not found",
	.fields = lost_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_CHECKPOINT, .verb = VERB_ENTER,
	.covers = "referral", .effects = checkpoint_referral_lost_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000708", "kind": "referral.lost", "v": 1,
		"at": "2022-08-30T15:00:00+08:00", "area": "512021100",
		"round": "1835135a-475d-8781-b038-a5b177118727",
		"subject": "0182ec0c-3800-7000-8000-000000000705",
		"body": {"to": "示例派出所", "note": "未到采样点，电话无人接听（示例）"}}),
};

/* -- arrivals from outside -- */

static const struct field registered_fields[] = {
	ORIGIN,
	{ .name = "from", .type = FIELD_TEXT, .personal = CLASS_WHEREABOUTS, .max = 100,
		.zh = "来自何地", .en = "Arrives from" },
	{ .name = "arrived", .type = FIELD_DATE, .personal = CLASS_WHEREABOUTS, .min = -31, .max = 1,
		.zh = "抵达日期", .en = "Arrived on" },
	NAME, DOCUMENT, PHONE,
	{ .name = "stays", .type = FIELD_TEXT, .personal = CLASS_CONTACT, .max = 100,
		.zh = "现住地址", .en = "Stays at" },
	{ .name = NULL }
};

/* Its area is the one where he stays: there he is followed up. */
static const struct kind arrival_registered = {
	.name = "arrival.registered", .v = 1, .desk = "checkpoint", .zh = "外来（返）人员登记", .en = "Arrival registered",
	.fields = registered_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | MAY_SUBJECT, .matter = MATTER_CHECKPOINT, .verb = VERB_ENTER,
	.obliges = "arrival", .effects = checkpoint_arrival_registered_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000709", "kind": "arrival.registered", "v": 1,
		"at": "2022-08-30T09:40:00+08:00", "area": "512021100201001",
		"round": "b33d8637-bed0-8730-bf7f-cf1efbc1bade",
		"subject": "0182ec0c-3800-7000-8000-000000000005",
		"body": {"origin": "outside", "from": "重庆市潼南区（示例）", "arrived": "2022-08-30", "name": "张测试",
		"document": "11010519491231002X", "phone": "13800000000", "stays": "示例花园 1 栋 301"}}),
};

#define FOLLOWED_OUTCOMES \
	{ "well", ARRIVAL_WELL, "情况正常", "Well" }, \
	{ "symptoms", ARRIVAL_SYMPTOMS, "有症状", "Has symptoms" }, \
	{ "not_reached", ARRIVAL_NOT_REACHED, "未联系上", "Not reached" }, \
	{ "left", ARRIVAL_LEFT, "已离开本地", "Has left" }

static const struct choice followed_outcomes[] = {
	FOLLOWED_OUTCOMES,
	{ .name = NULL }
};

static const struct choice arrival_outcomes[] = {
	FOLLOWED_OUTCOMES, BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice arrival_next[] = {
	{ "call", 1, "再次电话联系", "Call again" },
	{ "visit", 2, "上门核实", "Go and see" },
	{ "police", 3, "请公安协查", "Ask the police" },
	{ .name = NULL }
};

static const struct field followed_fields[] = {
	{ .name = "slot", .type = FIELD_INT, .required = true, .min = 1, .max = FOLLOW_DAYS_MAX,
		.zh = "第几天", .en = "Day" },
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = followed_outcomes,
		.zh = "随访结果", .en = "Outcome" },
	{ .name = "next", .type = FIELD_CHOICE, .choices = arrival_next, .zh = "下一步", .en = "Next action" },
	TEMPERATURE,
	{ .name = "note", .type = FIELD_TEXT, .personal = CLASS_HEALTH, .max = 500, .zh = "健康状况", .en = "State of health" },
	{ .name = NULL }
};

static const struct kind arrival_followed = {
	.name = "arrival.followed", .v = 1, .desk = "checkpoint", .zh = "外来（返）人员随访", .en = "Arrival followed up",
	.fields = followed_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_CHECKPOINT, .verb = VERB_ENTER,
	.covers = "arrival", .obliges = "referral", .effects = checkpoint_arrival_followed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000070a", "kind": "arrival.followed", "v": 1,
		"at": "2022-08-31T10:00:00+08:00", "area": "512021100201001",
		"round": "b33d8637-bed0-8730-bf7f-cf1efbc1bade",
		"subject": "0182ec0c-3800-7000-8000-000000000709",
		"body": {"slot": 1, "outcome": "symptoms", "next": "visit", "temperature": "37.8", "note": "咳嗽（示例）"}}),
};

const struct kind *const checkpoint_kinds[] = {
	&vehicle, &person, &arrivals_counted, &waiting_counted,
	&referral_made, &referral_tested, &referral_transferred, &referral_lost,
	&arrival_registered, &arrival_followed,
	&place_visited, &queue_counted,
	NULL
};

/* -- figures -- */

static const struct figure arrived = {
	.number = CHECKPOINT_ARRIVED, .id = "vehicles-arrived", .v = 1, .shape = FIGURE_SUM, .divide = 1,
	.unit_zh = "辆次", .unit_en = "vehicles", .zh = "到达车辆数", .en = "Vehicles that arrived",
	.means_zh = "有效的到达车辆计数记录中车辆数之和；由查验人员以外的人员或设备计数。",
	.means_en = "The sum of vehicles over the standing counts of arrivals, made by others than those who check.",
};

static const struct figure checked = {
	.number = CHECKPOINT_CHECKED, .id = "vehicles-checked", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "辆次", .unit_en = "vehicles", .zh = "查验车辆数", .en = "Vehicles checked",
	.means_zh = "有效的车辆查验记录数；同一车辆查验多次计多次。",
	.means_en = "Standing records of vehicles screened; a car that came twice counts twice.",
};

static const struct figure passed = {
	.number = CHECKPOINT_PASSED, .id = "vehicles-passed", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "辆次", .unit_en = "vehicles", .zh = "放行车辆数", .en = "Vehicles passed",
	.means_zh = "处置结果为“放行”的有效车辆查验记录数。",
	.means_en = "Standing records of vehicles screened whose outcome is 'passed'.",
};

static const struct figure vehicles_referred = {
	.number = CHECKPOINT_REFERRED, .id = "vehicles-referred", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "辆次", .unit_en = "vehicles", .zh = "转检车辆数", .en = "Vehicles referred",
	.means_zh = "处置结果为“转核酸检测”的有效车辆查验记录数。",
	.means_en = "Standing records of vehicles screened whose outcome is 'referred'.",
};

static const struct figure turned_back = {
	.number = CHECKPOINT_TURNED_BACK, .id = "vehicles-turned-back", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "辆次", .unit_en = "vehicles", .zh = "劝返车辆数", .en = "Vehicles turned back",
	.means_zh = "处置结果为“劝返”的有效车辆查验记录数。",
	.means_en = "Standing records of vehicles screened whose outcome is 'turned back'.",
};

static const struct figure occupants = {
	.number = CHECKPOINT_OCCUPANTS, .id = "vehicle-occupants", .v = 1, .shape = FIGURE_SUM, .divide = 1,
	.unit_zh = "人次", .unit_en = "people", .zh = "查验车辆内人数", .en = "People in the vehicles checked",
	.means_zh = "有效的车辆查验记录中车内人数之和。",
	.means_en = "The sum of people over the standing records of vehicles screened.",
};

static const struct figure on_foot = {
	.number = CHECKPOINT_ON_FOOT, .id = "people-on-foot", .v = 1, .shape = FIGURE_SUM, .divide = 1,
	.unit_zh = "人次", .unit_en = "people", .zh = "步行（骑行）到达人次", .en = "People who arrived on foot",
	.means_zh = "有效的到达车辆计数记录中步行（骑行）到达人数之和；由查验人员以外的人员或设备计数。",
	.means_en = "The sum of people on foot or bicycle over the standing counts of arrivals, made by others than those who "
		"check.",
};

static const struct figure people = {
	.number = CHECKPOINT_PEOPLE, .id = "people-screened", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "people", .zh = "查验人次", .en = "People screened",
	.means_zh = "有效的人员查验（一扫四查）记录数。", .means_en = "Standing records of people screened.",
};

static const struct figure people_referred = {
	.number = CHECKPOINT_PEOPLE_REFERRED, .id = "people-referred", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "people", .zh = "查验后转检人次", .en = "People referred by screening",
	.means_zh = "处置结果为“转核酸检测”的有效人员查验记录数。",
	.means_en = "Standing records of people screened whose verdict is 'referred'.",
};

static const struct figure referrals = {
	.number = CHECKPOINT_REFERRALS, .id = "people-in-referrals", .v = 1, .shape = FIGURE_SUM, .divide = 1,
	.unit_zh = "人次", .unit_en = "people", .zh = "登记转检人次", .en = "People in referrals made",
	.means_zh = "有效的登记转检记录中转检人数之和；随访产生的转检另列为办理对象，不计入本项。",
	.means_en = "The sum of people over the standing referrals made; those that a follow-up obliges are targets, not counted here.",
};

static const struct figure overruled = {
	.number = CHECKPOINT_OVERRULED, .id = "verdicts-overruled", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "people", .zh = "处置与规则不符人次", .en = "Verdicts other than the rule's",
	.means_zh = "所记处置结果与所记规则版本对同一记录各项事实得出的结果不一致的有效人员查验记录数；规则或版本不详的不计。",
	.means_en = "Standing records of people screened whose verdict is not what the named version of the rule gives for the "
		"record's facts; where rule or version is unknown nothing is counted.",
};

static const struct figure arrivals = {
	.number = CHECKPOINT_ARRIVALS, .id = "arrivals-registered", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "people", .zh = "登记外来（返）人员人次", .en = "Arrivals registered",
	.means_zh = "有效的外来（返）人员登记记录数；同一人多次抵达计多次。",
	.means_en = "Standing records of arrivals registered; somebody who arrived twice counts twice.",
};

static const struct figure *const figures[] = {
	&arrived, &checked, &passed, &vehicles_referred, &turned_back, &occupants, &on_foot,
	&people, &people_referred, &referrals, &overruled, &arrivals,
	&places_visits, &places_helped, &queues_counted, &queues_overlong,
	NULL
};

/* -- balances -- */

static const struct balance_term cars_terms[] = {
	{ .figure = &arrived },
	{ .right = true, .figure = &passed },
	{ .right = true, .figure = &vehicles_referred },
	{ .right = true, .figure = &turned_back },
	{ .right = true, .place = CHECKPOINT_PLACE, .item = CHECKPOINT_WAITING,
		.zh = "排队待检（清点）", .en = "Waiting (counted)" },
	{ .figure = NULL }
};

static const struct balance cars = {
	.id = "cars", .zh = "车辆：到达 = 放行 + 转检 + 劝返 + 待检",
	.en = "Vehicles: arrived = passed + referred + turned back + waiting", .terms = cars_terms,
};

static const struct balance_term occupants_terms[] = {
	{ .figure = &occupants },
	{ .figure = &on_foot },
	{ .right = true, .figure = &people },
	{ .figure = NULL }
};

static const struct balance occupants_screened = {
	.id = "occupants", .zh = "人员：查验车辆内人数 + 步行到达 = 查验人次",
	.en = "People: in the vehicles checked + on foot = screened", .terms = occupants_terms,
};

static const struct balance_term referrals_terms[] = {
	{ .figure = &people_referred },
	{ .right = true, .figure = &referrals },
	{ .figure = NULL }
};

static const struct balance referrals_made = {
	.id = "referrals", .zh = "转检：查验转检人次 = 登记转检人次",
	.en = "Referrals: by verdict = as registered", .terms = referrals_terms,
};

static const struct balance *const balances[] = { &cars, &occupants_screened, &referrals_made, NULL };

/* -- the desk -- */

static const struct choice referral_outcomes[] = {
	{ "negative", REFERRAL_NEGATIVE, "阴性", "Negative" },
	{ "positive", REFERRAL_POSITIVE, "阳性，另办转运", "Positive, to be transferred apart" },
	{ "transferred", REFERRAL_TRANSFERRED, "阳性，已转运", "Positive, transferred" },
	{ "lost", REFERRAL_LOST, "失联", "Not found" },
	BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice referral_next[] = {
	{ "police", REFERRAL_NEXT_POLICE, "请公安协查", "The police search" },
	{ .name = NULL }
};

static const char *const referral_owner[] = { "to", NULL };

static const struct round_kind round_referral = {
	.name = "referral", .standing = true, .of = SUBJECT_MATTER, .unit = "referral",
	.unit_zh = "人（车）", .unit_en = "referrals",
	.zh = "转检办理", .en = "Referrals for a test", .outcomes = referral_outcomes, .next = referral_next,
	.owner = referral_owner,
};

#define FOLLOW_DAY(n) { "day_" #n, n, "第" #n "天", "Day " #n }

/* The norm asks for three; an order may ask for more, up to FOLLOW_DAYS_MAX. */
static const struct choice arrival_slots[] = {
	FOLLOW_DAY(1), FOLLOW_DAY(2), FOLLOW_DAY(3), FOLLOW_DAY(4), FOLLOW_DAY(5), FOLLOW_DAY(6), FOLLOW_DAY(7),
	FOLLOW_DAY(8), FOLLOW_DAY(9), FOLLOW_DAY(10), FOLLOW_DAY(11), FOLLOW_DAY(12), FOLLOW_DAY(13), FOLLOW_DAY(14),
	{ .name = NULL }
};

static const struct round_kind round_arrival = {
	.name = "arrival", .standing = true, .of = SUBJECT_MATTER, .unit = "follow_up",
	.unit_zh = "次", .unit_en = "follow-ups",
	.zh = "外来（返）人员随访", .en = "Follow-up of arrivals", .outcomes = arrival_outcomes, .next = arrival_next,
	.slots = arrival_slots,
};

static const struct round_kind *const rounds[] = { &round_referral, &round_arrival, NULL };

const struct desk checkpoint_desk = {
	.name = "checkpoint", .zh = "卡点查验", .en = "Checkpoints", .matter = MATTER_CHECKPOINT,
	.kinds = checkpoint_kinds, .figures = figures, .rounds = rounds, .balances = balances,
	.urgent = true,
};
