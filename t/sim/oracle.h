/* The oracle's own idea of records, acts and what follows from them. Slow, simple, and written from the promises and
 * doc/format/record.md, not from the code under test; it shares with it only the reader of JSON, times and ids. */
#ifndef T_SIM_ORACLE_H
#define T_SIM_ORACLE_H

#include "sim.h"

#define FAR INT64_MAX

struct fact { /* a record, as the oracle reads it */
	struct uuid id, subject, round;
	bool has_subject, has_round, held, clock, newer, confirmed;
	struct str kind, area, by;
	int64_t at; /* at_used */
	const struct json *body, *seen;
	struct uuid *corrects, *names;
	size_t corrects_n, names_n; /* names: of a void or approval */
	bool approved, voided, force, counts, stands;
};

struct oracle {
	struct cx *cx;
	struct lines *out;
	struct fact *all; /* by (at, id) */
	size_t n;
	struct map by_id;
	struct map clusters;                /* subject → struct cluster */
	struct map subjects, rounds, areas; /* folded rows */
	struct map *twice;
};

struct cluster {
	struct uuid *all; /* ascending */
	size_t n;
};

struct o_subject {
	struct uuid id, source;
	int type;
	const struct fact *define;
	struct str area, place;
	int64_t flags;
	bool moved, any;
};

struct o_round {
	struct uuid id, incident;
	bool known, any;
	struct str area;
	int64_t closes;
};

/* oracle_stand.c: sets counts and stands; writes clashes of corrections. */
void oracle_stand(struct oracle *o);
/* oracle_areas.c: areas as they are today, and incidents. */
void oracle_areas(struct oracle *o, int32_t today);
bool oracle_within(struct oracle *o, struct str area, struct str top); /* by any version */
/* oracle_rounds.c: before the subjects, since a difficulty told in a known round is a question, and so a subject. */
void oracle_rounds(struct oracle *o);
/* oracle_roster.c: subjects, pairs, people taken for one. */
void oracle_roster(struct oracle *o);
struct str oracle_position(struct oracle *o, const struct uuid *subject, int64_t at);
const struct o_subject *oracle_subject(struct oracle *o, const struct uuid *id); /* NULL */
const struct cluster *oracle_cluster(struct oracle *o, const struct uuid *id);
/* oracle_targets.c: last, since targets lie where subjects are. */
void oracle_targets(struct oracle *o);
/* oracle_sums.c: figures and goods. */
void oracle_sums(struct oracle *o);
/* oracle_rests.c: does this record begin a shift, as it was (85) or as planned (86), and too soon after another? 0: it begins none. */
int oracle_begins(struct oracle *o, const struct fact *f, bool *ret_short);

/* ---- oracle_desks.c: what the kinds of the desks mean ---- */

#define O_HOUR 3600000LL
#define DESK_ASKS_MAX 32

enum { LISTED = 1, FOUND, OBLIGED, MOVED_IN }; /* where a target comes from */
enum { COVERS = 1, TRIES, EXCUSES, SPARES };   /* SPARES: excuses, and waits for nothing */

struct o_ask {
	struct uuid subject;
	int origin;
	int64_t slot, due; /* due 0: none */
};

struct o_answer {
	int what, code, next;
	struct uuid subject;
	const char *list; /* the field that lists the subjects instead; NULL: none */
	int64_t from, to; /* slots, both included */
};

/* The type of the subject that it defines; 0: none. */
int desk_defines(const struct fact *f, struct uuid *ret_subject);
struct str desk_place(const struct fact *f);
size_t desk_asks(const struct fact *f, struct o_ask ret[DESK_ASKS_MAX]);
/* The kind of standing round in which something must follow; NULL: nothing. */
const char *desk_follows(const struct fact *f, int64_t *ret_due);
/* Where it lies: with the people of a tube, if any record says where these are. */
struct str desk_follows_in(struct oracle *o, const struct fact *f);
bool desk_answers(const struct fact *f, struct o_answer *ret);
/* What it answers besides: of the post where somebody is planned or has come. */
bool desk_spares(const struct fact *f, struct o_answer *ret);
/* And what ends with it. */
bool desk_ends(const struct fact *f, struct o_answer *ret);
/* The next of what it counts, from *at on, which moves; false: nothing more. */
bool desk_counts(const struct fact *f, size_t *at, int *ret_figure, int64_t *ret_n);
bool desk_shelf(
	const struct fact *f, const char **ret_place, struct str *ret_item, int64_t *ret_milli);
bool oracle_knows(const struct fact *f);

static inline struct str o_key(const struct uuid *u)
{
	return (struct str){ (const char *)u->b, 16 };
}

static inline bool is(const struct fact *f, const char *kind)
{
	return str_is(f->kind, kind) && !f->newer;
}

const char *o_hex(struct oracle *o, const struct uuid *u);
struct fact *o_fact(struct oracle *o, const struct uuid *id); /* NULL: not here */
void *o_row(struct oracle *o, struct map *m, struct str key, size_t size);
int64_t b_int(const struct fact *f, const char *name);
struct str b_text(const struct fact *f, const char *name); /* "" */
bool b_id(const struct fact *f, const char *name, struct uuid *ret);
int b_code(const struct fact *f, const char *name, const char *const *names); /* 1 …, 0: none */
int64_t b_milli(const struct fact *f, const char *name);
int fact_order(const void *a, const void *b); /* of const struct fact ** */
int id_order(const void *a, const void *b);
void o_clash(
	struct oracle *o, int what, struct str key, struct str area, struct uuid *ids, size_t n);
void o_wait(struct oracle *o, const struct uuid *id, const struct uuid *for_);
int32_t o_day(int64_t ms);

extern const char *const o_urgencies[];
/* A visit that told of a difficulty, or a question: the answer is due then. */
int64_t o_due(int urgency, int64_t at);

#endif
