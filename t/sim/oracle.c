/* Reading the accepted records, and what all parts of the oracle share. */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>

#include "view/effects.h"

const char *const o_urgencies[] = { "life", "utility", "ordinary", "hard", NULL };

int64_t o_due(int urgency, int64_t at)
{
	static const int64_t hours[] = { 0, 2, 24, 7 * 24, 15 * 24 };

	return at + hours[urgency] * 3600000;
}

const char *o_hex(struct oracle *o, const struct uuid *u)
{
	struct buf b;

	buf_init(&b, o->cx->arena);
	buf_hex(&b, u->b, 16);
	return buf_get(&b).p;
}

struct fact *o_fact(struct oracle *o, const struct uuid *id)
{
	return map_get(&o->by_id, o_key(id));
}

void *o_row(struct oracle *o, struct map *m, struct str key, size_t size)
{
	void **at = map_at(m, key);

	if (!*at)
		*at = cx_alloc(o->cx, size);
	return *at;
}

/* ---- values of a body ---- */

int64_t b_int(const struct fact *f, const char *name)
{
	const struct json *v = json_get(f->body, name);

	return v ? v->i : 0;
}

struct str b_text(const struct fact *f, const char *name)
{
	struct str s = json_text(f->body, name);

	return s.p ? s : STR("");
}

bool b_id(const struct fact *f, const char *name, struct uuid *ret)
{
	return uuid_read(b_text(f, name), ret);
}

int b_code(const struct fact *f, const char *name, const char *const *names)
{
	for (int i = 0; names[i]; i++)
		if (str_is(b_text(f, name), names[i]))
			return i + 1;
	return 0;
}

int64_t b_milli(const struct fact *f, const char *name)
{
	struct str s = b_text(f, name);
	int64_t n = 0;
	int decimals = -1;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '.') {
			decimals = 0;
			continue;
		}
		n = n * 10 + (s.p[i] - '0');
		decimals += decimals >= 0;
	}
	for (decimals = decimals < 0 ? 0 : decimals; decimals < 3; decimals++)
		n *= 10;
	return n;
}

int32_t o_day(int64_t ms)
{
	int64_t local = ms + 8 * 3600000LL, day = local / 86400000;

	return (int32_t)(local % 86400000 < 0 ? day - 1 : day);
}

int fact_order(const void *a, const void *b)
{
	const struct fact *x = *(const struct fact *const *)a, *y = *(const struct fact *const *)b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return memcmp(x->id.b, y->id.b, 16);
}

int id_order(const void *a, const void *b)
{
	return memcmp(a, b, 16);
}

void o_clash(
	struct oracle *o, int what, struct str key, struct str area, struct uuid *ids, size_t n)
{
	struct buf b;

	qsort(ids, n, sizeof(*ids), id_order);
	buf_init(&b, o->cx->arena);
	buf_fmt(&b, "clash|%d|", what);
	buf_hex(&b, key.p, key.n);
	buf_fmt(&b, "|%.*s|", STR_ARG(area));
	buf_hex(&b, ids, n * sizeof(*ids));
	lines_add(o->cx, o->out, "%.*s", STR_ARG(buf_get(&b)));
}

void o_wait(struct oracle *o, const struct uuid *id, const struct uuid *for_)
{
	lines_add(o->cx, o->out, "waiting|%s|%s", o_hex(o, id), o_hex(o, for_));
}

/* ---- reading ---- */

static struct uuid *ids_of(struct oracle *o, const struct json *list, size_t *ret_n)
{
	struct uuid *ids = cx_many(o->cx, list ? list->n : 0, struct uuid);

	*ret_n = list ? list->n : 0;
	for (size_t i = 0; i < *ret_n; i++)
		uuid_read(list->items[i].s, &ids[i]);
	return ids;
}

/* Of those there is a second version. */
static bool is_second(struct str kind)
{
	static const char *const second[] = { "sweep.visit", "incident.declared",
		"notice.published", "bulletin.published", "import.begun" };

	for (size_t i = 0; i < sizeof(second) / sizeof(second[0]); i++)
		if (str_is(kind, second[i]))
			return true;
	return false;
}

