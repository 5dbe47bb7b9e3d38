/* The order of doors. */
#include "desk/doors.h"

#include <string.h>

#include "cover/base_kinds.h"

/* Numbers by their value, all else by its bytes. */
static int natural_cmp(struct str a, struct str b)
{
	static const char digits[] = "0123456789";

	while (a.n && b.n) {
		size_t i = strspn(a.p, digits), k = strspn(b.p, digits);
		int cmp;

		i = i < a.n ? i : a.n;
		k = k < b.n ? k : b.n;
		if (i && k) {
			struct str x = { a.p, i }, y = { b.p, k };

			for (; x.n > 1 && *x.p == '0'; x.p++)
				x.n--;
			for (; y.n > 1 && *y.p == '0'; y.p++)
				y.n--;
			cmp = x.n != y.n ? (x.n > y.n) - (x.n < y.n) : memcmp(x.p, y.p, x.n);
		} else {
			cmp = (uint8_t)*a.p - (uint8_t)*b.p;
			i = k = 1;
		}
		if (cmp)
			return cmp;
		a = (struct str){ a.p + i, a.n - i };
		b = (struct str){ b.p + k, b.n - k };
	}
	return (a.n > 0) - (b.n > 0);
}

int door_cmp(struct str a, struct str b)
{
	struct str one, other;
	bool more_a, more_b;
	int cmp;

	do {
		one = other = STR("");
		more_a = str_split(&a, '\x1f', &one);
		more_b = str_split(&b, '\x1f', &other);
		cmp = natural_cmp(one, other);
	} while (!cmp && (more_a || more_b));
	return cmp;
}

static bool is_number(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

static void part_say(struct buf *b, size_t part, struct str s, bool zh)
{
	static const struct {
		const char *zh, *en;
	} names[PLACE_PARTS] = { [PLACE_BUILDING] = { "栋", "building " },
		[PLACE_UNIT] = { "单元", "unit " },
		[PLACE_FLOOR] = { "层", "floor " } };
	bool named = part < PLACE_PARTS && names[part].zh && is_number(s);

	if (named && !zh)
		buf_z(b, names[part].en);
	buf_str(b, s);
	if (named && zh)
		buf_z(b, names[part].zh);
}

struct str door_said(struct cx *cx, struct str place, bool zh)
{
	struct str part;
	struct buf b;

	buf_init(&b, cx->arena);
	buf_add(&b, "", 0);
	for (size_t i = 0; str_split(&place, '\x1f', &part); i++) {
		if (b.n && part.n)
			buf_c(&b, ' ');
		part_say(&b, i, part, zh);
	}
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

struct str door_part(struct str place, size_t part)
{
	struct str one = STR("");

	for (size_t i = 0; i <= part; i++)
		if (!str_split(&place, '\x1f', &one))
			return STR("");
	return one;
}
