/* The terms of a balance, each by the read that everybody else uses. */
#include "cover/balance.h"

#include <string.h>

#include "core/check.h"
#include "cover/figure_read.h"

#define MILLI 1000

static bool is_term(const struct balance_term *t)
{
	return t->figure != NULL || t->place != NULL;
}

bool balance_place_is(struct str place, const char *kind)
{
	size_t n = strlen(kind);

	return place.n > n && memcmp(place.p, kind, n) == 0 && place.p[n] == ':';
}

static int64_t counted_at_hand(const struct goods *all, size_t n, const struct balance_term *t)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		if (balance_place_is(all[i].place, t->place) && str_is(all[i].item, t->item))
			sum += all[i].counted;
	return sum;
}

/* Is there anything of the incident that this reader or this area leaves out? Of those that are no exercise, of any. */
static int is_part(struct cx *cx, const struct cover *c, const struct uuid *incident,
	struct str area, bool *ret)
{
	struct incident *all;
	size_t n;
	int ec = incident_list(cx, c, &all, &n);

	*ret = false;
	for (size_t i = 0; ec == 0 && i < n; i++) {
		if (uuid_is_nil(incident) ? all[i].exercise : !uuid_eq(&all[i].id, incident))
			continue;
		if (!reader_sees(c->tree, c->who, all[i].area) ||
			(area.n > 0 && !area_within(c->tree, all[i].area, area)))
			*ret = true;
	}
	return ec;
}

static int figure_term(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int64_t *ret)
{
	struct figure_value v;
	int ec = figure_value(cx, c, f, incident, area, INT32_MIN, INT32_MAX, false, &v);

	*ret = ec == 0 ? v.value * MILLI / f->divide : 0;
	return ec;
}

static int terms_read(
	struct cx *cx, const struct cover *c, struct str area, struct balance_value *v)
{
	struct goods *goods = NULL;
	size_t goods_n = 0;
	int ec = goods_list(cx, c, &v->incident, area, &goods, &goods_n);

	for (const struct balance_term *t = v->balance->terms; ec == 0 && is_term(t); t++) {
		int64_t *value = &v->terms[v->terms_n++];

		check(v->terms_n <= BALANCE_TERMS_MAX);
		if (t->figure != NULL)
			ec = figure_term(cx, c, t->figure, &v->incident, area, value);
		else
			*value = counted_at_hand(goods, goods_n, t);
		v->difference += t->right ? -*value : *value;
	}
	return ec;
}

int balance_read(struct cx *cx, const struct cover *c, const struct balance *b,
	const struct uuid *incident, struct str area, struct balance_value *ret)
{
	int ec;

	*ret = (struct balance_value){ .balance = b, .incident = *incident };
	ec = terms_read(cx, c, area, ret);
	if (ec == 0 && b->whole)
		ec = is_part(cx, c, incident, area, &ret->part);
	return ec;
}
