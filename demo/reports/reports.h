/* bulou demo --reports: the two reports of 2022, played by people who act through the desks.
 *
 * Two counties with all their townships and villages, plainly made-up homes and people in them, and what the reports tell,
 * day by day, as the plan has it (demo/reports/plan.h). Whoever acts writes it into a notebook first
 * (demo/reports/notes.h); at the end each figure is held against the notebook and the plan, every account is read, and the
 * bulletins are published and printed. The same seed gives the same bytes on standard output. */
#ifndef DEMO_REPORTS_REPORTS_H
#define DEMO_REPORTS_REPORTS_H

#include "cli/cli.h"
#include "cli/table.h"
#include "demo/client.h"
#include "demo/reports/notes.h"
#include "demo/seed.h"
#include "demo/serving.h"

#define REPORTS_PLACES_MAX 4000
#define REPORTS_TEAM_MAX 150
#define NONE (-1)

struct place { /* an area */
	struct str id, name;
	int level, parent; /* level 3 county … 6 grid */
	int home, homes;   /* of a grid: its first home, and how many */
};

struct home {
	struct uuid id;
	int place, person; /* its grid; its first person */
	int people;
};

struct person {
	struct uuid id;
	int place;
	bool frail; /* old or immobile */
};

/* Who hands in: headquarters, the people in the field, the second person whose word a seal needs, and whoever decides on an appeal. */
enum outbox {
	OUTBOX_COMMAND,
	OUTBOX_FIELD,
	OUTBOX_SECOND,
	OUTBOX_COUNSEL,
	OUTBOX_APPEAL,
	OUTBOXES
};

struct console {
	struct str user;
	struct uuid device;
	int64_t seq, login_at; /* login_at 0 = never */
	struct client client;
	struct arena arena; /* of what waits to be handed in */
	struct buf list;
	size_t n;
};

/* The standing rounds, one of a kind for each incident. */
enum standing {
	STANDING_ASK,
	STANDING_FINDING,
	STANDING_ZONE,
	STANDING_NEED,
	STANDING_COUNSEL,
	STANDING_REFERRAL,
	STANDING_ARRIVAL,
	STANDING_TUBE,
	STANDING_RETEST,
	STANDING_DOORSTEP,
	STANDING_LEAD,
	STANDING_SHIFT,
	STANDING_TASK,
	STANDING_CASE,
	STANDING_CONTACT,
	STANDING_RESTRICTION,
	STANDINGS
};

/* Somebody who came from outside, and is asked after on three days. */
struct arrival {
	struct uuid id;
	int place, day, number;
};

/* A finding that is to be fixed and looked at again. */
struct finding {
	struct uuid id;
	int place, day, number;
};

/* Somebody who stands at a post through the night, and goes off in the morning. */
struct watch {
	struct uuid who, post;
	struct uuid planned, to; /* nil, or whom he stands in for, and hands over to */
	int slot;
};

#define ARRIVALS_MAX 400
#define FINDINGS_MAX 60
#define WATCHES_MAX 64
#define DAYS_MAX 40

struct county {
	const struct plan *plan;
	int top, first_grid, end_grid; /* places: grids lie in [first_grid, end_grid) */
	int first_home, end_home, first_person, end_person;
	int next_home, next_person; /* whom no round has listed yet */
	struct uuid incident;
	struct uuid rounds[STANDINGS];
	struct note_round *asked[STANDINGS];
	struct notes notes;
	struct console consoles[OUTBOXES];
	/* What the desks have to remember. */
	struct uuid exits[2], stations[3], laboratory, courier, stores[2], units[4];
	struct uuid team[REPORTS_TEAM_MAX];
	const char *states[REPORTS_TEAM_MAX]; /* of duty, as entered last */
	int team_n, next_other;               /* exits' staff first, then the others */
	struct uuid last_task, zone, counsel;
	struct arrival arrivals[ARRIVALS_MAX];
	int arrivals_n;
	struct finding findings[FINDINGS_MAX];
	int findings_n;
	struct watch watches[WATCHES_MAX];
	int watches_n;
	struct uuid ill; /* the case */
	struct uuid restriction;
	int journeys[DAYS_MAX]; /* told of on each day, from an area that was on that day's list */
	int64_t vehicles_late;  /* seen by the camera, not yet screened on paper */
	int64_t stock[2][8];    /* of each gift, at each store */
	int64_t used[8], allotted[8];
	struct uuid gifts[8];
	struct uuid bulletin;
};

struct reports {
	struct cli *c;
	struct cx *cx;  /* of the whole run */
	struct cx once; /* of one request; reports_forget empties it */
	struct arena once_arena;
	bool zh, direct, full;
	struct seed seed;
	int error; /* the first -E_*; its text is in cx */
	int64_t handed_in,
		differences; /* differences: numbers that are not the tally's, records refused */
	char folder[512];    /* for the demo's own files */
	struct site *site;
	struct serving serving;
	struct store *store; /* for reading beside the server */
	struct area_tree *tree;
	struct str password, password_hash;
	struct place places[REPORTS_PLACES_MAX];
	int places_n;
	struct home *homes;
	struct person *persons;
	int homes_n, persons_n;
	struct county counties[PLANS];
	struct county *now; /* the one being played */
	int day;            /* of its plan */
};

