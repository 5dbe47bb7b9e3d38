/* What the files of the HTTP face share: the server, a call in hand, its routes, and the threads
 * that work on it.
 *
 * A call belongs to one thread at a time: the event thread makes it, suspends its connection and
 * hands it to a worker or the writer; http_finished gives it back. So nothing in it needs a
 * lock. */
#ifndef HTTP_OWN_H
#define HTTP_OWN_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

#include "core/json.h"
#include "core/map.h"
#include "desk/rows.h"
#include "guard/guard.h"
#include "guard/search.h"
#include "guard/trace.h"
#include "guard/ticket.h"
#include "http/handlers.h"
#include "http/http.h"
#include "http/pool.h"
#include "http/route.h"
#include "http/web.h"
#include "tls/tls.h"
#include "view/writer.h"

#define HTTP_SPOT_US 1000
#define HTTP_RECEIPTS 16 /* that go out in a turn */
#define HTTP_READ_QUEUE 2048
#define HTTP_LONG_QUEUE 64
#define HTTP_LIST_QUEUE 16                /* each waits with its file in hand */
#define HTTP_SLOW_QUEUE 64                /* logins: some 6 s of them */
#define HTTP_FORM_KEPT ((size_t)16 << 10) /* of a form that is refused: its words come back */
#define HTTP_LOGIN_LINES 256
#define HTTP_EACH_LOGINS (HTTP_SLOW_QUEUE / 2) /* of one network */
#define HTTP_BODIES_MAX ((size_t)128 << 20)    /* of all calls in hand */
#define HTTP_CALLS_KEPT 256
/* Of one account: */
#define HTTP_EACH_READS (HTTP_READ_QUEUE / 4)
#define HTTP_OPEN_READS 5 /* percent of the readers' queue: of all who have not logged in */
#define HTTP_EACH_LONG (HTTP_LONG_QUEUE / 4)
#define HTTP_EACH_LISTS (HTTP_LIST_QUEUE / 4)
#define HTTP_EACH_RECORDS (WRITER_RECORDS_MAX / 2)
#define HTTP_EACH_BYTES (HTTP_BODIES_MAX / 2)
#define HTTP_EACH_LIVES (HTTP_LIVE_MAX / 8)
#define HTTP_NETWORKS 1024 /* counts of connections by people who have not logged in */
#define HTTP_ARGS_MAX 8
#define HTTP_SEGMENTS_MAX 6
#define HTTP_SETS_MAX \
	((size_t)256 << 20)  /* a county of 900,000 homes that is called on ten times */
#define HTTP_UNMASK "unmask" /* the parameter; what is typed besides stands in HTTP_NOTE */
#define HTTP_NOTE "Bulou-Note"
#define HTTP_LIST_LIMIT 100
#define HTTP_LIST_MAX 1000

struct boards;
struct call;
struct form;
struct http;
struct live;

/* ---- what one account has in hand (http/share.c) ---- */

struct share {
	struct line reads, longs, lists;
	size_t records, bytes, lives;
};

int share_find(struct call *c); /* sets c->share */
/* Each: 0, or E_ACCOUNT_BUSY. */
int share_bytes(struct call *c, size_t n); /* until the call is freed */
int share_records(struct call *c, size_t n);
void share_written(struct call *c);
int share_live(struct call *c);
int share_full(struct call *c, const char *zh, const char *en, size_t max); /* the error */

/* ---- who is let in when all is full (http/admit.c) ---- */

enum rank { RANK_BOARD, RANK_LOOK_UP, RANK_RECORD, RANK_URGENT, RANKS };
#define QUEUE_FULL "排队等候的请求过多", "too many requests wait"

/* Each: 0, or E_BUSY. */
int admit_route(struct call *c); /* as far as the route tells */
int admit(struct call *c, enum rank rank);
enum rank rank_of_route(const struct route *r);
/* A list counts as what at least half of its records are; a box does not tell what is in it. */
enum rank rank_of_records(const struct json *v);
unsigned admit_again_s(const struct call *c); /* when whoever was turned away may come again */

