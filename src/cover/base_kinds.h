/* The kinds on which every desk rests: areas, incidents, the roster, rounds, and acts on records. Tables, and the few
 * values that desks share with them.
 *
 * Effects are pure and read open fields only. record.voided, record.approved and record.withdrawn have none: what
 * they do to other records is the business of view/, which knows them by name. */
#ifndef COVER_BASE_KINDS_H
#define COVER_BASE_KINDS_H

#include "view/effects.h"

extern const struct kind *const base_kinds[]; /* NULL-terminated */

/* area_kinds.c */
extern const struct kind area_added, area_changed, area_ended, incident_declared_v1,
	incident_declared, incident_ended;
/* roster_kinds.c */
extern const struct kind dwelling_listed, dwelling_changed, person_listed, person_changed,
	subject_moved, subject_merged, subject_parted;
/* round_kinds.c */
extern const struct kind round_opened, round_targeted, round_closed, round_extended, round_reopened,
	round_cancelled, target_exempted;
/* base_kinds.c */
extern const struct kind record_voided, record_approved, record_withdrawn, refusal_settled;

/* Flags of different types of subject have different codes, so that no filter of a round means two things: of people 1 to 9,
 * of staff 10 to 15, of sites 16 to 31. */

/* With which of them nobody helps himself: who comes first where somebody has to go. */
enum person_flag {
	PERSON_ALONE = 1,
	PERSON_IMMOBILE,
	PERSON_PREGNANT,
	PERSON_DIALYSIS,
	PERSON_INFANT
};
#define PERSON_HELPLESS \
	(1U << PERSON_ALONE | 1U << PERSON_IMMOBILE | 1U << PERSON_PREGNANT | \
		1U << PERSON_DIALYSIS | 1U << PERSON_INFANT)

/* What a site is. More than one desk asks: who inspects it, who keeps a post there. */
enum site_kind {
	SITE_ENTERPRISE = 16,
	SITE_VILLAGE,
	SITE_COMPOUND,
	SITE_CHECKPOINT,
	SITE_HIGHWAY_EXIT,
	SITE_SAMPLING_POINT,
	SITE_ISOLATION,
	SITE_SCHOOL,
	SITE_MARKET,
	SITE_MEDICAL,
	SITE_LABORATORY,
	SITE_STATION,
	SITE_OTHER = 31
};
extern const struct choice base_sites[];

/* A record as it stands in a table's example. */
#define EXAMPLE(...) #__VA_ARGS__

/* The figure of people who have symptoms, by whoever tells it of a place where people live: desks add to it, and from it the
 * headquarters are warned. */
#define BASE_SYMPTOMS 170

#define BASE_NAME_MAX 50 /* code points of a person's or place's name */
#define BASE_REASON_MAX 200
#define BASE_SLOT_MAX 99999 /* a local day, too */

/* The parts of a dwelling's place, in the order of BASE_PLACE_FIELDS. */
enum place_part {
	PLACE_COMPOUND,
	PLACE_BUILDING,
	PLACE_UNIT,
	PLACE_FLOOR,
	PLACE_ROOM,
	PLACE_ADDRESS,
	PLACE_PARTS
};

/* clang-format off */
#define BASE_INCIDENT(must) { .name = "incident", .type = FIELD_REF, .required = (must), \
	.zh = "所属事件", .en = "Incident" }

/* Who deals with something is told openly by the name of a unit; a person has a sealed field of his own. */
#define BASE_PERSON_IN_CHARGE { .name = "person", .type = FIELD_TEXT, .personal = CLASS_IDENTITY, \
	.max = BASE_NAME_MAX, .zh = "具体承办人姓名", .en = "Name of who does it there" }

/* Where a dwelling is, from the compound to the door; open, so that people find it without a key. The first three say as
 * much as may be said openly of where a case was found. */
#define BASE_PLACE_STAIR \
	{ .name = "compound", .type = FIELD_TEXT, .max = 40, .zh = "小区（院落、村民小组）", .en = "Compound" }, \
	{ .name = "building", .type = FIELD_TEXT, .max = 20, .zh = "楼栋", .en = "Building" }, \
	{ .name = "unit", .type = FIELD_TEXT, .max = 20, .zh = "单元", .en = "Unit" }
#define BASE_PLACE_FIELDS(room_is_state) \
	BASE_PLACE_STAIR, \
	{ .name = "floor", .type = FIELD_TEXT, .max = 20, .zh = "楼层", .en = "Floor" }, \
	{ .name = "room", .type = FIELD_TEXT, .max = 20, .state = (room_is_state), .zh = "房号", .en = "Room" }, \
	{ .name = "address", .type = FIELD_TEXT, .max = 100, .zh = "路名和门牌号", .en = "Road and number" }

/* Codes of an exemption lie above those of any answer: reason + BASE_EXEMPT. */
#define BASE_EXEMPT 100
#define BASE_EXEMPT_OUTCOMES \
	{ "quarantined", BASE_EXEMPT + 1, "隔离管控中（本轮免查）", "In quarantine (exempted)" }, \
	{ "away", BASE_EXEMPT + 2, "外出（本轮免查）", "Away (exempted)" }, \
	{ "hospital", BASE_EXEMPT + 3, "住院（本轮免查）", "In hospital (exempted)" }, \
	{ "duty", BASE_EXEMPT + 4, "在岗值守（本轮免查）", "On duty (exempted)" }, \
	{ "other", BASE_EXEMPT + 5, "其他原因（本轮免查）", "Another reason (exempted)" }
/* clang-format on */

/* The fields of a place by themselves: their names are those of its parts wherever one is read or shown. */
extern const struct field base_place_fields[PLACE_PARTS];
/* The incident that a record's body names; nil: none. */
struct uuid base_incident(const struct record *r);
/* n of something were counted at hand at the record's subject: at the place "KIND:INCIDENT:SUBJECT" of the ledger, for two
 * incidents that meet at one post have two queues there: a count of the one takes the place of none of the other. */
int base_at_hand(
	struct effects *e, const struct record *r, const char *kind, struct str item, int64_t n);
/* The place of a record with those fields: the parts divided by U+001F. base_place records E_NO_MEMORY in e. */
void base_place_add(struct buf *b, const struct record *r);
struct str base_place(struct effects *e, const struct record *r);

/* Does a record of this kind tell its subject's name, and is that sealed? Then it says who a person is. */
bool base_names_person(const struct kind *k);
/* And where he lives. */
bool base_tells_home(const struct kind *k);

/* The four levels of a response. */
extern const struct choice base_response_levels[];
/* How urgent a question or difficulty is: codes of rules/norms.h. */
extern const struct choice base_urgencies[];
/* When something of that urgency, raised at at_used, is to be answered. */
int64_t base_answer_due(uint8_t urgency, int64_t at_used);

#endif
