/* The county, the order in which it is set up, and what is written afterwards: mostly visits, and everything that goes
 * wrong with them. Whoever writes knows what others wrote whether or not it has reached the server, so records name
 * what has not arrived, and correct one another at random. */
#include "world.h"

#include <stdio.h>
#include <string.h>

#include "core/check.h"

static const char *const kind_names[KINDS] = { "area.added", "area.changed", "area.ended",
	"incident.declared", "incident.ended", "dwelling.listed", "dwelling.changed",
	"person.listed", "person.changed", "subject.moved", "subject.merged", "subject.parted",
	"round.opened", "round.targeted", "round.closed", "round.extended", "round.reopened",
	"round.cancelled", "target.exempted", "record.voided", "record.approved",
	"record.withdrawn", "sweep.found", "sweep.visit", "ask.asked", "ask.accepted",
	"ask.answered", "store.listed", "supply.received", "supply.moved", "supply.delivered",
	"supply.spoiled", "supply.lost", "supply.counted" };

static const struct {
	const char *id, *parent;
	int level;
} county[AREAS] = {
	{ "512021", "", 3 },
	{ "512022", "", 3 },
	{ "512021100", "512021", 4 },
	{ "512021101", "512021", 4 },
	{ "512022100", "512022", 4 },
	{ "512021100201", "512021100", 5 },
	{ "512021100202", "512021100", 5 },
	{ "512021101201", "512021101", 5 },
	{ "512021101202@2", "512021101", 5 },
	{ "512022100201", "512022100", 5 },
	{ "512021100201001", "512021100201", 6 },
	{ "512021100201002", "512021100201", 6 },
	{ "512021100201003", "512021100201", 6 },
	{ "512021100202001", "512021100202", 6 },
	{ "512021100202002", "512021100202", 6 },
	{ "512021100202003", "512021100202", 6 },
	{ "512021101201001", "512021101201", 6 },
	{ "512021101201002", "512021101201", 6 },
	{ "512021101201003", "512021101201", 6 },
	{ "512021101202001", "512021101202@2", 6 },
	{ "512021101202002", "512021101202@2", 6 },
	{ "512021101202003", "512021101202@2", 6 },
	{ "512022100201001", "512022100201", 6 },
	{ "512022100201002", "512022100201", 6 },
	{ "512022100201003", "512022100201", 6 },
};

struct uuid world_id(struct world *w, int64_t ms)
{
	uint8_t r[10];

	for (int i = 0; i < 10; i++)
		r[i] = (uint8_t)rng_next(&w->rng);
	return uuid_v7(ms, r);
}

static void ids_new(struct world *w, struct uuid *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ids[i] = world_id(w, SIM_START - 1000 + (int64_t)rng_below(&w->rng, 1000));
}

/* ---- the desks ---- */

const char *world_kind(const struct world *w, int kind)
{
	return kind < KINDS ? kind_names[kind] : w->desk_kinds[kind - KINDS]->name;
}

const struct kind *world_desk_kind(const struct world *w, int kind)
{
	return kind < KINDS ? NULL : w->desk_kinds[kind - KINDS];
}

static bool has_writer(const struct kind *k)
{
	for (int i = 0; i < KINDS; i++)
		if (strcmp(k->name, kind_names[i]) == 0)
			return true;
	return false;
}

static int desk_kind_named(const struct world *w, const char *name)
{
	for (size_t i = 0; i < w->desk_kinds_n; i++)
		if (strcmp(w->desk_kinds[i]->name, name) == 0)
			return KINDS + (int)i;
	return -1;
}

const struct desk_round *world_round_of(const struct world *w, const char *kind)
{
	for (size_t i = 0; i < w->desk_rounds_n; i++)
		if (strcmp(w->desk_rounds[i].kind->name, kind) == 0)
			return &w->desk_rounds[i];
	return NULL;
}

