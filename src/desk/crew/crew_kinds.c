/* The tables of crews. Names, phones and posts of people are sealed; units, posts and duty states lie open. */
#include "cover/base_kinds.h"
#include "desk/crew/crew.h"

#define UNIT_TITLE_MAX 50
#define HANDED_MAX 100000
#define HOURS_MAX 72000 /* thousandths: three days */
#define SHIFTS_MAX 31 /* of a post by one record: half a month of days and nights; who plans further says so later */

/* Who names a unit does nothing to it: the gate need not ask where it lies. */
#define UNIT(called, must, label_zh, label_en) { .name = called, .type = FIELD_REF, \
	.required = (must), .zh = label_zh, .en = label_en }
#define POST(must) { .name = "post", .type = FIELD_REF, .subject = true, .required = (must), \
	.zh = "值守点位", .en = "Post" }
/* Day and night shifts are numbered through: 0 is the day shift of the first day, 1 its night shift. */
#define SLOT { .name = "slot", .type = FIELD_INT, .required = true, .min = 0, .max = BASE_SLOT_MAX, \
	.zh = "班次序号（首日白班为 0，首夜为 1，依次顺排）", .en = "Shift (0 = first day, 1 = first night, and so on)" }
/* Of a shift that was swapped: it is found by whom it was planned for. */
#define PLANNED { .name = "planned", .type = FIELD_REF, .subject = true, \
	.zh = "原排班人员（调班后的班次填写）", .en = "For whom it was planned (of a swapped shift)" }
#define ROLE(must) { .name = "role", .type = FIELD_CHOICE, .required = (must), .choices = roles, \
	.zh = "岗位职责", .en = "Role" }

/* What somebody does at a post or in a compound. */
static const struct choice roles[] = {
	{ "announcer", 1, "宣传员", "Announcer" },
	{ "persuader", 2, "劝导员", "Persuader" },
	{ "servant", 3, "服务员", "Servant" },
	{ "guard", 4, "值守员", "Guard" },
	{ "checker", 5, "查验员", "Checker" },
	{ "head", 6, "带班领导", "Head of the shift" },
	{ "other", 7, "其他", "Other" },
	{ .name = NULL }
};

/* -- unit.listed -- */

static const struct choice unit_types[] = {
	{ "leading_group", 1, "领导小组", "Leading group" },
	{ "office", 2, "指挥部办公室", "Office of the headquarters" },
	{ "committee", 3, "专委会", "Sub-committee" },
	{ "township_group", 4, "乡镇（街道）工作组", "Township work group" },
	{ "sector_group", 5, "行业工作组", "Sector group" },
	{ "task_force", 6, "工作专班", "Task force" },
	{ "department", 7, "部门（单位）", "Department" },
	{ "medical", 8, "医疗队", "Medical team" },
	{ "volunteers", 9, "志愿服务队", "Volunteers" },
	{ "other", 10, "其他", "Other" },
	{ .name = NULL }
};

static const struct field unit_fields[] = {
	{ .name = "name", .type = FIELD_TEXT, .required = true, .max = BASE_NAME_MAX,
		.zh = "机构名称", .en = "Name of the unit" },
	{ .name = "type", .type = FIELD_CHOICE, .required = true, .choices = unit_types,
		.zh = "机构类型", .en = "Kind of unit" },
	UNIT("parent", false, "上级机构", "Under which unit"),
	{ .name = "head", .type = FIELD_REF, .zh = "负责人（工作人员编号）", .en = "Who leads it (of the staff)" },
	{ .name = "duties", .type = FIELD_TEXT, .max = 500, .zh = "主要职责", .en = "Duties" },
	{ .name = NULL }
};

static const struct kind unit_listed = {
	.name = "unit.listed", .v = 1, .desk = "crew", .zh = "登记工作机构", .en = "Unit listed",
	.fields = unit_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_CREW, .verb = VERB_DECIDE,
	.effects = crew_unit_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000901", "kind": "unit.listed", "v": 1,
		"at": "2022-08-30T08:20:00+08:00", "area": "512021100",
		"subject": "0182ec0c-3800-7000-8000-000000000981",
		"body": {"name": "交通卡口工作专班（示例）", "type": "task_force",
		"parent": "0182ec0c-3800-7000-8000-000000000980",
		"head": "0182ec0c-3800-7000-8000-000000000990", "duties": "高速出口逢车必查、逢人必检"}}),
};

