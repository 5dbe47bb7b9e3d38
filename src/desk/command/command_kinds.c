/* The tables of the headquarters. */
#include "cover/base_kinds.h"
#include "desk/command/command.h"
#include "desk/command/follow.h"
#include "desk/command/risk_lists.h"

#define WORDS_MAX 2000
#define TITLE_MAX 100
#define PEOPLE_MAX 100000
#define ENTRIES_MAX 1000000

#define OWNER { .name = "owner", .type = FIELD_TEXT, .required = true, .max = 64, \
	.zh = "责任单位", .en = "Unit in charge" }, BASE_PERSON_IN_CHARGE
#define NOTE(must, label_zh, label_en) { .name = "note", .type = FIELD_TEXT, .required = (must), \
	.personal = CLASS_CONTACT, .max = 1000, .zh = label_zh, .en = label_en }

/* -- incident.level_changed -- */

static const struct field level_changed_fields[] = {
	BASE_INCIDENT(true),
	{ .name = "level", .type = FIELD_CHOICE, .required = true, .choices = base_response_levels,
		.zh = "调整后响应级别", .en = "Level from now on" },
	{ .name = "reason", .type = FIELD_TEXT, .max = BASE_REASON_MAX, .zh = "调整依据", .en = "Reason" },
	{ .name = NULL }
};

static const struct kind level_changed = {
	.name = "incident.level_changed", .v = 1, .desk = "command", .zh = "调整响应级别", .en = "Level changed",
	.fields = level_changed_fields, .envelope = NEEDS_AREA, .matter = MATTER_COMMAND, .verb = VERB_DECIDE, .effects = command_level_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a01", "kind": "incident.level_changed", "v": 1,
		"at": "2022-08-30T08:35:00+08:00", "area": "512021",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "level": "second",
		"reason": "周边多地报告本土病例"}}),
};

/* -- purge.ordered -- */

static const struct choice purge_classes[] = {
	{ "identity", CLASS_IDENTITY, "身份", "Identity" },
	{ "contact", CLASS_CONTACT, "联系方式", "Contact" },
	{ "health", CLASS_HEALTH, "健康", "Health" },
	{ "whereabouts", CLASS_WHEREABOUTS, "行踪", "Whereabouts" },
	{ "counselling", CLASS_COUNSELLING, "心理服务", "Counselling" },
	{ "extra", CLASS_EXTRA, "未识别的列", "Columns not known" },
	{ "whole", CLASS_WHOLE, "整条密存", "Records kept whole" },
	{ .name = NULL }
};

static const struct field purge_ordered_fields[] = {
	BASE_INCIDENT(true),
	{ .name = "classes", .type = FIELD_CHOICES, .required = true, .choices = purge_classes,
		.zh = "到期销毁的类别", .en = "Classes to be destroyed when due" },
	{ .name = NULL }
};

static const struct kind purge_ordered = {
	.name = "purge.ordered", .v = 1, .desk = "command", .zh = "批准到期销毁个人信息", .en = "Destruction ordered",
	.fields = purge_ordered_fields, .envelope = NEEDS_AREA | KIND_TWO_PERSONS, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.effects = command_purge_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a7f", "kind": "purge.ordered", "v": 1,
		"at": "2022-09-23T09:00:00+08:00", "area": "512021",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "classes": ["health", "whereabouts"]}}),
};

/* -- meeting.held -- */

static const struct choice meetings[] = {
	{ "leading_group", MEETING_LEADING_GROUP, "领导小组会议", "Of the leading group" },
	{ "mobilisation", MEETING_MOBILISATION, "动员部署会", "Mobilisation" },
	{ "dispatch", MEETING_DISPATCH, "调度会", "Dispatch" },
	{ "review", MEETING_REVIEW, "复盘会", "Review" },
	{ .name = NULL }
};

