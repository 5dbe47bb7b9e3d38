/* A key file under a passphrase opens with it and with no other, and cannot ask for more than a machine has. Commands. */
#include "seal/locked.h"

#include <stdarg.h>
#include <stdio.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/sys.h"

struct bench {
	struct arena arena;
	struct cx cx;
	char dir[300];
	const char *path, *word;
};

static int setup(void **state)
{
	static struct bench b;
	const char *tmp = getenv("TMPDIR");

	b = (struct bench){ .cx = { .arena = &b.arena } };
	arena_init(&b.arena, &sys_heap, 0);
	snprintf(b.dir, sizeof(b.dir), "%s/bulou-locked-XXXXXX", tmp ? tmp : "/tmp");
	*state = &b;
	if (!mkdtemp(b.dir) || seal_start() != 0)
		return -1;
	b.path = sys_path(&b.cx, b.dir, "data.key");
	b.word = sys_path(&b.cx, b.dir, "word");
	unsetenv(SEAL_PASSPHRASE);
	seal_passphrase_forget();
	return 0;
}

static int teardown(void **state)
{
	struct bench *b = *state;

	unsetenv(SEAL_PASSPHRASE);
	seal_passphrase_forget();
	sys_remove_dir(b->dir);
	arena_done(&b->arena);
	return 0;
}

static void word_set(struct bench *b, const char *word)
{
	assert_int_equal(sys_write_file(&b->cx, b->word, str_of(word), 0600), 0);
	assert_int_equal(setenv(SEAL_PASSPHRASE, b->word, 1), 0);
	seal_passphrase_forget();
}

static struct str text_of(struct bench *b)
{
	struct str text;

	assert_int_equal(sys_read_file(&b->cx, b->path, LOCKED_TEXT, &text), 0);
	return text;
}

static void test_passphrase(void **state)
{
	struct bench *b = *state;
	struct seal_key first, k;
	enum seal_source kind;
	bool made;

	/* A file that is made under it is sealed from the start. */
	word_set(b, "正确的口令\n");
	assert_int_equal(seal_master_load(&b->cx, b->path, &made, &first), 0);
	assert_true(made && locked_is(text_of(b)));
	assert_int_equal(sys_file_mode(b->path), 0600);
	assert_int_equal(seal_master_kind(&b->cx, b->path, &kind), 0);
	assert_int_equal(kind, SEAL_LOCKED);
	word_set(b, "另一个口令");
	assert_int_equal(seal_master_load(&b->cx, b->path, NULL, &k), -E_KEY);
	/* Once it has opened the process need not ask again; then the file of the word may be gone. */
	word_set(b, "正确的口令");
	assert_int_equal(seal_master_load(&b->cx, b->path, NULL, &k), 0);
	assert_memory_equal(k.b, first.b, SEAL_KEY);
	assert_int_equal(unlink(b->word), 0);
	assert_int_equal(seal_master_lock(&b->cx, b->path, STR("换过的口令")), 0);
	assert_int_equal(seal_master_load(&b->cx, b->path, NULL, &k), 0);
	assert_memory_equal(k.b, first.b, SEAL_KEY);
	assert_int_equal(seal_master_lock(&b->cx, b->path, STR("short")), -E_KEY);
	assert_int_equal(seal_master_lock(&b->cx, b->path, STR("")), 0);
	assert_int_equal(text_of(b).n, 65);
	assert_int_equal(seal_master_load(&b->cx, b->path, NULL, &k), 0);
	assert_memory_equal(k.b, first.b, SEAL_KEY);
}

/* Nobody is asked where the word's file can be read by others, and an empty one is no word. */
static void test_word_file(void **state)
{
	struct bench *b = *state;
	struct seal_key k;
	bool made;

	word_set(b, "1234567");
	assert_int_equal(seal_master_load(&b->cx, b->path, &made, &k), -E_KEY);
	assert_false(sys_exists(b->path));
	assert_int_equal(sys_write_file(&b->cx, b->word, STR("long enough"), 0644), 0);
	assert_int_equal(seal_master_load(&b->cx, b->path, &made, &k), -E_FILE);
	assert_false(sys_exists(b->path));
}

