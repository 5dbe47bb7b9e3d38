/* Places by their codes, the sheet for the door, and who was there. */
#include <stdlib.h>
#include <string.h>

#include "core/when.h"
#include "cover/cover_read.h"
#include "desk/behind_figure.h"
#include "desk/checkpoint/places.h"
#include "guard/guard.h"
#include "paper/pdf.h"

/* ---- codes ---- */

static int page_add(struct cx *cx, const struct subject *sites, size_t n, struct str code,
	struct place **all, size_t *all_n, size_t *cap)
{
	int e = 0;

	for (size_t i = 0; !e && i < n; i++) {
		struct place p = { .site = sites[i] };

		place_code_write(&p.site.id, p.code);
		if (code.n && !str_is(code, p.code))
			continue;
		e = cover_room(cx, (void **)all, *all_n, cap, sizeof(p));
		if (!e)
			(*all)[(*all_n)++] = p;
	}
	return e;
}

int place_list(struct cx *cx, const struct cover *c, struct str area, struct str code,
	struct place **ret, size_t *ret_n)
{
	struct str after = STR("");
	size_t cap = 0;
	int e = 0;

	*ret = NULL;
	*ret_n = 0;
	while (!e && after.p) {
		struct subject *sites;
		size_t n;

		e = subject_list(
			cx, c, area, SUBJECT_SITE, after, COVER_LIMIT_MAX, &sites, &n, &after);
		if (!e)
			e = page_add(cx, sites, n, code, ret, ret_n, &cap);
	}
	return e;
}

int place_find(struct cx *cx, const struct cover *c, struct str text, struct place *ret)
{
	struct place *all;
	char code[PLACE_CODE + 1];
	struct uuid id;
	size_t n = 0;
	int e = 0;

	if (uuid_read(text, &id)) {
		e = subject_get(cx, c, &id, &ret->site);
		if (!e)
			place_code_write(&id, ret->code);
		if (e || ret->site.type == SUBJECT_SITE)
			return e;
	} else if (place_code_read(text, code)) {
		e = place_list(cx, c, STR(""), str_of(code), &all, &n);
	}
	if (e || n != 1)
		return e ? e : err(cx, E_NOT_FOUND, "place", cx_text(cx, text));
	*ret = all[0];
	return 0;
}

void row_place_code(struct jw *w, const struct kinds *kinds, const struct place *p)
{
	jw_object(w);
	jw_f_z(w, "code", p->code);
	jw_name(w, "site");
	row_subject(w, kinds, &p->site);
	jw_end_object(w);
}

/* ---- the sheet ---- */

int place_sheet(struct cx *cx, const struct place *p, int64_t now, bool zh, struct str *ret)
{
	struct pdf_head head = { .title = p->site.place,
		.foot = zh ? STR("场所码") : STR("Place code"),
		.at = now,
		.zh = zh };
	struct pdf *pdf = pdf_new(cx, &head);

	if (!pdf)
		return -E_NO_MEMORY;
	pdf_text(pdf, PDF_TITLE, p->site.place);
	pdf_text(pdf, PDF_UNDER, zh ? STR("场所码") : STR("Place code"));
	pdf_code(pdf, str_of(p->code));
	pdf_text(pdf, PDF_TITLE, str_of(p->code));
	pdf_text(pdf, PDF_BODY,
		zh ? STR("进入本场所请登记。没有手机或不会操作的，由值守人员代刷身份证或手工登记。") :
		     STR("Please register when you enter. Whoever has no phone is entered by the staff, from his card or by "
			 "hand."));
	pdf_text(pdf, PDF_NOTE,
		zh ? STR("值守人员录入场所码时，末位为校验位，录错一位即会提示。场所码不替代现场核对。") :
		     STR("For the staff: the last character is a check, and tells of any one that is mistyped. A code does not "
			 "replace seeing who is there."));
	return pdf_end(pdf, ret);
}

/* ---- who was there ---- */

