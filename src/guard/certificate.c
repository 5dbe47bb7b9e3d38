#include "guard/certificate.h"

#include <string.h>

#include "core/map.h"
#include "guard/walk.h"
#include "record/parts.h"
#include "seal/seal.h"

/* ---- which entries are of one purge ---- */

struct reading {
	int64_t wanted, n; /* 0: the newest */
	struct certificate *c;
	struct seal_hasher ids;
	struct map keys; /* id → the reading: of the purge at hand */
};

static struct str kept(struct walk *w, struct str s)
{
	struct str copy = STR_NONE;

	return s.n && cx_str(w->cx, s, &copy) == 0 ? copy : STR_NONE;
}

static void id_read(const struct json *v, const char *name, struct uuid *ret)
{
	if (!uuid_read(json_text(v, name), ret))
		*ret = uuid_nil;
}

static void purge_begin(struct walk *w, const struct entry *e, const struct json *v)
{
	struct reading *r = w->arg;

	*r->c = (struct certificate){ .n = ++r->n,
		.first = e->pos,
		.at = e->received,
		.reason = kept(w, json_text(v, "reason")),
		.via = kept(w, e->via),
		.master = kept(w, json_text(v, "master")) };
	id_read(v, "incident", &r->c->incident);
	id_read(v, "order", &r->c->order);
	id_read(v, "approval", &r->c->approval);
	map_init(&r->keys, w->cx->arena);
	seal_hash_begin(&r->ids);
}

/* What one purge writes stands in one row, under one moment, name and reason; what it does to several incidents has a certificate
 * each. */
static bool goes_on(const struct certificate *c, const struct entry *e, const struct json *v)
{
	struct uuid incident;

	id_read(v, "incident", &incident);
	return c->n && uuid_eq(&incident, &c->incident) && e->pos == c->last + 1 &&
		e->received == c->at && str_eq(e->via, c->via) &&
		str_eq(json_text(v, "reason"), c->reason);
}

static int key_add(struct walk *w, struct str id)
{
	struct reading *r = w->arg;
	struct uuid *key = cx_new(w->cx, struct uuid);
	void **at;

	if (!key)
		return -E_NO_MEMORY;
	if (!uuid_read(id, key))
		return err(w->cx, E_CORRUPT, NULL, "erasure");
	at = map_at(&r->keys, uuid_bytes(key));
	if (!at)
		return err(w->cx, E_NO_MEMORY, NULL);
	*at = r;
	return 0;
}

static int names_take(struct walk *w, const struct json *v, const char *name, size_t *count)
{
	const struct json *list = json_get(v, name);
	struct reading *r = w->arg;
	int e = 0;

	for (uint32_t i = 0; !e && list && list->type == JSON_LIST && i < list->n; i++) {
		struct str id = list->items[i].s;

		seal_hash_add(&r->ids, id.p, id.n);
		seal_hash_add(&r->ids, "\n", 1);
		++*count;
		if (count == &r->c->keys)
			e = key_add(w, id);
	}
	return e;
}

static int erasure_take(struct walk *w, struct cx *page, const struct entry *e)
{
	const struct json_limits limits = { .bytes = 1 << 24, .depth = 8, .members = 1 << 20 };
	struct reading *r = w->arg;
	const struct json *v;
	int rc = json_read(page, e->open, &limits, &v);

	if (rc)
		return rc;
	if (!goes_on(r->c, e, v)) {
		if (r->wanted && r->n == r->wanted)
			return 0;
		purge_begin(w, e, v);
	}
	r->c->last = e->pos;
	memcpy(r->c->entry, e->digest, SEAL_HASH);
	rc = names_take(w, v, "keys", &r->c->keys);
	if (!rc)
		rc = names_take(w, v, "records", &r->c->records);
	return rc ? rc : names_take(w, v, "refusals", &r->c->refusals);
}

static int erasures_page(struct walk *w, struct cx *page, const struct entry *entries, size_t n)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < n; i++)
		rc = erasure_take(w, page, &entries[i]);
	return rc;
}

/* ---- what the keys were for, and what lies under them ---- */

struct counting {
	struct reading *r;
	struct map scopes;
};

static bool is_of(const struct counting *x, const struct uuid *key)
{
	return map_get(&x->r->keys, uuid_bytes(key)) != NULL;
}

static int64_t int_of(const struct json *v, const char *name)
{
	const struct json *m = json_get(v, name);

	return m && m->type == JSON_INT ? m->i : 0;
}

