/* The sweep's tables: kinds, figures, its kind of round. */
#include "cover/base_kinds.h"
#include "desk/sweep/sweep.h"

/* -- sweep.found -- */

static const struct field found_fields[] = {
	BASE_PLACE_FIELDS(false),
	{ .name = NULL }
};

static const struct kind found = {
	.name = "sweep.found", .v = 1, .desk = "sweep", .zh = "发现漏登房屋", .en = "Dwelling found",
	.fields = found_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA | NEEDS_ROUND, .matter = MATTER_SWEEP, .verb = VERB_ENTER,
	.effects = sweep_found_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000201", "kind": "sweep.found", "v": 1,
		"at": "2022-08-30T09:20:00+08:00", "area": "512021100201001",
		"round": "0182ec0c-3800-7000-8000-000000000002",
		"subject": "0182ec0c-3800-7000-8000-000000000004",
		"body": {"compound": "示例花园", "building": "1栋", "unit": "2单元", "floor": "-1",
		"room": "地下室1号", "address": "示例路 1 号"}}),
};

/* -- sweep.visit -- */

/* A door's possible answers: the visit's choices, and with the exemptions the names of a target's code. */
#define VISIT_OUTCOMES \
	{ "done", SWEEP_DONE, "已入户登记", "Done" }, \
	{ "nobody", SWEEP_NOBODY, "家中无人", "Nobody at home" }, \
	{ "refused", SWEEP_REFUSED, "拒绝配合", "Refused" }, \
	{ "moved", SWEEP_MOVED, "已搬离", "Moved away" }, \
	{ "owner_unreachable", SWEEP_OWNER_UNREACHABLE, "户主联系不上", "Owner cannot be reached" }, \
	{ "unsafe", SWEEP_UNSAFE, "有危险，不宜入户", "Unsafe to enter" }, \
	{ "not_a_dwelling", SWEEP_NOT_A_DWELLING, "非居住用房", "Not a dwelling" }

