/* The names under which a server is reached, and the errors of the library. */
#include <arpa/inet.h>
#include <string.h>

#include "tls/own.h"

#define LABEL_MAX 63

int tls_failed(struct cx *cx, int code, const char *zh, const char *en)
{
	if (code >= 0)
		return 0;
	if (code == GNUTLS_E_MEMORY_ERROR)
		return err(cx, E_NO_MEMORY, NULL);
	err(cx, E_TLS, NULL, zh, en);
	return err_quote(cx, gnutls_strerror(code));
}

struct tls_name tls_name_of(struct str text)
{
	struct tls_name name = { .type = GNUTLS_SAN_IPADDRESS };
	char z[INET6_ADDRSTRLEN];

	if (text.n < sizeof(z)) {
		memcpy(z, text.p, text.n);
		z[text.n] = 0;
		if (inet_pton(AF_INET, z, name.bytes) == 1)
			name.n = 4;
		else if (inet_pton(AF_INET6, z, name.bytes) == 1)
			name.n = 16;
	}
	if (!name.n)
		name.type = GNUTLS_SAN_DNSNAME;
	memset(name.bytes + name.n, 0xff, name.n);
	return name;
}

static bool is_label(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
			    s.p[i] == '-'))
			return false;
	return s.n > 0 && s.n <= LABEL_MAX && s.p[0] != '-' && s.p[s.n - 1] != '-';
}

/* All digits at its end: browsers take such a name for an address, and it is a malformed one. */
static bool is_number(struct str s)
{
	int64_t n;

	return str_int(s, &n);
}

static bool is_dns(struct str s)
{
	struct str rest = s, label = STR_NONE;
	size_t n = 0;

	for (; str_split(&rest, '.', &label); n++)
		if (!is_label(label))
			return false;
	return n > 0 && s.n <= TLS_NAME_MAX && s.p[s.n - 1] != '.' && !is_number(label);
}

static int lower(struct cx *cx, struct str s, struct str *ret)
{
	char *p = cx_alloc(cx, s.n + 1);

	if (!p)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < s.n; i++)
		p[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + ('a' - 'A') : s.p[i]);
	*ret = (struct str){ p, s.n };
	return 0;
}

int tls_name_read(struct cx *cx, struct str text, struct str *ret)
{
	char shown[INET6_ADDRSTRLEN];
	struct tls_name name;
	int e = lower(cx, str_trim(text), ret);

	if (e)
		return e;
	name = tls_name_of(*ret);
	if (!name.n)
		return is_dns(*ret) ? 0 : err(cx, E_TLS_NAME, NULL, cx_text(cx, text));
	inet_ntop(name.n == 4 ? AF_INET : AF_INET6, name.bytes, shown, sizeof(shown));
	return cx_str(cx, str_of(shown), ret);
}
