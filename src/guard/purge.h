/* Purge: destroying what may not be kept, so that it can be shown.
 *
 * purge_keys destroys the data keys of an incident (its own and those of its rounds) or of the roster, makes a new match
 * key and a new master key under which the living keys are wrapped anew, and rebuilds the views (a new epoch). What the
 * keys sealed opens nowhere any more, in no backup either once the old master key file is gone: no page is wiped.
 * A round is the incident's if an opening of it names the incident, whether that stands or not: what was sealed under a
 * round does not move when its opening is voided or corrected. Of a round whose openings name another incident too, or
 * none of which is here, nobody can tell: it is told, and goes or stays as it is said.
 * purge_subject erases the sealed parts of every record and every refusal about one subject and those it was merged with,
 * here and, by the erasure entries, wherever a later stream is restored. Figures change by neither, since only open fields
 * are counted. What seals passwords and the keys of devices is never purged.
 * Both need a site opened for writing, with nobody else writing meanwhile. */
#ifndef GUARD_PURGE_H
#define GUARD_PURGE_H

#include "guard/site.h"

/* Why. An entry of before has it in words. */
extern const struct choice purge_reasons[];
const struct choice *purge_reason(struct str name); /* by its name, or as people say it; NULL */

struct purge_scope {
	struct uuid incident; /* nil: the roster's keys */
	unsigned classes;     /* bit 1 << class; 0 = all */
	int32_t before; /* months (year * 12 + month - 1) before this one; 0 = all. Roster keys have no month */
	bool doubtful;               /* also the keys of scopes of which nobody can tell */
	struct uuid order, approval; /* the records by which it was ordered; nil: none */
	const char *
		new_key; /* where the new master key comes from; NULL: a new one in the file of now */
};

/* What a purge of keys would find. */
struct purge_plan {
	bool known;  /* there is the incident: it was declared, a round is its, or keys are */
	size_t keys; /* that are certain to go */
	struct uuid *doubtful; /* scopes (rounds, mostly) of which nobody can tell */
	size_t doubtful_n;
};
int purge_keys_plan(
	struct cx *cx, struct site *s, const struct purge_scope *what, struct purge_plan *ret);

/* Whom a purge of a subject erases, and who may be the same person and is not erased: subjects that match and that nobody
 * has merged or parted. */
struct purge_whom {
	struct uuid *same, *suspects; /* same: the subject among them */
	size_t same_n, suspects_n;
};
int purge_whom(struct cx *cx, struct site *s, const struct uuid *subject, struct purge_whom *ret);

struct purge_result {
	bool done;     /* it is durable, even where what comes after it failed */
	size_t keys;   /* destroyed */
	size_t living; /* data keys that remain */
	size_t any; /* of these, of the same scope and months: those of classes that may hold any other class */
	size_t records;  /* erased */
	size_t refusals; /* erased */
};

/* All of them, under one new master key (new_key of the first), or none. */
int purge_keys(struct cx *cx, struct site *s, const struct purge_scope *what, size_t n,
	struct str reason, struct str via, int64_t now, struct purge_result *ret);
int purge_subject(struct cx *cx, struct site *s, const struct uuid *subject, struct str reason,
	struct str via, int64_t now, struct purge_result *ret);

#endif
