/* The issues, put together from the entries that stand: they are found as the records behind a figure are. */
#include "desk/command/risk_lists.h"

#include "core/when.h"
#include "cover/cover_read.h"
#include "desk/behind_figure.h"
#include "desk/desk.h"
#include "guard/guard.h"

static struct risk_piece piece_of(const struct record *r)
{
	return (struct risk_piece){ record_int(r, "as_of"), record_text(r, "snapshot"),
		record_text(r, "source") };
}

/* Who handed in what came last of it. */
static int about_note(struct risk_pieces *p, struct risk_about *about, const struct record *r,
	const struct entry *entry)
{
	if (r->pos <= about->pos)
		return 0;
	about->pos = r->pos;
	if (str_eq(about->via, entry->via))
		return 0;
	return cx_str(p->cx, entry->via, &about->via);
}

static int entry_take(void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	const struct risk_entry e = { record_choice(r, "level"), record_text(r, "province"),
		record_text(r, "city"), record_text(r, "county"), record_text(r, "area_text") };
	struct risk_piece of = piece_of(r);
	struct risk_about *about;
	int rc = risk_pieces_entry(arg, &of, &e, &about);

	(void)cx;
	return rc ? rc : about_note(arg, about, r, entry);
}

static int issued_take(void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	struct risk_piece of = piece_of(r);
	struct risk_about *about;
	int rc = risk_pieces_issue(arg, &of, record_int(r, "entries"), &about);

	(void)cx;
	return rc ? rc : about_note(arg, about, r, entry);
}

int risk_lists_read(struct cx *cx, const struct cover *c, struct risk_lists *ret)
{
	struct risk_pieces pieces;
	struct cover all = *c;
	int e;

	all.who = &guard_reader_owner;
	risk_pieces_init(&pieces, cx);
	e = behind_figure(cx, &all, "risk-lists-issued", &uuid_nil, STR(""), issued_take, &pieces);
	if (!e)
		e = behind_figure(
			cx, &all, "risk-areas-listed", &uuid_nil, STR(""), entry_take, &pieces);
	return e ? e : risk_pieces_end(&pieces, ret);
}

static bool holds_on(const struct risk_issue *issue, int32_t day)
{
	return issue->as_of < day_start(day + 1) && issue->until >= day_start(day + 1);
}

int risk_lists_on(struct cx *cx, const struct risk_lists *l, int32_t day, struct risk_day *ret)
{
	struct risk_entry *entries;
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += holds_on(&l->issues[i], day) ? l->issues[i].n : 0;
	entries = cx_many(cx, n, struct risk_entry);
	*ret = (struct risk_day){ .all = { .entries = entries, .until = RISK_STILL },
		.of = cx_many(cx, n, const struct risk_issue *) };
	if (!entries || !ret->of)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; holds_on(&l->issues[i], day) && k < l->issues[i].n; k++) {
			ret->of[ret->all.n] = &l->issues[i];
			entries[ret->all.n++] = l->issues[i].entries[k];
		}
	return 0;
}
