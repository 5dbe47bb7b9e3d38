/* Both faces answer with these rows, so that whoever reads one can read the other. */
#include "desk/rows.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cover/base_kinds.h"

const char *subject_type_name(enum subject_type t)
{
	static const char *const names[SUBJECT_TYPES] = { "unknown", "dwelling", "person", "store",
		"matter", "site", "unit", "staff", "tube", "bulletin", "form", "plan" };

	return names[t < SUBJECT_TYPES ? t : SUBJECT_UNKNOWN];
}

/* The name of a code; NULL when there is none. */
static const char *choice_name(const struct choice *all, int code)
{
	for (; all && all->name; all++)
		if (all->code == code)
			return all->name;
	return NULL;
}

/* ---- members ---- */

void row_uuid(struct jw *w, const char *name, const struct uuid *id)
{
	char text[UUID_TEXT + 1];

	uuid_write(id, text);
	jw_f_z(w, name, uuid_is_nil(id) ? NULL : text);
}

/* Text made apart: if there was no memory for it, the whole answer has failed, and is not null here. */
static void made(struct jw *w, const char *name, const struct buf *b)
{
	if (!buf_ok(b))
		w->b->failed = true;
	jw_f_str(w, name, buf_get(b));
}

void row_time(struct jw *w, const char *name, int64_t ms)
{
	char text[WHEN_TEXT];

	if (ms == 0 || ms < WHEN_MIN || ms > WHEN_MAX)
		jw_f_null(w, name);
	else
		jw_f_str(w, name, (struct str){ text, when_put(ms, text) });
}

void row_day(struct jw *w, const char *name, int32_t day)
{
	struct buf b;

	if (day == INT32_MIN || day == INT32_MAX) {
		jw_f_null(w, name);
		return;
	}
	buf_init(&b, w->b->a);
	buf_day(&b, day);
	made(w, name, &b);
}

void row_decimal(int64_t value, int64_t parts, char ret[ROW_DECIMAL + 1])
{
	uint64_t n = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value,
		 whole = parts > 1 ? (uint64_t)parts : 1, rest = n % whole;
	char *at = ret;

	at += snprintf(at, ROW_DECIMAL, "%s%" PRIu64, value < 0 ? "-" : "", n / whole);
	if (rest)
		*at++ = '.';
	for (uint64_t unit = whole / 10; unit && rest; unit /= 10) {
		*at++ = (char)('0' + rest / unit);
		rest %= unit;
	}
	*at = '\0';
}

void row_milli(struct jw *w, const char *name, int64_t milli)
{
	char text[ROW_DECIMAL + 1];

	row_decimal(milli, 1000, text);
	jw_f_z(w, name, text);
}

static void place_write(struct jw *w, const char *name, struct str place)
{
	struct str rest = place, part;

	jw_name(w, name);
	if (place.n == 0) {
		jw_null(w);
		return;
	}
	jw_object(w);
	/* A door and a zone have parts, a store and a site a name. */
	if (!memchr(place.p, '\x1f', place.n)) {
		jw_f_str(w, "name", place);
		rest = STR("");
	}
	for (size_t i = 0; i < PLACE_PARTS && str_split(&rest, '\x1f', &part); i++)
		if (part.n)
			jw_f_str(w, base_place_fields[i].name, part);
	jw_end_object(w);
}

void row_place(struct jw *w, const struct subject *s)
{
	place_write(w, "place", s->place);
}

/* ---- areas and subjects ---- */

void row_area(struct jw *w, const struct area *a)
{
	row_area_open(w, a);
	jw_end_object(w);
}

void row_area_open(struct jw *w, const struct area *a)
{
	jw_object(w);
	jw_f_str(w, "id", a->id);
	jw_f_str(w, "parent", a->parent.n ? a->parent : STR_NONE);
	jw_f_str(w, "code", a->code);
	jw_f_str(w, "name", a->name);
	jw_f_int(w, "level", a->level);
	row_day(w, "ended", a->ended);
	jw_f_int(w, "under", (int64_t)a->under_n);
}

