/* The tables of testing. */
#include "cover/base_kinds.h"
#include "desk/testing/cases.h"
#include "desk/testing/testing.h"
#include "rules/sampling.h"

#define PEOPLE_MAX 1000000
#define TUBES_MAX 100000
#define SWABS_MAX 100
#define CODE_MAX 40

#define TUBE(must) { .name = "tube", .type = FIELD_REF, .subject = true, .required = (must), \
	.zh = "采样管", .en = "Tube" }
#define TUBES { .name = "tubes", .type = FIELD_REFS, .subject = true, .max = RECORD_LIST_MAX, \
	.zh = "采样管清单", .en = "The tubes, one by one" }
#define COUNT(label_zh, label_en) { .name = "count", .type = FIELD_INT, .required = true, .min = 0, \
	.max = TUBES_MAX, .zh = label_zh, .en = label_en }
#define SITE { .name = "site", .type = FIELD_REF, .subject = true, .zh = "采样点", .en = "Sampling site" }
/* Who sends or tells of tubes does nothing to the laboratory or the courier: the gate need not ask where these lie. */
#define LABORATORY { .name = "laboratory", .type = FIELD_REF, .required = true, \
	.zh = "检测机构", .en = "Laboratory" }
#define NOTE { .name = "note", .type = FIELD_TEXT, .personal = CLASS_CONTACT, .max = 500, \
	.zh = "情况说明", .en = "Note" }

/* -- test.started: one a round -- */

#define ROUND_NUMBER { .name = "number", .type = FIELD_INT, .required = true, .min = 1, .max = 999, \
	.zh = "第几轮", .en = "Number of the round" }

static const struct field started_fields[] = {
	ROUND_NUMBER,
	{ .name = NULL }
};

static const struct kind started = {
	.name = "test.started", .v = 1, .desk = "testing", .zh = "启动核酸检测轮次", .en = "Test round started",
	.fields = started_fields, .envelope = NEEDS_ROUND | NEEDS_AREA, .matter = MATTER_TESTING, .verb = VERB_DECIDE,
	.effects = testing_started_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000801", "kind": "test.started", "v": 1,
		"at": "2022-08-31T06:00:00+08:00", "area": "512021100",
		"round": "0182ec0c-3800-7000-8000-0000000008f0", "body": {"number": 1}}),
};

/* -- test.reviewed: what went wrong, who was missed as it was then known -- */

static const struct choice problems[] = {
	{ "queues", 1, "排队聚集", "Queues and crowds" },
	{ "supplies", 2, "物资不足", "Supplies ran out" },
	{ "staff", 3, "人手不足", "Too few staff" },
	{ "registration", 4, "登记不畅", "Registration was slow" },
	{ "list", 5, "底册不准", "The list was wrong" },
	{ "doorstep", 6, "上门采样不及时", "Doorstep samples came late" },
	{ "transport", 7, "送检不及时", "Tubes were sent late" },
	{ "results", 8, "结果反馈慢", "Results came late" },
	{ "other", 9, "其他", "Other" },
	{ .name = NULL }
};

static const struct field reviewed_fields[] = {
	ROUND_NUMBER,
	{ .name = "missed", .type = FIELD_INT, .required = true, .min = 0, .max = PEOPLE_MAX,
		.zh = "复盘时漏检人数", .en = "People missed as then known" },
	{ .name = "problems", .type = FIELD_CHOICES, .choices = problems, .zh = "存在问题", .en = "Problems" },
	{ .name = "text", .type = FIELD_TEXT, .personal = CLASS_CONTACT, .max = 1000,
		.zh = "问题说明", .en = "The problems in words" },
	{ .name = "measures", .type = FIELD_TEXT, .max = 1000, .zh = "整改措施", .en = "What will be done" },
	{ .name = NULL }
};

static const struct kind reviewed = {
	.name = "test.reviewed", .v = 1, .desk = "testing", .zh = "轮次复盘", .en = "Test round reviewed",
	.fields = reviewed_fields, .envelope = NEEDS_ROUND | NEEDS_AREA, .matter = MATTER_TESTING, .verb = VERB_DECIDE,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000802", "kind": "test.reviewed", "v": 1,
		"at": "2022-08-31T21:00:00+08:00", "area": "512021100",
		"round": "0182ec0c-3800-7000-8000-0000000008f0",
		"body": {"number": 1, "missed": 12, "problems": ["queues", "list"],
		"text": "示例花园底册漏登租户（示例）", "measures": "次日补录底册，增设 2 个采样台（示例）"}}),
};

