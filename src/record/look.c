/* Entries of the look-book, written and read. Members stand in canonical order; an entry of before has its reason in words, under
 * `reason`, and neither act, office nor role. */
#include "record/look.h"

#include "sys/sys.h"

/* Codes lie in no row and name nothing; they only keep the names apart. */
const struct choice look_reasons[] = {
	{ "visit", 1, "上门前核对", "before a visit at the door" },
	{ "reach", 2, "联系本人或家属", "to reach the person or the family" },
	{ "trace", 3, "流行病学调查、追踪密接", "to trace contacts and journeys" },
	{ "care", 4, "就医、用药和生活保障", "for care, medicine or supplies" },
	{ "check", 5, "核对身份、查重", "to check who it is, or whether listed twice" },
	{ "correct", 6, "更正记录", "to correct a record" },
	{ "asked", 7, "应本人要求", "because the person asked" },
	{ "report", 8, "按规定上报或移交", "to report or hand over as the rules ask" },
	{ "review", 9, "监督检查", "to review the work" },
	{ "other", 10, "其他（须说明）", "another reason, which has to be told" },
	{ .name = NULL },
};

const struct choice look_findings[] = {
	{ "explained", 1, "工作需要", "the work explains it" },
	{ "unexplained", 2, "理由不足，已处理", "it does not, and was followed up" },
	{ .name = NULL },
};

static const char *const acts[] = { NULL, "exported", "destroyed", "reviewed" };

const struct choice *look_choice(const struct choice *all, struct str name)
{
	for (const struct choice *k = all; k->name; k++)
		if (str_is(name, k->name))
			return k;
	return NULL;
}

/* ---- writing ---- */

static int choice_wrong(struct cx *cx, const char *field, const struct choice *all, struct str name)
{
	struct buf zh, en;

	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	for (const struct choice *k = all; k->name; k++) {
		buf_fmt(&zh, "%s%s（%s）", zh.n ? "、" : "", k->name, k->zh);
		buf_fmt(&en, "%s%s", en.n ? ", " : "", k->name);
	}
	return err(cx, E_FIELD_CHOICE, field, cx_text(cx, name), buf_ok(&zh) ? buf_get(&zh).p : "?",
		buf_ok(&en) ? buf_get(&en).p : "?");
}

static int look_check(struct cx *cx, const struct look *l)
{
	size_t points = utf8_count(l->note);
	bool finds = l->act == LOOK_REVIEWED, asks = l->act == LOOK_SEEN || l->act == LOOK_EXPORTED;

	if (asks && !look_choice(look_reasons, l->why))
		return choice_wrong(cx, "reason", look_reasons, l->why);
	if (finds && !look_choice(look_findings, l->finding))
		return choice_wrong(cx, "finding", look_findings, l->finding);
	if (asks && str_is(l->why, "other") && !l->note.n)
		return err(cx, E_FIELD_MISSING, "note");
	if (points > LOOK_NOTE_MAX)
		return err(cx, E_TOO_LONG, "note", cx_num(cx, (int64_t)points),
			cx_num(cx, LOOK_NOTE_MAX));
	if (l->n > LOOK_SUBJECTS_MAX)
		return err(cx, E_TOO_MANY, "subjects", cx_num(cx, (int64_t)l->n),
			cx_num(cx, LOOK_SUBJECTS_MAX));
	return 0;
}

static void uuid_put(struct jw *w, const char *name, const struct uuid *u)
{
	char text[UUID_TEXT + 1];

	uuid_write(u, text);
	if (name)
		jw_name(w, name);
	jw_z(w, text);
}

static void day_put(struct jw *w, const char *name, int32_t day)
{
	struct buf b;

	buf_init(&b, w->b->a);
	buf_day(&b, day);
	jw_f_str(w, name, buf_ok(&b) ? buf_get(&b) : STR(""));
}

static void text_put(struct jw *w, const char *name, struct str s)
{
	if (s.n)
		jw_f_str(w, name, s);
}

