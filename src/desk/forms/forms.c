/* What the records of forms mean, and what is no form. */
#include "desk/forms/forms.h"

#include "cover/base_kinds.h"
#include "paper/xlsx_rows.h"

/* The file stands open in the journal, for ever: it has to be a blank form, and one that can be filled. */
int forms_filed_agrees(struct cx *cx, const struct record *r)
{
	struct xlsx_form_sheet *sheets;
	struct str bytes, text = record_text(r, "file");
	size_t n;

	if (!base64url_read(cx->arena, text, &bytes))
		return err(cx, E_FIELD_FORMAT, "body.file", "不是 base64url", "it is no base64url");
	if (bytes.n > FORM_FILE_MAX)
		return err(cx, E_TOO_LONG, "body.file", cx_num(cx, (int64_t)bytes.n),
			cx_num(cx, FORM_FILE_MAX));
	return xlsx_form_read(cx, bytes, &sheets, &n);
}

static int twice(struct cx *cx, const char *cell)
{
	struct buf zh, en;

	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	buf_fmt(&zh, "单元格 %s 对应了两项内容", cell);
	buf_fmt(&en, "the cell %s is mapped twice", cell);
	if (!buf_ok(&zh) || !buf_ok(&en))
		return err(cx, E_NO_MEMORY, NULL);
	return err(cx, E_FIELD_FORMAT, "body.map", buf_get(&zh).p, buf_get(&en).p);
}

int forms_mapped_agrees(struct cx *cx, const struct record *r)
{
	struct form_cell *cells;
	struct buf name;
	size_t n;
	int e = form_map_read(cx, record_text(r, "map"), &cells, &n);

	for (size_t i = 0; !e && i < n; i++)
		for (size_t k = 0; !e && k < i; k++)
			if (cells[i].sheet == cells[k].sheet && cells[i].row == cells[k].row &&
				cells[i].column == cells[k].column) {
				buf_init(&name, cx->arena);
				xlsx_cell_name(&name, cells[i].column, cells[i].row);
				e = twice(cx, cx_text(cx, buf_get(&name)));
			}
	return e;
}

int forms_filed_effects(struct effects *e, const struct record *r)
{
	return effects_subject(e, r->id, SUBJECT_FORM, r->area, record_text(r, "name_zh"), 0);
}

int forms_mapped_effects(struct effects *e, const struct record *r)
{
	return effects_subject_version(e, r->subject, SUBJECT_UNKNOWN, record_int(r, "version"));
}

int forms_filled_effects(struct effects *e, const struct record *r)
{
	effects_subject_version(e, r->subject, SUBJECT_UNKNOWN, record_int(r, "version"));
	effects_amount(e, FORMS_FILLED, base_incident(r), 1);
	if (record_int(r, "saved"))
		effects_amount(e, FORMS_SAVED, base_incident(r), record_int(r, "saved"));
	return e->failed;
}
