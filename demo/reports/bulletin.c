/* The bulletin of a county: drawn up from the views as they are, refused while an account is open and nobody signs for it,
 * then published by a record like any other; and printed as the record has it, in both languages. */
#include "desk/bulletin/bulletin.h"

#include "demo/reports/reports.h"
#include "sys/sys.h"

static int draft(struct reports *r, const struct cover *c, const char *reason, struct bulletin *ret)
{
	const struct county *k = r->now;
	struct bulletin_ask ask = { .incident = k->incident,
		.replaces = k->bulletin,
		.area = r->places[k->top].id,
		.title_zh = str_of(k->plan->title_zh),
		.title_en = str_of(k->plan->title_en),
		.reason = str_of(reason),
		.from = day_of(reports_on(r, 0, 12, 0)),
		.to = day_of(reports_at(r, 12, 0)) };

	return bulletin_draft(&r->once, c, &ask, ret);
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

static int record(struct reports *r, const struct bulletin *b, struct str *ret)
{
	int64_t at = sys_now();

	r->now->bulletin = seed_uuid(&r->seed, at);
	return bulletin_record(&r->once, b, &r->now->bulletin, at, ret);
}

void bulletin_publish(struct reports *r, const char *reason)
{
	struct bulletin b;
	struct cover c;
	struct str text;
	int e = read_begin(r, &c);

	if (!e)
		e = draft(r, &c, reason, &b);
	if (!e)
		refusal_show(r, &b);
	if (!e)
		e = bulletin_ready(&r->once, &b);
	if (!e)
		e = record(r, &b, &text);
	read_end(r);
	if (!e)
		hand_whole(r, OUTBOX_COMMAND, text);
	reports_failed(r, &r->once, e);
	reports_forget(r);
	hand_in(r);
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
		e = bulletin_text(&r->once, &b, BULLETIN_MARKDOWN, zh, &text);
		if (e)
			break;
		print_gap(r);
		cli_out(r->c, text);
	}
	read_end(r);
	reports_failed(r, &r->once, e);
	reports_forget(r);
}