struct finding {
	struct cx *cx; /* for what is kept */
	const struct cover *c;
	struct uuid site;
	int64_t from, to;
	bool unmask;
	struct place_visit *all;
	size_t n, cap;
};

/* A class of the record, opened; NULL: there is none, or it was destroyed. */
static int opened(struct finding *x, struct cx *cx, const struct entry *entry, enum class k,
	const struct json **ret)
{
	struct str plain = STR_NONE;
	int e = journal_open(cx, x->c->keys, &entry->id, entry->sealed, k, &plain);

	*ret = NULL;
	if (e == -E_SEALED) {
		err_clear(cx);
		return 0;
	}
	return e || !plain.n ? e : json_read(cx, plain, &json_limits_request, ret);
}

static int shown(struct finding *x, struct cx *cx, const struct json *v, const char *name,
	enum field_type type, struct str *ret)
{
	struct str s = v ? json_text(v, name) : STR_NONE;
	int e = 0;

	*ret = STR_NONE;
	if (!s.n)
		return 0;
	if (!x->unmask)
		e = guard_mask(cx, type, s, &s);
	return e ? e : cx_str(x->cx, s, ret);
}

static int visit_keep(
	struct finding *x, struct cx *cx, const struct record *r, const struct entry *entry)
{
	struct place_visit v = {
		.record = r->id, .at = r->at_used, .pos = r->pos, .how = record_choice(r, "how")
	};
	const struct json *who, *contact;
	int e = opened(x, cx, entry, CLASS_IDENTITY, &who);

	if (!e)
		e = opened(x, cx, entry, CLASS_CONTACT, &contact);
	if (!e)
		e = shown(x, cx, who, "visitor", FIELD_TEXT, &v.visitor);
	if (!e)
		e = shown(x, cx, who, "document", FIELD_DOCUMENT, &v.document);
	if (!e)
		e = shown(x, cx, contact, "phone", FIELD_PHONE, &v.phone);
	if (!e)
		e = cx_str(x->cx, r->area, &v.area);
	if (!e)
		e = COVER_ROOM(x->cx, x->all, x->n, x->cap);
	if (!e)
		x->all[x->n++] = v;
	return e;
}

static int visit_take(void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	struct finding *x = arg;

	if (!uuid_eq(&r->subject, &x->site) || r->at_used < x->from || r->at_used > x->to)
		return 0;
	return visit_keep(x, cx, r, entry);
}

static int visit_cmp(const void *a_, const void *b_)
{
	const struct place_visit *a = a_, *b = b_;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->pos > b->pos) - (a->pos < b->pos);
}

/* A visit may lie in any area round about: whoever writes it names his own. */
int place_who(struct cx *cx, const struct cover *c, const struct uuid *site, int64_t from,
	int64_t to, bool unmask, struct place_visit **ret, size_t *ret_n)
{
	struct finding x = {
		.cx = cx, .c = c, .site = *site, .from = from, .to = to, .unmask = unmask
	};
	int e = from > to ? err(cx, E_BAD_REQUEST, "to", "from > to") : 0;

	if (!e)
		e = behind_figure_days(cx, c, places_visits.id, &uuid_nil, STR(""), day_of(from),
			day_of(to), visit_take, &x);
	if (x.n > 1)
		qsort(x.all, x.n, sizeof(*x.all), visit_cmp);
	*ret = x.all;
	*ret_n = x.n;
	return e;
}

static const char *how_name(uint8_t code)
{
	const struct field *f = place_visited.fields;
	const struct choice *k;

	while (strcmp(f->name, "how") != 0)
		f++;
	for (k = f->choices; k->name && k->code != code;)
		k++;
	return k->name;
}

void row_place_visit(struct jw *w, const struct place_visit *v)
{
	jw_object(w);
	row_uuid(w, "record", &v->record);
	row_time(w, "at", v->at);
	jw_f_str(w, "area", v->area);
	jw_f_z(w, "how", how_name(v->how));
	jw_f_str(w, "visitor", v->visitor);
	jw_f_str(w, "document", v->document);
	jw_f_str(w, "phone", v->phone);
	jw_end_object(w);
}
