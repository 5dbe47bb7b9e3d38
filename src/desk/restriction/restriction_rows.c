/* Restrictions and their account as JSON. */
#include "desk/restriction/restriction.h"
#include "desk/restriction/restrictions.h"

#include <string.h>

static const struct choice states[] = {
	{ "awaiting", RESTRICTION_AWAITING, "待复核", "Awaits approval" },
	{ "ungrounded", RESTRICTION_UNGROUNDED, "原因不成立或与本人无关（不生效，须立即处理）",
		"Has no ground that concerns him: does not hold, decide at once" },
	{ "later", RESTRICTION_LATER, "尚未开始", "Begins later" },
	{ "holds", RESTRICTION_HOLDS, "生效中", "Holds" },
	{ "expired", RESTRICTION_EXPIRED, "已期满（未登记解除）",
		"Expired, and not entered as lifted" },
	{ "ended", RESTRICTION_ENDED, "已解除", "Lifted" },
	{ "exempt", RESTRICTION_EXEMPT, "已免除", "Excused" },
	{ .name = NULL },
};

const struct choice *restriction_state_choice(enum restriction_state s)
{
	return &states[s];
}

static const char *outcome_name(uint8_t code)
{
	for (const struct choice *k = round_restriction.outcomes; k->name; k++)
		if (k->code == code)
			return k->name;
	return NULL;
}

static void ground_write(struct jw *w, const struct restriction_row *v)
{
	const struct record *said = v->latest ? v->latest : v->order;
	struct uuid ground = uuid_nil;

	record_ref(said, "ground", &ground);
	jw_f_str(w, "cause", json_text(said->body, "cause"));
	row_uuid(w, "ground", &ground);
	jw_f_bool(w, "grounded", v->grounded);
	jw_f_str(w, "rule", json_text(said->body, "rule"));
	if (record_int(said, "version"))
		jw_f_int(w, "version", record_int(said, "version"));
	else
		jw_f_null(w, "version");
}

void row_restriction(struct jw *w, const struct restriction_row *v, const char *pseudonym)
{
	const struct record *o = v->order;

	jw_object(w);
	row_uuid(w, "id", &o->id);
	row_uuid(w, "round", &o->round);
	jw_f_str(w, "area", o->area);
	row_uuid(w, "subject", pseudonym ? &uuid_nil : &o->subject);
	jw_f_z(w, "pseudonym", pseudonym);
	jw_f_z(w, "type", v->whom.type == SUBJECT_UNKNOWN ? NULL : subject_type_name(v->whom.type));
	jw_f_str(w, "name", v->name);
	row_place(w, &v->whom);
	jw_f_str(w, "what", json_text(o->body, "what"));
	jw_f_z(w, "state", states[v->state].name);
	jw_f_z(w, "outcome", v->state == RESTRICTION_ENDED ? outcome_name(v->outcome) : NULL);
	ground_write(w, v);
	row_time(w, "from", v->from);
	row_time(w, "until", v->until);
	jw_f_str(w, "office", json_text(o->body, "office"));
	jw_f_str(w, "ordered_by", o->by);
	row_time(w, "approved_at", v->approved);
	jw_f_str(w, "approved_by", v->approved ? v->approved_by : STR_NONE);
	jw_f_bool(w, "extension_awaits", v->extension_awaits);
	jw_f_int(w, "notices_open", v->notices_open);
	jw_f_bool(w, "served", v->notices > 0 && v->notices_open == 0);
	jw_f_int(w, "appeals", v->appeals);
	jw_f_int(w, "appeals_open", v->appeals_open);
	jw_f_bool(w, "overdue", v->notices_overdue + v->appeals_overdue > 0);
	jw_end_object(w);
}

const char *restriction_what(const struct restriction_row *v, bool zh)
{
	uint8_t code = record_choice(v->order, "what");

	for (const struct choice *k = restriction_ordered.fields[0].choices; k->name; k++)
		if (k->code == code)
			return zh ? k->zh : k->en;
	return "";
}

void row_restriction_told(struct jw *w, const struct restriction_row *v, bool may_appeal)
{
	const struct record *o = v->order;

	jw_object(w);
	row_uuid(w, "id", &o->id);
	row_uuid(w, "round", &o->round);
	jw_f_str(w, "area", o->area);
	row_uuid(w, "subject", &o->subject);
	jw_f_str(w, "what", json_text(o->body, "what"));
	jw_f_z(w, "what_zh", restriction_what(v, true));
	jw_f_z(w, "what_en", restriction_what(v, false));
	jw_f_z(w, "state", states[v->state].name);
	row_time(w, "from", v->from);
	row_time(w, "until", v->until);
	jw_f_str(w, "office", json_text(o->body, "office"));
	jw_f_int(w, "appeals", v->appeals);
	jw_f_int(w, "appeals_open", v->appeals_open);
	jw_f_bool(w, "may_appeal", may_appeal);
	jw_end_object(w);
}

/* ---- the account ---- */

void restriction_count(const struct restriction_row *all, size_t n, struct restriction_account *ret)
{
	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; i < n; i++) {
		const struct restriction_row *v = &all[i];

		ret->ordered++;
		ret->state[v->state]++;
		if (v->state == RESTRICTION_HOLDS)
			ret->holds[record_choice(v->order, "what") % 5]++;
		ret->approved += v->approved != 0;
		ret->approved_same_day += v->approved &&
			day_of(v->approved) == day_of(v->order->at_used);
		ret->extensions_await += v->extension_awaits;
		ret->notices += v->notices;
		ret->notices_open += v->notices_open;
		ret->notices_overdue += v->notices_overdue;
		ret->appeals += v->appeals;
		ret->appeals_open += v->appeals_open;
		ret->appeals_overdue += v->appeals_overdue;
		ret->appeals_lifted += v->state == RESTRICTION_ENDED &&
			(v->outcome == APPEAL_LIFTED || v->outcome == APPEAL_CHANGED);
	}
}

static void holds_write(struct jw *w, const struct restriction_account *a)
{
	jw_name(w, "holds_as");
	jw_object(w);
	for (const struct choice *k = restriction_ordered.fields[0].choices; k->name; k++)
		jw_f_int(w, k->name, a->holds[k->code % 5]);
	jw_end_object(w);
}

void row_restriction_account(struct jw *w, const struct restriction_account *a)
{
	jw_object(w);
	jw_f_int(w, "ordered", a->ordered);
	for (const struct choice *k = states; k->name; k++)
		jw_f_int(w, k->name, a->state[k->code]);
	holds_write(w, a);
	jw_f_int(w, "approved", a->approved);
	jw_f_int(w, "approved_same_day", a->approved_same_day);
	jw_f_int(w, "extensions_await", a->extensions_await);
	jw_f_int(w, "notices", a->notices);
	jw_f_int(w, "notices_open", a->notices_open);
	jw_f_int(w, "notices_overdue", a->notices_overdue);
	jw_f_int(w, "appeals", a->appeals);
	jw_f_int(w, "appeals_open", a->appeals_open);
	jw_f_int(w, "appeals_overdue", a->appeals_overdue);
	jw_f_int(w, "lifted_on_appeal", a->appeals_lifted);
	jw_end_object(w);
}
