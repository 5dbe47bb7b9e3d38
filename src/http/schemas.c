#include "http/schemas.h"

#include <string.h>

#include "core/check.h"
#include "http/shapes.h"

/* ---- small pieces ---- */

void schema_ref(struct jw *w, const char *before, struct str name)
{
	struct buf b;

	buf_init(&b, w->b->a);
	buf_fmt(&b, "#/components/schemas/%s%.*s", before, STR_ARG(name));
	jw_object(w);
	jw_f_str(w, "$ref", buf_get(&b));
	jw_end_object(w);
}

void schema_type(struct jw *w, const char *type, const char *format, bool may_be_null)
{
	jw_name(w, "type");
	if (may_be_null) {
		jw_list(w);
		jw_z(w, type);
		jw_z(w, "null");
		jw_end_list(w);
	} else {
		jw_z(w, type);
	}
	if (format)
		jw_f_z(w, "format", format);
}

static const struct {
	const char *name, *type, *format;
} basics[] = {
	{ "text", "string", NULL },
	{ "int", "integer", NULL },
	{ "number", "number", NULL },
	{ "bool", "boolean", NULL },
	{ "uuid", "string", "uuid" },
	{ "time", "string", "date-time" },
	{ "day", "string", "date" },
	{ "object", "object", NULL },
	{ "value", NULL, NULL },
};

static void shape_type(struct jw *w, struct str t);

/* "area|round": one of these. */
static void shape_any(struct jw *w, struct str t)
{
	struct str one;

	jw_object(w);
	jw_name(w, "anyOf");
	jw_list(w);
	while (str_split(&t, '|', &one))
		shape_type(w, one);
	jw_end_list(w);
	jw_end_object(w);
}

/* One type of the shapes' small language. */
static void shape_type(struct jw *w, struct str t)
{
	bool null = t.n && t.p[t.n - 1] == '?';

	if (t.n && memchr(t.p, '|', t.n)) {
		shape_any(w, t);
		return;
	}
	t.n -= null || (t.n && t.p[t.n - 1] == '~');
	if (t.n > 2 && t.p[0] == '[') {
		jw_object(w);
		schema_type(w, "array", NULL, null);
		jw_name(w, "items");
		shape_type(w, (struct str){ t.p + 1, t.n - 2 });
		jw_end_object(w);
		return;
	}
	for (size_t i = 0; i < sizeof(basics) / sizeof(basics[0]); i++)
		if (str_is(t, basics[i].name)) {
			jw_object(w);
			if (basics[i].type)
				schema_type(w, basics[i].type, basics[i].format, null);
			jw_end_object(w);
			return;
		}
	if (!null) {
		schema_ref(w, "", t);
		return;
	}
	jw_object(w);
	jw_name(w, "anyOf");
	jw_list(w);
	schema_ref(w, "", t);
	jw_object(w);
	jw_f_z(w, "type", "null");
	jw_end_object(w);
	jw_end_list(w);
	jw_end_object(w);
}

/* All members are there, null or not, but for those marked with ~. */
static void shape_required(struct jw *w, const struct shape *s)
{
	struct str rest = str_of(s->members), member, name;

	jw_name(w, "required");
	jw_list(w);
	while (str_split(&rest, ' ', &member)) {
		bool optional = member.n && member.p[member.n - 1] == '~';

		str_split(&member, ':', &name);
		if (!optional)
			jw_str(w, name);
	}
	jw_end_list(w);
}

static void shape_write(struct jw *w, const struct shape *s)
{
	struct str rest = str_of(s->members), member, name;

	jw_name(w, s->name);
	jw_object(w);
	jw_f_z(w, "type", "object");
	jw_name(w, "properties");
	jw_object(w);
	while (str_split(&rest, ' ', &member)) {
		char z[40];

		str_split(&member, ':', &name);
		if (name.n >= sizeof(z))
			continue;
		memcpy(z, name.p, name.n);
		z[name.n] = 0;
		jw_name(w, z);
		shape_type(w, member);
	}
	jw_end_object(w);
	shape_required(w, s);
	jw_end_object(w);
}

/* ---- kinds ---- */

static void pattern_of(struct jw *w, enum field_type t)
{
	if (t == FIELD_AREA)
		jw_f_z(w, "pattern", "^[0-9A-Za-z_-]{1,32}(@[0-9]+)?$");
	else if (t == FIELD_DECIMAL)
		jw_f_z(w, "pattern", "^-?[0-9]{1,15}(\\.[0-9]{1,3})?$");
	else if (t == FIELD_IMAGE)
		jw_f_z(w, "contentMediaType", "image/jpeg");
}