static const struct field meeting_fields[] = {
	BASE_INCIDENT(true),
	{ .name = "meeting", .type = FIELD_CHOICE, .required = true, .choices = meetings,
		.zh = "会议类型", .en = "Kind of meeting" },
	{ .name = "title", .type = FIELD_TEXT, .required = true, .max = TITLE_MAX, .zh = "会议名称", .en = "Title" },
	{ .name = "attendance", .type = FIELD_INT, .min = 0, .max = PEOPLE_MAX,
		.zh = "参会人数", .en = "Attendance" },
	{ .name = "decisions", .type = FIELD_TEXT, .max = WORDS_MAX, .zh = "议定事项", .en = "Decisions" },
	{ .name = NULL }
};

static const struct kind meeting_held = {
	.name = "meeting.held", .v = 1, .desk = "command", .zh = "召开会议", .en = "Meeting held",
	.fields = meeting_fields, .envelope = NEEDS_AREA, .matter = MATTER_COMMAND, .verb = VERB_DECIDE, .effects = command_meeting_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a02", "kind": "meeting.held", "v": 1,
		"at": "2022-08-30T09:00:00+08:00", "area": "512021",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "meeting": "leading_group",
		"title": "县应急指挥部第一次会议（示例）", "attendance": 23,
		"decisions": "即日起在高速出口设置检查卡点，逢车必查"}}),
};

/* -- tasks -- */

static const struct field task_set_fields[] = {
	{ .name = "text", .type = FIELD_TEXT, .required = true, .max = 1000, .zh = "任务内容", .en = "What is to be done" },
	OWNER,
	{ .name = "due", .type = FIELD_TIME, .required = true, .zh = "完成时限", .en = "Due" },
	{ .name = "records", .type = FIELD_REFS, .max = 10, .zh = "任务来源（会议等记录）",
		.en = "Records it comes from (a meeting)" },
	{ .name = NULL }
};

static const struct kind task_set = {
	.name = "task.set", .v = 1, .desk = "command", .zh = "下达任务", .en = "Task set",
	.fields = task_set_fields, .envelope = NEEDS_AREA | NEEDS_ROUND, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.obliges = "task", .effects = command_task_set_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a03", "kind": "task.set", "v": 1,
		"at": "2022-08-30T10:00:00+08:00", "area": "512021100",
		"round": "1ed8241a-6e9f-87f5-a328-202f46f013e7",
		"body": {"text": "在高速出口设置检查卡点，配备查验人员", "owner": "示例县交通运输局", "person": "王示例",
		"due": "2022-08-31T08:00:00+08:00", "records": ["0182ec0c-3800-7000-8000-000000000a02"]}}),
};

static const struct field task_accepted_fields[] = {
	OWNER,
	{ .name = NULL }
};

static const struct kind task_accepted = {
	.name = "task.accepted", .v = 1, .desk = "command", .zh = "承接任务", .en = "Task accepted",
	.fields = task_accepted_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_COMMAND, .verb = VERB_ENTER,
	.covers = "task", .effects = command_task_accepted_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a04", "kind": "task.accepted", "v": 1,
		"at": "2022-08-30T10:20:00+08:00", "area": "512021100",
		"round": "1ed8241a-6e9f-87f5-a328-202f46f013e7",
		"subject": "0182ec0c-3800-7000-8000-000000000a03", "body": {"owner": "示例县交通运输局运管股", "person": "李示例"}}),
};

static const struct field task_done_fields[] = {
	NOTE(true, "完成情况", "What was done"),
	{ .name = "image", .type = FIELD_IMAGE, .personal = CLASS_CONTACT, .zh = "佐证图片", .en = "Picture as proof" },
	{ .name = NULL }
};

static const struct kind task_done = {
	.name = "task.done", .v = 1, .desk = "command", .zh = "报告任务完成", .en = "Task reported done",
	.fields = task_done_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_COMMAND, .verb = VERB_ENTER,
	.covers = "task", .not_by = "task.checked", .effects = command_task_done_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a05", "kind": "task.done", "v": 1,
		"at": "2022-08-30T19:00:00+08:00", "area": "512021100",
		"round": "1ed8241a-6e9f-87f5-a328-202f46f013e7",
		"subject": "0182ec0c-3800-7000-8000-000000000a03",
		"body": {"note": "卡点已设置，查验人员已到位（示例）", "image": "_9j_4AAQ"}}),
};

