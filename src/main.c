/* The program: picks `serve` or a command. The two faces, http/ and cli/, lie beside each other and know nothing of
 * each other; here they meet. */
#include <signal.h>
#include <string.h>

#include "cli/cli.h"
#include "demo/demo.h"
#include "demo/reports/reports.h"
#include "http/http.h"

static struct http *_Atomic serving;

/* Both signals ask for the same: finish what is in hand, then end. http_stop may be called from here. */
static void on_signal(int number)
{
	struct http *h = serving;

	(void)number;
	if (h)
		http_stop(h);
}

static void signals_take(void)
{
	struct sigaction stop = { .sa_handler = on_signal }, ignore = { .sa_handler = SIG_IGN };

	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
	/* A client that vanishes while it is answered must not end the server. */
	sigaction(SIGPIPE, &ignore, NULL);
}

/* An address that a browser on this machine can open: who listens everywhere is found here as well. */
static const char *url_of(struct cli *c, int port)
{
	const char *listen = c->option[OPTION_LISTEN] ? c->option[OPTION_LISTEN] : HTTP_LISTEN;
	const char *end = strrchr(listen, ':');
	struct str host = { listen, end ? (size_t)(end - listen) : 0 };
	struct buf b;

	if (!host.n || str_is(host, "0.0.0.0") || str_is(host, "[::]"))
		host = STR("127.0.0.1");
	buf_init(&b, &c->arena);
	buf_fmt(&b, "http://" STR_FMT ":%d", STR_ARG(host), port);
	return buf_ok(&b) ? buf_get(&b).p : HTTP_LISTEN;
}

static int serve(struct cli *c)
{
	struct http *h = NULL;
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = site_serve(&c->cx, c->site);
	if (!e)
		e = http_start(&c->cx, c->site, c->option[OPTION_LISTEN], &h);
	if (!e && cli_has(c, OPTION_WEB_DIR))
		e = http_web_dir(&c->cx, h, c->option[OPTION_WEB_DIR]);
	if (e) {
		http_free(h);
		return e;
	}
	serving = h;
	signals_take();
	cli_say(c, TEXT_SERVING, url_of(c, http_port(h)));
	http_run(h);
	serving = NULL;
	http_free(h);
	return 0;
}

/* The demo has a server of its own, which signals stop as they stop ours. */
static void demo_serving(struct http *h)
{
	serving = h;
	if (h)
		signals_take();
}

static int demo(struct cli *c)
{
	if (!cli_has(c, OPTION_VILLAGES))
		return reports_run(c, demo_serving);
	if (cli_has(c, OPTION_FULL))
		return cli_wrong(c, TEXT_OPTIONS_APART, "villages", "full");
	return demo_run(c, demo_serving);
}

int main(int argc, char **argv)
{
	static const struct cli_hooks hooks = {
		.serve = serve, .demo = demo, .version = BULOU_VERSION
	};

	return cli_main(argc, argv, &hooks);
}