static struct str replaced(struct bench *b, struct str text, const char *from, const char *to)
{
	char *at = memmem(text.p, text.n, from, strlen(from));
	struct buf out;

	assert_non_null(at);
	buf_init(&out, &b->arena);
	buf_add(&out, text.p, (size_t)(at - text.p));
	buf_z(&out, to);
	at += strlen(from);
	buf_add(&out, at, text.n - (size_t)(at - text.p));
	assert_true(buf_ok(&out));
	return buf_get(&out);
}

static void test_damaged(void **state)
{
	struct bench *b = *state;
	struct seal_key k = seal_key_new(), again;
	struct str text, word = STR("正确的口令");
	bool fits;

	assert_int_equal(locked_write(&b->cx, &k, word, &text), 0);
	assert_int_equal(locked_read(&b->cx, text, word, &fits, &again), 0);
	assert_true(fits);
	assert_memory_equal(k.b, again.b, SEAL_KEY);
	/* Cheaper to guess would be another key, and does not open either. */
	assert_int_equal(locked_read(&b->cx, replaced(b, text, "id 3 268435456", "id 1 8192"), word,
				 &fits, &again),
		0);
	assert_false(fits);
	static const char *const bad[] = { "id 0 268435456", "id 17 268435456", "id 3 1073741825",
		"id 3 8191", "id 3 -1", "id 3", "2d 3 268435456" };
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(locked_read(&b->cx, replaced(b, text, "id 3 268435456", bad[i]),
					 word, &fits, &again),
			-E_FILE);
	for (size_t n = 0; n + 1 < text.n; n++)
		assert_int_equal(
			locked_read(&b->cx, (struct str){ text.p, n }, word, &fits, &again),
			-E_FILE);
	assert_int_equal(
		locked_read(&b->cx, replaced(b, text, "KEY 1", "KEY 2"), word, &fits, &again),
		-E_FILE);
}

#define HEX "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static void test_command(void **state)
{
	struct bench *b = *state;
	static const uint8_t start[] = { 0x00, 0x11, 0x22, 0x33 };
	struct seal_key k, old;
	enum seal_source kind;
	bool made = true;

	assert_int_equal(seal_master_load(&b->cx, "command:echo  " HEX, NULL, &k), 0);
	assert_memory_equal(k.b, start, sizeof(start));
	assert_int_equal(seal_master_load(&b->cx, "command:echo " HEX, &made, &k), 0);
	assert_false(made);
	assert_int_equal(seal_master_kind(&b->cx, "command:echo x", &kind), 0);
	assert_int_equal(kind, SEAL_COMMAND);
	static const char *const bad[] = { "command:", "command: ", "command:false",
		"command:no-such-program-here", "command:echo 00", "command:echo " HEX " x",
		"command:head -c 600 /dev/zero", "command:echo $(echo " HEX ")" };
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(seal_master_load(&b->cx, bad[i], NULL, &k), -E_KEY);
	/* What a program gives can only be replaced by what lies elsewhere. */
	assert_int_equal(seal_master_renew(&b->cx, "command:echo " HEX, NULL, &old, &k), -E_KEY);
	assert_int_equal(
		seal_master_renew(&b->cx, "command:echo " HEX, "command:echo " HEX, &old, &k),
		-E_KEY);
	assert_int_equal(seal_master_renew(&b->cx, "command:echo " HEX, b->path, &old, &k), 0);
	assert_memory_equal(old.b, start, sizeof(start));
	assert_true(sys_exists(b->path));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_passphrase),
		TEST(test_word_file),
		TEST(test_damaged),
		TEST(test_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
