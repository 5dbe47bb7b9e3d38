/* Imports: making one, which a lost answer asks for once more; those that were made; and taking one back. */
#include "http/import_order.h"

#include "cover/voided.h"
#include "load/areas.h"
#include "sys/sys.h"

#define READ_PIECE 4096
#define STATE_MAX 20

/* ---- shown ---- */

static void importing(struct call *c, const struct import *im, bool *ret_running, int64_t *ret_done)
{
	struct http *h = c->http;

	pthread_mutex_lock(&h->lock);
	*ret_running = uuid_eq(&h->importing.id, &im->id);
	*ret_done = *ret_running ? h->importing.done : im->ended_pos ? im->rows : 0;
	pthread_mutex_unlock(&h->lock);
}

/* id: nil when it is over. */
static void importing_set(struct call *c, const struct uuid *id)
{
	pthread_mutex_lock(&c->http->lock);
	c->http->importing.id = *id;
	c->http->importing.done = 0;
	pthread_mutex_unlock(&c->http->lock);
}

static void one_write(struct call *c, const struct import *im)
{
	const struct kind *kind = columns_kind(im->lists);
	bool running;
	int64_t done;

	importing(c, im, &running, &done);
	row_import(&c->w, im, running);
	jw_f_int(&c->w, "done", done);
	jw_f_bool(&c->w, "goes_on", im->state == IMPORT_BEGUN && !running && im->digest.n > 0);
	jw_f_z(&c->w, "label_zh", kind ? kind->zh : "楼栋计划表");
	jw_f_z(&c->w, "label_en", kind ? kind->en : "Plan of buildings");
	jw_end_object(&c->w);
}

int route_imports(struct call *c)
{
	struct import *all;
	struct page p;
	size_t n;
	int e = import_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	for (size_t i = e ? 0 : p.from; !e && i < p.to; i++)
		one_write(c, &all[i]);
	return e ? e : answer_page_end(c, &p);
}

static int found(struct call *c, struct import *ret)
{
	int e = import_find(&c->cx, &c->cover, &c->id, ret);

	if (!e && (uuid_is_nil(&ret->id) || !reader_sees(c->cover.tree, &c->who, ret->area)))
		e = err(&c->cx, E_NOT_FOUND, "id", cx_text(&c->cx, c->id_text));
	return e;
}

int route_import(struct call *c)
{
	struct import im;
	int e = found(c, &im);

	if (e)
		return e;
	one_write(c, &im);
	return answer_end(c);
}

/* ---- making one ---- */

/* Where nothing is listed yet, that is the first of the areas that are brought in. */
static int first_area(struct call *c, const struct import_order *o, struct str *ret)
{
	struct sheet_row row;
	int code = columns_field(&o->columns, "code"), got;

	got = o->plan ? 0 : sheet_next(&c->cx, o->sheet, &row);
	if (got < 0)
		return got;
	*ret = STR("");
	if (got == 1)
		*ret = columns_cell(&row, o->columns.area >= 0 ? o->columns.area : code);
	got = cx_str(&c->cx, *ret, ret);
	return got ? got : sheet_rewind(&c->cx, o->sheet);
}

/* Where the import itself lies: what was said, else where whoever brings it in works. */
static int area_of(struct call *c, const struct import_order *o, struct str *ret)
{
	const struct area *const *roots;
	size_t n = area_roots(c->cover.tree, &roots);

	*ret = o->area;
	if (!ret->n && !c->who.everywhere && c->who.n)
		*ret = c->who.scopes[0];
	if (!ret->n && n)
		*ret = roots[0]->id;
	return ret->n ? cx_str(&c->cx, *ret, ret) : first_area(c, o, ret);
}

static int order_import(struct call *c, const struct import_order *o, struct import *ret)
{
	struct import_column *map;
	struct buf b;
	struct jw w;
	size_t n = 0;
	int e = import_order_map(c, o, &map);

	if (e)
		return e;
	for (size_t i = 0; i < sheet_columns(o->sheet); i++)
		if (!bad_rows_heading(map[i].heading))
			map[n++] = map[i];
	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	import_map_write(&w, map, n);
	*ret = (struct import){ .id = o->id,
		.lists = o->lists,
		.file_name = o->file_name,
		.by = c->who.person,
		.map = buf_get(&b),
		.rows_area = o->area,
		.sheet = o->sheet_name.n ? o->sheet_name : STR_NONE,
		.at = c->now,
		.rows = sheet_rows(o->sheet) };
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	e = import_digest(&c->cx, c->http->site->keys, o->sheet, o->file, o->area, &ret->digest);
	return e ? e : area_of(c, o, &ret->area);
}

