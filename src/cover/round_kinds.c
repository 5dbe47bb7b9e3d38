/* Rounds: what is asked, of whom, until when, and who need not answer. */
#include "cover/base_kinds.h"

#include "cover/cover.h"

#define ROUND_EXPECTED_MAX 100000000

/* -- round.opened -- */

static const struct field opened_fields[] = {
	{ .name = "kind", .type = FIELD_TEXT, .required = true, .max = 32, .zh = "轮次类型", .en = "Kind of round" },
	{ .name = "incident", .type = FIELD_REF, .required = true, .zh = "所属事件", .en = "Incident" },
	{ .name = "question", .type = FIELD_TEXT, .max = 500, .zh = "排查事项", .en = "Question" },
	{ .name = "due", .type = FIELD_TIME, .zh = "完成时限", .en = "Due" },
	{ .name = "filter", .type = FIELD_TEXT, .max = 200, .zh = "对象范围", .en = "Filter" },
	{ .name = "expected", .type = FIELD_INT, .min = 0, .max = ROUND_EXPECTED_MAX,
		.zh = "应查数", .en = "Expected" },
	{ .name = "standing", .type = FIELD_BOOL, .zh = "常设轮次", .en = "Standing" },
	{ .name = NULL }
};

static int opened_effects(struct effects *e, const struct record *r)
{
	struct round_spec spec = {
		.kind = record_text(r, "kind"), .area = r->area, .question = record_text(r, "question"),
		.filter = record_text(r, "filter"), .standing = record_int(r, "standing") != 0,
		.expected = record_int(r, "expected"), .due = record_int(r, "due"),
	};

	if (!json_get(r->body, "due"))
		spec.due = COVER_FAR;
	record_ref(r, "incident", &spec.incident);
	return effects_round_open(e, r->round, &spec);
}

const struct kind round_opened = {
	.name = "round.opened", .v = 1, .desk = "base", .zh = "开启轮次", .en = "Round opened",
	.fields = opened_fields, .envelope = NEEDS_ROUND | NEEDS_AREA, .matter = MATTER_ROUND, .verb = VERB_DECIDE, .effects = opened_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000010d", "kind": "round.opened", "v": 1,
		"at": "2022-08-30T08:30:00+08:00", "area": "512021100201",
		"round": "0182ec0c-3800-7000-8000-000000000002",
		"body": {"kind": "sweep", "incident": "0182ec0c-3800-7000-8000-000000000001",
		"question": "近 7 日内有无内江市返乡人员？", "due": "2022-08-30T20:00:00+08:00", "filter": "",
		"expected": 1, "standing": false}}),
};

/* -- round.targeted -- */

static const struct field targeted_fields[] = {
	{ .name = "piece", .type = FIELD_INT, .required = true, .min = 0, .max = ROUND_EXPECTED_MAX,
		.zh = "名单分册号", .en = "Piece" },
	{ .name = "subjects", .type = FIELD_REFS, .subject = true, .required = true, .max = RECORD_LIST_MAX,
		.zh = "对象名单", .en = "Subjects" },
	{ .name = NULL }
};

static int targeted_effects(struct effects *e, const struct record *r)
{
	size_t n = record_refs(r, "subjects");
	struct uuid *subjects = cx_many(e->cx, n, struct uuid);

	if (!subjects)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		subjects[i] = record_ref_at(r, "subjects", i);
	return effects_piece(e, r->round, r->area, subjects, n);
}

const struct kind round_targeted = {
	.name = "round.targeted", .v = 1, .desk = "base", .zh = "下达对象名单", .en = "Subjects of a round",
	.fields = targeted_fields, .envelope = NEEDS_ROUND | NEEDS_AREA, .matter = MATTER_ROUND, .verb = VERB_DECIDE,
	.effects = targeted_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000010e", "kind": "round.targeted", "v": 1,
		"at": "2022-08-30T08:31:00+08:00", "area": "512021100201001",
		"round": "0182ec0c-3800-7000-8000-000000000002",
		"body": {"piece": 1, "subjects": ["0182ec0c-3800-7000-8000-000000000003"]}}),
};

/* -- its life -- */

static const struct field none[] = {
	{ .name = NULL }
};

static int closed_effects(struct effects *e, const struct record *r)
{
	return effects_round(e, ROUND_CLOSE, r->round, 0);
}

