/* The tables of restrictions and appeals. */
#include "cover/base_kinds.h"
#include "desk/restriction/restriction.h"
#include "rules/norms.h"

#define ABOUT_MATTER (NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT)

#define WORDS(must, in_zh, in_en) { .name = "reason", .type = FIELD_TEXT, .required = (must), \
	.personal = CLASS_HEALTH, .max = 1000, .zh = in_zh, .en = in_en }

/* -- restriction.ordered -- */

#define WHATS \
	{ "red", RESTRICT_RED, "红码", "Red code" }, \
	{ "door_sealed", RESTRICT_DOOR, "封门（贴封条）", "Door sealed" }, \
	{ "isolated_home", RESTRICT_HOME, "居家隔离", "Isolated at home" }, \
	{ "isolated_central", RESTRICT_CENTRAL, "集中隔离", "Isolated centrally" }

static const struct choice whats[] = {
	WHATS,
	{ .name = NULL }
};

static const struct choice causes[] = {
	{ "case", CAUSE_CASE, "感染者（病例）", "A case" },
	{ "zone", CAUSE_ZONE, "所在管控区域", "A zone" },
	{ "rule", CAUSE_RULE, "按规则判定", "A rule" },
	{ .name = NULL }
};

static const struct choice rules[] = {
	{ "travel_history", RULE_TRAVEL, "近期风险区旅居史", "Was in an area at risk lately" },
	{ .name = NULL }
};

/* The ground lies open, as the case of a contact does: who the case is, is sealed. */
#define CAUSE_FIELDS \
	{ .name = "cause", .type = FIELD_CHOICE, .required = true, .choices = causes, .zh = "限制原因", .en = "Cause" }, \
	{ .name = "ground", .type = FIELD_REF, .required = true, .rests = true, \
		.zh = "所依据的记录（感染者、管控区域或本人的涉险比对）", \
		.en = "The record it rests on (the case, the zone, or the match of his own journey)" }, \
	{ .name = "rule", .type = FIELD_CHOICE, .choices = rules, .zh = "所依据的规则", .en = "By the rule" }, \
	{ .name = "version", .type = FIELD_INT, .min = 1, .max = 99, .zh = "规则版本", .en = "Version of the rule" }

#define UNTIL { .name = "until", .type = FIELD_TIME, .required = true, .zh = "期满时间", .en = "In force until" }

static const struct field ordered_fields[] = {
	{ .name = "what", .type = FIELD_CHOICE, .required = true, .choices = whats, .zh = "限制措施", .en = "Restriction" },
	CAUSE_FIELDS,
	{ .name = "from", .type = FIELD_TIME, .required = true, .zh = "开始时间", .en = "In force from" },
	UNTIL,
	{ .name = "office", .type = FIELD_TEXT, .required = true, .max = 64,
		.zh = "决定单位（写单位或岗位，不写人名）", .en = "Decided by (office or post, no name)" },
	WORDS(true, "理由", "Reason in words"),
	{ .name = NULL }
};

const struct kind restriction_ordered = {
	.name = "restriction.ordered", .v = 1, .desk = "restriction", .zh = "对人员采取限制措施", .en = "Restriction ordered",
	.fields = ordered_fields, .envelope = ABOUT_MATTER | KIND_TWO_PERSONS | KIND_RAISES, .matter = MATTER_ZONE, .verb = VERB_DECIDE,
	.obliges = "restriction", .agrees = restriction_ordered_agrees, .effects = restriction_ordered_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000c01", "kind": "restriction.ordered", "v": 1,
		"at": "2022-08-31T21:00:00+08:00", "area": "512021100201001",
		"round": "8bc3eb76-c95c-8260-9c2b-c58d061946b4",
		"subject": "0182ec0c-3800-7000-8000-000000000006",
		"body": {"what": "isolated_home", "cause": "rule", "ground": "0182ec0c-3800-7000-8000-000000000a10",
		"rule": "travel_history", "version": 2, "from": "2022-08-31T21:00:00+08:00", "until": "2022-09-07T21:00:00+08:00",
		"office": "示例县指挥部社区管控组", "reason": "7 日内到过高风险区（示例）"}}),
};

/* -- restriction.extended: two persons again -- */

