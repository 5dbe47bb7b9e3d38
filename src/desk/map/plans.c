/* Plans and what is marked on them, from their records. */
#include "desk/map/map.h"

/* ---- marks ---- */

static const struct json_limits marks_limits = {
	.bytes = 200000, .depth = 3, .members = PLAN_MARKS_MAX + 1
};

static int wrong(struct cx *cx, size_t n, const char *zh, const char *en)
{
	struct buf a, b;

	buf_init(&a, cx->arena);
	buf_init(&b, cx->arena);
	buf_fmt(&a, "第 %zu 个标注：%s", n + 1, zh);
	buf_fmt(&b, "mark %zu: %s", n + 1, en);
	if (!buf_ok(&a) || !buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	return err(cx, E_GEO, "body.marks", buf_get(&a).p, buf_get(&b).p, "核对后改正",
		"check and correct it");
}

static bool length(const struct json *v, const char *name, int32_t max, int32_t *ret)
{
	const struct json *m = json_get(v, name);

	*ret = m && m->type == JSON_INT && m->i >= 0 && m->i <= max ? (int32_t)m->i : -1;
	return *ret >= 0;
}

static int mark_take(struct cx *cx, const struct json *v, size_t n, struct plan_mark *ret)
{
	struct str subject = json_text(v, "subject");
	uint32_t known = 4;

	*ret = (struct plan_mark){ .compound = json_text(v, "compound"),
		.building = json_text(v, "building") };
	if (v->type != JSON_OBJECT)
		return wrong(cx, n, "不是对象", "it is no object");
	known += subject.p != NULL;
	known += ret->compound.p != NULL;
	known += ret->building.p != NULL;
	if (v->n != known || !length(v, "x", PLAN_WHOLE, &ret->x) ||
		!length(v, "y", PLAN_WHOLE, &ret->y) ||
		!length(v, "w", PLAN_WHOLE - ret->x, &ret->w) ||
		!length(v, "h", PLAN_WHOLE - ret->y, &ret->h))
		return wrong(cx, n, "应有 x、y、w、h（0 至 1000 的千分数，不超出图边）",
			"it takes x, y, w and h (0 to 1000 thousandths, within the plan)");
	if (subject.p ? !uuid_read(subject, &ret->subject) || ret->compound.p || ret->building.p :
			!ret->building.n || !ret->compound.p || ret->building.n > 80 ||
				ret->compound.n > 160)
		return wrong(cx, n, "应标明是哪栋楼（compound、building）或哪一处（subject）",
			"it names a building (compound, building) or a subject");
	return 0;
}

int plan_marks_read(struct cx *cx, struct str text, struct plan_mark **ret, size_t *ret_n)
{
	const struct json *all;
	int e = json_read(cx, text, &marks_limits, &all);

	*ret_n = 0;
	if (e)
		return e;
	if (all->type != JSON_LIST)
		return wrong(cx, 0, "不是列表", "it is no list");
	if (all->n > PLAN_MARKS_MAX)
		return err(cx, E_TOO_MANY, "body.marks", cx_num(cx, all->n),
			cx_num(cx, PLAN_MARKS_MAX));
	*ret = cx_many(cx, all->n + 1, struct plan_mark);
	if (!*ret)
		return -E_NO_MEMORY;
	for (uint32_t i = 0; !e && i < all->n; i++)
		e = mark_take(cx, &all->items[i], i, &(*ret)[(*ret_n)++]);
	return e;
}

/* ---- plans ---- */

static int not_found(struct cx *cx, const struct uuid *id)
{
	char text[UUID_TEXT + 1];

	uuid_write(id, text);
	return err(cx, E_NOT_FOUND, "id", cx_text(cx, str_of(text)));
}

/* The marks said last, by their number. */
static int marks_of(struct cx *cx, const struct cover *c, struct plan *p)
{
	const struct act *newest = NULL;
	struct record *r = NULL;
	struct act *acts;
	size_t n;
	int e = subject_acts(cx, c, &p->id, &acts, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (acts[i].what == SUBJECT_VERSION && acts[i].code == SUBJECT_PLAN &&
			(!newest || acts[i].n > newest->n ||
				(acts[i].n == newest->n && act_cmp(&acts[i], newest) > 0)))
			newest = &acts[i];
	p->next_version = newest ? newest->n + 1 : 1;
	if (!e && newest)
		e = record_of(cx, c, &newest->id, &r);
	if (e || !r)
		return e;
	return plan_marks_read(cx, record_text(r, "marks"), &p->marks, &p->marks_n);
}

static int one_read(struct cx *cx, const struct cover *c, const struct subject *s, struct plan *ret)
{
	struct record *r;
	int e = record_of(cx, c, &s->source, &r);

	if (e)
		return e;
	if (!r || !str_is(r->kind_name, "plan.filed"))
		return not_found(cx, &s->id);
	*ret = (struct plan){ .id = s->id,
		.area = s->area,
		.name = record_text(r, "name"),
		.by = r->by.n ? r->by : r->via,
		.at = r->at_used };
	if (!base64url_read(cx->arena, record_text(r, "file"), &ret->file))
		return err(cx, E_CORRUPT, NULL, "plan.filed");
	e = picture_check(cx, ret->file, &ret->type, &ret->width, &ret->height);
	return e ? e : marks_of(cx, c, ret);
}

int plan_get(struct cx *cx, const struct cover *c, const struct uuid *id, struct plan *ret)
{
	struct subject s;
	int e = subject_get(cx, c, id, &s);

	if (!e && s.type != SUBJECT_PLAN)
		e = not_found(cx, id);
	return e ? e : one_read(cx, c, &s, ret);
}
