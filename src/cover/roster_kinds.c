/* The roster: dwellings, people, and what happens to any subject. Where a dwelling is lies open; who a person is, is
 * sealed, and of a person only flags are folded. */
#include "cover/base_kinds.h"

/* -- dwellings -- */

static const struct field dwelling_fields[] = {
	BASE_PLACE_FIELDS(false),
	{ .name = NULL }
};

static int dwelling_listed_effects(struct effects *e, const struct record *r)
{
	return effects_subject(e, r->subject, SUBJECT_DWELLING, r->area, base_place(e, r), 0);
}

const struct kind dwelling_listed = {
	.name = "dwelling.listed", .v = 1, .desk = "base", .zh = "登记房屋", .en = "Dwelling listed",
	.fields = dwelling_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_ROSTER, .verb = VERB_ENTER,
	.effects = dwelling_listed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000106", "kind": "dwelling.listed", "v": 1,
		"at": "2022-08-30T08:10:00+08:00", "area": "512021100201001",
		"subject": "0182ec0c-3800-7000-8000-000000000003",
		"body": {"compound": "示例花园", "building": "1栋", "unit": "2单元", "floor": "3",
		"room": "301", "address": "示例路 1 号"}}),
};

/* The place is one state: a change says all of it, and `seen` names it by its last part, the room. */
static const struct field dwelling_changed_fields[] = {
	BASE_PLACE_FIELDS(true),
	{ .name = NULL }
};

static int dwelling_changed_effects(struct effects *e, const struct record *r)
{
	return effects_subject_place(e, r->subject, base_place(e, r));
}

const struct kind dwelling_changed = {
	.name = "dwelling.changed", .v = 1, .desk = "base", .zh = "房屋位置变更", .en = "Dwelling changed",
	.fields = dwelling_changed_fields, .envelope = NEEDS_SUBJECT | MAY_AREA | MAY_SEEN, .matter = MATTER_ROSTER, .verb = VERB_ENTER,
	.effects = dwelling_changed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000107", "kind": "dwelling.changed", "v": 1,
		"at": "2022-08-30T08:11:00+08:00", "area": "512021100201001",
		"subject": "0182ec0c-3800-7000-8000-000000000003",
		"seen": {"room": "0182ec0c-3800-7000-8000-000000000106"},
		"body": {"compound": "示例花园", "building": "1栋", "unit": "2单元", "floor": "3",
		"room": "302", "address": "示例路 1 号"}}),
};

/* -- people -- */

static const struct choice sexes[] = {
	{ "male", 1, "男", "Male" },
	{ "female", 2, "女", "Female" },
	{ .name = NULL }
};

/* What the field has to know before it knocks. */
static const struct choice flags[] = {
	{ "alone", PERSON_ALONE, "独居", "Lives alone" },
	{ "immobile", PERSON_IMMOBILE, "行动不便", "Immobile" },
	{ "pregnant", PERSON_PREGNANT, "孕产妇", "Pregnant" },
	{ "dialysis", PERSON_DIALYSIS, "需透析", "On dialysis" },
	{ "infant", PERSON_INFANT, "婴幼儿", "Infant" },
	{ "elderly", 6, "老年人", "Elderly" },
	{ "disabled", 7, "残疾人", "Disabled" },
	{ "chronic", 8, "慢性病患者", "Chronically ill" },
	{ "no_phone", 9, "不使用手机", "Has no phone" },
	{ .name = NULL }
};

#define NAME(must) { .name = "name", .type = FIELD_TEXT, .required = (must), .personal = CLASS_IDENTITY, \
	.max = BASE_NAME_MAX, .zh = "姓名", .en = "Name" }
#define DOCUMENT { .name = "document", .type = FIELD_DOCUMENT, .personal = CLASS_IDENTITY, \
	.zh = "证件号码", .en = "Document number" }
#define PHONE { .name = "phone", .type = FIELD_PHONE, .personal = CLASS_CONTACT, .zh = "联系电话", .en = "Phone" }
#define DWELLING { .name = "dwelling", .type = FIELD_REF, .personal = CLASS_IDENTITY, \
	.zh = "居住房屋", .en = "Dwelling" }
#define FLAGS(is_state) { .name = "flags", .type = FIELD_CHOICES, .choices = flags, .state = (is_state), \
	.zh = "重点情形", .en = "Flags" }

#define AGE_DAYS_MAX 47500      /* 130 years */

static const struct field person_fields[] = {
	NAME(true), DOCUMENT,
	{ .name = "birth", .type = FIELD_DATE, .personal = CLASS_IDENTITY, .min = -AGE_DAYS_MAX, .max = 0,
		.zh = "出生日期", .en = "Date of birth" },
	{ .name = "sex", .type = FIELD_CHOICE, .personal = CLASS_IDENTITY, .choices = sexes,
		.zh = "性别", .en = "Sex" },
	PHONE, DWELLING, FLAGS(false),
	{ .name = NULL }
};

static int person_listed_effects(struct effects *e, const struct record *r)
{
	return effects_subject(e, r->subject, SUBJECT_PERSON, r->area, STR(""), record_choices(r, "flags"));
}

