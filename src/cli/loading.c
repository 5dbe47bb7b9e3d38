/* What a person at the terminal is told of an import: progress, bad rows, the summary. */
#include "cli/loading.h"

#include "desk/desk.h"
#include "paper/xlsx_out.h"
#include "sys/sys.h"

#define TOLD_MAX 20   /* bad rows told on the terminal */
#define JSON_MAX 1000 /* and in JSON */

/* ---- while it runs ---- */

static void error_json(struct loading *l, const struct load_bad *bad)
{
	struct jw *w = &l->errors_jw;

	if (!l->c->json || l->load.count.refused > JSON_MAX)
		return;
	jw_object(w);
	jw_f_int(w, "row", bad->row->number);
	jw_f_z(w, "code", err_entry(bad->e->code)->code);
	jw_f_str(w, "field", bad->e->field);
	jw_f_str(w, "column", bad->column);
	jw_f_str(w, "reason_zh", bad->zh);
	jw_f_str(w, "reason_en", bad->en);
	jw_f_str(w, "remedy", bad->e->remedy_zh);
	jw_f_str(w, "remedy_en", bad->e->remedy_en);
	jw_end_object(w);
}

static void row_tell(struct loading *l, const struct load_bad *bad, struct str reason)
{
	struct cli *c = l->c;

	if (l->told == TOLD_MAX)
		return;
	l->told++;
	/* Errors of the file's form name the row themselves. */
	if (bad->named)
		cli_say(c, TEXT_LINE, reason.p);
	else
		cli_say(c, TEXT_BAD_ROW, cx_num(&c->work, bad->row->number), reason.p);
}

static int bad_take(void *arg, const struct load_bad *bad)
{
	struct loading *l = arg;
	struct cx *cx = &l->c->work;
	struct str reason = load_bad_reason(cx, bad, l->c->zh);

	row_tell(l, bad, reason);
	error_json(l, bad);
	return bad_rows_add(l->errors, cx, bad->row, reason);
}

static int turn(void *arg, int64_t done, int64_t all)
{
	struct loading *l = arg;

	cli_progress(
		l->c, l->load.host.dry ? TEXT_PROGRESS_CHECK : TEXT_PROGRESS_IMPORT, done, all);
	return 0;
}

static int append(void *arg, struct cx *cx, struct append_item *items, size_t n)
{
	struct loading *l = arg;

	return append_group(cx, &l->c->site->view, items, n);
}

/* ---- begin ---- */

/* A workbook may hold more than is read of it. */
static void sheet_tell(struct cli *c, const struct sheet *sheet)
{
	struct str unread = sheet_unread(sheet);

	if (unread.n)
		cli_say(c, TEXT_SHEETS_UNREAD, cx_text(&c->cx, sheet_name(sheet)), unread.p);
}

/* Opens a reader's connection beside the writer's; the tree of areas is read once, at the start. */
static int data_open(struct cli *c)
{
	int e = cli_open(c, cli_has(c, OPTION_DRY_RUN) ? SITE_READ : SITE_WRITE);

	if (!e)
		e = cli_cover(c);
	if (!e)
		store_rollback(c->store);
	return e;
}

int loading_errors_open(struct cli *c, const struct sheet *sheet, struct bad_rows **ret)
{
	struct bad_rows_how how = { .path = c->option[OPTION_ERRORS], .zh = c->zh };

	*ret = NULL;
	if (!how.path)
		return 0;
	how.xlsx = xlsx_out_is(str_of(how.path));
	return bad_rows_open(&c->cx, sheet, &how, ret);
}

int loading_begin(struct loading *l, const struct sheet *sheet, const bool *unused)
{
	struct cli *c = l->c;
	struct load_host host = { .cx = &c->cx,
		.work = &c->work,
		.user = guard_reader_owner.person,
		.batch = sys_uuid(),
		.dry = cli_has(c, OPTION_DRY_RUN),
		.group_max = APPEND_GROUP_MAX,
		.gate = &l->gate.gate,
		.append = append,
		.bad = bad_take,
		.turn = turn,
		.arg = l };
	int e;

	l->sheet = sheet;
	l->unused = unused;
	sheet_tell(c, sheet);
	buf_init(&l->errors_json, &c->arena);
	jw_init(&l->errors_jw, &l->errors_json);
	jw_list(&l->errors_jw);
	e = data_open(c);
	if (e)
		return e;
	guard_gate(&l->gate, c->site->guard, &rights_owner, false);
	host.site = c->site;
	host.store = c->store;
	host.cover = c->cover;
	e = loading_errors_open(c, sheet, &l->errors);
	return e ? e : load_begin(&host, sheet_rows(sheet), &l->load);
}

/* ---- the summary ---- */

static void unused_json(const struct loading *l, struct jw *w)
{
	jw_name(w, "columns_unknown");
	jw_list(w);
	for (size_t i = 0; l->unused && i < sheet_columns(l->sheet); i++)
		if (l->unused[i])
			jw_str(w, sheet_headings(l->sheet)[i]);
	jw_end_list(w);
}