/* -- test.found: somebody who is in the roster and not on the round's list -- */

static const struct choice why_found[] = {
	{ "not_listed", 1, "底册遗漏", "Left out of the list" },
	{ "arrived", 2, "新到人员", "Newly arrived" },
	{ "visiting", 3, "临时停留", "Staying for a while" },
	{ .name = NULL }
};

static const struct field found_fields[] = {
	{ .name = "why", .type = FIELD_CHOICE, .required = true, .choices = why_found,
		.zh = "增补原因", .en = "Why" },
	{ .name = NULL }
};

static const struct kind found = {
	.name = "test.found", .v = 1, .desk = "testing", .zh = "增补应检人员", .en = "Person added to a test round",
	.fields = found_fields, .envelope = NEEDS_ROUND | NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_TESTING, .verb = VERB_ENTER,
	.effects = testing_found_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000803", "kind": "test.found", "v": 1,
		"at": "2022-08-31T07:00:00+08:00", "area": "512021100201001",
		"round": "0182ec0c-3800-7000-8000-0000000008f0",
		"subject": "0182ec0c-3800-7000-8000-000000000005", "body": {"why": "not_listed"}}),
};

/* -- test.registered: at the table -- */

static const struct choice ways[] = {
	{ "card", 1, "刷身份证", "By identity card" },
	{ "code", 2, "扫检测码", "By code" },
	{ "typed", 3, "手工录入", "Typed in" },
	{ "paper", 4, "纸质登记", "On paper" },
	{ .name = NULL }
};

static const struct field registered_fields[] = {
	TUBE(true), SITE,
	{ .name = "way", .type = FIELD_CHOICE, .choices = ways, .zh = "登记方式", .en = "Registered how" },
	{ .name = NULL }
};

static const struct kind registered = {
	.name = "test.registered", .v = 1, .desk = "testing", .zh = "采样登记", .en = "Registered for a sample",
	.fields = registered_fields, .envelope = NEEDS_ROUND | NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_TESTING, .verb = VERB_ENTER,
	.covers = "test", .effects = testing_registered_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000804", "kind": "test.registered", "v": 1,
		"at": "2022-08-31T07:10:00+08:00", "area": "512021100201001",
		"round": "0182ec0c-3800-7000-8000-0000000008f0",
		"subject": "0182ec0c-3800-7000-8000-000000000005",
		"body": {"tube": "0182ec0c-3800-7000-8000-0000000008f1",
		"site": "0182ec0c-3800-7000-8000-0000000008f2", "way": "card"}}),
};

/* -- sample.taken: at the swab, by another hand -- */

#define SAMPLE_OUTCOMES \
	{ "taken", SAMPLE_TAKEN, "已采样", "Taken" }, \
	{ "refused", SAMPLE_REFUSED, "拒绝采样", "Refused" }, \
	{ "absent", SAMPLE_ABSENT, "未到场", "Absent" }, \
	{ "unfit", SAMPLE_UNFIT, "暂不宜采样", "Not fit for it" }

static const struct choice sample_outcomes[] = {
	SAMPLE_OUTCOMES,
	{ .name = NULL }
};

static const struct choice sample_next[] = {
	{ "swab", SAMPLE_NEXT_SWAB, "待采样", "To be swabbed" },
	{ "again", SAMPLE_NEXT_AGAIN, "再次通知到场", "Call again" },
	{ "doorstep", SAMPLE_NEXT_DOORSTEP, "上门采样", "Sample at home" },
	{ "community", SAMPLE_NEXT_COMMUNITY, "转村（社区）跟进", "Pass to the community" },
	{ .name = NULL }
};

static const struct field sample_fields[] = {
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = sample_outcomes,
		.zh = "采样结果", .en = "Outcome" },
	TUBE(false), SITE,
	{ .name = "doorstep", .type = FIELD_BOOL, .zh = "上门采样", .en = "At home" },
	{ .name = "registered", .type = FIELD_BOOL, .zh = "此前已采样登记", .en = "Had been registered" },
	{ .name = "sampler", .type = FIELD_REF, .subject = true, .zh = "采样人员", .en = "Sampler" },
	{ .name = "next", .type = FIELD_CHOICE, .choices = sample_next, .zh = "下一步", .en = "Next action" },
	NOTE,
	{ .name = NULL }
};

