/* Outboxes: the ranges of numbers that came from each device.
 *
 * A device numbers its records 1, 2, 3 …; a record, a refusal or a withdrawal uses its number. The row of a
 * device is a fold over the journal: its ranges [from, to] ascending, packed. last_seq: 1 … n have all come. */
#ifndef RECORD_OUTBOX_H
#define RECORD_OUTBOX_H

#include "record/journal.h"

#define OUTBOX_RANGES_MAX 4096 /* more holes than that: E_TOO_MANY, the device must fill some */

struct seq_range {
	int64_t from, to;
};
struct outbox {
	struct uuid device;
	struct seq_range *ranges;
	size_t n, cap;
	bool known, changed;
};

int outbox_load(
	struct cx *cx, struct journal *j, const struct uuid *devices, size_t n, struct outbox *ret);
bool outbox_has(const struct outbox *o, int64_t seq);
int outbox_add(struct cx *cx, struct outbox *o, int64_t seq); /* merges with its neighbours */
int64_t outbox_last(const struct outbox *o);
int outbox_store(struct cx *cx, struct journal *j, const struct outbox *all,
	size_t n); /* the changed ones */

#endif
