#include "guard/retention.h"

#include "core/map.h"
#include "view/link.h"

#define NO_NORM_ZH "未查到规定具体天数的规范；"
#define NO_NORM_EN "no norm with a number is known; "

const struct retention retention_table[] = {
	{ CLASS_IDENTITY, 180,
		NO_NORM_ZH "个人信息保护法第十九条要求最短必要时间，留足补助、物资等善后核对所需",
		NO_NORM_EN
		"PIPL art. 19 asks for the shortest time: enough to settle subsidies and goods" },
	{ CLASS_CONTACT, 180, NO_NORM_ZH "与身份信息一并用于善后核对",
		NO_NORM_EN "as long as identity, with which questions are settled" },
	{ CLASS_HEALTH, 30, NO_NORM_ZH "随访和密接管理在终止后约一个月内结束",
		NO_NORM_EN "follow-ups of cases and contacts end within about a month" },
	{ CLASS_WHEREABOUTS, 30, NO_NORM_ZH "流行病学追溯超过两个最长潜伏期（14 天）即无必要",
		NO_NORM_EN "tracing reaches back no further than two incubations of 14 days" },
	{ CLASS_COUNSELLING, 30, NO_NORM_ZH "医疗机构的病历另按精神卫生法第四十七条由该机构保存",
		NO_NORM_EN
		"a hospital keeps its own records under the Mental Health Law, art. 47" },
	{ CLASS_EXTRA, 30, NO_NORM_ZH "可能含任何一类，按最短一类",
		NO_NORM_EN "may be of any class: as the shortest" },
	{ CLASS_WHOLE, 30, NO_NORM_ZH "可能含任何一类，按最短一类",
		NO_NORM_EN "may be of any class: as the shortest" },
};
const size_t retention_n = sizeof(retention_table) / sizeof(retention_table[0]);

const char *const retained_names[] = {
	[RETAINED] = "kept", [RETAINED_SOON] = "soon", [RETAINED_DUE] = "due"
};

const struct retention *retention_of(enum class c)
{
	for (size_t i = 0; i < retention_n; i++)
		if (retention_table[i].c == c)
			return &retention_table[i];
	return NULL;
}

enum retained_state retained_state(const struct retained *r, int64_t now)
{
	if (now >= r->due)
		return RETAINED_DUE;
	return now >= r->due - RETENTION_SOON_MS ? RETAINED_SOON : RETAINED;
}

bool retained_ordered(const struct retained *r)
{
	return r->by.n > 0 && r->approved.n > 0;
}

/* ---- whose keys ---- */

struct owned {
	struct incident *incidents;
	size_t n;
	struct map scopes; /* id of an incident or a round → struct incident */
	size_t *keys;      /* of each incident and class */
};

static int scope_add(struct cx *cx, struct owned *o, const struct uuid *scope, struct incident *i)
{
	void **at = map_at(&o->scopes, uuid_bytes(scope));

	if (!at)
		return err(cx, E_NO_MEMORY, NULL);
	*at = i;
	return 0;
}

static int scopes_fill(struct cx *cx, const struct cover *c, struct owned *o)
{
	struct round *rounds = NULL;
	size_t n = 0;
	int e = 0;

	map_init(&o->scopes, cx->arena);
	for (size_t i = 0; !e && i < o->n; i++)
		e = scope_add(cx, o, &o->incidents[i].id, &o->incidents[i]);
	if (!e)
		e = round_list(cx, c, &rounds, &n);
	for (size_t i = 0; !e && i < n; i++) {
		struct incident *of = map_get(&o->scopes, uuid_bytes(&rounds[i].incident));

		if (of)
			e = scope_add(cx, o, &rounds[i].id, of);
	}
	return e;
}

static int keys_count(struct cx *cx, const struct cover *c, struct owned *o)
{
	struct key_info *keys = NULL;
	size_t n = 0;
	int e = keyring_list(cx, c->keys, &keys, &n);

	for (size_t i = 0; !e && i < n; i++) {
		const struct incident *of = map_get(&o->scopes, uuid_bytes(&keys[i].scope));

		if (of)
			o->keys[(size_t)(of - o->incidents) * CLASSES + keys[i].c]++;
	}
	return e;
}