/* The kinds that define subjects name their flags; no code means two things (cover/base_kinds.h). */
static const char *flag_name(const struct kinds *kinds, int code)
{
	const char *name = NULL;

	for (size_t i = 0; kinds && !name && i < kinds->n; i++)
		for (const struct field *f = kinds->all[i]->fields; !name && f && f->name; f++)
			if (f->type == FIELD_CHOICES && str_is(STR("flags"), f->name))
				name = choice_name(f->choices, code);
	return name;
}

static void flags_write(struct jw *w, const struct kinds *kinds, uint32_t flags)
{
	jw_name(w, "flags");
	jw_list(w);
	for (int code = 1; code < 32; code++) {
		const char *name = flags >> code & 1 ? flag_name(kinds, code) : NULL;

		if (name)
			jw_z(w, name);
	}
	jw_end_list(w);
}

void row_flags(struct jw *w, const struct row_flags *flags)
{
	if (flags)
		flags_write(w, flags->kinds, flags->flags);
	else
		jw_f_null(w, "flags");
}

void row_subject(struct jw *w, const struct kinds *kinds, const struct subject *s)
{
	jw_object(w);
	row_uuid(w, "id", &s->id);
	jw_f_z(w, "type", subject_type_name(s->type));
	jw_f_str(w, "area", s->area);
	row_place(w, s);
	flags_write(w, kinds, s->flags);
	row_uuid(w, "survivor", &s->survivor);
	row_uuid(w, "source", &s->source);
	jw_f_bool(w, "moved", s->moved);
	jw_f_int(w, "pos", s->pos);
	jw_end_object(w);
}

void row_subject_record(struct jw *w, const struct record *r)
{
	jw_object(w);
	row_uuid(w, "id", &r->id);
	jw_f_str(w, "kind", r->kind_name);
	jw_f_int(w, "v", r->v);
	row_time(w, "at", r->at);
	jw_f_str(w, "by", r->by.n ? r->by : STR_NONE);
	jw_f_str(w, "area", r->area.n ? r->area : STR_NONE);
	row_uuid(w, "round", r->has_round ? &r->round : &uuid_nil);
	jw_f_int(w, "pos", r->pos);
	jw_end_object(w);
}

void row_dweller(struct jw *w, const struct kinds *kinds, const struct uuid *id, struct str name,
	struct str phone, int64_t born, uint32_t flags)
{
	jw_object(w);
	row_uuid(w, "id", id);
	jw_f_str(w, "name", name);
	jw_f_str(w, "phone", phone);
	if (born)
		jw_f_int(w, "born", born);
	else
		jw_f_null(w, "born");
	flags_write(w, kinds, flags);
	jw_end_object(w);
}

void row_resident(struct jw *w, const struct uuid *id, struct str masked)
{
	jw_object(w);
	row_uuid(w, "id", id);
	jw_f_str(w, "name", masked);
	jw_end_object(w);
}

void row_staff(struct jw *w, const struct kinds *kinds, const struct staff *s)
{
	static const char *const homes[] = { [HOME_UNKNOWN] = NULL,
		[HOME_MOVED] = "moved",
		[HOME_OF_PERSON] = "person",
		[HOME_OF_DWELLING] = "dwelling" };

	jw_object(w);
	row_uuid(w, "id", &s->id);
	jw_f_str(w, "name", s->name);
	jw_f_str(w, "area", s->area);
	flags_write(w, kinds, s->flags);
	if (homes[s->home])
		jw_f_z(w, "home", homes[s->home]);
	else
		jw_f_null(w, "home");
	jw_end_object(w);
}

static void row_hit_record(struct jw *w, const struct record *r)
{
	row_uuid(w, "id", &r->id);
	jw_f_z(w, "type", "record");
	jw_f_str(w, "area", r->area.n ? r->area : STR_NONE);
	jw_f_str(w, "name", STR_NONE);
	jw_f_str(w, "place", STR_NONE);
	jw_f_str(w, "kind", r->kind_name);
	row_time(w, "at", r->at_used);
}