static const struct kind sample = {
	.name = "sample.taken", .v = 1, .desk = "testing", .zh = "核酸采样", .en = "Sample taken",
	.fields = sample_fields, .envelope = NEEDS_ROUND | NEEDS_SUBJECT | NEEDS_AREA | KIND_AT_WORK, .matter = MATTER_TESTING, .verb = VERB_ENTER,
	.covers = "test", .effects = testing_sample_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000805", "kind": "sample.taken", "v": 1,
		"at": "2022-08-31T07:12:00+08:00", "area": "512021100201001",
		"round": "0182ec0c-3800-7000-8000-0000000008f0",
		"subject": "0182ec0c-3800-7000-8000-000000000005",
		"body": {"outcome": "taken", "tube": "0182ec0c-3800-7000-8000-0000000008f1",
		"site": "0182ec0c-3800-7000-8000-0000000008f2", "doorstep": false, "registered": true,
		"sampler": "0182ec0c-3800-7000-8000-0000000008f3", "next": "again", "note": "老人听力不便（示例）"}}),
};

/* -- tube.sealed: the swabs in it are counted, not the registrations -- */

static const struct choice pools[] = {
	{ "single", POOL_SINGLE, "单采", "Single" },
	{ "five", POOL_5, "5 混 1", "Five in one" },
	{ "ten", POOL_10, "10 混 1", "Ten in one" },
	{ "twenty", POOL_20, "20 混 1", "Twenty in one" },
	{ "household", POOL_HOUSEHOLD, "1 户 1 管", "One household" },
	{ .name = NULL }
};

static const struct choice zones[] = {
	{ "key", SAMPLING_KEY, "隔离点和重点人群", "Quarantine and key people" },
	{ "sealed", SAMPLING_SEALED, "封控区（高风险区）", "Sealed zone (high risk)" },
	{ "controlled", SAMPLING_CONTROLLED, "管控区（中风险区）", "Controlled zone (medium risk)" },
	{ "precaution", SAMPLING_PRECAUTION, "防范区及其他（低风险区）", "Precaution zone and elsewhere (low risk)" },
	{ .name = NULL }
};

static const struct field sealed_fields[] = {
	{ .name = "code", .type = FIELD_TEXT, .required = true, .max = CODE_MAX, .zh = "管码", .en = "Code on the tube" },
	{ .name = "pool", .type = FIELD_CHOICE, .required = true, .choices = pools, .zh = "混采比例", .en = "Pool" },
	{ .name = "zone", .type = FIELD_CHOICE, .required = true, .choices = zones, .zh = "区域类别", .en = "Zone" },
	{ .name = "swabs", .type = FIELD_INT, .required = true, .min = 0, .max = SWABS_MAX,
		.zh = "封管清点拭子数", .en = "Swabs counted at sealing" },
	{ .name = "priority", .type = FIELD_BOOL, .zh = "优先检测", .en = "Goes first" },
	SITE,
	{ .name = NULL }
};

/* Its area is where its people are: what its result asks for lies there, wherever the laboratory writes. */
static const struct kind sealed = {
	.name = "tube.sealed", .v = 1, .desk = "testing", .zh = "采样管封管", .en = "Tube sealed",
	.fields = sealed_fields, .envelope = NEEDS_ROUND | NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_TESTING, .verb = VERB_ENTER,
	.obliges = "tube", .effects = testing_sealed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000806", "kind": "tube.sealed", "v": 1,
		"at": "2022-08-31T07:30:00+08:00", "area": "512021100201001",
		"round": "2d973ea8-8717-862a-832d-8624aa57c637",
		"subject": "0182ec0c-3800-7000-8000-0000000008f1",
		"body": {"code": "SL-0001-0001", "pool": "ten", "zone": "precaution", "swabs": 10, "priority": false,
		"site": "0182ec0c-3800-7000-8000-0000000008f2"}}),
};

/* -- boxes of tubes: sent, received -- */

static const struct field box_sent_fields[] = {
	{ .name = "code", .type = FIELD_TEXT, .required = true, .max = CODE_MAX, .zh = "转运箱号", .en = "Code on the box" },
	LABORATORY,
	{ .name = "courier", .type = FIELD_REF, .zh = "转运人员（单位）", .en = "Courier" },
	COUNT("送检管数", "Tubes sent"), TUBES,
	{ .name = NULL }
};

