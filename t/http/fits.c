/* Does an answer have the shape that the table of routes promises? */
#include "http/client.h"

#include <string.h>

#include "http/shapes.h"

static const struct shape *shape_of(struct str name)
{
	for (const struct shape *s = shapes; s->name; s++)
		if (str_is(name, s->name))
			return s;
	fail_msg("no shape %.*s", STR_ARG(name));
	return NULL;
}

/* Every member of the shape is there, and no other. */
static void shape_check(const struct json *v, const struct shape *s, const char *where)
{
	struct str rest = str_of(s->members), member, name;
	uint32_t n = 0;

	assert_true(v && v->type == JSON_OBJECT);
	if (!v)
		return;
	while (str_split(&rest, ' ', &member)) {
		const struct json *m;
		bool optional = member.p[member.n - 1] == '~';

		str_split(&member, ':', &name);
		member.n -= optional;
		m = json_get_str(v, name);
		if (!m) {
			if (!optional)
				fail_msg("%s: %s has no %.*s", where, s->name, STR_ARG(name));
			continue;
		}
		n++;
		type_fits(m, member, where);
	}
	if (n != v->n)
		fail_msg("%s: %s has %u members, not %u", where, s->name, v->n, n);
	/* The type of a change says which of the shapes its row has. */
	if (strcmp(s->name, "change") == 0)
		shape_check(at(v, "row"), shape_of(at(v, "type")->s), where);
}

void type_fits(const struct json *v, struct str type, const char *where)
{
	static const char *const texts[] = { "text", "uuid", "time", "day" };
	bool null = type.p[type.n - 1] == '?';

	type.n -= null;
	if (v->type == JSON_NULL && null)
		return;
	if (type.p[0] == '[') {
		assert_int_equal(v->type, JSON_LIST);
		for (uint32_t i = 0; i < v->n; i++)
			type_fits(&v->items[i], (struct str){ type.p + 1, type.n - 2 }, where);
		return;
	}
	if (str_is(type, "value"))
		return;
	for (size_t i = 0; i < 4; i++)
		if (str_is(type, texts[i])) {
			if (v->type != JSON_TEXT)
				fail_msg("%s: a %s is no text", where, texts[i]);
			return;
		}
	if (str_is(type, "int") || str_is(type, "number"))
		assert_true(
			v->type == JSON_INT || (v->type == JSON_NUMBER && str_is(type, "number")));
	else if (str_is(type, "bool"))
		assert_int_equal(v->type, JSON_BOOL);
	else if (str_is(type, "object") || memchr(type.p, '|', type.n))
		assert_int_equal(v->type, JSON_OBJECT);
	else
		shape_check(v, shape_of(type), where);
}

void answer_fits(const struct route *r, const struct json *v)
{
	struct str type = str_of(r->answer);

	if (!type.n)
		return;
	if (type.p[0] != '[') {
		shape_check(v, shape_of(type), r->path);
		return;
	}
	type_fits(at(v, "items"), type, r->path);
	assert_int_equal(v->n, 2);
}