/* -- staff.listed -- */

const struct choice crew_duties[] = {
	{ "on_duty", 10, "在岗", "On duty" },
	{ "seconded", 11, "抽调（借调）", "Seconded" },
	{ "on_leave", 12, "请（休）假", "On leave" },
	{ "sick", 13, "病休", "Sick" },
	{ "at_home", 14, "居家待命", "At home, on call" },
	{ .name = NULL }
};

#define DUTY(must, is_state) { .name = "flags", .type = FIELD_CHOICES, .required = (must), .choices = crew_duties, \
	.state = (is_state), .zh = "在岗状态", .en = "Duty state" }

static const struct field staff_fields[] = {
	{ .name = "name", .type = FIELD_TEXT, .required = true, .personal = CLASS_IDENTITY, .max = BASE_NAME_MAX,
		.zh = "姓名", .en = "Name" },
	{ .name = "document", .type = FIELD_DOCUMENT, .personal = CLASS_IDENTITY,
		.zh = "证件号码", .en = "Document number" },
	{ .name = "phone", .type = FIELD_PHONE, .personal = CLASS_CONTACT, .zh = "联系电话", .en = "Phone" },
	UNIT("unit", false, "所在单位", "Unit"),
	{ .name = "title", .type = FIELD_TEXT, .personal = CLASS_IDENTITY, .max = UNIT_TITLE_MAX,
		.zh = "职务", .en = "Position" },
	{ .name = "person", .type = FIELD_REF, .personal = CLASS_IDENTITY,
		.zh = "本人人员编号（居住地随其变动）", .en = "Who he is in the roster of people (his home goes with him)" },
	{ .name = "dwelling", .type = FIELD_REF, .personal = CLASS_IDENTITY, .zh = "居住房屋", .en = "Dwelling" },
	DUTY(false, false),
	{ .name = NULL }
};

/* He reports where he lives: at the home of the person that he is, else at the dwelling that is named, else in the envelope's area. */
static const struct kind staff_listed = {
	.name = "staff.listed", .v = 1, .desk = "crew", .zh = "登记工作人员", .en = "Staff member listed",
	.fields = staff_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_CREW, .verb = VERB_DECIDE,
	.effects = crew_staff_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000902", "kind": "staff.listed", "v": 1,
		"at": "2022-08-30T08:21:00+08:00", "area": "512021100201001",
		"subject": "0182ec0c-3800-7000-8000-000000000990",
		"body": {"name": "王示例", "document": "11010519491231002X", "phone": "13800000009",
		"unit": "0182ec0c-3800-7000-8000-000000000981", "title": "科员",
		"person": "0182ec0c-3800-7000-8000-000000000005", "dwelling": "0182ec0c-3800-7000-8000-000000000003", "flags": ["on_duty"]}}),
};

/* -- staff.state: the duty roll -- */

static const struct field state_fields[] = {
	DUTY(true, true),
	{ .name = "until", .type = FIELD_DATE, .min = -31, .max = 366, .zh = "预计截止日期", .en = "Expected until" },
	{ .name = "note", .type = FIELD_TEXT, .personal = CLASS_HEALTH, .max = BASE_REASON_MAX,
		.zh = "情况说明", .en = "Note" },
	{ .name = NULL }
};

static const struct kind staff_state = {
	.name = "staff.state", .v = 1, .desk = "crew", .zh = "变更在岗状态", .en = "Duty state changed",
	.fields = state_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA | MAY_SEEN, .matter = MATTER_CREW, .verb = VERB_DECIDE,
	.effects = crew_state_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000903", "kind": "staff.state", "v": 1,
		"at": "2022-08-31T08:00:00+08:00", "area": "512021100201001",
		"subject": "0182ec0c-3800-7000-8000-000000000990",
		"seen": {"flags": "0182ec0c-3800-7000-8000-000000000902"},
		"body": {"flags": ["seconded"], "until": "2022-09-15", "note": "抽调至高速出口（示例）"}}),
};