static const struct kind box_sent = {
	.name = "box.sent", .v = 1, .desk = "testing", .zh = "样本送检", .en = "Box of tubes sent",
	.fields = box_sent_fields, .envelope = NEEDS_ROUND | NEEDS_AREA | KIND_AT_WORK, .matter = MATTER_TESTING, .verb = VERB_ENTER,
	.covers = "tube", .effects = testing_box_sent_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000807", "kind": "box.sent", "v": 1,
		"at": "2022-08-31T08:00:00+08:00", "area": "512021100201001",
		"round": "2d973ea8-8717-862a-832d-8624aa57c637",
		"body": {"code": "X-001", "laboratory": "0182ec0c-3800-7000-8000-0000000008f4",
		"courier": "0182ec0c-3800-7000-8000-0000000008f5", "count": 1,
		"tubes": ["0182ec0c-3800-7000-8000-0000000008f1"]}}),
};

static const struct field box_received_fields[] = {
	LABORATORY, COUNT("收样清点管数", "Tubes received"), TUBES,
	{ .name = NULL }
};

static const struct kind box_received = {
	.name = "box.received", .v = 1, .desk = "testing", .zh = "样本接收", .en = "Box of tubes received",
	.fields = box_received_fields, .envelope = NEEDS_ROUND | NEEDS_SUBJECT | NEEDS_AREA | KIND_AT_WORK, .matter = MATTER_LABORATORY, .verb = VERB_ENTER,
	.covers = "tube", .effects = testing_box_received_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000808", "kind": "box.received", "v": 1,
		"at": "2022-08-31T09:00:00+08:00", "area": "512021100201001",
		"round": "2d973ea8-8717-862a-832d-8624aa57c637",
		"subject": "0182ec0c-3800-7000-8000-000000000807",
		"body": {"laboratory": "0182ec0c-3800-7000-8000-0000000008f4", "count": 1,
		"tubes": ["0182ec0c-3800-7000-8000-0000000008f1"]}}),
};

/* -- tubes at hand, counted by whoever has them: the subject is the courier, the laboratory -- */

static const struct field courier_fields[] = {
	BASE_INCIDENT(true), COUNT("在途清点管数", "Tubes on the way"),
	{ .name = NULL }
};

static const struct kind courier_counted = {
	.name = "courier.counted", .v = 1, .desk = "testing", .zh = "在途样本清点", .en = "Tubes on the way counted",
	.fields = courier_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA | KIND_AT_WORK, .matter = MATTER_TESTING, .verb = VERB_ENTER,
	.effects = testing_courier_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000809", "kind": "courier.counted", "v": 1,
		"at": "2022-08-31T09:05:00+08:00", "area": "512021100",
		"subject": "0182ec0c-3800-7000-8000-0000000008f5",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "count": 0}}),
};

static const struct field laboratory_fields[] = {
	BASE_INCIDENT(true), COUNT("在检清点管数", "Tubes in work"),
	{ .name = NULL }
};

static const struct kind laboratory_counted = {
	.name = "laboratory.counted", .v = 1, .desk = "testing", .zh = "在检样本清点", .en = "Tubes in work counted",
	.fields = laboratory_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_LABORATORY, .verb = VERB_ENTER,
	.effects = testing_laboratory_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000080a", "kind": "laboratory.counted", "v": 1,
		"at": "2022-08-31T09:30:00+08:00", "area": "512021100",
		"subject": "0182ec0c-3800-7000-8000-0000000008f4",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "count": 1}}),
};

/* -- tube.lost: before it reached the laboratory; what is spoilt there is a result -- */

static const struct choice stages[] = {
	{ "site", TUBE_AT_SITE, "送检前", "Before it was sent" },
	{ "way", TUBE_ON_THE_WAY, "送检途中", "On the way" },
	{ .name = NULL }
};

static const struct field lost_fields[] = {
	{ .name = "stage", .type = FIELD_CHOICE, .required = true, .choices = stages, .zh = "丢失环节", .en = "Lost where" },
	NOTE,
	{ .name = NULL }
};

