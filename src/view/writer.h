/* The writer: one thread that owns the write connection, and the queue in front of it.
 *
 * Adaptive commit window: a group is committed at once when few are waiting; when more than 8 records came during the last
 * commit, it waits up to 2 ms for 100 to gather. At most APPEND_GROUP_MAX records a commit; the queue is bounded by records
 * and bytes (then E_BUSY). Urgent jobs go before the others, of which each group takes a quarter along all the same, so that nobody
 * waits for ever. A batch's items stay together in order. done() is called on the writer's thread after the commit
 * (or its failure), once per job, and must be quick: it wakes the caller. */
#ifndef VIEW_WRITER_H
#define VIEW_WRITER_H

#include "view/append.h"

#define WRITER_RECORDS_MAX 65536 /* in the queue */
#define WRITER_WAIT_MS 4000      /* whoever has waited so long makes it full */

struct writer_job {
	struct append_item *items; /* n of them; or: */
	size_t n;
	struct entry *entries; /* entries that are no records; they get their pos */
	size_t entries_n;
	size_t bytes; /* what it counts against the queue */
	bool urgent;
	/* out */
	int status;                 /* 0: receipts are true; else the error for the whole job */
	struct err_info error;      /* static texts of the code, no arena */
	struct receipt_frame frame; /* its epoch lies in the job */
	char epoch[UUID_TEXT];
	void (*done)(struct writer_job *job);
	void *arg;
	/* private */
	struct writer_job *next;
	int64_t since_us;
};

struct writer;
int writer_start(struct cx *cx, struct view *v, struct writer **ret);
int writer_submit(struct writer *w, struct writer_job *job); /* 0, -E_BUSY or -E_STOPPED */
/* How full the queue is, in percent: by records, by bytes, or by how long the first one waits, whichever is most. To urgent jobs
 * only those that wait before them matter. */
unsigned writer_full(const struct writer *w, bool urgent);
/* Waits for it on this thread. */
int writer_run(struct cx *cx, struct writer *w, struct writer_job *job);
void writer_stop(struct writer *w); /* finishes what is queued, then ends the thread and frees */
int64_t writer_last_pos(const struct writer *w); /* newest committed pos known to this process */

struct writer_counts {
	uint64_t records, commits, refused, duplicates, queue, group_max, commit_us_sum, busy;
};
void writer_count(const struct writer *w, struct writer_counts *ret);

#endif
