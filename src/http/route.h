/* A row of the table of routes, and what may be asked in its address. */
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H

#include "guard/roles.h"

struct call;

#define HTTP_IDS_MAX 100 /* that one parameter may name */
enum arg_type { ARG_TEXT, ARG_UUID, ARG_UUIDS, ARG_AREA, ARG_DAY, ARG_CHOICE, ARG_POS };
struct arg {
	const char *name; /* NULL ends a list */
	enum arg_type type;
	bool required;
	const char *choices; /* "dwelling person store" */
	const char *zh, *en;
};

/* ON_SPOT: a read of a few rows, which takes less time than the way to a reader and back. Answered by the event thread itself
 * where the data is a file, for HTTP_SPOT_US of a turn; by a reader where there is more to do, or the data is across a network,
 * or locked, or lies on the disk. ON_KEPT: the same of what is kept in memory, and a page of rows, one in a turn; where it is not, by a reader. ON_LONG: a read that may take a second, such as a bulletin as paper; one of them at a time, on a thread of their own, so
 * that all others find their readers. ON_LIST: a list that comes in or is taken back, which may take half a minute; one of them at a
 * time, on another, so that a bulletin waits for none. */
enum { ON_EVENT, ON_SPOT, ON_KEPT, ON_READER, ON_LONG, ON_LIST, ON_SLOW };
enum {
	ROUTE_OPEN = 1,       /* without a login */
	ROUTE_LIST = 2,       /* takes after and limit */
	ROUTE_WRITE = 4,      /* needs the header Bulou-Client */
	ROUTE_BODY = 8,       /* takes JSON */
	ROUTE_ID = 16,        /* {id} is a UUID */
	ROUTE_ANY = 64,       /* parameters are not looked at */
	ROUTE_OWN = 32,       /* its handler says itself when the call is finished */
	ROUTE_RESIDENT = 128, /* a resident's too, of what is his own */
	ROUTE_PAGE =
		256, /* answers with a page for a resident, also where it fails; with ROUTE_RESIDENT, his alone */
	ROUTE_FORM =
		512, /* takes what a form of such a page sends, which says by itself that it is one of ours */
	ROUTE_PACK =
		1024, /* packed by gzip for who takes that: of answers that hold no secret of the session */
	ROUTE_BOUND = 2048, /* who is bound to one round or post is told what is of that */
	ROUTE_FILE = 4096   /* its JSON holds a file: it may be as long as HTTP_FILE_MAX */
};

struct route {
	const char *method, *path; /* "/v1/rounds/{id}/missing" */
	/* 0: c->out holds the answer; -E_*: a problem. */
	int (*run)(struct call *c);
	int on;
	/* What whoever asks must be allowed; c->who is what his rights come to for it. MATTER_ANY: something of it, and each row is
	 * asked for by its own matter. Act 0: whoever is logged in, or (ROUTE_OPEN) anybody. It stands in the middle of the row, so
	 * that a route without it does not compile. */
	struct right right;
	unsigned flags;
	const struct arg *args; /* NULL: none */
	const char *answer;     /* a shape (http/shapes.c), or NULL */
	const char *zh, *en;
};
/* Whose a route is: who may do this; whoever is logged in; with ROUTE_OPEN, anybody. */
#define MAY(verb, matter) \
	{ \
		VERB_##verb, MATTER_##matter \
	}
#define WHOEVER \
	{ \
		0, MATTER_NONE \
	}
#define ANYBODY WHOEVER
extern const struct route routes[]; /* path NULL ends it */

struct arg_value {
	bool given;
	struct str s;
	struct uuid id;
	struct uuid *ids; /* ids_n of them */
	size_t ids_n;
	int32_t day;
	int64_t pos; /* 1 and more */
};

#endif