static const struct kind lost = {
	.name = "tube.lost", .v = 1, .desk = "testing", .zh = "采样管丢失", .en = "Tube lost",
	.fields = lost_fields, .envelope = NEEDS_ROUND | NEEDS_SUBJECT | NEEDS_AREA | KIND_AT_WORK, .matter = MATTER_TESTING, .verb = VERB_ENTER,
	.covers = "tube", .obliges = "retest", .effects = testing_lost_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000080b", "kind": "tube.lost", "v": 1,
		"at": "2022-08-31T10:00:00+08:00", "area": "512021100201001",
		"round": "2d973ea8-8717-862a-832d-8624aa57c637",
		"subject": "0182ec0c-3800-7000-8000-0000000008f6",
		"body": {"stage": "way", "note": "转运箱清点少 1 管（示例）"}}),
};

/* -- tube.result -- */

#define TUBE_RESULTS \
	{ "negative", TUBE_NEGATIVE, "阴性", "Negative" }, \
	{ "positive", TUBE_POSITIVE, "阳性", "Positive" }, \
	{ "invalid", TUBE_INVALID, "无效，原管复测", "Invalid: the tube is tested again" }, \
	{ "unusable", TUBE_UNUSABLE, "样本作废", "Unusable" }

static const struct choice results[] = {
	TUBE_RESULTS,
	{ .name = NULL }
};

static const struct field result_fields[] = {
	{ .name = "result", .type = FIELD_CHOICE, .required = true, .choices = results, .zh = "检测结果", .en = "Result" },
	{ .name = "single", .type = FIELD_BOOL, .zh = "单人单管", .en = "Of one person only" },
	LABORATORY,
	{ .name = NULL }
};

static const struct kind result = {
	.name = "tube.result", .v = 1, .desk = "testing", .zh = "检测结果登记", .en = "Result of a tube",
	.fields = result_fields, .envelope = NEEDS_ROUND | NEEDS_SUBJECT | NEEDS_AREA | KIND_AT_WORK, .matter = MATTER_LABORATORY, .verb = VERB_ENTER,
	.covers = "tube", .obliges = "retest", .effects = testing_result_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000080c", "kind": "tube.result", "v": 1,
		"at": "2022-08-31T14:00:00+08:00", "area": "512021100201001",
		"round": "2d973ea8-8717-862a-832d-8624aa57c637",
		"subject": "0182ec0c-3800-7000-8000-0000000008f1",
		"body": {"result": "positive", "single": false, "laboratory": "0182ec0c-3800-7000-8000-0000000008f4"}}),
};

/* -- retest.done: everyone in the tube, singly -- */

#define RETEST_OUTCOMES \
	{ "all", RETEST_ALL, "全部单采完毕", "All sampled singly" }, \
	{ "some", RETEST_SOME, "部分完成", "Some of them" }

static const struct choice retest_outcomes[] = {
	RETEST_OUTCOMES,
	{ .name = NULL }
};

static const struct field retest_fields[] = {
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = retest_outcomes,
		.zh = "复采结果", .en = "Outcome" },
	{ .name = "people", .type = FIELD_INT, .required = true, .min = 0, .max = SWABS_MAX,
		.zh = "本次复采人数（不另作采样登记）", .en = "People sampled anew this time (not registered once more)" },
	{ .name = "to", .type = FIELD_TEXT, .max = 64, .zh = "其余人员交由", .en = "The others are left to" },
	{ .name = NULL }
};

static const struct kind retest_done = {
	.name = "retest.done", .v = 1, .desk = "testing", .zh = "单采复核", .en = "People of a tube sampled anew",
	.fields = retest_fields, .envelope = NEEDS_ROUND | NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_TESTING, .verb = VERB_ENTER,
	.covers = "retest", .effects = testing_retest_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000080d", "kind": "retest.done", "v": 1,
		"at": "2022-08-31T18:00:00+08:00", "area": "512021100201001",
		"round": "b46a5940-b4c1-8212-9542-2091afcb492f",
		"subject": "0182ec0c-3800-7000-8000-00000000080c",
		"body": {"outcome": "all", "people": 10, "to": "示例社区"}}),
};

/* -- the doorstep list -- */

static const struct choice doorstep_reasons[] = {
	{ "immobile", 1, "行动不便", "Immobile" },
	{ "very_old", 2, "高龄", "Very old" },
	{ "home", 3, "居家隔离", "In quarantine at home" },
	{ "mixed_positive", 4, "混采阳性待复核", "In a positive tube" },
	{ "other", 5, "其他", "Other" },
	{ .name = NULL }
};

