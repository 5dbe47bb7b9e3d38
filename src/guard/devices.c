/* Devices in memory, as the journal has them. A device's entry is {state, user}, with post and ticket where there are any, its
 * sealed part the key and the name, a line each (an entry of before has its name open); a PIN's is {device, pin, whose} among the logins, its sealed part the hash. Who opened which device is never
 * forgotten: a record that he signed on it may come late. */
#include "guard/devices.h"

#include <stdlib.h>
#include <string.h>

#include "guard/own.h"
#include "record/outbox.h"
#include "sys/sys.h"

/* -- following the journal -- */

static int text_keep(struct guard *g, struct str s, struct str *ret)
{
	char *p = s.n ? arena_alloc(&g->arena, s.n) : NULL;

	*ret = STR("");
	if (!s.n)
		return 0;
	if (!p)
		return -E_NO_MEMORY;
	memcpy(p, s.p, s.n);
	*ret = (struct str){ p, s.n };
	return 0;
}

/* Of several that one ticket enrolled only the first is one. */
static bool ticket_is_used(const struct guard *g, const struct uuid *ticket, const struct uuid *by)
{
	for (size_t i = 0; i < g->devices.n; i++) {
		const struct device_box *d = g->devices.entries[i].value;

		if (uuid_eq(&d->d.ticket, ticket) && !uuid_eq(&d->d.id, by))
			return true;
	}
	return false;
}

static int device_new(struct cx *cx, struct guard *g, const struct entry *e, const struct json *v,
	struct str name, struct device_box *d)
{
	d->d = (struct device){ .id = e->id, .since = e->received };
	uuid_read(json_text(v, "post"), &d->d.post);
	uuid_read(json_text(v, "ticket"), &d->d.ticket);
	if (text_keep(g, name.n ? name : json_text(v, "name"), &d->d.name) ||
		text_keep(g, json_text(v, "user"), &d->d.user))
		return err(cx, E_NO_MEMORY, NULL);
	return 0;
}

int devices_take(struct cx *cx, struct guard *g, const struct entry *e, const struct json *v,
	struct str sealed)
{
	struct str key = uuid_bytes(&e->id), key_hex = STR("");
	struct device_box *d = map_get(&g->devices, key);
	struct uuid ticket;
	void **at;

	if (!d && uuid_read(json_text(v, "ticket"), &ticket) && ticket_is_used(g, &ticket, &e->id))
		return 0;
	str_split(&sealed, '\n', &key_hex);
	at = map_at(&g->devices, key);
	if (at && !d) {
		*at = d = arena_alloc(&g->arena, sizeof(*d));
		if (d && device_new(cx, g, e, v, sealed, d))
			return -E_NO_MEMORY;
	}
	if (!d)
		return err(cx, E_NO_MEMORY, NULL);
	/* A device without a key is one whose key was taken back. */
	seal_wipe(&d->key, sizeof(d->key));
	d->enrolled = str_is(json_text(v, "state"), "enrolled") &&
		hex_read(key_hex, d->key.b, SEAL_KEY);
	if (!d->enrolled && !d->d.until)
		d->d.until = e->received;
	return 0;
}

/* -- who opened which -- */