void row_hit(struct jw *w, const struct search_hit *h)
{
	jw_object(w);
	if (h->record) {
		row_hit_record(w, h->record);
		return;
	}
	row_uuid(w, "id", &h->subject.id);
	jw_f_z(w, "type", subject_type_name(h->subject.type));
	jw_f_str(w, "area", h->subject.area);
	jw_f_str(w, "name", h->name);
	row_place(w, &h->subject);
	jw_f_str(w, "kind", STR_NONE);
	jw_f_str(w, "at", STR_NONE);
}

/* ---- incidents, rounds and targets ---- */

void row_retention(struct jw *w, const struct retention *r)
{
	jw_object(w);
	jw_f_z(w, "class", class_names[r->c]);
	jw_f_int(w, "days", r->days);
	jw_f_z(w, "why_zh", r->zh);
	jw_f_z(w, "why_en", r->en);
	jw_end_object(w);
}

void row_retained(struct jw *w, const struct retained *r, int64_t now)
{
	jw_object(w);
	row_uuid(w, "incident", &r->incident->id);
	jw_f_str(w, "name", r->incident->name);
	row_time(w, "ended", r->incident->ended_at);
	jw_f_z(w, "class", class_names[r->row->c]);
	jw_f_int(w, "keys", (int64_t)r->keys);
	row_time(w, "due", r->due);
	jw_f_z(w, "state", retained_names[retained_state(r, now)]);
	jw_f_str(w, "ordered_by", r->by.n ? r->by : STR_NONE);
	jw_f_str(w, "approved_by", r->approved.n ? r->approved : STR_NONE);
	jw_end_object(w);
}

void row_incident(struct jw *w, const struct incident *i)
{
	jw_object(w);
	row_uuid(w, "id", &i->id);
	jw_f_str(w, "name", i->name);
	jw_f_str(w, "area", i->area);
	jw_f_bool(w, "exercise", i->exercise);
	jw_f_bool(w, "ended", i->ended);
	jw_f_z(w, "level", choice_name(base_response_levels, i->level));
	row_time(w, "began", i->began);
	row_time(w, "level_since", i->level_since);
	row_time(w, "ended_at", i->ended_at);
	jw_end_object(w);
}

static const char *round_state(const struct round *r)
{
	static const char *const names[] = { "unknown", "open", "closed", "cancelled" };

	if (r->opening && r->state == 1)
		return "opening";
	return names[r->state > 0 && r->state < 4 ? r->state : 0];
}

void row_round_stage(struct jw *w, const struct round *r)
{
	jw_f_z(w, "state", round_state(r));
	row_time(w, "due", r->due);
}

void row_round(struct jw *w, const struct round *r, const struct round_kind *k)
{
	jw_object(w);
	row_uuid(w, "id", &r->id);
	jw_f_str(w, "kind", r->kind);
	jw_f_z(w, "label_zh", k ? k->zh : NULL);
	jw_f_z(w, "label_en", k ? k->en : NULL);
	jw_f_z(w, "unit", k ? k->unit : NULL);
	row_uuid(w, "incident", &r->incident);
	jw_f_str(w, "area", r->area);
	jw_f_str(w, "question", r->question);
	jw_f_str(w, "filter", r->filter);
	jw_f_bool(w, "standing", r->standing);
	jw_f_z(w, "state", round_state(r));
	jw_f_int(w, "expected", r->expected);
	row_time(w, "due", r->due);
	row_time(w, "opened", r->opened);
	row_time(w, "closes", r->closes);
	jw_f_int(w, "pos", r->pos);
	jw_end_object(w);
}

int64_t target_due(const struct target *t, const struct round *r)
{
	return t->due > 0 && t->due < COVER_FAR ? t->due : r ? r->due : COVER_FAR;
}

int target_owner(struct cx *cx, const struct cover *c, const struct target *t,
	const struct round_kind *k, struct str *ret)
{
	*ret = STR_NONE;
	return k && k->owner && (t->tries || k->assigned) ? target_says(cx, c, t, k->owner, ret) :
							    0;
}

/* Talks in confidence are for those who talk (as with the record itself). */
static bool may_tell(const struct cover *c, const struct record *r)
{
	return r->kind && reader_sees(c->tree, reader_in(c->who, r->kind->matter), r->area);
}

