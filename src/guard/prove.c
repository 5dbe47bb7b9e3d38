/* A device proves itself by signing what the server drew by lot a moment ago; then a person opens it with his PIN. */
#include "guard/devices.h"

#include <string.h>

#include "guard/own.h"
#include "sys/sys.h"

/* -- proving itself: the challenge is time 8 ‖ random 8 ‖ mac 16, under the cookie key -- */

#define CHALLENGE_OPEN 16
#define CHALLENGE 32

static int challenge_mac(
	struct cx *cx, struct guard *g, const uint8_t open[CHALLENGE_OPEN], uint8_t ret[16])
{
	uint8_t hash[SEAL_HASH], text[10 + CHALLENGE_OPEN] = "challenge\n";
	struct seal_key key;
	int e = keyring_special(cx, g->site->keys, "cookie", &key);

	if (e)
		return e;
	memcpy(text + 10, open, CHALLENGE_OPEN);
	seal_hash(&key, (struct str){ (const char *)text, sizeof(text) }, hash);
	memcpy(ret, hash, 16);
	seal_wipe(&key, sizeof(key));
	return 0;
}

int guard_challenge(struct cx *cx, struct guard *g, int64_t now, struct str *ret)
{
	uint8_t all[CHALLENGE];
	struct buf b;
	int e;

	for (int i = 0; i < 8; i++)
		all[i] = (uint8_t)((uint64_t)now >> (8 * i));
	sys_random(all + 8, 8);
	e = challenge_mac(cx, g, all, all + CHALLENGE_OPEN);
	if (e)
		return e;
	buf_init(&b, cx->arena);
	buf_base64url(&b, all, sizeof(all));
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* Ours, of the last two minutes, and not used before. */
static int challenge_take(struct cx *cx, struct guard *g, struct str text, int64_t now)
{
	uint8_t mac[16];
	uint64_t made = 0;
	struct str all, key;
	int64_t until;
	bool good;
	int e;

	if (!base64url_read(cx->arena, text, &all) || all.n != CHALLENGE)
		return err(cx, E_DEVICE, "challenge");
	e = challenge_mac(cx, g, (const uint8_t *)all.p, mac);
	if (e)
		return e;
	for (int i = 7; i >= 0; i--)
		made = made << 8 | (uint8_t)all.p[i];
	until = (int64_t)made + DEVICE_CHALLENGE_MS;
	good = seal_same(mac, all.p + CHALLENGE_OPEN, 16) && until > now && (int64_t)made <= now;
	key = (struct str){ all.p, CHALLENGE_OPEN };
	pthread_mutex_lock(&g->lock);
	good = good && !brief_get(&g->challenges, key, now) &&
		brief_put(&g->challenges, key, until, now);
	pthread_mutex_unlock(&g->lock);
	return good ? 0 : err(cx, E_DEVICE, "challenge");
}

int guard_proof_text(struct cx *cx, const struct device_proof *p, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "bulou session\n" STR_FMT "\n", STR_ARG(p->challenge));
	buf_uuid(&b, &p->device);
	buf_fmt(&b, "\n" STR_FMT, STR_ARG(p->user));
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

int guard_prove(struct cx *cx, struct guard *g, const struct device_proof *p, int64_t now)
{
	uint8_t mac[32], given[32];
	struct seal_key key;
	struct str text;
	bool fits;
	int e = device_key_of(cx, g, &p->device, p->user, true, &key);

	if (e == -E_NOT_FOUND) {
		err_clear(cx);
		return err(cx, device_is_revoked(g, &p->device) ? E_DEVICE_REVOKED : E_DEVICE,
			"device");
	}
	if (!e)
		e = guard_proof_text(cx, p, &text);
	if (e)
		return e;
	seal_hmac256(&key, text, mac);
	seal_wipe(&key, sizeof(key));
	fits = hex_read(p->mac, given, sizeof(given)) && seal_same(mac, given, sizeof(mac));
	return fits ? challenge_take(cx, g, p->challenge, now) : err(cx, E_DEVICE, "mac");
}

/* -- what it keeps -- */

static int lease_text(struct cx *cx, const struct session *s, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_z(&b, "lease\n");
	buf_str(&b, uuid_bytes(&s->device));
	buf_str(&b, s->user);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

int guard_lease(struct cx *cx, struct guard *g, struct str token, const struct uuid *device,
	int64_t now, struct seal_key *ret)
{
	struct seal_key match, cookie;
	uint8_t under[SEAL_HASH];
	struct session s;
	struct str text;
	int e = guard_session_of(cx, g, token, now, &s);

	if (!e && (uuid_is_nil(device) || !uuid_eq(&s.device, device)))
		e = err(cx, E_FORBIDDEN, "device", "在本设备上登录后才能取得其密钥",
			"the key of a device's copy is told to whoever has logged in on it");
	if (!e)
		e = lease_text(cx, &s, &text);
	if (!e)
		e = keyring_special(cx, g->site->keys, "match", &match);
	if (!e)
		e = keyring_special(cx, g->site->keys, "cookie", &cookie);
	if (e)
		return e;
	/* The match key is made anew by whatever destroys: a copy from before does not open any more. */
	seal_hash(&match, text, under);
	seal_hash(&cookie, (struct str){ (const char *)under, sizeof(under) }, ret->b);
	seal_wipe(&match, sizeof(match));
	seal_wipe(&cookie, sizeof(cookie));
	return 0;
}

/* -- PINs -- */

static int pin_text(
	struct cx *cx, const struct uuid *device, struct str user, bool set, struct str *ret)
{
	struct buf b;
	struct jw w;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	open_uuid(&w, "device", device);
	jw_f_bool(&w, "pin", set);
	jw_f_str(&w, "whose", user);
	jw_end_object(&w);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

int guard_pin_end(
	struct cx *cx, const struct uuid *device, struct str user, int64_t now, struct entry *ret)
{
	*ret = (struct entry){
		.type = ENTRY_LOGIN, .id = sys_uuid(), .received = now, .at_used = now, .via = user
	};
	return pin_text(cx, device, user, false, &ret->open);
}

/* Six digits; not all the same, and not a run up or down. */
static bool pin_is_good(struct str pin)
{
	bool same = true, up = true, down = true;

	if (pin.n != DEVICE_PIN)
		return false;
	for (size_t i = 0; i < pin.n; i++) {
		if (pin.p[i] < '0' || pin.p[i] > '9')
			return false;
		same &= i == 0 || pin.p[i] == pin.p[i - 1];
		up &= i == 0 || pin.p[i] == pin.p[i - 1] + 1;
		down &= i == 0 || pin.p[i] == pin.p[i - 1] - 1;
	}
	return !same && !up && !down;
}

int guard_pin_entry(struct cx *cx, const struct uuid *device, struct str user, struct str pin,
	int64_t now, struct entry *ret)
{
	int e = pin_is_good(pin) ? guard_pin_end(cx, device, user, now, ret) :
				   err(cx, E_PIN_WEAK, "pin");

	if (!e)
		e = pin_text(cx, device, user, true, &ret->open);
	return e ? e : seal_password_hash(cx, pin, &ret->secret);
}

/* The hash, and one wrong try counted before the slow check, so that many at once do not all get through. */
static int pin_try(struct cx *cx, struct guard *g, const struct device_proof *p, struct str *ret,
	bool *ret_last)
{
	struct pair *pair;
	bool may = false;
	int e;

	*ret = STR_NONE;
	pthread_mutex_lock(&g->lock);
	e = pair_find(cx, g, &p->device, p->user, &pair);
	if (!e && pair && pair->pin_n && pair->wrong < DEVICE_PINS_WRONG) {
		may = true;
		*ret_last = ++pair->wrong == DEVICE_PINS_WRONG;
		e = cx_str(cx, (struct str){ pair->pin, pair->pin_n }, ret);
	}
	pthread_mutex_unlock(&g->lock);
	return e || may ? e : err(cx, E_PIN_NONE, "pin");
}

static void pin_forgive(struct cx *cx, struct guard *g, const struct device_proof *p)
{
	struct pair *pair;

	pthread_mutex_lock(&g->lock);
	if (!pair_find(cx, g, &p->device, p->user, &pair) && pair)
		pair->wrong = 0;
	pthread_mutex_unlock(&g->lock);
}

int guard_pin_login(struct cx *cx, struct guard *g, const struct device_proof *p, struct str pin,
	struct guard_from from, int64_t now, struct account *ret, bool *ret_over)
{
	struct str hash;
	bool last = false, fits;
	int e = attempt_begin(cx, g, p->user, from, now);

	*ret_over = false;
	if (!e)
		e = pin_try(cx, g, p, &hash, &last);
	if (e)
		return e;
	fits = seal_password_fits(pin, hash);
	seal_wipe((char *)(uintptr_t)hash.p, hash.n);
	if (!fits) {
		*ret_over = last;
		return err(cx, last ? E_PIN_NONE : E_PIN, "pin");
	}
	pin_forgive(cx, g, p);
	e = guard_account(cx, g, p->user, ret);
	if (e == -E_NOT_FOUND) {
		err_clear(cx);
		return err(cx, E_PASSWORD, NULL);
	}
	if (!e && ret->disabled)
		return err(cx, E_DISABLED, NULL);
	if (!e)
		attempt_forgive(g, p->user, from, now);
	return e;
}
