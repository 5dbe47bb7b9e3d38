/* What the files of the demo share: the place, the people, their outboxes, and the day as far as it has come. */
#ifndef DEMO_WORLD_H
#define DEMO_WORLD_H

#include "cli/table.h"
#include "demo/client.h"
#include "demo/demo.h"
#include "demo/seed.h"
#include "demo/serving.h"
#include "demo/tally.h"

#define PHONES 40
#define WORKERS 36
#define GRIDS 6
#define VILLAGES 3
#define DOORS_MAX 1200
#define WORKER_DOORS_MAX 80
#define TICK_MS (10 * 60000LL)
#define DAYS 2

/* Who holds which phone: the command post, the question desk, two store keepers, and six workers a grid. */
enum { PHONE_COMMAND, PHONE_DESK, PHONE_STORE_A, PHONE_STORE_B, PHONE_WORKER };
enum { STORE_A, STORE_B, STORES };

struct place_area { /* its number is the tally's */
	struct str id, name;
	int parent, level; /* level 3 county … 6 grid */
};

struct door {
	struct uuid id;
	int thing, area;
	bool settled; /* nobody need knock again, as far as its worker knows */
};

/* A person of the roster whom the script needs again. */
struct somebody {
	struct uuid id, listing;
	int thing, area;
};

/* ---- phones ---- */

enum expect { EXPECT_ACCEPTED, EXPECT_DUPLICATE, EXPECT_REFUSED };

struct item {
	struct str json;
	struct uuid id;
	int fact; /* TALLY_NONE: on no tally */
	enum expect expect;
};

struct phone {
	struct str user;
	struct uuid device;
	int64_t seq, last_seq; /* last_seq: what the server said */
	int64_t skew;          /* its clock less the true one, ms */
	int area;              /* where its holder may work */
	struct grant grants[2];
	size_t grants_n;
	struct client client;
	int64_t login_at;   /* 0 = never */
	struct item *items; /* the outbox: n written, sent handed in */
	size_t n, cap, sent, sending;
	bool offline;
};

/* A record about to be written. Members that are nil or TALLY_NONE are left out. */
struct paper {
	const char *kind;
	int v;      /* 0: version 1 */
	int64_t at; /* the true time */
	int area;
	struct uuid id; /* nil: a new one from the seed */
	struct uuid subject, round;
	struct uuid corrects[2];
	const char *saw_field;
	struct uuid saw;
};

/* ---- the day ---- */

struct worker {
	struct phone *phone;
	int number, area;
	struct door *doors[WORKER_DOORS_MAX];
	int n, next;
	int64_t offline_from[2], offline_to[2];
	int64_t fix_at; /* when he notices a mistake; 0 = none */
	int fix_fact;
	struct door *fix_door;
};

struct question {
	int fact;
	int state; /* 0 raised 1 accepted 2 answered, or left to others */
};

struct counts {
	int64_t handed_in, accepted, repeats, refused, refused_unexpected;
};

struct demo {
	struct cli *c;
	struct cx *cx;  /* of the whole run */
	struct cx once; /* of one request; demo_forget empties it */
	struct arena once_arena;
	bool zh, direct;
	uint64_t number; /* the seed given */
	struct seed seed;
	int error;                   /* the first -E_*; its text is in cx */
	int64_t checks, differences; /* numbers held against the tally, and those that differ */
	struct table hours;
	int64_t now;
	/* the server */
	struct serving serving;
	struct site *site;
	char folder[512];     /* for the demo's own files */
	struct client reader; /* the administrator's */
	int64_t reader_login_at;
	struct str admin_password, password;
	/* the place */
	struct tally tally;
	struct place_area areas[TALLY_AREAS_MAX];
	int areas_n, county, township, villages[VILLAGES], grids[GRIDS];
	int64_t planned[TALLY_AREAS_MAX]; /* dwellings of the building plan */
	struct door doors[DOORS_MAX];
	int doors_n;
	struct uuid incident, sweep, ask, stores[STORES];
	/* the people */
	struct phone phones[PHONES];
	struct worker workers[WORKERS];
	struct uuid fact_id[TALLY_FACTS_MAX]; /* the record of a fact */
	struct question questions[TALLY_FACTS_MAX];
	int questions_n;
	int people_n;
	struct somebody twice[2], alike[2], mover;
	struct door *found_twice[2];
	int contested; /* the visit that two correct */
	int64_t stock[STORES][3];
	int64_t suspects; /* at ten in the morning, before anybody has judged them */
	int delivery;     /* the one that is put right later */
	struct counts counts;
	/* the record being written */
	struct buf b;
	struct jw w;
	struct uuid id;
	/* the answer being built */
	struct buf out;
};