static int taken_err(struct call *c, const struct uuid *id)
{
	char text[UUID_TEXT + 1];

	uuid_write(id, text);
	return err(&c->cx, E_ID_TAKEN, "id", text);
}

/* The same person, who brings in the same. What was begun before there were digests has none: what it was is told, and does not go on. */
static bool is_same(const struct import *was, const struct import *now)
{
	return str_eq(was->by, now->by) && str_eq(was->lists, now->lists) &&
		str_eq(was->map, now->map) && was->rows == now->rows &&
		(was->digest.n ? str_eq(was->digest, now->digest) : was->ended_pos != 0);
}

static int begin(struct call *c, const struct import *im)
{
	struct str text;
	int e = import_begun_record(&c->cx, im, &text);

	store_rollback(c->worker->store);
	return e ? e : import_hand_in(c, &c->cx, text, &uuid_nil, true, NULL);
}

static int end(struct call *c, struct import *im)
{
	struct str text;
	int e = import_ended_record(&c->cx, im, sys_now(), &text);

	if (!e)
		e = import_hand_in(c, &c->cx, text, &im->id, true, NULL);
	if (!e) {
		im->state = IMPORT_ENDED;
		im->ended_pos = INT64_MAX;
	}
	return e;
}

static int run(struct call *c, struct import_order *o, struct import *im, bool again)
{
	struct import_run *x = cx_new(&c->cx, struct import_run);
	int e;

	if (!x)
		return -E_NO_MEMORY;
	x->c = c;
	x->o = o;
	x->batch = im->id;
	x->again = again;
	e = import_run(x);
	im->counts = (struct import_counts){ .accepted = x->count.accepted,
		.duplicates = x->count.duplicates,
		.refused = x->count.refused,
		.held = x->count.held,
		.tied = x->count.tied };
	if (!e)
		e = end(c, im);
	return e;
}

/* Once more for the same id: what was ended is told, what was broken off goes on. */
static int make(struct call *c, struct import_order *o)
{
	struct import im, before;
	int e = order_import(c, o, &im);

	if (!e)
		e = import_find(&c->cx, &c->cover, &o->id, &before);
	if (e)
		return e;
	if (!uuid_is_nil(&before.id) && !is_same(&before, &im))
		return taken_err(c, &o->id);
	if (before.ended_pos) {
		one_write(c, &before);
		return answer_end(c);
	}
	/* Before it is begun, so that nobody sees it as broken off. */
	importing_set(c, &im.id);
	if (uuid_is_nil(&before.id)) {
		e = begin(c, &im);
	} else {
		im.area = before.area;
		im.at = before.at;
	}
	if (!e)
		e = run(c, o, &im, !uuid_is_nil(&before.id));
	importing_set(c, &uuid_nil);
	if (e)
		return e;
	one_write(c, &im);
	return answer_end(c);
}

int route_import_post(struct call *c)
{
	static const char *const more[] = { "id", NULL };
	struct import_order *o = cx_new(&c->cx, struct import_order);
	int e = o ? import_order_read(c, more, o) : -E_NO_MEMORY;

	if (!e && uuid_is_nil(&o->id))
		e = err(&c->cx, E_BAD_REQUEST, "id", "id");
	if (!e)
		e = import_order_columns(c, o, false);
	if (!e)
		e = make(c, o);
	if (o)
		import_order_close(o);
	return e;
}

/* ---- taking one back ---- */

struct taking {
	struct call *c;
	struct import im;
	struct str reason;
	struct uuid batch; /* of the voids: by it they are known as one word on the whole */
	struct uuid ids[RECORD_LIST_MAX];
	size_t n;
	int64_t found;
	unsigned marks;
};