#define CHECK_SENT_BACK { "sent_back", TASK_SENT_BACK, "退回重办", "Sent back" }

static const struct choice check_results[] = {
	{ "passed", TASK_CHECKED, "核验通过，予以销号", "Passed: settled" },
	CHECK_SENT_BACK,
	{ .name = NULL }
};

static const struct choice task_outcomes[] = {
	{ "accepted", TASK_ACCEPTED, "已承接", "Accepted" },
	{ "reported", TASK_REPORTED, "已报完成", "Reported done" },
	{ "checked", TASK_CHECKED, "已销号", "Settled" },
	CHECK_SENT_BACK,
	{ "dropped", TASK_DROPPED, "已取消", "Dropped" },
	BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice task_next[] = {
	{ "do", TASK_NEXT_DO, "责任单位办理", "Its owner does it" },
	{ "check", TASK_NEXT_CHECK, "指挥部核验", "The headquarters checks it" },
	{ .name = NULL }
};

static const struct field task_checked_fields[] = {
	{ .name = "result", .type = FIELD_CHOICE, .required = true, .choices = check_results,
		.zh = "核验结果", .en = "Result" },
	NOTE(false, "核验意见", "In words"),
	{ .name = NULL }
};

static const struct kind task_checked = {
	.name = "task.checked", .v = 1, .desk = "command", .zh = "核验任务", .en = "Task checked",
	.fields = task_checked_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.covers = "task", .not_by = "task.done", .effects = command_task_checked_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a06", "kind": "task.checked", "v": 1,
		"at": "2022-08-30T20:00:00+08:00", "area": "512021100",
		"round": "1ed8241a-6e9f-87f5-a328-202f46f013e7",
		"subject": "0182ec0c-3800-7000-8000-000000000a03",
		"body": {"result": "passed", "note": "现场核查属实（示例）"}}),
};

static const struct field task_dropped_fields[] = {
	{ .name = "reason", .type = FIELD_TEXT, .required = true, .max = BASE_REASON_MAX,
		.zh = "取消原因", .en = "Reason" },
	{ .name = NULL }
};

static const struct kind task_dropped = {
	.name = "task.dropped", .v = 1, .desk = "command", .zh = "取消任务", .en = "Task dropped",
	.fields = task_dropped_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.covers = "task", .effects = command_task_dropped_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a07", "kind": "task.dropped", "v": 1,
		"at": "2022-08-31T09:00:00+08:00", "area": "512021100",
		"round": "1ed8241a-6e9f-87f5-a328-202f46f013e7",
		"subject": "0182ec0c-3800-7000-8000-000000000a03", "body": {"reason": "并入市级卡点统一设置"}}),
};

/* -- lists of risk areas: the issue, and each of its entries by the same version -- */

/* A file of entries names the day, the time and the version in each row, and so do we. */
#define ISSUED { .name = "as_of", .type = FIELD_TIME, .required = true, .zh = "发布时间", .en = "Issued at" }
#define VERSION { .name = "snapshot", .type = FIELD_TEXT, .required = true, .max = 64, \
	.zh = "清单版本", .en = "Version of the list" }

static const struct field risk_issued_fields[] = {
	ISSUED, VERSION,
	{ .name = "source", .type = FIELD_TEXT, .required = true, .max = 200, .zh = "发布来源", .en = "Source" },
	{ .name = "entries", .type = FIELD_INT, .required = true, .min = 0, .max = ENTRIES_MAX,
		.zh = "风险区数量", .en = "Number of entries" },
	{ .name = "digest", .type = FIELD_TEXT, .max = 128, .zh = "文件校验值", .en = "Digest of the file" },
	BASE_INCIDENT(false),
	{ .name = NULL }
};

static const struct kind risk_issued = {
	.name = "risk.issued", .v = 1, .desk = "command", .zh = "登记风险区清单", .en = "List of risk areas issued",
	.fields = risk_issued_fields, .envelope = MAY_AREA, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.effects = command_risk_issued_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a08", "kind": "risk.issued", "v": 1,
		"at": "2022-08-30T21:30:00+08:00", "area": "512021",
		"body": {"as_of": "2022-08-30T21:00:00+08:00", "snapshot": "2022083021-示例",
		"source": "全国风险区清单（示例）", "entries": 763,
		"digest": "2aed51f4", "incident": "0182ec0c-3800-7000-8000-000000000001"}}),
};

