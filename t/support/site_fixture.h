/* A site for tests: a fresh one in a scratch folder (SQLite) or schema (PostgreSQL), records by short text, reads by one
 * call. Everything asserts; time is the script's. */
#ifndef T_SITE_FIXTURE_H
#define T_SITE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "desk/desk.h"
#include "guard/guard.h"
#include "guard/site.h"

#define FIXTURE_DAY "2022-08-30"
#define FIXTURE_NOW 1661824800000LL /* 2022-08-30T10:00:00+08:00 */

struct fixture {
	char dir[256], where[512], key[300];
	struct arena arena;
	struct cx cx;
	struct site *site;
	struct cover cover; /* of the administrator, after fixture_read */
	int64_t minute;     /* at of the next record: FIXTURE_NOW + minute */
};

/* engine: "sqlite" or "postgres" (then BULOU_TEST_PG must be set). */
void fixture_open(struct fixture *f, const char *engine);
/* A test program's main: `run` on each engine that is there; how many tests failed. */
int fixture_on_each(int (*run)(const char *engine));
void fixture_close(struct fixture *f);
/* Closes the site and opens it again: what was acknowledged must be there. */
void fixture_reopen(struct fixture *f);

/* An id from a small number, the same in every test. */
const char *fid(int n);
struct uuid fuid(int n);

/* Appends one record: id and at are put in front of `rest`, which begins at "kind". The receipt; id = fid(n). */
struct receipt fixture_post(struct fixture *f, int n, const char *rest, ...)
	__attribute__((format(printf, 3, 4)));
struct receipt fixture_post_raw(struct fixture *f, const char *json);
struct receipt fixture_post_gated(struct fixture *f, const char *json, const struct gate *gate);
void fixture_accept(struct fixture *f, int n, const char *rest, ...)
	__attribute__((format(printf, 3, 4)));

/* n records without effects, in few groups. */
void fixture_filler(struct fixture *f, int n);

/* A small county: area 512021 > 512021100 > village v1 > grids g1 and g2; v2 > g3; incident fid(1); dwellings fid(100 …
 * 100+n-1) in g1, round fid(2) (sweep) listing them all. */
void fixture_county(struct fixture *f, int dwellings);

/* The incident's standing round of a kind: its id, and record n that opens it in the whole county. */
const char *fixture_standing(const char *kind);
void fixture_standing_open(struct fixture *f, int n, const char *kind);
const char *fixture_standing_new(
	struct fixture *f, int n, const char *kind); /* both; the id stays */

void fixture_read(struct fixture *f); /* begins a read transaction and fills f->cover */
void fixture_read_done(struct fixture *f);
struct coverage fixture_coverage(struct fixture *f, const char *area);
struct coverage fixture_coverage_of(struct fixture *f, const char *round, const char *area);
size_t fixture_missing(struct fixture *f, const char *area);
int64_t fixture_figure(struct fixture *f, const char *id);
/* What a balance leaves over, in thousandths. */
int64_t fixture_balance(struct fixture *f, const char *id);

#endif