static const struct field extended_fields[] = {
	{ .name = "n", .type = FIELD_INT, .required = true, .min = 1, .max = RESTRICTION_EXTENSIONS_MAX,
		.zh = "第几次延长", .en = "Which extension it is" },
	CAUSE_FIELDS,
	{ .name = "from", .type = FIELD_TIME, .required = true, .zh = "原期满时间", .en = "The end that it has had" },
	UNTIL,
	WORDS(true, "延长理由", "Why it goes on"),
	{ .name = NULL }
};

const struct kind restriction_extended = {
	.name = "restriction.extended", .v = 1, .desk = "restriction", .zh = "延长限制措施", .en = "Restriction extended",
	.fields = extended_fields, .envelope = ABOUT_MATTER | KIND_TWO_PERSONS, .matter = MATTER_ZONE, .verb = VERB_DECIDE,
	.covers = "restriction", .agrees = restriction_extended_agrees, .effects = restriction_extended_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000c02", "kind": "restriction.extended", "v": 1,
		"at": "2022-09-07T18:00:00+08:00", "area": "512021100201001",
		"round": "8bc3eb76-c95c-8260-9c2b-c58d061946b4",
		"subject": "0182ec0c-3800-7000-8000-000000000c01",
		"body": {"n": 1, "cause": "rule", "ground": "0182ec0c-3800-7000-8000-000000000a10",
		"rule": "travel_history", "version": 2, "from": "2022-09-07T21:00:00+08:00", "until": "2022-09-10T21:00:00+08:00", "reason": "末次核酸检测结果未出（示例）"}}),
};

/* -- restriction.served -- */

#define SERVED \
	{ "himself", SERVED_HIMSELF, "本人签收", "Given to himself" }, \
	{ "household", SERVED_HOUSEHOLD, "同住人员签收", "Given to somebody of the household" }, \
	{ "left", SERVED_LEFT, "留置送达（拒收或无人，张贴于门口）", "Left at the door" }, \
	{ "phone", SERVED_PHONE, "电话告知并宣读理由", "Read out by phone" }, \
	{ "nobody", SERVED_NOBODY, "未送达", "Not served" }

static const struct choice served_outcomes[] = {
	SERVED,
	{ .name = NULL }
};

static const struct field served_fields[] = {
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = served_outcomes,
		.zh = "送达方式", .en = "How it was served" },
	{ .name = "n", .type = FIELD_INT, .min = 0, .max = RESTRICTION_EXTENSIONS_MAX,
		.zh = "第几次延长的告知书（首次不填）", .en = "Of which extension (none: of the order)" },
	{ .name = "taken_by", .type = FIELD_TEXT, .personal = CLASS_IDENTITY, .max = BASE_NAME_MAX,
		.zh = "签收人姓名", .en = "Name of who took it" },
	{ .name = NULL }
};

const struct kind restriction_served = {
	.name = "restriction.served", .v = 1, .desk = "restriction", .zh = "送达限制措施告知书", .en = "Notice of a restriction served",
	.fields = served_fields, .envelope = ABOUT_MATTER, .matter = MATTER_ZONE, .verb = VERB_ENTER,
	.covers = "restriction", .effects = restriction_served_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000c03", "kind": "restriction.served", "v": 1,
		"at": "2022-08-31T21:40:00+08:00", "area": "512021100201001",
		"round": "8bc3eb76-c95c-8260-9c2b-c58d061946b4",
		"subject": "0182ec0c-3800-7000-8000-000000000c01",
		"body": {"outcome": "himself", "n": 0, "taken_by": "李测试"}}),
};

/* -- restriction.lifted: one person is enough -- */

#define LIFTED \
	{ "over", RESTRICTION_OVER, "期满解除", "Its end came" }, \
	{ "early", RESTRICTION_EARLY, "提前解除", "Lifted early" }, \
	{ "groundless", RESTRICTION_GROUNDLESS, "原因已不成立", "Its ground is gone" }, \
	{ "mistake", RESTRICTION_MISTAKE, "有误，予以纠正", "It was a mistake" }

static const struct choice lifted_reasons[] = {
	LIFTED,
	{ .name = NULL }
};

static const struct field lifted_fields[] = {
	{ .name = "reason", .type = FIELD_CHOICE, .required = true, .choices = lifted_reasons,
		.zh = "解除原因", .en = "Why" },
	{ .name = "note", .type = FIELD_TEXT, .personal = CLASS_HEALTH, .max = 500, .zh = "情况说明", .en = "Note" },
	{ .name = NULL }
};