const struct choice risk_levels[] = {
	{ "high", RISK_HIGH, "高风险", "High" },
	{ "medium", RISK_MEDIUM, "中风险", "Medium" },
	{ "low", RISK_LOW, "低风险", "Low" },
	{ .name = NULL }
};

static const struct field risk_listed_fields[] = {
	{ .name = "date", .type = FIELD_DATE, .zh = "清单日期", .en = "Day of the list" },
	ISSUED,
	{ .name = "level", .type = FIELD_CHOICE, .required = true, .choices = risk_levels,
		.zh = "风险等级", .en = "Level of risk" },
	{ .name = "province", .type = FIELD_TEXT, .required = true, .max = 20, .zh = "省（自治区、直辖市）", .en = "Province" },
	{ .name = "city", .type = FIELD_TEXT, .max = 20, .zh = "市（州）", .en = "City" },
	{ .name = "county", .type = FIELD_TEXT, .max = 20, .zh = "县（市、区）", .en = "County" },
	{ .name = "area_text", .type = FIELD_TEXT, .required = true, .max = 500,
		.zh = "风险区范围", .en = "The area in words" },
	{ .name = "code", .type = FIELD_TEXT, .max = 32, .zh = "区划代码", .en = "Division code" },
	{ .name = "from", .type = FIELD_DATE, .zh = "划定日期", .en = "At risk since" },
	VERSION,
	{ .name = "source", .type = FIELD_TEXT, .max = 200, .zh = "发布来源", .en = "Source" },
	{ .name = NULL }
};

static const struct kind risk_listed = {
	.name = "risk.listed", .v = 1, .desk = "command", .zh = "登记风险区", .en = "Risk area listed",
	.fields = risk_listed_fields, .envelope = MAY_AREA, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.effects = command_risk_listed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a09", "kind": "risk.listed", "v": 1,
		"at": "2022-08-30T21:31:00+08:00", "area": "512021",
		"body": {"date": "2022-08-30", "as_of": "2022-08-30T21:00:00+08:00", "level": "high",
		"province": "四川省", "city": "示例市", "county": "示例区", "area_text": "东升花园1期1栋1、2、3单元",
		"code": "511011", "from": "2022-08-28", "snapshot": "2022083021-示例",
		"source": "全国风险区清单（示例）"}}),
};

/* -- notices and thanks -- */

static const struct choice audiences[] = {
	{ "everyone", 1, "社会公众", "Everyone" },
	{ "residents", 2, "居民", "Residents" },
	{ "travellers", 3, "来（返）人员", "Travellers" },
	{ "staff", 4, "工作人员", "Staff" },
	{ "enterprises", 5, "企业、商户", "Enterprises and shops" },
	{ .name = NULL }
};

#define NOTICE_FIELDS \
	BASE_INCIDENT(true), \
	{ .name = "title", .type = FIELD_TEXT, .required = true, .max = TITLE_MAX, .zh = "标题", .en = "Title" }, \
	{ .name = "text", .type = FIELD_TEXT, .required = true, .max = WORDS_MAX, .zh = "正文", .en = "Text" }, \
	{ .name = "audience", .type = FIELD_CHOICE, .required = true, .choices = audiences, \
		.zh = "发布对象", .en = "Audience" }

static const struct field notice_fields_v1[] = {
	NOTICE_FIELDS,
	{ .name = NULL }
};

static const struct kind notice_published_v1 = {
	.name = "notice.published", .v = 1, .desk = "command", .zh = "发布通告", .en = "Notice published",
	.fields = notice_fields_v1, .envelope = NEEDS_AREA, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a0a", "kind": "notice.published", "v": 1,
		"at": "2022-08-30T12:00:00+08:00", "area": "512021",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "title": "关于来（返）人员主动报备的通告（示例）",
		"text": "近 7 日内有内江市旅居史的人员，请立即向所在村（社区）报备。", "audience": "residents"}}),
};