const struct kind round_closed = {
	.name = "round.closed", .v = 1, .desk = "base", .zh = "关闭轮次", .en = "Round closed",
	.fields = none, .envelope = NEEDS_ROUND | MAY_AREA, .matter = MATTER_ROUND, .verb = VERB_DECIDE, .effects = closed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000010f", "kind": "round.closed", "v": 1,
		"at": "2022-08-30T20:00:00+08:00", "area": "512021100201",
		"round": "0182ec0c-3800-7000-8000-000000000002", "body": {}}),
};

static const struct field extended_fields[] = {
	{ .name = "due", .type = FIELD_TIME, .required = true, .zh = "新的完成时限", .en = "New due time" },
	{ .name = NULL }
};

static int extended_effects(struct effects *e, const struct record *r)
{
	return effects_round(e, ROUND_EXTEND, r->round, record_int(r, "due"));
}

const struct kind round_extended = {
	.name = "round.extended", .v = 1, .desk = "base", .zh = "延长时限", .en = "Round extended",
	.fields = extended_fields, .envelope = NEEDS_ROUND | MAY_AREA, .matter = MATTER_ROUND, .verb = VERB_DECIDE,
	.effects = extended_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000110", "kind": "round.extended", "v": 1,
		"at": "2022-08-30T19:30:00+08:00", "area": "512021100201",
		"round": "0182ec0c-3800-7000-8000-000000000002", "body": {"due": "2022-08-31T12:00:00+08:00"}}),
};

static int reopened_effects(struct effects *e, const struct record *r)
{
	return effects_round(e, ROUND_REOPEN, r->round, 0);
}

const struct kind round_reopened = {
	.name = "round.reopened", .v = 1, .desk = "base", .zh = "重新开启轮次", .en = "Round reopened",
	.fields = none, .envelope = NEEDS_ROUND | MAY_AREA, .matter = MATTER_ROUND, .verb = VERB_DECIDE, .effects = reopened_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000111", "kind": "round.reopened", "v": 1,
		"at": "2022-08-30T20:30:00+08:00", "area": "512021100201",
		"round": "0182ec0c-3800-7000-8000-000000000002", "body": {}}),
};

static const struct field cancelled_fields[] = {
	{ .name = "reason", .type = FIELD_TEXT, .max = BASE_REASON_MAX, .zh = "原因", .en = "Reason" },
	{ .name = NULL }
};

static int cancelled_effects(struct effects *e, const struct record *r)
{
	return effects_round(e, ROUND_CANCEL, r->round, 0);
}

const struct kind round_cancelled = {
	.name = "round.cancelled", .v = 1, .desk = "base", .zh = "取消轮次", .en = "Round cancelled",
	.fields = cancelled_fields, .envelope = NEEDS_ROUND | MAY_AREA, .matter = MATTER_ROUND, .verb = VERB_DECIDE,
	.effects = cancelled_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000112", "kind": "round.cancelled", "v": 1,
		"at": "2022-08-30T21:00:00+08:00", "area": "512021100201",
		"round": "0182ec0c-3800-7000-8000-000000000002", "body": {"reason": "与县级统一排查合并进行"}}),
};

/* -- target.exempted -- */

static const struct choice exemptions[] = {
	{ "quarantined", 1, "隔离管控中", "In quarantine" },
	{ "away", 2, "外出", "Away" },
	{ "hospital", 3, "住院", "In hospital" },
	{ "duty", 4, "在岗值守", "On duty" },
	{ "other", 5, "其他原因", "Another reason" },
	{ .name = NULL }
};

static const struct field exempted_fields[] = {
	{ .name = "reason", .type = FIELD_CHOICE, .required = true, .choices = exemptions,
		.zh = "免予原因", .en = "Reason" },
	{ .name = "slot", .type = FIELD_INT, .min = 0, .max = BASE_SLOT_MAX, .zh = "第几次（天）", .en = "Slot" },
	{ .name = NULL }
};

static int exempted_effects(struct effects *e, const struct record *r)
{
	return effects_answer(e, TARGET_EXCUSE, r->round, r->subject, record_int(r, "slot"),
		(uint8_t)(BASE_EXEMPT + record_choice(r, "reason")), 0);
}

const struct kind target_exempted = {
	.name = "target.exempted", .v = 1, .desk = "base", .zh = "本轮免查", .en = "Exempted from a round",
	.fields = exempted_fields, .envelope = NEEDS_ROUND | NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_ROUND, .verb = VERB_DECIDE,
	.effects = exempted_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000113", "kind": "target.exempted", "v": 1,
		"at": "2022-08-30T10:00:00+08:00", "area": "512021100201001",
		"round": "0182ec0c-3800-7000-8000-000000000002",
		"subject": "0182ec0c-3800-7000-8000-000000000003",
		"body": {"reason": "quarantined", "slot": 0}}),
};
