/* An authority vouches for its own names and for no other, and a server shows a renewed certificate without a pause. */
#include "tls/tls.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/sys.h"

static struct arena arena;
static struct cx cx = { .arena = &arena };

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, &sys_heap, 0);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	err_clear(&cx);
	arena_done(&arena);
	return 0;
}

/* ---- names ---- */

static void names_are_read(void **state)
{
	static const char *const good[][2] = { { "192.168.1.10", "192.168.1.10" },
		{ " Bulou.Anyue.gov.CN ", "bulou.anyue.gov.cn" }, { "FE80::1", "fe80::1" },
		{ "bulou", "bulou" }, { "::ffff:10.0.0.1", "::ffff:10.0.0.1" } };
	static const char *const bad[] = { "", ".", "a..b", "-a", "a-", "*.example.com",
		"https://a", "a:80", "10.0.0.256", "1.2.3", "a.b.", "指挥部", "a b", "a_b" };
	struct str got;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_int_equal(tls_name_read(&cx, str_of(good[i][0]), &got), 0);
		assert_string_equal(got.p, good[i][1]);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(tls_name_read(&cx, str_of(bad[i]), &got), -E_TLS_NAME);
}

static void the_longest_name(void **state)
{
	char text[TLS_NAME_MAX + 2];
	struct str got;

	(void)state;
	memset(text, 'a', sizeof(text));
	for (size_t i = 63; i < sizeof(text); i += 64)
		text[i] = '.';
	assert_int_equal(tls_name_read(&cx, (struct str){ text, TLS_NAME_MAX }, &got), 0);
	assert_int_equal(
		tls_name_read(&cx, (struct str){ text, TLS_NAME_MAX + 1 }, &got), -E_TLS_NAME);
	memset(text, 'a', sizeof(text));
	assert_int_equal(tls_name_read(&cx, (struct str){ text, 63 }, &got), 0);
	assert_int_equal(tls_name_read(&cx, (struct str){ text, 64 }, &got), -E_TLS_NAME);
}

/* ---- what an authority may do ---- */

static gnutls_x509_crt_t crt_of(struct str pem)
{
	gnutls_datum_t d = { (unsigned char *)(uintptr_t)pem.p, (unsigned)pem.n };
	gnutls_x509_crt_t crt;

	assert_int_equal(gnutls_x509_crt_init(&crt), 0);
	assert_int_equal(gnutls_x509_crt_import(crt, &d, GNUTLS_X509_FMT_PEM), 0);
	return crt;
}

/* As a browser asks: is this the server of that name, by this authority? */
static bool believed(struct str authority, struct str server, const char *name)
{
	gnutls_x509_crt_t a = crt_of(authority), s = crt_of(server);
	gnutls_typed_vdata_st host = { .type = GNUTLS_DT_DNS_HOSTNAME,
		.data = (unsigned char *)(uintptr_t)name };
	gnutls_x509_trust_list_t list;
	unsigned status = 1;

	assert_int_equal(gnutls_x509_trust_list_init(&list, 0), 0);
	assert_int_equal(gnutls_x509_trust_list_add_cas(list, &a, 1, 0), 1);
	assert_int_equal(
		gnutls_x509_trust_list_verify_crt2(list, &s, 1, &host, 1, 0, &status, NULL), 0);
	gnutls_x509_trust_list_deinit(list, 1);
	gnutls_x509_crt_deinit(s);
	return status == 0;
}

static void vouches_for_its_names(void **state)
{
	const struct str names[] = { STR("10.1.2.3"), STR("bulou.test"), STR("fd00::7") };
	struct tls_pair authority, server;
	struct tls_facts facts;
	int64_t days = (int64_t)24 * 3600 * 1000;

	(void)state;
	assert_int_equal(tls_authority_new(&cx, names, 3, &authority), 0);
	assert_int_equal(tls_server_new(&cx, &authority, names, 3, &server), 0);
	for (int i = 0; i < 3; i++)
		assert_true(believed(authority.certificate, server.certificate, names[i].p));
	assert_false(believed(authority.certificate, server.certificate, "10.1.2.4"));
	assert_false(believed(authority.certificate, server.certificate, "other.test"));
	assert_int_equal(tls_facts_of(&cx, server.certificate, &facts), 0);
	assert_int_equal(facts.names_n, 3);
	for (int i = 0; i < 3; i++)
		assert_true(str_eq(facts.names[i], names[i]));
	assert_int_equal(facts.print.n, 32 * 3 - 1);
	assert_in_range(facts.until, sys_real_now() + (TLS_SERVER_DAYS - 1) * days,
		sys_real_now() + TLS_SERVER_DAYS * days);
}

