/* Devices: phones that were enrolled, who opened each, and the PIN with which somebody opens the one he has logged in on before.
 *
 * A device has an id, under which its outbox counts, and a key, with which it signs records (mac) and proves itself when somebody
 * logs in on it. Several people may open one: each has a session of his own, and what he writes is his. A record that the device
 * signed is believed to be by whom it says if he has opened that device, or it was enrolled for him; never otherwise. A device that
 * was revoked proves nothing more, and what comes from its outbox is held. */
#ifndef GUARD_DEVICES_H
#define GUARD_DEVICES_H

#include "guard/ticket.h"

#define DEVICE_TICKET_MS (24 * WHEN_HOUR_MS)
#define DEVICE_CHALLENGE_MS ((int64_t)2 * 60 * 1000)
#define DEVICE_PIN 6        /* digits */
#define DEVICE_PINS_WRONG 5 /* then it takes the password again */
#define DEVICE_NAME_MAX 64

struct device {
	struct uuid id;
	struct uuid post;      /* the post or site at which it stands; nil: none */
	struct uuid ticket;    /* that enrolled it; nil: the command line did */
	struct str name, user; /* user "": whoever opens it */
	int64_t since, until;  /* until: it was revoked; 0: it was not */
};

struct device_new {
	struct str name, user, via;
	struct uuid post, ticket;
};
/* Its id and key (64 hex digits), which nobody is told again. */
int guard_device_entry(struct cx *cx, const struct device_new *d, int64_t now,
	struct uuid *ret_device, struct seal_key *ret_key, struct entry *ret);
/* Here at once, elsewhere with its entry; again does no harm. E_NOT_FOUND. */
int guard_device_revoke(struct cx *cx, struct guard *g, const struct uuid *device, struct str via,
	int64_t now, struct entry *ret);
/* All of them, or (user not "") those that were enrolled for him, the latest first. */
int guard_devices(
	struct cx *cx, struct guard *g, struct str user, struct device **ret, size_t *ret_n);
/* What has come from their outboxes; in a transaction. */
struct device_handed {
	int64_t last_seq; /* 1 … n have all come */
	int64_t holes;    /* numbers below the highest that have not */
};
int guard_devices_handed(struct cx *cx, struct store *s, const struct device *all, size_t n,
	struct device_handed *ret);
/* The key of a device that this person may sign with: E_NOT_FOUND. */
int guard_device_key(
	void *guard, struct cx *cx, const struct uuid *device, struct str by, struct seal_key *ret);

/* ---- proving itself ---- */

/* What a device signs to prove itself: good once, and for two minutes. */
int guard_challenge(struct cx *cx, struct guard *g, int64_t now, struct str *ret);
struct device_proof {
	struct uuid device;
	struct str user, challenge, mac; /* mac: of what guard_proof_text says */
};
/* "bulou session" LF challenge LF device LF user. */
int guard_proof_text(struct cx *cx, const struct device_proof *p, struct str *ret);
int guard_prove(struct cx *cx, struct guard *g, const struct device_proof *p,
	int64_t now); /* E_DEVICE, E_DEVICE_REVOKED */

/* ---- what it keeps ---- */

#define DEVICE_LEASE_MS (36 * WHEN_HOUR_MS)
/* The key under which the copy that whoever opened this session keeps on this device lies sealed: of this device and this person the
 * same each time until something is purged or erased, derived, kept nowhere. The keyring must have followed. A phone forgets it
 * DEVICE_LEASE_MS after it was told last. E_FORBIDDEN: the session was opened elsewhere. */
int guard_lease(struct cx *cx, struct guard *g, struct str token, const struct uuid *device,
	int64_t now, struct seal_key *ret);

/* ---- PINs ---- */

/* Slow. E_PIN_WEAK: it is not six digits, or one that everybody tries first. */
int guard_pin_entry(struct cx *cx, const struct uuid *device, struct str user, struct str pin,
	int64_t now, struct entry *ret);
/* The entry that takes a PIN back. */
int guard_pin_end(
	struct cx *cx, const struct uuid *device, struct str user, int64_t now, struct entry *ret);
/* Slow. After guard_prove. E_PIN: it is wrong; E_PIN_NONE: there is none (any more), and the password is needed. E_DISABLED. *ret_over: it was
 * the last wrong one, and guard_pin_end is to be written. Failures count as those of passwords do. */
int guard_pin_login(struct cx *cx, struct guard *g, const struct device_proof *p, struct str pin,
	struct guard_from from, int64_t now, struct account *ret, bool *ret_over);

#endif
