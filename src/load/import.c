/* Rows of a file become records.
 *
 * A row's record is made of the columns that the kind knows, in the order of its fields; its id is a hash of that, so
 * the same row is the same record however often it comes. Where the row holds personal values the hash is keyed: an id
 * lies open, and nobody may find a person by hashing what he guesses. A dwelling's own id follows from its area and
 * place alone (load/place.h), so that people find theirs without a look-up. */
#include "load/import.h"

#include <string.h>

#include "load/area_rows.h"
#include "load/cell.h"
#include "desk/desk.h"
#include "record/keys.h"
#include "sys/sys.h"

struct import {
	struct load *load;
	const struct kind *kind;
	struct sheet *sheet;
	const struct columns *columns;
	struct areas areas;
	struct str area; /* of rows that name none; "" without */
	struct str at;   /* now */
	struct seal_key key;
	struct area_rows rows; /* of an area file */
};

/* One row on its way. */
struct making {
	struct import *im;
	const struct sheet_row *row;
	struct str area, body, extra;
	struct place place;
	struct uuid id, subject, door; /* door, home: as in struct load_item */
	struct home home;
	bool has_subject;
	int kept; /* a column of ours whose cell goes with those that nobody knows; -1: none */
};

static bool is_kind(const struct import *im, const char *name)
{
	return strcmp(im->kind->name, name) == 0;
}

/* ---- the parts of a record ---- */

static int area_take(struct making *m)
{
	struct import *im = m->im;
	struct cx *cx = im->load->host.work;
	struct str cell = columns_cell(m->row, im->columns->area);

	if (is_kind(im, "area.added")) {
		if (!cell.n)
			cell = columns_cell(m->row, columns_field(im->columns, "code"));
		m->area = cell;
		if (cell_is_scientific(cx, cell))
			return cell_scientific_err(cx, "code");
		return cell.n ? 0 : err(cx, E_FIELD_MISSING, "code");
	}
	if (!cell.n) {
		m->area = im->area;
		if (m->area.n || !(im->kind->envelope & NEEDS_AREA))
			return 0;
		return err(cx, E_FIELD_MISSING, "area");
	}
	return areas_resolve(cx, &im->areas, "area", cell, true, &m->area);
}

/* The parent of a new area may stand in the same file. */
static int area_field(struct making *m, struct jw *w, const struct field *f, struct str cell)
{
	struct import *im = m->im;
	struct cx *cx = im->load->host.work;
	struct str area;
	int e = is_kind(im, "area.added") ?
		area_rows_parent(cx, &im->rows, f->name, cell, m->area, m->row->number, &area) :
		areas_resolve(cx, &im->areas, f->name, cell, true, &area);

	if (!e)
		jw_f_str(w, f->name, area);
	return e;
}

static int field_take(struct making *m, struct jw *w, const struct field *f, int column)
{
	struct cx *cx = m->im->load->host.work;
	struct str cell = columns_cell(m->row, column);
	bool numeral = f->type == FIELD_DOCUMENT || f->type == FIELD_PHONE;

	if (f->type == FIELD_AREA)
		return area_field(m, w, f, cell);
	if (numeral && cell_is_scientific(cx, cell))
		return cell_scientific_err(cx, f->name);
	/* A month is no day, and nobody is left out for it. */
	if (f->type == FIELD_DATE && strcmp(f->name, "birth") == 0 && cell_is_month(cell)) {
		m->kept = column;
		return 0;
	}
	cell_write(cx, w, f, cell);
	return 0;
}

/* A person lives in the dwelling that his row's place names. */
static void dwelling_take(struct making *m, struct jw *w, const struct field *f)
{
	char text[UUID_TEXT + 1];

	if (strcmp(f->name, "dwelling") != 0 || f->type != FIELD_REF || !place_given(&m->place))
		return;
	home_of(m->im->load->host.work, m->area, &m->place, &m->home);
	uuid_write(&m->home.whole, text);
	jw_f_z(w, f->name, text);
}

static int body_make(struct making *m)
{
	struct import *im = m->im;
	struct cx *cx = im->load->host.work;
	struct buf b;
	struct jw w;
	int e = 0;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	for (size_t i = 0; !e && i < im->columns->fields_n; i++) {
		const struct field *f = &im->kind->fields[i];
		int column = im->columns->field[i];

		if (columns_cell(m->row, column).n)
			e = field_take(m, &w, f, column);
		else
			dwelling_take(m, &w, f);
	}
	jw_end_object(&w);
	if (!e && !buf_ok(&b))
		e = err(cx, E_NO_MEMORY, NULL);
	m->body = buf_get(&b);
	return e;
}