const struct kind restriction_lifted = {
	.name = "restriction.lifted", .v = 1, .desk = "restriction", .zh = "解除限制措施", .en = "Restriction lifted",
	.fields = lifted_fields, .envelope = ABOUT_MATTER | KIND_FREES, .matter = MATTER_ZONE, .verb = VERB_DECIDE,
	.covers = "restriction", .effects = restriction_lifted_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000c04", "kind": "restriction.lifted", "v": 1,
		"at": "2022-09-10T21:00:00+08:00", "area": "512021100201001",
		"round": "8bc3eb76-c95c-8260-9c2b-c58d061946b4",
		"subject": "0182ec0c-3800-7000-8000-000000000c01",
		"body": {"reason": "over", "note": "检测阴性（示例）"}}),
};

/* -- appeals -- */

static const struct choice hows[] = {
	{ "himself", 1, "本人提交", "By himself" },
	{ "door", 2, "上门时口头提出", "Told at the door" },
	{ "phone", 3, "电话提出", "By phone" },
	{ "paper", 4, "书面提出", "On paper" },
	{ .name = NULL }
};

/* Its subject is the restriction that it is against. */
static const struct field made_fields[] = {
	{ .name = "how", .type = FIELD_CHOICE, .required = true, .choices = hows, .zh = "申诉方式", .en = "How it was made" },
	WORDS(true, "申诉理由", "What is said against it"),
	{ .name = NULL }
};

const struct kind appeal_made = {
	.name = "appeal.made", .v = 1, .desk = "restriction", .zh = "对限制措施提出申诉", .en = "Appeal made",
	.fields = made_fields, .envelope = ABOUT_MATTER | KIND_FREES | KIND_RESIDENT | KIND_RAISES, .matter = MATTER_ZONE, .verb = VERB_ENTER,
	.obliges = "restriction", .effects = appeal_made_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000c05", "kind": "appeal.made", "v": 1,
		"at": "2022-09-01T08:30:00+08:00", "area": "512021100201001",
		"round": "8bc3eb76-c95c-8260-9c2b-c58d061946b4",
		"subject": "0182ec0c-3800-7000-8000-000000000c01",
		"body": {"how": "door", "reason": "当日不在该楼栋（示例）"}}),
};

#define DECIDED \
	{ "upheld", APPEAL_UPHELD, "申诉不成立，维持", "Upheld" }, \
	{ "lifted", APPEAL_LIFTED, "申诉成立，解除", "Lifted" }, \
	{ "changed", APPEAL_CHANGED, "申诉部分成立，解除并另行下达较轻措施", "Lifted; a milder one is ordered anew" }

static const struct choice decisions[] = {
	DECIDED,
	{ .name = NULL }
};

static const struct field decided_fields[] = {
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = decisions, .zh = "处理结果", .en = "Decision" },
	{ .name = "restriction", .type = FIELD_REF, .required = true, .subject = true, .rests = true,
		.zh = "所申诉的限制措施",
		.en = "The restriction that it is about" },
	WORDS(true, "处理理由（告知本人）", "Why (told to the person)"),
	{ .name = NULL }
};

const struct kind appeal_decided = {
	.name = "appeal.decided", .v = 1, .desk = "restriction", .zh = "处理申诉", .en = "Appeal decided",
	.fields = decided_fields, .envelope = ABOUT_MATTER | KIND_FREES, .matter = MATTER_ZONE, .verb = VERB_DECIDE,
	.covers = "restriction", .apart = "restriction", .effects = appeal_decided_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000c06", "kind": "appeal.decided", "v": 1,
		"at": "2022-09-01T15:00:00+08:00", "area": "512021100201001",
		"round": "8bc3eb76-c95c-8260-9c2b-c58d061946b4",
		"subject": "0182ec0c-3800-7000-8000-000000000c05",
		"body": {"outcome": "upheld", "restriction": "0182ec0c-3800-7000-8000-000000000c01",
		"reason": "门禁记录显示当日在该楼栋（示例）"}}),
};

const struct kind *const restriction_kinds[] = {
	&restriction_ordered, &restriction_extended, &restriction_served, &restriction_lifted, &appeal_made, &appeal_decided,
	NULL
};

/* -- figures -- */

#define COUNTED(number_, id_, unit_zh_, unit_en_, zh_, en_, means_zh_, means_en_) { \
	.number = (number_), .id = (id_), .v = 1, .shape = FIGURE_COUNT, .divide = 1, \
	.unit_zh = (unit_zh_), .unit_en = (unit_en_), .zh = (zh_), .en = (en_), .means_zh = (means_zh_), .means_en = (means_en_) }

