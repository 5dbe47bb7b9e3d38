/* Subjects: what defines, moves and describes one fold to its row. Each state (area, flags, place) is that of the latest
 * act by (at_used, id); two acts of one state, neither of which saw the other, are a clash and are listed. The defining
 * record is seen by all. An act that saw a record which does not stand has seen whatever stood before it. */
#include <string.h>

#include "cover/base_kinds.h"
#include "cover/work.h"
#include "generated/stmt.h"

#define AREAS_MAX 4000 /* bytes of the hint: some 120 areas */

static int read_text(struct work *w, struct rows *r, int column, struct str *ret)
{
	struct str s = store_str(r, column);

	if (s.n == 0) {
		*ret = STR("");
		return 0;
	}
	return cx_str(w->cx, s, ret);
}

static int read_row(struct work *w, struct rows *r)
{
	struct subject_row *row;
	struct str packed;
	struct uuid id;
	bool is_new;
	void *p;
	int rc;

	store_uuid(r, 0, &id);
	rc = work_at(w, &w->subjects, uuid_bytes(&id), sizeof(*row), &p, &is_new);
	if (rc != 0)
		return rc;
	row = p;
	row->was = true;
	row->type = row->old_type = (enum subject_type)store_int(r, 1);
	row->flags = (uint32_t)store_int(r, 4);
	store_uuid(r, 5, &row->survivor);
	row->old_survivor = row->survivor;
	store_uuid(r, 6, &row->source);
	row->moved = store_int(r, 8) != 0;
	row->merged = store_int(r, 9) != 0;
	row->pos = store_int(r, 11);
	rc = read_text(w, r, 2, &row->area);
	row->old_area = row->area;
	if (rc == 0)
		rc = read_text(w, r, 3, &row->place);
	if (rc == 0)
		rc = read_text(w, r, 7, &row->areas);
	if (rc == 0)
		rc = read_text(w, r, 10, &packed);
	if (rc == 0)
		rc = acts_unpack(w->cx, packed, FOLD_SUBJECT, &row->acts.all, &row->acts.n);
	row->acts.cap = row->acts.n;
	return rc;
}

int subjects_load(struct work *w, const struct uuid *ids, size_t n)
{
	struct store_value *keys = cx_many(w->cx, n, struct store_value);
	STORE_ROWS rows = { 0 };
	size_t i, want = 0;
	int rc = 0;

	if (keys == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < n; i++) {
		struct subject_row *row;
		bool is_new;
		void *p;

		rc = work_at(w, &w->subjects, uuid_bytes(&ids[i]), sizeof(*row), &p, &is_new);
		if (rc != 0 || !is_new)
			continue;
		row = p;
		row->id = row->survivor = row->old_survivor = ids[i];
		row->area = row->old_area = row->place = row->areas = STR("");
		if (written_may(w->written, WRITTEN_SUBJECT, uuid_bytes(&row->id)))
			keys[want++] = SV_UUID(&row->id);
	}
	if (rc == 0)
		rc = store_query_each(w->cx, w->s, STMT_SUBJECT_GET, keys, want, &rows);
	while (rc == 0 && want > 0 && (rc = store_next(w->cx, &rows)) == 1)
		rc = read_row(w, &rows);
	return rc;
}

struct subject_row *subject_of(const struct work *w, const struct uuid *id)
{
	return map_get(&w->subjects, uuid_bytes(id));
}

int subject_add_area(struct work *w, struct subject_row *s, struct str area)
{
	struct str rest = s->areas, part;
	struct buf b;

	if (area.n == 0)
		return 0;
	while (str_split(&rest, '\x1f', &part))
		if (str_eq(part, area))
			return 0;
	if (s->areas.n + 1 + area.n > AREAS_MAX)
		return err(w->cx, E_TOO_MANY, "to", cx_num(w->cx, (int64_t)s->areas.n),
			cx_num(w->cx, AREAS_MAX));
	buf_init(&b, w->cx->arena);
	buf_str(&b, s->areas);
	if (s->areas.n > 0)
		buf_c(&b, '\x1f');
	buf_str(&b, area);
	s->areas = buf_get(&b);
	s->dirty = true;
	return buf_ok(&b) ? 0 : err(w->cx, E_NO_MEMORY, NULL);
}

