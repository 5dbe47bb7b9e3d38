/* The security trace: what somebody who answers for a server wants to be told of, one JSON object a line in DIR.trace, beside the
 * data and the key: who is turned away, who tries what he may not, and what is done with the whole of the data.
 *
 * It says nothing that was typed and no name: people by their user names, and only of users who are known; where somebody comes
 * from as a network (/24 of version 4, /48 of version 6); a device by its id. Each sort writes at most TRACE_MINUTE lines a
 * minute, the rest is counted and told with its next line ("more"). The file has at most TRACE_BYTES; then it is DIR.trace.1, in
 * the place of the one before, and begins anew: so a flood fills no disk. A line that cannot be written is lost, and nothing
 * else fails. Any thread. */
#ifndef GUARD_TRACE_H
#define GUARD_TRACE_H

#include "core/err.h"
#include "core/uuid.h"

#define TRACE_MINUTE 60
#define TRACE_BYTES ((size_t)4 << 20)

/* X(id, name) */
#define TRACE_TABLE(X) \
	X(LOGIN_FAILED, "login_failed")     /* a wrong password, code or PIN */ \
	X(SLIP_REFUSED, "slip_refused")     /* mistyped, guessed, used before or over */ \
	X(DEVICE_REFUSED, "device_refused") /* not enrolled, revoked, or its proof is wrong */ \
	X(LOCKED_OUT, "locked_out")         /* a user waits after too many */ \
	X(NETWORK_LOCKED, "network_locked") /* a network does */ \
	X(SESSION_REFUSED, \
		"session_refused") /* ended, revoked, of before a new password, or forged */ \
	X(RIGHT_REFUSED, "right_refused")   /* what the user may not do or see */ \
	X(RECORD_REFUSED, "record_refused") /* what he may not write */ \
	X(MAC_WRONG, "mac_wrong")           /* not the device's; or a box that does not open */ \
	X(NUMBERS_ASKED, \
		"numbers_asked") /* searched by people's numbers as often as anybody may */ \
	X(ACCOUNT_FLOOD, "account_flood") /* an account had too much in hand */ \
	X(NETWORK_FLOOD, "network_flood") /* a network had too many connections */ \
	X(COMMAND, \
		"command") /* at the command line: accounts, keys, exports, purges, backups, restores */

enum trace_sort {
#define X(id, name) TRACE_##id,
	TRACE_TABLE(X)
#undef X
		TRACE_SORTS
};
extern const char *const trace_names[TRACE_SORTS];

struct trace_line {
	enum trace_sort sort;
	struct str user;           /* of an account that is there; "": not known */
	struct str network;        /* 4 or 6 bytes, of which the last of 4 is not told; "": none */
	const char *code;          /* of the error, or NULL */
	const char *what;          /* the route or the command's words, or NULL */
	const struct uuid *device; /* or NULL */
	int64_t uid;               /* of the machine's account at the command line; -1: none */
};

struct trace;
/* Beside the data, as site_beside says; where that names no place (a database, and a key that is no file) it only counts. */
int trace_open(struct cx *cx, const char *where, const char *key_path, struct trace **ret);
void trace_close(struct trace *t); /* takes NULL */
void trace_tell(struct trace *t, const struct trace_line *l);
uint64_t trace_count(const struct trace *t, enum trace_sort sort);

#endif
