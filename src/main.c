/* The program: picks `serve` or a command. The two faces, http/ and cli/, lie beside each other and know nothing of
 * each other; here they meet. */
#include <signal.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/show.h"
#include "cli/tls_files.h"
#include "demo/demo.h"
#include "demo/reports/reports.h"
#include "http/http.h"
#include "sys/sys.h"
#include "tls/tls.h"

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

/* The name for which a certificate was made: who listens everywhere is to be found by that. */
static struct str name_of(struct cli *c, const struct http_how *how)
{
	struct tls_facts facts = { .names_n = 0 };
	struct str pem;

	if (!how->certificate || sys_read_file(&c->cx, how->certificate, TLS_PEM_MAX, &pem) ||
		tls_facts_of(&c->cx, pem, &facts) || !facts.names_n) {
		err_clear(&c->cx);
		return STR("127.0.0.1");
	}
	return facts.names[0];
}

/* An address that a browser can open: who listens everywhere is found on this machine as well. */
static const char *url_of(
	struct cli *c, const struct http_how *how, const char *scheme, const char *listen, int port)
{
	const char *end = strrchr(listen, ':');
	struct str host = { listen, end ? (size_t)(end - listen) : 0 };
	struct buf b;

	if (!host.n || str_is(host, "0.0.0.0") || str_is(host, "[::]"))
		host = name_of(c, how);
	buf_init(&b, &c->arena);
	buf_fmt(&b, "%s://" STR_FMT ":%d", scheme, STR_ARG(host), port);
	return buf_ok(&b) ? buf_get(&b).p : HTTP_LISTEN;
}

/* Over HTTP, or over HTTPS with the certificate beside the data, or with one from elsewhere. */
static int how_of(struct cli *c, struct http_how *ret)
{
	bool own = cli_has(c, OPTION_TLS), given = cli_has(c, OPTION_CERT);
	struct tls_files f = { .certificate = NULL };
	int e = own ? tls_files_of(c, &f) : 0;

	*ret = (struct http_how){ .listen = c->option[OPTION_LISTEN] };
	if ((own && given) || given != cli_has(c, OPTION_CERT_KEY))
		return cli_wrong(c, TEXT_TLS_WHICH);
	if (cli_has(c, OPTION_PLAIN) && !own)
		return cli_wrong(c, TEXT_TLS_PLAIN);
	if (e)
		return e;
	if (own && !sys_exists(f.certificate))
		return cli_wrong(c, TEXT_TLS_NONE);
	ret->certificate = own ? f.certificate : c->option[OPTION_CERT];
	ret->key = own ? f.key : c->option[OPTION_CERT_KEY];
	ret->plain = c->option[OPTION_PLAIN];
	ret->authority = ret->plain ? f.authority : NULL;
	return 0;
}

static void serving_say(struct cli *c, const struct http *h, const struct http_how *how)
{
	int64_t until = http_certificate_until(h);

	cli_say(c, TEXT_SERVING,
		url_of(c, how, how->certificate ? "https" : "http",
			how->listen ? how->listen : HTTP_LISTEN, http_port(h)));
	if (how->plain)
		cli_say(c, TEXT_TRUSTING, url_of(c, how, "http", how->plain, http_plain_port(h)));
	if (until && until < sys_real_now() + TLS_WARN_DAYS * WHEN_DAY_MS)
		cli_say(c, TEXT_TLS_ENDS, cx_text(&c->cx, text_when(&c->cx, until)));
}

static int serve(struct cli *c)
{
	struct http *h = NULL;
	struct http_how how;
	int e = how_of(c, &how);

	if (!e)
		e = cli_open(c, SITE_WRITE);
	if (!e)
		e = site_serve(&c->cx, c->site);
	if (!e)
		e = cli_retained_warn(c);
	if (!e)
		e = http_start(&c->cx, c->site, &how, &h);
	if (!e && cli_has(c, OPTION_WEB_DIR))
		e = http_web_dir(&c->cx, h, c->option[OPTION_WEB_DIR]);
	if (e) {
		http_free(h);
		return e;
	}
	serving = h;
	signals_take();
	serving_say(c, h, &how);
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
