/* Newcomers: people taken on from a list, each with an account, a role for a while, and a code on paper with which he logs in the
 * first time and sets a password that nobody else has known. */
#ifndef GUARD_NEWCOMERS_H
#define GUARD_NEWCOMERS_H

#include "core/map.h"
#include "guard/ticket.h"

#define NEWCOMERS_MAX 500 /* of one list */
#define NEWCOMER_TICKET_MS (72 * WHEN_HOUR_MS)
#define GUARD_PASSWORD_MIN 10
#define GUARD_PASSWORD_MAX 200

struct newcomer {
	struct str user; /* "": one is made ("v001") */
	struct str name;
	struct grant grant;
	/* out: */
	struct ticket ticket;
	char code[CODE32_MAX];
	struct entry entries[2];
	size_t n;
};

/* Those of one list: no two are the same person. */
struct newcomers {
	const struct area_tree *tree;
	const struct reader *who;
	struct map users, names;
	struct map there; /* who has an account, by their names */
	int next;
};
/* After guard_follow. who: what his rights to accounts come to who takes them on; tree: NULL for one who may everywhere. */
int guard_newcomers_begin(struct cx *cx, struct guard *g, const struct area_tree *tree,
	const struct reader *who, struct newcomers *all);
/* Entries to be appended. Whoever is there already and has never logged in gets another code, which ends the earlier one, if all
 * that he was granted lies where the asker may, none of it was given by two, and the row asks for a grant that he has; else E_EXISTS: a
 * code opens the account, with all its rights. Without a user name the same person is who has the same name and the same grant: E_NAMESAKE for two such in
 * a list or several with an account, and for one who has logged in. E_FIELD_MISSING, E_USERS_FULL, E_TICKETS_FULL. */
int guard_newcomer(struct cx *cx, struct guard *g, struct newcomers *all, struct newcomer *one,
	struct str via, int64_t now);

/* 10 to 200 characters: E_FIELD_FORMAT. */
int guard_password_check(struct cx *cx, struct str password);
/* Whether a slip may set his password: not of who has, or waits for, a role that takes two, nor of who has one-time codes. E_FORBIDDEN. */
int guard_reset_may(struct cx *cx, const struct account *a);
/* His first login (slow), or another password for one that was forgotten: the account with this password; its entry uses the ticket, and is
 * to be appended. E_TICKET_USED: it was to be the first, and he has one. E_TICKET_OVER: the account has changed since the other slip was made, or its
 * giver may make none any more. */
int guard_first_login(struct cx *cx, struct guard *g, const struct ticket *t, struct str password,
	int64_t now, struct account *ret, struct entry *ret_entry);

#endif