static void desk_rounds_new(struct world *w, const struct desk *d)
{
	for (const struct round_kind *const *k = d->rounds; *k; k++) {
		struct desk_round *r = &w->desk_rounds[w->desk_rounds_n];

		if (strcmp((*k)->name, "sweep") == 0 || strcmp((*k)->name, "ask") == 0)
			continue;
		*r = (struct desk_round){ .kind = *k };
		if ((*k)->standing)
			r->id = round_standing_id(w->incidents[0], (*k)->name);
		else
			ids_new(w, &r->id, 1);
		w->desk_rounds_n++;
		check(w->desk_rounds_n < DESK_ROUNDS_MAX);
	}
}

/* The newest version of each kind that has no writer in bodies.c. */
static void desks_new(struct world *w)
{
	const struct kinds *ks = desks_kinds();

	for (size_t i = 0; i < ks->n; i++)
		if (!has_writer(ks->all[i]) &&
			kinds_newest(ks, str_of(ks->all[i]->name)) == ks->all[i]) {
			check(w->desk_kinds_n < DESK_KINDS_MAX);
			w->desk_kinds[w->desk_kinds_n++] = ks->all[i];
		}
	for (const struct desk *const *d = desks; *d; d++)
		desk_rounds_new(w, *d);
}

void world_new(struct sim *s)
{
	struct world *w = cx_new(&s->cx, struct world);

	s->world = w;
	w->rng.s = rng_next(&s->rng);
	for (int i = 0; i < AREAS; i++) {
		w->areas[i] = county[i].id;
		w->parents[i] = county[i].parent;
		w->levels[i] = county[i].level;
		if (i >= AREAS - GRIDS)
			w->grids[i - (AREAS - GRIDS)] = county[i].id;
	}
	ids_new(w, w->dwellings, DWELLINGS);
	ids_new(w, w->persons, PERSONS);
	ids_new(w, w->stores, STORES);
	ids_new(w, w->incidents, INCIDENTS);
	ids_new(w, w->rounds, ROUNDS);
	ids_new(w, &w->batch, 1);
	ids_new(w, w->sites, SITES);
	ids_new(w, w->units, UNITS);
	ids_new(w, w->staff, STAFF);
	ids_new(w, w->tubes, TUBES);
	desks_new(w);
	for (int i = 0; i < INCIDENTS; i++)
		w->rounds[SWEEPS + i] = round_standing_id(w->incidents[i], "ask");
	for (int i = 0; i < DWELLINGS; i++)
		w->home[i] = w->grids[rng_below(&w->rng, i % 20 == 19 ? GRIDS : GRIDS_OWN)];
	w->tops[0] = w->tops[3] = "512021";
	w->tops[1] = "512021100";
	w->tops[2] = "512021100201";
}

static bool is_of_the_tree(struct str kind)
{
	return str_is(kind, "area.added") || str_is(kind, "area.changed") ||
		str_is(kind, "area.ended");
}

/* The tree of areas stands from the beginning. */
bool world_holds(const struct uuid *id, struct str kind)
{
	return id->b[15] % 11 == 0 && !str_is(kind, "record.approved") && !is_of_the_tree(kind);
}

bool world_forbids(struct str user, struct str kind)
{
	return str_is(user, "u-013") && str_is(kind, "target.exempted");
}

const struct made *made_of(const struct world *w, const struct uuid *id)
{
	for (size_t i = w->made_n; i > 0; i--)
		if (uuid_eq(&w->made[i - 1].id, id))
			return &w->made[i - 1];
	return NULL;
}

/* Half of the time among the latest. */
const struct made *made_pick(struct world *w, int kind)
{
	size_t from = w->made_n > 150 && rng_of(&w->rng, 500) ? w->made_n - 150 : 0;

	for (int tries = 0; w->made_n > 0 && tries < 60; tries++) {
		const struct made *m = &w->made[from + rng_below(&w->rng, w->made_n - from)];

		if (kind < 0 || m->kind == kind)
			return m;
	}
	return NULL;
}

/* ---- the beginning ---- */

static void base_begin(struct world *w, struct draft *d, int kind)
{
	*d = (struct draft){ .kind = kind, .id = world_id(w, SIM_START) };
}

