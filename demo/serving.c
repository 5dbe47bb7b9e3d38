/* The server's thread only runs it; it is started and ended by the script's. */
#include "demo/serving.h"

#include <errno.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/sys.h"

/* ---- the scratch folder ---- */

int scratch_make(struct cli *c, char *path, size_t size)
{
	const char *temporary = getenv("TMPDIR");

	snprintf(path, size, "%s/bulou-demo.XXXXXX", temporary && *temporary ? temporary : "/tmp");
	if (!mkdtemp(path)) {
		path[0] = 0;
		return err(&c->cx, E_FILE, NULL, temporary ? temporary : "/tmp", "不能新建目录",
			strerror(errno));
	}
	if (!cli_has(c, OPTION_DATA))
		c->option[OPTION_DATA] = sys_path(&c->cx, path, "data");
	return c->option[OPTION_DATA] ? 0 : -E_NO_MEMORY;
}

static int away(const char *path, const struct stat *s, int what, struct FTW *at)
{
	(void)s;
	(void)what;
	(void)at;
	return remove(path);
}

void scratch_drop(const char *path)
{
	if (path[0])
		nftw(path, away, 16, FTW_DEPTH | FTW_PHYS);
}

/* ---- the server ---- */

/* The host of --listen, or this machine if that is any. */
static const char *host_of(struct cx *cx, const char *listen)
{
	const char *colon = strrchr(listen, ':');
	struct str host = { listen, colon ? (size_t)(colon - listen) : 0 };

	if (host.n > 1 && host.p[0] == '[')
		host = (struct str){ host.p + 1, host.n - 2 };
	if (!host.n || str_is(host, "0.0.0.0"))
		return "127.0.0.1";
	return str_is(host, "::") ? "::1" : cx_text(cx, host);
}

void serving_init(struct serving *s, struct cli *c, void (*notify)(struct http *h))
{
	const char *listen = cli_has(c, OPTION_LISTEN) ? c->option[OPTION_LISTEN] :
		cli_has(c, OPTION_ONCE)                ? DEMO_ANY_PORT :
							 DEMO_LISTEN;

	*s = (struct serving){
		.listen = listen, .host = host_of(&c->cx, listen), .notify = notify
	};
}

static void *run(void *arg)
{
	http_run(arg);
	return NULL;
}

int serving_start(struct cx *cx, struct serving *s, struct site *site)
{
	int e = http_start(cx, site, &(struct http_how){ .listen = s->listen }, &s->http);

	if (e)
		return e;
	if (pthread_create(&s->thread, NULL, run, s->http) != 0) {
		http_free(s->http);
		s->http = NULL;
		return err(cx, E_NO_MEMORY, NULL);
	}
	s->notify(s->http);
	return 0;
}

void serving_stay(struct serving *s)
{
	pthread_join(s->thread, NULL);
	s->notify(NULL);
	http_free(s->http);
	s->http = NULL;
}

void serving_stop(struct serving *s)
{
	if (!s->http)
		return;
	http_stop(s->http);
	serving_stay(s);
}
