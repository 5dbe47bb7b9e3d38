/* Loading: the group that is being filled, its receipts, and what bad rows are told with. */
#include "load/load.h"

#include <string.h>

#include "load/known.h"
#include "load/uuid_set.h"
#include "desk/desk.h"
#include "sys/sys.h"

#define GROUP_BYTES (8u << 20)

/* ---- bad rows ---- */

/* text with the first `from` in it made `to`. */
static struct str replaced(struct cx *cx, struct str text, struct str from, struct str to)
{
	const char *at = from.n && text.n ? memmem(text.p, text.n, from.p, from.n) : NULL;
	struct buf b;

	if (!at)
		return text;
	buf_init(&b, cx->arena);
	buf_add(&b, text.p, (size_t)(at - text.p));
	buf_str(&b, to);
	buf_str(&b, (struct str){ at + from.n, text.n - (size_t)(at - text.p) - from.n });
	return buf_ok(&b) ? buf_get(&b) : text;
}

static struct str quoted(struct cx *cx, struct str s, bool zh)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_z(&b, zh ? "“" : "'");
	buf_str(&b, s);
	buf_z(&b, zh ? "”" : "'");
	return buf_get(&b);
}

/* What is wrong, with the field under the name that people know. */
static struct str what_text(struct load *l, const struct err_info *e, bool zh)
{
	struct cx *cx = l->host.work;
	struct str text = zh ? e->zh : e->en;
	struct str label = l->label ? l->label(l->heading_arg, e->field, zh) : STR_NONE;

	return label.n ? replaced(cx, text, quoted(cx, e->field, zh), quoted(cx, label, zh)) : text;
}

struct str load_bad_reason(struct cx *cx, const struct load_bad *bad, bool zh)
{
	struct str what = zh ? bad->zh : bad->en,
		   remedy = zh ? bad->e->remedy_zh : bad->e->remedy_en;
	struct buf b;

	buf_init(&b, cx->arena);
	if (bad->column.n)
		buf_fmt(&b,
			zh ? "“" STR_FMT "”列：" : "column '" STR_FMT "': ", STR_ARG(bad->column));
	buf_str(&b, what);
	if (remedy.n)
		buf_fmt(&b, zh ? "；" STR_FMT : "; " STR_FMT, STR_ARG(remedy));
	return buf_ok(&b) ? buf_get(&b) : what;
}

int load_row_bad(struct load *l, const struct sheet_row *row, const struct err_info *e)
{
	const struct load_bad bad = { .row = row,
		.e = e,
		.column = l->heading ? l->heading(l->heading_arg, e->field) : STR_NONE,
		.zh = what_text(l, e, true),
		.en = what_text(l, e, false),
		.named = sheet_names_row(e->code) };

	l->count.refused++;
	if (l->many && l->told_row == row->number)
		return 0;
	l->told_row = row->number;
	return l->host.bad(l->host.arg, &bad);
}

/* ---- records ---- */

/* The record's JSON: its id, then what the caller made. */
static struct str with_id(struct cx *cx, const struct load_item *item)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_z(&b, "{\"id\":\"");
	buf_uuid(&b, &item->id);
	buf_z(&b, "\",");
	buf_add(&b, item->json.p + 1, item->json.n - 1);
	return buf_get(&b);
}

int load_item_read(struct load *l, const struct load_item *item, struct append_item *ret)
{
	struct cx *cx = l->host.work;
	struct str json = with_id(cx, item);
	const struct json *v = NULL;
	int e = json.n ? json_read(cx, json, &json_limits_request, &v) : err(cx, E_NO_MEMORY, NULL);

	if (!e)
		e = append_item_read(cx, &l->host.site->view, v, json, &l->from, l->host.gate, ret);
	if (e || ret->refused)
		return e;
	if (json.n + item->extra.n > RECORD_BYTES_MAX)
		return err(cx, E_TOO_LONG, "record", cx_num(cx, (int64_t)(json.n + item->extra.n)),
			cx_num(cx, RECORD_BYTES_MAX));
	ret->record->plain[CLASS_EXTRA] = item->extra;
	return 0;
}

/* ---- groups ---- */

int load_failed(struct load *l, int e)
{
	if (e && l->host.work->e.code)
		err_pass(l->host.cx, l->host.work);
	return e;
}

static int taken_tell(struct load *l, size_t i)
{
	l->count.accepted++;
	return l->host.taken ? l->host.taken(l->host.arg, l->items[i].record) : 0;
}

