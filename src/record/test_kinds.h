/* The small made-up table of kinds that the tests and fuzzers of this room use: each type of field, bounds that
 * can be met exactly, three versions of one kind. */
#ifndef RECORD_TEST_KINDS_H
#define RECORD_TEST_KINDS_H

#include "record/record.h"

#define T_ID "01927a5e-0000-7000-8000-000000000001"
#define T_OTHER "01927a5e-0000-7000-8000-000000000002"
#define T_ROUND "01927a5e-0000-7000-8000-0000000000aa"
#define T_AT "2022-08-30T09:12:05+08:00"
#define T_NOW 1661821925000LL /* T_AT */

static const struct choice t_outcomes[] = { { "done", 1, "完成", "done" },
	{ "away", 2, "不在", "away" }, { "refused", 3, "拒绝", "refused" }, { 0 } };

static const struct field t_visit_fields[] = { { .name = "outcome",
						       .type = FIELD_CHOICE,
						       .required = true,
						       .choices = t_outcomes,
						       .state = true },
	{ .name = "note", .type = FIELD_TEXT, .personal = CLASS_HEALTH, .max = 4 },
	{ .name = "remark", .type = FIELD_TEXT, .min = 2 },
	{ .name = "n", .type = FIELD_INT, .min = -1, .max = 5 },
	{ .name = "any", .type = FIELD_INT },
	{ .name = "weight", .type = FIELD_DECIMAL, .min = -500, .max = 2500 },
	{ .name = "long", .type = FIELD_DECIMAL }, { .name = "ok", .type = FIELD_BOOL },
	{ .name = "day", .type = FIELD_DATE, .min = -3, .max = 1 },
	{ .name = "born", .type = FIELD_DATE }, { .name = "when", .type = FIELD_TIME },
	{ .name = "marks", .type = FIELD_CHOICES, .choices = t_outcomes },
	{ .name = "incident", .type = FIELD_REF },
	{ .name = "people", .type = FIELD_REFS, .max = 3 }, { .name = "crowd", .type = FIELD_REFS },
	{ .name = "place", .type = FIELD_AREA },
	{ .name = "phone", .type = FIELD_PHONE, .personal = CLASS_CONTACT },
	{ .name = "document", .type = FIELD_DOCUMENT, .personal = CLASS_IDENTITY },
	{ .name = "plate", .type = FIELD_PLATE, .personal = CLASS_WHEREABOUTS },
	{ .name = "photo", .type = FIELD_IMAGE, .personal = CLASS_IDENTITY }, { 0 } };

static const struct field t_one_fields[] = {
	{ .name = "boxes", .type = FIELD_INT, .required = true }, { 0 }
};
static const struct field t_two_fields[] = {
	{ .name = "pieces", .type = FIELD_INT, .required = true }, { 0 }
};
static const struct field t_three_fields[] = {
	{ .name = "pieces", .type = FIELD_INT, .required = true },
	{ .name = "unit", .type = FIELD_CHOICE, .choices = t_outcomes, .required = true }, { 0 }
};
static const struct field t_name_fields[] = {
	{ .name = "name", .type = FIELD_TEXT, .required = true, .personal = CLASS_IDENTITY }, { 0 }
};

static inline int t_object(struct cx *cx, uint32_t n, const char *const *names,
	const struct json *items, const struct json **ret)
{
	struct json *o = cx_new(cx, struct json);

	if (!o)
		return -E_NO_MEMORY;
	o->type = JSON_OBJECT;
	o->n = n;
	o->items = cx_many(cx, n, struct json);
	o->names = cx_many(cx, n, struct str);
	if (!o->items || !o->names)
		return -E_NO_MEMORY;
	for (uint32_t i = 0; i < n; i++) {
		o->items[i] = items[i];
		o->names[i] = str_of(names[i]);
	}
	*ret = o;
	return 0;
}

static inline int t_lift_two(struct cx *cx, const struct json *old, const struct json **ret)
{
	const struct json *boxes = json_get(old, "boxes");
	struct json pieces = { .type = JSON_INT, .i = boxes ? boxes->i * 12 : 0 };

	return t_object(cx, 1, (const char *const[]){ "pieces" }, &pieces, ret);
}

static inline int t_lift_three(struct cx *cx, const struct json *old, const struct json **ret)
{
	const struct json *pieces = json_get(old, "pieces");
	struct json items[] = { pieces ? *pieces : (struct json){ .type = JSON_INT },
		{ .type = JSON_TEXT, .s = { "away", 4 } } };

	return t_object(cx, 2, (const char *const[]){ "pieces", "unit" }, items, ret);
}

static const struct kind t_visit = { .name = "t.visit",
	.v = 1,
	.fields = t_visit_fields,
	.envelope = NEEDS_AREA | MAY_SUBJECT | MAY_ROUND | MAY_SEEN };
static const struct kind t_one = { .name = "t.goods", .v = 1, .fields = t_one_fields };
static const struct kind t_two = {
	.name = "t.goods", .v = 2, .fields = t_two_fields, .lift = t_lift_two
};
static const struct kind t_three = {
	.name = "t.goods", .v = 3, .fields = t_three_fields, .lift = t_lift_three
};
static const struct kind t_name = {
	.name = "t.name", .v = 2, .fields = t_name_fields, .envelope = NEEDS_SUBJECT | NEEDS_ROUND
};
static const struct kind *const t_all[] = { &t_visit, &t_three, &t_one, &t_two, &t_name };
static const struct kinds t_kinds = { t_all, sizeof(t_all) / sizeof(t_all[0]), NULL };

#endif