static void members_put(struct jw *w, const struct look *l)
{
	if (acts[l->act])
		jw_f_z(w, "act", acts[l->act]);
	if (l->act == LOOK_REVIEWED)
		day_put(w, "day", l->day);
	text_put(w, "digest", l->digest);
	text_put(w, "finding", l->finding);
	if (l->act == LOOK_DESTROYED)
		uuid_put(w, "of", &l->of);
	text_put(w, "office", l->office);
	jw_f_str(w, "reader", l->reader);
	text_put(w, "role", l->role);
	if (l->act == LOOK_EXPORTED)
		jw_f_int(w, "rows", l->rows);
	text_put(w, "screen", l->screen);
	if (l->act == LOOK_SEEN || l->n) {
		jw_name(w, "subjects");
		jw_list(w);
		for (size_t i = 0; i < l->n; i++)
			uuid_put(w, NULL, &l->subjects[i]);
		jw_end_list(w);
	}
	if (l->act == LOOK_EXPORTED)
		day_put(w, "until", l->until);
	text_put(w, "whom", l->whom);
	text_put(w, "why", l->why);
}

int look_write(
	struct cx *cx, const struct look *l, const struct uuid *id, int64_t now, struct entry *ret)
{
	struct buf b;
	struct jw w;
	int e = look_check(cx, l);

	if (e)
		return e;
	*ret = (struct entry){ .type = ENTRY_LOOK,
		.id = uuid_is_nil(id) ? sys_uuid() : *id,
		.received = now,
		.at_used = now,
		.via = l->reader,
		.secret = l->note };
	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	members_put(&w, l);
	jw_end_object(&w);
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	ret->open = buf_get(&b);
	return 0;
}

/* ---- reading ---- */

/* A name that this version does not know is that of a later one: such an entry says nothing here. */
static bool act_read(const struct json *v, enum look_act *ret)
{
	struct str name = json_text(v, "act");

	for (int i = LOOK_EXPORTED; i <= LOOK_REVIEWED; i++)
		if (str_is(name, acts[i])) {
			*ret = (enum look_act)i;
			return true;
		}
	*ret = LOOK_SEEN;
	return !name.n;
}

static int subjects_read(struct cx *cx, const struct json *list, struct look *l)
{
	struct uuid *ids;

	if (!list || list->type != JSON_LIST || !list->n)
		return 0;
	l->subjects = ids = cx_many(cx, list->n, struct uuid);
	if (!ids)
		return -E_NO_MEMORY;
	for (uint32_t i = 0; i < list->n; i++)
		if (uuid_read(list->items[i].s, &ids[l->n]))
			l->n++;
	return 0;
}

static void day_take(const struct json *v, const char *name, int32_t *ret)
{
	if (!day_read(json_text(v, name), ret))
		*ret = 0;
}

int look_read(struct cx *cx, const struct entry *e, struct look *ret)
{
	const struct json *v, *rows;
	int rc = json_read(cx, e->open, &json_limits_request, &v);

	*ret = (struct look){ .act = LOOK_SEEN };
	if (rc)
		return rc;
	if (!act_read(v, &ret->act))
		return 0;
	*ret = (struct look){ .act = ret->act,
		.reader = json_text(v, "reader"),
		.role = json_text(v, "role"),
		.office = json_text(v, "office"),
		.screen = json_text(v, "screen"),
		.why = json_text(v, "why"),
		.words = json_text(v, "reason"),
		.digest = json_text(v, "digest"),
		.whom = json_text(v, "whom"),
		.finding = json_text(v, "finding") };
	rows = json_get(v, "rows");
	ret->rows = rows ? rows->i : 0;
	day_take(v, "until", &ret->until);
	day_take(v, "day", &ret->day);
	if (!uuid_read(json_text(v, "of"), &ret->of))
		ret->of = uuid_nil;
	return subjects_read(cx, json_get(v, "subjects"), ret);
}

int look_note(struct cx *cx, struct keyring *k, const struct entry *e, struct str *ret)
{
	int rc = journal_open(cx, k, &e->id, e->sealed, CLASS_CONTACT, ret);

	if (rc == -E_SEALED) {
		err_clear(cx);
		*ret = STR_NONE;
		return 0;
	}
	return rc;
}