/* -- staff.seconded -- */

static const struct field seconded_fields[] = {
	BASE_INCIDENT(true),
	UNIT("from_unit", false, "派出单位", "From unit"),
	UNIT("to_unit", true, "接收单位（专班）", "To unit"),
	POST(false),
	{ .name = "from", .type = FIELD_DATE, .required = true, .min = -366, .max = 366,
		.zh = "起始日期", .en = "From" },
	{ .name = "to", .type = FIELD_DATE, .min = -366, .max = 366, .zh = "结束日期", .en = "To" },
	{ .name = NULL }
};

static const struct kind staff_seconded = {
	.name = "staff.seconded", .v = 1, .desk = "crew", .zh = "抽调人员", .en = "Staff member seconded",
	.fields = seconded_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA | KIND_AT_WORK, .matter = MATTER_CREW, .verb = VERB_DECIDE,
	.effects = crew_seconded_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000904", "kind": "staff.seconded", "v": 1,
		"at": "2022-08-31T08:05:00+08:00", "area": "512021100",
		"subject": "0182ec0c-3800-7000-8000-000000000990",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001",
		"from_unit": "0182ec0c-3800-7000-8000-000000000980", "to_unit": "0182ec0c-3800-7000-8000-000000000981",
		"post": "0182ec0c-3800-7000-8000-000000000995", "from": "2022-08-31", "to": "2022-09-15"}}),
};

/* -- area.led -- */

static const struct choice leader_roles[] = {
	{ "county_leader", 1, "县级包联领导", "County leader" },
	{ "department", 2, "包联部门负责人", "Head of the partner department" },
	{ "township_leader", 3, "乡镇（街道）包片领导", "Township leader" },
	{ "cadre", 4, "包村（社区）干部", "Cadre of the village or community" },
	{ "grid_head", 5, "网格长", "Head of the grid" },
	{ .name = NULL }
};

static const struct field led_fields[] = {
	{ .name = "leader", .type = FIELD_REF, .subject = true, .required = true,
		.zh = "包联责任人", .en = "Who answers for it" },
	{ .name = "role", .type = FIELD_CHOICE, .required = true, .choices = leader_roles,
		.zh = "责任层级", .en = "As what" },
	{ .name = "from", .type = FIELD_DATE, .min = -366, .max = 366, .zh = "起始日期", .en = "From" },
	{ .name = NULL }
};

static const struct kind area_led = {
	.name = "area.led", .v = 1, .desk = "crew", .zh = "确定包联责任人", .en = "Leader of an area named",
	.fields = led_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | KIND_AT_WORK, .matter = MATTER_CREW, .verb = VERB_DECIDE,
	.obliges = "lead", .effects = crew_led_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000905", "kind": "area.led", "v": 1,
		"at": "2022-08-30T08:30:00+08:00", "area": "512021100201001",
		"round": "71008aa4-f643-8bd2-ab4a-a91d11e76fae",
		"body": {"leader": "0182ec0c-3800-7000-8000-000000000990", "role": "cadre", "from": "2022-08-30"}}),
};

#define LED_ENDS \
	{ "replaced", 1, "另行指定责任人", "Another was named" }, \
	{ "left", 2, "责任人调离", "The leader left" }, \
	{ "area_ended", 3, "区域撤并", "The area is no more" }, \
	{ "over", 4, "响应终止", "The response is over" }

static const struct choice led_ends[] = {
	LED_ENDS,
	{ .name = NULL }
};

static const struct choice lead_outcomes[] = {
	LED_ENDS, BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct field led_ended_fields[] = {
	{ .name = "reason", .type = FIELD_CHOICE, .required = true, .choices = led_ends,
		.zh = "解除原因", .en = "Reason" },
	{ .name = NULL }
};

static const struct kind area_led_ended = {
	.name = "area.led_ended", .v = 1, .desk = "crew", .zh = "解除包联关系", .en = "No longer led",
	.fields = led_ended_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_CREW, .verb = VERB_DECIDE,
	.covers = "lead", .effects = crew_led_ended_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000906", "kind": "area.led_ended", "v": 1,
		"at": "2022-09-05T08:30:00+08:00", "area": "512021100201001",
		"round": "71008aa4-f643-8bd2-ab4a-a91d11e76fae",
		"subject": "0182ec0c-3800-7000-8000-000000000905", "body": {"reason": "replaced"}}),
};