/* In the first field that the kind of round names and the record has; never in one that is sealed. */
static const struct choice *urgency_of(const struct record *r, const struct round_kind *k)
{
	for (const char *const *name = k->urgency; *name; name++)
		for (const struct field *f = r->kind->fields; f->name; f++)
			if (strcmp(f->name, *name) == 0 && !f->personal)
				for (const struct choice *x = f->choices; x && x->name; x++)
					if (x->code == record_choice(r, f->name))
						return x;
	return NULL;
}

static int where_arisen(
	struct cx *cx, const struct cover *c, const struct record *r, struct str *ret)
{
	struct subject s;
	int e = subject_get(cx, c, &r->subject, &s);

	if (!e && (s.type == SUBJECT_DWELLING || s.type == SUBJECT_SITE))
		*ret = s.place;
	if (e != -E_NOT_FOUND)
		return e;
	err_clear(cx);
	return 0;
}

int target_arisen(struct cx *cx, const struct cover *c, const struct target *t,
	const struct round_kind *k, struct arisen *ret)
{
	struct record *r = NULL;
	int e = 0;

	*ret = (struct arisen){ .place = STR_NONE };
	if (k && k->urgency && k->of == SUBJECT_MATTER)
		e = record_of(cx, c, &t->subject, &r);
	if (e || !r || !may_tell(c, r))
		return e;
	ret->urgency = urgency_of(r, k);
	return r->has_subject ? where_arisen(cx, c, r, &ret->place) : 0;
}

/* What is asked in its slot, where its kind of round says so: a choice's name, or the day. */
static void slot_write(struct jw *w, const struct target *t, const struct round_kind *k)
{
	if (k && k->by_day)
		row_day(w, "asked", (int32_t)t->slot);
	else
		jw_f_z(w, "asked", k ? choice_name(k->slots, (int)t->slot) : NULL);
}

void row_target(struct jw *w, const struct target *t, const struct round *r,
	const struct round_kind *k, const struct subject *s, struct str name, struct str owner,
	const struct arisen *arisen, const struct row_flags *flags, int64_t now)
{
	static const char *const states[] = { "stray", "open", "done", "excused" };
	static const char *const origins[] = { NULL, "listed", "found", "obliged", "moved" };
	int64_t due = target_due(t, r);

	jw_object(w);
	row_uuid(w, "round", &t->round);
	row_uuid(w, "subject", &t->subject);
	jw_f_int(w, "slot", t->slot);
	slot_write(w, t, k);
	jw_f_str(w, "area", t->area);
	jw_f_z(w, "state", states[t->state & 3]);
	jw_f_z(w, "origin", t->origin > 0 && t->origin < 5 ? origins[t->origin] : NULL);
	jw_f_z(w, "outcome", k ? choice_name(k->outcomes, t->code) : NULL);
	jw_f_z(w, "next", k ? choice_name(k->next, t->next) : NULL);
	jw_f_str(w, "owner", owner);
	jw_f_int(w, "tries", t->tries);
	row_time(w, "due", due);
	jw_f_bool(w, "overdue", t->state == 1 && due < now);
	row_time(w, "covered", t->covered);
	jw_f_bool(w, "late", t->late);
	jw_f_z(w, "type", s ? subject_type_name(s->type) : NULL);
	jw_f_str(w, "name", name);
	row_flags(w, flags);
	place_write(w, "place", s ? s->place : STR_NONE);
	place_write(w, "arose", arisen->place);
	jw_f_z(w, "urgency", arisen->urgency ? arisen->urgency->name : NULL);
	jw_f_z(w, "urgency_zh", arisen->urgency ? arisen->urgency->zh : NULL);
	jw_f_z(w, "urgency_en", arisen->urgency ? arisen->urgency->en : NULL);
	jw_f_int(w, "pos", t->pos);
	jw_end_object(w);
}

static void counts_write(struct jw *w, const struct coverage *v)
{
	jw_f_int(w, "expected", v->expected);
	jw_f_int(w, "found", v->found);
	jw_f_int(w, "done", v->done);
	jw_f_int(w, "excused", v->excused);
	jw_f_int(w, "missing", v->missing);
	jw_f_int(w, "late", v->late);
	jw_f_int(w, "off", v->off);
	jw_f_bool(w, "no_roster", v->no_roster);
}

