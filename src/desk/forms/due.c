/* What is filled by itself: each form that has an hour, as long as its incident goes on, once a day, at that hour or as soon as the
 * server runs again that day. */
#include "desk/forms/own.h"

#include "cover/cover_read.h"
#include "guard/guard.h"
#include "seal/seal.h"

#define MINUTE 60000

/* Of one form, hour and day there is one: two servers that draw it up at once draw up the same. */
static struct uuid id_of(const struct form *f, int32_t day)
{
	uint8_t hash[SEAL_HASH];
	struct seal_hasher h;
	int64_t numbers[2] = { day, f->due };

	seal_hash_begin(&h);
	seal_hash_add(&h, "bulou.form.1\n", 13);
	seal_hash_add(&h, f->id.b, sizeof(f->id.b));
	seal_hash_add(&h, numbers, sizeof(numbers));
	seal_hash_end(&h, hash);
	return uuid_v8(hash);
}

/* What has been filled at its hour stands in the journal by its id, also where somebody voided it: then it is for people to fill. */
static int is_filled(struct cx *cx, const struct cover *c, const struct uuid *id, bool *ret)
{
	struct record *r;
	int e = record_of(cx, c, id, &r);

	*ret = !e && r;
	return e;
}

static int draw(struct cx *cx, const struct cover *c, const struct uuid *id,
	const struct uuid *form, int32_t day, struct form_due *ret)
{
	struct form_filling filling;
	struct form f;
	int e = form_get(cx, c, form, &f);

	if (!e)
		e = form_draft(cx, c, &f, day, STR(""), &filling);
	if (!e)
		e = form_record(cx, &f, &filling, id, c->now, &ret->record);
	ret->by = f.mapped_by;
	return e;
}

int form_hour_stands(
	struct cx *cx, const struct cover *c, struct guard *g, const struct form *f, bool *ret)
{
	struct rights rights;
	struct reader who;
	struct account a;
	int e;

	*ret = f->due == FORM_BY_HAND;
	if (*ret)
		return 0;
	e = guard_account(cx, g, f->mapped_by, &a);
	if (e == -E_NOT_FOUND) {
		err_clear(cx);
		return 0;
	}
	if (e || a.disabled)
		return e;
	rights = account_rights(&a);
	e = rights_reader(
		cx, &rights, (struct right){ VERB_DECIDE, MATTER_COMMAND }, NULL, c->now, &who);
	*ret = !e && reader_sees(c->tree, &who, f->area);
	return e;
}

static bool has_ended(const struct uuid *incident, const struct incident *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].id, incident))
			return all[i].ended;
	return false;
}

int forms_due(struct cx *cx, const struct cover *c, struct guard *g, struct form_due **ret,
	size_t *ret_n, int64_t *ret_next)
{
	int32_t today = day_of(c->now);
	struct incident *incidents;
	struct form *all;
	size_t n, incidents_n;
	int e = form_list(cx, c, &all, &n);

	if (!e)
		e = incident_list(cx, c, &incidents, &incidents_n);
	*ret_n = 0;
	*ret_next = INT64_MAX;
	*ret = e ? NULL : cx_many(cx, n + 1, struct form_due);
	if (!e && !*ret)
		e = -E_NO_MEMORY;
	for (size_t i = 0; !e && i < n; i++) {
		int64_t at = day_start(today) + (int64_t)all[i].due * MINUTE;
		struct uuid id = id_of(&all[i], today);
		bool done = false, stands = false;

		if (all[i].due == FORM_BY_HAND || all[i].retired || !all[i].cells_n ||
			has_ended(&all[i].incident, incidents, incidents_n))
			continue;
		if (c->now >= at) {
			at = day_start(today + 1) + (int64_t)all[i].due * MINUTE;
			e = form_hour_stands(cx, c, g, &all[i], &stands);
			done = !stands;
			if (!e && !done)
				e = is_filled(cx, c, &id, &done);
			if (!e && !done)
				e = draw(cx, c, &id, &all[i].id, today, &(*ret)[*ret_n]);
			/* One that cannot be filled keeps none of the others waiting. */
			if (e && e != -E_NO_MEMORY) {
				err_clear(cx);
				e = 0;
			} else if (!e && !done) {
				++*ret_n;
			}
		}
		if (at < *ret_next)
			*ret_next = at;
	}
	return e;
}
