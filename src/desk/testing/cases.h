/* Cases and contacts: what follows from somebody who is positive, each step a target that stays open until it is done.
 *
 * Two standing rounds. `case`: a positive that nobody has judged (slot 0, obliged by the result itself), and of a confirmed case,
 * which is a matter with its record's id, the six who are told at once (slots 1 to 6) and its household, to be listed (slot 7).
 * `contact`: people; the slot is the local day on which somebody asks how they are. A person who is the contact of several
 * cases is therefore asked once a day, and for as long as the latest of them says.
 *
 * Where a case lives and by whom it was infected lies sealed: no door is openly that of a case. */
#ifndef DESK_TESTING_CASES_H
#define DESK_TESTING_CASES_H

#include "desk/desk.h"

extern const struct kind case_confirmed, case_dismissed, case_notified, household_listed,
	contact_named, contact_followed;
extern const struct figure cases_confirmed, contacts_named, contacts_followed;
extern const struct round_kind round_case, round_contact;

/* Slots of a case; those of the notices are the codes of whom. */
enum case_slot {
	CASE_SLOT_POSITIVE,
	CASE_SLOT_AMBULANCE,
	CASE_SLOT_HOSPITAL,
	CASE_SLOT_COMMUNITY,
	CASE_SLOT_POLICE,
	CASE_SLOT_TRACING,
	CASE_SLOT_HEADQUARTERS,
	CASE_SLOT_HOUSEHOLD
};
/* Codes of outcomes, kept in acts; those of a positive that was no case lie from CASE_RETEST on. */
enum case_outcome {
	CASE_CONFIRMED = 1,
	CASE_TOLD,
	CASE_LISTED,
	CASE_NOT_REACHED,
	CASE_RETEST = 11,
	CASE_RECOVERED,
	CASE_MISTAKE
};
enum contact_outcome {
	CONTACT_WELL = 1,
	CONTACT_SYMPTOMS,
	CONTACT_NOT_REACHED,
	CONTACT_BECAME_CASE,
	CONTACT_LEFT
};
/* Why something is obliged: the category of the obligation. */
enum { CASE_OBLIGES_JUDGEMENT = 1, CONTACT_OBLIGES_TEST = 2 };

/* Contacts are asked for at most so many days, whatever date was typed. */
#define CONTACT_DAYS_MAX 31

/* Numbers of figures, kept in views; their scope is the round. */
enum { CASES_CONFIRMED = 110, CASES_CONTACTS = 111, CASES_FOLLOWED = 112 };

int case_confirmed_effects(struct effects *e, const struct record *r);
int case_dismissed_effects(struct effects *e, const struct record *r);
int case_notified_effects(struct effects *e, const struct record *r);
int household_listed_effects(struct effects *e, const struct record *r);
int contact_named_effects(struct effects *e, const struct record *r);
int contact_followed_effects(struct effects *e, const struct record *r);

#endif
