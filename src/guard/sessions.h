/* Sessions: who is logged in, since when, from where, on which device; and ending them.
 *
 * A session is a token that says all that a request needs, and an entry of the journal, which is its place in the list: so the list
 * outlives a restart, and what is ended in it is ended in every process that follows the journal. A token that is not in the list
 * is none, unless its entry is newer than what this process has followed. When somebody was last here is known since the process
 * began. At most GUARD_SESSIONS_MAX; of one person GUARD_SESSIONS_EACH, and one more ends the
 * one that he has left alone for the longest. */
#ifndef GUARD_SESSIONS_H
#define GUARD_SESSIONS_H

#include "guard/guard.h"

#define GUARD_SESSIONS_MAX 65536
#define GUARD_SESSIONS_EACH 16
#define GUARD_AGAIN_MS (2 * 60 * 1000) /* so long what opened a session opens the same */
#define GUARD_FROM_MAX 32              /* bytes of a network in words: "10.2.3.0/24" */

struct session {
	struct uuid id, device; /* device: nil for a browser */
	struct uuid guardian;   /* who stands for a resident who is a child; nil: nobody */
	struct str user;        /* a resident: GUARD_RESIDENT and the id of his subject */
	struct str from;
	int64_t since, until;
	int64_t used;   /* 0: not since this process began */
	int64_t queued; /* what the phone said it has still to hand in; -1: it did not */
	bool by_pin;    /* not by his password */
};

/* A session that is being opened: its entries are to be appended in one go, and then it has a token. */
struct opening {
	struct session s;   /* user, device and from are given */
	int64_t version;    /* of the account */
	struct uuid ticket; /* that opens it; nil: none */
	struct str door;    /* what only the browser knows that opens it by a slip; "": none */
	struct entry entries[3];
	size_t n;
};
/* E_SESSIONS_FULL. */
int guard_open(struct cx *cx, struct guard *g, struct opening *o, int64_t now);
int guard_token(struct cx *cx, struct guard *g, const struct opening *o, struct str *ret);
/* The same session once more, for whoever knows the same door, within GUARD_AGAIN_MS: a button was tapped twice, or the answer was lost.
 * E_TICKET_USED: it is somebody else's, over, or too late. */
int guard_open_again(struct cx *cx, struct guard *g, const struct uuid *session, struct str door,
	int64_t now, struct opening *ret);

/* Those that are good now, the latest first; user "": of everybody. */
int guard_sessions(struct cx *cx, struct guard *g, struct str user, int64_t now,
	struct session **ret, size_t *ret_n);
/* One of those, copied alone. E_NOT_FOUND. */
int guard_session_by_id(
	struct cx *cx, struct guard *g, const struct uuid *id, int64_t now, struct session *ret);
/* The one of a token; E_LOGIN. Of one that this process has not followed yet, only the id and the user are told. */
int guard_session_of(
	struct cx *cx, struct guard *g, struct str token, int64_t now, struct session *ret);
/* What a form of this session's pages carries, so that no other page can send it: keyed, and tells nothing of the token. */
int guard_form(struct cx *cx, struct guard *g, struct str token, struct str *ret);
/* Is this it? In time that does not depend on what it is. E_FORM. */
int guard_form_check(struct cx *cx, struct guard *g, struct str token, struct str form);
/* What its phone says of its outbox. */
void guard_session_queued(
	struct cx *cx, struct guard *g, struct str token, int64_t now, int64_t queued);
/* Ends it here, and gives the entry that ends it everywhere. */
int guard_session_end(struct cx *cx, struct guard *g, const struct session *s, struct str via,
	int64_t now, struct entry *ret);

#endif
