/* A team of phones that hand in to a real server, each from an outbox of its own, and what must
 * be there whatever becomes of the server: each record that was acknowledged, once; and the
 * figures of a tally that the phones keep. */
#ifndef FAULT_TEAM_H
#define FAULT_TEAM_H

#include <pthread.h>
#include <stdatomic.h>

#include "fault/doors.h"
#include "fault/process.h"

#define TEAM_MAX 6
#define TEAM_PASSWORD "correct-horse"

enum sent {
	SENT,       /* acknowledged */
	SENT_GONE,  /* no answer: the server is not there any more */
	SENT_LATER, /* 503: phone.code says why */
	SENT_WRONG  /* what must not be: phone.wrong */
};

struct phone {
	struct doors d;
	const struct process *server;
	const _Atomic bool *resting;
	pthread_t thread;
	char epoch[UUID_TEXT + 1]; /* of the latest receipt */
	bool told;                 /* of another epoch: all that is kept goes again */
	uint64_t cut_off;          /* requests without an answer */
	char code[40];             /* of the latest 503 */
	const char *wrong;         /* the first */
	char why[500];
};

struct team {
	struct fixture f; /* where, key and the round; its site is closed while a server runs */
	struct process server;
	struct phone phones[TEAM_MAX];
	int n;
	_Atomic bool resting; /* no new records */
	int64_t base;         /* records before the first phone's */
	int n_doors;
};

/* A county in data of its own, an account, and nobody serving yet. */
void team_begin(struct team *t, const char *engine, int phones, int doors);
void team_end(struct team *t);
/* Serves the data at where, and logs in. */
void team_serve(struct team *t, const char *where);

/* Each phone on a thread: what waits, then new records until the server is gone, says "later", or
 * the team rests. */
void team_walk(struct team *t);
void team_wait(struct team *t); /* fails if a phone saw what must not be */
/* Nobody writes any more; all that waits is handed in. */
void team_rest(struct team *t);
enum sent phone_new(struct phone *p, int fd);
enum sent phone_waiting(struct phone *p, int fd, bool with_acked);
/* One new record on a connection of its own. */
enum sent phone_once(struct phone *p);

/* Past the program, in the SQLite file: acknowledged records are there once, and nothing else is.
 * Marks what is there. */
void team_check_file(struct team *t);
/* Over HTTP, as a screen would ask: equal to the tally. */
void team_check_figures(struct team *t);
/* `bulou verify`. */
void team_verify(struct team *t, const char *where);
/* The code of /healthz: "" when it is well. The text lives until the next call. */
const char *team_health(struct team *t);
/* Within so many seconds a record is taken, and the server says that it is well. */
void team_works_again(struct team *t, int seconds);
/* The next record is answered 503 with this code. */
void team_refuses(struct team *t, const char *code);

#endif