static const struct field notice_fields[] = {
	NOTICE_FIELDS,
	{ .name = "urgent", .type = FIELD_BOOL, .zh = "紧急（须立即阅知）", .en = "Urgent (to be read at once)" },
	{ .name = "until", .type = FIELD_TIME, .zh = "有效期至", .en = "Holds until" },
	{ .name = NULL }
};

/* Whoever works in its area has it on his phone. */
static const struct kind notice_published = {
	.name = "notice.published", .v = 2, .desk = "command", .zh = "发布通告", .en = "Notice published",
	.fields = notice_fields, .envelope = NEEDS_AREA, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.lift = command_notice_lift, .effects = command_notice_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a0c", "kind": "notice.published", "v": 2,
		"at": "2022-08-30T18:00:00+08:00", "area": "512021100",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "title": "关于今晚入户排查的通知（示例）",
		"text": "今晚 22 时前完成本组入户排查，未见到人的写明原因；22 时后不再敲门。", "audience": "staff",
		"urgent": true, "until": "2022-08-30T22:00:00+08:00"}}),
};

static const struct field notice_read_fields[] = {
	{ .name = "notice", .type = FIELD_REF, .required = true, .zh = "通告", .en = "Notice" },
	{ .name = NULL }
};

/* Whoever works in the response may say so, whatever his work. */
static const struct kind notice_read = {
	.name = "notice.read", .v = 1, .desk = "command", .zh = "已阅通告", .en = "Notice read",
	.fields = notice_read_fields, .envelope = NEEDS_AREA, .matter = MATTER_CREW, .verb = VERB_ENTER,
	.effects = command_notice_read_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a0d", "kind": "notice.read", "v": 1,
		"at": "2022-08-30T18:04:00+08:00", "area": "512021100201001",
		"body": {"notice": "0182ec0c-3800-7000-8000-000000000a0c"}}),
};

static const struct choice givers[] = {
	{ "resident", 1, "居民", "A resident" },
	{ "enterprise", 2, "企业、商户", "An enterprise or shop" },
	{ "organisation", 3, "社会组织", "An organisation" },
	{ "other", 4, "其他", "Another" },
	{ .name = NULL }
};

static const struct choice forms[] = {
	{ "words", 1, "口头感谢", "Words" },
	{ "letter", 2, "感谢信", "A letter" },
	{ "banner", 3, "锦旗", "A banner" },
	{ "meal", 4, "送餐（饮品）", "A meal" },
	{ "other", 5, "其他", "Another" },
	{ .name = NULL }
};

static const struct field thanks_fields[] = {
	BASE_INCIDENT(true),
	{ .name = "from", .type = FIELD_CHOICE, .required = true, .choices = givers, .zh = "致谢方", .en = "From" },
	{ .name = "form", .type = FIELD_CHOICE, .choices = forms, .zh = "致谢方式", .en = "How" },
	{ .name = "words", .type = FIELD_TEXT, .personal = CLASS_CONTACT, .max = 1000,
		.zh = "致谢内容", .en = "In words" },
	{ .name = NULL }
};

static const struct kind thanks_received = {
	.name = "thanks.received", .v = 1, .desk = "command", .zh = "收到致谢", .en = "Thanks received",
	.fields = thanks_fields, .envelope = NEEDS_AREA, .matter = MATTER_COMMAND, .verb = VERB_ENTER, .effects = command_thanks_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000a0b", "kind": "thanks.received", "v": 1,
		"at": "2022-08-30T18:30:00+08:00", "area": "512021100201001",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "from": "resident", "form": "meal",
		"words": "一位居民为值守人员送来晚饭（示例）"}}),
};

const struct kind *const command_desk_kinds[] = {
	&level_changed, &purge_ordered, &meeting_held,
	&task_set, &task_accepted, &task_done, &task_checked, &task_dropped,
	&risk_issued, &risk_listed,
	&risk_matched, &risk_followed, &risk_dismissed,
	&warning_raised, &warning_settled,
	&notice_published_v1, &notice_published, &notice_read, &thanks_received,
	NULL
};