/* ---- by whose order ---- */

/* The first who approved it and is not who gave it. */
static void approver_find(const struct linked *order, struct retained *ret)
{
	const struct record *first = NULL;

	for (size_t i = 0; i < order->approvals_n; i++) {
		const struct record *r = order->approvals[i];

		if (!str_eq(r->via, ret->by) &&
			(!first || r->at_used < first->at_used ||
				(r->at_used == first->at_used && uuid_cmp(&r->id, &first->id) < 0)))
			first = r;
	}
	if (!first)
		return;
	ret->approved = first->via;
	ret->approval = first->id;
}

/* Of a part of its area nobody orders the whole incident's data away; it may have come before the incident was known here. */
static int order_read(struct cx *cx, const struct cover *c, struct retained *ret)
{
	const struct incident *i = ret->incident;
	struct linked order;
	int e;

	ret->order = i->purge[ret->row->c];
	if (uuid_is_nil(&ret->order))
		return 0;
	e = link_look(cx, c->store, c->kinds, &ret->order, &order);
	if (e || !order.r || !area_within(c->tree, i->area, order.r->area))
		return e;
	ret->by = order.r->via;
	approver_find(&order, ret);
	return 0;
}

/* The later of what the record claims and of when it came. */
static int began_read(struct cx *cx, const struct cover *c, const struct incident *i, int64_t *ret)
{
	struct linked end;
	int e = 0;

	*ret = i->ended_at;
	if (!i->ended_at)
		return 0;
	e = link_look(cx, c->store, c->kinds, &i->ended_by, &end);
	if (!e && end.r && end.r->received > *ret)
		*ret = end.r->received;
	return e;
}

/* ---- the list ---- */

static int incident_rows(struct cx *cx, const struct cover *c, const struct owned *o, size_t i,
	struct retained *all, size_t *n)
{
	const struct incident *in = &o->incidents[i];
	int64_t began;
	int e = began_read(cx, c, in, &began);

	for (size_t k = 0; !e && in->ended_at && k < retention_n; k++) {
		const struct retention *row = &retention_table[k];
		size_t keys = o->keys[i * CLASSES + row->c];

		if (!keys)
			continue;
		all[*n] = (struct retained){ .incident = in, .row = row, .keys = keys };
		all[*n].due = began + row->days * WHEN_DAY_MS;
		e = order_read(cx, c, &all[(*n)++]);
	}
	return e;
}

static bool any_ended(const struct owned *o)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->incidents[i].ended_at)
			return true;
	return false;
}

int retained_list(struct cx *cx, const struct cover *c, struct retained **ret, size_t *ret_n)
{
	struct owned o = { .n = 0 };
	int e = incident_list(cx, c, &o.incidents, &o.n);

	*ret = NULL;
	*ret_n = 0;
	if (e || !any_ended(&o))
		return e;
	e = scopes_fill(cx, c, &o);
	o.keys = e ? NULL : cx_many(cx, o.n * CLASSES + 1, size_t);
	*ret = o.keys ? cx_many(cx, o.n * retention_n + 1, struct retained) : NULL;
	if (!*ret)
		return e ? e : -E_NO_MEMORY;
	e = keys_count(cx, c, &o);
	for (size_t i = 0; !e && i < o.n; i++)
		e = incident_rows(cx, c, &o, i, *ret, ret_n);
	return e;
}

int retained_check(struct cx *cx, const struct cover *c, const struct uuid *incident,
	const struct uuid *order, unsigned classes)
{
	struct retained *all = NULL;
	unsigned stands = 0;
	size_t n = 0;
	int e = retained_list(cx, c, &all, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (uuid_eq(&all[i].incident->id, incident) && retained_ordered(&all[i]) &&
			uuid_eq(&all[i].order, order))
			stands |= 1u << all[i].row->c;
	return e || (stands & classes) == classes ? e : err(cx, E_CONFLICT, NULL, "purge.ordered");
}