static const struct act *definition(const struct subject_row *s)
{
	const struct act *found = NULL;
	size_t i;

	for (i = 0; i < s->acts.n; i++)
		if (s->acts.all[i].what == SUBJECT_DEFINE)
			found = &s->acts.all[i];
	return found;
}

struct str subject_position(const struct subject_row *s, int64_t at)
{
	const struct act *define = definition(s);
	struct str area = define == NULL ? STR("") : part_of(define->text, '\x1e', 0);
	size_t i;

	for (i = 0; i < s->acts.n; i++)
		if (s->acts.all[i].what == SUBJECT_MOVE && s->acts.all[i].at_used <= at)
			area = s->acts.all[i].text;
	return area;
}

/* Did `b` see `a`? Both set one state. */
static bool saw(const struct acts *acts, uint8_t what, const struct act *b, const struct act *a)
{
	size_t i;

	if (!b->has_saw)
		return false;
	if (uuid_eq(&b->saw, &a->id))
		return true;
	for (i = 0; i < acts->n; i++)
		if ((acts->all[i].what == what || acts->all[i].what == SUBJECT_DEFINE) &&
			uuid_eq(&acts->all[i].id, &b->saw))
			return false;
	return act_cmp(a, b) < 0;
}

/* The acts of a state that no other act of it saw: more than one is a clash. */
static size_t heads(const struct acts *acts, uint8_t what, struct uuid *ret)
{
	size_t i, k, n = 0;

	for (i = 0; i < acts->n; i++) {
		const struct act *a = &acts->all[i];

		if (a->what != what)
			continue;
		for (k = 0; k < acts->n; k++)
			if (k != i && acts->all[k].what == what &&
				saw(acts, what, &acts->all[k], a))
				break;
		if (k == acts->n)
			ret[n++] = a->id;
	}
	return n;
}

static size_t definitions(const struct acts *acts, struct uuid *ret)
{
	size_t i, n = 0;

	for (i = 0; i < acts->n; i++)
		if (acts->all[i].what == SUBJECT_DEFINE)
			ret[n++] = acts->all[i].id;
	return n;
}

/* All records in a clash about what this subject is into ret (room for the acts); 0 = none. */
static size_t clashing(const struct acts *acts, struct uuid *ret)
{
	static const uint8_t states[] = { SUBJECT_MOVE, SUBJECT_FLAGS, SUBJECT_PLACE };
	size_t i, n = 0, more;

	more = definitions(acts, ret);
	n = more > 1 ? more : 0;
	for (i = 0; i < sizeof(states); i++) {
		more = heads(acts, states[i], &ret[n]);
		n += more > 1 ? more : 0;
	}
	return n;
}

/* Versions of which there is another with the same number. */
static size_t versions(const struct acts *acts, struct uuid *ret)
{
	size_t i, k, n = 0;

	for (i = 0; i < acts->n; i++) {
		const struct act *a = &acts->all[i];

		for (k = 0; a->what == SUBJECT_VERSION && k < acts->n; k++)
			if (k != i && acts->all[k].what == SUBJECT_VERSION &&
				acts->all[k].code == a->code && acts->all[k].n == a->n) {
				ret[n++] = a->id;
				break;
			}
	}
	return n;
}

static int clash_settle(
	struct work *w, const struct subject_row *s, int what, struct uuid *ids, size_t n, bool was)
{
	if (n > 0)
		return clash_write(w, what, uuid_bytes(&s->id), s->area, ids, n);
	return was ? clash_clear(w, what, uuid_bytes(&s->id)) : 0;
}

static int settle_clashes(struct work *w, struct subject_row *s)
{
	struct uuid *ids = cx_many(w->cx, s->acts.n + 1, struct uuid);
	int rc;

	if (ids == NULL)
		return -E_NO_MEMORY;
	rc = clash_settle(w, s, CLASH_FIELD, ids, clashing(&s->acts, ids), s->clash_was);
	if (rc != 0)
		return rc;
	return clash_settle(w, s, CLASH_VERSION, ids, versions(&s->acts, ids), s->versions_were);
}