static void enum_write(struct jw *w, const struct choice *list)
{
	jw_name(w, "enum");
	jw_list(w);
	for (; list && list->name; list++)
		jw_z(w, list->name);
	jw_end_list(w);
}

static const char *format_of(enum field_type t)
{
	switch (t) {
	case FIELD_DATE:
		return "date";
	case FIELD_TIME:
		return "date-time";
	case FIELD_REF:
	case FIELD_REFS:
		return "uuid";
	default:
		return NULL;
	}
}

static void bounds_write(struct jw *w, const struct field *f)
{
	bool given = f->min || f->max;

	if (f->type == FIELD_TEXT) {
		jw_f_int(w, "minLength", given ? f->min : 0);
		jw_f_int(w, "maxLength", given && f->max ? f->max : RECORD_TEXT_MAX);
	} else if (f->type == FIELD_INT && given) {
		jw_f_int(w, "minimum", f->min);
		jw_f_int(w, "maximum", f->max);
	}
}

static void field_schema(struct jw *w, const struct field *f)
{
	bool list = f->type == FIELD_CHOICES || f->type == FIELD_REFS;

	jw_name(w, f->name);
	jw_object(w);
	jw_f_z(w, "title", f->zh);
	jw_f_z(w, "description", f->en);
	if (f->personal != CLASS_OPEN)
		jw_f_z(w, "x-personal", class_names[f->personal]);
	if (list) {
		jw_f_z(w, "type", "array");
		jw_f_bool(w, "uniqueItems", true);
		jw_name(w, "items");
		jw_object(w);
	}
	schema_type(w,
		f->type == FIELD_INT          ? "integer" :
			f->type == FIELD_BOOL ? "boolean" :
						"string",
		format_of(f->type), false);
	pattern_of(w, f->type);
	if (f->type == FIELD_CHOICE || f->type == FIELD_CHOICES)
		enum_write(w, f->choices);
	if (list)
		jw_end_object(w);
	bounds_write(w, f);
	jw_end_object(w);
}

static void body_schema(struct jw *w, const struct kind *k)
{
	jw_name(w, "body");
	jw_object(w);
	jw_f_z(w, "type", "object");
	jw_f_bool(w, "additionalProperties", false);
	jw_name(w, "properties");
	jw_object(w);
	for (const struct field *f = k->fields; f && f->name; f++)
		field_schema(w, f);
	jw_end_object(w);
	jw_name(w, "required");
	jw_list(w);
	for (const struct field *f = k->fields; f && f->name; f++)
		if (f->required)
			jw_z(w, f->name);
	jw_end_list(w);
	jw_end_object(w);
}

static const struct {
	const char *name, *type, *format;
	unsigned needs, may; /* 0, 0: every kind may have it */
} members[] = {
	{ "by", "string", NULL, 0, 0 },
	{ "witness", "string", NULL, 0, 0 },
	{ "device", "string", "uuid", 0, 0 },
	{ "seq", "integer", NULL, 0, 0 },
	{ "mac", "string", NULL, 0, 0 },
	{ "area", "string", NULL, NEEDS_AREA, MAY_AREA },
	{ "subject", "string", "uuid", NEEDS_SUBJECT, MAY_SUBJECT },
	{ "round", "string", "uuid", NEEDS_ROUND, MAY_ROUND },
	{ "seen", "object", NULL, 0, MAY_SEEN },
};

static void member_schema(struct jw *w, const char *name, const char *type, const char *format)
{
	jw_name(w, name);
	jw_object(w);
	schema_type(w, type, format, false);
	jw_end_object(w);
}

static void const_schema(struct jw *w, const struct kind *k)
{
	jw_name(w, "kind");
	jw_object(w);
	jw_f_z(w, "const", k->name);
	jw_end_object(w);
	jw_name(w, "v");
	jw_object(w);
	jw_f_int(w, "const", k->v);
	jw_end_object(w);
	jw_name(w, "corrects");
	jw_object(w);
	jw_f_z(w, "type", "array");
	jw_f_int(w, "maxItems", RECORD_LIST_MAX);
	jw_name(w, "items");
	jw_object(w);
	schema_type(w, "string", "uuid", false);
	jw_end_object(w);
	jw_end_object(w);
}

static void kind_required(struct jw *w, const struct kind *k)
{
	static const char *const always[] = { "id", "kind", "v", "at", "body" };

	jw_name(w, "required");
	jw_list(w);
	for (size_t i = 0; i < 5; i++)
		jw_z(w, always[i]);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (k->envelope & members[i].needs)
			jw_z(w, members[i].name);
	jw_end_list(w);
}

