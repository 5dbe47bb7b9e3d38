/* bulou round close, extend, cancel, reopen: one record each. */
#include "cli/commands.h"

#include <string.h>

#include "cli/show.h"
#include "cli/write.h"

static int answer(struct cli *c, const struct round *r, enum text said)
{
	struct buf b;
	struct jw w;

	if (!c->json) {
		cli_say(c, said, cx_text(&c->cx, r->question));
		return 0;
	}
	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	row_uuid(&w, "round", &r->id);
	jw_end_object(&w);
	return cli_json(c, &b);
}

/* The round that was named. A cancelled one is neither extended nor closed by a record: none is written that does nothing. */
static int named(struct cli *c, const char *kind, struct round *ret)
{
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = cli_cover(c);
	if (!e)
		e = cli_round(c, 0, ret);
	if (!e && ret->state == 3 &&
		(!strcmp(kind, "round.closed") || !strcmp(kind, "round.extended")))
		e = err(&c->cx, E_ROUND_CANCELLED, NULL, cx_text(&c->cx, ret->question));
	return e;
}

/* due, reason: of the body, when the kind has them. */
static int round_write(
	struct cli *c, const char *kind, int64_t due, struct str reason, enum text said)
{
	struct writing wr = { .kind = kind };
	struct round r = { .expected = 0 };
	struct buf b;
	struct jw w;
	int e = named(c, kind, &r);

	if (e)
		return e;
	wr.round = r.id;
	wr.area = r.area;
	buf_init(&b, &c->arena);
	writing_begin(&w, &b, &wr);
	if (due)
		row_time(&w, "due", due);
	if (reason.n)
		jw_f_str(&w, "reason", reason);
	writing_end(&w);
	e = writing_append(c, &b);
	return e ? e : answer(c, &r, said);
}

int command_round_close(struct cli *c)
{
	return round_write(c, "round.closed", 0, STR_NONE, TEXT_ROUND_CLOSED);
}

int command_round_reopen(struct cli *c)
{
	return round_write(c, "round.reopened", 0, STR_NONE, TEXT_ROUND_REOPENED);
}

int command_round_cancel(struct cli *c)
{
	return round_write(
		c, "round.cancelled", 0, cli_option(c, OPTION_REASON), TEXT_ROUND_CANCELLED);
}

int command_round_extend(struct cli *c)
{
	int64_t due;
	int e;

	if (!cli_has(c, OPTION_DUE))
		return cli_wrong(c, TEXT_OPTION_NEEDED, "due");
	e = cli_due(c, &due);
	return e ? e : round_write(c, "round.extended", due, STR_NONE, TEXT_ROUND_EXTENDED);
}
