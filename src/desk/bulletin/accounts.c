/* The accounts of a bulletin's area that do not close, under the names by which people know them: a round by what it asks. */
#include "desk/bulletin/own.h"

#include "desk/rows.h"

#define QUESTION_SHOWN 60 /* code points */

/* Beyond so many it is enough to know how many more there are. */
static void open_add(struct bulletin *b, const struct bulletin_open *o)
{
	if (o->difference == 0)
		return;
	if (b->open_n < BULLETIN_OPEN_MAX)
		b->open[b->open_n++] = *o;
	else
		b->open_more++;
}

/* ---- balances ---- */

/* A part of the whole has a difference that is no fault; nobody may take it for one that closes. */
static void balance_add(const struct balance_value *v, struct bulletin *b)
{
	if (v->part)
		b->unchecked++;
	else
		open_add(b,
			&(struct bulletin_open){ str_of(v->balance->id), str_of(v->balance->zh),
				str_of(v->balance->en), v->difference });
}

static int balances_add(struct cx *cx, const struct cover *c, struct bulletin *b)
{
	struct balance_value v;
	int e = 0;

	for (size_t i = 0; !e && i < desks_balances_n(); i++) {
		e = balance_read(cx, c, desks_balance(i), &b->incident, b->area, &v);
		if (!e)
			balance_add(&v, b);
	}
	return e;
}

/* ---- rounds ---- */

static void shortened_add(struct buf *b, struct str text)
{
	struct str rest = text;

	for (int i = 0; i < QUESTION_SHOWN && utf8_next(&rest) >= 0; i++)
		;
	buf_str(b, (struct str){ text.p, text.n - rest.n });
	buf_z(b, rest.n ? "…" : "");
}

/* "近 7 日内有无返乡人员？（岳阳镇，2022-08-30 开启）"; one without a question by its kind. */
static struct str round_name(struct cx *cx, const struct cover *c, const struct round *r, bool zh)
{
	const struct round_kind *k = desks_round(r->kind);
	const struct area *a = area_find(c->tree, r->area);
	struct buf name;

	buf_init(&name, cx->arena);
	if (r->question.n)
		shortened_add(&name, r->question);
	else
		buf_str(&name, k ? str_of(zh ? k->zh : k->en) : r->kind);
	buf_z(&name, zh ? "（" : " (");
	buf_str(&name, a ? a->name : r->area);
	buf_z(&name, zh ? "，" : ", opened ");
	buf_day(&name, day_of(r->opened));
	buf_z(&name, zh ? " 开启）" : ")");
	return buf_get(&name);
}

static int round_open_add(struct cx *cx, const struct cover *c, const struct round *r, int64_t off,
	struct bulletin *b)
{
	struct bulletin_open o = { .zh = round_name(cx, c, r, true),
		.en = round_name(cx, c, r, false),
		.difference = off * 1000 };
	char id[UUID_TEXT + 1];
	int e;

	uuid_write(&r->id, id);
	e = cx_str(cx, str_of(id), &o.what);
	if (!e && (!o.zh.p || !o.en.p))
		e = err(cx, E_NO_MEMORY, NULL);
	if (!e)
		open_add(b, &o);
	return e;
}

/* The part of a round that lies in the bulletin's area. */
static int round_add(
	struct cx *cx, const struct cover *c, const struct round *r, struct bulletin *b)
{
	struct coverage sum, *rows;
	size_t n;
	int e;

	if (!uuid_eq(&r->incident, &b->incident) || r->state == 3)
		return 0;
	if (!area_within(c->tree, r->area, b->area) && !area_within(c->tree, b->area, r->area))
		return 0;
	e = round_coverage(cx, c, &r->id,
		area_within(c->tree, r->area, b->area) ? STR("") : b->area, &sum, &rows, &n);
	return e || sum.off == 0 ? e : round_open_add(cx, c, r, sum.off, b);
}

static int rounds_add(struct cx *cx, const struct cover *c, struct bulletin *b)
{
	struct round *all;
	size_t n;
	int e = round_list(cx, c, &all, &n);

	for (size_t i = 0; !e && i < n; i++)
		e = round_add(cx, c, &all[i], b);
	return e;
}