static int scope_count(struct walk *w, struct counting *x, struct str scope)
{
	struct str copy;
	void **at;

	if (map_get(&x->scopes, scope))
		return 0;
	at = cx_str(w->cx, scope, &copy) ? NULL : map_at(&x->scopes, copy);
	if (!at)
		return err(w->cx, E_NO_MEMORY, NULL);
	*at = x;
	x->r->c->scopes++;
	return 0;
}

static int key_count(struct walk *w, struct cx *page, const struct entry *e)
{
	struct counting *x = w->arg;
	struct certificate_class *k;
	const struct json *v;
	int64_t c, month;
	int rc = json_read(page, e->open, &json_limits_request, &v);

	if (rc)
		return rc;
	c = int_of(v, "class");
	month = int_of(v, "month");
	if (c <= CLASS_OPEN || c >= CLASSES)
		return err(page, E_CORRUPT, NULL, cx_num(page, e->pos));
	k = &x->r->c->classes[c];
	if (!k->keys || month < k->from)
		k->from = (int32_t)month;
	if (!k->keys || month > k->to)
		k->to = (int32_t)month;
	k->keys++;
	return scope_count(w, x, json_text(v, "scope"));
}

static bool lies_under(const struct counting *x, struct str sealed)
{
	struct part p;

	while (parts_next(&sealed, &p) > 0)
		if (is_of(x, &p.key))
			return true;
	return false;
}

static int counted_page(struct walk *w, struct cx *page, const struct entry *entries, size_t n)
{
	struct counting *x = w->arg;
	int rc = 0;

	for (size_t i = 0; !rc && i < n; i++) {
		if (entries[i].type != ENTRY_KEY)
			x->r->c->sealed += lies_under(x, entries[i].sealed);
		else if (is_of(x, &entries[i].id))
			rc = key_count(w, page, &entries[i]);
	}
	return rc;
}

static int via_of(
	struct cx *cx, struct site *s, struct store *store, const struct uuid *id, struct str *ret)
{
	struct journal j = { .store = store, .kinds = s->tables.kinds };
	struct entry e;
	int rc;

	*ret = STR_NONE;
	if (uuid_is_nil(id))
		return 0;
	rc = journal_find(cx, &j, id, 1, &e);
	if (!rc && e.pos)
		*ret = e.via;
	return rc;
}

static int reading_fill(struct walk *w, struct reading *r)
{
	struct counting x = { .r = r };
	struct certificate *c = r->c;
	int e;

	w->arg = r;
	w->use = erasures_page;
	e = walk(w, 1u << ENTRY_ERASURE);
	if (!e && (!c->n || (r->wanted && c->n != r->wanted)))
		e = err(w->cx, E_NOT_FOUND, NULL, cx_num(w->cx, r->wanted));
	if (e)
		return e;
	seal_hash_end(&r->ids, c->ids);
	map_init(&x.scopes, w->cx->arena);
	w->arg = &x;
	w->use = counted_page;
	if (c->keys)
		e = walk(w, 1u << ENTRY_KEY | 1u << ENTRY_RECORD | 1u << ENTRY_REFUSAL);
	w->arg = NULL;
	if (!e)
		e = via_of(w->cx, w->s, w->store, &c->order, &c->ordered_by);
	return e ? e : via_of(w->cx, w->s, w->store, &c->approval, &c->approved_by);
}

int certificate_read(struct cx *cx, struct site *s, int64_t n, struct certificate *ret)
{
	struct reading r = { .wanted = n, .c = ret };
	struct walk w = { .cx = cx, .s = s };
	struct store *store = NULL;
	int e = site_reader(cx, s, false, &store);

	*ret = (struct certificate){ .n = 0 };
	if (!e)
		e = store_begin_read(cx, store, __func__);
	w.store = store;
	if (!e)
		e = reading_fill(&w, &r);
	store_close(store);
	return e;
}

/* ---- as text ---- */

static void id_write(struct jw *w, const char *name, const struct uuid *id)
{
	char text[UUID_TEXT + 1];

	uuid_write(id, text);
	jw_f_z(w, name, uuid_is_nil(id) ? NULL : text);
}

static void hex_write(struct cx *cx, struct jw *w, const char *name, const uint8_t *p)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_hex(&b, p, SEAL_HASH);
	jw_f_str(w, name, buf_get(&b));
}

static void month_write(struct cx *cx, struct jw *w, const char *name, int32_t month)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "%04d-%02d", (int)(month / 12), (int)(month % 12 + 1));
	jw_f_str(w, name, month ? buf_get(&b) : STR_NONE);
}