/* Names of schemas hold the version where there is more than one. */
static struct str kind_schema_name(struct jw *w, const struct kind *k)
{
	struct buf b;

	buf_init(&b, w->b->a);
	buf_fmt(&b, "%s.v%d", k->name, k->v);
	return buf_get(&b);
}

static void kind_schema(struct jw *w, const struct kind *k)
{
	jw_name(w, kind_schema_name(w, k).p);
	jw_object(w);
	jw_f_z(w, "title", k->zh);
	jw_f_z(w, "description", k->en);
	jw_f_z(w, "type", "object");
	jw_f_bool(w, "additionalProperties", false);
	jw_name(w, "properties");
	jw_object(w);
	member_schema(w, "id", "string", "uuid");
	member_schema(w, "at", "string", "date-time");
	const_schema(w, k);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (!(members[i].needs | members[i].may) ||
			(k->envelope & (members[i].needs | members[i].may)))
			member_schema(w, members[i].name, members[i].type, members[i].format);
	body_schema(w, k);
	jw_end_object(w);
	kind_required(w, k);
	jw_name(w, "examples");
	jw_list(w);
	jw_raw(w, str_of(k->example));
	jw_end_list(w);
	jw_end_object(w);
}

static void box_schema(struct jw *w)
{
	jw_name(w, "box");
	jw_object(w);
	jw_f_z(w, "description",
		"A record sealed to the server's public key (crypto_box_seal), base64url");
	jw_f_z(w, "type", "object");
	jw_name(w, "properties");
	jw_object(w);
	member_schema(w, "id", "string", "uuid");
	member_schema(w, "device", "string", "uuid");
	member_schema(w, "seq", "integer", NULL);
	member_schema(w, "box", "string", NULL);
	jw_end_object(w);
	jw_end_object(w);
}

static void any_record_schema(struct jw *w, const struct kinds *ks)
{
	jw_name(w, "any_record");
	jw_object(w);
	jw_name(w, "anyOf");
	jw_list(w);
	for (size_t i = 0; i < ks->n; i++)
		schema_ref(w, "", kind_schema_name(w, ks->all[i]));
	schema_ref(w, "", STR("box"));
	jw_end_list(w);
	jw_end_object(w);
}

