/* What changed since a cursor, as far as whoever asks may be told: of the areas that he sees what his matters are, or of the rounds that he
 * is bound to what they ask. */
#include "desk/command/published_rows.h"
#include "http/own.h"

/* Targets come sorted by round, so each round is looked up once a page. One that he does not see has no state. */
static int change_round(struct call *c, const struct uuid *id, struct round *last)
{
	int e = uuid_eq(&last->id, id) ? 0 : round_get(&c->cx, &c->cover, id, last);

	if (e != -E_UNKNOWN_ROUND)
		return e;
	err_clear(&c->cx);
	*last = (struct round){ .id = *id };
	return 0;
}

static bool is_of(const struct change *ch, const char *type)
{
	return str_is(str_of(ch->type), type);
}

/* Whoever is bound to some rounds is told of these and of the areas that they lie in, and what everybody who works there is told. What
 * leaves is told by its key, which begins with the round. */
static bool is_bound(const struct call *c, const struct change *ch, const struct round *last)
{
	struct uuid round;

	if (is_of(ch, "area") || is_of(ch, "notice") || is_of(ch, "rule"))
		return true;
	if (!is_of(ch, "target") && !is_of(ch, "round"))
		return false;
	if (ch->gone || is_of(ch, "round"))
		return ch->key.n >= UUID_TEXT &&
			uuid_read((struct str){ ch->key.p, UUID_TEXT }, &round) &&
			bounds_name(c->only, &round);
	return bounds_hold(c, c->only, &last->id, desks_round_matter(last->kind),
		((const struct target *)ch->row)->area);
}

static int change_row(struct call *c, const struct change *ch, struct round *last)
{
	struct jw *w = &c->w;
	int e = 0;

	if (!ch->gone && is_of(ch, "target")) {
		e = change_round(c, &((const struct target *)ch->row)->round, last);
		if (e || (!c->only && last->state && !target_is_his(c, last, ch->row)))
			return e;
	}
	if (c->only && !is_bound(c, ch, last))
		return 0;
	if (!ch->gone && is_of(ch, "subject") && !subject_is_his(c, ch->row))
		return 0;
	jw_object(w);
	jw_f_z(w, "type", ch->type);
	jw_f_str(w, "key", ch->key);
	if (!ch->gone) {
		jw_f_int(w, "pos", ch->pos);
		jw_name(w, "row");
		if (is_of(ch, "area")) {
			row_area(w, ch->row);
		} else if (is_of(ch, "subject")) {
			row_subject(w, c->cover.kinds, ch->row);
		} else if (is_of(ch, "round")) {
			row_round(w, ch->row, desks_round(((const struct round *)ch->row)->kind));
		} else if (is_of(ch, "notice")) {
			e = row_published_notice(&c->cx, &c->cover, w, ch->row);
			jw_end_object(w);
		} else if (is_of(ch, "rule")) {
			e = row_published_rule(&c->cx, &c->cover, w, ch->row);
		} else {
			e = target_alone(c, ch->row, last->state ? last : NULL);
		}
	}
	jw_end_object(w);
	return e;
}

static int changes_list(
	struct call *c, const char *name, const struct change *all, size_t n, bool gone)
{
	struct round last = { .id = uuid_nil };
	int e = 0;

	jw_name(&c->w, name);
	jw_list(&c->w);
	for (size_t i = 0; !e && i < n; i++)
		if (all[i].gone == gone)
			e = change_row(c, &all[i], &last);
	jw_end_list(&c->w);
	return e;
}

/* Who has grants of one round each, and no other. */
static int changes_bound(struct call *c, struct bounds *b)
{
	int e = c->who.everywhere || c->who.n ? 0 : bounds_read(c, b);

	if (e || !b->n)
		return e;
	c->only = b;
	c->who = b->who;
	return 0;
}

/* A cursor is good as long as he has the same roles, and is bound to the same: with another role he sees another part of what changed
 * before it. */
static int changes_epoch(struct call *c, const struct bounds *b, struct str epoch, struct str *ret)
{
	uint8_t hash[SEAL_HASH];
	uint64_t held = 0;
	struct buf text;
	struct seal_hasher h;
	struct uuid id;

	_Static_assert(ROLES <= 64, "a bit of each role");
	for (size_t i = 0; i < c->rights.n; i++)
		if (grant_holds(&c->rights.grants[i], c->now))
			held |= UINT64_C(1) << c->rights.grants[i].role;
	buf_init(&text, c->cx.arena);
	buf_fmt(&text, "%llx", (unsigned long long)held);
	bounds_tell(&text, b);
	seal_hash_begin(&h);
	seal_hash_add(&h, buf_get(&text).p, buf_get(&text).n);
	seal_hash_end(&h, hash);
	id = uuid_v8(hash);
	buf_init(&text, c->cx.arena);
	buf_str(&text, epoch);
	buf_uuid(&text, &id);
	*ret = buf_get(&text);
	return buf_ok(&text) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

int route_changes(struct call *c)
{
	struct receipt_frame frame;
	struct bounds b = { .n = 0 };
	struct change *all;
	struct str next, epoch;
	size_t n;
	bool more;
	int e = receipt_frame(&c->cx, c->cover.store, &frame);

	if (!e)
		e = changes_bound(c, &b);
	if (!e)
		e = changes_epoch(c, &b, frame.epoch, &epoch);
	if (!e)
		e = cover_changes(&c->cx, &c->cover, c->after.p ? c->after : STR(""), epoch,
			c->limit, &all, &n, &next, &more);
	if (e)
		return e;
	jw_object(&c->w);
	jw_f_str(&c->w, "epoch", frame.epoch);
	e = changes_list(c, "rows", all, n, false);
	if (!e)
		e = changes_list(c, "gone", all, n, true);
	if (e)
		return e;
	jw_f_str(&c->w, "next", next);
	jw_f_bool(&c->w, "more", more);
	jw_end_object(&c->w);
	return answer_end(c);
}
