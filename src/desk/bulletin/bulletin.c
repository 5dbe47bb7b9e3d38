/* What publishing means: the bulletin is there, under its title, and counts. Its figures are frozen in the record. */
#include "desk/bulletin/bulletin.h"

#include "cover/base_kinds.h"

static int of_days(struct effects *e, const struct record *r, int what)
{
	return effects_published(e, what,
		published_days(
			base_incident(r), r->area, record_int(r, "from"), record_int(r, "to")));
}

int bulletin_published_effects(struct effects *e, const struct record *r)
{
	struct uuid first;

	of_days(e, r, PUBLISHED_BULLETIN);
	effects_subject(e, r->id, SUBJECT_BULLETIN, r->area, record_text(r, "title_zh"), 0);
	if (record_ref(r, "first", &first))
		effects_subject_version(e, first, record_int(r, "version"));
	return effects_amount(e, BULLETIN_PUBLISHED, base_incident(r), 1);
}

int bulletin_drafted_effects(struct effects *e, const struct record *r)
{
	return of_days(e, r, PUBLISHED_DRAFTED);
}

int bulletin_shared_effects(struct effects *e, const struct record *r)
{
	struct uuid first;

	return record_ref(r, "bulletin", &first) ? effects_published(e, PUBLISHED_SHARED, first) :
						   0;
}

int bulletin_scheduled_effects(struct effects *e, const struct record *r)
{
	return effects_published(e, PUBLISHED_DAILY, base_incident(r));
}

/* Nothing took a field's place. */
int bulletin_published_lift(struct cx *cx, const struct json *old, const struct json **ret)
{
	(void)cx;
	*ret = old;
	return 0;
}

/* ---- what is typed ---- */

#define DIGITS_MAX 10

/* The first run of too many digits; n 0: there is none. */
static struct str number_in(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i <= text.n; i++) {
		if (i < text.n && text.p[i] >= '0' && text.p[i] <= '9') {
			n++;
			continue;
		}
		if (n > DIGITS_MAX)
			return (struct str){ text.p + i - n, n };
		n = 0;
	}
	return STR("");
}

int bulletin_agrees(struct cx *cx, const struct record *r)
{
	static const char *const typed[] = { "title_zh", "title_en", "prose_zh", "prose_en",
		"reason", "correction" };

	for (size_t i = 0; i < sizeof(typed) / sizeof(*typed); i++)
		if (number_in(record_text(r, typed[i])).n)
			return err(cx, E_FIELD_FORMAT, typed[i],
				"不得含电话、证件号码（连续 11 位以上数字）",
				"no number of a phone or document (eleven digits in a row)");
	return 0;
}