static void read_fact(struct oracle *o, const struct accepted *a, struct fact *f)
{
	const struct json *v = NULL, *by;
	int64_t wrong = a->offset < 0 ? -a->offset : a->offset;
	int version;

	json_read(o->cx, a->text, &json_limits_request, &v);
	*f = (struct fact){ .id = a->id,
		.kind = json_text(v, "kind"),
		.area = json_text(v, "area"),
		.held = a->held };
	if (!f->area.p)
		f->area = STR("");
	f->has_subject = uuid_read(json_text(v, "subject"), &f->subject);
	f->has_round = uuid_read(json_text(v, "round"), &f->round);
	f->body = json_get(v, "body");
	f->seen = json_get(v, "seen");
	f->corrects = ids_of(o, json_get(v, "corrects"), &f->corrects_n);
	by = json_get(v, "by");
	f->confirmed = !by || str_eq(by->s, a->user);
	version = (int)json_get(v, "v")->i;
	f->by = by ? by->s : a->user;
	f->newer = version > 1 + is_second(f->kind);
	when_read(json_text(v, "at"), &f->at);
	f->clock = wrong > 120000;
	if (f->clock)
		f->at += a->offset;
	if (is(f, "record.voided") || is(f, "record.approved"))
		f->names = ids_of(o, json_get(f->body, "records"), &f->names_n);
}

static int by_time(const void *a, const void *b)
{
	const struct fact *x = a, *y = b;

	return fact_order(&x, &y);
}

static void write_marks(struct oracle *o, const struct fact *f)
{
	const struct {
		bool is;
		int what;
	} marks[] = { { !f->confirmed, 1 }, { f->held, 2 }, { f->clock, 4 }, { f->newer, 8 } };

	for (int i = 0; i < 4; i++)
		if (marks[i].is)
			lines_add(o->cx, o->out, "mark|%d|%.*s|%s", marks[i].what, STR_ARG(f->area),
				o_hex(o, &f->id));
}

/* A restriction rests on its cause, and the decision on an appeal on what it is about; what raises a matter about somebody is
 * found by him. */
static void write_rests(struct oracle *o, const struct fact *f)
{
	struct uuid on;
	bool raises = is(f, "ask.asked") || is(f, "restriction.ordered") || is(f, "appeal.made");
	bool rests = is(f, "restriction.ordered") || is(f, "restriction.extended") ?
		b_id(f, "ground", &on) :
		is(f, "appeal.decided") && b_id(f, "restriction", &on);

	if (raises && f->has_subject)
		lines_add(o->cx, o->out, "link|%s|%s|5", o_hex(o, &f->subject), o_hex(o, &f->id));
	for (size_t i = 0; i < f->corrects_n; i++)
		rests = rests && !uuid_eq(&f->corrects[i], &on);
	if (!rests)
		return;
	lines_add(o->cx, o->out, "link|%s|%s|4", o_hex(o, &on), o_hex(o, &f->id));
	if (!o_fact(o, &on))
		o_wait(o, &f->id, &on);
}

static void write_links(struct oracle *o, const struct fact *f)
{
	write_rests(o, f);
	for (size_t i = 0; i < f->corrects_n; i++) {
		lines_add(
			o->cx, o->out, "link|%s|%s|1", o_hex(o, &f->corrects[i]), o_hex(o, &f->id));
		if (!o_fact(o, &f->corrects[i]))
			o_wait(o, &f->id, &f->corrects[i]);
	}
	for (size_t i = 0; i < f->names_n; i++) {
		lines_add(o->cx, o->out, "link|%s|%s|%d", o_hex(o, &f->names[i]), o_hex(o, &f->id),
			is(f, "record.voided") ? 2 : 3);
		if (!o_fact(o, &f->names[i]))
			o_wait(o, &f->id, &f->names[i]);
	}
}

/* A held record waits for somebody until it is approved or voided. */
static void write_held(struct oracle *o)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->all[i].held && !o->all[i].approved && !o->all[i].voided)
			lines_add(o->cx, o->out, "held|%s", o_hex(o, &o->all[i].id));
}

