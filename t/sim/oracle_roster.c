/* Subjects and who is one with whom. */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>

/* ---- subjects ---- */

enum { NOTHING, DEFINES, MOVES, FLAGS, PLACE, VERSION, POINT };

/* Which subject a record says something about, and what. */
static int says(struct oracle *o, const struct fact *f, struct uuid *ret, int *ret_type)
{
	static const struct {
		const char *kind;
		int what, type;
	} kinds[] = {
		{ "dwelling.listed", DEFINES, 1 },
		{ "sweep.found", DEFINES, 1 },
		{ "person.listed", DEFINES, 2 },
		{ "store.listed", DEFINES, 3 },
		{ "subject.moved", MOVES, 0 },
		{ "dwelling.changed", PLACE, 0 },
		{ "person.changed", FLAGS, 0 },
		{ "staff.state", FLAGS, 0 },
		{ "subject.located", POINT, 0 },
		{ "plan.marked", VERSION, 0 },
		{ "form.mapped", VERSION, 0 },
		{ "form.filled", VERSION, 0 },
	};
	int64_t due;

	*ret_type = 4;
	*ret = f->id;
	if (!f->stands)
		return NOTHING;
	if (is(f, "ask.asked"))
		return DEFINES;
	if (desk_follows(f, &due) ||
		(is(f, "sweep.visit") && b_code(f, "difficulty", o_urgencies))) {
		const struct o_round *r = map_get(&o->rounds, o_key(&f->round));

		return r && r->known ? DEFINES : NOTHING;
	}
	*ret_type = desk_defines(f, ret);
	if (*ret_type)
		return DEFINES;
	*ret = f->subject;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (is(f, kinds[i].kind)) {
			*ret_type = kinds[i].type;
			if (kinds[i].what == FLAGS && !json_get(f->body, "flags"))
				return NOTHING;
			return kinds[i].what;
		}
	return NOTHING;
}

static struct str place_of(struct oracle *o, const struct fact *f)
{
	static const char *const parts[] = { "compound", "building", "unit", "floor", "room",
		"address" };
	struct buf b;

	if (is(f, "store.listed"))
		return b_text(f, "name");
	if (!is(f, "dwelling.listed") && !is(f, "dwelling.changed") && !is(f, "sweep.found") &&
		!is(f, "zone.sealed"))
		return desk_place(f);
	buf_init(&b, o->cx->arena);
	for (int i = 0; i < 6; i++)
		buf_fmt(&b, "%s%.*s", i ? "/" : "", STR_ARG(b_text(f, parts[i])));
	return buf_get(&b);
}

static int64_t flags_of(const struct fact *f)
{
	/* By their codes: of people, of staff, of sites. */
	static const char *const all[32] = { "", "alone", "immobile", "pregnant", "dialysis",
		"infant", "elderly", "disabled", "chronic", "no_phone", "on_duty", "seconded",
		"on_leave", "sick", "at_home", "", "enterprise", "village", "compound",
		"checkpoint", "highway_exit", "sampling_point", "isolation", "school", "market",
		"medical", "laboratory", "station", "", "", "", "other" };
	const struct json *list = json_get(f->body, "flags");
	int64_t flags = 0;

	for (uint32_t i = 0; list && i < list->n; i++)
		for (int k = 1; k < 32; k++)
			if (str_is(list->items[i].s, all[k]))
				flags |= 1LL << k;
	return flags;
}

static bool seen_of(const struct fact *f, const char *field, struct uuid *ret)
{
	return f->seen && uuid_read(json_text(f->seen, field), ret);
}

/* What somebody says about one state, or a definition, of a subject. */
struct saying {
	const struct fact *f;
	int what;
};

/* b saw a: it names it; or what it names does not stand, and then it saw all that was before it. */
static bool saw(const struct saying *all, size_t n, const struct saying *b, const struct saying *a)
{
	const char *field = b->what == MOVES ? "to" : b->what == FLAGS ? "flags" : "room";
	struct uuid named;

	if (!seen_of(b->f, field, &named))
		return false;
	if (uuid_eq(&named, &a->f->id))
		return true;
	for (size_t i = 0; i < n; i++)
		if ((all[i].what == b->what || all[i].what == DEFINES) &&
			uuid_eq(&all[i].f->id, &named))
			return false;
	return fact_order(&a->f, &b->f) < 0;
}

