/* What somebody should look at: what contradicts itself, looks alike, waits or was refused; and the phones it came from. */
#include "desk/rows.h"

#include <string.h>

static const struct clash_text clash_texts[] = {
	{ "corrections", "多次更正", "Corrections",
		"再更正一次，在 corrects 中写明这几条更正；或作废不对的",
		"hand in one correction whose corrects names all of these, or void the wrong ones" },
	{ "state", "名册登记不一", "Roster",
		"另交一条同种类的记录，在 corrects 中写明这几条；或作废不对的",
		"hand in one record of the kind whose corrects names all of these, or void the wrong ones" },
	{ "pair", "是否同一对象", "Same or not", "核实是否同一对象，作废说错的记录",
		"find out whether the two are the same, and void the records that say otherwise" },
	{ "round", "轮次重复下达", "Round",
		"另交一条下达记录，在 corrects 中写明这几条；或作废不对的",
		"hand in one opening whose corrects names all of these, or void the wrong ones" },
	{ "area", "区域重复登记", "Area",
		"另交一条新增区域的记录，在 corrects 中写明这几条；或作废不对的",
		"hand in one record of the area whose corrects names all of these, or void the wrong ones" },
	{ "version", "通报重复更正", "Corrected twice",
		"这几期更正的是同一期：作废不对的，再更正时更正留下的一期",
		"these replace the same one: void the wrong ones, and let the next version replace the one that stays" },
	{ "target", "同一对象结果不一", "Answers differ",
		"核实后另交一条，在 corrects 中写明这几条；或作废不对的",
		"find out what is right, and hand in one record whose corrects names all of these, or void the wrong ones" },
};

const struct clash_text *clash_text(int what)
{
	static const struct clash_text unknown;
	size_t n = sizeof(clash_texts) / sizeof(clash_texts[0]);

	return what > 0 && (size_t)what <= n ? &clash_texts[what - 1] : &unknown;
}

void row_clash(struct jw *w, const struct clash *k)
{
	const struct clash_text *t = clash_text(k->what);
	char text[UUID_TEXT + 1];

	jw_object(w);
	jw_f_z(w, "what", t->name);
	jw_f_z(w, "label_zh", t->zh);
	jw_f_z(w, "label_en", t->en);
	jw_f_str(w, "area", k->area);
	jw_name(w, "records");
	jw_list(w);
	for (size_t i = 0; i < k->ids_n; i++) {
		uuid_write(&k->ids[i], text);
		jw_z(w, text);
	}
	jw_end_list(w);
	jw_f_z(w, "remedy", t->remedy_zh);
	jw_f_z(w, "remedy_en", t->remedy_en);
	jw_end_object(w);
}

void row_suspect(struct jw *w, const struct suspect *s, const char *pseudonym)
{
	static const char *const labels[] = { NULL, "document", "name_birth", "name_phone",
		"place" };
	size_t label = (size_t)s->label;

	jw_object(w);
	row_uuid(w, "a", s->a_away ? &uuid_nil : &s->a);
	row_uuid(w, "b", s->b_away ? &uuid_nil : &s->b);
	jw_f_z(w, "pseudonym", pseudonym);
	jw_f_z(w, "same", label < sizeof(labels) / sizeof(labels[0]) ? labels[label] : NULL);
	jw_f_str(w, "area", s->area);
	jw_end_object(w);
}

void row_waiting(struct jw *w, const struct waiting *wait, const char *pseudonym)
{
	jw_object(w);
	row_uuid(w, "id", &wait->id);
	row_uuid(w, "waits_for", wait->away ? &uuid_nil : &wait->for_);
	jw_f_z(w, "pseudonym", pseudonym);
	jw_f_str(w, "area", wait->area);
	jw_end_object(w);
}

/* What the table says to do about it; what it says with words of that record is not kept. */
static const struct err_entry *refused_by(struct str code)
{
	for (int i = 1; i < E_CODES; i++) {
		const struct err_entry *e = err_entry(i);

		if (str_is(code, e->code))
			return strchr(e->remedy_zh, '{') || strchr(e->remedy_en, '{') ? NULL : e;
	}
	return NULL;
}

void row_refusal(struct jw *w, const struct refusal *r)
{
	const struct err_entry *e = refused_by(r->code);

	jw_object(w);
	row_uuid(w, "id", &r->id);
	jw_f_int(w, "pos", r->pos);
	row_time(w, "received", r->received);
	jw_f_str(w, "via", r->via);
	jw_f_str(w, "code", r->code);
	jw_f_z(w, "remedy", e ? e->remedy_zh : NULL);
	jw_f_z(w, "remedy_en", e ? e->remedy_en : NULL);
	jw_f_str(w, "field", r->field);
	jw_f_str(w, "kind", r->kind);
	jw_f_str(w, "area", r->area);
	row_uuid(w, "device", &r->device);
	if (uuid_is_nil(&r->device))
		jw_f_z(w, "seq", NULL);
	else
		jw_f_int(w, "seq", r->seq);
	jw_end_object(w);
}

void row_device(struct jw *w, const struct device *d, const struct device_handed *h)
{
	jw_object(w);
	row_uuid(w, "id", &d->id);
	jw_f_str(w, "name", d->name);
	jw_f_str(w, "user", d->user.n ? d->user : STR_NONE);
	row_uuid(w, "post", &d->post);
	row_time(w, "since", d->since);
	row_time(w, "revoked", d->until);
	jw_f_int(w, "last_seq", h->last_seq);
	jw_f_int(w, "holes", h->holes);
}