/* -- the muster -- */

static const struct field reported_fields[] = {
	{ .name = "site", .type = FIELD_REF, .subject = true, .zh = "报到小区（院落）", .en = "Compound" },
	ROLE(true),
	{ .name = NULL }
};

static const struct kind muster_reported = {
	.name = "muster.reported", .v = 1, .desk = "crew", .zh = "到居住小区报到", .en = "Reported where he lives",
	.fields = reported_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_CREW, .verb = VERB_ENTER,
	.covers = "muster", .effects = crew_reported_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000907", "kind": "muster.reported", "v": 1,
		"at": "2022-08-31T07:30:00+08:00", "area": "512021100201001",
		"round": "0182ec0c-3800-7000-8000-000000000997",
		"subject": "0182ec0c-3800-7000-8000-000000000991",
		"body": {"site": "0182ec0c-3800-7000-8000-000000000996", "role": "persuader"}}),
};

#define EXCUSES \
	{ "on_duty", 2, "在岗值守", "On duty" }, \
	{ "seconded", 3, "已抽调", "Seconded" }, \
	{ "on_leave", 4, "请（休）假", "On leave" }, \
	{ "sick", 5, "病休", "Sick" }

static const struct choice excuses[] = {
	EXCUSES,
	{ .name = NULL }
};

static const struct field excused_fields[] = {
	{ .name = "reason", .type = FIELD_CHOICE, .required = true, .choices = excuses,
		.zh = "免予报到原因", .en = "Reason" },
	{ .name = NULL }
};

static const struct kind muster_excused = {
	.name = "muster.excused", .v = 1, .desk = "crew", .zh = "免予报到", .en = "Excused from reporting",
	.fields = excused_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_CREW, .verb = VERB_DECIDE,
	.covers = "muster", .effects = crew_excused_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000908", "kind": "muster.excused", "v": 1,
		"at": "2022-08-31T07:40:00+08:00", "area": "512021100201001",
		"round": "0182ec0c-3800-7000-8000-000000000997",
		"subject": "0182ec0c-3800-7000-8000-000000000990", "body": {"reason": "seconded"}}),
};

#define CALL_OUTCOMES \
	{ "promised", MUSTER_PROMISED, "承诺报到", "Promised to come" }, \
	{ "unreachable", MUSTER_UNREACHABLE, "联系不上", "Cannot be reached" }

static const struct choice call_outcomes[] = {
	CALL_OUTCOMES,
	{ .name = NULL }
};

static const struct choice muster_next[] = {
	{ "again", 1, "再次通知", "Call again" },
	{ "unit", 2, "转所在单位督促", "His unit follows it up" },
	{ .name = NULL }
};

static const struct choice muster_outcomes[] = {
	{ "reported", MUSTER_REPORTED, "已报到", "Reported" },
	EXCUSES, CALL_OUTCOMES, BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct field called_fields[] = {
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = call_outcomes,
		.zh = "通知结果", .en = "Outcome" },
	{ .name = "next", .type = FIELD_CHOICE, .choices = muster_next, .zh = "下一步", .en = "Next action" },
	{ .name = NULL }
};

static const struct kind muster_called = {
	.name = "muster.called", .v = 1, .desk = "crew", .zh = "通知报到", .en = "Called to report",
	.fields = called_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_CREW, .verb = VERB_ENTER,
	.covers = "muster", .effects = crew_called_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000909", "kind": "muster.called", "v": 1,
		"at": "2022-08-31T07:20:00+08:00", "area": "512021100201001",
		"round": "0182ec0c-3800-7000-8000-000000000997",
		"subject": "0182ec0c-3800-7000-8000-000000000991", "body": {"outcome": "promised", "next": "again"}}),
};

/* -- shifts -- */