static const struct field asked_fields[] = {
	{ .name = "reason", .type = FIELD_CHOICE, .required = true, .personal = CLASS_HEALTH, .choices = doorstep_reasons,
		.zh = "上门原因", .en = "Reason" },
	{ .name = "phone", .type = FIELD_PHONE, .personal = CLASS_CONTACT, .zh = "联系电话", .en = "Phone" },
	NOTE,
	{ .name = NULL }
};

static const struct kind doorstep_asked = {
	.name = "doorstep.asked", .v = 1, .desk = "testing", .zh = "申请上门采样", .en = "Doorstep sample asked for",
	.fields = asked_fields, .envelope = NEEDS_ROUND | NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_TESTING, .verb = VERB_ENTER,
	.obliges = "doorstep", .effects = testing_doorstep_asked_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000080e", "kind": "doorstep.asked", "v": 1,
		"at": "2022-08-31T07:20:00+08:00", "area": "512021100201001",
		"round": "87191a0a-b04b-8e89-a1ca-be6d1f3c1e42",
		"subject": "0182ec0c-3800-7000-8000-000000000005",
		"body": {"reason": "immobile", "phone": "13800000000", "note": "三楼无电梯（示例）"}}),
};

#define DOORSTEP_OUTCOMES \
	{ "done", DOORSTEP_DONE, "已上门采样", "Sampled at home" }, \
	{ "unneeded", DOORSTEP_UNNEEDED, "无需上门（已到点采样）", "Not needed: sampled elsewhere" }, \
	{ "absent", DOORSTEP_ABSENT, "家中无人", "Nobody at home" }, \
	{ "refused", DOORSTEP_REFUSED, "拒绝配合", "Refused" }

static const struct choice doorstep_outcomes[] = {
	DOORSTEP_OUTCOMES,
	{ .name = NULL }
};

static const struct choice doorstep_next[] = {
	{ "again", 1, "再次上门", "Go again" },
	{ "community", 2, "转村（社区）跟进", "Pass to the community" },
	{ .name = NULL }
};

static const struct field done_fields[] = {
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = doorstep_outcomes,
		.zh = "上门结果", .en = "Outcome" },
	{ .name = "next", .type = FIELD_CHOICE, .choices = doorstep_next, .zh = "下一步", .en = "Next action" },
	{ .name = NULL }
};

static const struct kind doorstep_done = {
	.name = "doorstep.done", .v = 1, .desk = "testing", .zh = "上门采样办理", .en = "Doorstep sample dealt with",
	.fields = done_fields, .envelope = NEEDS_ROUND | NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_TESTING, .verb = VERB_ENTER,
	.covers = "doorstep", .effects = testing_doorstep_done_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000080f", "kind": "doorstep.done", "v": 1,
		"at": "2022-08-31T11:00:00+08:00", "area": "512021100201001",
		"round": "87191a0a-b04b-8e89-a1ca-be6d1f3c1e42",
		"subject": "0182ec0c-3800-7000-8000-00000000080e", "body": {"outcome": "done", "next": "again"}}),
};

const struct kind *const testing_kinds[] = {
	&started, &reviewed, &found, &registered, &sample,
	&sealed, &box_sent, &box_received, &courier_counted, &laboratory_counted, &lost, &result,
	&retest_done, &doorstep_asked, &doorstep_done,
	&case_confirmed, &case_dismissed, &case_notified, &household_listed, &contact_named, &contact_followed,
	NULL
};

/* -- figures -- */

static const struct figure rounds_held = {
	.number = TESTING_ROUNDS, .id = "test-rounds", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "轮", .unit_en = "rounds", .zh = "核酸检测轮次", .en = "Test rounds",
	.means_zh = "有效的启动核酸检测轮次记录数。", .means_en = "Standing records of test rounds started.",
};

static const struct figure samples = {
	.number = TESTING_SAMPLES, .id = "samples-taken", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "samples", .zh = "核酸采样人次", .en = "Samples taken",
	.means_zh = "采样结果为“已采样”的有效核酸采样记录数；阳性管内人员的单采复核不计入本项。",
	.means_en = "Standing records of samples whose outcome is 'taken'; people of a tube who are sampled anew are not counted here.",
};

static const struct figure people = {
	.number = TESTING_REGISTERED, .id = "people-registered", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "people", .zh = "采样登记人次", .en = "People registered for samples",
	.means_zh = "有效的采样登记记录数。", .means_en = "Standing registrations at the sampling tables.",
};