/* ---- a call ---- */

/* A list that is asked for as a file (http/list_file.c). */
enum list_format { LIST_JSON, LIST_XLSX, LIST_CSV };
struct list_ask {
	enum list_format format;
	bool en, given; /* given: of all that follows only what was named */
	struct str why;
	int32_t until; /* 0: not given */
};

enum phase { CALL_HEAD, CALL_BODY, CALL_WORK, CALL_DONE, CALL_SENT };

struct call {
	struct task task; /* first: a task is taken back as its call */
	struct http *http;
	struct MHD_Connection *connection;
	struct conn *conn;
	struct cx cx;
	struct arena arena;
	enum phase phase;
	bool failed, suspended, head; /* head: a HEAD request */
	int64_t now;
	/* the request */
	struct str uri, path, token;
	const struct route *route;
	enum rank rank; /* as far as is known: of the route, then of what came */
	struct str segment[HTTP_SEGMENTS_MAX];
	size_t segments;
	struct str id_text; /* {id} */
	struct uuid id;
	struct arg_value args[HTTP_ARGS_MAX]; /* as in route->args */
	struct str after;
	struct str note; /* Bulou-Note, with unmask: STR_NONE without */
	size_t limit;
	struct rights rights;
	struct list_ask sheet; /* a list as a file: list_file.c */
	struct reader who;     /* for the right of the route */
	const struct bounds
		*bounds;     /* of changes: what these grants open beside who; NULL: none does */
	struct str tried;    /* by a login that failed: whose account it was; "": none is known */
	struct share *share; /* NULL: nobody is logged in */
	struct buf body;
	size_t counted; /* bytes counted in http->bodies and in the share */
	size_t taken;   /* bytes that came, kept or not */
	size_t shared;  /* records counted in the share */
	/* while it is worked on */
	struct worker *worker;
	struct cover cover;
	struct writer_job job;
	struct entry entry;
	bool list;           /* records came as a list */
	struct entry *looks; /* looks_n of them; none: entry alone */
	size_t looks_n;
	bool looked; /* the job's records, or looks or entry, are to be durable before the answer leaves */
	bool wrote; /* those records are; the handler is called again for the answer */
	/* the answer */
	struct buf out;
	struct str packed; /* the same by gzip; n 0: it is sent as it is */
	struct jw w;
	int status;       /* 0: 200, or the problem's */
	const char *type; /* NULL: JSON */
	struct str file;  /* the name under which a browser would keep it, ASCII; "": none */
	const struct web_file *page; /* or a part of one */
	const struct web_form *form; /* that is sent of it; NULL: out holds it */
	const char *location;        /* where to look instead */
	const char *etag;            /* of what it answers; NULL: it has none */
	const char *cache;           /* how long it may be kept; NULL: not at all */
	const char *robots;          /* what search engines are told; NULL: nothing */
	const char *allow;
	struct str cookie;
	struct live_client *live;
	const struct form *sent; /* by a page; NULL: none was */
	struct guard_gate gate;  /* last: is not cleared, guard_gate() fills it */
};

/* A connection, for the time that a whole request may take. */
struct conn {
	struct conn *next, **at;
	int fd;
	bool busy; /* a whole request is in hand */
	bool live;
	int64_t since;
	_Atomic uint32_t *stranger; /* where it counts until somebody is logged in by it; NULL */
};

struct http_counts {
	_Atomic uint64_t requests, status[6], connections, rejected, bytes_in, bytes_out, us_sum,
		shed[RANKS];
};