static void classes_write(struct cx *cx, struct jw *w, const struct certificate *c)
{
	jw_name(w, "classes");
	jw_list(w);
	for (int k = CLASS_IDENTITY; k < CLASSES; k++) {
		if (!c->classes[k].keys)
			continue;
		jw_object(w);
		jw_f_z(w, "class", class_names[k]);
		jw_f_int(w, "keys", (int64_t)c->classes[k].keys);
		month_write(cx, w, "from", c->classes[k].from);
		month_write(cx, w, "to", c->classes[k].to);
		jw_end_object(w);
	}
	jw_end_list(w);
}

static void time_write(struct cx *cx, struct jw *w, int64_t at)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_when(&b, at);
	jw_f_str(w, "at", buf_get(&b));
}

static void facts_write(struct cx *cx, struct jw *w, const struct certificate *c)
{
	jw_f_int(w, "certificate", c->n);
	time_write(cx, w, c->at);
	jw_f_str(w, "by", c->via);
	jw_f_str(w, "reason", c->reason);
	id_write(w, "incident", &c->incident);
	id_write(w, "order", &c->order);
	jw_f_str(w, "ordered_by", c->ordered_by);
	id_write(w, "approval", &c->approval);
	jw_f_str(w, "approved_by", c->approved_by);
	jw_f_int(w, "keys", (int64_t)c->keys);
	jw_f_int(w, "scopes", (int64_t)c->scopes);
	classes_write(cx, w, c);
	jw_f_int(w, "sealed", (int64_t)c->sealed);
	jw_f_int(w, "records", (int64_t)c->records);
	jw_f_int(w, "refusals", (int64_t)c->refusals);
	jw_f_str(w, "master", c->master.n ? c->master : STR_NONE);
	jw_f_int(w, "first", c->first);
	jw_f_int(w, "last", c->last);
	hex_write(cx, w, "ids_digest", c->ids);
	hex_write(cx, w, "entry_digest", c->entry);
}

static int mac_write(struct cx *cx, struct site *s, struct str facts, struct jw *w)
{
	uint8_t mac[32];
	struct seal_key key;
	struct buf b;
	int e = keyring_special(cx, s->keys, "cookie", &key);

	buf_init(&b, cx->arena);
	buf_z(&b, "bulou purge certificate\n");
	buf_str(&b, facts);
	if (!e && !buf_ok(&b))
		e = err(cx, E_NO_MEMORY, NULL);
	if (!e) {
		seal_hmac256(&key, buf_get(&b), mac);
		hex_write(cx, w, "mac", mac);
	}
	seal_wipe(&key, sizeof(key));
	return e;
}

static void day_write(struct cx *cx, struct jw *w, const char *name, int32_t day)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_day(&b, day);
	jw_f_str(w, name, day ? buf_get(&b) : STR_NONE);
}

int certificate_write(struct cx *cx, struct site *s, const struct certificate *c,
	struct str witnesses, int32_t destroy_by, struct str *ret)
{
	struct buf b;
	struct jw w;
	int e;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	facts_write(cx, &w, c);
	jw_f_str(&w, "witnesses", witnesses.n ? witnesses : STR_NONE);
	day_write(cx, &w, "copies_destroyed_by", destroy_by);
	e = mac_write(cx, s, (struct str){ b.p, b.n }, &w);
	jw_end_object(&w);
	*ret = buf_get(&b);
	return e || buf_ok(&b) ? e : err(cx, E_NO_MEMORY, NULL);
}

int certificate_check(struct cx *cx, struct site *s, struct str text, struct certificate *ret)
{
	const struct json *v, *n;
	struct str again;
	int32_t by = 0;
	int e = json_read(cx, text, &json_limits_request, &v);

	if (e)
		return e;
	n = json_get(v, "certificate");
	if (!n || n->type != JSON_INT || n->i < 1)
		return err(cx, E_CERTIFICATE, NULL, "?");
	if (json_text(v, "copies_destroyed_by").n &&
		!day_read(json_text(v, "copies_destroyed_by"), &by))
		return err(cx, E_CERTIFICATE, NULL, cx_num(cx, n->i));
	e = certificate_read(cx, s, n->i, ret);
	if (!e)
		e = certificate_write(cx, s, ret, json_text(v, "witnesses"), by, &again);
	text = str_trim(text);
	while (!e && text.n && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == '\r'))
		text.n--;
	if (!e && (text.n != again.n || !seal_same(text.p, again.p, text.n)))
		e = err(cx, E_CERTIFICATE, NULL, cx_num(cx, n->i));
	return e;
}
