/* The one restriction: on the case's day somebody of its grid is kept at home by two persons and given the notice. He objects the
 * next day, and somebody who had no hand in any of it finds that he is right. */
#include "demo/reports/reports.h"

#define APPEAL_ON 1
#define KEPT_DAYS 7

/* The one on the list behind all whom the case met. */
static const struct person *whom(const struct reports *r)
{
	const struct county *k = r->now;

	return &r->persons[r->homes[k->first_home].person + 1 + k->plan->contacts];
}

static struct uuid step(struct reports *r, enum outbox box, const char *kind,
	const struct uuid *subject, int64_t at, const char *body)
{
	struct slip slip = { .kind = kind,
		.at = at,
		.place = whom(r)->place,
		.subject = *subject,
		.round = r->now->rounds[STANDING_RESTRICTION] };

	return hand_write(r, box, &slip, "%s", body);
}

/* Without the second person it would not hold; the notice says why, and where to object. */
static void order(struct reports *r)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "restriction.ordered",
		.at = reports_at(r, 14, 0),
		.place = whom(r)->place,
		.subject = whom(r)->id,
		.round = k->rounds[STANDING_RESTRICTION] },
		    approval = { .kind = "record.approved",
			    .at = reports_at(r, 14, 20),
			    .place = slip.place };

	notes_add(&k->notes, PLAN_RESTRICTED, &uuid_nil, 1);
	k->asked[STANDING_RESTRICTION]->listed += 2; /* itself, and its notice */
	hand_in(r);
	k->restriction = hand_write(r, OUTBOX_COMMAND, &slip,
		"\"what\":\"isolated_home\",\"cause\":\"case\",\"ground\":\"%s\",\"from\":\"%s\",\"until\":\"%s\","
		"\"office\":\"示例区指挥部社区管控组\",\"reason\":\"与感染者同网格，疑有接触（示例）\"",
		hand_id(&k->ill), hand_when(slip.at), hand_when(reports_on(r, KEPT_DAYS, 14, 0)));
	hand_in(r);
	hand_write(r, OUTBOX_SECOND, &approval, "\"records\":[\"%s\"]", hand_id(&k->restriction));
	hand_in(r);
	notes_add(&k->notes, PLAN_SERVED, &uuid_nil, 1);
	k->asked[STANDING_RESTRICTION]->done++;
	step(r, OUTBOX_FIELD, "restriction.served", &k->restriction, reports_at(r, 15, 0),
		"\"outcome\":\"himself\",\"n\":0,\"taken_by\":\"周示例\"");
}

/* Whoever ordered, approved or served it, or confirmed the case, may not decide. */
static void appeal(struct reports *r)
{
	struct county *k = r->now;
	struct uuid made;
	char body[200];

	notes_add(&k->notes, PLAN_APPEALS, &uuid_nil, 1);
	k->asked[STANDING_RESTRICTION]->listed++;
	made = step(r, OUTBOX_FIELD, "appeal.made", &k->restriction, reports_at(r, 9, 0),
		"\"how\":\"door\",\"reason\":\"近 7 日在外地，有车票为证（示例）\"");
	hand_in(r);
	notes_add(&k->notes, PLAN_FREED, &uuid_nil, 1);
	k->asked[STANDING_RESTRICTION]->done += 2; /* the appeal, and with it the restriction */
	snprintf(body, sizeof(body),
		"\"outcome\":\"lifted\",\"restriction\":\"%s\",\"reason\":\"车票属实，无接触可能（示例）\"",
		hand_id(&k->restriction));
	step(r, OUTBOX_APPEAL, "appeal.decided", &made, reports_at(r, 16, 0), body);
}

void restriction_day(struct reports *r)
{
	if (!r->now->plan->contacts)
		return;
	if (r->day == 0)
		order(r);
	if (r->day == APPEAL_ON)
		appeal(r);
}
