/* A bulletin as JSON. */
#include "desk/bulletin/own.h"

#include "desk/rows.h"

static void decimal(struct jw *w, const char *name, bool known, int64_t value, int64_t divide)
{
	char text[ROW_DECIMAL + 1];

	jw_name(w, name);
	if (!known) {
		jw_null(w);
		return;
	}
	row_decimal(value, divide, text);
	jw_raw(w, str_of(text));
}

static void digest(struct jw *w, const uint8_t of[SEAL_HASH])
{
	struct buf hex;

	buf_init(&hex, w->b->a);
	buf_hex(&hex, of, SEAL_HASH);
	jw_f_str(w, "digest", buf_get(&hex));
}

static void change_row(struct jw *w, const struct bulletin_figure *f)
{
	bool known = f->change == CHANGE_COMPARED || f->change == CHANGE_REDEFINED;

	decimal(w, "before", f->change == CHANGE_COMPARED, f->before, f->divide);
	decimal(w, "before_v", known, f->before_v, 1);
}

static void figure_row(struct jw *w, const struct bulletin_figure *f)
{
	jw_object(w);
	jw_f_str(w, "id", f->id);
	jw_f_int(w, "v", f->v);
	jw_f_str(w, "label_zh", f->zh);
	jw_f_str(w, "label_en", f->en);
	decimal(w, "value", f->change != CHANGE_ENDED, f->value, f->divide);
	jw_f_str(w, "unit", f->unit_zh);
	jw_f_str(w, "unit_en", f->unit_en);
	jw_f_str(w, "means_zh", f->means_zh);
	jw_f_str(w, "means_en", f->means_en);
	jw_f_int(w, "records", f->records);
	digest(w, f->digest);
	jw_f_bool(w, "main", f->main);
	change_row(w, f);
	jw_end_object(w);
}

static void open_row(struct jw *w, const struct bulletin_open *o)
{
	jw_object(w);
	jw_f_str(w, "what", o->what);
	jw_f_str(w, "label_zh", o->zh);
	jw_f_str(w, "label_en", o->en);
	row_milli(w, "difference", o->difference);
	jw_end_object(w);
}

static void head_members(struct jw *w, const struct bulletin *b)
{
	row_uuid(w, "id", &b->id);
	row_uuid(w, "incident", &b->incident);
	jw_f_str(w, "area", b->area);
	jw_f_str(w, "area_name", b->area_name);
	jw_f_str(w, "title_zh", b->title_zh);
	jw_f_str(w, "title_en", b->title_en);
	row_day(w, "from", b->from);
	row_day(w, "to", b->to);
	jw_f_int(w, "version", b->version);
	row_uuid(w, "replaces", &b->replaces);
	row_uuid(w, "replaced_by", &b->replaced_by);
	if (b->replaced_version)
		jw_f_int(w, "replaced_version", b->replaced_version);
	else
		jw_f_null(w, "replaced_version");
	jw_f_int(w, "as_of", b->as_of);
	row_time(w, "at", b->at);
	jw_f_str(w, "by", b->by);
	jw_f_str(w, "signer", b->signer.n ? b->signer : STR_NONE);
	jw_f_str(w, "reason", b->reason.n ? b->reason : STR_NONE);
	jw_f_str(w, "correction", b->correction.n ? b->correction : STR_NONE);
	if (b->pos)
		digest(w, b->digest);
	else
		jw_f_null(w, "digest");
}

void row_bulletin_head(struct jw *w, const struct bulletin *b)
{
	jw_object(w);
	head_members(w, b);
	jw_end_object(w);
}

static void told_members(struct jw *w, const struct bulletin *b)
{
	bool again = !uuid_is_nil(&b->replaces);

	jw_f_str(w, "prose_zh", b->prose_zh);
	jw_f_str(w, "prose_en", b->prose_en);
	jw_f_str(w, "was_zh", again ? b->was_zh : STR_NONE);
	jw_f_str(w, "was_en", again ? b->was_en : STR_NONE);
	jw_name(w, "figures");
	jw_list(w);
	for (size_t i = 0; i < b->figures_n; i++)
		figure_row(w, &b->figures[i]);
	jw_end_list(w);
	jw_name(w, "open");
	jw_list(w);
	for (size_t i = 0; i < b->open_n; i++)
		open_row(w, &b->open[i]);
	jw_end_list(w);
	jw_f_int(w, "open_more", b->open_more);
	jw_f_int(w, "unchecked", b->unchecked);
	jw_f_bool(w, "shareable", b->shareable);
	jw_f_bool(w, "public", b->open_to_all);
	jw_f_bool(w, "indexed", b->indexed);
}

void row_bulletin(struct jw *w, const struct bulletin *b)
{
	const struct uuid first = bulletin_first(b);

	jw_object(w);
	head_members(w, b);
	row_uuid(w, "first", &first);
	told_members(w, b);
	jw_end_object(w);
}

static void drafted_row(struct jw *w, const struct bulletin_drafted *d)
{
	jw_object(w);
	row_uuid(w, "id", &d->id);
	row_time(w, "at", d->at);
	jw_f_str(w, "by", d->by);
	jw_f_str(w, "title_zh", d->title_zh);
	jw_f_str(w, "title_en", d->title_en);
	jw_f_str(w, "prose_zh", d->prose_zh);
	jw_f_str(w, "prose_en", d->prose_en);
	jw_f_str(w, "reason", d->reason);
	jw_f_str(w, "correction", d->correction);
	jw_end_object(w);
}

void row_bulletin_draft(struct jw *w, const struct bulletin *b, const struct bulletin_drafted *d,
	const struct uuid *published, struct str mark, int pages)
{
	jw_object(w);
	head_members(w, b);
	jw_f_bool(w, "exercise", b->exercise);
	told_members(w, b);
	jw_name(w, "paragraphs");
	jw_list(w);
	for (size_t i = 0; i < b->paragraphs_n; i++) {
		jw_object(w);
		jw_f_str(w, "id", b->paragraphs[i].id);
		jw_f_str(w, "zh", b->paragraphs[i].zh);
		jw_f_str(w, "en", b->paragraphs[i].en);
		jw_end_object(w);
	}
	jw_end_list(w);
	jw_name(w, "drafted");
	if (uuid_is_nil(&d->id))
		jw_null(w);
	else
		drafted_row(w, d);
	row_uuid(w, "published", published);
	jw_f_str(w, "mark", mark);
	if (pages)
		jw_f_int(w, "pages", pages);
	else
		jw_f_null(w, "pages");
	jw_end_object(w);
}

void row_bulletin_daily(struct jw *w, const struct bulletin_daily *d)
{
	jw_object(w);
	row_uuid(w, "incident", &d->incident);
	jw_f_str(w, "area", d->area);
	jw_f_str(w, "area_name", d->area_name);
	jw_f_int(w, "hour", d->hour);
	row_time(w, "at", d->at);
	jw_f_str(w, "by", d->by);
	jw_name(w, "due");
	jw_list(w);
	for (size_t i = 0; i < d->due_n; i++) {
		jw_object(w);
		row_day(w, "day", d->due[i].day);
		row_time(w, "since", d->due[i].since);
		jw_f_bool(w, "drafted", d->due[i].drafted);
		jw_end_object(w);
	}
	jw_end_list(w);
	jw_end_object(w);
}
