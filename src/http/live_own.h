/* The live stream's own: its views, which several clients share, and its clients. How they go together: live.c. */
#ifndef HTTP_LIVE_OWN_H
#define HTTP_LIVE_OWN_H

#include "core/map.h"
#include "http/own.h"

/* Bytes to be sent to several clients. */
struct block {
	size_t held, n;
	char p[];
};

struct wanted {
	struct uuid incident; /* of figures; nil: all but exercises */
	struct str area;
	struct uuid round; /* only this one; nil: all */
	bool figures, coverage;
	bool areas; /* of each round the areas under it, its state, and how many are overdue */
};

struct live_view {
	struct task task; /* first */
	struct http *http;
	struct live_view *next;
	struct live_client *clients;
	struct str key;
	struct reader who;
	struct wanted wanted;
	struct map overdue;     /* of standing rounds: id → struct overdue */
	struct arena keep;      /* of key, who and overdue */
	struct arena arenas[2]; /* of the items, now and before */
	struct map items[2];    /* key → struct str *, by which it is compared */
	int now;                /* which of the two */
	bool out;               /* a reader has it */
	bool fresh;             /* a client needs everything */
	int64_t pos;            /* of the journal at the latest computation, -1 = none */
	int32_t day;            /* and the local day: areas change by the day */
	int64_t at_ms;          /* when */
	int64_t turn;           /* in which tick it was computed */
	int64_t us;             /* for how long */
	struct block *all, *changed;
};

struct live_client {
	struct call *call;
	struct live_view *view;
	struct live_client *next;
	struct block *block;
	size_t sent;
	int64_t beat_ms;
	bool fresh, waiting, ended;
};

struct live {
	struct live_view *views;
	size_t views_n, clients_n;
	bool out;         /* a reader has one of them */
	int64_t turn;     /* ticks so far */
	int64_t spent_us; /* of the readers' time, less what each tick gives */
};

/* live_view.c; on the event thread, but for live_block. A block is held by whoever made it, and by each client that it waits for. */
struct block *live_block(struct str s);   /* NULL: no memory */
void live_block_release(struct block *b); /* takes NULL */
/* Who is told the same of the same. */
int live_key(struct cx *cx, const struct reader *who, const struct wanted *wanted, struct str *ret);
/* That of a call; E_BUSY beyond HTTP_LIVE_MAX. */
int live_view_of(struct call *c, struct live_view **ret);
void live_views_drop(struct live *l); /* those that nobody watches any more, and no reader has */

/* live_compute.c: computes it, and leaves what is to be sent in all and changed. */
void live_compute(struct task *t, struct worker *w);

#endif