static const struct choice mannings[] = {
	{ "day_and_night", MANNED_DAY_AND_NIGHT, "昼夜两班（每班 12 小时）", "Day and night (12 hours each)" },
	{ "day", MANNED_DAY, "只设白班", "By day only" },
	{ "night", MANNED_NIGHT, "只设夜班", "By night only" },
	{ "three", MANNED_THREE, "三班（每班 8 小时）", "Three shifts (8 hours each)" },
	{ "four", MANNED_FOUR, "四班（每班 6 小时）", "Four shifts (6 hours each)" },
	{ .name = NULL }
};

static const struct field manned_fields[] = {
	{ .name = "manning", .type = FIELD_CHOICE, .required = true, .choices = mannings,
		.zh = "值守方式", .en = "How it is manned" },
	SLOT,
	{ .name = "start", .type = FIELD_TIME, .required = true, .zh = "首班开始时间", .en = "The first shift begins" },
	{ .name = "shifts", .type = FIELD_INT, .required = true, .min = 1, .max = SHIFTS_MAX,
		.zh = "须安排的班次数", .en = "Shifts to be held from then on" },
	{ .name = NULL }
};

static const struct kind post_manned = {
	.name = "post.manned", .v = 1, .desk = "crew", .zh = "明确点位值守要求", .en = "Post to be manned",
	.fields = manned_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_CREW, .verb = VERB_DECIDE,
	.obliges = "shift", .effects = crew_manned_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000910", "kind": "post.manned", "v": 1,
		"at": "2022-08-30T16:30:00+08:00", "area": "512021100",
		"round": "ce64cd1e-12ba-8ba1-8591-5019145cb713",
		"subject": "0182ec0c-3800-7000-8000-000000000995",
		"body": {"manning": "day_and_night", "slot": 2, "start": "2022-08-31T08:00:00+08:00", "shifts": 4}}),
};

static const struct field planned_fields[] = {
	POST(true), SLOT,
	{ .name = "start", .type = FIELD_TIME, .required = true, .zh = "到岗时间", .en = "Begins" },
	{ .name = "end", .type = FIELD_TIME, .zh = "下班时间", .en = "Ends" },
	ROLE(false),
	{ .name = NULL }
};

static const struct kind shift_planned = {
	.name = "shift.planned", .v = 1, .desk = "crew", .zh = "排班", .en = "Shift planned",
	.fields = planned_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT | KIND_AT_WORK, .matter = MATTER_CREW, .verb = VERB_DECIDE,
	.obliges = "shift", .effects = crew_planned_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000090a", "kind": "shift.planned", "v": 1,
		"at": "2022-08-30T17:00:00+08:00", "area": "512021100",
		"round": "ce64cd1e-12ba-8ba1-8591-5019145cb713",
		"subject": "0182ec0c-3800-7000-8000-000000000990",
		"body": {"post": "0182ec0c-3800-7000-8000-000000000995", "slot": 2,
		"start": "2022-08-31T08:00:00+08:00", "end": "2022-08-31T20:00:00+08:00", "role": "checker"}}),
};

static const struct field clock_in_fields[] = {
	POST(true), SLOT, PLANNED,
	{ .name = "post_kind", .type = FIELD_CHOICE, .required = true, .choices = base_sites,
		.zh = "点位类型", .en = "Kind of post" },
	ROLE(false),
	{ .name = NULL }
};

static const struct kind shift_clock_in = {
	.name = "shift.clock_in", .v = 1, .desk = "crew", .zh = "到岗签到", .en = "Clocked in",
	.fields = clock_in_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT | KIND_AT_WORK, .matter = MATTER_CREW, .verb = VERB_ENTER,
	.covers = "shift", .effects = crew_clock_in_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000090b", "kind": "shift.clock_in", "v": 1,
		"at": "2022-08-31T07:55:00+08:00", "area": "512021100",
		"round": "ce64cd1e-12ba-8ba1-8591-5019145cb713",
		"subject": "0182ec0c-3800-7000-8000-000000000990",
		"body": {"post": "0182ec0c-3800-7000-8000-000000000995", "slot": 2,
		"planned": "0182ec0c-3800-7000-8000-000000000990", "post_kind": "highway_exit",
		"role": "checker"}}),
};