struct http {
	struct site *site;
	struct guard *guard;
	struct writer *writer;
	struct search *search;
	struct trace *trace;
	struct MHD_Daemon *daemon;
	int listener, wake; /* wake: an eventfd */
	int port;
	struct tls_shown *shown;  /* NULL: no TLS */
	_Atomic int shown_error;  /* of the latest look at its files */
	struct MHD_Daemon *trust; /* of the plain address */
	struct trust_page *trust_page;
	int trust_port;
	_Atomic bool stopping;
	/* tasks that are done, for the event thread */
	pthread_mutex_t lock;
	struct task *done, **done_last;
	/* the event thread's own */
	struct worker spot; /* what it reads with; its transaction lasts for a turn of the loop */
	bool spot_open;
	bool spot_kept;        /* one ON_KEPT was answered in this turn */
	int64_t spot_until_us; /* so long it may answer in this turn */
	size_t in_hand;        /* tasks that a worker or the writer has, or that wait in receipts */
	struct task *receipts, *receipts_last; /* of what the writer has done, in order */
	struct map shares;                     /* user → struct share, in arena */
	struct call *free;
	size_t free_n;
	struct conn *conns;
	size_t connections_max;
	_Atomic uint32_t strangers[HTTP_NETWORKS];
	int64_t tick_ms;
	uint64_t ticks;
	_Atomic size_t bodies, bodies_max; /* HTTP_BODIES_MAX, less in a test */
	_Atomic int64_t request_ms;        /* HTTP_REQUEST_MS, less in a test */
	_Atomic int64_t file_rows;         /* EXPORT_ROWS_MAX, less in a test */
	struct {
		_Atomic size_t records, bytes, lives, strangers;
	} each; /* HTTP_EACH_*, and half of connections_max; less in a test */
	_Atomic unsigned
		full_least; /* how full the writer is at least, in percent: more in a test */
	struct live *live;
	struct boards *boards;
	struct kept *kept; /* what took long to read */
	struct tallies *tallies;
	struct view_ops ops; /* the site's, with what is kept here */
	struct task house;   /* housekeeping on a reader's thread, once a second */
	bool house_out;
	struct task follow;
	bool follow_out;
	int64_t follow_at_ms; /* not before */
	_Atomic int64_t follow_pos;
	_Atomic int64_t house_ok_ms, house_pos;
	_Atomic int house_error, write_error,
		follow_error;       /* positive E_*, 0: the last one went well */
	_Atomic int purge_due;      /* what is overdue, as of the same look */
	_Atomic int64_t purge_next; /* when the next thing is */
	_Atomic int64_t forms_next; /* when the next table is due */
	/* The list that is being brought in: there is one thread for it. Under the lock. */
	struct {
		struct uuid id; /* nil: none is */
		int64_t done, all;
	} importing;
	struct str openapi;
	char *seconds;              /* of each route (http/request.c) */
	const struct web_file *web; /* web_files, or those of a folder */
	struct arena arena;
	struct pool readers, longs, lists, slow;
	struct line logins[HTTP_LOGIN_LINES]; /* by network */
	struct line guests[HTTP_LOGIN_LINES]; /* the same, of the readers' pool */
	struct seal_key logins_key;           /* so that nobody can aim at another's line */
	struct http_counts counts;
};

/* conn.c */
enum MHD_Result conn_may(void *http, const struct sockaddr *from, socklen_t n);
void conn_changed(void *http, struct MHD_Connection *connection, void **socket_context,
	enum MHD_ConnectionNotificationCode what);
/* A version 4 address, or the /48 of version 6 of which a customer may have all; in the address itself. */
struct str conn_network(const struct sockaddr *from);
void conn_known(struct conn *k); /* somebody is logged in by it; takes NULL */
/* The client has closed its side and all that it sent was read. */
bool conn_ended(const struct conn *k);
void conns_tick(struct http *h, int64_t now_ms);

/* notice.c: what goes into the security trace. */
void notice_answer(struct call *c);                             /* one that was refused */
void notice_item(struct call *c, const struct append_item *it); /* a record that came */
void notice_network(struct http *h, struct str network);

