#include "desk/look_rows.h"

#include "desk/rows.h"

static const struct {
	const char *screen, *zh, *en;
} screens[] = {
	{ "record", "一条记录", "a record" },
	{ "field", "手机随身名册", "the roster on a phone" },
	{ "people", "人员名册", "the roster of people" },
	{ "place", "场所登记名单", "the list of who was at a place" },
	{ "slip", "居民凭条", "a slip that opens one's own record" },
	{ "own", "本人的登记", "one's own record" },
	{ "search_phone", "按电话查找", "a search by a phone" },
	{ "search_document", "按证件号码查找", "a search by a document number" },
	{ "search_plate", "按车牌查找", "a search by a plate" },
	{ "notice", "限制措施告知书", "the notice of a restriction" },
};

void look_screen(const struct look *l, struct str *ret_zh, struct str *ret_en)
{
	*ret_zh = *ret_en = l->screen;
	for (size_t i = 0; i < sizeof(screens) / sizeof(screens[0]); i++)
		if (str_is(l->screen, screens[i].screen)) {
			*ret_zh = str_of(screens[i].zh);
			*ret_en = str_of(screens[i].en);
		}
}

void look_why(const struct look *l, struct str *ret_zh, struct str *ret_en)
{
	const struct choice *k = look_choice(look_reasons, l->why);

	*ret_zh = k ? str_of(k->zh) : l->words;
	*ret_en = k ? str_of(k->en) : l->words;
}

static void text_or_null(struct jw *w, const char *name, struct str s)
{
	jw_f_str(w, name, s.n ? s : STR_NONE);
}

void row_look_reason(struct jw *w, const struct choice *k)
{
	jw_object(w);
	jw_f_z(w, "name", k->name);
	jw_f_z(w, "label_zh", k->zh);
	jw_f_z(w, "label_en", k->en);
	jw_end_object(w);
}

void row_look(struct jw *w, const struct look_row *r)
{
	struct str zh, en;

	jw_object(w);
	jw_f_int(w, "pos", r->pos);
	row_time(w, "at", r->at);
	jw_f_str(w, "reader", r->look.reader);
	text_or_null(w, "role", r->look.role);
	text_or_null(w, "office", r->look.office);
	jw_f_bool(w, "export", r->look.act == LOOK_EXPORTED);
	look_screen(&r->look, &zh, &en);
	jw_f_str(w, "screen", r->look.screen);
	jw_f_str(w, "screen_zh", zh);
	jw_f_str(w, "screen_en", en);
	look_why(&r->look, &zh, &en);
	text_or_null(w, "why", r->look.why);
	jw_f_str(w, "why_zh", zh);
	jw_f_str(w, "why_en", en);
	text_or_null(w, "note", r->note);
	jw_f_int(w, "subjects", (int64_t)r->look.n);
	jw_end_object(w);
}

static struct str office_name(const struct area_tree *tree, struct str id)
{
	const struct area *a = id.n ? area_find(tree, id) : NULL;

	return a ? a->name : STR_NONE;
}

/* A role as people call it; one that this program does not know as it was written. */
static void role_told(struct jw *w, struct str name)
{
	enum role role = role_find(name);

	text_or_null(w, "role_zh", role < ROLES ? str_of(roles[role].zh) : name);
	text_or_null(w, "role_en", role < ROLES ? str_of(roles[role].en) : name);
}

void row_look_own(struct jw *w, const struct area_tree *tree, const struct look_row *r)
{
	const struct choice *why = look_choice(look_reasons, r->look.why);
	struct str zh, en;

	look_screen(&r->look, &zh, &en);
	jw_object(w);
	jw_f_int(w, "pos", r->pos);
	row_time(w, "at", r->at);
	role_told(w, r->look.role);
	jw_f_str(w, "office", office_name(tree, r->look.office));
	jw_f_bool(w, "export", r->look.act == LOOK_EXPORTED);
	jw_f_str(w, "screen_zh", zh);
	jw_f_str(w, "screen_en", en);
	jw_f_str(w, "why_zh", why ? str_of(why->zh) : STR_NONE);
	jw_f_str(w, "why_en", why ? str_of(why->en) : STR_NONE);
	jw_end_object(w);
}

void look_words(const struct look *l, const struct area_tree *tree, bool zh, struct look_words *ret)
{
	const struct choice *why = look_choice(look_reasons, l->why);
	enum role role = role_find(l->role);
	struct str screen_zh, screen_en, office = office_name(tree, l->office);

	look_screen(l, &screen_zh, &screen_en);
	*ret = (struct look_words){ .role = l->role,
		.office = office.n ? office : STR(""),
		.screen = zh ? screen_zh : screen_en,
		.why = why ? str_of(zh ? why->zh : why->en) : STR("") };
	if (role < ROLES)
		ret->role = str_of(zh ? roles[role].zh : roles[role].en);
}

void row_account_day(struct jw *w, const struct account_day *d)
{
	jw_object(w);
	row_day(w, "day", d->day);
	jw_f_str(w, "account", d->account);
	text_or_null(w, "role", d->role);
	jw_f_int(w, "looks", d->looks);
	jw_f_int(w, "subjects", d->subjects);
	jw_f_int(w, "records", d->records);
	jw_f_int(w, "colleagues", d->colleagues);
	if (d->middle < 0)
		jw_f_null(w, "middle");
	else
		jw_f_int(w, "middle", d->middle);
	jw_f_bool(w, "stands_out", d->stands_out);
	text_or_null(w, "finding", d->review.finding);
	text_or_null(w, "reviewed_by", d->review.reader);
	jw_end_object(w);
}

void row_export(struct jw *w, const struct export_row *r)
{
	const struct look *l = &r->made.look;
	struct str zh, en;

	look_why(l, &zh, &en);
	jw_object(w);
	row_uuid(w, "id", &r->made.id);
	jw_f_int(w, "pos", r->made.pos);
	row_time(w, "at", r->made.at);
	jw_f_str(w, "by", l->reader);
	jw_f_str(w, "list", l->screen);
	jw_f_int(w, "rows", l->rows);
	jw_f_str(w, "digest", l->digest);
	jw_f_str(w, "why", l->why);
	jw_f_str(w, "why_zh", zh);
	jw_f_str(w, "why_en", en);
	text_or_null(w, "note", r->made.note);
	row_day(w, "until", l->until);
	jw_f_z(w, "state", export_states[r->state]);
	row_time(w, "destroyed", r->gone.at);
	text_or_null(w, "destroyed_by", r->gone.look.reader);
	jw_end_object(w);
}