#define SAY(d, chinese, english) ((d)->zh ? (chinese) : (english))

/* Minute of a day of the script, from midnight. */
int64_t demo_time(int day, int hour, int minute);
void demo_forget(struct demo *d);
/* Notes the first error; true when there is one. */
bool demo_failed(struct demo *d, int e);

/* world.c: the site, its areas and dwellings, the people's accounts; the server. */
int world_make(struct demo *d);
int world_people(struct demo *d);
int server_start(struct demo *d);
void server_stop(struct demo *d);
/* GET as the administrator: the answer's JSON, in d->once. */
int server_get(struct demo *d, const struct json **ret, const char *path, ...)
	__attribute__((format(printf, 3, 4)));
/* Reads the doors from the server and deals them out to the workers. */
int world_doors(struct demo *d);

/* phone.c */
/* Begins a record; the body's members are written to d->w; phone_end puts it into the outbox. */
void phone_begin(struct demo *d, struct phone *p, const struct paper *paper);
struct uuid phone_end(struct demo *d, struct phone *p, int fact, enum expect expect);
/* Everybody who is online hands in what he has. */
int phones_hand_in(struct demo *d);

/* script.c: all that happens up to d->now, in ticks. */
int script_play(struct demo *d);
/* field.c: the workers. */
void field_begin(struct demo *d);
void field_tick(struct demo *d);
/* office.c: the command post and the question desk. stores.c: the two store keepers. */
void office_tick(struct demo *d);
void stores_tick(struct demo *d);
/* Is this moment in the tick that ends now? */
bool demo_due(const struct demo *d, int64_t at);
int64_t demo_in_tick(struct demo *d); /* some moment of it */
void demo_uuid(struct demo *d, const char *name, const struct uuid *id);

/* compare.c: what the program answers over HTTP, held against the tally. Every number held is counted in d->checks, every
 * one that differs in d->differences; compare() does both, and says what differs on standard error. */
bool compare(struct demo *d, const char *what, int64_t ours, int64_t theirs);
int program_coverage(struct demo *d, const struct uuid *round, int area, struct tally_account *ret);
int program_figure(struct demo *d, enum tally_figure figure, int area, int day,
	int64_t *ret); /* day -1: all */
/* The missing list: as long as its count, and the very doors or questions. ret_n: its length. */
int compare_missing(struct demo *d, const struct uuid *round, int area, int64_t *ret_n);
bool compare_account(struct demo *d, const char *what, const struct tally_account *ours,
	const struct tally_account *theirs);
int64_t tally_on_day(struct demo *d, enum tally_figure figure, int area, int day);
/* Coverage of every area, both missing lists, all figures; for the hours between. */
int compare_accounts(struct demo *d, struct tally_account *ret_sweep);
int program_length(
	struct demo *d, int64_t *ret, const char *path); /* of a list that fits a page of 1,000 */

/* field.c: the answers at a door and what follows, by number; NULL where nothing is. */
struct wording {
	const char *name, *zh, *en;
};
extern const struct wording outcome_words[TALLY_OUTCOMES], next_words[TALLY_OUTCOMES];

/* show.c: what is printed, ours beside theirs. */
void show_begin(struct demo *d);
int show_opened(struct demo *d); /* the roster, after the doors were read */
void show_hour(struct demo *d, const struct tally_account *sweep, int64_t differences);
int show_all(struct demo *d);

#endif
