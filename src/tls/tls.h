/* Certificates: a private authority for a server without a domain, and the certificate that a server shows.
 *
 * The authority may only vouch for the names that it was made for, and what lies under them (RFC 5280, 4.2.1.10): where
 * browsers heed it, whoever takes its key can pretend to be this server, and no other. Keys are ECDSA P-256, certificates and keys PEM. A phone with a wrong clock is served too:
 * everything is valid from two days ago. Certificates are dated by the machine's own clock, since browsers go by theirs. */
#ifndef TLS_TLS_H
#define TLS_TLS_H

#include "core/err.h"

#define TLS_NAMES_MAX 20
#define TLS_NAME_MAX 253
#define TLS_AUTHORITY_DAYS 3650
#define TLS_SERVER_DAYS \
	800              /* iOS takes at most 825 from an authority that somebody has put on it */
#define TLS_WARN_DAYS 30 /* before its end a certificate is spoken of */
/* A file that changed is read at most every 10 s, and so many pairs are kept: no handshake takes longer than all of them. */
#define TLS_FOLLOW_MS 10000
#define TLS_SHOWN_KEPT 16
#define TLS_PEM_MAX ((size_t)256 << 10)

struct tls_pair {
	struct str certificate,
		key; /* PEM; the certificate may be a chain, the server's own first */
};

/* A DNS name in lower case, or an IP address as browsers write it; not "*.…", no port. E_TLS_NAME. */
int tls_name_read(struct cx *cx, struct str text, struct str *ret);

/* names: of tls_name_read, 1 to TLS_NAMES_MAX. E_TLS_NAME, E_TLS. */
int tls_authority_new(struct cx *cx, const struct str *names, size_t n, struct tls_pair *ret);
/* E_TLS_LIMITS: a name for which the authority may not vouch. */
int tls_server_new(struct cx *cx, const struct tls_pair *authority, const struct str *names,
	size_t n, struct tls_pair *ret);

struct tls_facts {
	const struct str *names; /* DNS names and addresses, as tls_name_read takes them */
	size_t names_n;
	int64_t until;    /* ms since 1970 */
	struct str print; /* its fingerprint, as phones show it: SHA-256, "3A:0F:…" */
	struct str der;   /* the certificate as phones take it */
};
/* Of the first certificate in it. E_TLS. */
int tls_facts_of(struct cx *cx, struct str certificate, struct tls_facts *ret);

/* What a server shows to those who connect, read from two files, and again when one of them has changed. One thread. */
struct tls_shown;
/* E_FILE, E_TLS: malformed, or the key is another certificate's; E_TLS_KEY: anybody on this machine may read the key. */
int tls_shown_new(struct cx *cx, const char *certificate, const char *key, struct tls_shown **ret);
void tls_shown_free(struct tls_shown *t); /* takes NULL */
/* As often as one likes: takes in what has changed. After an error the old pair goes on. *ret_changed: it was. */
int tls_shown_follow(struct cx *cx, struct tls_shown *t, bool *ret_changed);
int64_t tls_shown_until(const struct tls_shown *t);
/* What a handshake takes. It lives until TLS_SHOWN_KEPT more pairs were taken in. */
struct gnutls_pcert_st;
struct gnutls_privkey_st;
void tls_shown_pair(const struct tls_shown *t, struct gnutls_pcert_st **ret_list, unsigned *ret_n,
	struct gnutls_privkey_st **ret_key);

#endif
