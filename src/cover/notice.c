/* Things that somebody should look at: clashes, marked records. */
#include "cover/cover_read.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "generated/stmt.h"
#include "record/journal.h"

/* ---- clashes ---- */

static int clash_take(struct cx *cx, const struct rows *q, struct clash *ret)
{
	struct str packed;
	struct uuid *ids;
	int ec;

	ret->what = (int)store_int(q, 0);
	if ((ec = cx_str(cx, store_str(q, 1), &ret->area)) < 0)
		return ec;
	packed = store_str(q, 2);
	if (packed.n % 16 != 0)
		return err(cx, E_CORRUPT, NULL, "clash.ids");
	ids = cx_many(cx, packed.n / 16, struct uuid);
	if (ids == NULL)
		return -E_NO_MEMORY;
	if (packed.n > 0)
		memcpy(ids, packed.p, packed.n);
	ret->ids = ids;
	ret->ids_n = packed.n / 16;
	return 0;
}

int clash_list(struct cx *cx, const struct cover *c, struct clash **ret, size_t *ret_n)
{
	STORE_ROWS q = { 0 };
	struct clash *all = NULL;
	size_t n = 0, cap = 0;
	int ec = store_query(cx, c->store, STMT_COVER_CLASHES, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		if (!reader_sees(c->tree, c->who, store_str(&q, 1)))
			continue;
		if ((ec = COVER_ROOM(cx, all, n, cap)) == 0)
			ec = clash_take(cx, &q, &all[n++]);
	}
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

/* ---- marked records ---- */

static int marks_take(
	struct cx *cx, const struct cover *c, struct rows *q, struct marked **ret, size_t *ret_n)
{
	struct marked *all = NULL;
	size_t n = 0, cap = 0;
	int ec = 0, more = 0;

	while (ec == 0 && (more = store_next(cx, q)) > 0) {
		if (!reader_sees(c->tree, c->who, store_str(q, 0)))
			continue;
		if ((ec = COVER_ROOM(cx, all, n, cap)) < 0)
			break;
		all[n].pos = store_int(q, 1);
		if (!store_uuid(q, 2, &all[n].id))
			return err(cx, E_CORRUPT, NULL, "mark");
		ec = cx_str(cx, store_str(q, 0), &all[n++].area);
	}
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

int marked_list(struct cx *cx, const struct cover *c, int what, struct marked **ret, size_t *ret_n)
{
	const struct store_value values[] = { SV_INT(what) };
	bool settles = what == BIT_HELD || what == BIT_CONFIRMED /* the mark is that it is not */;
	STORE_ROWS q = { 0 };
	int ec = store_query(
		cx, c->store, settles ? STMT_COVER_HELD : STMT_COVER_MARKED, values, 1, &q);

	return ec < 0 ? ec : marks_take(cx, c, &q, ret, ret_n);
}

int held_in(struct cx *cx, const struct cover *c, const struct uuid *rounds, size_t n,
	struct marked **ret, size_t *ret_n)
{
	struct store_value *values = cx_many(cx, n, struct store_value);
	STORE_ROWS q = { 0 };
	int ec = values ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; values && i < n; i++)
		values[i] = SV_UUID(&rounds[i]);
	*ret_n = 0;
	if (ec == 0 && n)
		ec = store_query_each(cx, c->store, STMT_COVER_HELD_IN, values, n, &q);
	return ec < 0 || !n ? ec : marks_take(cx, c, &q, ret, ret_n);
}
