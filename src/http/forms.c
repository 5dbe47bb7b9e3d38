/* Offices' forms: the list, one of them with its sheets, and filling. */
#include "http/own.h"

#include "desk/forms/forms.h"
#include "sys/sys.h"

#define FILLINGS_SHOWN 60
#define XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

int route_forms(struct call *c)
{
	struct form_filling last;
	struct form *all;
	struct page p;
	bool stands;
	size_t n;
	int e = form_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	for (size_t i = e ? 0 : p.from; !e && i < p.to; i++) {
		e = form_filling_get(&c->cx, &c->cover, &all[i].id, INT32_MAX, &last);
		if (!e)
			e = form_hour_stands(&c->cx, &c->cover, c->http->guard, &all[i], &stands);
		if (e)
			break;
		row_form(&c->w, &all[i], &last, stands);
		jw_end_object(&c->w);
	}
	return e ? e : answer_page_end(c, &p);
}

static int day_asked(struct call *c, int32_t *ret)
{
	*ret = INT32_MAX;
	return !arg_text(c, "day").n || day_read(arg_text(c, "day"), ret) ?
		0 :
		err(&c->cx, E_BAD_REQUEST, "day", cx_text(&c->cx, arg_text(c, "day")));
}

/* The office's name of the file, where it can stand in a header; with the day. */
static int book_answer(struct call *c, const struct form *f, const struct form_filling *filling)
{
	struct str whole;
	struct buf name;
	int e;

	if (uuid_is_nil(&filling->id))
		return err(&c->cx, E_NOT_FOUND, "day", "form.filled");
	e = form_book(&c->cx, f, filling, &whole);
	if (e)
		return e;
	buf_init(&name, &c->arena);
	buf_fmt(&name, "form-" STR_FMT "-", STR_ARG(c->id_text));
	buf_day(&name, filling->day);
	buf_z(&name, ".xlsx");
	c->file = buf_get(&name);
	c->type = XLSX_TYPE;
	buf_str(&c->out, whole);
	return buf_ok(&name) ? answer_end(c) : err(&c->cx, E_NO_MEMORY, NULL);
}

static int fillings_answer(struct call *c, const struct form *f)
{
	struct form_filling *all;
	size_t n;
	int e = form_fillings(&c->cx, &c->cover, &f->id, FILLINGS_SHOWN, &all, &n);

	jw_name(&c->w, "fillings");
	jw_list(&c->w);
	for (size_t i = 0; !e && i < n; i++)
		row_form_filling(&c->w, &all[i], false);
	jw_end_list(&c->w);
	return e;
}

static int form_answer(struct call *c, const struct form *f, const struct form_filling *filling)
{
	struct form_filling last;
	bool stands;
	int e = form_filling_get(&c->cx, &c->cover, &f->id, INT32_MAX, &last);

	if (!e)
		e = form_hour_stands(&c->cx, &c->cover, c->http->guard, f, &stands);
	if (e)
		return e;
	row_form(&c->w, f, &last, stands);
	jw_name(&c->w, "map_cells");
	jw_list(&c->w);
	for (size_t i = 0; i < f->cells_n; i++)
		form_cell_row(&c->w, &f->cells[i]);
	jw_end_list(&c->w);
	e = fillings_answer(c, f);
	jw_name(&c->w, "filling");
	if (uuid_is_nil(&filling->id))
		jw_null(&c->w);
	else
		row_form_filling(&c->w, filling, true);
	jw_end_object(&c->w);
	return e ? e : answer_end(c);
}

int route_form(struct call *c)
{
	struct form_filling filling;
	struct form f;
	int32_t day;
	int e = day_asked(c, &day);

	if (!e)
		e = form_get(&c->cx, &c->cover, &c->id, &f);
	if (!e)
		e = form_filling_get(&c->cx, &c->cover, &f.id, day, &filling);
	if (e)
		return e;
	return str_is(arg_text(c, "format"), "xlsx") ? book_answer(c, &f, &filling) :
						       form_answer(c, &f, &filling);
}

int route_form_sheets(struct call *c)
{
	struct xlsx_form_sheet *all;
	struct form f;
	size_t n;
	int e = form_get(&c->cx, &c->cover, &c->id, &f);

	if (!e)
		e = xlsx_form_read(&c->cx, f.file, &all, &n);
	if (e)
		return e;
	jw_object(&c->w);
	jw_name(&c->w, "sheets");
	jw_list(&c->w);
	for (size_t i = 0; i < n; i++)
		row_form_sheet(&c->w, &all[i]);
	jw_end_list(&c->w);
	jw_end_object(&c->w);
	return answer_end(c);
}

/* ---- filling ---- */

/* id: that of the filling, by whoever asks, so that what is sent again is filled once. */
static int order_take(struct call *c, struct uuid *ret_id, int32_t *ret_day)
{
	const struct json *v;
	int e = request_body(c, &v);

	if (e)
		return e;
	if (v->type != JSON_OBJECT)
		return err(&c->cx, E_BAD_REQUEST, "body", "object");
	for (uint32_t i = 0; i < v->n; i++)
		if (!str_is(v->names[i], "id") && !str_is(v->names[i], "day"))
			return err(&c->cx, E_FIELD_UNKNOWN, cx_text(&c->cx, v->names[i]));
	*ret_id = sys_uuid();
	if (json_get(v, "id") && !uuid_read(json_text(v, "id"), ret_id))
		return err(&c->cx, E_BAD_REQUEST, "id", "uuid");
	if (!day_read(json_text(v, "day"), ret_day))
		return err(&c->cx, E_BAD_REQUEST, "day", "day");
	/* What has not been is counted by nobody. */
	return *ret_day <= day_of(c->now) ? 0 : err(&c->cx, E_BAD_REQUEST, "day", "day > today");
}

/* Called twice: to draw it up, and when it is durable. */
int route_form_fill(struct call *c)
{
	struct form_filling filling;
	struct account a;
	struct form f;
	struct uuid id;
	struct str text;
	int32_t day;
	int e;

	if (c->wrote) {
		receipt_write(&c->w, &c->job.items[0], &c->job.frame);
		return answer_end(c);
	}
	e = order_take(c, &id, &day);
	if (!e)
		e = guard_account(&c->cx, c->http->guard, c->who.person, &a);
	if (!e)
		e = form_get(&c->cx, &c->cover, &c->id, &f);
	if (!e)
		e = form_draft(&c->cx, &c->cover, &f, day, a.name, &filling);
	if (!e)
		e = form_record(&c->cx, &f, &filling, &id, c->now, &text);
	return e ? e : composed_hand_over(c, text);
}