void row_coverage(struct jw *w, const struct coverage *v)
{
	jw_object(w);
	jw_f_str(w, "area", v->area);
	counts_write(w, v);
	jw_f_int(w, "pos", v->pos);
}

void row_coverage_under(struct jw *w, const struct coverage *v, const struct coverage *under,
	size_t n, const struct round_kind *k)
{
	if (v->overdue < 0)
		jw_f_null(w, "overdue");
	else
		jw_f_int(w, "overdue", v->overdue);
	jw_f_z(w, "unit", k ? k->unit : NULL);
	jw_name(w, "areas");
	jw_list(w);
	for (size_t i = 0; i < n; i++) {
		jw_object(w);
		jw_f_str(w, "area", under[i].area);
		jw_f_bool(w, "direct", under[i].direct);
		counts_write(w, &under[i]);
		jw_end_object(w);
	}
	jw_end_list(w);
}

void row_coverage_areas(struct jw *w, const struct coverage *v, const struct coverage *under,
	size_t n, const struct round_kind *k)
{
	row_coverage(w, v);
	row_coverage_under(w, v, under, n, k);
	jw_end_object(w);
}

/* ---- goods, and what somebody should look at ---- */

void row_goods(struct jw *w, const struct goods *g)
{
	jw_object(w);
	jw_f_str(w, "place", g->place);
	jw_f_str(w, "item", g->item);
	jw_f_str(w, "area", g->area);
	row_milli(w, "booked", g->booked);
	if (g->counted_at) {
		row_milli(w, "counted", g->counted);
		row_time(w, "counted_at", g->counted_at);
		row_milli(w, "unexplained", g->unexplained);
	} else {
		jw_f_null(w, "counted");
		jw_f_null(w, "counted_at");
		jw_f_null(w, "unexplained");
	}
	jw_end_object(w);
}

void row_balance(struct jw *w, const struct balance_value *v)
{
	jw_object(w);
	jw_f_z(w, "id", v->balance->id);
	jw_f_z(w, "label_zh", v->balance->zh);
	jw_f_z(w, "label_en", v->balance->en);
	row_uuid(w, "incident", &v->incident);
	jw_name(w, "terms");
	jw_list(w);
	for (size_t i = 0; i < v->terms_n; i++) {
		const struct balance_term *t = &v->balance->terms[i];

		jw_object(w);
		jw_f_z(w, "side", t->right ? "right" : "left");
		jw_f_z(w, "figure", t->figure ? t->figure->id : NULL);
		jw_f_z(w, "label_zh", t->figure ? t->figure->zh : t->zh);
		jw_f_z(w, "label_en", t->figure ? t->figure->en : t->en);
		row_milli(w, "value", v->terms[i]);
		jw_end_object(w);
	}
	jw_end_list(w);
	row_milli(w, "difference", v->difference);
	jw_f_bool(w, "closes", v->difference == 0);
	jw_f_bool(w, "part", v->part);
	jw_end_object(w);
}

static const struct clash_text clash_texts[] = {
	{ "corrections", "多次更正", "Corrections",
		"再更正一次，在 corrects 中写明这几条更正；或作废不对的",
		"hand in one correction whose corrects names all of these, or void the wrong ones" },
	{ "state", "名册登记不一", "Roster",
		"另交一条同种类的记录，在 corrects 中写明这几条；或作废不对的",
		"hand in one record of the kind whose corrects names all of these, or void the wrong ones" },
	{ "pair", "是否同一对象", "Same or not", "核实是否同一对象，作废说错的记录",
		"find out whether the two are the same, and void the records that say otherwise" },
	{ "round", "轮次重复下达", "Round",
		"另交一条下达记录，在 corrects 中写明这几条；或作废不对的",
		"hand in one opening whose corrects names all of these, or void the wrong ones" },
	{ "area", "区域重复登记", "Area",
		"另交一条新增区域的记录，在 corrects 中写明这几条；或作废不对的",
		"hand in one record of the area whose corrects names all of these, or void the wrong ones" },
	{ "version", "通报重复更正", "Corrected twice",
		"这几期更正的是同一期：作废不对的，再更正时更正留下的一期",
		"these replace the same one: void the wrong ones, and let the next version replace the one that stays" },
	{ "target", "同一对象结果不一", "Answers differ",
		"核实后另交一条，在 corrects 中写明这几条；或作废不对的",
		"find out what is right, and hand in one record whose corrects names all of these, or void the wrong ones" },
};

