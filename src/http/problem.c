/* Errors as RFC 9457 problem details. */
#include "http/own.h"

int problem_status(int code)
{
	return err_entry(code)->http;
}

/* What is recorded in the call, or the table's own text for a code that came from elsewhere. */
void problem_write(struct call *c)
{
	const struct err_info *e = &c->cx.e;
	int code = e->code ? e->code : E_DATABASE;
	const struct err_entry *t = err_entry(code);
	struct buf type;
	struct jw *w = &c->w;

	c->status = t->http;
	c->type = "application/problem+json";
	buf_init(&type, c->cx.arena);
	buf_fmt(&type, "urn:bulou:error:%s", t->code);
	buf_init(&c->out, c->cx.arena);
	jw_init(w, &c->out);
	jw_object(w);
	jw_f_str(w, "type", buf_get(&type));
	jw_f_z(w, "title", t->code);
	jw_f_int(w, "status", t->http);
	jw_f_str(w, "detail", e->en.p ? e->en : str_of(t->en));
	jw_f_z(w, "code", t->code);
	jw_f_str(w, "field", e->field);
	jw_f_str(w, "reason_zh", e->zh.p ? e->zh : str_of(t->zh));
	jw_f_str(w, "reason_en", e->en.p ? e->en : str_of(t->en));
	jw_f_str(w, "remedy", e->remedy_zh.p ? e->remedy_zh : str_of(t->remedy_zh));
	jw_f_str(w, "remedy_en", e->remedy_en.p ? e->remedy_en : str_of(t->remedy_en));
	jw_end_object(w);
}