static void fold_states(struct subject_row *s, const struct act *define)
{
	size_t i;

	s->type = define == NULL ? SUBJECT_UNKNOWN : (enum subject_type)define->code;
	s->source = define == NULL ? uuid_nil : define->id;
	s->place = define == NULL ? STR("") : part_of(define->text, '\x1e', 1);
	s->flags = define == NULL ? 0 : (uint32_t)define->n;
	s->moved = false;
	for (i = 0; i < s->acts.n; i++) {
		const struct act *a = &s->acts.all[i];

		if (a->what == SUBJECT_MOVE)
			s->moved = true;
		else if (a->what == SUBJECT_FLAGS)
			s->flags = (uint32_t)a->n;
		else if (a->what == SUBJECT_PLACE)
			s->place = a->text;
	}
	s->area = subject_position(s, INT64_MAX);
}

static int fold_subject(struct work *w, struct subject_row *s, bool had_moves)
{
	enum subject_type was = s->type;
	struct str area = s->area;
	int rc;

	fold_states(s, definition(s));
	/* Of what nobody named before there are no targets but those of this group. */
	if (s->was &&
		(!str_eq(area, s->area) || had_moves || s->moved ||
			(was == SUBJECT_UNKNOWN) != (s->type == SUBJECT_UNKNOWN)))
		s->refold = true;
	rc = subject_add_area(w, s, s->area);
	return rc == 0 ? settle_clashes(w, s) : rc;
}

static int take_change(struct work *w, const struct edit *c)
{
	struct subject_row *s = subject_of(w, &c->act->key);
	struct uuid *ids;
	int rc;

	if (!s->dirty && s->acts.n > 1) {
		ids = cx_many(w->cx, s->acts.n + 1, struct uuid);
		if (ids == NULL)
			return -E_NO_MEMORY;
		s->clash_was = clashing(&s->acts, ids) > 0;
		s->versions_were = versions(&s->acts, ids) > 0;
	}
	s->dirty = true;
	if (c->pos > s->pos)
		s->pos = c->pos;
	rc = acts_edit(w->cx, &s->acts, c);
	/* A move that ceases leaves its area in the hint. */
	if (rc == 0 && c->act->what == SUBJECT_MOVE)
		rc = subject_add_area(w, s, c->act->text);
	return rc;
}

static void mark_clash(const struct edit *c, const struct uuid *ids, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (uuid_eq(&ids[k], &c->act->id))
			mark(c, MARK_CLASH);
}

static void mark_changes(struct work *w, const struct edits *c)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		struct subject_row *s = subject_of(w, &c->all[i].act->key);
		struct uuid *ids;

		if (c->all[i].marks == NULL)
			continue;
		if (s->type == SUBJECT_UNKNOWN)
			mark(&c->all[i], MARK_WAITING);
		if (s->acts.n < 2 || (ids = cx_many(w->cx, s->acts.n + 1, struct uuid)) == NULL)
			continue;
		mark_clash(&c->all[i], ids, clashing(&s->acts, ids));
		mark_clash(&c->all[i], ids, versions(&s->acts, ids));
	}
}

int fold_subjects(struct work *w, const struct edits *c)
{
	struct uuid *ids = cx_many(w->cx, c->n, struct uuid);
	bool *moved = cx_many(w->cx, c->n, bool);
	size_t i;
	int rc;

	if (ids == NULL || moved == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < c->n; i++)
		ids[i] = c->all[i].act->key;
	rc = subjects_load(w, ids, c->n);
	for (i = 0; rc == 0 && i < c->n; i++) {
		moved[i] = subject_of(w, &ids[i])->moved;
		rc = take_change(w, &c->all[i]);
	}
	for (i = 0; rc == 0 && i < c->n; i++)
		rc = fold_subject(w, subject_of(w, &ids[i]), moved[i]);
	if (rc == 0)
		mark_changes(w, c);
	return rc;
}

/* A record that says where somebody lives leaves his row as it is: the home is sealed. What is kept of it in memory goes by the
 * positions, so the row says that something came. */
int touch_homes(struct work *w, const struct delta *deltas, size_t n)
{
	struct uuid *ids = cx_many(w->cx, n + 1, struct uuid);
	int64_t *pos = cx_many(w->cx, n + 1, int64_t);
	size_t ids_n = 0;
	int rc = ids == NULL || pos == NULL ? -E_NO_MEMORY : 0;

	for (size_t i = 0; rc == 0 && i < n; i++) {
		const struct record *r = deltas[i].r;

		if (r->kind == NULL || r->newer || !r->has_subject || !base_tells_home(r->kind))
			continue;
		ids[ids_n] = r->subject;
		pos[ids_n++] = deltas[i].pos;
	}
	if (rc == 0 && ids_n > 0)
		rc = subjects_load(w, ids, ids_n);
	for (size_t i = 0; rc == 0 && i < ids_n; i++) {
		struct subject_row *s = subject_of(w, &ids[i]);

		if (s->type == SUBJECT_UNKNOWN)
			continue;
		s->dirty = true;
		s->pos = pos[i] > s->pos ? pos[i] : s->pos;
	}
	return rc;
}

