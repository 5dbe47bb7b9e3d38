/* The one case: confirmed on the first day. The six who must know are told within the hour, its household is listed, and whoever it
 * met is asked after every day, until the county hands them over on its last. */
#include "demo/reports/reports.h"

#define TOLD 6
#define FOLLOWED_DAYS 21 /* after they last met: the eighth edition's, in force in April 2022 */
#define COUGHS_ON 4

static const struct person *ill(const struct reports *r)
{
	return &r->persons[r->homes[r->now->first_home].person];
}

/* Those who follow the case on the list: his household, then the neighbours. */
static const struct person *met(const struct reports *r, int i)
{
	return ill(r) + 1 + i;
}

static struct uuid step(struct reports *r, const char *kind, const struct uuid *subject, int64_t at,
	const char *body)
{
	struct slip slip = { .kind = kind,
		.at = at,
		.place = ill(r)->place,
		.subject = *subject,
		.round = r->now->rounds[STANDING_CASE] };

	return hand_write(r, OUTBOX_FIELD, &slip, "%s", body);
}

/* Each of the six is told, and who lives there too is found at the second attempt. */
static void confirm(struct reports *r)
{
	static const char *const told[TOLD] = { "\"whom\":\"ambulance\"", "\"whom\":\"hospital\"",
		"\"whom\":\"community\"", "\"whom\":\"police\"", "\"whom\":\"tracing\"",
		"\"whom\":\"headquarters\"" };
	struct county *k = r->now;
	struct note_round *asked = k->asked[STANDING_CASE];
	char household[60];

	notes_add(&k->notes, PLAN_CASES, &uuid_nil, 1);
	asked->listed += TOLD + 1;
	k->ill = step(r, "case.confirmed", &ill(r)->id, reports_at(r, 8, 30),
		"\"type\":\"confirmed\",\"found_by\":\"clinic\",\"name\":\"赵示例\"");
	for (int i = 0; i < TOLD; i++) {
		asked->done++;
		step(r, "case.notified", &k->ill, reports_at(r, 8, 35 + 4 * i), told[i]);
	}
	step(r, "household.listed", &k->ill, reports_at(r, 10, 0),
		"\"outcome\":\"not_reached\",\"next\":\"visit\"");
	asked->done++;
	snprintf(household, sizeof(household), "\"outcome\":\"listed\",\"people\":%d",
		r->homes[k->first_home].people - 1);
	step(r, "household.listed", &k->ill, reports_at(r, 11, 30), household);
}

static void name(struct reports *r, int i)
{
	struct county *k = r->now;
	const struct person *p = met(r, i);
	int household = r->homes[k->first_home].people - 1;
	struct slip slip = { .kind = "contact.named",
		.at = reports_at(r, 12, 5 * i),
		.place = p->place,
		.subject = p->id,
		.round = k->rounds[STANDING_CONTACT] };

	notes_add(&k->notes, PLAN_CONTACTS, &uuid_nil, 1);
	k->asked[STANDING_CONTACT]->listed += FOLLOWED_DAYS;
	hand_write(r, OUTBOX_FIELD, &slip,
		"\"case\":\"%s\",\"relation\":\"%s\",\"met\":\"%s\",\"stays\":\"%s\"",
		hand_id(&k->ill), i < household ? "household" : "neighbour", hand_day(slip.at),
		i < household ? "central" : "home");
}

/* ---- day by day ---- */

/* One coughs: he is tested, and it is nothing. */
static void cough(struct reports *r, const struct person *p, struct slip *slip)
{
	struct county *k = r->now;
	struct slip test = { .kind = "referral.tested",
		.at = slip->at + 5 * WHEN_HOUR_MS,
		.place = p->place,
		.round = k->rounds[STANDING_REFERRAL] };

	k->asked[STANDING_REFERRAL]->listed++;
	test.subject = hand_write(r, OUTBOX_FIELD, slip,
		"\"day\":\"%s\",\"outcome\":\"symptoms\",\"temperature\":\"37.4\"",
		hand_day(slip->at));
	k->asked[STANDING_REFERRAL]->done++;
	hand_write(r, OUTBOX_FIELD, &test, "\"result\":\"negative\"");
}

static void follow(struct reports *r, int i)
{
	struct county *k = r->now;
	const struct person *p = met(r, i);
	struct slip slip = { .kind = "contact.followed",
		.at = reports_at(r, 9, 4 * i),
		.place = p->place,
		.subject = p->id,
		.round = k->rounds[STANDING_CONTACT] };

	if ((i + r->day) % 8 == 0) { /* not on the phone in the morning */
		hand_write(r, OUTBOX_FIELD, &slip,
			"\"day\":\"%s\",\"outcome\":\"not_reached\",\"next\":\"visit\"",
			hand_day(slip.at));
		slip.at += 3 * WHEN_HOUR_MS;
	}
	notes_add(&k->notes, PLAN_FOLLOWED, &uuid_nil, 1);
	k->asked[STANDING_CONTACT]->done++;
	if (r->day == COUGHS_ON && i == 1)
		cough(r, p, &slip);
	else
		hand_write(r, OUTBOX_FIELD, &slip,
			"\"day\":\"%s\",\"outcome\":\"well\",\"temperature\":\"36.5\"",
			hand_day(slip.at));
}

/* The city's isolation site asks for the days that remain. */
static void hand_over(struct reports *r, int i)
{
	struct county *k = r->now;
	const struct person *p = met(r, i);
	struct slip slip = { .kind = "contact.followed",
		.at = reports_at(r, 17, i),
		.place = p->place,
		.subject = p->id,
		.round = k->rounds[STANDING_CONTACT] };

	k->asked[STANDING_CONTACT]->excused += FOLLOWED_DAYS - r->day;
	hand_write(r, OUTBOX_FIELD, &slip, "\"day\":\"%s\",\"outcome\":\"left\",\"until\":\"%s\"",
		hand_day(reports_on(r, r->day + 1, 12, 0)),
		hand_day(reports_on(r, FOLLOWED_DAYS, 12, 0)));
}

void case_day(struct reports *r)
{
	const struct plan *plan = r->now->plan;

	if (!plan->contacts)
		return;
	if (r->day == 0)
		confirm(r);
	for (int i = 0; i < plan->contacts; i++) {
		if (r->day == 0)
			name(r, i);
		else
			follow(r, i);
		if (r->day == plan->days - 1)
			hand_over(r, i);
	}
}
