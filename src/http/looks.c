/* The look-book over HTTP: who looked at somebody, who looks far more than the work needs, and the copies that left as files. */
#include "desk/look_rows.h"
#include "http/own.h"

int look_leave(struct call *c, const char *screen, enum matter matter, const struct uuid *subjects,
	size_t n)
{
	const struct look l = { .screen = str_of(screen),
		.why = arg_text(c, "unmask"),
		.note = c->note.p ? c->note : STR(""),
		.subjects = subjects,
		.n = n };
	int e = look_entries(&c->cx, &c->rights, matter, l, c->now, &c->looks, &c->looks_n);

	c->looked = !e;
	return e;
}

int route_look_reasons(struct call *c)
{
	struct page p;
	size_t n = 0;
	int e;

	while (look_reasons[n].name)
		n++;
	e = answer_page(c, n, &p);
	for (size_t i = p.from; !e && i < p.to; i++)
		row_look_reason(&c->w, &look_reasons[i]);
	return e ? e : answer_page_end(c, &p);
}

/* The cursor is the position of the last row shown. */
static int before_read(struct call *c, int64_t *ret)
{
	*ret = 0;
	if (!c->after.n || (str_int(c->after, ret) && *ret > 0))
		return 0;
	return err(&c->cx, E_BAD_REQUEST, "after", cx_text(&c->cx, c->after));
}

static int list_end(struct call *c, size_t n, int64_t last)
{
	return answer_list_end(c, n == c->limit ? str_of(cx_num(&c->cx, last)) : STR_NONE);
}

/* Accounts and copies lie in no area. */
static int everywhere_ask(struct call *c)
{
	return c->who.everywhere ? 0 : call_forbidden(c, c->route->right, NULL);
}

/* What readers typed besides is for auditors of where it was about ("": of everything): without keys it stays sealed. That somebody
 * is told of looks elsewhere, by another role of his, opens no note there. */
static int notes_ask(struct call *c, struct str area)
{
	const struct right sees = { VERB_SEE, MATTER_LOOK };
	struct reader who;
	int e = rights_reader(&c->cx, &c->rights, sees, NULL, c->now, &who);

	if (!e && (area.n ? reader_sees(c->cover.tree, &who, area) : who.everywhere))
		return worker_keys(&c->cx, c->worker);
	c->cover.keys = NULL;
	return e;
}

int looks_answer(struct call *c, const struct uuid *subject, bool to_him)
{
	struct look_row *all = NULL;
	int64_t before;
	size_t n = 0;
	int e = before_read(c, &before);

	if (to_him)
		c->cover.keys = NULL; /* what readers typed is not even opened */
	if (!e)
		e = looks_of(&c->cx, &c->cover, subject, before, c->limit, &all, &n);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = 0; i < n; i++)
		if (to_him)
			row_look_own(&c->w, c->cover.tree, &all[i]);
		else
			row_look(&c->w, &all[i]);
	return list_end(c, n, n ? all[n - 1].pos : 0);
}

int route_subject_looks(struct call *c)
{
	struct subject s;
	int e = subject_get(&c->cx, &c->cover, &c->id, &s);

	if (!e)
		e = notes_ask(c, s.area);
	return e ? e : looks_answer(c, &c->id, false);
}

/* For the office that tells him, and hands it out. */
int route_subject_looks_told(struct call *c)
{
	struct subject s;
	int e = subject_get(&c->cx, &c->cover, &c->id, &s);

	return e ? e : looks_answer(c, &c->id, true);
}

/* ---- who looks how much ---- */

int route_looks_readers(struct call *c)
{
	const struct arg_value *from = call_arg(c, "from"), *to = call_arg(c, "to");
	int32_t today = day_of(c->now), last = to->given ? to->day : today;
	struct account_day *all = NULL;
	struct page p;
	size_t n = 0;
	int e = everywhere_ask(c);

	if (!e)
		e = looks_by_account(&c->cx, &c->cover, c->http->guard,
			from->given ? from->day : last, last, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_account_day(&c->w, &all[i]);
	return answer_page_end(c, &p);
}

/* Composed already, and sent once the entry is durable. */
static int entry_answer(struct call *c)
{
	jw_object(&c->w);
	row_uuid(&c->w, "id", &c->entry.id);
	row_time(&c->w, "at", c->entry.received);
	jw_end_object(&c->w);
	c->looked = true;
	return answer_end(c);
}

int route_looks_review(struct call *c)
{
	const struct json *v;
	int32_t day = 0;
	int e = everywhere_ask(c);

	if (!e)
		e = request_body(c, &v);
	if (!e && !day_read(json_text(v, "day"), &day))
		e = err(&c->cx, E_FIELD_FORMAT, "day", "如 2022-08-30", "such as 2022-08-30");
	if (!e)
		e = look_review_entry(&c->cx, &c->cover, &c->rights, json_text(v, "account"), day,
			json_text(v, "finding"), json_text(v, "note"), &c->entry);
	return e ? e : entry_answer(c);
}

/* ---- copies ---- */

int route_exports(struct call *c)
{
	bool due = str_is(arg_text(c, "due"), "true");
	struct export_row *all = NULL;
	int64_t before;
	size_t n = 0;
	int e = everywhere_ask(c);

	if (!e)
		e = before_read(c, &before);
	if (!e)
		e = notes_ask(c, STR(""));
	if (!e)
		e = exports_list(&c->cx, &c->cover, due, before, c->limit, &all, &n);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = 0; i < n; i++)
		row_export(&c->w, &all[i]);
	return list_end(c, n, n ? all[n - 1].made.pos : 0);
}

int route_export_destroyed(struct call *c)
{
	const struct json *v;
	int e = everywhere_ask(c);

	if (!e)
		e = request_body(c, &v);
	if (!e)
		e = export_destroyed_entry(
			&c->cx, &c->cover, &c->rights, &c->id, json_text(v, "note"), &c->entry);
	return e ? e : entry_answer(c);
}