static const struct field clock_out_fields[] = {
	POST(false), SLOT, PLANNED,
	{ .name = "hours", .type = FIELD_DECIMAL, .required = true, .min = 0, .max = HOURS_MAX,
		.zh = "值守时长（小时）", .en = "Hours worked" },
	{ .name = NULL }
};

static const struct kind shift_clock_out = {
	.name = "shift.clock_out", .v = 1, .desk = "crew", .zh = "离岗签退", .en = "Clocked out",
	.fields = clock_out_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT | KIND_AT_WORK, .matter = MATTER_CREW, .verb = VERB_ENTER,
	.covers = "shift", .effects = crew_clock_out_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000090c", "kind": "shift.clock_out", "v": 1,
		"at": "2022-08-31T20:40:00+08:00", "area": "512021100",
		"round": "ce64cd1e-12ba-8ba1-8591-5019145cb713",
		"subject": "0182ec0c-3800-7000-8000-000000000990",
		"body": {"post": "0182ec0c-3800-7000-8000-000000000995", "slot": 2,
		"planned": "0182ec0c-3800-7000-8000-000000000990", "hours": "12.75"}}),
};

static const struct field handed_over_fields[] = {
	POST(false), SLOT, PLANNED,
	{ .name = "to", .type = FIELD_REF, .subject = true, .required = true, .zh = "接班人", .en = "To whom" },
	{ .name = "items", .type = FIELD_INT, .min = 0, .max = HANDED_MAX,
		.zh = "移交物品件数", .en = "Items handed over" },
	{ .name = "open", .type = FIELD_INT, .min = 0, .max = HANDED_MAX,
		.zh = "未办结事项数", .en = "Matters left open" },
	{ .name = "note", .type = FIELD_TEXT, .personal = CLASS_CONTACT, .max = 500,
		.zh = "交接事项说明", .en = "What is left open, in words" },
	{ .name = NULL }
};

static const struct kind shift_handed_over = {
	.name = "shift.handed_over", .v = 1, .desk = "crew", .zh = "交接班", .en = "Shift handed over",
	.fields = handed_over_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT | KIND_AT_WORK, .matter = MATTER_CREW, .verb = VERB_ENTER,
	.covers = "shift", .effects = crew_handed_over_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000090d", "kind": "shift.handed_over", "v": 1,
		"at": "2022-08-31T20:35:00+08:00", "area": "512021100",
		"round": "ce64cd1e-12ba-8ba1-8591-5019145cb713",
		"subject": "0182ec0c-3800-7000-8000-000000000990",
		"body": {"post": "0182ec0c-3800-7000-8000-000000000995", "slot": 2,
		"planned": "0182ec0c-3800-7000-8000-000000000990", "to": "0182ec0c-3800-7000-8000-000000000991",
		"items": 14, "open": 1,
		"note": "一辆货车待复核（示例）"}}),
};

#define REPLACEMENTS \
	{ "replace", SHIFT_NEXT_REPLACE, "安排替班", "Find a replacement" }, \
	{ "call", SHIFT_NEXT_CALL, "电话催岗", "Call" }, \
	{ "stand_in", SHIFT_NEXT_STAND_IN, "带班领导顶岗", "The head of the shift stands in" }

static const struct choice replacements[] = {
	REPLACEMENTS,
	{ .name = NULL }
};

static const struct choice shift_next[] = {
	REPLACEMENTS,
	{ "enter", SHIFT_NEXT_ENTER, "补录到岗签到", "Enter the clock-in" },
	{ "come", SHIFT_NEXT_COME, "替班人到岗", "Whoever took it over comes" },
	{ .name = NULL }
};

