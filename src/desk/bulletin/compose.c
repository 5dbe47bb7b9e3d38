/* A draft: every figure that says something of the period, and every account that is open. */
#include "desk/bulletin/own.h"

#include <string.h>

#define OPEN_TOLD 5
#define MARK_BYTES 8

static const struct bulletin_figure *figure_in(const struct bulletin *b, struct str id)
{
	for (size_t i = 0; i < b->figures_n; i++)
		if (str_eq(b->figures[i].id, id))
			return &b->figures[i];
	return NULL;
}

/* ---- figures ---- */

/* Only numbers of one definition are compared. */
static void change_note(const struct bulletin_figure *old, struct bulletin_figure *x)
{
	if (!old || old->change == CHANGE_ENDED)
		return;
	x->change = old->v == x->v ? CHANGE_COMPARED : CHANGE_REDEFINED;
	x->before = old->v == x->v ? old->value : 0;
	x->before_v = old->v;
}

static struct bulletin_figure *figure_next(struct cx *cx, struct bulletin *b)
{
	if (b->figures_n < BULLETIN_FIGURES_MAX)
		return &b->figures[b->figures_n++];
	err(cx, E_TOO_MANY, "figures", cx_num(cx, BULLETIN_FIGURES_MAX + 1),
		cx_num(cx, BULLETIN_FIGURES_MAX));
	return NULL;
}

/* "1 zone": units are plurals, but for "yuan" and "staff". */
static struct str unit_of(struct cx *cx, const struct figure *f, int64_t value)
{
	struct str unit = str_of(f->unit_en);
	struct buf one;

	if (value != f->divide || !unit.n)
		return unit;
	if (str_is(unit, "people"))
		return STR("person");
	if (unit.p[unit.n - 1] != 's')
		return unit;
	if (unit.n < 3 || memcmp(unit.p + unit.n - 3, "ies", 3) != 0)
		return (struct str){ unit.p, unit.n - 1 };
	buf_init(&one, cx->arena);
	buf_add(&one, unit.p, unit.n - 3);
	buf_c(&one, 'y');
	return buf_get(&one);
}

static int figure_add(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct bulletin *old, struct bulletin *b)
{
	const struct bulletin_figure *before = figure_in(old, str_of(f->id));
	struct bulletin_figure *x;
	struct figure_value v;
	int e = figure_value(cx, c, f, &b->incident, b->area, b->from, b->to, true, &v);

	if (e || (v.records == 0 && v.value == 0 && !before))
		return e;
	x = figure_next(cx, b);
	if (!x)
		return -E_TOO_MANY;
	*x = (struct bulletin_figure){ .id = str_of(f->id),
		.v = f->v,
		.zh = str_of(f->zh),
		.en = str_of(f->en),
		.unit_zh = str_of(f->unit_zh),
		.unit_en = unit_of(cx, f, v.value),
		.means_zh = str_of(f->means_zh),
		.means_en = str_of(f->means_en),
		.value = v.value,
		.divide = f->divide,
		.records = v.records,
		.main = bulletin_is_main(str_of(f->id)) };
	memcpy(x->digest, v.digest, SEAL_HASH);
	change_note(before, x);
	b->as_of = v.as_of;
	return 0;
}

/* What the version before told, and this program no longer counts, does not disappear without a word. */
static int ended_add(struct cx *cx, const struct bulletin *old, struct bulletin *b)
{
	for (size_t i = 0; i < old->figures_n; i++) {
		const struct bulletin_figure *f = &old->figures[i];
		struct bulletin_figure *x;

		if (f->change == CHANGE_ENDED || figure_find(desks_figures(), f->id))
			continue;
		x = figure_next(cx, b);
		if (!x)
			return -E_TOO_MANY;
		*x = *f;
		x->change = CHANGE_ENDED;
		x->value = x->records = x->before = x->before_v = 0;
		memset(x->digest, 0, SEAL_HASH);
	}
	return 0;
}

static int figures_add(
	struct cx *cx, const struct cover *c, const struct bulletin *old, struct bulletin *b)
{
	const struct figures *all = desks_figures();
	int e = 0;

	b->figures = cx_many(cx, BULLETIN_FIGURES_MAX, struct bulletin_figure);
	if (!b->figures)
		return -E_NO_MEMORY;
	for (size_t i = 0; !e && i < all->n; i++)
		if (!all->all[i]->apart)
			e = figure_add(cx, c, all->all[i], old, b);
	return e ? e : ended_add(cx, old, b);
}

/* ---- the draft ---- */