static const struct choice outcomes[] = {
	VISIT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice target_outcomes[] = {
	VISIT_OUTCOMES, BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice next_actions[] = {
	{ "again_today", 1, "今日再次上门", "Again today" },
	{ "again_tomorrow", 2, "明日再次上门", "Again tomorrow" },
	{ "call", 3, "电话联系", "Call" },
	{ "with_police", 4, "会同民警上门", "Together with the police" },
	{ "community", 5, "转村（社区）跟进", "Pass to the community" },
	{ "guardian", 6, "约监护人到场", "With a guardian present" },
	{ .name = NULL }
};

static const struct choice neighbours[] = {
	{ "empty", SWEEP_EMPTY, "邻居称无人居住", "Empty, says a neighbour" },
	{ "occupied", SWEEP_OCCUPIED, "邻居称有人居住", "Lived in, says a neighbour" },
	{ "unknown", SWEEP_UNKNOWN, "邻居不知情", "The neighbour does not know" },
	{ "other", SWEEP_OTHER, "其他", "Other" },
	{ .name = NULL }
};

static const struct choice transports[] = {
	{ "car", 1, "自驾或乘小汽车", "Car" },
	{ "train", 2, "火车（动车、高铁）", "Train" },
	{ "coach", 3, "长途客车", "Coach" },
	{ "plane", 4, "飞机", "Plane" },
	{ "other", 5, "其他", "Other" },
	{ .name = NULL }
};

static const struct choice symptoms[] = {
	{ "fever", 1, "发热", "Fever" },
	{ "cough", 2, "咳嗽", "Cough" },
	{ "fatigue", 3, "乏力", "Fatigue" },
	{ "taste", 4, "嗅（味）觉减退", "Loss of smell or taste" },
	{ "none", 5, "无症状", "None" },
	{ .name = NULL }
};

static const struct choice measures[] = {
	{ "home", 1, "居家隔离", "Isolation at home" },
	{ "central", 2, "集中隔离", "Central isolation" },
	{ "test", 3, "核酸检测", "Test" },
	{ "none", 4, "无需管控", "None" },
	{ .name = NULL }
};

/* A journey is told from a year back to a month ahead. */
#define TRAVEL_DAYS .min = -366, .max = 31

#define VISIT_FIRST \
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = outcomes, \
		.zh = "入户结果", .en = "Outcome" }, \
	{ .name = "next", .type = FIELD_CHOICE, .choices = next_actions, .zh = "下一步", .en = "Next action" }, \
	{ .name = "slot", .type = FIELD_INT, .min = 0, .max = BASE_SLOT_MAX, .zh = "第几次（天）", .en = "Slot" }, \
	{ .name = "people", .type = FIELD_INT, .min = 0, .max = 99, .zh = "见面人数", .en = "People spoken to" }

#define VISIT_REST \
	{ .name = "neighbour", .type = FIELD_CHOICE, .choices = neighbours, .zh = "邻居反映", .en = "A neighbour says" }, \
	{ .name = "difficulty", .type = FIELD_CHOICE, .choices = base_urgencies, \
		.zh = "反映的困难", .en = "Difficulty" }, \
	{ .name = "difficulty_text", .type = FIELD_TEXT, .personal = CLASS_CONTACT, .max = 500, \
		.zh = "困难内容", .en = "The difficulty in words" }, \
	{ .name = "from", .type = FIELD_TEXT, .personal = CLASS_WHEREABOUTS, .max = 100, \
		.zh = "从何地返回", .en = "Back from" }, \
	{ .name = "left", .type = FIELD_DATE, .personal = CLASS_WHEREABOUTS, TRAVEL_DAYS, \
		.zh = "离开该地日期", .en = "Left there on" }, \
	{ .name = "back", .type = FIELD_DATE, .personal = CLASS_WHEREABOUTS, TRAVEL_DAYS, \
		.zh = "返回日期", .en = "Back on" }, \
	{ .name = "transport", .type = FIELD_CHOICE, .personal = CLASS_WHEREABOUTS, .choices = transports, \
		.zh = "交通方式", .en = "Transport" }, \
	{ .name = "companions", .type = FIELD_INT, .personal = CLASS_WHEREABOUTS, .min = 0, .max = 99, \
		.zh = "同行人数", .en = "Companions" }, \
	{ .name = "symptoms", .type = FIELD_CHOICES, .personal = CLASS_HEALTH, .choices = symptoms, \
		.zh = "症状", .en = "Symptoms" }, \
	{ .name = "measure", .type = FIELD_CHOICE, .choices = measures, .zh = "已采取的措施", .en = "Measure taken" }, \
	{ .name = "note", .type = FIELD_TEXT, .personal = CLASS_CONTACT, .max = 500, .zh = "备注", .en = "Note" }

static const struct field visit_fields_v1[] = {
	VISIT_FIRST,
	{ .name = "returned", .type = FIELD_BOOL, .zh = "有近期返回人员", .en = "Somebody has returned" },
	VISIT_REST,
	{ .name = NULL }
};

static const struct kind visit_v1 = {
	.name = "sweep.visit", .v = 1, .desk = "sweep", .zh = "入户排查", .en = "Visit",
	.fields = visit_fields_v1, .envelope = NEEDS_AREA | NEEDS_SUBJECT | NEEDS_ROUND, .matter = MATTER_SWEEP, .verb = VERB_ENTER,
	.covers = "sweep", .obliges = "ask",
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000202", "kind": "sweep.visit", "v": 1,
		"at": "2022-08-30T09:10:00+08:00", "area": "512021100201001",
		"round": "0182ec0c-3800-7000-8000-000000000002",
		"subject": "0182ec0c-3800-7000-8000-000000000003",
		"body": {"outcome": "done", "slot": 0, "people": 2, "returned": true, "measure": "home",
		"from": "内江市东兴区（示例）", "left": "2022-08-27", "back": "2022-08-28",
		"transport": "coach", "companions": 1, "symptoms": ["none"]}}),
};

static const struct field visit_fields[] = {
	VISIT_FIRST,
	{ .name = "away", .type = FIELD_BOOL, .zh = "有从询问地区返回的人员",
		.en = "Somebody is back from the place asked about" },
	{ .name = "ill", .type = FIELD_INT, .min = 0, .max = 99, .zh = "有症状人数", .en = "People with symptoms" },
	VISIT_REST,
	{ .name = NULL }
};

static const struct kind visit = {
	.name = "sweep.visit", .v = 2, .desk = "sweep", .zh = "入户排查", .en = "Visit",
	.fields = visit_fields, .envelope = NEEDS_AREA | NEEDS_SUBJECT | NEEDS_ROUND, .matter = MATTER_SWEEP, .verb = VERB_ENTER,
	.covers = "sweep", .obliges = "ask", .lift = sweep_visit_lift, .effects = sweep_visit_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000203", "kind": "sweep.visit", "v": 2,
		"at": "2022-08-30T09:12:05+08:00", "area": "512021100201001",
		"round": "0182ec0c-3800-7000-8000-000000000002",
		"subject": "0182ec0c-3800-7000-8000-000000000003",
		"body": {"outcome": "done", "next": "call", "slot": 0, "people": 3, "away": true, "ill": 1,
		"neighbour": "occupied", "difficulty": "life", "difficulty_text": "降压药只够一天（示例）",
		"from": "内江市东兴区（示例）", "left": "2022-08-27", "back": "2022-08-28",
		"transport": "train", "companions": 2, "symptoms": ["cough", "fatigue"], "measure": "test",
		"note": "请在下午上门（示例）"}}),
};

