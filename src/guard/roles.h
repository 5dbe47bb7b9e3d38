/* Roles, grants, and what somebody's grants come to.
 *
 * A right is a verb in a matter (record/rights.h), in some place, for some time. Nobody is given one by itself: an account has
 * grants, each a role in an area, and the table of roles says what the role does (guard/roles_table.c). So who may do what is read
 * in one place, and `bulou user rights NAME` prints it.
 *
 * Whatever is read goes by a plain reader (record/reader.h): rights_reader() makes the one that the rights come to for an act in
 * a matter now. The gate makes one for each kind that is handed in. */
#ifndef GUARD_ROLES_H
#define GUARD_ROLES_H

#include "record/reader.h"
#include "store/store.h"

#define GRANTS_MAX 64

enum role {
	ROLE_COMMANDER,
	ROLE_AREA_LEAD,
	ROLE_GRID_WORKER,
	ROLE_CHECKPOINT,
	ROLE_SAMPLER,
	ROLE_LABORATORY,
	ROLE_TRACER,
	ROLE_SUPPLY,
	ROLE_COUNSELLOR,
	ROLE_INSPECTOR,
	ROLE_QUESTION_DESK,
	ROLE_DATA_STEWARD,
	ROLE_AUDITOR,
	ROLE_RESIDENT,
	ROLE_ADMINISTRATOR,
	ROLES_GRANTED, /* nobody is granted those below */
	ROLE_OWNER = ROLES_GRANTED,
	ROLE_WAS_READ, /* the verbs of before there were roles, in the order of their bits */
	ROLE_WAS_UNMASK,
	ROLE_WAS_FIELD,
	ROLE_WAS_ROSTER,
	ROLE_WAS_ROUND,
	ROLE_WAS_SUPPLY,
	ROLE_WAS_ASK,
	ROLE_WAS_APPROVE,
	ROLE_WAS_ADMIN,
	ROLE_WAS_COUNSEL,
	ROLES
};

struct role_row {
	const char *name; /* "grid_worker"; NULL: it stands in no journal */
	const char *zh, *en;
	uint8_t may[MATTERS]; /* verbs */
	uint8_t counts_up;    /* by so many levels counts are wider than names */
	bool two; /* nobody gives it alone: it decides for others, opens what is kept closed, or watches who looks */
	bool goes; /* work in the field: it goes with him to where he is seconded or has a shift; what leads or administers stays */
};
extern const struct role_row roles[ROLES];
enum role role_find(struct str name); /* ROLES: there is none */

struct grant {
	enum role role;
	bool everywhere;
	struct str area;   /* with all that lies under it */
	struct uuid round; /* only in this round; nil: in all */
	struct uuid post;  /* only at this post; nil: at all */
	struct str
		asked; /* who asked for it, where a second person has not agreed yet: it gives nothing; "": it is given */
	int64_t from, until; /* until: the first moment when it holds no longer; 0: no such bound */
	enum {
		GRANT_GIVEN,
		GRANT_SECONDED,
		GRANT_SHIFT
	} why; /* the latter two follow, and are kept nowhere */
};

struct rights {
	struct str person;
	const struct grant *grants;
	size_t n;
	/* A resident, who has no grant: he sees nothing but what is kept of this subject and those it was merged with. Nil: none. */
	struct uuid own;
	struct uuid guardian; /* who reads and writes for that one, a child; nil: nobody */
	struct uuid staff;    /* who he is among the staff; nil: nobody has said */
};
/* Adds, of somebody who is of the staff, what follows from where he works at that moment: those of his roles that go (the table says which) go with him to a place that
 * he is seconded to, and to his post for the time of his shift and a little around it; a grant of one post stays. What he has at home he keeps: work that
 * was done there is still to be handed in. Reads one row by its key. */
int rights_follow(struct cx *cx, struct store *s, int64_t at, struct rights *r);
/* Of the account that a new site begins with: it leads, keeps the data and the accounts, everywhere. */
#define GRANTS_FIRST 3
extern const struct grant grants_first[GRANTS_FIRST];
/* Who sits at the machine and has its key: all of it, everywhere. */
extern const struct rights rights_owner;

/* One role in an area that is a variable, or everywhere. */
#define RIGHTS(user, which, in) \
	{ \
		.person = STR(user), .grants = &(struct grant){ .role = which, .area = in }, \
		.n = 1 \
	}
#define RIGHTS_ALL(user, which) \
	{ \
		.person = STR(user), \
		.grants = &(struct grant){ .role = which, .everywhere = true }, .n = 1 \
	}

/* What an act names, so far as a grant may be bound to it: the round that it is done in, and the posts that it is about. ids[…n];
 * any: what it names is asked for by itself (the records of a void), and a bound grant is as good as one that is not. */
#define ABOUT_MAX 3
struct about {
	struct uuid ids[ABOUT_MAX];
	size_t n;
	bool any;
};
/* NULL: it names nothing. */
static inline struct about about_one(const struct uuid *id)
{
	struct about about = { .n = id != NULL };

	if (id)
		about.ids[0] = *id;
	return about;
}

bool grant_holds(const struct grant *g, int64_t at);
bool grant_is_bound(const struct grant *g); /* to one round or post */
/* Does any grant give one of these verbs in this matter (MATTER_ANY: in any), wherever? */
bool rights_give(const struct rights *r, unsigned verbs, enum matter matter, int64_t at);
/* Where they give it: scopes has room for r->n, up too (NULL: nothing is widened), and about is what the act names (NULL: nothing), which grants of one
 * round or post wait for. False: nowhere. by_matter is left out. */
bool rights_where(const struct rights *r, unsigned verbs, enum matter matter,
	const struct about *about, int64_t at, struct str *scopes, uint8_t *up, struct reader *ret);
/* The same in the arena; of MATTER_ANY with by_matter. A reader without a scope where nothing gives it. */
int rights_reader(struct cx *cx, const struct rights *r, struct right right,
	const struct about *about, int64_t at, struct reader *ret);

#endif