#define SAY(r, chinese, english) ((r)->zh ? (chinese) : (english))

/* reports.c */
int reports_run(struct cli *c, void (*notify)(struct http *h));
void reports_forget(struct reports *r);
/* Notes the first error, with its text; true when there is one. */
bool reports_failed(struct reports *r, const struct cx *from, int e);
/* The moment of the day being played, or of another day of the plan. */
int64_t reports_at(const struct reports *r, int hour, int minute);
int64_t reports_on(const struct reports *r, int day, int hour, int minute);

/* place.c: a fresh site with its areas; homes and people of a county. */
int place_make(struct reports *r);
void place_people(struct reports *r, struct county *k);
/* A name as long as people's are, which nobody bears; those whose numbers follow each other differ. */
void place_name(struct buf *b, const char *surname, int number);
/* The village or community of a grid; a grid of the county being played, by number, wrapping around. */
int place_village(const struct reports *r, int grid);
int place_grid(const struct reports *r, int number);

/* hand.c: records are written into the outbox of a desk and handed in over HTTP, or straight through append. */
struct slip {
	const char *kind;
	int v; /* 0: version 1 */
	int64_t at;
	int place;      /* NONE: the county */
	struct uuid id; /* nil: a new one from the seed */
	struct uuid subject, round;
};
int hand_people(struct reports *r); /* accounts for everybody */
/* The body's members as JSON; what is put in is the demo's own text, which needs no escaping. The record's id. */
struct uuid hand_write(struct reports *r, enum outbox box, const struct slip *slip,
	const char *body, ...) __attribute__((format(printf, 4, 5)));
/* Something that the server is asked to do and answers at once. */
int hand_call(struct reports *r, enum outbox box, const char *path, struct str body);
/* The same without a server: a record that the program has drawn up. */
int hand_composed(struct reports *r, enum outbox box, struct str record);
void hand_in(struct reports *r); /* everything that waits in the county's outboxes */
/* Who writes there, by his made-up name. */
struct str hand_person(enum outbox box);
const char *hand_id(const struct uuid *id); /* text that stands for the next 31 calls */
const char *hand_when(int64_t at);
const char *hand_day(int64_t at);
/* By the owner, straight through append: for what a county has before anything happens. */
void hand_list(struct reports *r, struct buf *list, size_t *n);

/* One file for each line of work. day: what falls on the day being played. */
void command_begin(struct reports *r);
/* Declares the county's incident, as now; opens one of its standing rounds. */
void command_declare(struct reports *r, const char *name, bool exercise, int64_t at);
void command_standing(struct reports *r, enum standing s, int64_t at);
void command_day(struct reports *r);
void crew_begin(struct reports *r);
void crew_day(struct reports *r);
void roll_print(struct reports *r); /* staff by duty state */
void sweep_day(struct reports *r);
void ask_day(struct reports *r);
/* Somebody told of a difficulty at his door: it is accepted and answered. */
void ask_settle(struct reports *r, const struct uuid *matter, int place, bool solved);
void arrival_register(struct reports *r, const struct person *who, const char *from);
void checkpoint_day(struct reports *r);
void checkpoint_late(struct reports *r); /* the slip that was left lying */
void testing_day(struct reports *r);
void inspect_day(struct reports *r);
void supply_begin(struct reports *r);
void supply_day(struct reports *r);
void supply_count(struct reports *r);
void zone_day(struct reports *r);
void case_day(struct reports *r);
void restriction_day(struct reports *r);
/* Somebody told today that he came from there, which may be on the list of risk areas. */
void alert_told(struct reports *r, const char *from);
void alert_print(struct reports *r); /* the lists, and whom they touch */
/* The next morning, which ends half done: after everything else has been printed. */
void morning(struct reports *r);
/* A site of these flags in a village of the county. */
struct uuid inspect_site(
	struct reports *r, int place, const char *flag, const char *name, int number);

/* play.c: the county from its first day to its last. */
void play(struct reports *r);

/* print.c */
void print_line(struct reports *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
void print_gap(struct reports *r); /* an empty line */
void print_begin(struct reports *r);
void print_county(struct reports *r);  /* what there is before the first day */
void print_figures(struct reports *r); /* plan, tally and program */
/* Every round's account beside the tally's, from the n-th on. */
void print_rounds(struct reports *r, size_t n);
/* A line of a table of one's own: "12 = 12". */
void print_both(struct reports *r, struct table *t, int64_t ours, int64_t theirs);
void print_table(struct reports *r, struct table *t);
/* Every balance of the county; how many do not close. */
int print_balances(struct reports *r);
void print_gifts(struct reports *r); /* where each went */
void print_goods(struct reports *r); /* both stores beside their keepers' books */
void print_loose(struct reports *r); /* what waits, clashes, strays */

/* bulletin.c: drawn up, refused while an account is open and nobody signs, published, printed. */
void bulletin_publish(struct reports *r, const char *reason);
void bulletin_print(struct reports *r);

/* read.c: what the program says, as of now. */
int read_begin(struct reports *r, struct cover *ret);
void read_end(struct reports *r);

#endif