const struct clash_text *clash_text(int what)
{
	static const struct clash_text unknown;
	size_t n = sizeof(clash_texts) / sizeof(clash_texts[0]);

	return what > 0 && (size_t)what <= n ? &clash_texts[what - 1] : &unknown;
}

void row_clash(struct jw *w, const struct clash *k)
{
	const struct clash_text *t = clash_text(k->what);
	char text[UUID_TEXT + 1];

	jw_object(w);
	jw_f_z(w, "what", t->name);
	jw_f_z(w, "label_zh", t->zh);
	jw_f_z(w, "label_en", t->en);
	jw_f_str(w, "area", k->area);
	jw_name(w, "records");
	jw_list(w);
	for (size_t i = 0; i < k->ids_n; i++) {
		uuid_write(&k->ids[i], text);
		jw_z(w, text);
	}
	jw_end_list(w);
	jw_f_z(w, "remedy", t->remedy_zh);
	jw_f_z(w, "remedy_en", t->remedy_en);
	jw_end_object(w);
}

void row_suspect(struct jw *w, const struct suspect *s, const char *pseudonym)
{
	static const char *const labels[] = { NULL, "document", "name_birth", "name_phone",
		"place" };
	size_t label = (size_t)s->label;

	jw_object(w);
	row_uuid(w, "a", s->a_away ? &uuid_nil : &s->a);
	row_uuid(w, "b", s->b_away ? &uuid_nil : &s->b);
	jw_f_z(w, "pseudonym", pseudonym);
	jw_f_z(w, "same", label < sizeof(labels) / sizeof(labels[0]) ? labels[label] : NULL);
	jw_f_str(w, "area", s->area);
	jw_end_object(w);
}

void row_waiting(struct jw *w, const struct waiting *wait, const char *pseudonym)
{
	jw_object(w);
	row_uuid(w, "id", &wait->id);
	row_uuid(w, "waits_for", wait->away ? &uuid_nil : &wait->for_);
	jw_f_z(w, "pseudonym", pseudonym);
	jw_f_str(w, "area", wait->area);
	jw_end_object(w);
}

/* What the table says to do about it; what it says with words of that record is not kept. */
static const struct err_entry *refused_by(struct str code)
{
	for (int i = 1; i < E_CODES; i++) {
		const struct err_entry *e = err_entry(i);

		if (str_is(code, e->code))
			return strchr(e->remedy_zh, '{') || strchr(e->remedy_en, '{') ? NULL : e;
	}
	return NULL;
}

void row_refusal(struct jw *w, const struct refusal *r)
{
	const struct err_entry *e = refused_by(r->code);

	jw_object(w);
	row_uuid(w, "id", &r->id);
	jw_f_int(w, "pos", r->pos);
	row_time(w, "received", r->received);
	jw_f_str(w, "via", r->via);
	jw_f_str(w, "code", r->code);
	jw_f_z(w, "remedy", e ? e->remedy_zh : NULL);
	jw_f_z(w, "remedy_en", e ? e->remedy_en : NULL);
	jw_f_str(w, "field", r->field);
	jw_f_str(w, "kind", r->kind);
	jw_f_str(w, "area", r->area);
	row_uuid(w, "device", &r->device);
	if (uuid_is_nil(&r->device))
		jw_f_z(w, "seq", NULL);
	else
		jw_f_int(w, "seq", r->seq);
	jw_end_object(w);
}

void row_device(struct jw *w, const struct device *d, const struct device_handed *h)
{
	jw_object(w);
	row_uuid(w, "id", &d->id);
	jw_f_str(w, "name", d->name);
	jw_f_str(w, "user", d->user.n ? d->user : STR_NONE);
	row_uuid(w, "post", &d->post);
	row_time(w, "since", d->since);
	row_time(w, "revoked", d->until);
	jw_f_int(w, "last_seq", h->last_seq);
	jw_f_int(w, "holes", h->holes);
}