/* Bodies that are no records. */
struct asked_member {
	const char *name, *format; /* format NULL: any text; "boolean", "integer": none */
	bool required;
};
static const struct asked {
	const char *schema, *path;
	const struct asked_member *members;
} asked[] = {
	{ "login", "/v1/session",
		(const struct asked_member[]){ { "user", NULL, false }, { "password", NULL, false },
			{ "code", NULL, false }, { "ticket", NULL, false }, { "pin", NULL, false },
			{ "device", "uuid", false }, { "challenge", NULL, false },
			{ "mac", NULL, false }, { .name = NULL } } },
	{ "newcomer_order", "/v1/users",
		(const struct asked_member[]){ { "user", NULL, false }, { "name", NULL, true },
			{ "role", NULL, true }, { "area", NULL, false },
			{ "everywhere", "boolean", false }, { "round", "uuid", false },
			{ "post", "uuid", false }, { "until", "date", false }, { .name = NULL } } },
	{ "user_change", "/v1/users/{id}",
		(const struct asked_member[]){ { "act", NULL, true }, { "role", NULL, false },
			{ "area", NULL, false }, { "everywhere", "boolean", false },
			{ "round", "uuid", false }, { "post", "uuid", false },
			{ "until", "date", false }, { "asked", "boolean", false },
			{ .name = NULL } } },
	{ "reset_order", "/v1/users/{id}/reset",
		(const struct asked_member[]){
			{ "in_person", "boolean", true }, { .name = NULL } } },
	{ "device_invitation", "/v1/devices/invitations",
		(const struct asked_member[]){
			{ "user", NULL, false }, { "post", "uuid", false }, { .name = NULL } } },
	{ "device_enrolment", "/v1/devices",
		(const struct asked_member[]){
			{ "ticket", NULL, true }, { "name", NULL, false }, { .name = NULL } } },
	{ "device_pin", "/v1/devices/{id}/pin",
		(const struct asked_member[]){ { "pin", NULL, true }, { .name = NULL } } },
	{ "slip_order", "/v1/residents/slips",
		(const struct asked_member[]){ { "subject", "uuid", true },
			{ "card_seen", "boolean", true }, { "guardian", "uuid", false },
			{ .name = NULL } } },
	{ "bulletin_order", "/v1/bulletins",
		(const struct asked_member[]){ { "id", "uuid", false },
			{ "incident", "uuid", true }, { "area", NULL, true },
			{ "from", "date", true }, { "to", "date", true },
			{ "title_zh", NULL, false }, { "title_en", NULL, false },
			{ "reason", NULL, false }, { "replaces", "uuid", false },
			{ "prose_zh", NULL, false }, { "prose_en", NULL, false },
			{ "correction", NULL, false }, { "mark", NULL, false },
			{ .name = NULL } } },
	{ "bulletin_words", "/v1/bulletins/draft",
		(const struct asked_member[]){ { "incident", "uuid", true }, { "area", NULL, true },
			{ "from", "date", true }, { "to", "date", true },
			{ "title_zh", NULL, false }, { "title_en", NULL, false },
			{ "prose_zh", NULL, false }, { "prose_en", NULL, false },
			{ "reason", NULL, false }, { "correction", NULL, false },
			{ "replaces", "uuid", false }, { .name = NULL } } },
	{ "form_order", "/v1/forms/{id}/fillings",
		(const struct asked_member[]){
			{ "id", "uuid", false }, { "day", "date", true }, { .name = NULL } } },
	{ "map_file", "/v1/map/read",
		(const struct asked_member[]){ { "geojson", NULL, true }, { "datum", NULL, true },
			{ "property", NULL, false }, { "step", "integer", false },
			{ .name = NULL } } },
	{ "import_looked", "/v1/imports/look",
		(const struct asked_member[]){ { "lists", NULL, true }, { "file", NULL, true },
			{ "file_name", NULL, false }, { "sheet", NULL, false },
			{ "area", NULL, false }, { "map", NULL, false }, { .name = NULL } } },
	{ "import_checked", "/v1/imports/check",
		(const struct asked_member[]){ { "lists", NULL, true }, { "file", NULL, true },
			{ "file_name", NULL, false }, { "sheet", NULL, false },
			{ "area", NULL, false }, { "map", NULL, false }, { .name = NULL } } },
	{ "import_bad", "/v1/imports/bad",
		(const struct asked_member[]){ { "lists", NULL, true }, { "file", NULL, true },
			{ "file_name", NULL, false }, { "sheet", NULL, false },
			{ "area", NULL, false }, { "map", NULL, false }, { "format", NULL, false },
			{ "lang", NULL, false }, { .name = NULL } } },
	{ "import_order", "/v1/imports",
		(const struct asked_member[]){ { "lists", NULL, true }, { "file", NULL, true },
			{ "file_name", NULL, false }, { "sheet", NULL, false },
			{ "area", NULL, false }, { "map", NULL, false }, { "id", "uuid", true },
			{ .name = NULL } } },
	{ "import_back", "/v1/imports/{id}/back",
		(const struct asked_member[]){
			{ "reason", NULL, false }, { "state", NULL, false }, { .name = NULL } } },
	{ "look_review", "/v1/looks/reviews",
		(const struct asked_member[]){ { "account", NULL, true }, { "day", "date", true },
			{ "finding", NULL, true }, { "note", NULL, false }, { .name = NULL } } },
	{ "copy_destroyed", "/v1/exports/{id}/destroyed",
		(const struct asked_member[]){ { "note", NULL, false }, { .name = NULL } } },
};
#define ASKED (sizeof(asked) / sizeof(asked[0]))

static void asked_schema(struct jw *w, const struct asked *a)
{
	jw_name(w, a->schema);
	jw_object(w);
	jw_f_z(w, "type", "object");
	jw_name(w, "properties");
	jw_object(w);
	for (const struct asked_member *m = a->members; m->name; m++) {
		bool text = !m->format ||
			(strcmp(m->format, "boolean") != 0 && strcmp(m->format, "integer") != 0);

		member_schema(w, m->name, text ? "string" : m->format, text ? m->format : NULL);
	}
	jw_end_object(w);
	jw_name(w, "required");
	jw_list(w);
	for (const struct asked_member *m = a->members; m->name; m++)
		if (m->required)
			jw_z(w, m->name);
	jw_end_list(w);
	jw_end_object(w);
}

const char *schema_asked(const struct route *r)
{
	const struct asked *a = asked;

	while (strcmp(a->path, r->path) != 0) {
		a++;
		check(a < asked + ASKED);
	}
	return a->schema;
}

void schemas_write(struct jw *w, const struct kinds *ks)
{
	for (const struct shape *s = shapes; s->name; s++)
		shape_write(w, s);
	for (size_t i = 0; i < ASKED; i++)
		asked_schema(w, &asked[i]);
	box_schema(w);
	any_record_schema(w, ks);
	for (size_t i = 0; i < ks->n; i++)
		kind_schema(w, ks->all[i]);
}
