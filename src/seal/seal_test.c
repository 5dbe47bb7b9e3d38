/* What is sealed opens with its key and binding and with nothing else; hashes equal the published ones. */
#include "seal/seal.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "sys/sys.h"

struct bench {
	struct arena arena;
	struct cx cx;
};

static int setup(void **state)
{
	static struct bench b;

	b = (struct bench){ 0 };
	arena_init(&b.arena, &sys_heap, 0);
	b.cx.arena = &b.arena;
	*state = &b;
	return seal_start();
}

static int teardown(void **state)
{
	struct bench *b = *state;

	arena_done(&b->arena);
	return 0;
}

static struct seal_key counting_key(void)
{
	struct seal_key k;

	for (size_t i = 0; i < SEAL_KEY; i++)
		k.b[i] = (uint8_t)i;
	return k;
}

static void assert_hex(struct bench *b, const uint8_t *p, const char *want)
{
	struct buf text;

	buf_init(&text, &b->arena);
	buf_hex(&text, p, 32);
	assert_string_equal(buf_get(&text).p, want);
}

static void opens_again(void **state)
{
	struct bench *b = *state;
	struct seal_key k = seal_key_new();
	struct str sealed, again, out, plain = STR("王小明 13800138000");

	assert_int_equal(seal_close(&b->cx, &k, plain, STR("id/identity"), &sealed), 0);
	assert_int_equal(sealed.n, plain.n + SEAL_OVERHEAD);
	assert_null(memmem(sealed.p, sealed.n, plain.p, plain.n));
	assert_int_equal(seal_open(&b->cx, &k, sealed, STR("id/identity"), &out), 0);
	assert_true(str_eq(out, plain));
	assert_int_equal(seal_close(&b->cx, &k, plain, STR("id/identity"), &again), 0);
	assert_false(str_eq(sealed, again));
}

static void empty_is_sealed_too(void **state)
{
	struct bench *b = *state;
	struct seal_key k = seal_key_new();
	struct str sealed, out = STR("x");

	assert_int_equal(seal_close(&b->cx, &k, STR_NONE, STR_NONE, &sealed), 0);
	assert_int_equal(sealed.n, SEAL_OVERHEAD);
	assert_int_equal(seal_open(&b->cx, &k, sealed, STR(""), &out), 0);
	assert_int_equal(out.n, 0);
}

static void any_change_is_refused(void **state)
{
	struct bench *b = *state;
	struct seal_key k = seal_key_new(), other = seal_key_new();
	struct str sealed, out;

	assert_int_equal(seal_close(&b->cx, &k, STR("plain"), STR("id/a"), &sealed), 0);
	assert_int_equal(seal_open(&b->cx, &other, sealed, STR("id/a"), &out), -E_SEALED);
	assert_int_equal(seal_open(&b->cx, &k, sealed, STR("id/b"), &out), -E_SEALED);
	for (size_t i = 0; i < sealed.n; i++) {
		char *p = cx_many(&b->cx, sealed.n, char);

		memcpy(p, sealed.p, sealed.n);
		p[i] = (char)(p[i] ^ 1);
		assert_int_equal(
			seal_open(&b->cx, &k, (struct str){ p, sealed.n }, STR("id/a"), &out),
			-E_SEALED);
		assert_int_equal(
			seal_open(&b->cx, &k, (struct str){ sealed.p, i }, STR("id/a"), &out),
			-E_SEALED);
	}
}

