/* A desk: one line of work, as tables. desks.c lists them all; http/ and cli/ serve what it lists. */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include "cover/balance.h"

/* A kind of round that can be opened. */
struct round_kind {
	const char *name;   /* "sweep" */
	enum matter matter; /* MATTER_NONE: that of its desk */
	bool standing;
	enum subject_type of; /* what a closed round lists */
	const char *unit;     /* "dwelling": GET coverage's unit */
	const char *unit_zh, *unit_en;
	const char *zh, *en;
	const struct choice *outcomes; /* names of target.code */
	const struct choice *next;     /* names of target.next */
	/* The fields of an answer that say who deals with the target from then on, up to NULL; NULL: nobody is told. */
	const char *const *owner;
	/* The fields that say how urgent it is, of whatever may ask; their choices name the norm. NULL: nothing is said. */
	const char *const *urgency;
	const struct choice
		*slots; /* names of what is asked in a target's slots; NULL: a slot is a number */
	bool by_day;    /* a slot is a local day */
	bool in_force; /* an open target is something that holds until it is ended, not something that is still to be done */
	bool assigned; /* what asks names the owner, too: there is one from the beginning */
};

struct desk {
	const char *name;
	const char *zh, *en;
	enum matter matter; /* of its figures, and of its rounds that name none of their own */
	const struct kind *const *kinds;        /* NULL-terminated */
	const struct figure *const *figures;    /* NULL-terminated */
	const struct round_kind *const *rounds; /* NULL-terminated */
	const struct balance *const *balances;  /* NULL-terminated; NULL: none */
	bool urgent; /* people stand and wait while its records are made: they are let in before all others */
};

/* desks.c */
extern const struct desk *const desks[]; /* NULL-terminated */
const struct kinds *desks_kinds(void);
const struct figures *desks_figures(void);
bool desks_urgent(struct str kind);                    /* false for one that is not known */
const struct round_kind *desks_round(struct str name); /* NULL */
enum matter desks_round_matter(struct str name); /* MATTER_NONE where there is no such round */
enum matter desks_figure_matter(const struct figure *f);
size_t desks_rounds_n(void);
const struct round_kind *desks_round_at(size_t i);
size_t desks_balances_n(void);
const struct balance *desks_balance(size_t i);
/* Keeps what is an account of goods: what a balance counts at hand, a queue say, has no book of its own. Returns how many. */
size_t desks_goods(struct goods *all, size_t n);

#endif
