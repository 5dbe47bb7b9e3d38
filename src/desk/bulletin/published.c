/* What was published, from its record: the figures as they stand in it, whatever the views say by now. */
#include "desk/bulletin/own.h"

#include <stdlib.h>
#include <string.h>

#include "record/journal.h"
#include "sys/sys.h"

#define PAGE 500

static int64_t int_of(const struct json *v, const char *name)
{
	const struct json *m = json_get(v, name);

	return m && m->type == JSON_INT ? m->i : 0;
}

static enum bulletin_change change_of(const struct json *v)
{
	if (json_get(v, "ended"))
		return CHANGE_ENDED;
	if (json_get(v, "before"))
		return CHANGE_COMPARED;
	return json_get(v, "before_v") ? CHANGE_REDEFINED : CHANGE_NONE;
}

static void figure_take(const struct json *v, struct bulletin_figure *ret)
{
	*ret = (struct bulletin_figure){ .id = json_text(v, "id"),
		.v = (int)int_of(v, "v"),
		.zh = json_text(v, "zh"),
		.en = json_text(v, "en"),
		.unit_zh = json_text(v, "unit_zh"),
		.unit_en = json_text(v, "unit_en"),
		.means_zh = json_text(v, "means_zh"),
		.means_en = json_text(v, "means_en"),
		.value = int_of(v, "value"),
		.divide = int_of(v, "divide"),
		.records = int_of(v, "records"),
		.main = json_get(v, "main") != NULL,
		.change = change_of(v),
		.before = int_of(v, "before"),
		.before_v = int_of(v, "before_v") };
	hex_read(json_text(v, "digest"), ret->digest, SEAL_HASH);
}

/* The frozen list of a field; not a list of at most `max` objects: none. */
static int frozen_read(struct cx *cx, struct str text, size_t max, const struct json **ret)
{
	int e = json_read(cx, text, &json_limits_request, ret);

	if (e == -E_NO_MEMORY)
		return e;
	if (e || (*ret)->type != JSON_LIST || (*ret)->n > max) {
		static const struct json none = { .type = JSON_LIST };

		err_clear(cx);
		*ret = &none;
	}
	return 0;
}

static int figures_take(struct cx *cx, struct str text, struct bulletin *ret)
{
	const struct json *all;
	int e = frozen_read(cx, text, BULLETIN_FIGURES_MAX, &all);

	if (e)
		return e;
	ret->figures = cx_many(cx, all->n, struct bulletin_figure);
	if (!ret->figures)
		return -E_NO_MEMORY;
	for (; ret->figures_n < all->n; ret->figures_n++)
		figure_take(&all->items[ret->figures_n], &ret->figures[ret->figures_n]);
	return 0;
}

static int open_take(struct cx *cx, struct str text, struct bulletin *ret)
{
	const struct json *all;
	int e = frozen_read(cx, text, BULLETIN_OPEN_MAX, &all);

	if (e)
		return e;
	ret->open = cx_many(cx, all->n, struct bulletin_open);
	if (!ret->open)
		return -E_NO_MEMORY;
	for (; ret->open_n < all->n; ret->open_n++)
		ret->open[ret->open_n] = (struct bulletin_open){
			.what = json_text(&all->items[ret->open_n], "what"),
			.zh = json_text(&all->items[ret->open_n], "zh"),
			.en = json_text(&all->items[ret->open_n], "en"),
			.difference = int_of(&all->items[ret->open_n], "difference"),
		};
	return 0;
}

