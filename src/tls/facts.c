/* What a certificate says of itself. */
#include <arpa/inet.h>

#include "tls/own.h"

#define PRINT 32 /* bytes of SHA-256 */

/* A certificate may hold any bytes as a name. What is none (nor can be gone to, as "*.…") is not told of: names stand in pages. */
static int name_add(
	struct cx *cx, unsigned type, const char *p, size_t n, struct str *names, size_t *names_n)
{
	char shown[INET6_ADDRSTRLEN];
	struct str text = { p, n };
	int e;

	if (type == GNUTLS_SAN_IPADDRESS)
		text = str_of(inet_ntop(n == 4 ? AF_INET : AF_INET6, p, shown, sizeof(shown)));
	e = tls_name_read(cx, text, &names[*names_n]);
	if (e == -E_TLS_NAME)
		err_clear(cx);
	else if (!e)
		++*names_n;
	return e == -E_TLS_NAME ? 0 : e;
}

static bool is_name(int type, size_t n)
{
	return type == GNUTLS_SAN_DNSNAME || (type == GNUTLS_SAN_IPADDRESS && (n == 4 || n == 16));
}

static int names_read(struct cx *cx, gnutls_x509_crt_t crt, struct tls_facts *ret)
{
	struct str *names = cx_many(cx, TLS_NAMES_MAX, struct str);
	char bytes[TLS_NAME_MAX + 1];
	int type = 0, e = 0;

	if (!names)
		return -E_NO_MEMORY;
	ret->names = names;
	for (unsigned i = 0; !e && type >= 0 && ret->names_n < TLS_NAMES_MAX; i++) {
		size_t n = sizeof(bytes);

		type = gnutls_x509_crt_get_subject_alt_name(crt, i, bytes, &n, NULL);
		if (is_name(type, n))
			e = name_add(cx, (unsigned)type, bytes, n, names, &ret->names_n);
		else if (type == GNUTLS_E_SHORT_MEMORY_BUFFER)
			type = 0; /* none of ours: the next */
	}
	return e;
}

static int print_read(struct cx *cx, gnutls_x509_crt_t crt, struct str *ret)
{
	uint8_t bytes[PRINT];
	size_t n = sizeof(bytes);
	struct buf b;
	int e = tls_failed(cx, gnutls_x509_crt_get_fingerprint(crt, GNUTLS_DIG_SHA256, bytes, &n),
		"证书", "the certificate");

	if (e)
		return e;
	buf_init(&b, cx->arena);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_c(&b, ':');
		buf_c(&b, "0123456789ABCDEF"[bytes[i] >> 4]);
		buf_c(&b, "0123456789ABCDEF"[bytes[i] & 15]);
	}
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

static int der_read(struct cx *cx, gnutls_x509_crt_t crt, struct str *ret)
{
	gnutls_datum_t d;
	int e = tls_failed(cx, gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_DER, &d), "证书",
		"the certificate");

	if (e)
		return e;
	e = cx_str(cx, (struct str){ (const char *)d.data, d.size }, ret);
	gnutls_free(d.data);
	return e;
}

static int facts_read(struct cx *cx, gnutls_x509_crt_t crt, struct tls_facts *ret)
{
	int e = names_read(cx, crt, ret);

	*ret = (struct tls_facts){ .names = ret->names,
		.names_n = ret->names_n,
		.until = (int64_t)gnutls_x509_crt_get_expiration_time(crt) * 1000 };
	if (!e)
		e = print_read(cx, crt, &ret->print);
	return e ? e : der_read(cx, crt, &ret->der);
}

int tls_facts_of(struct cx *cx, struct str certificate, struct tls_facts *ret)
{
	gnutls_datum_t d = { (unsigned char *)(uintptr_t)certificate.p, (unsigned)certificate.n };
	gnutls_x509_crt_t crt;
	int code = gnutls_x509_crt_init(&crt), e;

	*ret = (struct tls_facts){ 0 };
	if (code < 0)
		return tls_failed(cx, code, "证书", "the certificate");
	code = gnutls_x509_crt_import(crt, &d, GNUTLS_X509_FMT_PEM);
	e = code < 0 ? tls_failed(cx, code, "证书", "the certificate") : facts_read(cx, crt, ret);
	gnutls_x509_crt_deinit(crt);
	return e;
}
