/* A site: one opened copy of the data with everything that works on it: store, keys, tables of
 * kinds and figures, the folds. What http/, cli/ and demo/ start from. */
#ifndef GUARD_SITE_H
#define GUARD_SITE_H

#include "cover/cover.h"
#include "record/keys.h"
#include "view/writer.h"

struct site_tables {
	const struct kinds *kinds;
	const struct figures *figures;
};

struct site {
	const char *where;    /* DIR or postgresql:// URL */
	const char *shown;    /* the same for people: without user, password and options */
	const char *key_path; /* the master key's source: seal/seal.h */
	struct site_tables tables;
	struct keyring *keys;
	struct view view; /* the write side; view.journal.store NULL when opened to read only */
	struct area_tree *tree;   /* of the thread that owns the site; others hold their own */
	struct guard *guard;      /* accounts, devices, sessions: guard/guard.h */
	struct sys_file *serving; /* the lock of site_serve */
};

#define SITE_WHERE "./bulou-data"

enum site_mode { SITE_READ, SITE_WRITE };

/* where NULL: "./bulou-data". key_path NULL: DIR.key beside the folder; required with a URL
 * (E_KEY). */
int site_create(struct cx *cx, const char *where, const char *key_path, const struct site_tables *t,
	struct site **ret); /* empty data, schema, keys, no account; E_EXISTS */
/* A place for a restore: tables without an entry; the master key must be there already (E_KEY). */
int site_create_empty(struct cx *cx, const char *where, const char *key_path,
	const struct site_tables *t, struct site **ret);
/* Before that, whether these backups, in this order, can become data there: E_UNFIT if they do not begin at the
 * beginning, E_KEY, E_KEY_OTHER if they are under another master key. Makes nothing. */
int site_may_restore(struct cx *cx, const char *where, const char *key_path,
	const char *const *backups, size_t n);
/* E_NO_DATA, E_KEY, E_KEY_OTHER, E_SCHEMA (views of another version), E_HALF_RESTORED, E_HALF_REBUILT. */
int site_open(struct cx *cx, const char *where, const char *key_path, enum site_mode mode,
	const struct site_tables *t, struct site **ret);
/* As site_open for writing, but takes data whose views are of another version or half made: for
 * rebuild and restore. */
int site_open_raw(struct cx *cx, const char *where, const char *key_path,
	const struct site_tables *t, struct site **ret);
void site_close(struct site *s);
/* For a server: what it keeps in memory follows its own writing, so there is one on a folder. E_SERVING while another
 * process has it; held until site_close, or until this process ends however it ends. On PostgreSQL nothing is held. */
int site_serve(struct cx *cx, struct site *s);
/* What lies beside the data: DIR.key, DIR.tls, so that a copy of the folder does not carry it along; where a key is named, beside
 * that. E_KEY: a database, and no key. */
int site_beside(
	struct cx *cx, const char *where, const char *key_path, const char *end, const char **ret);
/* The master key comes from elsewhere from now on. */
int site_key_is(struct cx *cx, struct site *s, const char *source);
/* Another connection for reading (one a thread). prompt: as STORE_PROMPT. */
int site_reader(struct cx *cx, const struct site *s, bool prompt, struct store **ret);

#endif