/* What stands over it. */
static void head_take(const struct record *r, const uint8_t digest[SEAL_HASH], struct bulletin *ret)
{
	*ret = (struct bulletin){ .id = r->id,
		.version = record_int(r, "version"),
		.area = r->area,
		.area_name = record_text(r, "area_name"),
		.title_zh = record_text(r, "title_zh"),
		.title_en = record_text(r, "title_en"),
		.prose_zh = record_text(r, "prose_zh"),
		.prose_en = record_text(r, "prose_en"),
		.by = r->by.n ? r->by : r->via,
		.signer = record_text(r, "signer"),
		.reason = record_text(r, "reason"),
		.correction = record_text(r, "correction"),
		.from = (int32_t)record_int(r, "from"),
		.to = (int32_t)record_int(r, "to"),
		.as_of = record_int(r, "as_of"),
		.open_more = record_int(r, "open_more"),
		.unchecked = record_int(r, "unchecked"),
		.at = r->at_used,
		.pos = r->pos };
	record_ref(r, "incident", &ret->incident);
	record_ref(r, "replaces", &ret->replaces);
	record_ref(r, "first", &ret->first);
	memcpy(ret->digest, digest, SEAL_HASH);
}

static int not_found(struct cx *cx, const struct uuid *id)
{
	char text[UUID_TEXT + 1];

	uuid_write(id, text);
	return err(cx, E_NOT_FOUND, "id", cx_text(cx, str_of(text)));
}

/* The record of a bulletin that he sees, NULL with an error; and its digest as in the journal. */
static int record_get(struct cx *cx, const struct cover *c, const struct uuid *id,
	struct record **ret, uint8_t ret_digest[SEAL_HASH])
{
	struct journal j = { .store = c->store, .kinds = c->kinds };
	struct entry entry = { .pos = 0 };
	struct subject s;
	struct record *r = NULL;
	int e = subject_get(cx, c, id, &s);

	*ret = NULL;
	if (!e && s.type == SUBJECT_BULLETIN)
		e = journal_find(cx, &j, &s.source, 1, &entry);
	if (!e && entry.pos)
		e = journal_record(cx, c->kinds, &entry, &r);
	if (e || !r || !str_is(r->kind_name, "bulletin.published"))
		return e ? e : not_found(cx, id);
	memcpy(ret_digest, entry.digest, SEAL_HASH);
	*ret = r;
	return 0;
}

struct uuid bulletin_first(const struct bulletin *b)
{
	return uuid_is_nil(&b->first) ? b->id : b->first;
}

/* The newest standing version, by what is said of the first; of two with one number the latest, until one of them is voided. One
 * that was voided says nothing of those that came after it, which hold. */
static int replaced_find(struct cx *cx, const struct cover *c, struct bulletin *ret)
{
	const struct subject first = { .id = bulletin_first(ret) };
	int64_t newest = ret->version;
	struct record **all;
	size_t n;
	int e = subject_records(cx, c, &first, &all, &n);

	for (size_t i = 0; !e && i < n; i++) {
		struct uuid of;

		if (!record_ref(all[i], "first", &of) || !uuid_eq(&of, &first.id) ||
			record_int(all[i], "version") <= newest)
			continue;
		ret->replaced_by = all[i]->id;
		ret->replaced_version = newest = record_int(all[i], "version");
	}
	return e;
}

/* Records do not change: what the version before said stands in its own. One that was voided says nothing any more: that is how
 * what should never have been written leaves the page. */
static int was_take(struct cx *cx, const struct cover *c, struct bulletin *ret)
{
	struct record *was = NULL;
	struct subject s;
	int e = uuid_is_nil(&ret->replaces) ? -E_NOT_FOUND : subject_get(cx, c, &ret->replaces, &s);

	if (e == -E_NOT_FOUND) {
		err_clear(cx);
		return 0;
	}
	if (!e)
		e = record_of(cx, c, &ret->replaces, &was);
	if (!e && was && str_is(was->kind_name, "bulletin.published")) {
		ret->was_zh = record_text(was, "prose_zh");
		ret->was_en = record_text(was, "prose_en");
	}
	return e;
}

int bulletin_get(struct cx *cx, const struct cover *c, const struct uuid *id, struct bulletin *ret)
{
	uint8_t digest[SEAL_HASH];
	struct record *r;
	int e = record_get(cx, c, id, &r, digest);

	if (!r)
		return e;
	head_take(r, digest, ret);
	e = figures_take(cx, record_text(r, "figures"), ret);
	if (!e)
		e = open_take(cx, record_text(r, "open"), ret);
	if (!e)
		e = was_take(cx, c, ret);
	if (!e)
		e = bulletin_share_read(cx, c, ret);
	return e ? e : replaced_find(cx, c, ret);
}