static void vouches_for_no_other(void **state)
{
	const struct str address[] = { STR("10.1.2.3") }, name[] = { STR("bulou.test") };
	const struct str others[] = { STR("10.1.2.4"), STR("bank.test"), STR("bulou.test.evil"),
		STR("::1"), STR("localhost") };
	struct tls_pair of_address, of_name, got;

	(void)state;
	assert_int_equal(tls_authority_new(&cx, address, 1, &of_address), 0);
	assert_int_equal(tls_authority_new(&cx, name, 1, &of_name), 0);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		assert_int_equal(
			tls_server_new(&cx, &of_address, &others[i], 1, &got), -E_TLS_LIMITS);
		assert_int_equal(tls_server_new(&cx, &of_name, &others[i], 1, &got), -E_TLS_LIMITS);
	}
	assert_int_equal(tls_server_new(&cx, &of_address, name, 1, &got), -E_TLS_LIMITS);
	assert_int_equal(tls_server_new(&cx, &of_name, address, 1, &got), -E_TLS_LIMITS);
}

static void so_many_names(void **state)
{
	struct str names[TLS_NAMES_MAX + 1];
	struct tls_pair authority, server;
	struct tls_facts facts;

	(void)state;
	for (size_t i = 0; i < TLS_NAMES_MAX + 1; i++) {
		struct buf b;

		buf_init(&b, &arena);
		buf_fmt(&b, "10.0.0.%zu", i);
		names[i] = buf_get(&b);
	}
	assert_int_equal(tls_authority_new(&cx, names, TLS_NAMES_MAX, &authority), 0);
	assert_int_equal(tls_server_new(&cx, &authority, names, TLS_NAMES_MAX, &server), 0);
	assert_int_equal(tls_facts_of(&cx, server.certificate, &facts), 0);
	assert_int_equal(facts.names_n, TLS_NAMES_MAX);
	assert_int_equal(tls_authority_new(&cx, names, TLS_NAMES_MAX + 1, &authority), -E_TOO_MANY);
	assert_int_equal(tls_authority_new(&cx, names, 0, &authority), -E_TOO_MANY);
}

/* ---- what a server shows ---- */

struct files {
	char dir[32];
	const char *certificate, *key;
	struct tls_pair authority;
};

static void pair_write(struct files *f, struct tls_pair *ret)
{
	const struct str names[] = { STR("10.1.2.3") };

	assert_int_equal(tls_server_new(&cx, &f->authority, names, 1, ret), 0);
	assert_int_equal(sys_write_file(&cx, f->certificate, ret->certificate, 0644), 0);
	assert_int_equal(sys_write_file(&cx, f->key, ret->key, 0600), 0);
}

static void files_make(struct files *f)
{
	const struct str names[] = { STR("10.1.2.3") };

	*f = (struct files){ .dir = "/tmp/bulou-tls-XXXXXX" };
	assert_non_null(mkdtemp(f->dir));
	f->certificate = sys_path(&cx, f->dir, "server.pem");
	f->key = sys_path(&cx, f->dir, "server.key");
	assert_int_equal(tls_authority_new(&cx, names, 1, &f->authority), 0);
}

static void files_remove(struct files *f)
{
	unlink(f->certificate);
	unlink(f->key);
	assert_int_equal(rmdir(f->dir), 0);
}

/* Is this what it shows now? */
static bool shows(const struct tls_shown *t, struct str certificate)
{
	struct gnutls_pcert_st *list;
	struct gnutls_privkey_st *key;
	struct tls_facts facts;
	unsigned n;

	tls_shown_pair(t, &list, &n, &key);
	assert_int_equal(n, 1);
	assert_non_null(key);
	assert_int_equal(tls_facts_of(&cx, certificate, &facts), 0);
	return facts.der.n == list[0].cert.size &&
		memcmp(facts.der.p, list[0].cert.data, facts.der.n) == 0;
}

static void wait_follow(void)
{
	usleep((TLS_FOLLOW_MS + 200) * 1000);
}

