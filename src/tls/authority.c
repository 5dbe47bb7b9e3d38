/* Making certificates: the authority, and what it signs. */
#include <gnutls/x509-ext.h>
#include <string.h>

#include "sys/sys.h"
#include "tls/own.h"

#define DAY_S ((time_t)24 * 60 * 60)
#define EARLY_DAYS 2 /* before now it begins, for clocks that are slow */
#define SERIAL 16
#define CALLED "Bulou "
#define COMMON_MAX 50 /* of a name behind it: a common name holds 64 */

/* What the library does not change, but does not promise not to. */
static unsigned char *bytes_of(const void *p)
{
	return (unsigned char *)(uintptr_t)p;
}

/* What a certificate is made of, while it is made. */
struct making {
	gnutls_x509_crt_t crt;
	gnutls_x509_privkey_t key;
};

static int making_begin(struct making *m)
{
	int e = gnutls_x509_crt_init(&m->crt);

	if (e >= 0)
		e = gnutls_x509_privkey_init(&m->key);
	if (e >= 0)
		e = gnutls_x509_privkey_generate(m->key, GNUTLS_PK_ECDSA,
			GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
	return e;
}

static void making_end(struct making *m)
{
	if (m->crt)
		gnutls_x509_crt_deinit(m->crt);
	if (m->key)
		gnutls_x509_privkey_deinit(m->key);
}

/* ---- what stands in it ---- */

static int dates_set(gnutls_x509_crt_t crt, int days)
{
	time_t now = (time_t)(sys_real_now() / 1000);
	int e = gnutls_x509_crt_set_activation_time(crt, now - EARLY_DAYS * DAY_S);

	return e < 0 ? e : gnutls_x509_crt_set_expiration_time(crt, now + days * DAY_S);
}

static int serial_set(gnutls_x509_crt_t crt)
{
	uint8_t serial[SERIAL];

	sys_random(serial, sizeof(serial));
	serial[0] = (serial[0] & 0x3f) | 0x40; /* positive, and of one length */
	return gnutls_x509_crt_set_serial(crt, serial, sizeof(serial));
}

static int key_set(struct making *m)
{
	uint8_t id[64];
	size_t n = sizeof(id);
	int e = gnutls_x509_crt_set_key(m->crt, m->key);

	if (e >= 0)
		e = gnutls_x509_crt_get_key_id(m->crt, GNUTLS_KEYID_USE_SHA1, id, &n);
	return e < 0 ? e : gnutls_x509_crt_set_subject_key_id(m->crt, id, n);
}

static int common_set(struct making *m, int days, unsigned usage)
{
	int e = gnutls_x509_crt_set_version(m->crt, 3);

	if (e >= 0)
		e = serial_set(m->crt);
	if (e >= 0)
		e = dates_set(m->crt, days);
	if (e >= 0)
		e = key_set(m);
	if (e >= 0)
		e = gnutls_x509_crt_set_key_usage(m->crt, usage);
	return e < 0 ? e : gnutls_x509_crt_set_key_purpose_oid(m->crt, GNUTLS_KP_TLS_WWW_SERVER, 0);
}

/* ---- what an authority is limited to ---- */

static int permit(gnutls_x509_name_constraints_t limits, struct str text)
{
	struct tls_name name = tls_name_of(text);
	gnutls_datum_t d = { name.n ? name.bytes : bytes_of(text.p),
		(unsigned)(name.n ? 2 * name.n : text.n) };

	return gnutls_x509_name_constraints_add_permitted(limits, name.type, &d);
}

/* A kind of name of which none is permitted would be free. To exclude every domain an empty one would do, if all libraries
 * understood it; so one is permitted that nobody has (RFC 2606). */
static int no_domain(gnutls_x509_name_constraints_t limits)
{
	return permit(limits, STR("invalid"));
}

/* The two families are kinds of their own. */
static int no_address(gnutls_x509_name_constraints_t limits, size_t bytes)
{
	static const uint8_t any[32];
	gnutls_datum_t all = { bytes_of(any), (unsigned)(2 * bytes) };

	return gnutls_x509_name_constraints_add_excluded(limits, GNUTLS_SAN_IPADDRESS, &all);
}

static bool has(const struct str *names, size_t n, size_t bytes)
{
	for (size_t i = 0; i < n; i++)
		if (tls_name_of(names[i]).n == bytes)
			return true;
	return false;
}

static int limits_fill(gnutls_x509_name_constraints_t limits, const struct str *names, size_t n)
{
	int e = 0;

	for (size_t i = 0; i < n && e >= 0; i++)
		e = permit(limits, names[i]);
	if (e >= 0 && !has(names, n, 0))
		e = no_domain(limits);
	for (size_t bytes = 4; bytes <= 16 && e >= 0; bytes *= 4)
		if (!has(names, n, bytes))
			e = no_address(limits, bytes);
	return e;
}

static int limits_set(gnutls_x509_crt_t crt, const struct str *names, size_t n)
{
	gnutls_x509_name_constraints_t limits;
	int e = gnutls_x509_name_constraints_init(&limits);

	if (e < 0)
		return e;
	e = limits_fill(limits, names, n);
	if (e >= 0)
		e = gnutls_x509_crt_set_name_constraints(crt, limits, 1);
	gnutls_x509_name_constraints_deinit(limits);
	return e;
}

/* ---- signing, and out as PEM ---- */

static int out(struct cx *cx, gnutls_datum_t *d, struct str *ret)
{
	int e = cx_str(cx, (struct str){ (const char *)d->data, d->size }, ret);

	gnutls_memset(d->data, 0, d->size);
	gnutls_free(d->data);
	return e;
}

static int pair_out(struct cx *cx, const struct making *m, struct tls_pair *ret)
{
	gnutls_datum_t crt, key;
	int code = gnutls_x509_crt_export2(m->crt, GNUTLS_X509_FMT_PEM, &crt), e;

	if (code < 0)
		return tls_failed(cx, code, "证书", "the certificate");
	e = out(cx, &crt, &ret->certificate);
	if (e)
		return e;
	code = gnutls_x509_privkey_export2_pkcs8(
		m->key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &key);
	return code < 0 ? tls_failed(cx, code, "密钥", "the key") : out(cx, &key, &ret->key);
}

static int names_check(struct cx *cx, const struct str *names, size_t n)
{
	struct str read;
	int e = 0;

	if (!n || n > TLS_NAMES_MAX)
		return err(
			cx, E_TOO_MANY, "NAME", cx_num(cx, (int64_t)n), cx_num(cx, TLS_NAMES_MAX));
	for (size_t i = 0; !e && i < n; i++)
		e = tls_name_read(cx, names[i], &read);
	return e;
}

/* "Bulou 192.168.1.10": what a phone lists it as. */
static int called(gnutls_x509_crt_t crt, struct str first)
{
	char name[sizeof(CALLED) + COMMON_MAX] = CALLED;
	size_t n = first.n < COMMON_MAX ? first.n : COMMON_MAX;

	memcpy(name + sizeof(CALLED) - 1, first.p, n);
	return gnutls_x509_crt_set_dn_by_oid(
		crt, GNUTLS_OID_X520_COMMON_NAME, 0, name, (unsigned)(sizeof(CALLED) - 1 + n));
}

int tls_authority_new(struct cx *cx, const struct str *names, size_t n, struct tls_pair *ret)
{
	struct making m = { 0 };
	int e = names_check(cx, names, n), code;

	if (e)
		return e;
	code = making_begin(&m);
	if (code >= 0)
		code = common_set(&m, TLS_AUTHORITY_DAYS, GNUTLS_KEY_KEY_CERT_SIGN);
	if (code >= 0)
		code = called(m.crt, names[0]);
	if (code >= 0)
		code = gnutls_x509_crt_set_basic_constraints(m.crt, 1, 0);
	if (code >= 0)
		code = limits_set(m.crt, names, n);
	if (code >= 0)
		code = gnutls_x509_crt_sign2(m.crt, m.crt, m.key, GNUTLS_DIG_SHA256, 0);
	e = code < 0 ? tls_failed(cx, code, "根证书", "the authority's certificate") :
		       pair_out(cx, &m, ret);
	making_end(&m);
	return e;
}

/* ---- the server's ---- */

static int names_fill(gnutls_subject_alt_names_t all, const struct str *names, size_t n)
{
	int e = 0;

	for (size_t i = 0; i < n && e >= 0; i++) {
		struct tls_name name = tls_name_of(names[i]);
		gnutls_datum_t d = { name.n ? name.bytes : bytes_of(names[i].p),
			(unsigned)(name.n ? name.n : names[i].n) };

		e = gnutls_subject_alt_names_set(all, name.type, &d, NULL);
	}
	return e;
}

/* It has no other name than these: a common name would be held against the limits as if it were a domain. So they are critical
 * (RFC 5280, 4.2.1.6). */
static int names_set(gnutls_x509_crt_t crt, const struct str *names, size_t n)
{
	gnutls_subject_alt_names_t all;
	gnutls_datum_t d = { NULL, 0 };
	int e = gnutls_subject_alt_names_init(&all);

	if (e < 0)
		return e;
	e = names_fill(all, names, n);
	if (e >= 0)
		e = gnutls_x509_ext_export_subject_alt_names(all, &d);
	if (e >= 0)
		e = gnutls_x509_crt_set_extension_by_oid(crt, "2.5.29.17", d.data, d.size, 1);
	gnutls_free(d.data);
	gnutls_subject_alt_names_deinit(all);
	return e;
}

static int pair_read(const struct tls_pair *p, struct making *m)
{
	gnutls_datum_t crt = { bytes_of(p->certificate.p), (unsigned)p->certificate.n },
		       key = { bytes_of(p->key.p), (unsigned)p->key.n };
	int e = gnutls_x509_crt_init(&m->crt);

	if (e >= 0)
		e = gnutls_x509_privkey_init(&m->key);
	if (e >= 0)
		e = gnutls_x509_crt_import(m->crt, &crt, GNUTLS_X509_FMT_PEM);
	return e < 0 ? e : gnutls_x509_privkey_import2(m->key, &key, GNUTLS_X509_FMT_PEM, NULL, 0);
}

static int signed_by(struct making *m, const struct making *authority)
{
	uint8_t id[64];
	size_t n = sizeof(id);
	int e = gnutls_x509_crt_get_subject_key_id(authority->crt, id, &n, NULL);

	if (e >= 0)
		e = gnutls_x509_crt_set_authority_key_id(m->crt, id, n);
	return e < 0 ?
		e :
		gnutls_x509_crt_sign2(m->crt, authority->crt, authority->key, GNUTLS_DIG_SHA256, 0);
}

/* What a browser would say of it. The library compares what it has read, not what it has made. */
static int limits_ask(struct cx *cx, const struct tls_pair *p, const struct making *authority)
{
	struct making m = { 0 };
	unsigned status = 0;
	int code = pair_read(p, &m);

	if (code >= 0)
		code = gnutls_x509_crt_list_verify(
			&m.crt, 1, &authority->crt, 1, NULL, 0, 0, &status);
	making_end(&m);
	if (code < 0)
		return tls_failed(cx, code, "证书", "the certificate");
	return status ? err(cx, E_TLS_LIMITS, NULL) : 0;
}

static int server_make(
	const struct making *authority, const struct str *names, size_t n, struct making *m)
{
	int code = making_begin(m);

	if (code >= 0)
		code = common_set(m, TLS_SERVER_DAYS, GNUTLS_KEY_DIGITAL_SIGNATURE);
	if (code >= 0)
		code = gnutls_x509_crt_set_basic_constraints(m->crt, 0, -1);
	if (code >= 0)
		code = names_set(m->crt, names, n);
	return code < 0 ? code : signed_by(m, authority);
}

int tls_server_new(struct cx *cx, const struct tls_pair *authority, const struct str *names,
	size_t n, struct tls_pair *ret)
{
	struct making m = { 0 }, a = { 0 };
	int e = names_check(cx, names, n);

	if (!e)
		e = tls_failed(cx, pair_read(authority, &a), "根证书或其密钥",
			"the authority's certificate or key");
	if (!e)
		e = tls_failed(cx, server_make(&a, names, n, &m), "证书", "the certificate");
	if (!e)
		e = pair_out(cx, &m, ret);
	if (!e)
		e = limits_ask(cx, ret, &a);
	making_end(&m);
	making_end(&a);
	return e;
}