static int incident_known(
	struct cx *cx, const struct cover *c, const struct uuid *id, bool *ret_exercise)
{
	struct incident *all;
	char text[UUID_TEXT + 1];
	size_t n;
	int e = incident_list(cx, c, &all, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (uuid_eq(&all[i].id, id)) {
			*ret_exercise = all[i].exercise;
			return 0;
		}
	uuid_write(id, text);
	return e ? e : err(cx, E_NOT_FOUND, "incident", cx_text(cx, str_of(text)));
}

/* The usual one where none is given; nobody may take that of an exercise for a real one. */
static int title_make(struct cx *cx, struct bulletin *b)
{
	struct buf zh, en;

	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	buf_z(&zh, b->exercise ? "【演练】" : "");
	buf_z(&en, b->exercise ? "[Exercise] " : "");
	if (b->title_zh.n)
		buf_str(&zh, b->title_zh);
	else
		buf_fmt(&zh, STR_FMT "疫情防控工作通报", STR_ARG(b->area_name));
	if (b->title_en.n)
		buf_str(&en, b->title_en);
	else
		buf_fmt(&en, "Bulletin of the response in " STR_FMT, STR_ARG(b->area_name));
	b->title_zh = buf_get(&zh);
	b->title_en = buf_get(&en);
	return buf_ok(&zh) && buf_ok(&en) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

static int area_take(struct cx *cx, const struct cover *c, struct bulletin *b)
{
	const struct area *a = area_find(c->tree, b->area);

	if (!a || !reader_sees(c->tree, c->who, b->area))
		return err(cx, E_NOT_FOUND, "area", cx_text(cx, b->area));
	b->area_name = a->name;
	return 0;
}

/* Only what holds is corrected: what follows a correction corrects that. */
static int replaceable(struct cx *cx, const struct bulletin *old)
{
	char id[UUID_TEXT + 1];

	if (uuid_is_nil(&old->replaced_by))
		return 0;
	uuid_write(&old->replaced_by, id);
	return err(cx, E_SUPERSEDED, "replaces", cx_text(cx, str_of(id)),
		cx_num(cx, old->replaced_version));
}

static int old_read(struct cx *cx, const struct cover *c, struct bulletin *b, struct bulletin *ret)
{
	int e;

	*ret = (struct bulletin){ .version = 0 };
	b->version = 1;
	if (uuid_is_nil(&b->replaces))
		return 0;
	e = bulletin_get(cx, c, &b->replaces, ret);
	if (!e &&
		(!uuid_eq(&ret->incident, &b->incident) || !str_eq(ret->area, b->area) ||
			ret->from != b->from || ret->to != b->to))
		e = err(cx, E_CONFLICT, "replaces", "replaces: incident, area, from, to");
	b->version = ret->version + 1;
	b->first = bulletin_first(ret);
	return e ? e : replaceable(cx, ret);
}

int bulletin_mark(struct cx *cx, const struct bulletin *b, struct str *ret)
{
	uint8_t hash[SEAL_HASH];
	struct seal_hasher h;
	struct buf text;

	buf_init(&text, cx->arena);
	for (size_t i = 0; i < b->figures_n; i++)
		buf_fmt(&text, STR_FMT " %d %lld %d\n", STR_ARG(b->figures[i].id), b->figures[i].v,
			(long long)b->figures[i].value, b->figures[i].change);
	for (size_t i = 0; i < b->open_n; i++)
		buf_fmt(&text, STR_FMT " %lld\n", STR_ARG(b->open[i].what),
			(long long)b->open[i].difference);
	buf_fmt(&text, "%lld %lld", (long long)b->open_more, (long long)b->unchecked);
	if (!buf_ok(&text))
		return err(cx, E_NO_MEMORY, NULL);
	seal_hash_begin(&h);
	seal_hash_add(&h, buf_get(&text).p, buf_get(&text).n);
	seal_hash_end(&h, hash);
	buf_init(&text, cx->arena);
	buf_hex(&text, hash, MARK_BYTES);
	*ret = buf_get(&text);
	return buf_ok(&text) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* Whoever publishes has looked at these. */
static int expected(struct cx *cx, const struct bulletin *b, struct str mark)
{
	struct str is;
	int e = mark.n ? bulletin_mark(cx, b, &is) : 0;

	return e || !mark.n || str_eq(is, mark) ? e : err(cx, E_MOVED, NULL, cx_num(cx, b->as_of));
}

int bulletin_draft(
	struct cx *cx, const struct cover *c, const struct bulletin_ask *ask, struct bulletin *ret)
{
	struct bulletin old;
	int e;

	*ret = (struct bulletin){ .incident = ask->incident,
		.replaces = ask->replaces,
		.area = ask->area,
		.title_zh = ask->title_zh,
		.title_en = ask->title_en,
		.reason = str_trim(ask->reason),
		.correction = str_trim(ask->correction),
		.by = c->who->person,
		.signer = ask->signer,
		.from = ask->from,
		.to = ask->to,
		.at = c->now };
	if (ask->from > ask->to)
		return err(cx, E_BAD_REQUEST, "to", "from > to");
	e = area_take(cx, c, ret);
	if (!e)
		e = incident_known(cx, c, &ask->incident, &ret->exercise);
	if (!e)
		e = old_read(cx, c, ret, &old);
	if (!e)
		e = title_make(cx, ret);
	if (!e)
		e = figures_add(cx, c, &old, ret);
	if (!e)
		e = bulletin_prose(cx, ret);
	if (e)
		return e;
	ret->was_zh = old.prose_zh;
	ret->was_en = old.prose_en;
	ret->shareable = old.shareable;
	ret->open_to_all = old.open_to_all;
	ret->indexed = old.indexed;
	if (ask->prose_zh.p)
		ret->prose_zh = str_trim(ask->prose_zh);
	if (ask->prose_en.p)
		ret->prose_en = str_trim(ask->prose_en);
	e = bulletin_accounts(cx, c, ret);
	return e ? e : expected(cx, ret, ask->expects);
}

static const char *open_names(struct cx *cx, const struct bulletin *b, bool zh)
{
	struct buf names;

	buf_init(&names, cx->arena);
	for (size_t i = 0; i < b->open_n && i < OPEN_TOLD; i++) {
		buf_z(&names, !i ? "" : zh ? "、" : ", ");
		buf_str(&names, zh ? b->open[i].zh : b->open[i].en);
	}
	return buf_ok(&names) ? buf_get(&names).p : "?";
}

int bulletin_ready(struct cx *cx, const struct bulletin *b)
{
	if (b->open_n == 0 || b->reason.n)
		return 0;
	return err(cx, E_NOT_CLOSED, NULL, cx_num(cx, (int64_t)b->open_n + b->open_more),
		open_names(cx, b, true), open_names(cx, b, false));
}
