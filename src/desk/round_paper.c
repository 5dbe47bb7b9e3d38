/* The sheet of a round. */
#include "desk/round_paper.h"

#include <stdlib.h>
#include <string.h>

#include "core/when.h"
#include "cover/base_kinds.h"
#include "desk/doors.h"
#include "paper/pdf.h"
#include "rules/place_code.h"

#define BOX "□"
#define CODES (2 * PLACE_CODE + 2)

struct sheet_of {
	struct cx *cx;
	const struct round_paper *p;
	struct pdf *pdf;
	char round[PLACE_CODE + 1];
	struct str outcomes, next, rest; /* the same in each entry */
};

static struct str said(const struct sheet_of *s, const char *zh, const char *en)
{
	return str_of(s->p->zh ? zh : en);
}

static const struct field *field_of(const struct kind *k, const char *name)
{
	const struct field *f = k ? k->fields : NULL;

	while (f && f->name && strcmp(f->name, name) != 0)
		f++;
	return f && f->name ? f : NULL;
}

/* The newest kind that answers rounds of this kind and says how it went. */
static const struct kind *kind_of(const struct kinds *all, const struct round_kind *k)
{
	const struct kind *best = NULL;

	for (size_t i = 0; i < all->n; i++)
		if (all->all[i]->covers && strcmp(all->all[i]->covers, k->name) == 0 &&
			field_of(all->all[i], "outcome"))
			best = !best || strcmp(best->name, all->all[i]->name) == 0 ? all->all[i] :
										     best;
	return best;
}

/* "□1 Done  □2 Nobody at home": the number is the key. "" where there are none. */
static struct str boxes(const struct sheet_of *s, const char *label, const struct choice *all)
{
	struct buf b;

	if (!all || !all->name)
		return STR("");
	buf_init(&b, s->cx->arena);
	buf_z(&b, label);
	for (int i = 1; all->name; all++, i++)
		buf_fmt(&b, "%s" BOX "%d %s", i > 1 ? "　" : "", i, s->p->zh ? all->zh : all->en);
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

static const struct choice *choices_of(const struct kind *k, const char *name)
{
	const struct field *f = field_of(k, name);

	return f && f->type == FIELD_CHOICE ? f->choices : NULL;
}

/* "People spoken to: ____  Note: ________" */
static struct str rest_of(const struct sheet_of *s, const struct kind *k)
{
	const struct field *people = field_of(k, "people");
	struct buf b;

	buf_init(&b, s->cx->arena);
	if (people)
		buf_fmt(&b, "%s%s________　　", s->p->zh ? people->zh : people->en,
			s->p->zh ? "：" : ": ");
	buf_z(&b,
		s->p->zh ? "备注：______________________________" :
			   "Note: ______________________________");
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

/* ---- entries ---- */

static int entry_cmp(const void *a, const void *b)
{
	const struct paper_entry *x = a, *y = b;
	int cmp = str_cmp(x->area, y->area);

	if (!cmp)
		cmp = door_cmp(x->place, y->place);
	return cmp ? cmp : memcmp(x->subject.b, y->subject.b, sizeof(x->subject.b));
}

static bool same_group(const struct paper_entry *a, const struct paper_entry *b)
{
	return str_eq(a->area, b->area) &&
		str_eq(door_part(a->place, PLACE_COMPOUND), door_part(b->place, PLACE_COMPOUND)) &&
		str_eq(door_part(a->place, PLACE_BUILDING), door_part(b->place, PLACE_BUILDING));
}

/* The area, compound and building. */
static void group_put(struct sheet_of *s, const struct paper_entry *e)
{
	struct str compound = door_part(e->place, PLACE_COMPOUND),
		   building = door_part(e->place, PLACE_BUILDING);
	struct buf b;

	buf_init(&b, s->cx->arena);
	buf_fmt(&b, STR_FMT "\x1f" STR_FMT, STR_ARG(compound), STR_ARG(building));
	building = buf_ok(&b) ? door_said(s->cx, buf_get(&b), s->p->zh) : STR("?");
	buf_init(&b, s->cx->arena);
	buf_fmt(&b, STR_FMT "　" STR_FMT, STR_ARG(e->area), STR_ARG(building));
	pdf_text(s->pdf, PDF_GROUP, buf_ok(&b) ? buf_get(&b) : STR("?"));
}

static void entry_put(struct sheet_of *s, const struct paper_entry *e)
{
	struct str place = door_said(s->cx, e->place, s->p->zh);
	char code[PLACE_CODE + 1];
	struct buf name, qr;

	place_code_write(&e->subject, code);
	buf_init(&name, s->cx->arena);
	buf_init(&qr, s->cx->arena);
	buf_fmt(&qr, "%s/%s", code, s->round);
	buf_str(&name, place);
	if (e->name.n)
		buf_fmt(&name, "%s" STR_FMT, place.n ? "　" : "", STR_ARG(e->name));
	buf_fmt(&name, "%s%s", name.n ? "　　" : "", code);
	pdf_entry(s->pdf, buf_ok(&qr) ? buf_get(&qr) : STR("?"));
	pdf_text(s->pdf, PDF_NAME, buf_ok(&name) ? buf_get(&name) : STR("?"));
	if (s->outcomes.n)
		pdf_text(s->pdf, PDF_BOXES, s->outcomes);
	if (s->next.n)
		pdf_text(s->pdf, PDF_BOXES, s->next);
	pdf_text(s->pdf, PDF_BOXES, s->rest);
}

/* ---- the whole ---- */

static struct str under(const struct sheet_of *s)
{
	const struct round *r = s->p->round;
	struct buf b;