/* {heading: cell} of the columns that nobody knows, as canonical JSON; STR_NONE when all are empty. */
static int extra_make(struct making *m)
{
	struct import *im = m->im;
	struct cx *cx = im->load->host.work;
	const struct str *headings = sheet_headings(im->sheet);
	struct json o = { .type = JSON_OBJECT };
	struct buf b;
	int e;

	if (!im->columns->any_extra && m->kept < 0)
		return 0;
	o.items = cx_many(cx, im->columns->n, struct json);
	o.names = cx_many(cx, im->columns->n, struct str);
	if (!o.items || !o.names)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < im->columns->n; i++) {
		bool extra = im->columns->extra[i] || (int)i == m->kept;
		struct str cell = extra ? columns_cell(m->row, (int)i) : STR_NONE;

		if (!cell.n)
			continue;
		o.names[o.n] = headings[i];
		o.items[o.n++] = (struct json){ .type = JSON_TEXT, .s = cell };
	}
	if (!o.n)
		return 0;
	buf_init(&b, cx->arena);
	e = json_canonical(cx, &o, &b);
	m->extra = buf_get(&b);
	return e;
}

/* ---- ids ---- */

static bool is_personal(const struct making *m)
{
	const struct field *f = m->im->kind->fields;

	for (; f && f->name; f++)
		if (f->personal != CLASS_OPEN)
			return true;
	return m->extra.n > 0;
}

static struct uuid id_of(struct making *m, const char *what)
{
	struct import *im = m->im;
	uint8_t digest[SEAL_HASH];
	struct buf b;

	buf_init(&b, im->load->host.work->arena);
	buf_fmt(&b, "bulou.import.1\n%s\n%s\n", what, im->kind->name);
	buf_str(&b, m->area);
	buf_c(&b, '\n');
	if (m->has_subject)
		buf_uuid(&b, &m->subject);
	buf_c(&b, '\n');
	buf_str(&b, columns_cell(m->row, im->columns->round));
	buf_c(&b, '\n');
	buf_str(&b, columns_cell(m->row, im->columns->at));
	buf_c(&b, '\n');
	buf_str(&b, m->body);
	buf_c(&b, '\n');
	buf_str(&b, m->extra);
	seal_hash(is_personal(m) ? &im->key : NULL, buf_get(&b), digest);
	return place_id(m->area, digest);
}

static int uuid_cell(
	struct making *m, int column, const char *name, struct uuid *ret, bool *ret_has)
{
	struct str cell = columns_cell(m->row, column);

	*ret_has = cell.n > 0;
	if (!cell.n || uuid_read(cell, ret))
		return 0;
	return err(m->im->load->host.work, E_FIELD_FORMAT, name, "应为 UUID", "expected a UUID");
}

/* The subject stands in the row, or is the dwelling at its place, or is new. */
static int subject_take(struct making *m)
{
	struct import *im = m->im;
	unsigned takes = im->kind->envelope & (NEEDS_SUBJECT | MAY_SUBJECT);
	bool lists = columns_lists(im->kind) && !is_kind(im, "dwelling.listed");
	int e = uuid_cell(m, im->columns->subject, "subject", &m->subject, &m->has_subject);

	if (e || m->has_subject || !takes)
		return e;
	if (lists)
		m->subject = id_of(m, "subject");
	else if (place_given(&m->place))
		m->subject = place_dwelling(im->load->host.work, m->area, &m->place);
	else
		return 0;
	if (is_kind(im, "dwelling.listed"))
		m->door = m->subject;
	m->has_subject = true;
	return 0;
}

static int id_take(struct making *m)
{
	bool has;
	int e = uuid_cell(m, m->im->columns->id, "id", &m->id, &has);

	if (!e && !has)
		m->id = id_of(m, "record");
	return e;
}

/* ---- one row ---- */

static void member_cell(struct making *m, struct jw *w, const char *name, int column)
{
	struct str cell = columns_cell(m->row, column);

	if (cell.n)
		jw_f_str(w, name, cell);
}

static void uuid_member(struct jw *w, const char *name, const struct uuid *u)
{
	char text[UUID_TEXT + 1];

	uuid_write(u, text);
	jw_f_z(w, name, text);
}

