/* The tables of questions and difficulties. */
#include "cover/base_kinds.h"
#include "desk/ask/ask.h"

/* -- ask.asked -- */

static const struct choice channels[] = {
	{ "door", 1, "上门", "At the door" },
	{ "phone", 2, "电话", "By phone" },
	{ "window", 3, "服务窗口", "At a window" },
	{ "online", 4, "网络", "Online" },
	{ .name = NULL }
};

static const struct field asked_fields[] = {
	{ .name = "category", .type = FIELD_CHOICE, .required = true, .choices = base_urgencies,
		.zh = "紧急程度", .en = "Urgency" },
	{ .name = "channel", .type = FIELD_CHOICE, .choices = channels, .zh = "受理渠道", .en = "Channel" },
	{ .name = "text", .type = FIELD_TEXT, .required = true, .personal = CLASS_CONTACT, .max = 1000,
		.zh = "诉求内容", .en = "The question in words" },
	{ .name = "name", .type = FIELD_TEXT, .personal = CLASS_IDENTITY, .max = BASE_NAME_MAX,
		.zh = "诉求人姓名", .en = "Name" },
	{ .name = "phone", .type = FIELD_PHONE, .personal = CLASS_CONTACT, .zh = "诉求人电话", .en = "Phone" },
	{ .name = NULL }
};

static const struct kind asked = {
	.name = "ask.asked", .v = 1, .desk = "ask", .zh = "受理诉求", .en = "Question asked",
	.fields = asked_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | MAY_SUBJECT | KIND_RESIDENT | KIND_RAISES, .matter = MATTER_ASK, .verb = VERB_ENTER,
	.obliges = "ask", .effects = ask_asked_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000301", "kind": "ask.asked", "v": 1,
		"at": "2022-08-30T10:00:00+08:00", "area": "512021100201001",
		"round": "b6dfb9e6-5e82-881e-a8e1-30c638f05eb7",
		"subject": "0182ec0c-3800-7000-8000-000000000005",
		"body": {"category": "utility", "channel": "phone", "text": "三楼停水（示例）",
		"name": "张测试", "phone": "13800000000"}}),
};

/* -- ask.accepted -- */

static const struct field accepted_fields[] = {
	{ .name = "owner", .type = FIELD_TEXT, .required = true, .max = 64,
		.zh = "承办单位", .en = "Unit that deals with it" },
	BASE_PERSON_IN_CHARGE,
	{ .name = NULL }
};

static const struct kind accepted = {
	.name = "ask.accepted", .v = 1, .desk = "ask", .zh = "承办接单", .en = "Question accepted",
	.fields = accepted_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_ASK, .verb = VERB_ENTER,
	.covers = "ask", .effects = ask_accepted_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000302", "kind": "ask.accepted", "v": 1,
		"at": "2022-08-30T10:15:00+08:00", "area": "512021100201001",
		"round": "b6dfb9e6-5e82-881e-a8e1-30c638f05eb7",
		"subject": "0182ec0c-3800-7000-8000-000000000301", "body": {"owner": "示例供水公司", "person": "李示例"}}),
};

/* -- ask.answered -- */

#define ANSWER_OUTCOMES \
	{ "solved", ASK_SOLVED, "已解决", "Solved" }, \
	{ "answered", ASK_ANSWERED, "已答复", "Answered" }, \
	{ "passed_on", ASK_PASSED_ON, "已转办", "Passed on" }, \
	{ "cannot", ASK_CANNOT, "暂无法办理", "Cannot be done" }

static const struct choice outcomes[] = {
	ANSWER_OUTCOMES,
	{ .name = NULL }
};

static const struct choice target_outcomes[] = {
	ANSWER_OUTCOMES,
	{ "accepted", ASK_ACCEPTED, "已接单", "Accepted" },
	BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice next_actions[] = {
	{ "accepted", ASK_NEXT_OWNER, "承办单位答复", "Accepted: its owner answers" },
	{ "other_office", ASK_NEXT_OTHER, "待转办单位接单", "The office it was passed to accepts" },
	{ "above", ASK_NEXT_ABOVE, "报上级协调", "The level above decides" },
	{ .name = NULL }
};

static const struct field answered_fields[] = {
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = outcomes,
		.zh = "办理结果", .en = "Outcome" },
	{ .name = "to", .type = FIELD_TEXT, .max = 64, .zh = "转办至", .en = "Passed on to" },
	{ .name = "text", .type = FIELD_TEXT, .personal = CLASS_CONTACT, .max = 1000,
		.zh = "答复内容", .en = "The answer in words" },
	{ .name = NULL }
};

static const struct kind answered = {
	.name = "ask.answered", .v = 1, .desk = "ask", .zh = "答复诉求", .en = "Question answered",
	.fields = answered_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_ASK, .verb = VERB_ENTER,
	.covers = "ask", .effects = ask_answered_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000303", "kind": "ask.answered", "v": 1,
		"at": "2022-08-30T14:30:00+08:00", "area": "512021100201001",
		"round": "b6dfb9e6-5e82-881e-a8e1-30c638f05eb7",
		"subject": "0182ec0c-3800-7000-8000-000000000301",
		"body": {"outcome": "solved", "to": "示例供水公司", "text": "阀门已修复，恢复供水（示例）"}}),
};

const struct kind *const ask_kinds[] = { &asked, &accepted, &answered, NULL };

/* -- figures -- */

static const struct figure figure_asked = {
	.number = ASK_FIGURE_ASKED, .id = "questions-asked", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "件", .unit_en = "questions", .zh = "受理诉求件数", .en = "Questions asked",
	.means_zh = "有效的受理诉求记录数；入户时反映的困难另列为办理对象，不计入本项。",
	.means_en = "Standing records of questions asked; difficulties told at a door are targets, not counted here.",
};

static const struct figure figure_solved = {
	.number = ASK_FIGURE_SOLVED, .id = "difficulties-solved", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "件", .unit_en = "difficulties", .zh = "解决实际困难件数", .en = "Difficulties solved",
	.means_zh = "办理结果为“已解决”的有效答复记录数。",
	.means_en = "Standing answers whose outcome is 'solved'.",
};

static const struct figure figure_answered = {
	.number = ASK_FIGURE_ANSWERED, .id = "questions-answered", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "件", .unit_en = "answers",
	.zh = "办结答复件数（含入户反映的困难）", .en = "Questions and difficulties answered",
	.means_zh = "办理结果为“已解决”或“已答复”的有效答复记录数；受理的诉求和入户时反映的困难都计入。",
	.means_en = "Standing answers whose outcome is 'solved' or 'answered', to questions and to difficulties told at a door.",
};

static const struct figure *const figures[] = { &figure_asked, &figure_solved, &figure_answered, NULL };

/* -- the desk -- */

/* Whoever accepted it, or to whom it was passed on since. */
static const char *const owner[] = { "owner", "to", NULL };

static const char *const ask_urgency[] = { "category", "difficulty", NULL };

static const struct round_kind round_ask = {
	.name = "ask", .standing = true, .of = SUBJECT_MATTER, .unit = "question",
	.unit_zh = "件", .unit_en = "questions",
	.zh = "诉求办理", .en = "Questions and difficulties", .outcomes = target_outcomes, .next = next_actions,
	.owner = owner,
	.urgency = ask_urgency,
};

static const struct round_kind *const rounds[] = { &round_ask, NULL };

const struct desk ask_desk = {
	.name = "ask", .zh = "诉求办理", .en = "Questions", .matter = MATTER_ASK,
	.kinds = ask_kinds, .figures = figures, .rounds = rounds,
};