static size_t unseen(const struct saying *all, size_t n, int what, struct uuid *ret)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		bool seen = false;

		for (size_t k = 0; k < n && all[i].what == what; k++)
			seen |= k != i && all[k].what == what && what != DEFINES &&
				saw(all, n, &all[k], &all[i]);
		if (all[i].what == what && !seen)
			ret[found++] = all[i].f->id;
	}
	return found;
}

static size_t same_version(const struct saying *all, size_t n, struct uuid *ret)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		size_t same = 0;

		for (size_t k = 0; k < n && all[i].what == VERSION; k++)
			same += all[k].what == VERSION &&
				is(all[k].f, "plan.marked") == is(all[i].f, "plan.marked") &&
				b_int(all[k].f, "version") == b_int(all[i].f, "version");
		if (same > 1)
			ret[found++] = all[i].f->id;
	}
	return found;
}

static void subject_clash(
	struct oracle *o, const struct o_subject *s, const struct saying *all, size_t n)
{
	struct uuid *ids = cx_many(o->cx, n, struct uuid);
	size_t found = 0, more;

	for (int what = DEFINES; what <= PLACE; what++) {
		more = unseen(all, n, what, ids + found);
		found += more > 1 ? more : 0;
	}
	if (found)
		o_clash(o, 2, o_key(&s->id), s->area, ids, found);
	found = same_version(all, n, ids);
	if (found)
		o_clash(o, 6, o_key(&s->id), s->area, ids, found);
}

static void subject_fold(
	struct oracle *o, const struct uuid *id, const struct saying *all, size_t n)
{
	struct o_subject *s = o_row(o, &o->subjects, o_key(id), sizeof(*s));
	struct uuid subject;
	int64_t due;

	*s = (struct o_subject){ .id = *id, .area = STR(""), .place = STR(""), .any = n > 0 };
	for (size_t i = 0; i < n; i++)
		if (all[i].what == DEFINES) {
			s->define = all[i].f;
			s->source = s->define->id;
			says(o, s->define, &subject, &s->type);
			s->area = desk_follows(s->define, &due) ? desk_follows_in(o, s->define) :
								  s->define->area;
			s->place = place_of(o, s->define);
			s->flags = flags_of(s->define);
		}
	for (size_t i = 0; i < n; i++) {
		if (all[i].what == MOVES) {
			s->area = b_text(all[i].f, "to");
			s->moved = true;
		} else if (all[i].what == FLAGS) {
			s->flags = flags_of(all[i].f);
		} else if (all[i].what == PLACE) {
			s->place = place_of(o, all[i].f);
		}
	}
	for (size_t i = 0; s->type == 0 && i < n; i++)
		o_wait(o, &all[i].f->id, id);
	if (n > 1)
		subject_clash(o, s, all, n);
}

const struct o_subject *oracle_subject(struct oracle *o, const struct uuid *id)
{
	return map_get(&o->subjects, o_key(id));
}

struct str oracle_position(struct oracle *o, const struct uuid *subject, int64_t at)
{
	const struct o_subject *s = oracle_subject(o, subject);
	struct str area = s && s->define ? s->define->area : STR("");

	for (size_t i = 0; i < o->n; i++) {
		const struct fact *f = &o->all[i];

		if (f->stands && is(f, "subject.moved") && uuid_eq(&f->subject, subject) &&
			f->at <= at)
			area = b_text(f, "to");
	}
	return area;
}

struct sayings {
	struct uuid id;
	struct saying *all;
	size_t n, cap;
};

static void sayings_add(struct oracle *o, struct sayings *s, struct saying one)
{
	if (s->n == s->cap) {
		struct saying *all = cx_many(o->cx, s->cap * 2 + 4, struct saying);

		if (s->n)
			memcpy(all, s->all, s->n * sizeof(*all));
		s->cap = s->cap * 2 + 4;
		s->all = all;
	}
	s->all[s->n++] = one;
}

static void said_of(struct oracle *o, struct map *by_subject, const struct fact *f, int what,
	const struct uuid *id)
{
	struct sayings *s = o_row(o, by_subject, o_key(id), sizeof(*s));

	s->id = *id;
	sayings_add(o, s, (struct saying){ f, what });
}

