/* A draft: every figure that says something of the period, and every account that is open. */
#include "desk/bulletin/bulletin.h"

#include <string.h>

#include "desk/rows.h"

static const struct bulletin_figure *figure_in(const struct bulletin *b, struct str id)
{
	for (size_t i = 0; i < b->figures_n; i++)
		if (str_eq(b->figures[i].id, id))
			return &b->figures[i];
	return NULL;
}

/* ---- figures ---- */

static int figure_add(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct bulletin *old, struct bulletin *b)
{
	const struct bulletin_figure *before = figure_in(old, str_of(f->id));
	struct bulletin_figure *x = &b->figures[b->figures_n];
	struct figure_value v;
	int e = figure_value(cx, c, f, &b->incident, b->area, b->from, b->to, true, &v);

	if (e || (v.records == 0 && v.value == 0 && !before))
		return e;
	if (b->figures_n == BULLETIN_FIGURES_MAX)
		return err(cx, E_TOO_MANY, "figures", cx_num(cx, BULLETIN_FIGURES_MAX + 1),
			cx_num(cx, BULLETIN_FIGURES_MAX));
	*x = (struct bulletin_figure){ .id = str_of(f->id),
		.v = f->v,
		.figure = f,
		.value = v.value,
		.records = v.records,
		.had = before != NULL,
		.before = before ? before->value : 0 };
	memcpy(x->digest, v.digest, SEAL_HASH);
	b->as_of = v.as_of;
	b->figures_n++;
	return 0;
}

/* What counts bulletins says nothing of the work. */
static bool is_told(const struct figure *f)
{
	return f->number != BULLETIN_PUBLISHED;
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
		if (is_told(all->all[i]))
			e = figure_add(cx, c, all->all[i], old, b);
	return e;
}

/* ---- accounts ---- */

/* Beyond so many it is enough to know that there are more. */
static void open_add(struct bulletin *b, struct str what, int64_t difference)
{
	if (difference != 0 && b->open_n < BULLETIN_OPEN_MAX)
		b->open[b->open_n++] = (struct bulletin_open){ what, difference };
}

static int balances_add(struct cx *cx, const struct cover *c, struct bulletin *b)
{
	struct balance_value v;
	int e = 0;

	for (size_t i = 0; !e && i < desks_balances_n(); i++) {
		e = balance_read(cx, c, desks_balance(i), &b->incident, b->area, &v);
		if (!e)
			open_add(b, str_of(v.balance->id), v.difference);
	}
	return e;
}

/* The part of a round that lies in the bulletin's area. */
static int round_add(
	struct cx *cx, const struct cover *c, const struct round *r, struct bulletin *b)
{
	struct coverage sum, *rows;
	char id[UUID_TEXT + 1];
	const char *what;
	size_t n;
	int e;