/* ---- goods ---- */

/* The store that a place is; nil id: none that anybody listed. */
static int store_get(struct cx *cx, const struct cover *c, struct str place, struct subject *ret)
{
	struct str rest = place, kind;
	struct uuid id;
	int e;

	*ret = (struct subject){ .id = uuid_nil };
	if (!str_split(&rest, ':', &kind) || !uuid_read(rest, &id))
		return 0;
	e = subject_get(cx, c, &id, ret);
	if (e != -E_NOT_FOUND)
		return e;
	err_clear(cx);
	*ret = (struct subject){ .id = uuid_nil };
	return 0;
}

/* A store goes by its name; another place as the ledger has it. Of a gift it is said that it is one. */
static struct str good_name(
	struct cx *cx, const struct subject *store, const struct goods *g, bool zh)
{
	struct buf what;

	buf_init(&what, cx->arena);
	buf_str(&what, store->place.n ? store->place : g->place);
	buf_c(&what, ' ');
	buf_str(&what, g->item);
	if (g->lot.n)
		buf_fmt(&what, zh ? "（捐赠批次 " STR_FMT "）" : " (gift " STR_FMT ")",
			STR_ARG(g->lot));
	return buf_get(&what);
}

static int good_add(struct cx *cx, const struct cover *c, const struct goods *g, struct bulletin *b)
{
	struct bulletin_open o = { .difference = g->unexplained };
	struct subject store;
	int e = store_get(cx, c, g->place, &store);

	if (e)
		return e;
	o.zh = good_name(cx, &store, g, true);
	o.en = good_name(cx, &store, g, false);
	o.what = o.zh;
	if (!o.zh.p || !o.en.p)
		return err(cx, E_NO_MEMORY, NULL);
	open_add(b, &o);
	return 0;
}

static int goods_open(
	struct cx *cx, const struct cover *c, const struct goods *all, size_t n, struct bulletin *b)
{
	int e = 0;

	for (size_t i = 0; !e && i < n; i++)
		if (all[i].unexplained && area_within(c->tree, all[i].area, b->area))
			e = good_add(cx, c, &all[i], b);
	return e;
}

/* Shelves serve whatever incidents there are; what an exercise moved is its own. */
static int goods_add(struct cx *cx, const struct cover *c, struct bulletin *b)
{
	const struct uuid *of = b->exercise ? &b->incident : &uuid_nil;
	struct goods *all;
	size_t n;
	int e = goods_list(cx, c, of, b->area, &all, &n);

	if (!e)
		e = goods_open(cx, c, all, desks_goods(all, n), b);
	if (!e)
		e = goods_lots(cx, c, of, STR(""), &all, &n);
	return e ? e : goods_open(cx, c, all, n, b);
}

int bulletin_accounts(struct cx *cx, const struct cover *c, struct bulletin *b)
{
	int e;

	b->open = cx_many(cx, BULLETIN_OPEN_MAX, struct bulletin_open);
	if (!b->open)
		return -E_NO_MEMORY;
	e = balances_add(cx, c, b);
	if (!e)
		e = rounds_add(cx, c, b);
	return e ? e : goods_add(cx, c, b);
}

/* ---- for anybody ---- */

static struct str round_public(struct cx *cx, const struct cover *c, const struct uuid *id, bool zh)
{
	const struct round_kind *k = NULL;
	struct round r;

	if (round_get(cx, c, id, &r) == 0)
		k = desks_round(r.kind);
	err_clear(cx);
	if (k)
		return str_of(zh ? k->zh : k->en);
	return zh ? STR("轮次覆盖") : STR("coverage of a round");
}

struct str bulletin_open_public(
	struct cx *cx, const struct cover *c, const struct bulletin_open *o, bool zh)
{
	struct uuid id;

	for (size_t i = 0; i < desks_balances_n(); i++)
		if (str_is(o->what, desks_balance(i)->id))
			return str_of(zh ? desks_balance(i)->zh : desks_balance(i)->en);
	if (uuid_read(o->what, &id))
		return round_public(cx, c, &id, zh);
	return zh ? STR("物资库存") : STR("goods in stock");
}