	buf_init(&b, s->cx->arena);
	buf_str(&b, s->p->area);
	if (r->question.n)
		buf_fmt(&b, "　" STR_FMT, STR_ARG(r->question));
	if (r->due) {
		buf_z(&b, s->p->zh ? "　限期：" : "  Due: ");
		buf_moment_said(&b, r->due, s->p->zh);
	}
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

static struct str counted(const struct sheet_of *s)
{
	struct buf b;

	buf_init(&b, s->cx->arena);
	buf_fmt(&b, s->p->zh ? "未完成 %zu " : "%zu ", s->p->n);
	buf_z(&b, s->p->zh ? s->p->kind->unit_zh : s->p->kind->unit_en);
	buf_z(&b, s->p->zh ? "　打印时间：" : " missing  Printed: ");
	buf_moment_said(&b, s->p->now, s->p->zh);
	buf_fmt(&b, s->p->zh ? "　轮次：%s" : "  Round: %s", s->round);
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

static void head_put(struct sheet_of *s)
{
	pdf_text(s->pdf, PDF_TITLE, said(s, s->p->kind->zh, s->p->kind->en));
	pdf_text(s->pdf, PDF_UNDER, under(s));
	pdf_text(s->pdf, PDF_UNDER, counted(s));
	if (s->p->mark.n)
		pdf_text(s->pdf, PDF_NOTE, s->p->mark);
	pdf_text(s->pdf, PDF_BOXES,
		said(s, "填表人：______________　　见证人（现场另一人）：______________　　日期：____________",
			"Filled in by: _____________   Witness (who else was there): _____________   Date: _________"));
	pdf_text(s->pdf, PDF_NOTE,
		said(s, "每户在一个结果前打勾（√）。补录：在手机“纸质补录”页扫描该户的二维码或输入其编号，再按结果前的数字键和下一步（或人数）的数字键。本表用毕交回存档。",
			"Tick one outcome for each. To type it in: on the phone's page 'Paper', scan the code of the entry or type it, then press the "
			"number of the outcome and that of the next action, or how many people. Hand the sheet back when it is done."));
}

static int foot_of(const struct sheet_of *s, struct str *ret)
{
	struct buf b;

	buf_init(&b, s->cx->arena);
	buf_str(&b, s->p->area);
	buf_fmt(&b, "　" STR_FMT, STR_ARG(said(s, s->p->kind->zh, s->p->kind->en)));
	buf_z(&b, s->p->zh ? "　见证人：____________" : "  Witness: ____________");
	if (s->p->mark.n)
		buf_fmt(&b, "　" STR_FMT, STR_ARG(s->p->mark));
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(s->cx, E_NO_MEMORY, NULL);
}

static int sheet_open(struct sheet_of *s)
{
	const struct kind *k = kind_of(s->p->kinds, s->p->kind);
	const struct choice *outcomes = choices_of(k, "outcome");
	struct pdf_head head = {
		.title = said(s, s->p->kind->zh, s->p->kind->en), .at = s->p->now, .zh = s->p->zh
	};
	int e = foot_of(s, &head.foot);

	if (e)
		return e;
	place_code_write(&s->p->round->id, s->round);
	s->outcomes = boxes(s, "", outcomes ? outcomes : s->p->kind->outcomes);
	s->next = boxes(s, s->p->zh ? "下一步：" : "Next: ", choices_of(k, "next"));
	s->rest = rest_of(s, k);
	s->pdf = pdf_new(s->cx, &head);
	return s->pdf ? 0 : -E_NO_MEMORY;
}

int round_paper_pdf(struct cx *cx, const struct round_paper *p, struct str *ret)
{
	struct sheet_of s = { .cx = cx, .p = p };
	int e = 0;

	if (p->n > ROUND_PAPER_MAX)
		return err(cx, E_TOO_MANY, "entries", cx_num(cx, (int64_t)p->n),
			cx_num(cx, ROUND_PAPER_MAX));
	if (p->n)
		qsort(p->entries, p->n, sizeof(*p->entries), entry_cmp);
	e = sheet_open(&s);
	if (e)
		return e;
	head_put(&s);
	for (size_t i = 0; i < p->n; i++) {
		if (!i || !same_group(&p->entries[i - 1], &p->entries[i]))
			group_put(&s, &p->entries[i]);
		entry_put(&s, &p->entries[i]);
	}
	if (!p->n)
		pdf_text(s.pdf, PDF_BODY, said(&s, "没有未完成的。", "Nothing is missing."));
	return pdf_end(s.pdf, ret);
}