static void renewed_without_a_pause(void **state)
{
	struct tls_pair first, second;
	struct tls_shown *t;
	struct files f;
	bool changed;

	(void)state;
	files_make(&f);
	pair_write(&f, &first);
	assert_int_equal(tls_shown_new(&cx, f.certificate, f.key, &t), 0);
	assert_true(shows(t, first.certificate));
	wait_follow();
	assert_int_equal(tls_shown_follow(&cx, t, &changed), 0);
	assert_false(changed);
	/* Half of a renewal: the certificate is there, its key is not. The old pair goes on. */
	pair_write(&f, &second);
	assert_int_equal(sys_write_file(&cx, f.key, first.key, 0600), 0);
	assert_int_equal(tls_shown_follow(&cx, t, &changed), -E_TLS);
	assert_true(shows(t, first.certificate));
	err_clear(&cx);
	assert_int_equal(sys_write_file(&cx, f.key, second.key, 0600), 0);
	assert_int_equal(tls_shown_follow(&cx, t, &changed), 0);
	assert_false(changed); /* not yet */
	wait_follow();
	assert_int_equal(tls_shown_follow(&cx, t, &changed), 0);
	assert_true(changed);
	assert_true(shows(t, second.certificate));
	tls_shown_free(t);
	files_remove(&f);
}

static void what_cannot_be_shown(void **state)
{
	struct tls_pair pair;
	struct tls_shown *t;
	struct files f;

	(void)state;
	files_make(&f);
	assert_int_equal(tls_shown_new(&cx, f.certificate, f.key, &t), -E_FILE);
	pair_write(&f, &pair);
	assert_int_equal(chmod(f.key, 0604), 0);
	assert_int_equal(tls_shown_new(&cx, f.certificate, f.key, &t), -E_TLS_KEY);
	assert_int_equal(sys_write_file(&cx, f.key, f.authority.key, 0600), 0);
	assert_int_equal(tls_shown_new(&cx, f.certificate, f.key, &t), -E_TLS);
	assert_int_equal(sys_write_file(&cx, f.key, STR("no key"), 0600), 0);
	assert_int_equal(tls_shown_new(&cx, f.certificate, f.key, &t), -E_TLS);
	assert_int_equal(sys_write_file(&cx, f.certificate, STR(""), 0644), 0);
	assert_int_equal(tls_shown_new(&cx, f.certificate, f.key, &t), -E_TLS);
	assert_null(t);
	files_remove(&f);
}

/* Its second name is "bulou" with bytes that are no text: found by the fuzzer. */
static void an_odd_name_is_not_told(void **state)
{
	static const char odd[] =
		"-----BEGIN CERTIFICATE-----\n"
		"MIIBtTCCAVugAwIBAgIQcYvqqUjK3hmamPafakO0YDAKBggqhkjOPQQDAjAdMRsw\n"
		"GQYDVQQDExJCdWxvdSAxOTIuMTY4LjEuMTAwHhcNMjYxMTIxMDI1MzU4WhcNMjkw\n"
		"MTMxMDI1MzU4WjAAMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEK6v02PDe3E2D\n"
		"vmEhNN6WITgChyvdo8go+kbq/focWpnu4G2ZlrlFCba86dpTjkO3n1jFZARfAAFO\n"
		"JtHnP/U+JKOBmTCBljAdBgNVHQ4EFgQUoL+kqi+VB3RiDgQEpj2Z2OuJjtAwDgYD\n"
		"VR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMBMAwGA1UdEwEB/wQCMAAw\n"
		"IQYDVR0RAQH/BBcwFYcEwKgBCoINYnVsb5UuZXhhbXBsZTAfBgNVHSMEGDAWgBSZ\n"
		"C428tMEfCt98ynNetq7ooLQSODAKBggqhkjOPQQDAgNIADBFAiBNzwCTyuBNp2Gn\n"
		"/G9WsJGfWbrVSZG+qduwSDtynH4yeQIhAMG1GTkmyrc9JLoXSQNaqLbKiKoL5NwP\n"
		"OzbE5QktuwTD\n"
		"-----END CERTIFICATE-----\n";
	struct tls_facts facts;

	(void)state;
	assert_int_equal(tls_facts_of(&cx, str_of(odd), &facts), 0);
	assert_int_equal(facts.names_n, 1);
	assert_true(str_is(facts.names[0], "192.168.1.10"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(names_are_read, setup, teardown),
		cmocka_unit_test_setup_teardown(the_longest_name, setup, teardown),
		cmocka_unit_test_setup_teardown(vouches_for_its_names, setup, teardown),
		cmocka_unit_test_setup_teardown(vouches_for_no_other, setup, teardown),
		cmocka_unit_test_setup_teardown(so_many_names, setup, teardown),
		cmocka_unit_test_setup_teardown(renewed_without_a_pause, setup, teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_shown, setup, teardown),
		cmocka_unit_test_setup_teardown(an_odd_name_is_not_told, setup, teardown),
	};

	return cmocka_run_group_tests_name("tls/tls", tests, NULL, NULL);
}