static void subjects_fold(struct oracle *o)
{
	struct map by_subject;

	map_init(&by_subject, o->cx->arena);
	for (size_t i = 0; i < o->n; i++) {
		const struct fact *f = &o->all[i];
		struct uuid id;
		int type, what = says(o, f, &id, &type);

		if (what != NOTHING)
			said_of(o, &by_subject, f, what, &id);
		/* A version says something of another besides. */
		if (f->stands && is(f, "bulletin.published") && b_id(f, "first", &id))
			said_of(o, &by_subject, f, VERSION, &id);
	}
	for (size_t e = 0; e < by_subject.n; e++) {
		const struct sayings *s = by_subject.entries[e].value;

		subject_fold(o, &s->id, s->all, s->n);
	}
}

/* ---- pairs and clusters ---- */

struct pair {
	struct uuid a, b;
	int state;
	bool one, apart;
	struct uuid *ids;
	size_t n;
};

static void pairs_collect(struct oracle *o, struct map *pairs)
{
	for (size_t i = 0; i < o->n; i++) {
		const struct fact *f = &o->all[i];
		bool one = is(f, "subject.merged");
		struct uuid both[2];
		struct pair *p;

		if (!f->stands || (!one && !is(f, "subject.parted")) ||
			!b_id(f, one ? "with" : "from", &both[1]))
			continue;
		both[0] = f->subject;
		qsort(both, 2, sizeof(both[0]), id_order);
		if (uuid_eq(&both[0], &both[1]))
			continue;
		p = o_row(o, pairs, (struct str){ (const char *)both, 32 }, sizeof(*p));
		if (!p->ids)
			p->ids = cx_many(o->cx, o->n, struct uuid);
		p->a = both[0];
		p->b = both[1];
		p->state = one ? 1 : 2;
		*(one ? &p->one : &p->apart) = true;
		p->ids[p->n++] = f->id;
	}
}

const struct cluster *oracle_cluster(struct oracle *o, const struct uuid *id)
{
	struct cluster *c = map_get(&o->clusters, o_key(id));

	if (c)
		return c;
	c = o_row(o, &o->clusters, o_key(id), sizeof(*c));
	c->all = cx_many(o->cx, 1, struct uuid);
	c->all[0] = *id;
	c->n = 1;
	return c;
}

/* Joins two clusters into one, that all members then share. */
static void join(struct oracle *o, const struct uuid *a, const struct uuid *b)
{
	const struct cluster *x = oracle_cluster(o, a), *y = oracle_cluster(o, b);
	struct cluster *both = cx_new(o->cx, struct cluster);

	if (x == y)
		return;
	both->n = x->n + y->n;
	both->all = cx_many(o->cx, both->n, struct uuid);
	memcpy(both->all, x->all, x->n * sizeof(*x->all));
	memcpy(both->all + x->n, y->all, y->n * sizeof(*y->all));
	qsort(both->all, both->n, sizeof(*both->all), id_order);
	for (size_t i = 0; i < both->n; i++)
		*map_at(&o->clusters, o_key(&both->all[i])) = both;
}

static void pairs_fold(struct oracle *o)
{
	struct map pairs;

	map_init(&pairs, o->cx->arena);
	pairs_collect(o, &pairs);
	for (size_t i = 0; i < pairs.n; i++) {
		struct pair *p = pairs.entries[i].value;
		const struct o_subject *a = oracle_subject(o, &p->a), *b = oracle_subject(o, &p->b);

		lines_add(
			o->cx, o->out, "pair|%s|%s|%d", o_hex(o, &p->a), o_hex(o, &p->b), p->state);
		for (size_t k = 0; k < p->n; k++) {
			if (!a || a->type == 0)
				o_wait(o, &p->ids[k], &p->a);
			if (!b || b->type == 0)
				o_wait(o, &p->ids[k], &p->b);
		}
		if (p->one && p->apart)
			o_clash(o, 3, pairs.entries[i].key, a ? a->area : STR(""), p->ids, p->n);
		if (p->state == 1)
			join(o, &p->a, &p->b);
	}
}

/* ---- rows of subjects, and how many there are ---- */

struct size_of {
	int type;
	struct str area;
	int64_t n;
};

static void subject_line(struct oracle *o, const struct uuid *id, struct map *sizes)
{
	static const struct o_subject nobody = { .area = { "", 0 }, .place = { "", 0 } };
	const struct o_subject *s = oracle_subject(o, id);
	const struct cluster *c = oracle_cluster(o, id);
	struct size_of *size;
	struct buf key;

	if (!s)
		s = &nobody;
	lines_add(o->cx, o->out, "subject|%s|%d|%.*s|%.*s|%lld|%s|%s|%d|%d", o_hex(o, id), s->type,
		STR_ARG(s->area), STR_ARG(s->place), (long long)s->flags, o_hex(o, &c->all[0]),
		o_hex(o, &s->source), s->moved, c->n > 1);
	if (s->type == 0 || !uuid_eq(&c->all[0], id))
		return;
	buf_init(&key, o->cx->arena);
	buf_fmt(&key, "%d %.*s", s->type, STR_ARG(s->area));
	size = o_row(o, sizes, buf_get(&key), sizeof(*size));
	size->type = s->type;
	size->area = s->area;
	size->n++;
}

