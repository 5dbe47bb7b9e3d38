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
		effects_subject_version(e, first, SUBJECT_UNKNOWN, record_int(r, "version"));
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

enum {
	FULL_WIDTH_0 = 0xff10,
	FULL_WIDTH_X = 0xff38,
	FULL_WIDTH_DASH = 0xff0d,
	WIDE_SPACE = 0x3000
};

/* A character as numbers are written: a digit, ' ' and '-', 'X'; else 0. */
static char number_char(int32_t c)
{
	if (c >= FULL_WIDTH_0 && c <= FULL_WIDTH_0 + 9)
		return (char)('0' + c - FULL_WIDTH_0);
	if (c == FULL_WIDTH_X || c == 'X' || c == 'x')
		return 'X';
	if (c == FULL_WIDTH_DASH)
		return '-';
	if (c == WIDE_SPACE)
		return ' ';
	return (c >= '0' && c <= '9') || c == ' ' || c == '-' ? (char)c : '\0';
}

/* Digits in groups: 138 0000 1111, 510202-19900101-001X. An X is the last digit of a document's number. */
struct groups {
	struct {
		size_t n;
		char digits[2]; /* the first two */
	} at[3];                /* the latest three, the last one first */
	char before;            /* the last character */
};

static bool is_grouped(const struct groups *g)
{
	if (g->at[2].n == 6 && g->at[1].n == 8 && g->at[0].n == 4)
		return true;
	return g->at[2].n == 3 && g->at[1].n == 4 && g->at[0].n == 4 && g->at[2].digits[0] == '1' &&
		g->at[2].digits[1] >= '3';
}

static bool parts(char c)
{
	return c == ' ' || c == '-';
}

static void groups_next(struct groups *g, char c)
{
	bool in_group = g->before && !parts(g->before);

	if ((c >= '0' && c <= '9') || (c == 'X' && in_group)) {
		if (!in_group) {
			g->at[2] = g->at[1];
			g->at[1] = g->at[0];
			g->at[0].n = 0;
		}
		if (g->at[0].n < 2)
			g->at[0].digits[g->at[0].n] = c;
		g->at[0].n++;
	} else if (!parts(c) || !in_group) {
		*g = (struct groups){ .before = '\0' };
		return;
	}
	g->before = c;
}

/* Has a text what may be somebody's number? */
static bool has_number(struct str text)
{
	struct groups g = { .before = '\0' };

	while (text.n) {
		int32_t c = utf8_next(&text);
		char as = c < 0 ? '\0' : number_char(c);

		if ((as < '0' || as > '9') && is_grouped(&g))
			return true;
		groups_next(&g, as);
		if (g.at[0].n > DIGITS_MAX)
			return true;
		if (c < 0)
			break;
	}
	return is_grouped(&g);
}

int bulletin_agrees(struct cx *cx, const struct record *r)
{
	static const char *const typed[] = { "title_zh", "title_en", "prose_zh", "prose_en",
		"reason", "correction" };

	for (size_t i = 0; i < sizeof(typed) / sizeof(*typed); i++)
		if (has_number(record_text(r, typed[i])))
			return err(cx, E_FIELD_FORMAT, typed[i],
				"不得含电话、证件号码（连续 11 位以上数字，或按 3-4-4 位、6-8-4 位分开写的数字）",
				"no number of a phone or document (eleven digits in a row, or in groups of 3-4-4 or 6-8-4)");
	return 0;
}
