/* The plan of the two reports: what happens on which day, and how much of it in all.
 *
 * The reports (articles of 2022 from Shangluo and Anyue) say "40+", "120+", "5,200+": the plan has one exact number for each,
 * not smaller. Whatever is shared out over days is shared so that it adds up to the number here. Days count from 0. */
#ifndef DEMO_REPORTS_PLAN_H
#define DEMO_REPORTS_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum plan_figure {
	PLAN_ENTERPRISES,
	PLAN_VILLAGES,
	PLAN_COMPOUNDS,
	PLAN_DIFFICULTIES,
	PLAN_MEETINGS,
	PLAN_LEADERS,
	PLAN_ATTENDANCES,
	PLAN_GIFTS,
	PLAN_EXIT_STAFF,
	PLAN_VEHICLES,
	PLAN_TESTS,
	PLAN_SAMPLES,
	PLAN_CALLED_ON,
	/* The reports give no number of these. */
	PLAN_RISK_LISTS,
	PLAN_CASES,
	PLAN_CONTACTS,
	PLAN_FOLLOWED,
	PLAN_RESTRICTED,
	PLAN_SERVED,
	PLAN_APPEALS,
	PLAN_FREED,
	PLAN_FIGURES
};
extern const char *const plan_figure_ids[PLAN_FIGURES]; /* as the program knows them */

#define PLAN_FREE (-1) /* the report gives no such figure: it is as it comes */

/* A meeting, and the task that it sets. */
struct plan_meeting {
	int day;
	const char *kind, *title, *task, *owner;
};

/* A house-to-house sweep; people: met in all at the doors (0: whoever lives in the county's homes). */
struct plan_sweep {
	int day;
	int64_t people;
	const char *question, *from;
	int found; /* homes that were on no list, with three people each */
};

/* A round of tests; samples: taken in all (0: of everybody but those that follow). */
struct plan_test {
	int day;
	int64_t samples;
	int excused, missing, found, doorstep;
	const char *problems; /* members of a JSON list */
};

struct plan_gift {
	int day;
	const char *item, *donor;
	int64_t quantity, yuan;
};

/* A round of inspections of sites of one kind. */
struct plan_inspection {
	int day, sites, findings;
	const char *kind, *name, *question;
	bool by_leader;
};

/* How a neighbour stands on a list of risk areas. */
struct plan_risk {
	int day;
	const char *level, *province, *city, *county, *code;
};

struct plan {
	const char *county, *name; /* code; of the incident */
	const char *trigger, *level, *level_later, *title_zh, *title_en;
	int year, month, day, days;
	int homes, homes_full;
	int villages; /* the first so many have homes; 0: all */
	int64_t figures[PLAN_FIGURES];
	/* Lists end where the first text is NULL. */
	const struct plan_meeting *meetings;
	const struct plan_sweep *sweeps;
	const struct plan_test *tests;
	const struct plan_gift *gifts;
	const struct plan_inspection *inspections;
	const struct plan_risk *risks;
	int led;         /* inspections led by leaders, besides those of the rounds */
	int exits;       /* motorway exits, each manned day and night by shifts of exit_shift */
	int exit_shift;  /* people in one shift there */
	int exit_staff;  /* in all */
	int attendances; /* of all posts, exits among them */
	int other_staff; /* of the other posts */
	int questions;   /* by phone and at the window; the first of them are solved */
	int zone_homes;  /* in a sealed quarter; 0: there is none */
	int muster;      /* staff who are called to where they live; 0: none are */
	int contacts;    /* people whom the first case met; 0: there is no case */
	bool morning;    /* the next morning is played too: a sweep that is going on */
};

enum { PLAN_SHANGZHOU, PLAN_ANYUE, PLANS };
extern const struct plan plans[PLANS]; /* in the order of their days */

/* What falls to part i when a total is shared out over n: all parts add up to it. */
int64_t plan_share(int64_t total, int n, int i);

#endif