static int void_text(struct taking *t, struct cx *cx, struct str *ret)
{
	struct uuid id = sys_uuid();
	char text[UUID_TEXT + 1];
	struct buf b;
	struct jw w;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	row_uuid(&w, "id", &id);
	jw_f_z(&w, "kind", "record.voided");
	jw_f_int(&w, "v", 1);
	row_time(&w, "at", sys_now());
	jw_name(&w, "body");
	jw_object(&w);
	jw_name(&w, "records");
	jw_list(&w);
	for (size_t i = 0; i < t->n; i++) {
		uuid_write(&t->ids[i], text);
		jw_z(&w, text);
	}
	jw_end_list(&w);
	if (t->reason.n)
		jw_f_str(&w, "reason", t->reason);
	jw_end_object(&w);
	jw_end_object(&w);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* What somebody took back before stays as it is. */
static int standing_keep(struct taking *t, struct cx *cx)
{
	struct call *c = t->c;
	enum voided *is = cx_many(cx, t->n + 1, enum voided);
	size_t n = 0;
	int e = is ? store_begin_read(cx, c->worker->store, __func__) : -E_NO_MEMORY;

	if (!e)
		e = voided_find(
			cx, c->worker->store, c->http->site->tables.kinds, t->ids, t->n, is);
	store_rollback(c->worker->store);
	for (size_t i = 0; !e && i < t->n; i++)
		if (is[i] == VOIDED_NOT)
			t->ids[n++] = t->ids[i];
	t->n = n;
	return e;
}

static int piece_hand_in(struct taking *t, struct cx *cx)
{
	struct str text;
	int e = t->n ? standing_keep(t, cx) : 0;

	if (e || !t->n)
		return e;
	e = void_text(t, cx, &text);
	return e ? e : import_hand_in(t->c, cx, text, &t->batch, false, &t->marks);
}

/* In memory of its own: of a large import there are many. */
static int piece_void(struct taking *t)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	int e;

	arena_init(&arena, &sys_heap, 0);
	e = piece_hand_in(t, &cx);
	if (e)
		err_pass(&t->c->cx, &cx);
	arena_done(&arena);
	t->n = 0;
	return e;
}

static int entries_take(struct taking *t, const struct entry *all, size_t n)
{
	const struct uuid ended = import_end_id(&t->im.id);
	int e = 0;

	for (size_t i = 0; !e && i < n; i++) {
		if (!uuid_eq(&all[i].batch, &t->im.id) || uuid_eq(&all[i].id, &ended))
			continue;
		t->ids[t->n++] = all[i].id;
		t->found++;
		if (t->n == RECORD_LIST_MAX)
			e = piece_void(t);
	}
	return e;
}

/* A part of the journal, in memory of its own. */
static int part_take(struct taking *t, int64_t *after, int64_t until)
{
	struct store *s = t->c->worker->store;
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct entry *all = NULL;
	size_t n = 0;
	int e;

	arena_init(&arena, &sys_heap, 0);
	e = store_begin_read(&cx, s, __func__);
	if (!e)
		e = journal_read(&cx, s, *after, READ_PIECE, 1u << ENTRY_RECORD, &all, &n);
	store_rollback(s);
	if (e)
		err_pass(&t->c->cx, &cx);
	else
		e = entries_take(t, all, n);
	*after = !e && n ? all[n - 1].pos : until;
	arena_done(&arena);
	return e;
}

/* Its rows lie between the record that begins it and the one that ends it. */
static int journal_through(struct taking *t, int64_t newest)
{
	int64_t after = t->im.pos, until = t->im.ended_pos ? t->im.ended_pos : newest;
	int e = 0;

	while (!e && after < until)
		e = part_take(t, &after, until);
	return e ? e : piece_void(t);
}

/* The record that ends it goes last: as long as it stands, something may be left. So it does while somebody else has to say yes to
 * the rest. */
static int end_void(struct taking *t)
{
	int e = 0;

	if (t->marks & MARK_HELD)
		return 0;
	if (!t->im.ended_pos) {
		t->im.counts = (struct import_counts){ .accepted = t->found };
		e = end(t->c, &t->im);
	}
	if (e)
		return e;
	t->ids[t->n++] = import_end_id(&t->im.id);
	e = piece_void(t);
	if (!e && !(t->marks & MARK_HELD))
		t->im.state = IMPORT_TAKEN_BACK;
	return e;
}

static int back(struct call *c, struct taking *t)
{
	static const char *const names[] = { "reason", "state", NULL };
	struct str seen = STR_NONE;
	const struct json *v;
	int64_t newest;
	int e = request_body(c, &v);

	if (!e)
		e = members_check(c, v, names);
	if (!e && json_text(v, "reason").n)
		e = text_of(c, v, "reason", 600, &t->reason);
	if (!e && json_get(v, "state"))
		e = text_of(c, v, "state", STATE_MAX, &seen);
	if (!e)
		e = found(c, &t->im);
	if (!e)
		e = journal_newest(&c->cx, c->worker->store, &newest);
	if (e || t->im.state == IMPORT_TAKEN_BACK)
		return e;
	if (seen.n && !str_is(seen, import_state_names[t->im.state]))
		return err(&c->cx, E_CONFLICT, "state", import_state_names[t->im.state]);
	store_rollback(c->worker->store);
	t->c = c;
	t->batch = sys_uuid();
	e = journal_through(t, newest);
	return e ? e : end_void(t);
}

int route_import_back(struct call *c)
{
	struct taking *t = cx_new(&c->cx, struct taking);
	int e = t ? back(c, t) : -E_NO_MEMORY;

	if (e)
		return e;
	one_write(c, &t->im);
	return answer_end(c);
}
