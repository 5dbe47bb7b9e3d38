/* Receipts as the API shows them: what does not apply is null. */
#include <string.h>

#include "view/append.h"

static const char *const status_names[] = { "accepted", "duplicate", "refused" };
static const char *const mark_names[] = { "waiting", "held", "clash", "unconfirmed", "clock",
	"newer" };

int receipt_frame(struct cx *cx, struct store *s, struct receipt_frame *ret)
{
	struct str safe;
	int rc = journal_meta(cx, s, "epoch", &ret->epoch);

	if (rc == 0)
		rc = journal_meta(cx, s, "safe_pos", &safe);
	ret->safe_pos = -1;
	if (rc == 0 && safe.p != NULL && !str_int(safe, &ret->safe_pos))
		return err(cx, E_CORRUPT, NULL, "meta safe_pos");
	return rc;
}

static void int_or_null(struct jw *w, const char *name, int64_t n, bool is)
{
	if (is)
		jw_f_int(w, name, n);
	else
		jw_f_null(w, name);
}

static void write_error(struct jw *w, const struct err_info *e)
{
	if (e->code == 0) {
		jw_f_null(w, "error");
		return;
	}
	jw_name(w, "error");
	jw_object(w);
	jw_f_z(w, "code", err_entry(e->code)->code);
	jw_f_str(w, "field", e->field);
	jw_f_str(w, "reason_zh", e->zh);
	jw_f_str(w, "reason_en", e->en);
	jw_f_str(w, "remedy", e->remedy_zh);
	jw_f_str(w, "remedy_en", e->remedy_en);
	jw_end_object(w);
}

static void write_differs(struct jw *w, const struct append_item *it)
{
	const struct record *r = it->record;
	struct judged j;

	if (it->receipt.status == RECEIPT_REFUSED || r->kind == NULL || r->newer ||
		r->kind->differs == NULL || !r->kind->differs(r, &j)) {
		jw_f_null(w, "differs");
		return;
	}
	jw_name(w, "differs");
	jw_object(w);
	jw_f_z(w, "rule", j.rule);
	jw_f_int(w, "version", j.version);
	jw_f_z(w, "verdict", j.verdict);
	jw_f_z(w, "reason", j.reason);
	jw_f_z(w, "source", j.source);
	jw_end_object(w);
}

void receipt_write(struct jw *w, const struct append_item *it, const struct receipt_frame *f)
{
	const struct receipt *r = &it->receipt;
	struct buf received;
	char id[UUID_TEXT + 1];
	size_t i;

	jw_object(w);
	uuid_write(&r->id, id);
	jw_f_z(w, "id", uuid_is_nil(&r->id) ? NULL : id);
	jw_f_z(w, "status", status_names[r->status]);
	int_or_null(w, "pos", r->pos, r->pos > 0);
	jw_name(w, "marks");
	jw_list(w);
	for (i = 0; i < sizeof(mark_names) / sizeof(*mark_names); i++)
		if (r->marks & 1u << i)
			jw_z(w, mark_names[i]);
	jw_end_list(w);
	buf_init(&received, w->b->a);
	buf_when(&received, r->received);
	jw_f_str(w, "received", buf_get(&received));
	jw_f_str(w, "epoch", f->epoch);
	int_or_null(w, "last_seq", r->last_seq, r->last_seq >= 0);
	int_or_null(w, "safe_pos", f->safe_pos, f->safe_pos >= 0);
	write_error(w, &r->error);
	write_differs(w, it);
	jw_end_object(w);
}