	if (!uuid_eq(&r->incident, &b->incident) || r->state == 3)
		return 0;
	if (!area_within(c->tree, r->area, b->area) && !area_within(c->tree, b->area, r->area))
		return 0;
	e = round_coverage(cx, c, &r->id,
		area_within(c->tree, r->area, b->area) ? STR("") : b->area, &sum, &rows, &n);
	uuid_write(&r->id, id);
	what = e ? NULL : cx_text(cx, str_of(id));
	if (!e && !what)
		return -E_NO_MEMORY;
	if (!e)
		open_add(b, str_of(what), sum.off * 1000);
	return e;
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

/* A store by its name; another place as the ledger has it. */
static int place_name(struct cx *cx, const struct cover *c, struct str place, struct buf *ret)
{
	struct str rest = place, kind;
	struct subject s;
	struct uuid id;
	int e;

	buf_init(ret, cx->arena);
	if (str_split(&rest, ':', &kind) && uuid_read(rest, &id)) {
		e = subject_get(cx, c, &id, &s);
		if (!e && s.place.n)
			place = s.place;
		else if (e == -E_NOT_FOUND)
			err_clear(cx);
		else if (e)
			return e;
	}
	buf_str(ret, place);
	return 0;
}

static int goods_add(struct cx *cx, const struct cover *c, struct bulletin *b)
{
	struct goods *all;
	struct buf what;
	size_t n;
	int e = goods_list(cx, c, b->area, &all, &n);

	n = e ? 0 : desks_goods(all, n);
	for (size_t i = 0; i < n; i++) {
		if (all[i].unexplained == 0)
			continue;
		e = place_name(cx, c, all[i].place, &what);
		buf_c(&what, ' ');
		buf_str(&what, all[i].item);
		if (!e && !buf_ok(&what))
			e = err(cx, E_NO_MEMORY, NULL);
		if (e)
			return e;
		open_add(b, buf_get(&what), all[i].unexplained);
	}
	return e;
}

static int open_read(struct cx *cx, const struct cover *c, struct bulletin *b)
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
static int title_make(struct cx *cx, bool exercise, struct bulletin *b)
{
	struct buf zh, en;

	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	buf_z(&zh, exercise ? "【演练】" : "");
	buf_z(&en, exercise ? "[Exercise] " : "");
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

static int old_read(struct cx *cx, const struct cover *c, struct bulletin *b, struct bulletin *ret)
{
	int e = 0;

	*ret = (struct bulletin){ .version = 0 };
	if (!uuid_is_nil(&b->replaces))
		e = bulletin_get(cx, c, &b->replaces, ret);
	if (!e && !uuid_is_nil(&b->replaces) &&
		(!uuid_eq(&ret->incident, &b->incident) || !str_eq(ret->area, b->area) ||
			ret->from != b->from || ret->to != b->to))
		e = err(cx, E_CONFLICT, "replaces", "replaces: incident, area, from, to");
	b->version = ret->version + 1;
	return e;
}

int bulletin_draft(
	struct cx *cx, const struct cover *c, const struct bulletin_ask *ask, struct bulletin *ret)
{
	struct bulletin old;
	bool exercise = false;
	int e;

	*ret = (struct bulletin){ .incident = ask->incident,
		.replaces = ask->replaces,
		.area = ask->area,
		.title_zh = ask->title_zh,
		.title_en = ask->title_en,
		.reason = str_trim(ask->reason),
		.by = c->who->person,
		.from = ask->from,
		.to = ask->to,
		.at = c->now };
	if (ask->from > ask->to)
		return err(cx, E_BAD_REQUEST, "to", "from > to");
	e = area_take(cx, c, ret);
	if (!e)
		e = incident_known(cx, c, &ask->incident, &exercise);
	if (!e)
		e = old_read(cx, c, ret, &old);
	if (!e)
		e = title_make(cx, exercise, ret);
	if (!e)
		e = figures_add(cx, c, &old, ret);
	return e ? e : open_read(cx, c, ret);
}

int bulletin_ready(struct cx *cx, const struct bulletin *b)
{
	struct buf what;

	if (b->open_n == 0 || b->reason.n)
		return 0;
	buf_init(&what, cx->arena);
	for (size_t i = 0; i < b->open_n && i < 5; i++)
		buf_fmt(&what, "%s" STR_FMT, i ? ", " : "", STR_ARG(b->open[i].what));
	if (!buf_ok(&what))
		return err(cx, E_NO_MEMORY, NULL);
	return err(cx, E_NOT_CLOSED, NULL, cx_num(cx, (int64_t)b->open_n), buf_get(&what).p);
}

/* ---- the record ---- */

static struct str frozen_figures(struct cx *cx, const struct bulletin *b)
{
	struct buf text;
	struct jw w;

	buf_init(&text, cx->arena);
	jw_init(&w, &text);
	jw_list(&w);
	for (size_t i = 0; i < b->figures_n; i++) {
		const struct bulletin_figure *f = &b->figures[i];
		struct buf hex;

		buf_init(&hex, cx->arena);
		buf_hex(&hex, f->digest, SEAL_HASH);
		jw_object(&w);
		jw_f_str(&w, "id", f->id);
		jw_f_int(&w, "v", f->v);
		jw_f_int(&w, "value", f->value);
		jw_f_int(&w, "records", f->records);
		jw_f_str(&w, "digest", buf_get(&hex));
		if (f->had)
			jw_f_int(&w, "before", f->before);
		jw_end_object(&w);
	}
	jw_end_list(&w);
	return buf_get(&text);
}

static struct str frozen_open(struct cx *cx, const struct bulletin *b)
{
	struct buf text;
	struct jw w;

	buf_init(&text, cx->arena);
	jw_init(&w, &text);
	jw_list(&w);
	for (size_t i = 0; i < b->open_n; i++) {
		jw_object(&w);
		jw_f_str(&w, "what", b->open[i].what);
		jw_f_int(&w, "difference", b->open[i].difference);
		jw_end_object(&w);
	}
	jw_end_list(&w);
	return buf_get(&text);
}

int bulletin_record(
	struct cx *cx, const struct bulletin *b, const struct uuid *id, int64_t at, struct str *ret)
{
	struct buf text, when;
	struct jw w;

	buf_init(&text, cx->arena);
	buf_init(&when, cx->arena);
	buf_when(&when, at);
	jw_init(&w, &text);
	jw_object(&w);
	row_uuid(&w, "id", id);
	jw_f_z(&w, "kind", "bulletin.published");
	jw_f_int(&w, "v", 1);
	jw_f_str(&w, "at", buf_get(&when));
	jw_f_str(&w, "area", b->area);
	jw_name(&w, "body");
	jw_object(&w);
	row_uuid(&w, "incident", &b->incident);
	jw_f_str(&w, "title_zh", b->title_zh);
	jw_f_str(&w, "title_en", b->title_en);
	row_day(&w, "from", b->from);
	row_day(&w, "to", b->to);
	jw_f_int(&w, "as_of", b->as_of);
	jw_f_int(&w, "version", b->version);
	if (!uuid_is_nil(&b->replaces))
		row_uuid(&w, "replaces", &b->replaces);
	jw_f_str(&w, "figures", frozen_figures(cx, b));
	jw_f_str(&w, "open", frozen_open(cx, b));
	if (b->reason.n)
		jw_f_str(&w, "reason", b->reason);
	jw_end_object(&w);
	jw_end_object(&w);
	*ret = buf_get(&text);
	return buf_ok(&text) ? 0 : err(cx, E_NO_MEMORY, NULL);
}
