/* What the writers of bodies share: an object being written, and chance. */
#ifndef T_SIM_BODY_H
#define T_SIM_BODY_H

#include "world.h"

struct body { /* an object being written */
	struct sim *s;
	struct world *w;
	struct draft *d;
	const struct made *like; /* what is being corrected; NULL: nothing */
	struct buf b;
	struct jw j;
};

static inline uint32_t below(struct body *x, size_t n)
{
	return rng_below(&x->w->rng, n);
}

static inline bool of(struct body *x, uint32_t per_mille)
{
	return rng_of(&x->w->rng, per_mille);
}

static inline void f_id(struct body *x, const char *name, const struct uuid *u)
{
	char text[UUID_TEXT + 1];

	uuid_write(u, text);
	jw_f_z(&x->j, name, text);
}

static inline void f_day(struct body *x, const char *name, int32_t day)
{
	struct buf b;

	buf_init(&b, &x->s->arena);
	buf_day(&b, day);
	jw_f_str(&x->j, name, buf_get(&b));
}

static inline void f_when(struct body *x, const char *name, int64_t ms)
{
	struct buf b;

	buf_init(&b, &x->s->arena);
	buf_when(&b, ms);
	jw_f_str(&x->j, name, buf_get(&b));
}

static inline void f_choice(struct body *x, const char *name, const char *const *all, size_t n)
{
	jw_f_z(&x->j, name, all[below(x, n)]);
}

#define CHOICE(x, name, ...) \
	do { \
		static const char *const all_[] = { __VA_ARGS__ }; \
		f_choice((x), (name), all_, sizeof(all_) / sizeof(all_[0])); \
	} while (0)

static inline const char *text_of(struct body *x, const char *what, uint32_t n)
{
	struct buf b;

	buf_init(&b, &x->s->arena);
	buf_fmt(&b, "%s%u", what, n);
	return buf_get(&b).p;
}

/* ---- what a record is about: kept from the corrected one, mostly ---- */

static inline bool keep(struct body *x)
{
	return x->like && of(x, 850);
}

static inline void about_area(struct body *x, const char *area)
{
	x->d->area = keep(x) && x->like->area ? x->like->area : area;
}

static inline const char *grid(struct body *x)
{
	return x->w->grids[below(x, of(x, 100) ? GRIDS : GRIDS_OWN)];
}

static inline void about_subject(struct body *x, struct uuid subject)
{
	x->d->has_subject = true;
	x->d->subject = keep(x) && x->like->has_subject ? x->like->subject : subject;
}

static inline void about_round(struct body *x, struct uuid round)
{
	x->d->has_round = true;
	x->d->round = keep(x) && x->like->has_round ? x->like->round : round;
}

/* body_desk.c: what any kind of a desk says that has no writer of its own. */
void body_desk(struct body *x, const struct kind *k);

#endif
