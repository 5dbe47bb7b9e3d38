/* What filling and answering share. For this room only. */
#ifndef GUARD_SEARCH_OWN_H
#define GUARD_SEARCH_OWN_H

#include <pthread.h>
#include <stdatomic.h>

#include "guard/search.h"
#include "guard/search_exact.h"
#include "guard/search_index.h"

#define SEARCH_KINDS_MAX 64
/* Of entries that hold no name and no place: what comes every day of checkpoints and tubes takes no room from who lives here. */
#define SEARCH_WHOLES_MAX (SEARCH_DOCS_MAX / 2)

struct search {
	struct site *site;
	pthread_mutex_t fill_lock; /* of whoever fills; before `lock` */
	pthread_rwlock_t lock;
	struct index index;
	struct exact exact;
	size_t wholes, wholes_max; /* entries without a text; SEARCH_WHOLES_MAX, less in a test */
	int64_t pos;
	int64_t purged; /* the newest destruction of keys that was heeded */
	_Atomic bool filling;
	struct kept
		*kept;    /* of who lives where: read by the thread when nothing comes; NULL: not */
	int64_t kept_pos; /* as of which position */
	_Atomic bool homes_filling; /* kept has never been read whole */
	const struct kind *kinds
		[SEARCH_KINDS_MAX]; /* those with a name, a place, or what somebody has to himself */
	size_t kinds_n;
	/* the thread */
	bool started, stopping, woken;
	pthread_t thread;
	pthread_mutex_t wait_lock;
	pthread_cond_t come;
};

#endif
