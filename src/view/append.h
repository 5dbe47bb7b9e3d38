/* Append: the one way in. Check, gate, journal, load, decide, store; many writers, one commit, many receipts.
 *
 * append_group takes records that record_read has read (or refused) and, in one write transaction, decides
 * each: accepted, duplicate, or refused; writes the journal; applies what begins and ceases to stand to the views;
 * commits. Receipts are true only after it has returned 0. On an error nothing of the group is stored, except
 * that E_UNCERTAIN leaves it open. While a rebuild runs: E_BUSY. */
#ifndef VIEW_APPEND_H
#define VIEW_APPEND_H

#include "record/journal.h"
#include "view/effects.h"

#define APPEND_GROUP_MAX 4096
#define VIEW_VERSION "13" /* of the derived tables: another one needs a rebuild */

enum gate_answer { GATE_NO, GATE_YES, GATE_HOLD };

/* May this writer hand in this record? Asked inside the write transaction. NO: the text of the refusal is what
 * the function recorded in cx, or E_NOT_ALLOWED. A missing gate refuses. */
struct gate {
	enum gate_answer (*ask)(void *arg, struct cx *cx, const struct record *r);
	void *arg;
};

/* E_NOT_ALLOWED: he has no right to records of its kind. */
int gate_no_right(struct cx *cx, const struct record *r);

enum receipt_status { RECEIPT_ACCEPTED, RECEIPT_DUPLICATE, RECEIPT_REFUSED };
enum {
	MARK_WAITING = 1,
	MARK_HELD = 2,
	MARK_CLASH = 4,
	MARK_UNCONFIRMED = 8,
	MARK_CLOCK = 16,
	MARK_NEWER = 32
};

struct receipt {
	struct uuid id; /* nil if it could not be read */
	enum receipt_status status;
	int64_t pos; /* 0 = none */
	unsigned marks;
	int64_t received;
	int64_t last_seq;      /* -1 = no device */
	struct err_info error; /* code 0 unless refused */
};

struct append_item {
	struct record *record; /* as far as it could be read; never NULL */
	int refused;           /* what record_read said: 0 or -E_* */
	struct err_info error; /* its text */
	struct str text;       /* the whole record as it came; kept sealed when refused */
	struct str mac;        /* what the sender gave, or STR_NONE; mac_text its input */
	struct str mac_text;
	const struct gate *gate;
	struct cx *home; /* where texts of the receipt are put; NULL: the context of the group */
	struct receipt receipt; /* out */
};

/* What begins or ceases to stand: handed to the folds. */
struct delta {
	int sign;    /* +1, -1 */
	int64_t pos; /* of the record that caused the change */
	const struct record *r;
	struct effects fx;
	unsigned *
		marks; /* of its receipt: the folds add MARK_CLASH, MARK_WAITING; NULL for an old record */
};

/* The views above: folds and sums. Called inside the transaction, once a group. */
struct view_ops {
	int (*apply)(void *arg, struct cx *cx, struct journal *j, struct delta *deltas, size_t n);
	/* Equality index from sealed fields: r has plain[] (new) or not (old: removed by subject). */
	int (*match)(void *arg, struct cx *cx, struct journal *j, struct delta *deltas, size_t n);
	/* The group is about to be committed: who finds the journal to end at last with this digest sees it, before anybody is told
	 * that it is. NULL: nobody keeps anything. */
	void (*committing)(
		void *arg, int64_t before, int64_t last, const uint8_t digest[SEAL_HASH]);
	/* The group has been committed, with the positions after `before` up to last; or it came to nothing, or nobody knows
	 * (E_UNCERTAIN). For what is kept in memory. */
	void (*committed)(void *arg, int64_t before, int64_t last);
	void (*undone)(void *arg);
	void *arg;
};

struct replayed; /* view/group.h */

/* One opened writer's side. */
struct view {
	struct journal journal;
	const struct view_ops *ops;
	/* With which key does that device sign what this person wrote: 0 and the key, or E_NOT_FOUND. Handed down by guard. */
	int (*device_key)(void *arg, struct cx *cx, const struct uuid *device, struct str by,
		struct seal_key *ret);
	void *device_arg;
	const struct replayed
		*replayed; /* of a rebuild: what of the journal is in the views by now; NULL: all */
};

int append_group(struct cx *cx, struct view *v, struct append_item *items, size_t n);

/* For the command line and import: reads, appends, returns receipts. json: one record or a list. */
int append_json(struct cx *cx, struct view *v, const struct json *json, const struct sender *from,
	const struct gate *gate, struct receipt **ret, size_t *ret_n);
/* record_read of one value (or an opened box) into an item. */
int append_item_read(struct cx *cx, struct view *v, const struct json *json, struct str text,
	const struct sender *from, const struct gate *gate, struct append_item *ret);

/* Entries that are no records (logins, devices, looks) through the same commit; their secrets are sealed in it. */
int append_entries(struct cx *cx, struct view *v, struct entry *entries, size_t n);

/* Applies records that are in the journal already to the views, in the open write transaction: for rebuild, each once, in
 * any order; v->replayed says which came before. */
int append_replay(struct cx *cx, struct view *v, struct record **records, size_t n);

/* E_BUSY while a rebuild runs: the views in this snapshot are half made, and nobody reads or appends by them. And the epoch, which
 * a rebuild changes: what was kept in memory of another one is worth nothing. */
int view_whole(struct cx *cx, struct store *s, struct str *ret_epoch);

/* The receipt as the API shows it. */
struct receipt_frame {
	struct str epoch;
	int64_t safe_pos; /* -1 = none */
};
int receipt_frame(struct cx *cx, struct store *s, struct receipt_frame *ret);
void receipt_write(struct jw *w, const struct append_item *it, const struct receipt_frame *f);

/* Drops every derived table and makes it again from the journal, window by window; marks the
 * data 'rebuilding' meanwhile. Begins a new epoch. Needs no key; with one, fills the equality index too.
 * E_BUSY: another one has begun meanwhile, and this one has ended. */
int rebuild(struct cx *cx, struct view *v, void (*progress)(void *, int64_t done, int64_t all),
	void *arg);
void rebuild_chunk(size_t n); /* tests: entries a window; 0 = as shipped */

#endif