/* -- travel.declared: a journey that somebody tells of himself, or at his door -- */

static const struct choice days_since[] = {
	{ "days_3", 1, "返回 3 日以内", "Back for at most 3 days" },
	{ "days_7", 2, "返回 4 至 7 日", "Back for 4 to 7 days" },
	{ "days_14", 3, "返回 8 至 14 日", "Back for 8 to 14 days" },
	{ "longer", 4, "返回 14 日以上", "Back for longer" },
	{ "not_yet", 5, "尚未返回", "Not back yet" },
	{ .name = NULL }
};

static const struct field travel_fields[] = {
	BASE_INCIDENT(true),
	{ .name = "from_risk", .type = FIELD_BOOL, .required = true, .zh = "来自风险地区",
		.en = "From an area at risk" },
	{ .name = "since", .type = FIELD_CHOICE, .required = true, .choices = days_since,
		.zh = "返回天数", .en = "Since when" },
	{ .name = "measure", .type = FIELD_CHOICE, .choices = measures, .zh = "已采取的措施", .en = "Measure taken" },
	{ .name = "name", .type = FIELD_TEXT, .personal = CLASS_IDENTITY, .max = BASE_NAME_MAX,
		.zh = "姓名", .en = "Name" },
	{ .name = "phone", .type = FIELD_PHONE, .personal = CLASS_CONTACT, .zh = "联系电话", .en = "Phone" },
	{ .name = "from", .type = FIELD_TEXT, .required = true, .personal = CLASS_WHEREABOUTS, .max = 100,
		.zh = "从何地返回", .en = "Back from" },
	{ .name = "left", .type = FIELD_DATE, .personal = CLASS_WHEREABOUTS, TRAVEL_DAYS,
		.zh = "离开该地日期", .en = "Left there on" },
	{ .name = "back", .type = FIELD_DATE, .personal = CLASS_WHEREABOUTS, TRAVEL_DAYS,
		.zh = "返回日期", .en = "Back on" },
	{ .name = "transport", .type = FIELD_CHOICE, .personal = CLASS_WHEREABOUTS, .choices = transports,
		.zh = "交通方式", .en = "Transport" },
	{ .name = "trip", .type = FIELD_TEXT, .personal = CLASS_WHEREABOUTS, .max = 40,
		.zh = "车次（航班号）和座位", .en = "Train or flight, and seat" },
	{ .name = "companions", .type = FIELD_INT, .personal = CLASS_WHEREABOUTS, .min = 0, .max = 99,
		.zh = "同行人数", .en = "Companions" },
	{ .name = NULL }
};

static const struct kind travel = {
	.name = "travel.declared", .v = 1, .desk = "sweep", .zh = "申报行程", .en = "Journey declared",
	.fields = travel_fields, .envelope = NEEDS_AREA | MAY_SUBJECT, .matter = MATTER_SWEEP, .verb = VERB_ENTER,
	.effects = sweep_travel_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000204", "kind": "travel.declared", "v": 1,
		"at": "2022-08-30T09:25:00+08:00", "area": "512021100201001",
		"subject": "0182ec0c-3800-7000-8000-000000000003",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "from_risk": true, "since": "days_3",
		"measure": "home", "name": "张测试", "phone": "13800000000", "from": "内江市东兴区（示例）",
		"left": "2022-08-27", "back": "2022-08-28", "transport": "train", "trip": "K206 次 5 车 12 号（示例）",
		"companions": 1}}),
};

const struct kind *const sweep_kinds[] = { &found, &visit_v1, &visit, &travel, NULL };

/* -- figures -- */

static const struct figure doors = {
	.number = SWEEP_DOORS, .id = "doors-knocked", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "次", .unit_en = "visits", .zh = "敲门次数", .en = "Doors knocked at",
	.means_zh = "有效的入户排查记录数；同一户敲门多次计多次。",
	.means_en = "Standing visits; a door knocked at twice counts twice.",
};

