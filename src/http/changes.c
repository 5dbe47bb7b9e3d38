/* What changed since a cursor, as far as whoever asks may be told: of the areas that he sees what his matters are, and of the rounds that he
 * is bound to what they ask. c->who is what his grants come to that bind him to nothing; c->cover.who sees wherever he has anything. */
#include "desk/command/published_rows.h"
#include "http/own.h"

enum told { TOLD_NOT, TOLD_ROW, TOLD_GONE };

/* Targets come sorted by round, so each round is looked up once a page. One that is not here, or that he does not see, has no state. */
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

/* The round and the area of a target's key (cover/pass.h). */
static bool key_parts(struct str key, struct uuid *ret_round, struct str *ret_area)
{
	struct str round = STR("");

	return str_split(&key, '/', &round) && uuid_read(round, ret_round) &&
		str_split(&key, '/', ret_area);
}

/* Whose business a target is says its round. Of one that is not here yet nothing is told: when it comes, all its targets change. */
static enum told target_told(struct call *c, const struct change *ch, const struct round *r)
{
	const struct target *t = ch->row;

	if (!r->state)
		return TOLD_NOT;
	if (target_is_his(c, r, t))
		return TOLD_ROW;
	return c->bounds &&
			bounds_hold(c, c->bounds, &r->id, desks_round_matter(r->kind), t->area) ?
		TOLD_ROW :
		TOLD_NOT;
}

/* A subject that went from one area of his to another has no mark, since its row comes from there: if that is none of his, it left. */
static enum told subject_told(struct call *c, const struct subject *s)
{
	if (subject_is_his(c, s))
		return TOLD_ROW;
	return s->moved && c->after.p ? TOLD_GONE : TOLD_NOT;
}

/* In the areas to which only such grants reach as bind him, no other round is his. */
static int round_told(struct call *c, const struct change *ch, enum told *ret)
{
	struct cover his = c->cover;
	struct round known;
	struct uuid id;
	int e;

	*ret = ch->gone ? TOLD_GONE : TOLD_ROW;
	if (!c->bounds || !uuid_read(ch->key, &id) || bounds_name(c->bounds, &id))
		return 0;
	*ret = c->after.p && (c->who.everywhere || c->who.n) ? TOLD_GONE : TOLD_NOT;
	if (ch->gone)
		return 0;
	his.who = &c->who;
	e = round_get(&c->cx, &his, &id, &known);
	if (!e)
		*ret = TOLD_ROW;
	if (e != -E_UNKNOWN_ROUND)
		return e;
	err_clear(&c->cx);
	return 0;
}

/* What left, by its key. */
static enum told mark_told(struct call *c, const struct change *ch)
{
	struct uuid round;
	struct str area;
	bool his = true;

	if (c->bounds && is_of(ch, "subject"))
		his = (c->who.everywhere || c->who.n);
	else if (c->bounds && is_of(ch, "target"))
		his = key_parts(ch->key, &round, &area) &&
			(bounds_name(c->bounds, &round) ||
				reader_sees(c->cover.tree, &c->who, area));
	return his ? TOLD_GONE : TOLD_NOT;
}

static int change_told(struct call *c, const struct change *ch, struct round *last, enum told *ret)
{
	int e = 0;

	if (is_of(ch, "round"))
		return round_told(c, ch, ret);
	if (ch->gone) {
		*ret = mark_told(c, ch);
	} else if (is_of(ch, "target")) {
		e = change_round(c, &((const struct target *)ch->row)->round, last);
		*ret = e ? TOLD_NOT : target_told(c, ch, last);
	} else if (is_of(ch, "subject")) {
		*ret = subject_told(c, ch->row);
	} else {
		*ret = TOLD_ROW;
	}
	return e;
}

static int change_row(struct call *c, const struct change *ch, enum told told, struct round *last)
{
	struct jw *w = &c->w;
	int e = 0;

	jw_object(w);
	jw_f_z(w, "type", ch->type);
	jw_f_str(w, "key", ch->key);
	if (told == TOLD_ROW) {
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
			e = change_round(c, &((const struct target *)ch->row)->round, last);
			e = e ? e : target_alone(c, ch->row, last);
		}
	}
	jw_end_object(w);
	return e;
}

static int changes_list(struct call *c, const char *name, const struct change *all,
	const enum told *told, size_t n, enum told which)
{
	struct round last = { .id = uuid_nil };
	int e = 0;

	jw_name(&c->w, name);
	jw_list(&c->w);
	for (size_t i = 0; !e && i < n; i++)
		if (told[i] == which)
			e = change_row(c, &all[i], which, &last);
	jw_end_list(&c->w);
	return e;
}

static int changes_told(struct call *c, const struct change *all, size_t n)
{
	enum told *told = cx_many(&c->cx, n, enum told);
	struct round last = { .id = uuid_nil };
	int e = told ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		e = change_told(c, &all[i], &last, &told[i]);
	if (!e)
		e = changes_list(c, "rows", all, told, n, TOLD_ROW);
	return e ? e : changes_list(c, "gone", all, told, n, TOLD_GONE);
}

/* It lives as long as the call, which reads by it. */
static int changes_bound(struct call *c, struct bounds **ret)
{
	struct bounds *b = *ret = cx_new(&c->cx, struct bounds);
	int e = b ? bounds_read(c, b) : -E_NO_MEMORY;

	if (e || !b->n)
		return e;
	c->bounds = b;
	c->cover.who = &b->who;
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
	struct bounds *b = NULL;
	struct change *all;
	struct str next, epoch;
	size_t n;
	bool more;
	int e = receipt_frame(&c->cx, c->cover.store, &frame);

	if (!e)
		e = changes_bound(c, &b);
	if (!e)
		e = changes_epoch(c, b, frame.epoch, &epoch);
	if (!e)
		e = cover_changes(&c->cx, &c->cover, c->after.p ? c->after : STR(""), epoch,
			c->limit, &all, &n, &next, &more);
	if (e)
		return e;
	jw_object(&c->w);
	jw_f_str(&c->w, "epoch", frame.epoch);
	e = changes_told(c, all, n);
	if (e)
		return e;
	jw_f_str(&c->w, "next", next);
	jw_f_bool(&c->w, "more", more);
	jw_end_object(&c->w);
	return answer_end(c);
}