/* listen.c */
struct listening {
	const char *option, *text; /* "--listen", "127.0.0.1:8080" */
	int fd, port;              /* of the socket; the caller closes it */
};
int listen_open(struct cx *cx, struct listening *l); /* E_USAGE, E_LISTEN */

/* secure.c: what TLS asks of a server. */
#define SECURE_OPTIONS 3
int secure_start(struct cx *cx, struct http *h, const struct http_how *how);
unsigned secure_options(struct http *h, struct MHD_OptionItem ret[SECURE_OPTIONS]); /* flags */
void secure_tick(struct http *h);
void secure_free(struct http *h);

/* trust.c: the plain address. After secure_start and once the port is known. */
int trust_start(struct cx *cx, struct http *h, const struct http_how *how);
void trust_renew(struct http *h); /* the certificate has changed */
void trust_free(struct http *h);

/* call.c: a task is finished, by any thread. */
void http_finished(struct http *h, struct task *t);
/* Hands c->job to the writer; its call is finished when it is durable. */
int call_write(struct call *c);
void calls_free(struct http *h);
void spot_end(struct http *h); /* a turn is over */
enum MHD_Result call_handle(void *http, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *upload, size_t *upload_n,
	void **con_cls);
void *call_uri(void *http, const char *uri, struct MHD_Connection *connection);
void call_completed(void *http, struct MHD_Connection *connection, void **con_cls,
	enum MHD_RequestTerminationCode how);

/* request.c */
int request_routes(struct cx *cx, struct http *h);    /* once, before the first request */
int request_head(struct call *c, const char *method); /* path, parameters, headers, session */
int request_body(struct call *c, const struct json **ret);
/* Whoever asks has what is tagged so (If-None-Match). */
bool call_has(struct call *c, const char *etag);
/* E_BAD_REQUEST or E_TOO_LONG for what was sent; field and text. */
struct str call_header(struct call *c, const char *name);
struct str call_cookie(struct call *c, const char *name); /* STR_NONE: none came */
/* Of several lines of that name the last one: those before a proxy's own are whatever the client wrote. */
struct str call_header_last(struct call *c, const char *name);
/* Of somebody of the staff: what follows from where he works now. */
int call_follow(struct call *c, struct store *s);
/* The answer is of this matter alone: c->who is from now on what his rights come to in it. E_FORBIDDEN where that is nothing. */
int call_narrow(struct call *c, enum matter matter);
/* session.c: what his rights to accounts come to, wherever and in all rounds; and whether they hold for this user, which they do
 * everywhere or where all that he was granted lies in them. Of nobody's (""), everywhere only. */
int manager_read(struct call *c, enum verb verb, struct reader *ret);
/* Of a call that has waited: its session, and the right of its route, as they are now. After guard_follow. */
int manager_again(struct call *c);
bool may_manage(struct call *c, const struct reader *who, struct str user);
/* The code of a person outside the reader's areas (guard_pseudonym), in the arena. */
int call_pseudonym(struct call *c, const struct uuid *subject, const char **ret);
/* subject.c: what kind of thing it is says whose it is. A matter is whatever somebody raised: its records say whose. */
enum matter subject_matter(enum subject_type type);
/* May he do this in this matter, there? E_FORBIDDEN with what it is. */
int call_forbidden(struct call *c, struct right right, const char *field);
int call_may(struct call *c, struct right right, struct str area, const char *field);
const struct arg_value *call_arg(const struct call *c, const char *name);
struct str arg_text(const struct call *c, const char *name); /* "" when not given */

/* looks.c: the looks at a subject, a page of them; to_him: as whoever was looked at may be told, without readers' names and without
 * what they wrote. Asks for no right. */
int looks_answer(struct call *c, const struct uuid *subject, bool to_him);
/* The entry of the look-book for what is shown unmasked, by the parameter unmask and the header Bulou-Note; it is durable before the
 * answer leaves. */