static int receipts(struct load *l)
{
	int e = 0;

	for (size_t i = 0; !e && i < l->n; i++) {
		const struct receipt *r = &l->items[i].receipt;

		if (r->status == RECEIPT_REFUSED)
			e = load_row_bad(l, &l->rows[i].row, &r->error);
		else if (r->status == RECEIPT_DUPLICATE)
			l->count.duplicates++;
		else if (taken_tell(l, i))
			e = err(l->host.cx, E_NO_MEMORY, NULL);
		l->count.held += r->status == RECEIPT_ACCEPTED && (r->marks & MARK_HELD);
		l->count.restored += r->status == RECEIPT_ACCEPTED && l->rows[i].again;
	}
	return e;
}

static int receipts_dry(struct load *l)
{
	int e = 0;

	for (size_t i = 0; !e && i < l->n; i++) {
		l->count.restored += l->rows[i].again > 0;
		e = taken_tell(l, i);
	}
	return e;
}

static int group_end(struct load *l)
{
	int e = l->n ? load_drop_known(l) : 0;

	if (!e && l->n)
		e = load_look_at_doors(l);
	if (!e && l->n && !l->host.dry)
		e = l->host.append(l->host.arg, l->host.work, l->items, l->n);
	if (e)
		return load_failed(l, e);
	e = l->host.dry ? receipts_dry(l) : receipts(l);
	if (!e && l->here_n)
		e = load_tie(l);
	l->n = l->bytes = l->since = l->here_n = 0;
	if (!e)
		e = l->host.turn(l->host.arg, l->many ? l->row : l->count.rows, l->all);
	err_clear(l->host.work);
	arena_reset(l->host.work->arena);
	return e;
}

/* After each row: is the group full, or did bad rows fill the memory of this turn? */
static int turn(struct load *l)
{
	l->since++;
	return l->since >= l->host.group_max || l->bytes >= GROUP_BYTES ? group_end(l) : 0;
}

int load_refuse(struct load *l, const struct sheet_row *row)
{
	struct err_info e = l->host.work->e;
	/* Only a row can be wrong; without memory or a disk the run ends. */
	bool ours = err_entry(e.code)->retry != RETRY_NO || err_entry(e.code)->http >= 500;
	int failed;

	if (ours)
		return load_failed(l, -e.code);
	err_clear(l->host.work);
	l->count.rows++;
	failed = load_row_bad(l, row, &e);
	return failed ? failed : turn(l);
}

static int row_copy(struct cx *cx, const struct sheet_row *from, struct sheet_row *ret)
{
	struct str *cells = cx_many(cx, from->n, struct str);
	int e = cells ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < from->n; i++)
		e = cx_str(cx, from->cells[i], &cells[i]);
	*ret = (struct sheet_row){ .number = from->number, .n = from->n, .cells = cells };
	return e;
}

static bool may(struct load *l, const struct record *r)
{
	const struct gate *look = l->host.look;

	if (!look || look->ask(look->arg, l->host.work, r) != GATE_NO)
		return true;
	if (!l->host.work->e.code)
		gate_no_right(l->host.work, r);
	return false;
}

int load_record(struct load *l, const struct sheet_row *row, const struct load_item *item)
{
	struct load_row *r = &l->rows[l->n];
	struct append_item made;
	int e = load_item_read(l, item, &made);

	l->took = false;
	if (!e && made.refused)
		l->host.work->e = made.error;
	if (!e && !made.refused && !may(l, made.record))
		made.refused = -l->host.work->e.code;
	if (e || made.refused || load_door_check(l, row, item))
		return load_refuse(l, row);
	e = row_copy(l->host.work, row, &r->row);
	if (e)
		return load_failed(l, e);
	r->item = *item;
	r->again = 0;
	l->items[l->n++] = made;
	l->took = true;
	l->bytes += item->json.n + item->extra.n;
	l->count.rows++;
	return turn(l);
}

/* ---- begin and end ---- */

int load_begin(const struct load_host *host, int64_t rows, struct load *l)
{
	struct cx *cx = host->cx;
	int e;

	*l = (struct load){ .host = *host, .all = rows };
	l->from = (struct sender){ .user = host->user, .now = sys_now(), .batch = host->batch };
	l->items = cx_many(cx, host->group_max, struct append_item);
	l->rows = cx_many(cx, host->group_max, struct load_row);
	if (!l->items || !l->rows)
		return -E_NO_MEMORY;
	e = host->dry || host->again ? uuid_set_new(cx, &l->seen) : 0;
	if (!e)
		e = uuid_set_new(cx, &l->doors);
	if (!e)
		e = uuid_set_new(cx, &l->told_of);
	return e ? e : homes_new(cx, &l->homes);
}

int load_end(struct load *l)
{
	return group_end(l);
}

void load_done(struct load *l)
{
	uuid_set_free(l->seen);
	uuid_set_free(l->doors);
	uuid_set_free(l->told_of);
	homes_free(l->homes);
	l->homes = NULL;
	l->seen = l->doors = l->told_of = NULL;
}
