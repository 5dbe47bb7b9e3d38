/* What both demos need around their script: a scratch folder, and the server on a thread of its own. */
#ifndef DEMO_SERVING_H
#define DEMO_SERVING_H

#include <pthread.h>

#include "cli/cli.h"
#include "http/http.h"

#define DEMO_LISTEN "127.0.0.1:8080"
#define DEMO_ANY_PORT "127.0.0.1:0"

/* A new folder for the demo's files under TMPDIR, and without --data for the site. path is "" when none was made. */
int scratch_make(struct cli *c, char *path, size_t size);
void scratch_drop(const char *path);

struct serving {
	const char *listen, *host; /* host: where clients on this machine reach it */
	struct http *http;         /* NULL = not running */
	pthread_t thread;
	/* Is told the server whenever one runs, and NULL when it ends, so that signals can stop it. */
	void (*notify)(struct http *h);
};

/* Takes --listen, or a port that is free with --once. */
void serving_init(struct serving *s, struct cli *c, void (*notify)(struct http *h));
int serving_start(struct cx *cx, struct serving *s, struct site *site);
void serving_stop(struct serving *s); /* takes one that is not running */
void serving_stay(struct serving *s); /* until a signal ends it */

#endif
