/* What the records of forms mean, and what is no form. */
#include "desk/forms/forms.h"

#include "cover/base_kinds.h"

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

int forms_mapped_agrees(struct cx *cx, const struct record *r)
{
	struct form_cell *cells;
	size_t n;

	return form_map_read(cx, record_text(r, "map"), &cells, &n);
}

int forms_filed_effects(struct effects *e, const struct record *r)
{
	return effects_subject(e, r->id, SUBJECT_FORM, r->area, record_text(r, "name_zh"), 0);
}

int forms_mapped_effects(struct effects *e, const struct record *r)
{
	return effects_subject_version(e, r->subject, record_int(r, "version"));
}

int forms_filled_effects(struct effects *e, const struct record *r)
{
	effects_subject_version(e, r->subject, record_int(r, "version"));
	effects_amount(e, FORMS_FILLED, base_incident(r), 1);
	if (record_int(r, "saved"))
		effects_amount(e, FORMS_SAVED, base_incident(r), record_int(r, "saved"));
	return e->failed;
}
