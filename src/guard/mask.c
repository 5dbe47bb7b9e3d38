/* Masks: enough of a personal value to tell two rows apart, not enough to know or call the
 * person. */
#include "guard/guard.h"

#define NAME_MAX_POINTS 4 /* a longer text is a note, of which nothing is shown */

/* The first `head` and last `tail` bytes and stars between; too short a value is stars only.
 * ASCII only. */
static void mask_middle(struct buf *b, struct str v, size_t head, size_t tail)
{
	bool enough = v.n >= head + tail + 3;

	for (size_t i = 0; i < v.n && i < 32; i++)
		buf_c(b, enough && (i < head || i >= v.n - tail) ? v.p[i] : '*');
}

static void mask_name(struct buf *b, struct str v)
{
	size_t n = utf8_count(v);
	struct str rest = v;
	int32_t first = utf8_next(&rest);

	if (first < 0)
		return;
	if (n > NAME_MAX_POINTS) {
		buf_z(b, "***");
		return;
	}
	/* A name of one character would be shown whole. */
	if (n > 1)
		buf_utf8(b, (uint32_t)first);
	for (size_t i = 1; i < n || i < 2; i++)
		buf_c(b, '*');
}

/* The first character, its province, is three bytes. */
static void mask_plate(struct buf *b, struct str v)
{
	struct str rest = v;
	int32_t first = utf8_next(&rest);

	if (first < 0)
		return;
	buf_utf8(b, (uint32_t)first);
	buf_z(b, "****");
	if (rest.n >= 6 && utf8_count(rest) == rest.n)
		buf_c(b, rest.p[rest.n - 1]);
}

int guard_mask(struct cx *cx, enum field_type type, struct str value, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	switch (type) {
	case FIELD_TEXT:
		mask_name(&b, value);
		break;
	case FIELD_PHONE:
		mask_middle(&b, value, 3, 4);
		break;
	case FIELD_DOCUMENT:
		mask_middle(&b, value, 4, 4);
		break;
	case FIELD_PLATE:
		mask_plate(&b, value);
		break;
	default:
		buf_z(&b, "***");
	}
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = buf_get(&b);
	return 0;
}