static void subjects_write(struct oracle *o)
{
	struct map sizes, ids;

	map_init(&sizes, o->cx->arena);
	map_init(&ids, o->cx->arena);
	for (size_t i = 0; i < o->subjects.n; i++)
		*map_at(&ids, o->subjects.entries[i].key) = o;
	for (size_t i = 0; i < o->clusters.n; i++)
		if (((struct cluster *)o->clusters.entries[i].value)->n > 1)
			*map_at(&ids, o->clusters.entries[i].key) = o;
	for (size_t i = 0; i < ids.n; i++) {
		struct uuid id;

		memcpy(id.b, ids.entries[i].key.p, 16);
		subject_line(o, &id, &sizes);
	}
	for (size_t i = 0; i < sizes.n; i++) {
		const struct size_of *z = sizes.entries[i].value;

		lines_add(o->cx, o->out,
			"tally|000000000000000000000000000000%02x|%.*s|%lld|0|0|0|0|0",
			(unsigned)z->type, STR_ARG(z->area), (long long)z->n);
	}
}

/* ---- people who seem to be one ---- */

/* What one record about a person comes to: a part that it leaves out is the latest that any record of him tells. */
struct person {
	struct uuid subject;
	struct str name, document, birth, phone, area;
};

/* One spelling: of a number in capitals, without blanks and dashes, and a phone without the country. */
static struct str spelt(struct oracle *o, struct str s)
{
	struct buf b;

	buf_init(&b, o->cx->arena);
	if (str_starts(s, STR("+86")))
		s = (struct str){ s.p + 3, s.n - 3 };
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ' && s.p[i] != '-')
			buf_c(&b, s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 32) : s.p[i]);
	return b.n ? buf_get(&b) : STR("");
}

static void told(struct oracle *o, const struct fact *f, struct person *ret)
{
	const struct str parts[] = { b_text(f, "name"), spelt(o, b_text(f, "document")),
		b_text(f, "birth"), spelt(o, b_text(f, "phone")), f->area };
	struct str *const to[] = { &ret->name, &ret->document, &ret->birth, &ret->phone,
		&ret->area };

	for (int i = 0; i < 5; i++)
		if (parts[i].n)
			*to[i] = parts[i];
}

static struct person person_of(
	struct oracle *o, const struct fact **people, size_t n, const struct fact *f)
{
	struct person p = { .subject = f->subject };

	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&people[i]->subject, &f->subject))
			told(o, people[i], &p);
	told(o, f, &p);
	return p;
}

static bool same(struct str a, struct str b)
{
	return a.n && str_eq(a, b);
}

static void suspect(struct oracle *o, const struct person *a, const struct person *b)
{
	const bool alike[] = { false, same(a->document, b->document),
		same(a->name, b->name) && same(a->birth, b->birth) && str_eq(a->area, b->area),
		same(a->name, b->name) && same(a->phone, b->phone) };

	for (int label = 1; label <= 3 && id_order(&a->subject, &b->subject) < 0; label++)
		if (alike[label])
			lines_add(o->cx, o->out, "suspect|%s|%s|%d", o_hex(o, &a->subject),
				o_hex(o, &b->subject), label);
}

static void suspects(struct oracle *o)
{
	const struct fact **people = cx_many(o->cx, o->n, const struct fact *);
	struct person *all = cx_many(o->cx, o->n, struct person);
	size_t n = 0;

	for (size_t i = 0; i < o->n; i++)
		if (o->all[i].stands &&
			(is(&o->all[i], "person.listed") || is(&o->all[i], "person.changed")))
			people[n++] = &o->all[i];
	for (size_t i = 0; i < n; i++)
		all[i] = person_of(o, people, n, people[i]);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			suspect(o, &all[i], &all[k]);
}

/* ---- all of it ---- */

void oracle_roster(struct oracle *o)
{
	subjects_fold(o);
	pairs_fold(o);
	subjects_write(o);
	suspects(o);
}