static const struct choice shift_outcomes[] = {
	{ "held", SHIFT_HELD, "已到岗", "Held" },
	{ "left", SHIFT_LEFT, "已签退（未签到）", "Clocked out, never in" },
	{ "handed_over", SHIFT_HANDED_OVER, "已交班（未签到）", "Handed over, never clocked in" },
	{ "no_show", SHIFT_NO_SHOW, "未到岗", "Did not come" },
	{ "swapped", SHIFT_SWAPPED, "已调班", "Swapped" },
	{ "filled", SHIFT_FILLED, "点位已排人或已有人到岗（按人员班次统计）", "Somebody is planned or came (his own shift counts)" },
	BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct field no_show_fields[] = {
	POST(false), SLOT, PLANNED,
	{ .name = "next", .type = FIELD_CHOICE, .required = true, .choices = replacements,
		.zh = "处置措施", .en = "Next action" },
	{ .name = NULL }
};

static const struct kind shift_no_show = {
	.name = "shift.no_show", .v = 1, .desk = "crew", .zh = "登记未到岗", .en = "Did not come",
	.fields = no_show_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT | KIND_AT_WORK, .matter = MATTER_CREW, .verb = VERB_ENTER,
	.covers = "shift", .effects = crew_no_show_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000090e", "kind": "shift.no_show", "v": 1,
		"at": "2022-08-31T20:20:00+08:00", "area": "512021100",
		"round": "ce64cd1e-12ba-8ba1-8591-5019145cb713",
		"subject": "0182ec0c-3800-7000-8000-000000000991",
		"body": {"post": "0182ec0c-3800-7000-8000-000000000995", "slot": 3,
		"planned": "0182ec0c-3800-7000-8000-000000000993", "next": "replace"}}),
};

static const struct field swapped_fields[] = {
	POST(true), SLOT, PLANNED,
	{ .name = "with", .type = FIELD_REF, .subject = true, .required = true, .zh = "替班人", .en = "Who comes instead" },
	{ .name = "start", .type = FIELD_TIME, .required = true, .zh = "替班人到岗时间", .en = "When he is there" },
	{ .name = "reason", .type = FIELD_TEXT, .personal = CLASS_HEALTH, .max = BASE_REASON_MAX,
		.zh = "调班原因", .en = "Reason" },
	{ .name = NULL }
};

static const struct kind shift_swapped = {
	.name = "shift.swapped", .v = 1, .desk = "crew", .zh = "调班", .en = "Shift swapped",
	.fields = swapped_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT | KIND_AT_WORK, .matter = MATTER_CREW, .verb = VERB_DECIDE,
	.covers = "shift", .effects = crew_swapped_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000090f", "kind": "shift.swapped", "v": 1,
		"at": "2022-08-31T20:30:00+08:00", "area": "512021100",
		"round": "ce64cd1e-12ba-8ba1-8591-5019145cb713",
		"subject": "0182ec0c-3800-7000-8000-000000000991",
		"body": {"post": "0182ec0c-3800-7000-8000-000000000995", "slot": 3,
		"planned": "0182ec0c-3800-7000-8000-000000000993", "with": "0182ec0c-3800-7000-8000-000000000992",
		"start": "2022-08-31T21:00:00+08:00",
		"reason": "原排班人员未到岗"}}),
};

const struct kind *const crew_kinds[] = {
	&unit_listed, &staff_listed, &staff_state, &staff_seconded,
	&area_led, &area_led_ended,
	&muster_reported, &muster_excused, &muster_called,
	&post_manned, &shift_planned, &shift_clock_in, &shift_clock_out, &shift_handed_over, &shift_no_show, &shift_swapped,
	NULL
};

/* -- figures -- */

static const struct figure attendances = {
	.number = CREW_ATTENDANCES, .id = "staff-attendances", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "attendances", .zh = "到岗人次", .en = "Staff attendances",
	.means_zh = "有效的到岗签到记录数；一人到岗一次计一次，未排班者到岗也计入。",
	.means_en = "Standing clock-ins; each counts, also of somebody who was not planned.",
};

static const struct figure exit_staff = {
	.number = CREW_EXIT_STAFF, .id = "exit-staff", .v = 1, .shape = FIGURE_DISTINCT, .divide = 1,
	.unit_zh = "人", .unit_en = "people", .zh = "高速公路出口值守人数", .en = "Staff at highway exits",
	.means_zh = "在点位类型为“高速公路出口”处至少到岗签到一次的工作人员数；每人只计一次。",
	.means_en = "Staff with at least one clock-in at a post of kind 'highway exit', each once.",
};