/* All but its id, which load puts in front. */
static int record_make(struct making *m, struct str *ret)
{
	struct import *im = m->im;
	struct cx *cx = im->load->host.work;
	struct str at = columns_cell(m->row, im->columns->at);
	struct buf b;
	struct jw w;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_z(&w, "kind", im->kind->name);
	jw_f_int(&w, "v", im->kind->v);
	jw_f_str(&w, "at", at.n ? cell_time(cx, at) : im->at);
	member_cell(m, &w, "by", im->columns->by);
	member_cell(m, &w, "witness", im->columns->witness);
	if (m->area.n)
		jw_f_str(&w, "area", m->area);
	if (m->has_subject)
		uuid_member(&w, "subject", &m->subject);
	member_cell(m, &w, "round", im->columns->round);
	jw_name(&w, "body");
	jw_raw(&w, m->body);
	jw_end_object(&w);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* An area is listed once: not twice in the file with other values, nor when it is here under others. That would be a
 * change, by another record. */
static int area_conflict(struct making *m)
{
	struct import *im = m->im;
	struct cx *cx = im->load->host.work;
	int e;

	if (!is_kind(im, "area.added"))
		return 0;
	e = area_rows_once(cx, &im->rows, m->area, &m->id);
	return e ? e :
		   areas_conflict(cx, &im->areas, m->area, m->body, &m->id, im->load->host.store);
}

static int row_make(struct making *m, struct load_item *ret)
{
	struct import *im = m->im;
	int e = sheet_row_check(im->load->host.work, im->sheet, m->row);

	if (!e)
		e = area_take(m);
	columns_place(im->columns, m->row, &m->place);
	if (!e)
		e = body_make(m);
	if (!e)
		e = extra_make(m);
	if (!e)
		e = subject_take(m);
	if (!e)
		e = id_take(m);
	if (!e)
		e = area_conflict(m);
	*ret = (struct load_item){ .id = m->id,
		.extra = m->extra,
		.door = m->door,
		.home = m->home,
		.subject = m->subject };
	return e ? e : record_make(m, &ret->json);
}

static int row_take(struct import *im, const struct sheet_row *row)
{
	struct making m = { .im = im, .row = row, .kept = -1 };
	struct load_item item;

	int e;

	if (row_make(&m, &item))
		return load_refuse(im->load, row);
	e = load_record(im->load, row, &item);
	if (!e && im->load->took && is_kind(im, "area.added"))
		area_rows_taken(&im->rows, m.area, row->number, &m.id);
	return e;
}

/* ---- the whole file ---- */

static int now_text(struct import *im)
{
	struct buf b;

	buf_init(&b, im->load->host.cx->arena);
	buf_when(&b, sys_now());
	im->at = buf_get(&b);
	return buf_ok(&b) ? 0 : err(im->load->host.cx, E_NO_MEMORY, NULL);
}

/* The key of ids and digests lives as long as the data: it follows from the one that signs sessions, and goes into no record. */
static int key_make(struct cx *cx, struct keyring *keys, struct seal_key *ret)
{
	struct seal_key cookie;
	int e = keyring_special(cx, keys, "cookie", &cookie);

	if (!e)
		seal_hash(&cookie, STR("bulou.import.ids"), ret->b);
	seal_wipe(&cookie, sizeof(cookie));
	return e;
}

static struct str heading(const void *arg, struct str field)
{
	const struct import *im = arg;

	return columns_heading(im->columns, im->sheet, field);
}

static struct str label(const void *arg, struct str field, bool zh)
{
	const struct import *im = arg;

	return columns_label(im->kind, field, zh);
}

static int rows_take(struct import *im)
{
	struct sheet_row row;
	int got;

	while ((got = sheet_next(im->load->host.cx, im->sheet, &row)) == 1) {
		int e = row_take(im, &row);

		if (e)
			return e;
	}
	return got;
}

static int import_begin(struct import *im)
{
	struct load *l = im->load;
	struct cx *cx = l->host.cx;
	int e = key_make(cx, l->host.site->keys, &im->key);

	l->heading = heading;
	l->label = label;
	l->heading_arg = im;
	l->own_ids = im->columns->id >= 0;
	if (!e)
		e = areas_init(cx, &im->areas, l->host.cover.tree);
	if (!e && is_kind(im, "area.added"))
		e = area_rows_read(cx, im->sheet, im->columns, &im->areas, &im->rows);
	return e ? e : now_text(im);
}

int import_rows(struct load *l, struct sheet *sheet, const struct columns *columns, struct str area)
{
	struct import *im = cx_new(l->host.cx, struct import);
	int e;

	if (!im)
		return -E_NO_MEMORY;
	*im = (struct import){
		.load = l, .kind = columns->kind, .sheet = sheet, .columns = columns, .area = area
	};
	e = import_begin(im);
	if (!e)
		e = rows_take(im);
	if (!e)
		e = load_end(l);
	seal_wipe(&im->key, sizeof(im->key));
	return e;
}

int import_digest(struct cx *cx, struct keyring *keys, const struct sheet *sheet, struct str file,
	struct str area, struct str *ret)
{
	uint8_t of_file[SEAL_HASH], digest[SEAL_HASH];
	struct seal_key key;
	struct buf b, text;
	int e = key_make(cx, keys, &key);

	if (e)
		return e;
	buf_init(&b, cx->arena);
	buf_init(&text, cx->arena);
	seal_hash(&key, file, of_file);
	buf_z(&b, "bulou.import.file\n");
	buf_str(&b, area);
	buf_c(&b, '\n');
	buf_str(&b, sheet_name(sheet));
	buf_c(&b, '\n');
	buf_add(&b, of_file, sizeof(of_file));
	seal_hash(&key, buf_get(&b), digest);
	seal_wipe(&key, sizeof(key));
	buf_hex(&text, digest, sizeof(digest));
	*ret = buf_get(&text);
	return buf_ok(&b) && buf_ok(&text) ? 0 : err(cx, E_NO_MEMORY, NULL);
}
