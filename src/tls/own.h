/* What the files of this room share. */
#ifndef TLS_OWN_H
#define TLS_OWN_H

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "tls/tls.h"

/* A name as certificates hold it: an address in 4 or 16 bytes, else the text itself. */
struct tls_name {
	gnutls_x509_subject_alt_name_t type;
	uint8_t bytes[32]; /* of an address, and behind it the mask of just this one */
	size_t n;          /* of the address; 0: a DNS name */
};
struct tls_name tls_name_of(struct str text);

/* 0, or E_TLS with what the library says of `what` ("the key"). */
int tls_failed(struct cx *cx, int code, const char *zh, const char *en);

#endif