static int summary_json(struct loading *l, const char *what)
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
	jw_f_bool(&w, "dry_run", l->load.host.dry);
	jw_name(&w, "batch");
	if (l->load.host.dry || !(l->load.count.accepted || l->load.count.tied)) {
		jw_null(&w);
	} else {
		char text[UUID_TEXT + 1];

		uuid_write(&l->load.host.batch, text);
		jw_z(&w, text);
	}
	jw_f_int(&w, "rows", l->load.count.rows);
	jw_f_int(&w, "accepted", l->load.count.accepted);
	jw_f_int(&w, "duplicates", l->load.count.duplicates);
	jw_f_int(&w, "refused", l->load.count.refused);
	jw_f_int(&w, "held", l->load.count.held);
	jw_f_int(&w, "same_door", l->load.count.same);
	jw_f_int(&w, "restored", l->load.count.restored);
	jw_f_int(&w, "kept_void", l->load.count.kept_void);
	jw_f_int(&w, "listed_before", l->load.count.listed);
	jw_f_int(&w, "homes_unknown", l->load.count.home[HOME_NONE].n);
	jw_f_int(&w, "homes_by_place", l->load.count.home[HOME_ONE].n);
	jw_f_int(&w, "homes_tied", l->load.count.tied);
	jw_f_int(&w, "homes_several", l->load.count.home[HOME_SEVERAL].n);
	jw_f_int(&w, "homes_other_address", l->load.count.home[HOME_OTHER_ADDRESS].n);
	unused_json(l, &w);
	jw_name(&w, "errors");
	jw_raw(&w, buf_get(&l->errors_json));
	jw_end_object(&w);
	return cli_json(l->c, &b);
}

/* What the three numbers of the summary do not say. */
static void remarks(struct loading *l)
{
	struct cli *c = l->c;
	const struct {
		int64_t n;
		enum text text;
		int64_t row;
	} all[] = {
		{ l->load.count.refused - l->told, TEXT_MORE_BAD_ROWS, 0 },
		{ l->load.count.refused, TEXT_BAD_ROWS_REMAIN, 0 },
		{ l->load.count.held, TEXT_LOADED_HELD, 0 },
		{ l->unused ? l->load.count.same : 0, TEXT_SAME_DOORS, 0 },
		{ l->load.count.restored, l->load.host.dry ? TEXT_WOULD_RESTORE : TEXT_RESTORED,
			0 },
		{ l->load.count.kept_void, TEXT_KEPT_VOID, 0 },
		{ l->load.count.listed, TEXT_LISTED_BEFORE, 0 },
		{ l->load.count.home[HOME_NONE].n, TEXT_HOMES_UNKNOWN,
			l->load.count.home[HOME_NONE].row },
		{ l->load.count.home[HOME_ONE].n, TEXT_HOMES_BY_PLACE,
			l->load.count.home[HOME_ONE].row },
		{ l->load.count.tied, l->load.host.dry ? TEXT_HOMES_WOULD_TIE : TEXT_HOMES_TIED,
			l->load.count.tied_row },
		{ l->load.count.home[HOME_SEVERAL].n, TEXT_HOMES_SEVERAL,
			l->load.count.home[HOME_SEVERAL].row },
		{ l->load.count.home[HOME_OTHER_ADDRESS].n, TEXT_HOMES_OTHER_ADDRESS,
			l->load.count.home[HOME_OTHER_ADDRESS].row },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i].n > 0)
			cli_say(c, all[i].text, cx_num(&c->cx, all[i].n),
				cx_num(&c->cx, all[i].row));
}

static int summary_text(struct loading *l)
{
	struct cli *c = l->c;
	struct buf b;

	remarks(l);
	buf_init(&b, &c->arena);
	cli_put(c, &b, l->load.host.dry ? TEXT_LOADED_DRY : TEXT_LOADED,
		cx_num(&c->cx, l->load.count.accepted), cx_num(&c->cx, l->load.count.duplicates),
		cx_num(&c->cx, l->load.count.refused));
	if (!l->load.host.dry && (l->load.count.accepted || l->load.count.tied)) {
		buf_z(&b, text_get(TEXT_LOADED_BATCH, c->zh));
		buf_uuid(&b, &l->load.host.batch);
	}
	buf_c(&b, '\n');
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_out(c, buf_get(&b));
	return 0;
}

int loading_end(struct loading *l, const char *what)
{
	int e = bad_rows_end(l->errors);

	if (!e)
		e = l->c->json ? summary_json(l, what) : summary_text(l);
	if (!e && l->load.count.refused)
		e = -E_CSV;
	return e;
}

void loading_done(struct loading *l)
{
	bad_rows_close(l->errors);
	l->errors = NULL;
	load_done(&l->load);
}