static int pair_key(struct cx *cx, const struct uuid *device, struct str user, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_str(&b, uuid_bytes(device));
	buf_str(&b, user);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

int pair_find(struct cx *cx, const struct guard *g, const struct uuid *device, struct str user,
	struct pair **ret)
{
	struct str key;
	int e = pair_key(cx, device, user, &key);

	*ret = e ? NULL : map_get(&g->pairs, key);
	return e;
}

int devices_opened(struct cx *cx, struct guard *g, const struct uuid *device, struct str user)
{
	struct str key;
	void **at;
	int e = pair_key(cx, device, user, &key);

	if (e || map_get(&g->pairs, key) || g->pairs.n >= GUARD_PAIRS_MAX)
		return e;
	at = map_at(&g->pairs, key);
	if (at)
		*at = arena_alloc(&g->arena, sizeof(struct pair));
	return at && *at ? 0 : err(cx, E_NO_MEMORY, NULL);
}

int pins_take(struct cx *cx, struct guard *g, const struct json *v, struct str hash)
{
	struct str user = json_text(v, "whose");
	struct uuid device;
	struct pair *p;
	int e;

	if (!uuid_read(json_text(v, "device"), &device) || hash.n >= sizeof(p->pin))
		return 0;
	e = devices_opened(cx, g, &device, user);
	if (!e)
		e = pair_find(cx, g, &device, user, &p);
	if (e || !p)
		return e;
	seal_wipe(p->pin, sizeof(p->pin));
	memcpy(p->pin, hash.n ? hash.p : "", hash.n);
	p->pin_n = hash.n;
	p->wrong = 0;
	return 0;
}

void pins_end(struct guard *g, struct str user)
{
	for (size_t i = 0; i < g->pairs.n; i++) {
		const struct map_entry *m = &g->pairs.entries[i];
		struct str whose = { m->key.p + sizeof(struct uuid),
			m->key.n - sizeof(struct uuid) };
		struct pair *p = m->value;

		if (p && str_eq(whose, user)) {
			seal_wipe(p->pin, sizeof(p->pin));
			p->pin_n = 0;
		}
	}
}

void devices_wipe(struct guard *g)
{
	for (size_t i = 0; i < g->devices.n; i++)
		if (g->devices.entries[i].value)
			seal_wipe(g->devices.entries[i].value, sizeof(struct device_box));
	for (size_t i = 0; i < g->pairs.n; i++)
		if (g->pairs.entries[i].value)
			seal_wipe(g->pairs.entries[i].value, sizeof(struct pair));
}

/* -- entries -- */

static int device_text(
	struct cx *cx, const struct device_new *d, const char *state, struct str *ret)
{
	struct buf b;
	struct jw w;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w); /* members in canonical order */
	if (!uuid_is_nil(&d->post))
		open_uuid(&w, "post", &d->post);
	jw_f_z(&w, "state", state);
	if (!uuid_is_nil(&d->ticket))
		open_uuid(&w, "ticket", &d->ticket);
	jw_f_str(&w, "user", d->user);
	jw_end_object(&w);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* The key, none when it is taken back, and the name, which may be anybody's. */
static int secrets_of(struct cx *cx, const struct seal_key *key, struct str name, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	if (key)
		buf_hex(&b, key->b, SEAL_KEY);
	buf_c(&b, '\n');
	buf_str(&b, name);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

int guard_device_entry(struct cx *cx, const struct device_new *d, int64_t now,
	struct uuid *ret_device, struct seal_key *ret_key, struct entry *ret)
{
	int e;

	*ret_device = sys_uuid();
	*ret_key = seal_key_new();
	*ret = (struct entry){ .type = ENTRY_DEVICE,
		.id = *ret_device,
		.received = now,
		.at_used = now,
		.via = d->via };
	e = secrets_of(cx, ret_key, d->name, &ret->secret);
	return e ? e : device_text(cx, d, "enrolled", &ret->open);
}

/* At once in this process; in the others with the entry. */
static void revoke_now(struct guard *g, const struct uuid *device, int64_t now)
{
	struct device_box *d;

	pthread_mutex_lock(&g->lock);
	d = map_get(&g->devices, uuid_bytes(device));
	if (d) {
		seal_wipe(&d->key, sizeof(d->key));
		d->enrolled = false;
		d->d.until = d->d.until ? d->d.until : now;
	}
	pthread_mutex_unlock(&g->lock);
}

int guard_device_revoke(struct cx *cx, struct guard *g, const struct uuid *device, struct str via,
	int64_t now, struct entry *ret)
{
	struct device *all;
	size_t n, i = 0;
	int e = guard_devices(cx, g, STR(""), &all, &n);

	while (!e && i < n && !uuid_eq(&all[i].id, device))
		i++;
	if (e || i == n)
		return e ? e : err(cx, E_NOT_FOUND, "device", "device");
	*ret = (struct entry){
		.type = ENTRY_DEVICE, .id = *device, .received = now, .at_used = now, .via = via
	};
	e = device_text(cx,
		&(struct device_new){
			.user = all[i].user, .post = all[i].post, .ticket = all[i].ticket },
		"revoked", &ret->open);
	if (!e)
		e = secrets_of(cx, NULL, all[i].name, &ret->secret);
	if (!e)
		revoke_now(g, device, now);
	return e;
}

/* -- reading -- */

static int latest_first(const void *a, const void *b)
{
	const struct device *x = a, *y = b;

	if (x->since != y->since)
		return x->since < y->since ? 1 : -1;
	return uuid_cmp(&y->id, &x->id);
}

int guard_devices(
	struct cx *cx, struct guard *g, struct str user, struct device **ret, size_t *ret_n)
{
	*ret_n = 0;
	pthread_mutex_lock(&g->lock);
	*ret = cx_many(cx, g->devices.n, struct device);
	/* Their texts are never freed. */
	for (size_t i = 0; *ret && i < g->devices.n; i++) {
		const struct device_box *d = g->devices.entries[i].value;

		if (d && (!user.n || str_eq(d->d.user, user)))
			(*ret)[(*ret_n)++] = d->d;
	}
	pthread_mutex_unlock(&g->lock);
	if (!*ret)
		return -E_NO_MEMORY;
	if (*ret_n)
		qsort(*ret, *ret_n, sizeof(**ret), latest_first);
	return 0;
}

static struct device_handed handed_of(const struct outbox *o)
{
	struct device_handed h = { .last_seq = outbox_last(o) };
	int64_t came = 0;

	for (size_t i = 0; i < o->n; i++)
		came += o->ranges[i].to - o->ranges[i].from + 1;
	h.holes = o->n ? o->ranges[o->n - 1].to - came : 0;
	return h;
}

int guard_devices_handed(struct cx *cx, struct store *s, const struct device *all, size_t n,
	struct device_handed *ret)
{
	struct journal j = { .store = s };
	struct uuid *ids = cx_many(cx, n, struct uuid);
	struct outbox *boxes = cx_many(cx, n, struct outbox);
	int e = ids && boxes ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		ids[i] = all[i].id;
	if (!e)
		e = outbox_load(cx, &j, ids, n, boxes);
	for (size_t i = 0; !e && i < n; i++)
		ret[i] = handed_of(&boxes[i]);
	return e;
}

bool device_was_revoked(const struct guard *g, const struct uuid *device)
{
	const struct device_box *d = map_get(&g->devices, uuid_bytes(device));

	return d && d->d.until;
}

bool device_is_revoked(struct guard *g, const struct uuid *device)
{
	bool revoked;

	pthread_mutex_lock(&g->lock);
	revoked = device_was_revoked(g, device);
	pthread_mutex_unlock(&g->lock);
	return revoked;
}

/* What the machine's owner enrolled for somebody is his. What an administrator gave a slip for is only once he has logged in on it
 * himself: else whoever gives a slip to a phone of his own would write in another's name. */
static bool is_trusted(const struct device_box *d, struct str by)
{
	return uuid_is_nil(&d->d.ticket) && by.n && str_eq(d->d.user, by);
}

int device_key_of(struct cx *cx, struct guard *g, const struct uuid *device, struct str by,
	bool any, struct seal_key *ret)
{
	const struct device_box *d;
	struct pair *p = NULL;
	bool there;
	int e;

	pthread_mutex_lock(&g->lock);
	d = map_get(&g->devices, uuid_bytes(device));
	e = any ? 0 : pair_find(cx, g, device, by, &p);
	there = !e && d && d->enrolled && (any || p || is_trusted(d, by));
	if (there)
		*ret = d->key;
	pthread_mutex_unlock(&g->lock);
	return e ? e : there ? 0 : err(cx, E_NOT_FOUND, "device", "device");
}

int guard_device_key(
	void *guard, struct cx *cx, const struct uuid *device, struct str by, struct seal_key *ret)
{
	return device_key_of(cx, guard, device, by, false, ret);
}
