/* What is drawn up: by the open rounds, which order it; and as items that are written in the name of each one's writer. */
#include "cover/cover_read.h"
#include "desk/command/follow.h"

int drawn_add(struct cx *cx, struct drawn_list *l, const struct buf *record, struct str by)
{
	int e = buf_ok(record) ? COVER_ROOM(cx, l->all, l->n, l->cap) : err(cx, E_NO_MEMORY, NULL);

	if (!e)
		l->all[l->n++] = (struct drawn){ buf_get(record), by };
	return e;
}

int follow_draw(struct cx *cx, const struct cover *c, struct drawn_list *ret)
{
	struct round *rounds;
	size_t n;
	int e = round_list(cx, c, &rounds, &n);

	*ret = (struct drawn_list){ .n = 0 };
	for (size_t i = 0; !e && i < n; i++) {
		/* Its area may still be on its way. */
		if (rounds[i].state != 1 || !rounds[i].standing ||
			!area_find(c->tree, rounds[i].area))
			continue;
		if (str_is(rounds[i].kind, round_risk.name))
			e = follow_risk(cx, c, &rounds[i], ret);
		else if (str_is(rounds[i].kind, round_warning.name))
			e = follow_symptoms(cx, c, &rounds[i], ret);
	}
	return e;
}

int follow_items(struct cx *cx, struct site *s, const struct drawn *all, size_t n, int64_t now,
	struct append_item *ret)
{
	int e = 0;

	for (size_t i = 0; !e && i < n; i++) {
		struct sender from = { .user = all[i].by, .now = now };
		const struct json *v;

		e = json_read(cx, all[i].record, &json_limits_request, &v);
		if (!e)
			e = guard_item_read(cx, s, v, &from, &guard_gate_owner, &ret[i]);
	}
	return e;
}