/* Of a bulletin and of a draft, by its days; of what is said of a bulletin or a daily one, by that. */
static bool bulletin_key(const struct fact *f, int what, struct uuid *ret)
{
	struct uuid incident;
	int32_t from, to;

	if (what == 6)
		return b_id(f, "bulletin", ret);
	if (!b_id(f, "incident", &incident))
		return false;
	*ret = incident;
	if (what == 7)
		return true;
	if (!day_read(b_text(f, "from"), &from) || !day_read(b_text(f, "to"), &to))
		return false;
	*ret = published_days(incident, f->area, from, to);
	return true;
}

/* What is told to whoever works here, and who says that he has read it; and what is published of days. */
static void write_published(struct oracle *o)
{
	for (size_t i = 0; i < o->n; i++) {
		const struct fact *f = &o->all[i];
		int what = is(f, "notice.published")                 ? 1 :
			is(f, "risk.issued") || is(f, "risk.listed") ? 2 :
			is(f, "notice.read")                         ? 3 :
			is(f, "bulletin.published")                  ? 4 :
			is(f, "bulletin.drafted")                    ? 5 :
			is(f, "bulletin.shared")                     ? 6 :
			is(f, "bulletin.scheduled")                  ? 7 :
			is(f, "refusal.settled")                     ? 8 :
								       0;
		struct uuid key = f->id;
		int64_t as_of = 0;

		if (!f->stands || what == 0 || (what == 3 && !b_id(f, "notice", &key)))
			continue;
		if (what > 3 && what < 8 && !bulletin_key(f, what, &key))
			continue;
		if (what == 2 && when_read(b_text(f, "as_of"), &as_of))
			key = published_issue(as_of, b_text(f, "snapshot"));
		if (what == 8 && when_read(b_text(f, "received"), &as_of))
			key = refusal_key(b_int(f, "pos"), as_of);
		lines_add(o->cx, o->out, "published|%d|%s|%.*s|%s", what, o_hex(o, &key),
			STR_ARG(f->area), o_hex(o, &f->id));
	}
}

/* A record may wait for one thing for several reasons; it is listed once. */
static void once(struct lines *l)
{
	size_t kept = 0;

	lines_sort(l);
	for (size_t i = 0; i < l->n; i++)
		if (kept == 0 || !str_eq(l->all[kept - 1], l->all[i]))
			l->all[kept++] = l->all[i];
	l->n = kept;
}

void oracle_lines(struct cx *cx, const struct accepted_set *set, int64_t now, struct lines *ret,
	struct map *ret_twice)
{
	struct oracle o = { .cx = cx, .out = ret, .n = set->n, .twice = ret_twice };
	struct map *maps[] = { &o.by_id, &o.clusters, &o.subjects, &o.rounds, &o.areas, ret_twice };

	*ret = (struct lines){ 0 };
	for (size_t i = 0; i < sizeof(maps) / sizeof(maps[0]); i++)
		map_init(maps[i], cx->arena);
	o.all = cx_many(cx, set->n, struct fact);
	for (size_t i = 0; i < set->n; i++)
		read_fact(&o, &set->all[i], &o.all[i]);
	qsort(o.all, o.n, sizeof(*o.all), by_time);
	for (size_t i = 0; i < o.n; i++)
		*map_at(&o.by_id, o_key(&o.all[i].id)) = &o.all[i];
	for (size_t i = 0; i < o.n; i++) {
		write_marks(&o, &o.all[i]);
		write_links(&o, &o.all[i]);
		if (!oracle_knows(&o.all[i]))
			lines_add(cx, ret, "the oracle knows nothing of %.*s",
				STR_ARG(o.all[i].kind));
	}
	oracle_stand(&o);
	write_held(&o);
	oracle_rounds(&o);
	oracle_areas(&o, o_day(now));
	oracle_roster(&o);
	oracle_targets(&o);
	oracle_sums(&o);
	write_published(&o);
	once(ret);
}
