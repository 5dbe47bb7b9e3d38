/* A torn file: `verify` and `serve` tell of it, or it is served as far as it can be read; no program dies of it, and whole again it is as
 * it was. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault/state.h"
#include "fault/team.h"
#include "sys/sys.h"

#define PHONES 3
#define DOORS 60
#define PAGE 4096
#define FLIPS 500
#define FLIPS_LONG 20000
#define TORN 12

static const struct site_tables *tables(void)
{
	static struct site_tables t;

	t = (struct site_tables){ .kinds = desks_kinds(), .figures = desks_figures() };
	return &t;
}

struct file {
	char path[700];
	unsigned char *bytes;
	size_t n;
};

static void file_read(struct file *f)
{
	struct stat st;
	FILE *in = fopen(f->path, "rb");

	assert_non_null(in);
	assert_int_equal(fstat(fileno(in), &st), 0);
	f->n = (size_t)st.st_size;
	f->bytes = malloc(f->n);
	assert_int_equal(fread(f->bytes, 1, f->n, in), f->n);
	fclose(in);
}

static void file_write(const struct file *f, size_t n)
{
	FILE *out = fopen(f->path, "wb");

	assert_non_null(out);
	assert_int_equal(fwrite(f->bytes, 1, n, out), n);
	assert_int_equal(fclose(out), 0);
}

/* What `bulou verify` asks: 0, or what is wrong. */
static int verify(struct fixture *f)
{
	struct verify_result all;
	struct store *s = NULL;
	struct site *site = NULL;
	int rc = site_open(&f->cx, f->where, f->key, SITE_READ, tables(), &site);

	if (rc == 0)
		rc = site_reader(&f->cx, site, false, &s);
	if (rc == 0)
		rc = store_begin_read(&f->cx, s, "verify");
	if (rc == 0)
		rc = store_check(&f->cx, s);
	if (rc == 0)
		rc = journal_verify(&f->cx, s, &all, NULL, NULL);
	if (rc == 0)
		rc = cover_recount(&f->cx, s);
	store_close(s);
	site_close(site);
	err_clear(&f->cx);
	return rc;
}

/* Whatever is read of it and appended to it, the process goes on. */
static void use(struct fixture *f, struct doors *d)
{
	int rc = site_open(&f->cx, f->where, f->key, SITE_WRITE, tables(), &f->site);

	if (rc == 0)
		doors_hand_in(f, d);
	site_close(f->site);
	f->site = NULL;
	err_clear(&f->cx);
	arena_reset(&f->arena);
}

/* Single bytes that are others: no program dies of them, and none of them changes what digests
 * prove unseen. */
static void flip_bytes(struct fixture *f, struct doors *d, struct file *db)
{
	int times = getenv("BULOU_LONG") ? FLIPS_LONG : FLIPS;
	char *want, *have;
	unsigned told = 0;

	file_write(db, db->n);
	want = state_read(f->where, STATE_PROVED);
	for (int i = 0; i < times; i++) {
		size_t at = (size_t)doors_draw(d, db->n);
		unsigned char old = db->bytes[at];

		db->bytes[at] = (unsigned char)(old ^ (1 + doors_draw(d, 255)));
		file_write(db, db->n);
		db->bytes[at] = old;
		if (verify(f)) {
			told++;
		} else {
			have = state_read(f->where, STATE_PROVED);
			assert_int_equal(state_differs("a byte that nobody saw", want, have), 0);
			free(have);
		}
		use(f, d);
	}
	print_message("# %u of %d changed bytes told\n", told, times);
	file_write(db, db->n);
	assert_int_equal(verify(f), 0);
	free(want);
}

static void test_torn(void **state)
{
	unsigned told = 0, unharmed = 0;
	struct fixture f;
	struct file db;
	struct doors d;
	char *whole, *now;

	(void)state;
	fixture_open(&f, "sqlite");
	fixture_county(&f, DOORS);
	doors_init(&d, 1, 0, 1, DOORS);
	for (int i = 0; i < 100; i++)
		assert_int_equal(doors_hand_in(&f, &d), 0);
	site_close(f.site);
	f.site = NULL;
	snprintf(db.path, sizeof(db.path), "%s/bulou.db", f.where);
	file_read(&db);
	whole = state_read(f.where, STATE_ALL);
	assert_int_equal(verify(&f), 0);
	for (size_t page = 0; page < db.n / PAGE; page++) {
		unsigned char kept[PAGE];

		memcpy(kept, db.bytes + page * PAGE, PAGE);
		for (size_t i = page % 2 ? 0 : PAGE / 2; i < PAGE; i++)
			db.bytes[page * PAGE + i] = (unsigned char)(page % 3 ? 0 :
									       doors_draw(&d, 256));
		file_write(&db, db.n);
		memcpy(db.bytes + page * PAGE, kept, PAGE);
		if (verify(&f)) {
			told++;
		} else {
			/* Nothing lay there. */
			now = state_read(f.where, STATE_ALL);
			assert_int_equal(
				state_differs("a torn page that nobody saw", whole, now), 0);
			free(now);
			unharmed++;
		}
		use(&f, &d);
	}
	print_message(
		"# %u of %zu torn pages told, %u held nothing\n", told, db.n / PAGE, unharmed);
	assert_true(told > unharmed);
	flip_bytes(&f, &d, &db);
	file_write(&db, db.n / 2 / PAGE * PAGE);
	assert_int_equal(verify(&f), -E_CORRUPT);
	use(&f, &d);
	file_write(&db, 0);
	assert_int_equal(verify(&f), -E_NO_DATA);
	memset(db.bytes, 'x', PAGE);
	file_write(&db, db.n);
	assert_int_equal(verify(&f), -E_CORRUPT);
	free(db.bytes);
	free(whole);
	fixture_close(&f);
	doors_free(&d);
}

