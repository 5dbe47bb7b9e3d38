/* Loading: the group that is being filled, its receipts, and the list of bad rows. */
#include "cli/load.h"

#include <string.h>

#include "cli/load_errors.h"
#include "cli/load_known.h"
#include "cli/uuid_set.h"
#include "desk/desk.h"
#include "sys/sys.h"

#define GROUP_BYTES (8u << 20)
#define TOLD_MAX 20   /* bad rows told on the terminal */
#define JSON_MAX 1000 /* and in JSON */

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
	struct cx *cx = &l->c->work;
	struct str text = zh ? e->zh : e->en;
	struct str label = l->label ? l->label(l->heading_arg, e->field, zh) : STR_NONE;

	return label.n ? replaced(cx, text, quoted(cx, e->field, zh), quoted(cx, label, zh)) : text;
}

/* "column 'phone': what is wrong; what to do", as far as each is known. */
static struct str reason_text(struct load *l, const struct err_info *e)
{
	struct cli *c = l->c;
	struct str column = l->heading ? l->heading(l->heading_arg, e->field) : STR_NONE;
	struct str what = what_text(l, e, c->zh), remedy = c->zh ? e->remedy_zh : e->remedy_en;
	struct buf b;

	buf_init(&b, c->work.arena);
	if (column.n)
		cli_put(c, &b, TEXT_IN_COLUMN, cx_text(&c->work, column));
	buf_str(&b, what);
	if (remedy.n)
		cli_put(c, &b, TEXT_REMEDY, cx_text(&c->work, remedy));
	return buf_ok(&b) ? buf_get(&b) : what;
}

static void error_json(struct load *l, const struct sheet_row *row, const struct err_info *e)
{
	struct jw *w = &l->errors_jw;

	if (!l->c->json || l->batch.refused > JSON_MAX)
		return;
	jw_object(w);
	jw_f_int(w, "row", row->number);
	jw_f_z(w, "code", err_entry(e->code)->code);
	jw_f_str(w, "field", e->field);
	jw_f_str(w, "column", l->heading ? l->heading(l->heading_arg, e->field) : STR_NONE);
	jw_f_str(w, "reason_zh", what_text(l, e, true));
	jw_f_str(w, "reason_en", what_text(l, e, false));
	jw_f_str(w, "remedy", l->c->zh ? e->remedy_zh : e->remedy_en);
	jw_end_object(w);
}

static void row_tell(
	struct load *l, const struct sheet_row *row, const struct err_info *e, struct str reason)
{
	struct cli *c = l->c;

	if (l->told == TOLD_MAX)
		return;
	l->told++;
	/* Errors of the file's form name the row themselves. */
	if (sheet_names_row(e->code))
		cli_say(c, TEXT_LINE, reason.p);
	else
		cli_say(c, TEXT_BAD_ROW, cx_num(&c->work, row->number), reason.p);
}

int load_row_bad(struct load *l, const struct sheet_row *row, const struct err_info *e)
{
	struct str reason = reason_text(l, e);

	l->batch.refused++;
	row_tell(l, row, e, reason);
	error_json(l, row, e);
	return load_errors_row(l->errors, row, reason);
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
	struct cx *cx = &l->c->work;
	struct str json = with_id(cx, item);
	const struct json *v = NULL;
	int e = json.n ? json_read(cx, json, &json_limits_request, &v) : err(cx, E_NO_MEMORY, NULL);

	if (!e)
		e = append_item_read(cx, &l->c->site->view, v, json, &l->from, &l->gate.gate, ret);
	if (e || ret->refused)
		return e;
	if (json.n + item->extra.n > RECORD_BYTES_MAX)
		return err(cx, E_TOO_LONG, "record", cx_num(cx, (int64_t)(json.n + item->extra.n)),
			cx_num(cx, RECORD_BYTES_MAX));
	ret->record->plain[CLASS_EXTRA] = item->extra;
	return 0;
}

/* ---- groups ---- */

static int receipts(struct load *l)
{
	int e = 0;

	for (size_t i = 0; !e && i < l->n; i++) {
		const struct receipt *r = &l->items[i].receipt;

		if (r->status == RECEIPT_REFUSED)
			e = load_row_bad(l, &l->rows[i].row, &r->error);
		else if (r->status == RECEIPT_DUPLICATE)
			l->batch.duplicates++;
		else
			l->batch.accepted++;
		l->held += r->status == RECEIPT_ACCEPTED && (r->marks & MARK_HELD);
		l->restored += r->status == RECEIPT_ACCEPTED && l->rows[i].again;
	}
	return e;
}

static void receipts_dry(struct load *l)
{
	l->batch.accepted += (int64_t)l->n;
	for (size_t i = 0; i < l->n; i++)
		l->restored += l->rows[i].again > 0;
}

