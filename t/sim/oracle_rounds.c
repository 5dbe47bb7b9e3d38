/* Rounds: the latest opening holds, and what follows it in time says when it closes; one that was cancelled is only
 * reopened. */
#include "oracle.h"

#include <string.h>

static void round_fold(struct oracle *o, const struct uuid *id)
{
	struct o_round *r = o_row(o, &o->rounds, o_key(id), sizeof(*r));
	struct uuid *opens = cx_many(o->cx, o->n, struct uuid);
	const struct fact *open = NULL;
	int64_t due = FAR;
	size_t n = 0;
	int state = 1;

	*r = (struct o_round){ .id = *id, .closes = FAR, .area = STR("") };
	for (size_t i = 0; i < o->n; i++)
		if (o->all[i].stands && is(&o->all[i], "round.opened") &&
			uuid_eq(&o->all[i].round, id)) {
			open = &o->all[i];
			opens[n++] = open->id;
		}
	if (open) {
		r->known = true;
		r->area = open->area;
		b_id(open, "incident", &r->incident);
		if (b_text(open, "due").n)
			when_read(b_text(open, "due"), &due);
	}
	for (size_t i = 0; i < o->n; i++) {
		const struct fact *f = &o->all[i];

		if (!f->stands || !f->has_round || !uuid_eq(&f->round, id) ||
			!str_starts(f->kind, STR("round.")) || is(f, "round.targeted"))
			continue;
		r->any = true;
		if (!open)
			o_wait(o, &f->id, id);
		if (!open || is(f, "round.opened"))
			continue;
		if (is(f, "round.extended"))
			when_read(b_text(f, "due"), &due);
		if (state == 3 && !is(f, "round.cancelled") && !is(f, "round.reopened"))
			continue;
		state = is(f, "round.closed") ? 2 : is(f, "round.cancelled") ? 3 : 1;
		r->closes = state == 1 ? FAR : f->at;
	}
	if (!r->any)
		return;
	lines_add(o->cx, o->out, "round|%s|%.*s|%s|%.*s|%lld|%.*s|%.*s|%lld|%lld|%lld|%lld|%d",
		o_hex(o, id), STR_ARG(open ? b_text(open, "kind") : STR("")),
		o_hex(o, &r->incident), STR_ARG(r->area),
		(long long)(open ? b_int(open, "standing") : 0),
		STR_ARG(open ? b_text(open, "question") : STR("")),
		STR_ARG(open ? b_text(open, "filter") : STR("")),
		(long long)(open ? b_int(open, "expected") : 0), (long long)due,
		(long long)(open ? open->at : 0), (long long)r->closes, open ? state : 0);
	if (n > 1)
		o_clash(o, 4, o_key(id), r->area, opens, n);
}

void oracle_rounds(struct oracle *o)
{
	struct map ids;

	map_init(&ids, o->cx->arena);
	for (size_t i = 0; i < o->n; i++)
		if (o->all[i].stands && o->all[i].has_round)
			*map_at(&ids, o_key(&o->all[i].round)) = o;
	for (size_t i = 0; i < ids.n; i++) {
		struct uuid id;

		memcpy(id.b, ids.entries[i].key.p, 16);
		round_fold(o, &id);
	}
}