static const struct figure swabs = {
	.number = TESTING_SWABS, .id = "swabs-sealed", .v = 1, .shape = FIGURE_SUM, .divide = 1,
	.unit_zh = "支", .unit_en = "swabs", .zh = "封管拭子数", .en = "Swabs in sealed tubes",
	.means_zh = "有效的采样管封管记录中清点拭子数之和。",
	.means_en = "The sum of the swabs counted over the standing records of tubes sealed.",
};

static const struct figure unswabbed = {
	.number = TESTING_UNSWABBED, .id = "registered-not-swabbed", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "people", .zh = "登记后未采样人次", .en = "Registered and not swabbed",
	.means_zh = "采样结果不是“已采样”、且此前已采样登记的有效核酸采样记录数。",
	.means_en = "Standing records of samples whose outcome is not 'taken', of people who had been registered.",
};

static const struct figure resampled = {
	.number = TESTING_RESAMPLED, .id = "people-resampled", .v = 1, .shape = FIGURE_SUM, .divide = 1,
	.unit_zh = "人次", .unit_en = "people", .zh = "单采复核人次", .en = "People sampled anew",
	.means_zh = "有效的单采复核记录中复采人数之和。",
	.means_en = "The sum of people over the standing records of tubes whose people were sampled anew.",
};

static const struct figure overfull = {
	.number = TESTING_OVERFULL, .id = "tubes-beyond-norm", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "管", .unit_en = "tubes", .zh = "超混采标准管数", .en = "Tubes beyond the norm of pooling",
	.means_zh = "混采比例超过封管当日该类区域标准，或拭子数超过所选比例的有效封管记录数。",
	.means_en = "Standing records of tubes sealed whose pool is larger than the norm of that day for the zone, or that hold "
		"more swabs than the pool.",
};

static const struct figure tubes_sent = {
	.number = TESTING_SENT, .id = "tubes-sent", .v = 1, .shape = FIGURE_SUM, .divide = 1,
	.unit_zh = "管", .unit_en = "tubes", .zh = "送检管数", .en = "Tubes sent",
	.means_zh = "有效的样本送检记录中送检管数之和。",
	.means_en = "The sum of tubes over the standing records of boxes sent.",
};

static const struct figure tubes_received = {
	.number = TESTING_RECEIVED, .id = "tubes-received", .v = 1, .shape = FIGURE_SUM, .divide = 1,
	.unit_zh = "管", .unit_en = "tubes", .zh = "收样管数", .en = "Tubes received",
	.means_zh = "有效的样本接收记录中收样清点管数之和。",
	.means_en = "The sum of tubes over the standing records of boxes received.",
};

static const struct figure tubes_lost = {
	.number = TESTING_LOST, .id = "tubes-lost", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "管", .unit_en = "tubes", .zh = "途中丢失管数", .en = "Tubes lost on the way",
	.means_zh = "丢失环节为“送检途中”的有效采样管丢失记录数。",
	.means_en = "Standing records of tubes lost on the way.",
};

static const struct figure tube_results = {
	.number = TESTING_RESULTS, .id = "tube-results", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "管", .unit_en = "tubes", .zh = "出具结果管数", .en = "Tubes with a result",
	.means_zh = "结果为阴性、阳性或样本作废的有效检测结果记录数；无效待复测的仍在检，不计入本项。",
	.means_en = "Standing results that are negative, positive or 'unusable'; an invalid one leaves the tube in work.",
};

static const struct figure *const figures[] = {
	&rounds_held, &samples, &people, &unswabbed, &resampled, &swabs, &overfull, &tubes_sent, &tubes_received,
	&tubes_lost, &tube_results,
	&cases_confirmed, &contacts_named, &contacts_followed,
	NULL
};

/* -- balances -- */

static const struct balance_term swabs_terms[] = {
	{ .figure = &people },
	{ .figure = &resampled },
	{ .right = true, .figure = &swabs },
	{ .right = true, .figure = &unswabbed },
	{ .figure = NULL }
};

static const struct balance swabs_in_tubes = {
	.id = "swabs", .zh = "采样：登记 + 单采复核 = 管内拭子 + 登记后未采",
	.en = "Samples: registered + sampled anew = swabs in tubes + registered and not swabbed",
	.terms = swabs_terms,
};