/* The same from outside: whoever asks about it is told so, and whoever serves it says why it does not, or answers each call
 * with what it can read, and stays up. */
static bool answers_all(struct team *t, struct doors *stranger)
{
	const char *paths[] = { "/healthz", "/v1/rounds", "/v1/search?q=1", NULL, "/v1/board" };
	size_t which = doors_write(stranger, 1);
	char *text = doors_json(stranger, &which, 1), *body, missing[200];
	bool fine = true;
	int status;

	snprintf(missing, sizeof(missing), "/v1/rounds/%s/missing", fid(2));
	paths[3] = missing;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		status = process_ask_once(&t->server, "GET", paths[i], NULL, &body);
		fine = fine && status != 0;
		free(body);
	}
	status = process_ask_once(&t->server, "POST", "/v1/records", text, &body);
	free(body);
	free(text);
	return fine && status != 0;
}

static bool is_an_exit(int status)
{
	return status == 0 || (status >= 64 && status <= 79);
}

static void whole_again(struct team *t, const struct file *db)
{
	char path[720];

	file_write(db, db->n);
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s%s", db->path, i ? "-shm" : "-wal");
		unlink(path);
	}
	team_verify(t, t->f.where);
}

static void test_torn_server(void **state)
{
	unsigned told = 0, served = 0, refused = 0;
	static struct team t;
	struct doors stranger;
	struct file db;
	int status;

	(void)state;
	team_begin(&t, "sqlite", 1, DOORS);
	doors_init(&stranger, 9, 0, 1, DOORS);
	team_serve(&t, t.f.where);
	for (int i = 0; i < 40; i++)
		assert_int_equal(phone_once(&t.phones[0]), SENT);
	assert_int_equal(process_stop(&t.server), 0);
	snprintf(db.path, sizeof(db.path), "%s/bulou.db", t.f.where);
	file_read(&db);
	for (unsigned i = 0; i < TORN; i++) {
		const char *args[] = { "verify", "--data", t.f.where, "--key", t.f.key, NULL };
		size_t page = i == 0 ? 0 : (size_t)doors_draw(&stranger, db.n / PAGE);
		unsigned char kept[PAGE];

		memcpy(kept, db.bytes + page * PAGE, PAGE);
		memset(db.bytes + page * PAGE + PAGE / 2, i % 2 ? 0 : 0xa5, PAGE / 2);
		/* Its end is gone, at last. */
		file_write(&db, i == TORN - 1 ? db.n / 2 / PAGE * PAGE : db.n);
		memcpy(db.bytes + page * PAGE, kept, PAGE);
		status = process_run(t.server.trace, NULL, args);
		assert_true(is_an_exit(status));
		told += status != 0;
		if (process_serve(&t.server, t.f.where, t.f.key, 0, &status)) {
			assert_true(answers_all(&t, &stranger));
			assert_true(is_an_exit(process_stop(&t.server)));
			served++;
		} else {
			assert_true(status != 0 && is_an_exit(status));
			refused++;
		}
		whole_again(&t, &db);
	}
	print_message(
		"# of %u torn files %u told by verify; %u served as far as they could be, %u not\n",
		TORN, told, served, refused);
	assert_true(told >= 2 && served > 0 && refused > 0);
	team_serve(&t, t.f.where);
	team_works_again(&t, 1);
	team_check_figures(&t);
	assert_int_equal(process_stop(&t.server), 0);
	team_check_file(&t);
	free(db.bytes);
	doors_free(&stranger);
	team_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_torn),
		cmocka_unit_test(test_torn_server),
	};

	if (!process_found()) {
		printf("1..0 # SKIP there is no program: set BULOU_BUILD\n");
		return 0;
	}
	return cmocka_run_group_tests_name("torn", tests, NULL, NULL);
}