static void hashes(void **state)
{
	struct bench *b = *state;
	struct seal_key k = counting_key();
	struct seal_hasher h;
	uint8_t got[SEAL_HASH];

	/* Of BLAKE2b-256 and HMAC-SHA-256 as another implementation gives them. */
	seal_hash(NULL, STR("abc"), got);
	assert_hex(b, got, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
	seal_hash(&k, STR("abc"), got);
	assert_hex(b, got, "d63a32d3e44738d7907f964316c241adaba0abfeabc32349677578a15a203f7f");
	seal_hash_begin(&h);
	seal_hash_add(&h, "a", 1);
	seal_hash_add(&h, "", 0);
	seal_hash_add(&h, "bc", 2);
	seal_hash_end(&h, got);
	assert_hex(b, got, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
	seal_hmac256(&k, STR("one record"), got);
	assert_hex(b, got, "789428df723237d70e89e95a301310b0d742bdc8cb2d1a42b34a0add8d1c2d24");
}

static void same_and_wipe(void **state)
{
	char secret[] = "secret";

	(void)state;
	assert_true(seal_same("abc", "abc", 3));
	assert_false(seal_same("abc", "abd", 3));
	seal_wipe(secret, sizeof(secret));
	assert_memory_equal(secret, "\0\0\0\0\0\0\0", sizeof(secret));
}

static void passwords(void **state)
{
	struct bench *b = *state;
	struct str hash, again;

	assert_int_equal(seal_password_hash(&b->cx, STR("密码 one"), &hash), 0);
	assert_true(str_starts(hash, STR("$argon2id$v=19$m=65536,")));
	assert_true(seal_password_fits(STR("密码 one"), hash));
	assert_false(seal_password_fits(STR("密码 two"), hash));
	assert_false(seal_password_fits(STR(""), hash));
	assert_false(seal_password_fits(STR("密码 one"), STR("")));
	assert_false(seal_password_fits(STR("密码 one"), STR("$argon2id$")));
	assert_false(seal_password_fits(STR("密码 one"), (struct str){ hash.p, hash.n - 1 }));
	assert_int_equal(seal_password_hash(&b->cx, STR("密码 one"), &again), 0);
	assert_false(str_eq(hash, again));
}

static void new_passwords(void **state)
{
	struct bench *b = *state;
	struct str a, c;

	assert_int_equal(seal_password_new(&b->cx, &a), 0);
	assert_int_equal(seal_password_new(&b->cx, &c), 0);
	assert_false(str_eq(a, c));
	assert_int_equal(a.n, 19);
	for (size_t i = 0; i < a.n; i++)
		assert_true(i % 5 == 4 ? a.p[i] == '-' :
					 strchr("abcdefghijklmnopqrstuvwxyz0123456789", a.p[i]) &&
					!strchr("0O1Il", a.p[i]));
}

static void boxes(void **state)
{
	struct bench *b = *state;
	struct seal_key secret, other;
	uint8_t public_key[32], other_public[32];
	struct str box, out;

	seal_pair_new(public_key, &secret);
	seal_pair_new(other_public, &other);
	assert_int_equal(seal_box_close(&b->cx, public_key, STR("a record"), &box), 0);
	assert_int_equal(seal_box_open(&b->cx, &secret, box, &out), 0);
	assert_true(str_is(out, "a record"));
	assert_int_equal(seal_box_open(&b->cx, &other, box, &out), -E_BOX);
	box.n--;
	assert_int_equal(seal_box_open(&b->cx, &secret, box, &out), -E_BOX);
	assert_int_equal(seal_box_open(&b->cx, &secret, STR("short"), &out), -E_BOX);
}

static void no_memory(void **state)
{
	struct bench *b = *state;
	struct seal_key k = seal_key_new();
	struct str s = { "", 1 };

	/* Larger than the arena may grow. */
	s.n = (size_t)1 << 40;
	assert_int_equal(seal_close(&b->cx, &k, s, STR(""), &s), -E_NO_MEMORY);
	assert_int_equal(seal_open(&b->cx, &k, s, STR(""), &s), -E_NO_MEMORY);
	assert_int_equal(seal_box_close(&b->cx, k.b, s, &s), -E_NO_MEMORY);
	assert_int_equal(seal_box_open(&b->cx, &k, s, &s), -E_NO_MEMORY);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/* RFC 6238, appendix B: the secret "12345678901234567890", the last six digits of its eight. */
static void codes(void **state)
{
	static const struct {
		int64_t s;
		const char *code;
	} vectors[] = { { 59, "287082" }, { 1111111109, "081804" }, { 1111111111, "050471" },
		{ 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" } };
	struct str secret = STR("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

	(void)state;
	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		int64_t ms = vectors[i].s * 1000, step = vectors[i].s / 30;
		struct str code = str_of(vectors[i].code);

		assert_int_equal(seal_code_step(secret, code, ms), step);
		assert_int_equal(seal_code_step(secret, code, ms + 30000), step);
		assert_int_equal(seal_code_step(secret, code, ms + 60000), 0);
	}
	assert_int_equal(seal_code_step(secret, STR("050 471"), 1111111111000), 1111111111 / 30);
	assert_int_equal(seal_code_step(secret, STR("05047"), 1111111111000), 0);
	assert_int_equal(seal_code_step(secret, STR("0504711"), 1111111111000), 0);
	assert_int_equal(seal_code_step(secret, STR("05047x"), 1111111111000), 0);
	assert_int_equal(seal_code_step(secret, STR(""), 1111111111000), 0);
	assert_int_equal(seal_code_step(STR("GEZD"), STR("050471"), 1111111111000), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(opens_again),
		TEST(empty_is_sealed_too),
		TEST(any_change_is_refused),
		TEST(hashes),
		TEST(same_and_wipe),
		TEST(passwords),
		TEST(new_passwords),
		TEST(boxes),
		TEST(no_memory),
		TEST(codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
