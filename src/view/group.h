/* A group of records on its way in: what is known of it while it is decided and written. Private to view/. */
#ifndef VIEW_GROUP_H
#define VIEW_GROUP_H

#include "core/map.h"
#include "record/outbox.h"
#include "view/append.h"

struct known { /* a record that is here: in the journal, or earlier in the group */
	const struct entry *entry;
	const struct append_item *item;
};

struct refusals {   /* of one id */
	bool asked; /* those in the journal are in `kept` */
};

struct group {
	struct cx *cx;
	struct view *v;
	struct append_item *items;
	size_t n;
	struct map known;   /* id → struct known */
	struct map refused; /* id → struct refusals: some of it are kept already */
	struct map kept;    /* id and hash of a text that was refused and is kept → anything */
	struct map devices; /* device → struct outbox */
	struct outbox *outboxes;
	size_t outboxes_n;
	struct entry *entries;   /* in order of pos */
	struct append_item **of; /* the item of each entry, NULL for a refusal */
	size_t entries_n;
};

int group_new(struct group *g);
int group_load_known(struct group *g);
int group_load_outboxes(struct group *g);
struct outbox *group_outbox(const struct group *g, const struct record *r); /* NULL: no device */
/* Fills the receipt and, for what is kept, the next entry. An error is one of the group, not of the record. */
int group_decide(struct group *g, struct append_item *it);
/* The error of the group's context becomes that of the item. */
void group_take_error(struct group *g, struct append_item *it);
/* The same content as an entry that was taken when its version was not known, or is not known now. */
int same_otherwise_taken(
	struct group *g, const struct append_item *it, const struct entry *e, bool *ret);
/* Only what its writer can mend is a refusal; all else is sent again as it is. */
bool is_refusal_code(int rc);

/* How far a rebuild is: all up to `before`, and of the entries behind it those that are done. */
struct replayed {
	int64_t before;
	struct entry *const *entries; /* in order of pos */
	bool *done;
	size_t n;
};
bool replayed_has(const struct replayed *r, int64_t pos);

/* The rows of `mark` that a record with these bits has: MARK_ROW values each, their number; room for MARK_VALUES. */
#define MARK_ROW 5
#define MARK_VALUES (4 * MARK_ROW)
size_t mark_rows(uint32_t bits, const struct record *r, int64_t pos, struct store_value *ret);

#endif
