/* The terms of a balance, each by the read that everybody else uses. */
#include "cover/balance.h"

#include <string.h>

#include "core/check.h"

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

static int figure_term(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int64_t *ret)
{
	struct figure_value v;
	int ec = figure_value(cx, c, f, incident, area, INT32_MIN, INT32_MAX, false, &v);

	*ret = ec == 0 ? v.value * MILLI / f->divide : 0;
	return ec;
}

int balance_read(struct cx *cx, const struct cover *c, const struct balance *b,
	const struct uuid *incident, struct str area, struct balance_value *ret)
{
	struct goods *goods = NULL;
	size_t goods_n = 0;
	int ec = goods_list(cx, c, area, &goods, &goods_n);

	*ret = (struct balance_value){ .balance = b, .incident = *incident };
	for (const struct balance_term *t = b->terms; ec == 0 && is_term(t); t++) {
		int64_t *value = &ret->terms[ret->terms_n++];

		check(ret->terms_n <= BALANCE_TERMS_MAX);
		if (t->figure != NULL)
			ec = figure_term(cx, c, t->figure, incident, area, value);
		else
			*value = counted_at_hand(goods, goods_n, t);
		ret->difference += t->right ? -*value : *value;
	}
	return ec;
}