static int group_end(struct load *l)
{
	struct cli *c = l->c;
	int e = l->n ? load_drop_known(l) : 0;

	if (!e && l->n)
		e = load_look_at_doors(l);
	if (!e && l->n && !l->dry)
		e = append_group(&c->work, &c->site->view, l->items, l->n);
	if (e)
		return cli_work_failed(c, e);
	if (l->dry)
		receipts_dry(l);
	else
		e = receipts(l);
	if (!e && l->here_n)
		e = load_tie(l);
	l->n = l->bytes = l->since = l->here_n = 0;
	cli_progress(c, l->dry ? TEXT_PROGRESS_CHECK : TEXT_PROGRESS_IMPORT, l->done, l->all);
	cli_turn(c);
	return e;
}

/* After each row: is the group full, or did bad rows fill the memory of this turn? */
static int turn(struct load *l)
{
	l->since++;
	return l->since >= APPEND_GROUP_MAX || l->bytes >= GROUP_BYTES ? group_end(l) : 0;
}

int load_refuse(struct load *l, const struct sheet_row *row)
{
	struct err_info e = l->c->work.e;
	/* Only a row can be wrong; without memory or a disk the run ends. */
	bool ours = err_entry(e.code)->retry != RETRY_NO || err_entry(e.code)->http >= 500;
	int failed;

	if (ours)
		return cli_work_failed(l->c, -e.code);
	err_clear(&l->c->work);
	l->done++;
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

int load_record(struct load *l, const struct sheet_row *row, const struct load_item *item)
{
	struct load_row *r = &l->rows[l->n];
	struct append_item made;
	int e = load_item_read(l, item, &made);

	l->took = false;
	if (!e && made.refused)
		l->c->work.e = made.error;
	if (e || made.refused || load_door_check(l, row, item))
		return load_refuse(l, row);
	e = row_copy(&l->c->work, row, &r->row);
	if (e)
		return cli_work_failed(l->c, e);
	r->item = *item;
	r->again = 0;
	l->items[l->n++] = made;
	l->took = true;
	l->bytes += item->json.n + item->extra.n;
	l->done++;
	return turn(l);
}

/* ---- begin and end ---- */

/* Opens a reader's connection beside the writer's; the tree of areas is read once, at the start. */
static int data_open(struct load *l)
{
	struct cli *c = l->c;
	int e = cli_open(c, l->dry ? SITE_READ : SITE_WRITE);

	if (!e)
		e = cli_cover(c);
	if (!e)
		store_rollback(c->store);
	return e;
}

/* A workbook may hold more than is read of it. */
static void sheet_tell(struct cli *c, const struct sheet *sheet)
{
	struct str unread = sheet_unread(sheet);

	if (unread.n)
		cli_say(c, TEXT_SHEETS_UNREAD, cx_text(&c->cx, sheet_name(sheet)), unread.p);
}

int load_begin(struct cli *c, const struct sheet *sheet, struct load *l)
{
	int e;

	sheet_tell(c, sheet);

	*l = (struct load){
		.c = c, .sheet = sheet, .dry = cli_has(c, OPTION_DRY_RUN), .all = sheet_rows(sheet)
	};
	l->batch.id = sys_uuid();
	l->from = (struct sender){
		.user = guard_reader_owner.person, .now = sys_now(), .batch = l->batch.id
	};
	l->items = cx_many(&c->cx, APPEND_GROUP_MAX, struct append_item);
	l->rows = cx_many(&c->cx, APPEND_GROUP_MAX, struct load_row);
	if (!l->items || !l->rows)
		return -E_NO_MEMORY;
	buf_init(&l->errors_json, &c->arena);
	jw_init(&l->errors_jw, &l->errors_json);
	jw_list(&l->errors_jw);
	e = data_open(l);
	if (!e)
		guard_gate(&l->gate, c->site->guard, &rights_owner, false);
	if (!e)
		e = load_errors_open(c, sheet, &l->errors);
	if (!e && l->dry)
		e = uuid_set_new(&c->cx, &l->seen);
	if (!e)
		e = uuid_set_new(&c->cx, &l->doors);
	if (!e)
		e = uuid_set_new(&c->cx, &l->told_of);
	if (!e)
		e = homes_new(&c->cx, &l->homes);
	return e;
}

static void unused_json(const struct load *l, struct jw *w)
{
	jw_name(w, "columns_unknown");
	jw_list(w);
	for (size_t i = 0; l->unused && i < sheet_columns(l->sheet); i++)
		if (l->unused[i])
			jw_str(w, sheet_headings(l->sheet)[i]);
	jw_end_list(w);
}

static int summary_json(struct load *l, const char *what)
{
	struct buf b;
	struct jw w;

	jw_end_list(&l->errors_jw);
	if (!buf_ok(&l->errors_json))
		return err(&l->c->cx, E_NO_MEMORY, NULL);
	buf_init(&b, &l->c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_z(&w, "kind", what);
	jw_f_bool(&w, "dry_run", l->dry);
	jw_name(&w, "batch");
	if (l->dry || !(l->batch.accepted || l->tied)) {
		jw_null(&w);
	} else {
		char text[UUID_TEXT + 1];

		uuid_write(&l->batch.id, text);
		jw_z(&w, text);
	}
	jw_f_int(&w, "rows", l->done);
	jw_f_int(&w, "accepted", l->batch.accepted);
	jw_f_int(&w, "duplicates", l->batch.duplicates);
	jw_f_int(&w, "refused", l->batch.refused);
	jw_f_int(&w, "held", l->held);
	jw_f_int(&w, "same_door", l->same);
	jw_f_int(&w, "restored", l->restored);
	jw_f_int(&w, "kept_void", l->kept_void);
	jw_f_int(&w, "listed_before", l->listed);
	jw_f_int(&w, "homes_unknown", l->home[HOME_NONE].n);
	jw_f_int(&w, "homes_by_place", l->home[HOME_ONE].n);
	jw_f_int(&w, "homes_tied", l->tied);
	jw_f_int(&w, "homes_several", l->home[HOME_SEVERAL].n);
	jw_f_int(&w, "homes_other_address", l->home[HOME_OTHER_ADDRESS].n);
	unused_json(l, &w);
	jw_name(&w, "errors");
	jw_raw(&w, buf_get(&l->errors_json));
	jw_end_object(&w);
	return cli_json(l->c, &b);
}

/* What the three numbers of the summary do not say. */
static void remarks(struct load *l)
{
	struct cli *c = l->c;
	const struct {
		int64_t n;
		enum text text;
		int64_t row;
	} all[] = {
		{ l->batch.refused - l->told, TEXT_MORE_BAD_ROWS, 0 },
		{ l->batch.refused, TEXT_BAD_ROWS_REMAIN, 0 },
		{ l->held, TEXT_LOADED_HELD, 0 },
		{ l->unused ? l->same : 0, TEXT_SAME_DOORS, 0 },
		{ l->restored, l->dry ? TEXT_WOULD_RESTORE : TEXT_RESTORED, 0 },
		{ l->kept_void, TEXT_KEPT_VOID, 0 },
		{ l->listed, TEXT_LISTED_BEFORE, 0 },
		{ l->home[HOME_NONE].n, TEXT_HOMES_UNKNOWN, l->home[HOME_NONE].row },
		{ l->home[HOME_ONE].n, TEXT_HOMES_BY_PLACE, l->home[HOME_ONE].row },
		{ l->tied, l->dry ? TEXT_HOMES_WOULD_TIE : TEXT_HOMES_TIED, l->tied_row },
		{ l->home[HOME_SEVERAL].n, TEXT_HOMES_SEVERAL, l->home[HOME_SEVERAL].row },
		{ l->home[HOME_OTHER_ADDRESS].n, TEXT_HOMES_OTHER_ADDRESS,
			l->home[HOME_OTHER_ADDRESS].row },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i].n > 0)
			cli_say(c, all[i].text, cx_num(&c->cx, all[i].n),
				cx_num(&c->cx, all[i].row));
}

static int summary_text(struct load *l)
{
	struct cli *c = l->c;
	struct buf b;

	remarks(l);
	buf_init(&b, &c->arena);
	cli_put(c, &b, l->dry ? TEXT_LOADED_DRY : TEXT_LOADED, cx_num(&c->cx, l->batch.accepted),
		cx_num(&c->cx, l->batch.duplicates), cx_num(&c->cx, l->batch.refused));
	if (!l->dry && (l->batch.accepted || l->tied)) {
		buf_z(&b, text_get(TEXT_LOADED_BATCH, c->zh));
		buf_uuid(&b, &l->batch.id);
	}
	buf_c(&b, '\n');
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_out(c, buf_get(&b));
	return 0;
}

int load_end(struct load *l, const char *what)
{
	int e = group_end(l);

	if (!e)
		e = load_errors_end(l->errors);
	if (!e)
		e = l->c->json ? summary_json(l, what) : summary_text(l);
	if (!e && l->batch.refused)
		e = -E_CSV;
	return e;
}

void load_done(struct load *l)
{
	load_errors_close(l->errors);
	uuid_set_free(l->seen);
	uuid_set_free(l->doors);
	uuid_set_free(l->told_of);
	homes_free(l->homes);
	l->homes = NULL;
	l->errors = NULL;
	l->seen = l->doors = l->told_of = NULL;
}
