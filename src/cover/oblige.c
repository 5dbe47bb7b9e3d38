/* Obligations: what an answer makes in another desk's standing round, for as long as it stands and its round is known. */
#include "cover/chains.h"

static int emit(struct chain *c, const struct round_now *round, const struct act *a, int sign,
	struct edits *subjects, struct edits *targets)
{
	struct cx *cx = c->w->cx;
	struct act *define = cx_new(cx, struct act), *oblige = cx_new(cx, struct act);
	const char *kind = cx_text(cx, part_of(a->text, '\x1f', 0));
	struct str area = part_of(a->text, '\x1f', 1);
	struct buf text;
	int rc;

	if (define == NULL || oblige == NULL)
		return -E_NO_MEMORY;
	buf_init(&text, cx->arena);
	buf_str(&text, area);
	buf_c(&text, '\x1e');
	if (!buf_ok(&text))
		return err(cx, E_NO_MEMORY, NULL);
	*define = (struct act){ .fold = FOLD_SUBJECT,
		.what = SUBJECT_DEFINE,
		.code = SUBJECT_MATTER,
		.key = a->id,
		.id = a->id,
		.at_used = a->at_used,
		.text = buf_get(&text) };
	*oblige = (struct act){ .fold = FOLD_TARGET,
		.what = TARGET_OBLIGE,
		.code = a->obliges,
		.key = round_standing_id(round->incident, kind),
		.key2 = a->id,
		.id = a->id,
		.at_used = a->at_used,
		.text = area,
		.n = a->n };
	rc = edits_add(cx, subjects, (struct edit){ .sign = sign, .act = define, .pos = c->pos });
	return rc != 0 ?
		rc :
		edits_add(cx, targets, (struct edit){ .sign = sign, .act = oblige, .pos = c->pos });
}

static bool holds(const struct obliging *o, const struct act *a)
{
	size_t i;

	for (i = 0; i < o->n; i++)
		if (uuid_eq(&o->acts[i].id, &a->id) && str_eq(o->acts[i].text, a->text))
			return true;
	return false;
}

/* All obliging answers of the chain's rows, before and after: the difference is emitted. */
int settle_obligations(struct chain *c, const struct obliging *before, const struct obliging *after,
	bool first, struct edits *subjects, struct edits *targets)
{
	const struct round_now *was = first ? &c->round->old : &c->round->now,
			       *now = &c->round->now;
	bool same = was->known == now->known && uuid_eq(&was->incident, &now->incident);
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && was->known && i < before->n; i++)
		if (!same || !holds(after, &before->acts[i]))
			rc = emit(c, was, &before->acts[i], -1, subjects, targets);
	for (i = 0; rc == 0 && now->known && i < after->n; i++)
		if (!same || !holds(before, &after->acts[i]))
			rc = emit(c, now, &after->acts[i], 1, subjects, targets);
	return rc;
}

/* Where it lies: where the record says, or where the answered target was asked, if it is to lie there and was asked at all. */
static int place(struct chain *c, const struct target_row *row, struct act *a)
{
	const struct target_row *home = chain_home(c, &row->subject);
	struct buf text;

	if (part_of(a->text, '\x1f', 2).n == 0 || home == NULL)
		return 0;
	buf_init(&text, c->w->cx->arena);
	buf_str(&text, part_of(a->text, '\x1f', 0));
	buf_c(&text, '\x1f');
	buf_str(&text, home->area);
	a->text = buf_get(&text);
	return buf_ok(&text) ? 0 : err(c->w->cx, E_NO_MEMORY, NULL);
}

int chain_obliging(struct chain *c, struct obliging *ret)
{
	size_t i, k, n = 0;
	int rc = 0;

	*ret = (struct obliging){ 0 };
	for (i = 0; i < c->n; i++)
		for (k = 0; k < c->rows[i]->acts.n; k++)
			n += c->rows[i]->acts.all[k].obliges != 0;
	if (n == 0)
		return 0;
	ret->acts = cx_many(c->w->cx, n, struct act);
	if (ret->acts == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < c->n; i++)
		for (k = 0; rc == 0 && k < c->rows[i]->acts.n; k++) {
			if (c->rows[i]->acts.all[k].obliges == 0)
				continue;
			ret->acts[ret->n] = c->rows[i]->acts.all[k];
			rc = place(c, c->rows[i], &ret->acts[ret->n++]);
		}
	return rc;
}