/* -- figures -- */

static const struct figure meetings_held = {
	.number = COMMAND_MEETINGS, .id = "meetings-held", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "次", .unit_en = "meetings", .zh = "领导小组会议次数", .en = "Meetings of the leading group",
	.means_zh = "会议类型为“领导小组会议”的有效会议记录数；其他会议不计入。",
	.means_en = "Standing records of meetings of the leading group; other meetings are not counted.",
};

static const struct figure meetings_all = {
	.number = COMMAND_MEETINGS_ALL, .id = "meetings-all", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "次", .unit_en = "meetings", .zh = "各类会议次数", .en = "Meetings of every kind",
	.means_zh = "有效的会议记录数，含领导小组会议。",
	.means_en = "Standing records of meetings, those of the leading group among them.",
};

static const struct figure notices = {
	.number = COMMAND_NOTICES, .id = "notices-published", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "份", .unit_en = "notices", .zh = "发布通告份数", .en = "Notices published",
	.means_zh = "有效的发布通告记录数。", .means_en = "Standing records of notices published.",
};

static const struct figure thanks = {
	.number = COMMAND_THANKS, .id = "thanks-received", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "次", .unit_en = "times", .zh = "收到致谢次数", .en = "Thanks received",
	.means_zh = "有效的收到致谢记录数。", .means_en = "Standing records of thanks received.",
};

static const struct figure tasks_set = {
	.number = COMMAND_TASKS_SET, .id = "tasks-set", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "项", .unit_en = "tasks", .zh = "下达任务项数", .en = "Tasks set",
	.means_zh = "有效的下达任务记录数，含已取消的任务。",
	.means_en = "Standing records of tasks set, those that were dropped among them.",
};

static const struct figure tasks_settled = {
	.number = COMMAND_TASKS_SETTLED, .id = "tasks-settled", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "项次", .unit_en = "checks", .zh = "任务核验通过项次", .en = "Tasks checked and settled",
	.means_zh = "核验结果为“核验通过”的有效核验记录数；同一任务核验通过两次计两次。",
	.means_en = "Standing checks with the result 'passed'; a task that passed twice counts twice.",
};

static const struct figure risk_lists = {
	.number = COMMAND_RISK_LISTS, .id = "risk-lists-issued", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "期", .unit_en = "lists", .zh = "登记风险区清单期数", .en = "Lists of risk areas registered",
	.means_zh = "有效的登记风险区清单记录数。", .means_en = "Standing records of lists of risk areas issued.",
};

static const struct figure risk_areas = {
	.number = COMMAND_RISK_AREAS, .id = "risk-areas-listed", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "条", .unit_en = "entries", .zh = "登记风险区条数", .en = "Risk areas registered",
	.means_zh = "有效的登记风险区记录数；每期清单中的每一条计一次。",
	.means_en = "Standing records of risk areas listed; an area counts once for each list that has it.",
};

static const struct figure *const figures[] = {
	&meetings_held, &meetings_all, &notices, &thanks, &tasks_set, &tasks_settled, &risk_lists, &risk_areas,
	&risk_contacts, &risk_cleared, &risk_handled,
	&symptoms_told, &warnings_raised,
	NULL
};

/* -- the desk -- */

/* Whom it was given to, or whoever accepted it since. */
static const char *const owner[] = { "owner", NULL };

static const struct round_kind round_task = {
	.name = "task", .standing = true, .of = SUBJECT_MATTER, .unit = "task",
	.unit_zh = "项", .unit_en = "tasks",
	.zh = "任务督办", .en = "Tasks", .outcomes = task_outcomes, .next = task_next, .owner = owner,
	.assigned = true,
};

static const struct round_kind *const rounds[] = { &round_task, &round_risk, &round_warning, NULL };

const struct desk command_desk = {
	.name = "command", .zh = "指挥调度", .en = "Headquarters", .matter = MATTER_COMMAND,
	.kinds = command_desk_kinds, .figures = figures, .rounds = rounds,
};
