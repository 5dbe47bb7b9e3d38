/* Fuzzer of certificates: what a file holds that somebody names as his certificate, the names for which one is made, and the two files
 * that a server shows. The first byte says as what the rest is taken: PEM as it is, DER that is put into PEM, a name, or a certificate
 * and, behind a NUL, its key. What is read has names and a fingerprint that can be shown; a name that is taken is taken again as it was
 * written; what is shown is a certificate that has names to show. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/check.h"
#include "sys/sys.h"
#include "tls/tls.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void shown(struct str s)
{
	check(s.n > 0 && utf8_valid(s));
	for (size_t i = 0; i < s.n; i++)
		check((unsigned char)s.p[i] >= 0x20 && s.p[i] != '"' && s.p[i] != '<');
}

static void facts(struct cx *cx, struct str pem)
{
	struct tls_facts f = { .names = NULL };
	int e = tls_facts_of(cx, pem, &f);

	check(e == 0 || e == -E_TLS || e == -E_NO_MEMORY);
	if (e)
		return;
	check(f.names_n <= TLS_NAMES_MAX && f.der.n > 0);
	for (size_t i = 0; i < f.names_n; i++)
		shown(f.names[i]);
	check(f.print.n == 32 * 3 - 1);
	shown(f.print);
}

static void der(struct cx *cx, struct str bytes)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *p = (const uint8_t *)bytes.p;
	struct buf b;

	buf_init(&b, cx->arena);
	buf_z(&b, "-----BEGIN CERTIFICATE-----");
	for (size_t i = 0; i < bytes.n; i += 3) {
		size_t left = bytes.n - i;
		uint32_t n = (uint32_t)p[i] << 16 | (left > 1 ? (uint32_t)p[i + 1] << 8 : 0) |
			(left > 2 ? p[i + 2] : 0);

		if (i % 48 == 0)
			buf_c(&b, '\n');
		for (size_t k = 0; k < 4; k++)
			buf_c(&b, k <= left ? digits[n >> (18 - 6 * k) & 63] : '=');
	}
	buf_z(&b, "\n-----END CERTIFICATE-----\n");
	if (buf_ok(&b))
		facts(cx, buf_get(&b));
}

static void name(struct cx *cx, struct str text)
{
	struct str one, again;
	int e = tls_name_read(cx, text, &one);

	check(e == 0 || e == -E_TLS_NAME || e == -E_NO_MEMORY);
	if (e)
		return;
	check(one.n <= TLS_NAME_MAX);
	shown(one);
	check(tls_name_read(cx, one, &again) == 0 && str_eq(one, again));
}

/* A file in memory that nobody else may read. */
static int file(struct str content, char ret_path[40])
{
	int fd = memfd_create("pem", 0);

	check(fd >= 0 && fchmod(fd, 0600) == 0);
	check(write(fd, content.p, content.n) == (ssize_t)content.n);
	snprintf(ret_path, 40, "/proc/self/fd/%d", fd);
	return fd;
}

static void pair(struct cx *cx, struct str rest)
{
	struct str certificate;
	struct tls_shown *shown_now = NULL;
	char path[40], key_path[40];
	bool there = str_split(&rest, '\0', &certificate);
	int fd = file(there ? certificate : STR(""), path), key_fd = file(rest, key_path);
	int e = tls_shown_new(cx, path, key_path, &shown_now);

	check(e == 0 || e == -E_TLS || e == -E_FILE || e == -E_NO_MEMORY);
	if (!e) {
		facts(cx, certificate);
		check(cx->e.code == 0);
	}
	tls_shown_free(shown_now);
	close(fd);
	close(key_fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const all[])(struct cx *, struct str) = { facts, der, name, pair };
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct str rest = { (const char *)data + 1, size - 1 };

	if (size == 0)
		return 0;
	arena_init(&arena, &sys_heap, (size_t)64 << 20);
	all[data[0] % 4](&cx, rest);
	arena_done(&arena);
	return 0;
}