int look_leave(struct call *c, const char *screen, enum matter matter, const struct uuid *subjects,
	size_t n);

/* copy.c: rows about people or homes that leave as a file: an export, for a purpose and until a day. */
struct copy {
	struct right right; /* that it takes: the caller has asked for it */
	struct str list;    /* "missing" */
	struct str why;     /* a name of look_reasons; "": none was given */
	int32_t until; /* the last local day on which it may be kept; INT32_MIN: none was given */
	bool zh;
	struct uuid id;
	struct str page, row; /* its mark: of each page, and shorter of each row */
};
/* why, until and the number of days: E_FIELD_MISSING, E_FIELD_RANGE. Fills id, page and row. */
int copy_begin(struct call *c, struct copy *copy);
/* Its entry in the look-book, which is durable before the answer leaves. */
int copy_enter(
	struct call *c, const struct copy *copy, int64_t rows, const uint8_t digest[SEAL_HASH]);

/* bound.c: grants of one round or one post, for lists, which name neither. */
struct bound {
	struct uuid round, post; /* nil: not bound to one */
	enum role role;
	struct reader who; /* who he is there, by this grant alone */
};
struct bounds {
	struct bound *all;
	size_t n;
	struct reader who; /* wherever he has anything, by these or by c->who */
};
/* Those that give the right of the route. */
int bounds_read(struct call *c, struct bounds *ret);
/* Is this round, in this area, one of a grant of one round? */
bool bounds_hold(const struct call *c, const struct bounds *b, const struct uuid *round,
	enum matter matter, struct str area);
bool bounds_name(const struct bounds *b, const struct uuid *round);
/* To what he is bound, as what, and where. */
void bounds_tell(struct buf *b, const struct bounds *all);
/* rounds.c: the round of {id}, as whoever has to do with what it is about. */
int call_round(struct call *c, struct round *ret);
/* Of a round of a matter that is none of his there, he is not told what it asks of whom; nor of a subject of such a one. */
bool target_is_his(const struct call *c, const struct round *r, const struct target *t);
bool subject_is_his(const struct call *c, const struct subject *s);
/* A row of one target; r NULL: its round is not known. */
int target_alone(struct call *c, const struct target *t, const struct round *r);
/* Parameter `filter` as flags of people (cover/needs.h), with keys; 0: none. E_FORBIDDEN of who may not see people. */
int flags_asked(struct call *c, uint32_t *ret);
/* Of those of n subjects that are people: into names their masked names, and as their place that of their home. */
int people_tell(struct call *c, struct subject *subjects, size_t n, struct str *names);

/* list_file.c: format, lang, why and until of a route whose rows may leave as a file. */
int list_file_arg(struct call *c, struct str name, struct str value, bool *ret_known);
int list_file_check(struct call *c); /* once all are read */
bool list_file_is(const struct route *r);
int list_file_answer(struct call *c); /* in place of the route's own handler */

/* problem.c */
void problem_write(struct call *c);
/* resident_send.c: the same as a page. */
void page_problem(struct call *c);
int problem_status(int code);

/* pack.c: on the thread that made the answer. */
void pack_answer(struct call *c);

/* answer.c */
void answer_begin(struct call *c);
enum MHD_Result answer_send(struct call *c);
/* No value: no header. False: no memory. */
bool answer_header(struct MHD_Response *r, const char *name, const char *value);
/* What keeps a browser from doing anything with an answer but what it is for; by c->type. */
bool answer_guarded(const struct call *c, struct MHD_Response *r);
int answer_end(struct call *c); /* E_NO_MEMORY if it did not fit */
/* A list: its rows stand between the two calls. */
void answer_list(struct call *c);
int answer_list_end(struct call *c, struct str next);
/* The same for n items that were all read at once: the page that is asked for, by a cursor that is
 * a number. */
struct page {
	size_t from, to, n;
};
int answer_page(struct call *c, size_t n, struct page *ret);
int answer_page_end(struct call *c, const struct page *p);