static const struct figure secondments = {
	.number = CREW_SECONDMENTS, .id = "secondments", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "secondments", .zh = "抽调人次", .en = "Secondments",
	.means_zh = "有效的抽调人员记录数；同一人抽调多次计多次，不论是否已结束。",
	.means_en = "Standing records of secondments, ended or not; somebody seconded twice counts twice.",
};

static const struct figure reported = {
	.number = CREW_REPORTED, .id = "reported-to-compound", .v = 1, .shape = FIGURE_DISTINCT, .divide = 1,
	.unit_zh = "人", .unit_en = "people", .zh = "到居住小区报到人数", .en = "Staff who reported where they live",
	.means_zh = "至少有一次到居住小区报到记录的工作人员数；每人只计一次。",
	.means_en = "Staff with at least one standing report to the compound where they live, each once.",
};

static const struct figure overlong = {
	.number = CREW_OVERLONG, .id = "overlong-shifts", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "班次", .unit_en = "shifts", .zh = "超时值守班次", .en = "Shifts longer than the norm",
	.means_zh = "值守时长超过签退当日规定上限（12 小时）的有效离岗签退记录数。",
	.means_en = "Standing clock-outs whose hours are more than the norm of that day (12 hours).",
};

static const struct figure short_rests = {
	.number = CREW_SHORT_RESTS, .id = "short-rests", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "班次", .unit_en = "shifts", .zh = "休息不足即到岗班次", .en = "Shifts begun after too short a rest",
	.means_zh = "同一人签退后，未满规定休息时间（11 小时）又到另一班次签到的有效签到记录数；不论点位，跨日计算；同一班次内轮换不计。",
	.means_en = "Standing clock-ins of somebody who had clocked out of another shift, at whatever post, less than the rest of the norm "
		"(11 hours) before; each shift once, and taking turns within a shift is none.",
};

static const struct figure short_plans = {
	.number = CREW_SHORT_PLANS, .id = "short-rests-planned", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "班次", .unit_en = "shifts", .zh = "排班休息不足班次", .en = "Shifts planned with too short a rest before",
	.means_zh = "同一人距上一班次（计划或实际签退，取较晚者）未满规定休息时间（11 小时）的有效排班和调班记录数；只作提示，不影响到岗。",
	.means_en = "Standing plans, or swaps, for somebody whose shift before ends, as planned or as it was, less than the rest of the norm "
		"(11 hours) earlier; a hint to whoever plans, which stops nobody.",
};

static const struct figure *const figures[] = {
	&attendances, &exit_staff, &secondments, &reported, &overlong, &short_rests, &short_plans, NULL
};

/* -- the desk -- */

static const struct choice nothing[] = {
	{ .name = NULL }
};

/* In force until ended: nothing comes next. */
static const struct round_kind round_lead = {
	.name = "lead", .standing = true, .of = SUBJECT_MATTER, .unit = "pairing",
	.unit_zh = "个区域", .unit_en = "areas",
	.zh = "包联责任", .en = "Who answers for which area", .outcomes = lead_outcomes, .next = nothing,
	.in_force = true,
};

static const struct round_kind round_muster = {
	.name = "muster", .standing = false, .of = SUBJECT_STAFF, .unit = "staff",
	.unit_zh = "人", .unit_en = "staff",
	.zh = "到小区报到", .en = "Muster of staff where they live", .outcomes = muster_outcomes, .next = muster_next,
};

static const char *const shift_owner[] = { "with", NULL };

static const struct round_kind round_shift = {
	.name = "shift", .standing = true, .of = SUBJECT_STAFF, .unit = "shift",
	.unit_zh = "班次", .unit_en = "shifts",
	.zh = "值守班次", .en = "Shifts at posts", .outcomes = shift_outcomes, .next = shift_next, .owner = shift_owner,
};

static const struct round_kind *const rounds[] = { &round_lead, &round_muster, &round_shift, NULL };

const struct desk crew_desk = {
	.name = "crew", .zh = "人员力量", .en = "Crews", .matter = MATTER_CREW,
	.kinds = crew_kinds, .figures = figures, .rounds = rounds,
};
