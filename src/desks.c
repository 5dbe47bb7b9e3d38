/* The one array that lists every desk, and what the desks list together. A new desk is one line here. */
#include "desk/desk.h"

#include <pthread.h>
#include <string.h>

#include "core/check.h"
#include "cover/base_kinds.h"
#include "desk/ask/ask.h"
#include "desk/bulletin/bulletin.h"
#include "desk/checkpoint/checkpoint.h"
#include "desk/command/command.h"
#include "desk/crew/crew.h"
#include "desk/forms/forms.h"
#include "desk/imports/imports.h"
#include "desk/inspect/inspect.h"
#include "desk/map/map.h"
#include "desk/restriction/restriction.h"
#include "desk/supply/supply.h"
#include "desk/sweep/sweep.h"
#include "desk/testing/testing.h"
#include "desk/zone/zone.h"

#define KINDS_MAX 256
#define FIGURES_MAX 256
#define BALANCES_MAX 32
#define ROUNDS_MAX 64

static const struct figure *const no_figures[] = { NULL };
static const struct round_kind *const no_rounds[] = { NULL };

static const struct desk base_desk = {
	.name = "base",
	.zh = "基础台账",
	.en = "Base",
	.matter = MATTER_ROUND,
	.kinds = base_kinds,
	.figures = no_figures,
	.rounds = no_rounds,
};

const struct desk *const desks[] = {
	&base_desk,
	&sweep_desk,
	&ask_desk,
	&supply_desk,
	&inspect_desk,
	&zone_desk,
	&restriction_desk,
	&checkpoint_desk,
	&testing_desk,
	&crew_desk,
	&command_desk,
	&bulletin_desk,
	&forms_desk,
	&map_desk,
	&imports_desk,
	NULL,
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const struct kind *kind_list[KINDS_MAX];
static const struct figure *figure_list[FIGURES_MAX];
static struct kinds kinds = { .all = kind_list };
static struct kinds_index kinds_by_name;
static struct figures figures = { .all = figure_list };
static const struct balance *balance_list[BALANCES_MAX];
static size_t balances_n;
static const struct round_kind *round_kinds[ROUNDS_MAX];
static size_t round_kinds_n;

static void gather(void)
{
	for (const struct desk *const *d = desks; *d; d++) {
		for (const struct kind *const *k = (*d)->kinds; *k; k++) {
			check(kinds.n < KINDS_MAX);
			kind_list[kinds.n++] = *k;
		}
		for (const struct figure *const *f = (*d)->figures; *f; f++) {
			check(figures.n < FIGURES_MAX);
			figure_list[figures.n++] = *f;
		}
		for (const struct balance *const *b = (*d)->balances; b && *b; b++) {
			check(balances_n < BALANCES_MAX);
			balance_list[balances_n++] = *b;
		}
		for (const struct round_kind *const *k = (*d)->rounds; *k; k++) {
			check(round_kinds_n < ROUNDS_MAX);
			round_kinds[round_kinds_n++] = *k;
		}
	}
	kinds_index(&kinds, &kinds_by_name);
}

const struct kinds *desks_kinds(void)
{
	pthread_once(&once, gather);
	return &kinds;
}

const struct figures *desks_figures(void)
{
	pthread_once(&once, gather);
	return &figures;
}

bool desks_urgent(struct str kind)
{
	const struct kind *k = kinds_newest(desks_kinds(), kind);

	for (const struct desk *const *d = desks; k && *d; d++)
		if (strcmp((*d)->name, k->desk) == 0)
			return (*d)->urgent;
	return false;
}

size_t desks_rounds_n(void)
{
	pthread_once(&once, gather);
	return round_kinds_n;
}

const struct round_kind *desks_round_at(size_t i)
{
	check(i < desks_rounds_n());
	return round_kinds[i];
}

const struct round_kind *desks_round(struct str name)
{
	for (size_t i = 0; i < desks_rounds_n(); i++)
		if (str_is(name, round_kinds[i]->name))
			return round_kinds[i];
	return NULL;
}

enum matter desks_round_matter(struct str name)
{
	for (const struct desk *const *d = desks; *d; d++)
		for (const struct round_kind *const *k = (*d)->rounds; *k; k++)
			if (str_is(name, (*k)->name))
				return (*k)->matter ? (*k)->matter : (*d)->matter;
	return MATTER_NONE;
}

enum matter desks_figure_matter(const struct figure *f)
{
	for (const struct desk *const *d = desks; *d; d++)
		for (const struct figure *const *of = (*d)->figures; *of; of++)
			if (*of == f)
				return f->matter ? f->matter : (*d)->matter;
	return MATTER_NONE;
}

size_t desks_balances_n(void)
{
	pthread_once(&once, gather);
	return balances_n;
}

const struct balance *desks_balance(size_t i)
{
	check(i < desks_balances_n());
	return balance_list[i];
}

static bool at_hand(const struct goods *g)
{
	for (size_t i = 0; i < balances_n; i++)
		for (const struct balance_term *t = balance_list[i]->terms; t->figure || t->place;
			t++)
			if (t->place && balance_place_is(g->place, t->place))
				return true;
	return false;
}

size_t desks_goods(struct goods *all, size_t n)
{
	size_t kept = 0;

	pthread_once(&once, gather);
	for (size_t i = 0; i < n; i++)
		if (!at_hand(&all[i]))
			all[kept++] = all[i];
	return kept;
}