static const struct figure ordered = COUNTED(RESTRICTION_ORDERED, "restrictions-ordered", "项", "restrictions",
	"采取限制措施项数", "Restrictions ordered", "经复核同意的有效限制措施记录数；已解除和已期满的仍计入。",
	"Standing orders, each approved by a second person; those that are over or were lifted still count.");

static const struct figure extended = COUNTED(RESTRICTION_EXTENDED, "restrictions-extended", "次", "extensions",
	"延长限制措施次数", "Restrictions extended", "经复核同意的有效延长限制措施记录数。",
	"Standing extensions, each approved by a second person.");

static const struct figure served = COUNTED(RESTRICTION_SERVED, "notices-served", "份", "notices",
	"送达告知书份数", "Notices served", "有效的送达限制措施告知书记录数，未送达的不计。",
	"Standing records of notices of a restriction that were served.");

static const struct figure lifted = COUNTED(RESTRICTION_LIFTED, "restrictions-lifted", "项", "restrictions",
	"解除限制措施次数", "Restrictions lifted", "有效的解除限制措施记录数，申诉解除的不在内。",
	"Standing records of restrictions lifted; those lifted on appeal are not among them.");

static const struct figure appeals = COUNTED(RESTRICTION_APPEALS, "appeals-made", "件", "appeals",
	"限制措施申诉件数", "Appeals made", "有效的对限制措施提出申诉记录数。", "Standing appeals against a restriction.");

static const struct figure decided = COUNTED(RESTRICTION_DECIDED, "appeals-decided", "件", "appeals",
	"处理申诉件数", "Appeals decided", "有效的处理申诉记录数，不论结果。", "Standing decisions on appeals, whatever they say.");

static const struct figure freed = COUNTED(RESTRICTION_FREED, "restrictions-lifted-on-appeal", "件", "appeals",
	"申诉成立件数", "Appeals that lifted a restriction", "处理结果为解除或另行下达较轻措施的有效处理申诉记录数。",
	"Standing decisions on appeals that lifted the restriction, or lifted it for a milder one.");

static const struct figure *const figures[] = { &ordered, &extended, &served, &lifted, &appeals, &decided, &freed, NULL };

/* -- the desk -- */

static const struct choice outcomes[] = {
	WHATS, LIFTED, DECIDED, SERVED, BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice next[] = {
	{ "assess", RESTRICTION_NEXT_ASSESS, "期满前评估：解除或延长", "To be assessed before its end" },
	{ "serve", RESTRICTION_NEXT_SERVE, "再次送达", "To be served again" },
	{ .name = NULL }
};

static const struct choice slots[] = {
	{ "restriction", RESTRICTION_SLOT_ITSELF, "限制措施", "The restriction" },
	{ "notice", RESTRICTION_SLOT_NOTICE, "告知书待送达", "The notice, to be served" },
	{ "notice_1", RESTRICTION_SLOT_NOTICE + 1, "第一次延长的告知书待送达", "The notice of its first extension" },
	{ "notice_2", RESTRICTION_SLOT_NOTICE + 2, "第二次延长的告知书待送达", "The notice of its second extension" },
	{ "notice_3", RESTRICTION_SLOT_NOTICE + 3, "第三次延长的告知书待送达", "The notice of its third extension" },
	{ "notice_4", RESTRICTION_SLOT_NOTICE + 4, "第四次延长的告知书待送达", "The notice of its fourth extension" },
	{ "appeal", RESTRICTION_SLOT_APPEAL, "申诉待处理", "An appeal, to be decided" },
	{ .name = NULL }
};

const struct round_kind round_restriction = {
	.name = "restriction", .standing = true, .of = SUBJECT_MATTER, .unit = "matter",
	.unit_zh = "项", .unit_en = "matters",
	.zh = "人员限制措施", .en = "Restrictions of people", .outcomes = outcomes, .next = next, .slots = slots,
};

static const struct round_kind *const rounds[] = { &round_restriction, NULL };

const struct desk restriction_desk = {
	.name = "restriction", .zh = "人员限制与申诉", .en = "Restrictions and appeals", .matter = MATTER_ZONE,
	.kinds = restriction_kinds, .figures = figures, .rounds = rounds,
};