/* restrictions.c: a notice, in the format that is asked for. */
struct restriction_notice;
int notice_answer_write(
	struct call *c, const struct cover *cover, const struct restriction_notice *notice);

/* follow.c: what follows from lists of risk areas and from symptoms, drawn up when something came. Once a second. */
void follow_tick(struct http *h, int64_t now_ms);

/* board.c: figure_board, once for all who ask the same of the same position. Any thread. */
struct figure_ask {
	struct uuid incident;
	struct str area;
	int32_t from, to;
};
/* figures.c: the figure of {id}, and what is asked of it. */
int figure_asked(struct call *c, const struct figure **ret, struct figure_ask *ret_ask);
int boards_new(struct cx *cx, struct boards **ret);
void boards_free(struct boards *b); /* takes NULL */
int board_read(struct cx *cx, struct http *h, const struct cover *c, const struct figure_ask *q,
	struct figure_value **ret, size_t *ret_n);
/* The same for all who see the same areas, and ask for the same one. */
int reader_key(struct cx *cx, const struct reader *who, struct str area, struct str *ret);

/* login.c. On the slow thread: guard follows the journal; writes entries, and when they are durable guard has followed them. */
int slow_follow(struct call *c);
int slow_write(struct call *c, struct entry *entries, size_t n);
struct guard_from login_from(struct call *c, uint8_t to[8]);
/* Opens a resident's session by this code, and sets the cookie. */
int login_by_slip(struct call *c, struct str code, struct str door);
/* A text of at most max bytes that has to be there; and no member but these (up to NULL). */
int text_of(struct call *c, const struct json *v, const char *name, size_t max, struct str *ret);
int members_check(struct call *c, const struct json *v, const char *const *names);
/* slip.c: makes this ticket and answers with its code, as data or paper. */
int ticket_answer(struct call *c, struct ticket *t);
/* "https://HOST" as the client reached us; "" where it does not say. */
int call_base(struct call *c, struct str *ret);
/* session.c */
void grants_tell(struct jw *w, const struct account *a);
int session_write(struct call *c, const struct account *a, const struct uuid *own);
#define TOKEN_NAME "bulou"
int cookie_set(struct call *c, struct str token, int64_t seconds);
int cookie_put(struct call *c, const char *name, struct str value, int64_t seconds);
int entries_write(
	struct call *c, struct entry *entries, size_t n); /* then the handler is called again */

/* live.c */
int live_new(struct cx *cx, struct http *h);
void live_free(struct http *h);
void live_tick(struct http *h);
enum MHD_Result live_send(struct call *c);
void live_leave(struct call *c);
void live_stop(struct http *h);

/* openapi.c */
int openapi_make(struct cx *cx, const struct site *s, struct str *ret);

/* login.c: the line in which a login waits, and whoever reads without one, by his network. */
struct line *login_line(struct call *c);
struct line *guest_line(struct call *c);

/* users.c */
void account_write(struct call *c, const struct account *a, struct str name);
/* The members role, area or everywhere, round, post, until: a grant that whoever asks may give, no longer than his
 * own holds. On a worker that has begun. E_BAD_REQUEST, E_NOT_FOUND. */
int grant_read(struct call *c, const struct json *v, struct grant *ret);
/* The member until: the last day on which it holds, as on the command line; one that has passed is a slip of the pen. */
bool grant_until(const struct json *v, int64_t now, int64_t *ret);
/* Nobody gives a right for longer than he has his own: none said ends with it, a later one is false. */
bool grant_fits(struct call *c, struct grant *g);

/* records.c: the reader may see it, masked. */
bool call_sees(struct call *c, const struct record *r);

/* bulletins.c. What the program has drawn up for whoever asks goes the way of all records: check, gate, journal. Of a KIND_COMPOSED. */
int composed_hand_over(struct call *c, struct str text);

#endif
