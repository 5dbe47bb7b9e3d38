/* The bulletin of a county: drawn up from the views as they are, refused while an account is open and nobody signs for it,
 * then published as an office does it, by asking the server; and printed as the record has it, in both languages. */
#include "desk/bulletin/bulletin.h"

#include "demo/reports/reports.h"
#include "desk/rows.h"
#include "sys/sys.h"

static struct bulletin_ask ask_of(const struct reports *r, const char *reason)
{
	const struct county *k = r->now;

	return (struct bulletin_ask){ .incident = k->incident,
		.replaces = k->bulletin,
		.signer = hand_person(OUTBOX_COMMAND),
		.area = r->places[k->top].id,
		.title_zh = str_of(k->plan->title_zh),
		.title_en = str_of(k->plan->title_en),
		.reason = str_of(reason),
		.from = day_of(reports_on(r, 0, 12, 0)),
		.to = day_of(reports_at(r, 12, 0)) };
}

/* Without a signature it is refused, and says what is open. */
static void refusal_show(struct reports *r, struct bulletin *b)
{
	struct str signed_by = b->reason;
	int e;

	b->reason = STR("");
	e = bulletin_ready(&r->once, b);
	b->reason = signed_by;
	if (!e)
		return;
	print_gap(r);
	print_line(r, STR_FMT, STR_ARG(r->zh ? r->once.e.zh : r->once.e.en));
	if (signed_by.n)
		print_line(r, SAY(r, "签字发布：" STR_FMT, "Published with a signature: " STR_FMT),
			STR_ARG(signed_by));
	err_clear(&r->once);
}

/* As somebody in the office would ask for it. */
static struct str request(struct reports *r, const struct bulletin_ask *ask)
{
	struct buf b;
	struct jw w;

	buf_init(&b, r->once.arena);
	jw_init(&w, &b);
	jw_object(&w);
	row_uuid(&w, "id", &r->now->bulletin);
	row_uuid(&w, "incident", &ask->incident);
	jw_f_str(&w, "area", ask->area);
	jw_f_str(&w, "title_zh", ask->title_zh);
	jw_f_str(&w, "title_en", ask->title_en);
	if (ask->reason.n)
		jw_f_str(&w, "reason", ask->reason);
	if (!uuid_is_nil(&ask->replaces))
		row_uuid(&w, "replaces", &ask->replaces);
	row_day(&w, "from", ask->from);
	row_day(&w, "to", ask->to);
	jw_end_object(&w);
	return buf_get(&b);
}

void bulletin_publish(struct reports *r, const char *reason)
{
	struct bulletin_ask ask = ask_of(r, reason);
	struct bulletin b;
	struct cover c;
	struct str text = STR_NONE;
	int e = read_begin(r, &c);

	if (!e)
		e = bulletin_draft(&r->once, &c, &ask, &b);
	if (!e)
		refusal_show(r, &b);
	if (!e)
		e = bulletin_ready(&r->once, &b);
	r->now->bulletin = seed_uuid(&r->seed, sys_now());
	if (!e && r->direct)
		e = bulletin_record(&r->once, &b, &r->now->bulletin, sys_now(), &text);
	read_end(r);
	if (!e)
		e = r->direct ? hand_composed(r, OUTBOX_COMMAND, text) :
				hand_call(r, OUTBOX_COMMAND, "/v1/bulletins", request(r, &ask));
	reports_failed(r, &r->once, e);
	reports_forget(r);
}

void bulletin_print(struct reports *r)
{
	struct bulletin b;
	struct cover c;
	struct str text;
	int e = read_begin(r, &c);

	if (!e)
		e = bulletin_get(&r->once, &c, &r->now->bulletin, &b);
	for (int zh = 1; !e && zh >= 0; zh--) {
		e = bulletin_write(&r->once, &b, BULLETIN_MARKDOWN, zh, &text);
		if (e)
			break;
		print_gap(r);
		cli_out(r->c, text);
	}
	read_end(r);
	reports_failed(r, &r->once, e);
	reports_forget(r);
}
