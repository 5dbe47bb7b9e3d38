/* The program: picks `serve` or a command. The two faces, http/ and cli/, lie beside each other and know nothing of
 * each other; here they meet. */
#include <signal.h>

#include "cli/cli.h"
#include "http/http.h"

static struct http *serving;

/* Both signals ask for the same: finish what is in hand, then end. http_stop may be called from here. */
static void on_signal(int number)
{
	(void)number;
	http_stop(serving);
}

static void signals_take(void)
{
	struct sigaction stop = { .sa_handler = on_signal }, ignore = { .sa_handler = SIG_IGN };

	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
	/* A client that vanishes while it is answered must not end the server. */
	sigaction(SIGPIPE, &ignore, NULL);
}

static int serve(struct cli *c)
{
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = http_start(&c->cx, c->site, c->option[OPTION_LISTEN], &serving);
	if (e)
		return e;
	signals_take();
	cli_say(c, TEXT_SERVING, cx_num(&c->cx, http_port(serving)));
	http_run(serving);
	http_free(serving);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct cli_hooks hooks = { .serve = serve };

	return cli_main(argc, argv, &hooks);
}
