/* HTTPS: the certificate that is shown, and that it is renewed without a restart. */
#include <gnutls/abstract.h>

#include "http/own.h"
#include "sys/sys.h"

/* TLS 1.2 and 1.3, and of their ways none that is known to be weak. */
#define PRIORITIES "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE"

/* The library hands nothing of ours to the function that is asked for a certificate: so one such server a process. */
static const struct tls_shown *showing;

static int certificate_ask(gnutls_session_t session, const gnutls_datum_t *authorities, int n,
	const gnutls_pk_algorithm_t *algorithms, int algorithms_n, gnutls_pcert_st **ret_list,
	unsigned *ret_n, gnutls_privkey_t *ret_key)
{
	(void)session;
	(void)authorities;
	(void)n;
	(void)algorithms;
	(void)algorithms_n;
	if (!showing)
		return -1;
	tls_shown_pair(showing, ret_list, ret_n, ret_key);
	return 0;
}

int secure_start(struct cx *cx, struct http *h, const struct http_how *how)
{
	int e = how->certificate ? tls_shown_new(cx, how->certificate, how->key, &h->shown) : 0;

	if (!e && h->shown)
		showing = h->shown;
	return e;
}

unsigned secure_options(struct http *h, struct MHD_OptionItem ret[SECURE_OPTIONS])
{
	size_t n = 0;

	if (h->shown) {
		ret[n++] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_PRIORITIES, 0,
			(void *)(uintptr_t)PRIORITIES };
		ret[n++] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_CERT_CALLBACK, 0,
			(void *)(uintptr_t)certificate_ask };
	}
	ret[n] = (struct MHD_OptionItem){ MHD_OPTION_END, 0, NULL };
	return h->shown ? MHD_USE_TLS : 0;
}

/* What went wrong is told by /healthz; the certificate that was shown so far goes on. */
void secure_tick(struct http *h)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	bool changed;
	int e;

	if (!h->shown)
		return;
	arena_init(&arena, &sys_heap, 0);
	e = tls_shown_follow(&cx, h->shown, &changed);
	if (e || changed)
		atomic_store(&h->shown_error, -e);
	if (changed)
		trust_renew(h);
	arena_done(&arena);
}

void secure_free(struct http *h)
{
	if (h->shown && showing == h->shown)
		showing = NULL;
	tls_shown_free(h->shown);
}