int bulletin_public(
	struct cx *cx, const struct cover *c, const struct uuid *id, struct bulletin *ret)
{
	int e = bulletin_get(cx, c, id, ret);

	if (!e && !uuid_is_nil(&ret->replaced_by)) {
		const struct uuid newest = ret->replaced_by;

		e = bulletin_get(cx, c, &newest, ret);
	}
	return e || ret->open_to_all ? e : not_found(cx, id);
}

/* ---- the list ---- */

static int texts_keep(struct cx *cx, struct bulletin *b)
{
	struct str *const texts[] = { &b->area, &b->area_name, &b->title_zh, &b->title_en, &b->by,
		&b->signer, &b->reason, &b->correction };
	int e = 0;

	for (size_t i = 0; !e && i < sizeof(texts) / sizeof(*texts); i++)
		e = cx_str(cx, *texts[i], texts[i]);
	b->prose_zh = b->prose_en = STR_NONE;
	return e;
}

/* Read in memory of its own: a record is long, and a list shows little of it. */
static int head_get(struct cx *cx, const struct cover *c, const struct uuid *id, struct arena *own,
	struct bulletin *ret)
{
	struct cx once = { .arena = own };
	uint8_t digest[SEAL_HASH];
	struct record *r;

	arena_reset(own);
	if (record_get(&once, c, id, &r, digest) || !r)
		return err_pass(cx, &once);
	head_take(r, digest, ret);
	return texts_keep(cx, ret);
}

static int newest_first(const void *a_, const void *b_)
{
	const struct bulletin *a = a_, *b = b_;

	return (a->pos < b->pos) - (a->pos > b->pos);
}

/* As it is told of one. */
static bool is_newer(const struct bulletin *a, const struct bulletin *b)
{
	if (a->version != b->version)
		return a->version > b->version;
	return a->at != b->at ? a->at > b->at : uuid_cmp(&a->id, &b->id) > 0;
}

static void replaced_mark(struct bulletin *b, const struct bulletin *all, size_t n)
{
	const struct uuid first = bulletin_first(b);
	const struct bulletin *newest = b;

	for (size_t i = 0; i < n; i++) {
		const struct uuid other = bulletin_first(&all[i]);

		if (uuid_eq(&other, &first) && all[i].version > b->version &&
			is_newer(&all[i], newest))
			newest = &all[i];
	}
	if (newest == b)
		return;
	b->replaced_by = newest->id;
	b->replaced_version = newest->version;
}

static int page_take(struct cx *cx, const struct cover *c, const struct subject *all, size_t n,
	struct bulletin *ret)
{
	struct arena own;
	int e = 0;

	arena_init(&own, &sys_heap, 0);
	for (size_t i = 0; !e && i < n; i++)
		e = head_get(cx, c, &all[i].id, &own, &ret[i]);
	arena_done(&own);
	return e;
}

int bulletin_list(struct cx *cx, const struct cover *c, struct bulletin **ret, size_t *ret_n)
{
	struct str after = STR("");
	struct bulletin *all = NULL, *wider;
	struct subject *page;
	size_t n = 0, page_n;
	int e = 0;

	while (!e && after.p) {
		e = subject_list(
			cx, c, STR(""), SUBJECT_BULLETIN, after, PAGE, &page, &page_n, &after);
		wider = e ? NULL : cx_many(cx, n + page_n, struct bulletin);
		if (!e && !wider)
			return -E_NO_MEMORY;
		for (size_t i = 0; !e && i < n; i++)
			wider[i] = all[i];
		if (!e)
			e = page_take(cx, c, page, page_n, wider + n);
		all = wider;
		n += e ? 0 : page_n;
	}
	if (!e && n > 1)
		qsort(all, n, sizeof(*all), newest_first);
	for (size_t i = 0; !e && i < n; i++)
		replaced_mark(&all[i], all, n);
	*ret = all;
	*ret_n = n;
	return e;
}
