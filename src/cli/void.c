/* bulou void BATCH: takes a whole import back.
 *
 * The records of the batch are found by reading the journal through, and voided 1,000 at a time under a batch of their
 * own; voiding that one brings them back. */
#include "cli/commands.h"

#include "cli/show.h"
#include "cli/write.h"
#include "cover/voided.h"
#include "sys/sys.h"

#define PIECE RECORD_LIST_MAX
#define READ_PIECE 4096

struct voiding {
	struct cli *c;
	struct uuid batch; /* to be voided */
	struct cli_batch mine;
	struct uuid ids[PIECE];
	size_t n;
	int64_t found, already; /* of which voided before */
};

/* What somebody took back before stays as it is. */
static int standing_keep(struct voiding *v)
{
	struct cli *c = v->c;
	enum voided *is = cx_many(&c->work, v->n, enum voided);
	size_t n = 0;
	int e = is ? voided_find(&c->work, c->store, desks_kinds(), v->ids, v->n, is) :
		     -E_NO_MEMORY;

	if (e)
		return cli_work_failed(c, e);
	for (size_t i = 0; i < v->n; i++)
		if (is[i] == VOIDED_NOT)
			v->ids[n++] = v->ids[i];
	v->already += (int64_t)(v->n - n);
	v->n = n;
	return 0;
}

static int piece_append(struct voiding *v)
{
	struct writing r = { .kind = "record.voided" };
	char text[UUID_TEXT + 1];
	struct buf b;
	struct jw w;
	int e = v->n ? standing_keep(v) : 0;

	if (e || !v->n)
		return e;
	buf_init(&b, v->c->work.arena);
	writing_begin(&w, &b, &r);
	jw_name(&w, "records");
	jw_list(&w);
	for (size_t i = 0; i < v->n; i++) {
		uuid_write(&v->ids[i], text);
		jw_z(&w, text);
	}
	jw_end_list(&w);
	if (cli_has(v->c, OPTION_REASON))
		jw_f_str(&w, "reason", cli_option(v->c, OPTION_REASON));
	writing_end(&w);
	v->n = 0;
	if (!buf_ok(&b))
		return err(&v->c->cx, E_NO_MEMORY, NULL);
	e = cli_append(v->c, buf_get(&b), &v->mine);
	if (!e && v->mine.refused)
		e = cli_failed(v->c, &v->mine.error);
	return e;
}

static int entries_take(struct voiding *v, const struct entry *all, size_t n)
{
	int e = 0;

	for (size_t i = 0; !e && i < n; i++) {
		if (!uuid_eq(&all[i].batch, &v->batch))
			continue;
		v->ids[v->n++] = all[i].id;
		v->found++;
		if (v->n == PIECE)
			e = piece_append(v);
	}
	return e;
}

/* Up to the newest entry of the beginning: what is written here comes after it. */
static int journal_through(struct voiding *v)
{
	struct cli *c = v->c;
	int64_t newest, after = 0;
	size_t n = 0;
	int e = journal_newest(&c->cx, c->store, &newest);

	do {
		struct entry *all = NULL;

		if (!e)
			e = journal_read(&c->work, c->store, after, READ_PIECE, 1u << ENTRY_RECORD,
				&all, &n);
		if (e)
			return cli_work_failed(c, e);
		if (n)
			after = all[n - 1].pos;
		e = entries_take(v, all, n);
		cli_progress(c, TEXT_PROGRESS_READ, after, newest);
		cli_turn(c);
	} while (!e && n && after < newest);
	return e ? e : piece_append(v);
}

static int answer(struct voiding *v)
{
	struct cli *c = v->c;
	struct buf b;
	struct jw w;

	/* Nothing was written: there is no batch by which it could be brought back. */
	if (v->found == v->already)
		v->mine.id = uuid_nil;
	buf_init(&b, &c->arena);
	if (!c->json) {
		if (v->already)
			cli_say(c, TEXT_VOIDED_BEFORE, cx_num(&c->cx, v->already));
		if (v->found == v->already)
			return 0;
		cli_put(c, &b, TEXT_VOIDED, cx_num(&c->cx, v->found - v->already),
			text_uuid(&c->cx, &v->mine.id).p);
		return cli_json(c, &b);
	}
	jw_init(&w, &b);
	jw_object(&w);
	row_uuid(&w, "batch", &v->mine.id);
	jw_f_int(&w, "voided", v->found - v->already);
	jw_end_object(&w);
	return cli_json(c, &b);
}

int command_void(struct cli *c)
{
	struct voiding *v = cx_new(&c->cx, struct voiding);
	int e = v ? cli_open(c, SITE_WRITE) : -E_NO_MEMORY;

	if (e)
		return e;
	v->c = c;
	v->mine.id = sys_uuid();
	e = cli_uuid(c, c->args[0], "BATCH", &v->batch);
	if (!e)
		e = cli_cover(c);
	if (!e)
		e = journal_through(v);
	if (!e && !v->found)
		e = err(&c->cx, E_NOT_FOUND, NULL, cx_text(&c->cx, c->args[0]));
	if (!e)
		e = answer(v);
	cli_cover_end(c);
	return e ? e : cli_followed(c);
}