static const struct figure people = {
	.number = SWEEP_PEOPLE, .id = "people-called-on", .v = 1, .shape = FIGURE_SUM, .divide = 1,
	.unit_zh = "人次", .unit_en = "people", .zh = "上门走访人次", .en = "People called on at their doors",
	.means_zh = "结果为“已入户登记”的入户记录中见面人数之和。",
	.means_en = "The sum of people spoken to over the visits whose outcome is 'done'.",
};

static const struct figure homes = {
	.number = SWEEP_HOMES, .id = "homes-answered", .v = 1, .shape = FIGURE_DISTINCT, .divide = 1,
	.unit_zh = "户", .unit_en = "dwellings", .zh = "已入户户数", .en = "Homes that answered",
	.means_zh = "至少有一次“已入户登记”的房屋数；每户只计一次。",
	.means_en = "Dwellings with at least one visit whose outcome is 'done', each once.",
};

static const struct figure returnees = {
	.number = SWEEP_RETURNEES, .id = "returnees-registered", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "户次", .unit_en = "visits", .zh = "登记有返回人员的户次", .en = "Visits that registered a returnee",
	.means_zh = "登记有从询问地区返回人员的入户记录数。",
	.means_en = "Standing visits at which somebody was back from the place asked about.",
};

static const struct figure journeys = {
	.number = SWEEP_TRAVEL, .id = "travel-declared", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "declarations", .zh = "申报行程人次", .en = "Journeys declared",
	.means_zh = "有效的申报行程记录数，不论是否来自风险地区。",
	.means_en = "Standing declarations of journeys, from an area at risk or not.",
};

/* Whoever goes again wants to know where somebody lives. */
static const struct figure said_empty = {
	.number = SWEEP_SAID_EMPTY, .id = "homes-said-empty", .v = 1, .shape = FIGURE_DISTINCT, .divide = 1,
	.unit_zh = "户", .unit_en = "dwellings", .zh = "邻居称无人居住户数", .en = "Homes said to be empty",
	.means_zh = "至少有一次入户记录的邻居反映为“无人居住”的房屋数；每户只计一次。",
	.means_en = "Dwellings of which a neighbour said at a visit that nobody lives there, each once.",
};

static const struct figure said_occupied = {
	.number = SWEEP_SAID_OCCUPIED, .id = "homes-said-occupied", .v = 1, .shape = FIGURE_DISTINCT, .divide = 1,
	.unit_zh = "户", .unit_en = "dwellings", .zh = "邻居称有人居住户数", .en = "Homes said to be lived in",
	.means_zh = "至少有一次入户记录的邻居反映为“有人居住”的房屋数；每户只计一次。",
	.means_en = "Dwellings of which a neighbour said at a visit that somebody lives there, each once.",
};

static const struct figure said_unknown = {
	.number = SWEEP_SAID_UNKNOWN, .id = "homes-said-unknown", .v = 1, .shape = FIGURE_DISTINCT, .divide = 1,
	.unit_zh = "户", .unit_en = "dwellings", .zh = "邻居不知情户数", .en = "Homes of which the neighbour does not know",
	.means_zh = "至少有一次入户记录的邻居反映为“不知情”的房屋数；每户只计一次。",
	.means_en = "Dwellings of which a neighbour did not know at a visit whether somebody lives there, each once.",
};

static const struct figure said_other = {
	.number = SWEEP_SAID_OTHER, .id = "homes-said-other", .v = 1, .shape = FIGURE_DISTINCT, .divide = 1,
	.unit_zh = "户", .unit_en = "dwellings", .zh = "邻居反映其他情况户数", .en = "Homes of which the neighbour says something else",
	.means_zh = "至少有一次入户记录的邻居反映为“其他”的房屋数，如商铺、与邻户为一家；每户只计一次。",
	.means_en = "Dwellings of which a neighbour said something else at a visit, such as that it is a shop; each once.",
};

static const struct figure *const figures[] = {
	&doors, &people, &homes, &returnees, &journeys, &said_empty, &said_occupied, &said_unknown, &said_other, NULL
};

/* -- the desk -- */

static const struct round_kind round_sweep = {
	.name = "sweep", .standing = false, .of = SUBJECT_DWELLING, .unit = "dwelling",
	.unit_zh = "户", .unit_en = "dwellings",
	.zh = "入户排查", .en = "House-to-house sweep", .outcomes = target_outcomes, .next = next_actions,
};

static const struct round_kind *const rounds[] = { &round_sweep, NULL };

const struct desk sweep_desk = {
	.name = "sweep", .zh = "入户排查", .en = "Sweeps", .matter = MATTER_SWEEP,
	.kinds = sweep_kinds, .figures = figures, .rounds = rounds,
	.urgent = true,
};