/* ---- figures ---- */

void row_figure(struct jw *w, const struct figure *f)
{
	static const char *const shapes[] = { "count", "sum", "distinct" };

	jw_object(w);
	jw_f_z(w, "id", f->id);
	jw_f_int(w, "v", f->v);
	jw_f_z(w, "shape", shapes[f->shape]);
	jw_f_z(w, "label_zh", f->zh);
	jw_f_z(w, "label_en", f->en);
	jw_f_z(w, "unit", f->unit_zh);
	jw_f_z(w, "unit_en", f->unit_en);
	jw_f_z(w, "means_zh", f->means_zh);
	jw_f_z(w, "means_en", f->means_en);
	jw_end_object(w);
}

void row_figure_value(struct jw *w, const struct figure_value *v, struct str area, int32_t from,
	int32_t to, enum figure_detail detail)
{
	char value[ROW_DECIMAL + 1];
	struct buf hex;

	row_decimal(v->value, v->figure->divide, value);
	jw_object(w);
	jw_f_z(w, "id", v->figure->id);
	if (detail != FIGURE_BRIEF)
		jw_f_int(w, "v", v->figure->v);
	row_uuid(w, "incident", &v->incident);
	jw_f_z(w, "label_zh", v->figure->zh);
	jw_f_z(w, "label_en", v->figure->en);
	jw_name(w, "value");
	jw_raw(w, str_of(value));
	jw_f_z(w, "unit", v->figure->unit_zh);
	jw_f_z(w, "unit_en", v->figure->unit_en);
	row_day(w, "from", from);
	row_day(w, "to", to);
	jw_f_str(w, "area", area.n ? area : STR_NONE);
	if (detail != FIGURE_BRIEF)
		jw_f_int(w, "as_of", v->as_of);
	if (detail == FIGURE_EXACT) {
		if (v->records < 0) {
			jw_f_null(w, "digest");
			jw_f_null(w, "records");
		} else {
			buf_init(&hex, w->b->a);
			buf_hex(&hex, v->digest, sizeof(v->digest));
			made(w, "digest", &hex);
			jw_f_int(w, "records", v->records);
		}
	}
	jw_end_object(w);
}

/* ---- kinds ---- */

static void choices_list(struct jw *w, const char *name, const struct choice *all)
{
	jw_name(w, name);
	jw_list(w);
	for (const struct choice *ch = all; ch && ch->name; ch++) {
		jw_object(w);
		jw_f_z(w, "name", ch->name);
		jw_f_z(w, "label_zh", ch->zh);
		jw_f_z(w, "label_en", ch->en);
		jw_end_object(w);
	}
	jw_end_list(w);
}

static void choices_write(struct jw *w, const struct field *f)
{
	if (f->choices)
		choices_list(w, "choices", f->choices);
	else
		jw_f_null(w, "choices");
}

/* The names of the values whose bits are set. */
static void values_write(struct jw *w, const struct choice *all, uint32_t bits)
{
	jw_name(w, "to");
	jw_list(w);
	for (; all && all->name; all++)
		if (bits >> all->code & 1)
			jw_z(w, all->name);
	jw_end_list(w);
}

static const struct choice *choices_of(const struct kind *k, const char *name)
{
	for (const struct field *f = k->fields; f && f->name; f++)
		if (strcmp(f->name, name) == 0)
			return f->choices;
	return NULL;
}

static void offers_write(struct jw *w, const struct kind *k, const struct field *f)
{
	jw_f_z(w, "by", f->by);
	jw_name(w, "offers");
	jw_list(w);
	for (const struct offer *o = f->offers; o && o->choice; o++) {
		jw_object(w);
		jw_f_z(w, "choice", o->choice);
		values_write(w, choices_of(k, f->by), o->to);
		if (o->from)
			row_day(w, "from", o->from);
		else
			jw_f_null(w, "from");
		jw_f_z(w, "source", o->source);
		jw_end_object(w);
	}
	jw_end_list(w);
}