static struct str json_of(struct sim *s, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static struct str json_of(struct sim *s, const char *fmt, ...)
{
	struct buf b;
	va_list ap;

	buf_init(&b, &s->arena);
	va_start(ap, fmt);
	buf_vfmt(&b, fmt, ap);
	va_end(ap);
	return buf_get(&b);
}

static const char *id_text(struct sim *s, const struct uuid *u)
{
	char *z = arena_alloc(&s->arena, UUID_TEXT + 1);

	uuid_write(u, z);
	return z;
}

static void base_area(struct sim *s, struct draft *d, int i)
{
	struct world *w = s->world;
	static const char *const levels[] = { "", "province", "prefecture", "county", "township",
		"village", "grid" };

	base_begin(w, d, K_AREA);
	d->area = w->areas[i];
	if (w->parents[i][0])
		d->body = json_of(s, "{\"parent\":\"%s\",\"name\":\"area %d\",\"level\":\"%s\"}",
			w->parents[i], i, levels[w->levels[i]]);
	else
		d->body = json_of(s,
			"{\"name\":\"area %d\",\"level\":\"%s\",\"code\":\"C%d\",\"from\":\"2020-01-01\"}",
			i, levels[w->levels[i]], i);
}

static void base_subject(
	struct sim *s, struct draft *d, int kind, const struct uuid *id, const char *area)
{
	base_begin(s->world, d, kind);
	d->has_subject = true;
	d->subject = *id;
	d->area = area;
	world_body(s, d, NULL);
}

static void base_round(struct sim *s, struct draft *d, int i)
{
	struct world *w = s->world;

	base_begin(w, d, K_OPENED);
	d->has_round = true;
	d->round = w->rounds[i];
	d->area = i < SWEEPS ? w->tops[i] : "512021";
	if (i >= SWEEPS)
		d->body = json_of(s, "{\"kind\":\"ask\",\"incident\":\"%s\",\"standing\":true}",
			id_text(s, &w->incidents[i - SWEEPS]));
	else
		d->body = json_of(s,
			"{\"kind\":\"sweep\",\"incident\":\"%s\",\"question\":\"anyone back?\","
			"\"due\":\"2022-08-31T20:00:00+08:00\",\"expected\":%d}",
			id_text(s, &w->incidents[i == 2]), DWELLINGS);
}

/* The next piece: the dwellings of a grid, in two parts where there are many. Some are listed in a wrong grid as well. */
static bool base_piece(struct sim *s, struct draft *d)
{
	struct world *w = s->world;
	struct buf b;
	size_t n = 0;

	for (; w->piece_round < SWEEPS; w->piece_round++, w->piece_grid = 0)
		for (; w->piece_grid < GRIDS_OWN; w->piece_grid++, w->piece_part = 0) {
			const char *grid = w->grids[w->piece_grid];

			if (strncmp(grid, w->tops[w->piece_round],
				    strlen(w->tops[w->piece_round])) != 0 ||
				(w->piece_round == 3 && w->piece_grid > 1) || w->piece_part > 1)
				continue;
			buf_init(&b, &s->arena);
			for (int i = 0; i < DWELLINGS; i++) {
				bool wrong = i % 37 == w->piece_grid;

				if ((w->home[i] != grid && !wrong) || i % 2 != w->piece_part ||
					(i % 10 == 9 && !wrong))
					continue;
				buf_fmt(&b, "%s\"%s\"", n++ ? "," : "",
					id_text(s, &w->dwellings[i]));
			}
			w->piece_part++;
			if (n == 0)
				continue;
			base_begin(w, d, K_TARGETED);
			d->has_round = true;
			d->round = w->rounds[w->piece_round];
			d->area = grid;
			d->body = json_of(s, "{\"piece\":%d,\"subjects\":[%.*s]}", w->piece_part,
				STR_ARG(buf_get(&b)));
			return true;
		}
	return false;
}

static void base_desk_round(struct sim *s, struct draft *d, const struct desk_round *r)
{
	base_begin(s->world, d, K_OPENED);
	d->has_round = true;
	d->round = r->id;
	d->area = "512021";
	d->body = json_of(s, "{\"kind\":\"%s\",\"incident\":\"%s\",\"standing\":%s}", r->kind->name,
		id_text(s, &s->world->incidents[0]), r->kind->standing ? "true" : "false");
}

/* Sites and staff lie in a few grids, people where the dwelling of their number does. */
static const char *home_of(const struct world *w, enum subject_type type, size_t i)
{
	return type == SUBJECT_PERSON ? w->home[i] : w->grids[i % (type == SUBJECT_SITE ? 4 : 5)];
}

static const struct uuid *subjects_of(const struct world *w, enum subject_type type, size_t *ret_n)
{
	*ret_n = type == SUBJECT_PERSON ? PERSONS : type == SUBJECT_SITE ? SITES : STAFF;
	return type == SUBJECT_PERSON ? w->persons : type == SUBJECT_SITE ? w->sites : w->staff;
}

/* The next piece of the closed rounds of the desks: those whose home is in one grid. */
static bool base_desk_piece(struct sim *s, struct draft *d)
{
	struct world *w = s->world;

	while ((size_t)w->desk_piece < w->desk_rounds_n * GRIDS_OWN) {
		const struct desk_round *r = &w->desk_rounds[w->desk_piece / GRIDS_OWN];
		const char *grid = w->grids[w->desk_piece++ % GRIDS_OWN];
		size_t all, n = 0;
		const struct uuid *ids = subjects_of(w, r->kind->of, &all);
		struct buf b;

		buf_init(&b, &s->arena);
		for (size_t i = 0; !r->kind->standing && i < all; i++)
			if (home_of(w, r->kind->of, i) == grid)
				buf_fmt(&b, "%s\"%s\"", n++ ? "," : "", id_text(s, &ids[i]));
		if (n == 0)
			continue;
		base_begin(w, d, K_TARGETED);
		d->has_round = true;
		d->round = r->id;
		d->area = grid;
		d->body = json_of(s, "{\"piece\":1,\"subjects\":[%.*s]}", STR_ARG(buf_get(&b)));
		return true;
	}
	return false;
}

static void base_desk_subject(struct sim *s, struct draft *d, int base, int i)
{
	static const char *const kinds[] = { "site.listed", "unit.listed", "staff.listed" };
	struct world *w = s->world;
	const struct uuid *ids[] = { w->sites, w->units, w->staff };
	static const enum subject_type types[] = { SUBJECT_SITE, SUBJECT_UNIT, SUBJECT_STAFF };

	base_subject(s, d, desk_kind_named(w, kinds[base]), &ids[base][i],
		home_of(w, types[base], (size_t)i));
}

enum { BASE_SITES = 6, BASE_STAFF = 8, BASE_DESK_ROUNDS, BASE_PIECES };

bool world_base(struct sim *s, struct draft *ret)
{
	struct world *w = s->world;
	const int counts[] = { AREAS, INCIDENTS, DWELLINGS, PERSONS, STORES, ROUNDS, SITES, UNITS,
		STAFF, (int)w->desk_rounds_n };
	int i;

	while (w->base < BASE_PIECES && w->base_at == counts[w->base]) {
		w->base++;
		w->base_at = 0;
	}
	i = w->base_at;
	switch (w->base) {
	case 0:
		base_area(s, ret, i);
		break;
	case 1:
		base_begin(w, ret, K_INCIDENT);
		ret->has_subject = true;
		ret->subject = w->incidents[i];
		ret->area = "512021";
		ret->body = json_of(s, "{\"name\":\"incident %d\",\"exercise\":%s}", i,
			i == 1 ? "true" : "false");
		break;
	case 2:
		base_subject(s, ret, K_DWELLING, &w->dwellings[i], w->home[i]);
		if (i < IMPORTED) {
			ret->batch = w->batch;
			SIM_ROOM(s, &w->imported);
			w->imported.all[w->imported.n++] = ret->id;
		}
		break;
	case 3:
		base_subject(s, ret, K_PERSON, &w->persons[i], w->home[i]);
		break;
	case 4:
		base_subject(s, ret, K_STORE, &w->stores[i], w->areas[2 + i % 3]);
		break;
	case 5:
		if (i == SWEEPS - 1) {
			w->base_at++;
			return world_base(s, ret);
		}
		base_round(s, ret, i);
		break;
	case BASE_SITES:
	case BASE_SITES + 1:
	case BASE_STAFF:
		base_desk_subject(s, ret, w->base - BASE_SITES, i);
		break;
	case BASE_DESK_ROUNDS:
		base_desk_round(s, ret, &w->desk_rounds[i]);
		break;
	default:
		return base_desk_piece(s, ret) || base_piece(s, ret);
	}
	w->base_at++;
	return true;
}

/* ---- the text ---- */

/* Whatever may put a target into a standing round; that it sometimes did not gives answers to nothing. */
static void remember_asked(struct sim *s, const struct draft *d)
{
	const struct kind *k = world_desk_kind(s->world, d->kind);
	struct desk_round *r = NULL;

	if (k && k->obliges)
		r = (struct desk_round *)(uintptr_t)world_round_of(s->world, k->obliges);
	if (!r)
		return;
	SIM_ROOM(s, &r->asked);
	r->asked.all[r->asked.n++] = d->id;
}

static void remember(struct sim *s, const struct draft *d)
{
	struct world *w = s->world;
	struct made *m;

	w->made = sim_more(s, w->made, w->made_n, &w->made_cap, sizeof(*w->made));
	m = &w->made[w->made_n++];
	*m = (struct made){ .id = d->id,
		.subject = d->subject,
		.round = d->round,
		.other = d->other,
		.has_subject = d->has_subject,
		.has_round = d->has_round,
		.kind = (uint8_t)d->kind,
		.area = d->area };
	if (d->kind == K_FOUND) {
		SIM_ROOM(s, &w->found);
		w->found.all[w->found.n++] = d->subject;
	}
	if (d->kind == K_ASKED || d->kind == K_VISIT) {
		SIM_ROOM(s, &w->questions);
		w->questions.all[w->questions.n++] = d->id;
	}
	remember_asked(s, d);
	for (size_t i = 0; i < d->corrects_n; i++) {
		struct made *old = (struct made *)(uintptr_t)made_of(w, &d->corrects[i]);

		if (!old)
			continue;
		old->by[old->by_n++ % 2] = d->id;
		SIM_ROOM(s, &w->corrected);
		w->corrected.all[w->corrected.n++] = old->id;
	}
}

static void f_id(struct jw *w, const char *name, const struct uuid *u)
{
	char text[UUID_TEXT + 1];

	uuid_write(u, text);
	jw_f_z(w, name, text);
}

struct str world_text(struct sim *s, const struct draft *d, const char *user, int64_t at,
	const struct uuid *device, int64_t seq)
{
	struct world *world = s->world;
	struct buf b, when;
	struct jw w;

	buf_init(&b, &s->arena);
	buf_init(&when, &s->arena);
	buf_when(&when, at);
	jw_init(&w, &b);
	jw_object(&w);
	f_id(&w, "id", &d->id);
	jw_f_z(&w, "kind", world_kind(world, d->kind));
	jw_f_int(&w, "v", d->v ? d->v : d->kind == K_VISIT ? 2 : 1);
	jw_f_str(&w, "at", buf_get(&when));
	if (rng_of(&world->rng, 300))
		jw_f_z(&w, "by", rng_of(&world->rng, 250) ? "u-999" : user);
	if (!uuid_is_nil(device)) {
		f_id(&w, "device", device);
		jw_f_int(&w, "seq", seq);
	}
	if (d->area)
		jw_f_z(&w, "area", d->area);
	if (d->has_subject)
		f_id(&w, "subject", &d->subject);
	if (d->has_round)
		f_id(&w, "round", &d->round);
	jw_name(&w, "body");
	jw_raw(&w, d->body);
	if (d->seen.p) {
		jw_name(&w, "seen");
		jw_raw(&w, d->seen);
	}
	if (d->corrects_n) {
		jw_name(&w, "corrects");
		jw_list(&w);
		for (size_t i = 0; i < d->corrects_n; i++)
			jw_z(&w, id_text(s, &d->corrects[i]));
		jw_end_list(&w);
	}
	jw_end_object(&w);
	if (!d->broken)
		remember(s, d);
	return buf_get(&b);
}
