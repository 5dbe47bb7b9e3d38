/* What an order, its extension, its notice, its end and an appeal mean. From open fields only: why in words, and what somebody says
 * against it, lie sealed. */
#include "desk/restriction/restriction.h"

#include "rules/norms.h"

static int answer(struct effects *e, const struct record *r, int what, enum restriction_slot slot,
	uint8_t code, uint8_t next)
{
	return effects_answer(e, what, r->round, r->subject, slot, code, next);
}

static int matter(
	struct effects *e, const struct record *r, enum restriction_slot slot, int64_t due)
{
	effects_subject(e, r->id, SUBJECT_MATTER, r->area, STR(""), 0);
	return effects_target(e, TARGET_OBLIGE, r->round, r->id, slot, r->area, due);
}

/* ---- does it agree with itself? ---- */

/* A rule is named with its version, and both are ones that this program can explain. */
static int rule_agrees(struct cx *cx, const struct record *r)
{
	bool by_rule = record_choice(r, "cause") == CAUSE_RULE;

	if (!by_rule && (record_choice(r, "rule") || record_int(r, "version")))
		return err(cx, E_FIELD_DISAGREES, "body.rule", "原因不是“按规则判定”，却填了规则",
			"a rule is named, and the cause is another");
	if (by_rule && !record_choice(r, "rule"))
		return err(cx, E_FIELD_DISAGREES, "body.rule", "原因是“按规则判定”，须填规则",
			"the cause is a rule, and none is named");
	if (by_rule && !norm_trace_version(TRACE_TRAVEL, record_int(r, "version")))
		return err(cx, E_FIELD_DISAGREES, "body.version", "该规则没有这个版本",
			"the rule has no such version");
	return 0;
}

/* Both are typed by a person: no clock is asked, and so a wrong one refuses nothing. */
static int end_agrees(struct cx *cx, const struct record *r, const struct norm *longest)
{
	int64_t from = record_int(r, "from"), until = record_int(r, "until");

	if (until <= from)
		return err(cx, E_FIELD_DISAGREES, "body.until", "期满时间不晚于开始时间",
			"it ends before it begins");
	if (until - from > longest->ms)
		return err(cx, E_FIELD_DISAGREES, "body.until", longest->source, longest->source);
	return 0;
}

int restriction_ordered_agrees(struct cx *cx, const struct record *r)
{
	int32_t day = day_of(record_int(r, "from"));
	int e = rule_agrees(cx, r);

	return e ? e : end_agrees(cx, r, norm_restrict(record_choice(r, "what"), day));
}

/* What is extended is not said again; so the longest of all ways is the bound. */
int restriction_extended_agrees(struct cx *cx, const struct record *r)
{
	int32_t day = day_of(record_int(r, "from"));
	const struct norm *longest = norm_restrict(RESTRICT_RED, day);
	int e = rule_agrees(cx, r);

	for (int what = RESTRICT_DOOR; what <= RESTRICT_CENTRAL; what++)
		if (norm_restrict((uint8_t)what, day)->ms > longest->ms)
			longest = norm_restrict((uint8_t)what, day);
	return e ? e : end_agrees(cx, r, longest);
}

/* ---- orders ---- */

static int64_t serve_by(int64_t from)
{
	return from + norm_served(day_of(from))->ms;
}

/* The order is its first attempt, too, so that whoever reads the targets reads in which way somebody is restricted. */
int restriction_ordered_effects(struct effects *e, const struct record *r)
{
	matter(e, r, RESTRICTION_SLOT_ITSELF, record_int(r, "until"));
	effects_answer(e, TARGET_TRY, r->round, r->id, RESTRICTION_SLOT_ITSELF,
		record_choice(r, "what"), RESTRICTION_NEXT_ASSESS);
	effects_target(e, TARGET_OBLIGE, r->round, r->id, RESTRICTION_SLOT_NOTICE, r->area,
		serve_by(record_int(r, "from")));
	return effects_amount(e, RESTRICTION_ORDERED, r->round, 1);
}

/* A target is due when it was last asked to be: finding it once more gives it its new end, and no second target. */
int restriction_extended_effects(struct effects *e, const struct record *r)
{
	effects_target(e, TARGET_FOUND, r->round, r->subject, RESTRICTION_SLOT_ITSELF, r->area,
		record_int(r, "until"));
	effects_target(e, TARGET_OBLIGE, r->round, r->subject,
		RESTRICTION_SLOT_NOTICE + record_int(r, "n"), r->area, serve_by(r->at_used));
	return effects_amount(e, RESTRICTION_EXTENDED, r->round, 1);
}

int restriction_served_effects(struct effects *e, const struct record *r)
{
	uint8_t outcome = record_choice(r, "outcome");
	int slot = RESTRICTION_SLOT_NOTICE + (int)record_int(r, "n");

	if (outcome == SERVED_NOBODY)
		return answer(e, r, TARGET_TRY, (enum restriction_slot)slot, outcome,
			RESTRICTION_NEXT_SERVE);
	answer(e, r, TARGET_COVER, (enum restriction_slot)slot, outcome, 0);
	return effects_amount(e, RESTRICTION_SERVED, r->round, 1);
}

/* Nobody has to be told any more why he is restricted. */
static int ended(struct effects *e, const struct record *r, struct uuid which, uint8_t code)
{
	effects_answer(e, TARGET_COVER, r->round, which, RESTRICTION_SLOT_ITSELF, code, 0);
	for (int n = 0; n <= RESTRICTION_EXTENSIONS_MAX; n++)
		effects_answer(
			e, TARGET_SPARE, r->round, which, RESTRICTION_SLOT_NOTICE + n, code, 0);
	return e->failed;
}

int restriction_lifted_effects(struct effects *e, const struct record *r)
{
	ended(e, r, r->subject, record_choice(r, "reason"));
	return effects_amount(e, RESTRICTION_LIFTED, r->round, 1);
}

/* ---- appeals ---- */

int appeal_made_effects(struct effects *e, const struct record *r)
{
	matter(e, r, RESTRICTION_SLOT_APPEAL, r->at_used + norm_appeal(day_of(r->at_used))->ms);
	return effects_amount(e, RESTRICTION_APPEALS, r->round, 1);
}

/* A decision frees and never binds: a milder way is ordered anew, by two persons. */
int appeal_decided_effects(struct effects *e, const struct record *r)
{
	uint8_t outcome = record_choice(r, "outcome");
	struct uuid which;

	answer(e, r, TARGET_COVER, RESTRICTION_SLOT_APPEAL, outcome, 0);
	effects_amount(e, RESTRICTION_DECIDED, r->round, 1);
	if (outcome == APPEAL_UPHELD || !record_ref(r, "restriction", &which))
		return e->failed;
	ended(e, r, which, outcome);
	return effects_amount(e, RESTRICTION_FREED, r->round, 1);
}
