/* The canonical form of a record and its split into the open part and one part a class. doc/format/record.md,
 * section 2.
 *
 * The form is made once; where nothing has to be left out of it (no mac, no null, no sealed field) it is that of
 * the JSON as it came, without a copy. */
#include "record/intake.h"

#include "record/field.h"

const struct str member_names[MEMBERS] = { { "id", 2 }, { "kind", 4 }, { "v", 1 }, { "at", 2 },
	{ "by", 2 }, { "witness", 7 }, { "device", 6 }, { "seq", 3 }, { "area", 4 },
	{ "subject", 7 }, { "round", 5 }, { "body", 4 }, { "seen", 4 }, { "corrects", 8 },
	{ "mac", 3 } };

/* By its length there are at most four that it can be. */
enum member member_of(struct str name)
{
	static const uint8_t from[] = { 0, 0, 1, 4, 6, 10, 11, 12, 14, 15 };
	static const uint8_t by_length[] = { M_V, M_ID, M_AT, M_BY, M_SEQ, M_MAC, M_KIND, M_AREA,
		M_BODY, M_SEEN, M_ROUND, M_DEVICE, M_WITNESS, M_SUBJECT, M_CORRECTS };

	if (name.n == 0 || name.n + 1 >= sizeof(from))
		return MEMBERS;
	for (size_t i = from[name.n]; i < from[name.n + 1]; i++)
		if (str_eq(member_names[by_length[i]], name))
			return (enum member)by_length[i];
	return MEMBERS;
}

/* What a record of a newer version keeps open. */
#define NEWER_OPEN (((1u << M_BODY) - 1) | (1u << M_CORRECTS))

/* -- leaving out -- */

static bool has_null(const struct json *v)
{
	if (v->type == JSON_OBJECT)
		for (uint32_t i = 0; i < v->n; i++)
			if (v->items[i].type == JSON_NULL)
				return true;
	return false;
}

static int object_new(struct cx *cx, uint32_t n, struct json *ret)
{
	*ret = (struct json){ .type = JSON_OBJECT };
	ret->items = cx_many(cx, n, struct json);
	ret->names = cx_many(cx, n, struct str);
	return ret->items && ret->names ? 0 : -E_NO_MEMORY;
}

static void object_add(struct json *o, struct str name, const struct json *v)
{
	o->names[o->n] = name;
	o->items[o->n++] = *v;
}

static int without_null(struct cx *cx, const struct json *v, struct json *ret)
{
	int e;

	if (!has_null(v)) {
		*ret = *v;
		return 0;
	}
	e = object_new(cx, v->n, ret);
	for (uint32_t i = 0; !e && i < v->n; i++)
		if (v->items[i].type != JSON_NULL)
			object_add(ret, v->names[i], &v->items[i]);
	return e;
}

/* A shallow copy without null members (two levels: the record's own and those of its body) and without
 * mac. body replaces the record's when it is given. */
static int stripped(struct cx *cx, const struct json *v, const struct json *body, struct json *ret)
{
	int e = object_new(cx, v->n, ret);

	for (uint32_t i = 0; !e && i < v->n; i++) {
		struct json item = v->items[i];

		if (item.type == JSON_NULL || str_eq(v->names[i], member_names[M_MAC]))
			continue;
		if (body && str_eq(v->names[i], member_names[M_BODY]))
			item = *body;
		else
			e = without_null(cx, &v->items[i], &item);
		object_add(ret, v->names[i], &item);
	}
	return e;
}

static int canonical(struct cx *cx, const struct json *v, struct str *ret)
{
	struct buf b;
	int e;

	buf_init(&b, cx->arena);
	e = json_canonical(cx, v, &b);
	if (!e)
		*ret = buf_get(&b);
	return e;
}

int record_mac_text(struct cx *cx, const struct json *v, struct str *ret)
{
	struct field_path whole = { NULL, STR("record") };
	struct json copy;
	int e;

	if (v->type != JSON_OBJECT)
		return field_wrong_type(cx, &whole, JSON_OBJECT);
	e = stripped(cx, v, NULL, &copy);
	return e ? e : canonical(cx, &copy, ret);
}

/* -- the split -- */

static int class_body(struct intake *in, enum class c, struct json *ret)
{
	const struct json *body = in->m[M_BODY];
	int e = object_new(in->cx, in->sealed[c], ret);

	for (uint32_t i = 0; !e && i < body->n; i++)
		if (in->classes[i] == c && body->items[i].type != JSON_NULL)
			object_add(ret, body->names[i], &body->items[i]);
	return e;
}

static bool any_sealed(const struct intake *in)
{
	for (int c = CLASS_OPEN + 1; c < CLASSES; c++)
		if (in->sealed[c])
			return true;
	return false;
}

int intake_split(struct intake *in)
{
	struct json open, body, part;
	int e = 0;

	if (!in->null && !in->m[M_MAC] && !any_sealed(in))
		return canonical(in->cx, in->v, &in->r->open);
	e = class_body(in, CLASS_OPEN, &body);
	if (!e)
		e = stripped(in->cx, in->v, &body, &open);
	if (!e)
		e = canonical(in->cx, &open, &in->r->open);
	for (int c = CLASS_OPEN + 1; !e && c < CLASSES; c++) {
		if (!in->sealed[c])
			continue;
		e = class_body(in, (enum class)c, &part);
		if (!e)
			e = canonical(in->cx, &part, &in->r->plain[c]);
	}
	return e;
}

/* What this program does not understand is kept whole and sealed; its envelope stays open. */
int intake_split_newer(struct intake *in)
{
	struct json open;
	int e = record_mac_text(in->cx, in->v, &in->r->plain[CLASS_WHOLE]);

	if (!e)
		e = object_new(in->cx, MEMBERS, &open);
	for (int m = 0; !e && m < MEMBERS; m++)
		if (in->m[m] && (NEWER_OPEN >> m & 1))
			object_add(&open, member_names[m], in->m[m]);
	if (!e)
		e = canonical(in->cx, &open, &in->r->open);
	in->r->body = &json_empty_object;
	return e;
}

int intake_size(struct intake *in)
{
	size_t n = in->r->open.n;

	for (int c = 0; c < CLASSES; c++)
		n += in->r->plain[c].n;
	if (in->r->newer)
		n = in->r->plain[CLASS_WHOLE].n;
	if (n <= RECORD_BYTES_MAX)
		return 0;
	return err(in->cx, E_TOO_LONG, "record", cx_num(in->cx, (int64_t)n),
		cx_num(in->cx, RECORD_BYTES_MAX));
}