const struct kind person_listed = {
	.name = "person.listed", .v = 1, .desk = "base", .zh = "登记人员", .en = "Person listed",
	.fields = person_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_ROSTER, .verb = VERB_ENTER,
	.effects = person_listed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000108", "kind": "person.listed", "v": 1,
		"at": "2022-08-30T08:12:00+08:00", "area": "512021100201001",
		"subject": "0182ec0c-3800-7000-8000-000000000005",
		"body": {"name": "张测试", "document": "11010519491231002X", "birth": "1949-12-31", "sex": "female",
		"phone": "13800000000", "dwelling": "0182ec0c-3800-7000-8000-000000000003",
		"flags": ["alone", "elderly"]}}),
};

static const struct field person_changed_fields[] = {
	NAME(false), DOCUMENT, PHONE, DWELLING, FLAGS(true),
	{ .name = NULL }
};

/* Flags that are not given stay; an empty list takes all of them away. */
static int person_changed_effects(struct effects *e, const struct record *r)
{
	if (!json_get(r->body, "flags"))
		return 0;
	return effects_subject_flags(e, r->subject, record_choices(r, "flags"));
}

const struct kind person_changed = {
	.name = "person.changed", .v = 1, .desk = "base", .zh = "人员信息变更", .en = "Person changed",
	.fields = person_changed_fields, .envelope = NEEDS_SUBJECT | MAY_AREA | MAY_SEEN, .matter = MATTER_ROSTER, .verb = VERB_ENTER,
	.effects = person_changed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000109", "kind": "person.changed", "v": 1,
		"at": "2022-08-30T08:13:00+08:00", "area": "512021100201001",
		"subject": "0182ec0c-3800-7000-8000-000000000005",
		"seen": {"flags": "0182ec0c-3800-7000-8000-000000000108"},
		"body": {"name": "张测试", "document": "11010519491231002X", "phone": "13800000001",
		"dwelling": "0182ec0c-3800-7000-8000-000000000003", "flags": ["alone", "immobile", "elderly"]}}),
};

/* -- any subject -- */

static const struct field moved_fields[] = {
	{ .name = "to", .type = FIELD_AREA, .required = true, .state = true, .zh = "调入区域", .en = "Moved to" },
	{ .name = "reason", .type = FIELD_TEXT, .max = BASE_REASON_MAX, .zh = "原因", .en = "Reason" },
	{ .name = NULL }
};

static int moved_effects(struct effects *e, const struct record *r)
{
	return effects_subject_move(e, r->subject, record_text(r, "to"));
}

const struct kind subject_moved = {
	.name = "subject.moved", .v = 1, .desk = "base", .zh = "调整所属区域", .en = "Moved to another area",
	.fields = moved_fields, .envelope = NEEDS_SUBJECT | MAY_AREA | MAY_SEEN, .matter = MATTER_ROSTER, .verb = VERB_ENTER,
	.effects = moved_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000010a", "kind": "subject.moved", "v": 1,
		"at": "2022-08-30T08:14:00+08:00", "area": "512021100201001",
		"subject": "0182ec0c-3800-7000-8000-000000000003",
		"seen": {"to": "0182ec0c-3800-7000-8000-000000000106"},
		"body": {"to": "512021100201002", "reason": "网格边界调整"}}),
};

static const struct field merged_fields[] = {
	{ .name = "with", .type = FIELD_REF, .subject = true, .required = true, .zh = "与之为同一对象", .en = "One and the same as" },
	{ .name = NULL }
};

static int pair_effects(struct effects *e, const struct record *r, int what, const char *field)
{
	struct uuid other;

	if (!record_ref(r, field, &other))
		return 0;
	return effects_pair(e, what, r->subject, other);
}

static int merged_effects(struct effects *e, const struct record *r)
{
	return pair_effects(e, r, PAIR_ONE, "with");
}

const struct kind subject_merged = {
	.name = "subject.merged", .v = 1, .desk = "base", .zh = "合并重复登记", .en = "Found to be one",
	.fields = merged_fields, .envelope = NEEDS_SUBJECT | MAY_AREA, .matter = MATTER_ROSTER, .verb = VERB_ENTER, .effects = merged_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000010b", "kind": "subject.merged", "v": 1,
		"at": "2022-08-30T08:15:00+08:00", "area": "512021100201001",
		"subject": "0182ec0c-3800-7000-8000-000000000005",
		"body": {"with": "0182ec0c-3800-7000-8000-000000000006"}}),
};

static const struct field parted_fields[] = {
	{ .name = "from", .type = FIELD_REF, .subject = true, .required = true, .zh = "与之并非同一对象", .en = "Not the same as" },
	{ .name = NULL }
};

static int parted_effects(struct effects *e, const struct record *r)
{
	return pair_effects(e, r, PAIR_NOT_ONE, "from");
}

const struct kind subject_parted = {
	.name = "subject.parted", .v = 1, .desk = "base", .zh = "确认并非同一对象", .en = "Found not to be one",
	.fields = parted_fields, .envelope = NEEDS_SUBJECT | MAY_AREA, .matter = MATTER_ROSTER, .verb = VERB_ENTER, .effects = parted_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000010c", "kind": "subject.parted", "v": 1,
		"at": "2022-08-30T08:16:00+08:00", "area": "512021100201001",
		"subject": "0182ec0c-3800-7000-8000-000000000005",
		"body": {"from": "0182ec0c-3800-7000-8000-000000000007"}}),
};
