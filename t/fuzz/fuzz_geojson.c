/* Fuzzer of outlines and of pictures. An outline that is read is written, and what is written is read as the same; a coarser one has no
 * more corners, and has a text that is its own. The first byte says as what the rest is taken, and how coarse. */
#include "core/check.h"
#include "desk/map/map.h"
#include "sys/sys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void outline(struct cx *cx, struct str text, int32_t step)
{
	const struct json *v;
	struct outline o, thin, again;
	struct str written;

	if (json_read(cx, text, &map_json_limits, &v))
		return;
	if (outline_take(cx, v, &o) || outline_thin(cx, &o, step, &thin))
		return;
	check(thin.points_n <= o.points_n && thin.rings_n <= o.rings_n);
	if (!thin.rings_n || thin.points_n > OUTLINE_POINTS_MAX || thin.rings_n > OUTLINE_RINGS_MAX)
		return;
	if (outline_write(cx, &thin, &written))
		return;
	check(written.n <= OUTLINE_TEXT_MAX);
	check(outline_read(cx, written, &again) == 0 || cx->e.code == E_NO_MEMORY);
}

static void picture(struct cx *cx, struct str bytes)
{
	uint32_t width, height;
	const char *type;
	int e = picture_check(cx, bytes, &type, &width, &height);

	check(e == 0 || e == -E_GEO || e == -E_NO_MEMORY);
	check(e || (width <= PLAN_SIDE_MAX && height <= PLAN_SIDE_MAX && width && height));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int32_t steps[] = { 1, 10, 1000, 10000 };
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct plan_mark *marks;
	struct str rest = { (const char *)data + 1, size - 1 };
	size_t n;

	if (size < 2)
		return 0;
	arena_init(&arena, &sys_heap, (size_t)64 << 20);
	if (data[0] % 4 == 0)
		picture(&cx, rest);
	else if (data[0] % 4 == 1)
		plan_marks_read(&cx, rest, &marks, &n);
	else
		outline(&cx, rest, steps[data[0] / 4 % 4]);
	arena_done(&arena);
	return 0;
}