/* ---- writing ---- */

static struct uuid roster_id(enum subject_type type)
{
	struct uuid id = { { 0 } };

	id.b[15] = (uint8_t)type;
	return id;
}

/* The roster's sizes count every subject of the area, merged ones once: in the survivor. */
static int count_roster(
	struct work *w, enum subject_type type, struct str area, int64_t n, int64_t pos)
{
	struct uuid id = roster_id(type);
	struct tally_row *t;
	int rc = tally_add(w, &id, area, &t);

	if (rc != 0)
		return rc;
	t->expected += n;
	if (pos > t->pos)
		t->pos = pos;
	return 0;
}

static int settle_roster(struct work *w, const struct subject_row *s)
{
	bool counted = s->was && s->old_type != SUBJECT_UNKNOWN &&
		uuid_eq(&s->old_survivor, &s->id);
	bool counts = s->type != SUBJECT_UNKNOWN && uuid_eq(&s->survivor, &s->id);
	/* A row of no known type is shown nowhere, though its moves may name an area. */
	bool lay = s->was && s->old_type != SUBJECT_UNKNOWN && s->old_area.n > 0;
	bool lies = s->type != SUBJECT_UNKNOWN && s->area.n > 0;
	int rc = 0;

	if (counted)
		rc = count_roster(w, s->old_type, s->old_area, -1, s->pos);
	if (rc == 0 && counts)
		rc = count_roster(w, s->type, s->area, 1, s->pos);
	/* One that counts elsewhere lies here all the same: the area's tally says that something in it changed. */
	if (rc == 0 && !counts && s->type != SUBJECT_UNKNOWN)
		rc = count_roster(w, s->type, s->area, 0, s->pos);
	if (rc == 0 && !counted && lay && (!lies || !str_eq(s->old_area, s->area)))
		rc = count_roster(w, s->old_type, s->old_area, 0, s->pos);
	if (rc == 0 && lay && (!lies || !str_eq(s->old_area, s->area)))
		rc = gone_write(w, s->old_area, "subject", uuid_bytes(&s->id), s->pos);
	/* A subject that nobody knew before has left no area. */
	if (rc == 0 && lies && s->was && (!lay || !str_eq(s->old_area, s->area)))
		rc = gone_clear(w, s->area, "subject", uuid_bytes(&s->id));
	return rc;
}

static int write_row(struct work *w, const struct subject_row *s, struct store_value *v)
{
	struct str packed;
	int rc = acts_pack(w->cx, s->acts.all, s->acts.n, &packed);

	v[0] = SV_UUID(&s->id);
	v[1] = SV_INT(s->type);
	v[2] = SV_TEXT(s->area);
	v[3] = SV_TEXT(s->place);
	v[4] = SV_INT(s->flags);
	v[5] = SV_UUID(&s->survivor);
	v[6] = SV_UUID(&s->source);
	v[7] = SV_TEXT(s->areas);
	v[8] = SV_INT(s->moved);
	v[9] = SV_INT(s->merged);
	v[10] = SV_BLOB(packed);
	v[11] = SV_INT(s->pos);
	written_add(w->written, WRITTEN_SUBJECT, uuid_bytes(&s->id));
	return rc;
}

int store_subjects(struct work *w)
{
	struct store_value *put = cx_many(w->cx, w->subjects.n * 12, struct store_value);
	size_t i, puts = 0;
	int rc = 0;

	if (put == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < w->subjects.n; i++) {
		struct subject_row *s = w->subjects.entries[i].value;

		if (!s->dirty)
			continue;
		rc = settle_roster(w, s);
		if (rc == 0)
			rc = write_row(w, s, &put[12 * puts++]);
	}
	return rc == 0 ? store_each(w->cx, w->s, STMT_SUBJECT_PUT, put, puts) : rc;
}