/* Days after the incident's end; what is open stays. */
static void keep_write(struct jw *w, const struct retention *r)
{
	jw_name(w, "keep_days");
	r ? jw_int(w, r->days) : jw_null(w);
}

static void field_write(struct jw *w, const struct kind *k, const struct field *f)
{
	bool bounds = f->min || f->max;

	jw_object(w);
	jw_f_z(w, "name", f->name);
	jw_f_z(w, "type", field_type_names[f->type]);
	jw_f_bool(w, "required", f->required);
	jw_f_z(w, "personal", f->personal == CLASS_OPEN ? NULL : class_names[f->personal]);
	keep_write(w, retention_of(f->personal));
	choices_write(w, f);
	offers_write(w, k, f);
	jw_name(w, "min");
	bounds ? jw_int(w, f->min) : jw_null(w);
	jw_name(w, "max");
	bounds ? jw_int(w, f->max) : jw_null(w);
	jw_f_bool(w, "state", f->state);
	jw_f_z(w, "label_zh", f->zh);
	jw_f_z(w, "label_en", f->en);
	jw_end_object(w);
}

static void envelope_write(struct jw *w, unsigned envelope)
{
	static const struct {
		const char *name;
		unsigned needs, may;
	} members[] = {
		{ "area", NEEDS_AREA, MAY_AREA },
		{ "subject", NEEDS_SUBJECT, MAY_SUBJECT },
		{ "round", NEEDS_ROUND, MAY_ROUND },
		{ "seen", 0, MAY_SEEN },
	};

	jw_name(w, "envelope");
	jw_object(w);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		jw_f_z(w, members[i].name,
			envelope & members[i].needs       ? "required" :
				envelope & members[i].may ? "optional" :
							    "none");
	jw_end_object(w);
}

void row_kind(struct jw *w, const struct kind *k)
{
	jw_object(w);
	jw_f_z(w, "name", k->name);
	jw_f_int(w, "v", k->v);
	jw_f_z(w, "label_zh", k->zh);
	jw_f_z(w, "label_en", k->en);
	jw_f_z(w, "desk", k->desk);
	jw_f_z(w, "covers", k->covers);
	jw_f_z(w, "obliges", k->obliges);
	jw_f_z(w, "matter", k->matter == MATTER_ANY ? NULL : matter_names[k->matter].name);
	jw_f_z(w, "verb", verb_name(k->verb)->name);
	envelope_write(w, k->envelope);
	jw_f_bool(w, "two_persons", (k->envelope & KIND_TWO_PERSONS) != 0);
	jw_f_bool(w, "composed", (k->envelope & KIND_COMPOSED) != 0);
	jw_f_bool(w, "resident", (k->envelope & KIND_RESIDENT) != 0);
	jw_f_z(w, "not_by", k->not_by);
	jw_f_z(w, "apart", k->apart);
	jw_name(w, "fields");
	jw_list(w);
	for (const struct field *f = k->fields; f && f->name; f++)
		field_write(w, k, f);
	jw_end_list(w);
	jw_name(w, "example");
	jw_raw(w, str_of(k->example));
	jw_end_object(w);
}

void row_round_kind(
	struct jw *w, const struct round_kind *k, enum matter matter, const struct uuid *round)
{
	jw_object(w);
	jw_f_z(w, "name", k->name);
	jw_f_z(w, "label_zh", k->zh);
	jw_f_z(w, "label_en", k->en);
	jw_f_bool(w, "standing", k->standing);
	jw_f_bool(w, "in_force", k->in_force);
	jw_f_z(w, "matter", matter_names[matter].name);
	jw_f_z(w, "of", subject_type_name(k->of));
	jw_f_z(w, "unit", k->unit);
	jw_f_z(w, "unit_zh", k->unit_zh);
	jw_f_z(w, "unit_en", k->unit_en);
	choices_list(w, "outcomes", k->outcomes);
	choices_list(w, "next", k->next);
	choices_list(w, "slots", k->slots);
	row_uuid(w, "round", round);
	jw_end_object(w);
}