static const struct balance_term tubes_terms[] = {
	{ .figure = &tubes_sent },
	{ .right = true, .figure = &tubes_received },
	{ .right = true, .place = TESTING_COURIER, .item = TESTING_TUBES,
		.zh = "在途（清点）", .en = "On the way (counted)" },
	{ .right = true, .figure = &tubes_lost },
	{ .figure = NULL }
};

static const struct balance tubes_on_their_way = {
	.id = "tubes", .zh = "送检：送检 = 收样 + 在途 + 丢失", .en = "Tubes: sent = received + on the way + lost",
	.whole = true, .terms = tubes_terms,
};

static const struct balance_term laboratory_terms[] = {
	{ .figure = &tubes_received },
	{ .right = true, .figure = &tube_results },
	{ .right = true, .place = TESTING_LABORATORY, .item = TESTING_TUBES,
		.zh = "在检（清点）", .en = "In work (counted)" },
	{ .figure = NULL }
};

static const struct balance laboratory = {
	.id = "lab", .zh = "检测：收样 = 出具结果 + 在检", .en = "Laboratory: received = results + in work",
	.whole = true, .terms = laboratory_terms,
};

static const struct balance *const balances[] = { &swabs_in_tubes, &tubes_on_their_way, &laboratory, NULL };

/* -- the desk -- */

static const struct choice test_outcomes[] = {
	SAMPLE_OUTCOMES,
	{ "registered", SAMPLE_REGISTERED, "已登记，待采样", "Registered, not yet swabbed" },
	BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice tube_outcomes[] = {
	TUBE_RESULTS,
	{ "sent", TUBE_SENT, "已送检", "Sent" },
	{ "received", TUBE_RECEIVED, "已收样", "Received" },
	{ "lost", TUBE_LOST, "已丢失", "Lost" },
	BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice tube_next[] = {
	{ "receive", TUBE_NEXT_RECEIVE, "检测机构收样", "The laboratory receives it" },
	{ "result", TUBE_NEXT_RESULT, "检测机构出具结果", "The laboratory tells its result" },
	{ "again", TUBE_NEXT_AGAIN, "原管复测", "It is tested again" },
	{ .name = NULL }
};

static const struct choice retest_target_outcomes[] = {
	RETEST_OUTCOMES, BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice retest_next[] = {
	{ "others", RETEST_NEXT_OTHERS, "其余人员继续单采", "The others are sampled" },
	{ .name = NULL }
};

static const struct choice doorstep_target_outcomes[] = {
	DOORSTEP_OUTCOMES, BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const char *const retest_owner[] = { "to", NULL };

static const struct round_kind round_test = {
	.name = "test", .standing = false, .of = SUBJECT_PERSON, .unit = "person",
	.unit_zh = "人", .unit_en = "people",
	.zh = "核酸检测", .en = "Test round", .outcomes = test_outcomes, .next = sample_next,
};

static const struct round_kind round_tube = {
	.name = "tube", .standing = true, .of = SUBJECT_TUBE, .unit = "tube",
	.unit_zh = "管", .unit_en = "tubes",
	.zh = "待出结果采样管", .en = "Tubes without a result", .outcomes = tube_outcomes, .next = tube_next,
};

static const struct round_kind round_retest = {
	.name = "retest", .standing = true, .of = SUBJECT_MATTER, .unit = "tube",
	.unit_zh = "管", .unit_en = "tubes",
	.zh = "单采复核", .en = "Tubes whose people are sampled anew", .outcomes = retest_target_outcomes,
	.next = retest_next, .owner = retest_owner,
};

static const struct round_kind round_doorstep = {
	.name = "doorstep", .standing = true, .of = SUBJECT_MATTER, .unit = "person",
	.unit_zh = "人", .unit_en = "people",
	.zh = "上门采样", .en = "Doorstep samples", .outcomes = doorstep_target_outcomes, .next = doorstep_next,
};

static const struct round_kind *const rounds[] = {
	&round_test, &round_tube, &round_retest, &round_doorstep, &round_case, &round_contact, NULL
};

const struct desk testing_desk = {
	.name = "testing", .zh = "核酸检测", .en = "Testing", .matter = MATTER_TESTING,
	.kinds = testing_kinds, .figures = figures, .rounds = rounds, .balances = balances,
	.urgent = true,
};
