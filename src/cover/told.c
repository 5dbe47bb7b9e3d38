/* What records about a target say in words, such as who deals with a question or a task. Folds keep codes; words are read from the
 * latest of the records themselves, and only where somebody asks. */
#include "cover/cover_read.h"

#include "generated/stmt.h"
#include "record/journal.h"
#include "view/effects.h"

int target_said(struct cx *cx, const struct cover *c, const struct target *t, struct act **ret,
	size_t *ret_n)
{
	const struct store_value key[] = { SV_UUID(&t->round), SV_TEXT(t->area),
		SV_UUID(&t->subject), SV_INT(t->slot) };
	STORE_ROWS q = { 0 };
	struct str packed;
	int ec = store_query_each(cx, c->store, STMT_TARGET_GET, key, 1, &q);

	*ret_n = 0;
	if (ec < 0 || (ec = store_next(cx, &q)) <= 0)
		return ec;
	ec = cx_str(cx, store_str(&q, 14), &packed);
	return ec < 0 ? ec : acts_unpack(cx, packed, FOLD_TARGET, ret, ret_n);
}

int record_of(struct cx *cx, const struct cover *c, const struct uuid *id, struct record **ret)
{
	struct journal j = { .store = c->store, .kinds = c->kinds };
	struct entry entry;
	int ec = journal_find(cx, &j, id, 1, &entry);

	*ret = NULL;
	return ec < 0 || entry.pos == 0 ? ec : journal_record(cx, c->kinds, &entry, ret);
}

static int record_says(struct cx *cx, const struct cover *c, const struct uuid *id,
	const char *const *fields, struct str *ret)
{
	struct record *r;
	int ec = record_of(cx, c, id, &r);

	if (ec < 0 || r == NULL)
		return ec;
	for (; ret->n == 0 && *fields != NULL; fields++)
		*ret = json_text(r->body, *fields);
	return 0;
}

static bool wrote(const struct record *r, const char *kind, const struct str *people, size_t n)
{
	if (r == NULL || !str_is(r->kind_name, kind))
		return false;
	while (n-- > 0)
		if (str_eq(r->by, people[n]) || (!r->confirmed && str_eq(r->via, people[n])))
			return true;
	return false;
}

int target_by(struct cx *cx, const struct cover *c, const struct target *t, const char *kind,
	const struct str *people, size_t people_n, bool *ret)
{
	struct record *r;
	struct act *acts;
	size_t n = 0;
	int ec = target_said(cx, c, t, &acts, &n);

	*ret = false;
	while (ec == 0 && !*ret && n-- > 0) {
		ec = record_of(cx, c, &acts[n].id, &r);
		*ret = ec == 0 && wrote(r, kind, people, people_n);
	}
	return ec;
}

int target_get(struct cx *cx, const struct cover *c, struct target *t)
{
	const struct store_value key[] = { SV_UUID(&t->round), SV_TEXT(t->area),
		SV_UUID(&t->subject), SV_INT(t->slot) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, STMT_COVER_TARGET, key, 4, &q);

	if (ec < 0 || (ec = store_next(cx, &q)) < 0)
		return ec;
	return ec == 0 ? 0 : target_row(cx, &q, t);
}

int target_says(struct cx *cx, const struct cover *c, const struct target *t,
	const char *const *fields, struct str *ret)
{
	struct act *acts;
	size_t n = 0;
	int ec = target_said(cx, c, t, &acts, &n);

	*ret = STR_NONE;
	while (ec == 0 && ret->n == 0 && n-- > 0)
		if (acts[n].what == TARGET_OBLIGE || acts[n].what == TARGET_TRY ||
			acts[n].what == TARGET_COVER)
			ec = record_says(cx, c, &acts[n].id, fields, ret);
	if (ret->n == 0)
		*ret = STR_NONE;
	return ec;
}
