/* Deletion that is proved: after a purge what was sealed opens nowhere, also with the old master key and from an older
 * backup, and no figure has changed. On both engines. */
#include <stdio.h>
#include <stdlib.h>

#include <string.h>
#include <unistd.h>

#include "generated/stmt.h"
#include "guard/devices.h"
#include "guard/certificate.h"
#include "guard/purge.h"
#include "guard/sessions.h"
#include "record/stream.h"
#include "support/site_fixture.h"
#include "sys/sys.h"

static const char *engine;

static void person(struct fixture *f, int n)
{
	fixture_accept(f, n,
		"\"person.listed\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"name\":\"张测试\","
		"\"document\":\"11010519491231002X\",\"phone\":\"13800000000\",\"flags\":[\"alone\"]}",
		fid(n + 5000));
}

static void visit(struct fixture *f, int n)
{
	fixture_accept(f, n,
		"\"sweep.visit\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"outcome\":\"done\","
		"\"people\":3,\"away\":true,\"from\":\"内江市\",\"symptoms\":[\"cough\"]}",
		fid(2), fid(100));
}

static int opens(struct fixture *f, int n, enum class c)
{
	struct uuid id = fuid(n);
	struct entry e;
	struct str plain;
	int rc;

	assert_int_equal(store_begin_read(&f->cx, f->site->view.journal.store, "test"), 0);
	assert_int_equal(journal_find(&f->cx, &f->site->view.journal, &id, 1, &e), 0);
	assert_true(e.pos > 0);
	rc = journal_open(&f->cx, f->site->keys, &id, e.sealed, c, &plain);
	err_clear(&f->cx);
	store_rollback(f->site->view.journal.store);
	return rc == 0 ? plain.n > 0 : rc;
}

/* The newest refusal of that id. */
static int refusal_opens(struct fixture *f, int n)
{
	struct journal *j = &f->site->view.journal;
	struct uuid id = fuid(n);
	struct entry *e, found;
	struct str plain;
	int64_t pos;
	size_t got;
	int rc;

	assert_int_equal(store_begin_read(&f->cx, j->store, "test"), 0);
	assert_int_equal(journal_known(&f->cx, j, &id, 1, 1, &pos, &found), 0);
	assert_true(pos > 0);
	assert_int_equal(journal_read(&f->cx, j->store, pos - 1, 1, 0, &e, &got), 0);
	rc = journal_open(&f->cx, f->site->keys, &id, e->sealed, CLASS_WHOLE, &plain);
	err_clear(&f->cx);
	store_rollback(j->store);
	return rc == 0 ? plain.n > 0 : rc;
}

static void refused(struct fixture *f, int n, const char *rest)
{
	assert_int_equal(fixture_post(f, n, "%s", rest).status, RECEIPT_REFUSED);
}

static struct purge_result purge(struct fixture *f, const struct purge_scope *what)
{
	struct purge_result done;

	assert_int_equal(
		purge_keys(&f->cx, f->site, what, 1, STR("期满"), STR("admin"), sys_now(), &done),
		0);
	fixture_reopen(f);
	return done;
}

static struct purge_plan plan(struct fixture *f, const struct purge_scope *what)
{
	struct purge_plan p;

	assert_int_equal(purge_keys_plan(&f->cx, f->site, what, &p), 0);
	return p;
}

static void verify(struct fixture *f)
{
	struct verify_result v;

	assert_int_equal(journal_verify(&f->cx, f->site->view.journal.store, &v, NULL, NULL), 0);
}

static void test_incident(void **state)
{
	const struct purge_scope what = { .incident = fuid(1),
		.classes = 1u << CLASS_HEALTH | 1u << CLASS_WHEREABOUTS };
	struct purge_result done;
	struct fixture f;
	struct str before, after;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	person(&f, 301);
	visit(&f, 302);
	assert_int_equal(opens(&f, 302, CLASS_HEALTH), 1);
	assert_int_equal(sys_read_file(&f.cx, f.key, 100, &before), 0);
	assert_int_equal(
		purge_keys(&f.cx, f.site, &what, 1, STR("期满"), STR("admin"), sys_now(), &done),
		0);
	assert_int_equal(done.keys, 2);
	assert_int_equal(sys_read_file(&f.cx, f.key, 100, &after), 0);
	assert_false(str_eq(before, after));
	fixture_reopen(&f);
	assert_int_equal(opens(&f, 302, CLASS_HEALTH), -E_SEALED);
	assert_int_equal(opens(&f, 302, CLASS_WHEREABOUTS), -E_SEALED);
	assert_int_equal(opens(&f, 301, CLASS_IDENTITY),
		1); /* the roster's keys live on, under the new master key */
	assert_int_equal(fixture_figure(&f, "people-called-on"), 3);
	verify(&f);
	/* the old master key opens nothing that is kept */
	assert_int_equal(sys_write_file(&f.cx, f.key, before, 0600), 0);
	site_close(f.site);
	f.site = NULL;
	assert_int_equal(site_open(&f.cx, f.where, f.key, SITE_WRITE,
				 &(struct site_tables){ desks_kinds(), desks_figures() }, &f.site),
		-E_KEY_OTHER);
	err_clear(&f.cx);
	assert_int_equal(sys_write_file(&f.cx, f.key, after, 0600), 0);
	assert_int_equal(site_open(&f.cx, f.where, f.key, SITE_WRITE,
				 &(struct site_tables){ desks_kinds(), desks_figures() }, &f.site),
		0);
	fixture_close(&f);
}

/* Of the people of a county no row is derived any more. */
static void has_no_views(struct fixture *f, int subject)
{
	struct store *s = f->site->view.journal.store;
	const struct uuid id = fuid(subject);
	const struct store_value key = SV_UUID(&id);
	struct rows rows = { 0 };

	assert_int_equal(store_begin_read(&f->cx, s, "test"), 0);
	assert_int_equal(store_query(&f->cx, s, STMT_GUARD_SAME, &key, 1, &rows), 0);
	assert_int_equal(store_next(&f->cx, &rows), 0);
	store_rows_done(&rows);
	store_rollback(s);
}

/* Until it is committed: the key file is another one then. */
static void fails_at_each(struct fixture *f, void (*fail_at)(uint64_t n))
{
	const struct purge_scope what = { .incident = fuid(1), .classes = 1u << CLASS_HEALTH };
	struct purge_result done;
	struct str before, now;
	uint64_t n = 0;
	int rc;

	assert_int_equal(sys_read_file(&f->cx, f->key, 100, &before), 0);
	do {
		fail_at(++n);
		rc = purge_keys(
			&f->cx, f->site, &what, 1, STR("期满"), STR("admin"), sys_now(), &done);
		store_fail_at(0);
		assert_true(rc == 0 || rc == -E_INJECTED);
		err_clear(&f->cx);
		assert_int_equal(sys_read_file(&f->cx, f->key, 100, &now), 0);
	} while (str_eq(before, now));
	assert_true(n > 15);
	assert_int_equal(done.keys, 1);
	assert_int_equal(rc, -E_INJECTED);
	has_no_views(f, 5301);
	assert_int_equal(rebuild(&f->cx, &f->site->view, NULL, NULL), 0);
}

/* A purge that came to nothing has destroyed nothing in memory either: the next one finds every key. */
static void test_again(void **state)
{
	static void (*const ways[])(uint64_t n) = { store_fail_at, store_fail_late_at };
	struct fixture f;

	(void)state;
	for (int i = 0; i < 2; i++) {
		fixture_open(&f, engine);
		fixture_county(&f, 3);
		person(&f, 301);
		visit(&f, 302);
		fails_at_each(&f, ways[i]);
		fixture_reopen(&f);
		assert_int_equal(opens(&f, 302, CLASS_HEALTH), -E_SEALED);
		assert_int_equal(opens(&f, 302, CLASS_WHEREABOUTS), 1);
		assert_int_equal(opens(&f, 301, CLASS_IDENTITY), 1);
		verify(&f);
		fixture_close(&f);
	}
}

/* Its opening voided, never here, or corrected to another incident: what was sealed under a round lies under it. */
static void test_unclear_rounds(void **state)
{
	struct purge_scope what = { .incident = fuid(1), .classes = 1u << CLASS_HEALTH };
	struct purge_plan p;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	visit(&f, 302);
	fixture_accept(&f, 303,
		"\"sweep.visit\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"outcome\":\"done\","
		"\"people\":1,\"symptoms\":[\"cough\"]}",
		fid(3), fid(101));
	fixture_accept(&f, 304, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(30));
	p = plan(&f, &what);
	assert_true(p.known && p.keys == 1 && p.doubtful_n == 1);
	assert_memory_equal(p.doubtful[0].b, fuid(3).b, 16);
	assert_int_equal(purge(&f, &what).keys, 1);
	assert_int_equal(opens(&f, 302, CLASS_HEALTH), -E_SEALED);
	assert_int_equal(opens(&f, 303, CLASS_HEALTH), 1);
	what.doubtful = true;
	assert_int_equal(purge(&f, &what).keys, 1);
	assert_int_equal(opens(&f, 303, CLASS_HEALTH), -E_SEALED);
	verify(&f);
	fixture_close(&f);

	fixture_open(&f, engine);
	fixture_county(&f, 3);
	visit(&f, 302);
	fixture_accept(&f, 305,
		"\"round.opened\",\"round\":\"%s\",\"area\":\"512021100\",\"corrects\":[\"%s\"],"
		"\"body\":{\"kind\":\"sweep\",\"incident\":\"%s\",\"question\":\"?\",\"expected\":3}",
		fid(2), fid(30), fid(9));
	what.doubtful = false;
	p = plan(&f, &what);
	assert_true(p.known && p.keys == 0 && p.doubtful_n == 1);
	assert_memory_equal(p.doubtful[0].b, fuid(2).b, 16);
	assert_int_equal(purge(&f, &what).keys, 0);
	assert_int_equal(opens(&f, 302, CLASS_HEALTH), 1);
	what.doubtful = true;
	assert_int_equal(purge(&f, &what).keys, 1);
	assert_int_equal(opens(&f, 302, CLASS_HEALTH), -E_SEALED);
	what.incident = fuid(8);
	assert_false(plan(&f, &what).known);
	fixture_close(&f);
}

/* Refused records hold what they were refused with, and go with the incident and the month of the others. */
static void test_refusals(void **state)
{
	struct purge_scope what = { .incident = fuid(1), .classes = 1u << CLASS_HEALTH };
	int32_t month = month_of(FIXTURE_NOW);
	struct purge_result done;
	struct fixture f;
	char wrong[400], person_wrong[400];

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	snprintf(wrong, sizeof(wrong),
		"\"sweep.visit\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"outcome\":\"none\","
		"\"symptoms\":[\"cough\"]}",
		fid(2), fid(100));
	snprintf(person_wrong, sizeof(person_wrong),
		"\"person.listed\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"nome\":\"张测试\"}",
		fid(5301));
	/* Before anything was accepted in the round, it has no key; and none is made for what is refused. */
	refused(&f, 301, wrong);
	visit(&f, 304);
	refused(&f, 302, wrong);
	refused(&f, 303, person_wrong);
	/* The classes of a refused record are not told apart: it stays, and this is told. */
	done = purge(&f, &what);
	assert_int_equal(done.any, 1);
	assert_int_equal(refusal_opens(&f, 302), 1);
	what.classes = 0;
	what.before = month;
	assert_int_equal(purge(&f, &what).keys, 0);
	assert_int_equal(refusal_opens(&f, 302), 1);
	what.before = month + 1;
	purge(&f, &what);
	assert_int_equal(refusal_opens(&f, 302), -E_SEALED);
	assert_int_equal(refusal_opens(&f, 301), 1);
	assert_int_equal(refusal_opens(&f, 303), 1);
	verify(&f);
	fixture_close(&f);
}

/* What is due of several incidents goes at once, with a certificate each. */
static void test_several(void **state)
{
	const struct purge_scope what[] = { { .incident = fuid(1) }, { .classes = 0 } };
	struct certificate c;
	struct purge_result done;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	person(&f, 301);
	visit(&f, 302);
	assert_int_equal(
		purge_keys(&f.cx, f.site, what, 2, STR("expired"), STR("admin"), sys_now(), &done),
		0);
	assert_true(done.done && done.living == 0);
	assert_int_equal(opens(&f, 301, CLASS_IDENTITY), -E_SEALED);
	assert_int_equal(opens(&f, 302, CLASS_HEALTH), -E_SEALED);
	assert_int_equal(certificate_read(&f.cx, f.site, 1, &c), 0);
	assert_memory_equal(c.incident.b, fuid(1).b, 16);
	assert_int_equal(certificate_read(&f.cx, f.site, 2, &c), 0);
	assert_true(uuid_is_nil(&c.incident) && c.keys > 0);
	verify(&f);
	fixture_close(&f);
}

/* The roster's keys go; whoever had a password still has it. */
static void test_accounts_stay(void **state)
{
	const struct purge_scope roster = { .classes = 0 };
	struct account a = { .user = STR("li"),
		.name = STR("某人"),
		.grants = grants_first,
		.grants_n = GRANTS_FIRST };
	struct seal_key key, again;
	struct uuid device;
	struct fixture f;
	struct entry e;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	person(&f, 301);
	assert_int_equal(seal_password_hash(&f.cx, STR("a-password"), &a.hash), 0);
	assert_int_equal(guard_account_entry(&f.cx, f.site, &a, STR("admin"), sys_now(), &e), 0);
	assert_int_equal(append_entries(&f.cx, &f.site->view, &e, 1), 0);
	assert_int_equal(guard_device_entry(&f.cx,
				 &(struct device_new){ .name = STR("d"), .user = STR("li") },
				 sys_now(), &device, &key, &e),
		0);
	assert_int_equal(append_entries(&f.cx, &f.site->view, &e, 1), 0);
	purge(&f, &roster);
	assert_int_equal(opens(&f, 301, CLASS_IDENTITY), -E_SEALED);
	assert_int_equal(guard_follow(&f.cx, f.site->guard, f.site->view.journal.store), 0);
	assert_int_equal(guard_account_whole(&f.cx, f.site->guard, STR("li"), &a), 0);
	assert_true(seal_password_fits(STR("a-password"), a.hash));
	assert_int_equal(guard_device_key(f.site->guard, &f.cx, &device, STR("li"), &again), 0);
	assert_memory_equal(again.b, key.b, SEAL_KEY);
	fixture_close(&f);
}

static void erase(struct fixture *f, int subject, struct purge_result *ret)
{
	struct uuid id = fuid(subject);

	assert_int_equal(
		purge_subject(&f->cx, f->site, &id, STR("本人申请"), STR("admin"), sys_now(), ret),
		0);
	fixture_reopen(f);
}

/* Listed twice and merged, and refused under other ids: one person. Who only matches stays, and is told. */
static void test_one_person(void **state)
{
	struct uuid subject = fuid(5301);
	struct purge_result done;
	struct purge_whom whom;
	struct fixture f;
	char again[400], taken[400];

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	person(&f, 301);
	person(&f, 303);
	person(&f, 305);
	fixture_accept(&f, 306, "\"subject.merged\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
		fid(5303), fid(5301));
	snprintf(again, sizeof(again),
		"\"person.listed\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"name\":\"张测试\",\"nome\":\"x\"}",
		fid(5303));
	snprintf(taken, sizeof(taken),
		"\"person.listed\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"name\":\"张测试\"}",
		fid(5301));
	refused(&f, 307, again);
	refused(&f, 305, taken); /* under the id of another's record */
	assert_int_equal(purge_whom(&f.cx, f.site, &subject, &whom), 0);
	assert_int_equal(whom.same_n, 2);
	assert_int_equal(whom.suspects_n, 1);
	assert_memory_equal(whom.suspects[0].b, fuid(5305).b, 16);
	erase(&f, 5301, &done);
	assert_int_equal(done.records, 2);
	assert_int_equal(done.refusals, 2);
	assert_int_equal(opens(&f, 301, CLASS_IDENTITY), -E_SEALED);
	assert_int_equal(opens(&f, 303, CLASS_IDENTITY), -E_SEALED);
	assert_int_equal(refusal_opens(&f, 307), -E_SEALED);
	assert_int_equal(refusal_opens(&f, 305), -E_SEALED);
	assert_int_equal(opens(&f, 305, CLASS_IDENTITY), 1);
	verify(&f);
	fixture_close(&f);
}

/* ---- older backups ---- */

static struct str stream_path(struct fixture *f, const char *name)
{
	struct buf b;

	buf_init(&b, &f->arena);
	buf_fmt(&b, "%s/%s", f->dir, name);
	assert_true(buf_ok(&b));
	return buf_get(&b);
}

static int64_t backup(struct fixture *f, const char *name, int64_t after, bool keys_only)
{
	struct stream_info info;
	struct sys_file *file;

	assert_int_equal(sys_open_write(&f->cx, stream_path(f, name).p, true, &file), 0);
	assert_int_equal(stream_write(&f->cx, f->site->view.journal.store, file, after, keys_only,
				 &info, NULL, NULL),
		0);
	sys_close(file);
	return info.last;
}

/* Into a folder of its own, with the key of now; f->site is then what was restored. */
static void restore(struct fixture *f, const char *first, const char *second, const char *third)
{
	const char *const names[] = { first, second, third };
	const struct site_tables t = { desks_kinds(), desks_figures() };
	struct stream_info info;

	site_close(f->site);
	f->site = NULL;
	snprintf(f->where, sizeof(f->where), "%s/copy", f->dir);
	assert_int_equal(site_create_empty(&f->cx, f->where, f->key, &t, &f->site), 0);
	for (size_t i = 0; i < 3 && names[i] != NULL; i++)
		assert_int_equal(stream_restore(&f->cx, &f->site->view.journal,
					 stream_path(f, names[i]).p, &info, NULL, NULL),
			0);
	assert_int_equal(store_begin_read(&f->cx, f->site->view.journal.store, "test"), 0);
	assert_int_equal(keyring_follow(&f->cx, f->site->keys, f->site->view.journal.store), 0);
	store_rollback(f->site->view.journal.store);
	assert_int_equal(rebuild(&f->cx, &f->site->view, NULL, NULL), 0);
	fixture_reopen(f);
	verify(f);
}

/* What was restored goes; f->site is the first again. */
static void restored_drop(struct fixture *f, const char *where)
{
	static const char *const files[] = { "copy/bulou.db", "copy/bulou.db-wal",
		"copy/bulou.db-shm" };

	site_close(f->site);
	f->site = NULL;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		unlink(stream_path(f, files[i]).p);
	rmdir(f->where);
	snprintf(f->where, sizeof(f->where), "%s", where);
	fixture_reopen(f);
}

static void backups_drop(struct fixture *f)
{
	static const char *const files[] = { "full", "part", "keys" };

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		unlink(stream_path(f, files[i]).p);
}

/* A person who was erased comes back neither with the later part behind an older backup nor with the key list. */
static void test_older_backup_of_a_person(void **state)
{
	static const char *const seconds[] = { "part", "keys" };
	struct purge_result done;
	struct fixture f;
	int64_t last;
	char where[512];

	(void)state;
	fixture_open(&f, engine);
	snprintf(where, sizeof(where), "%s", f.where);
	fixture_county(&f, 2);
	person(&f, 301);
	person(&f, 303);
	fixture_accept(&f, 306, "\"subject.parted\",\"subject\":\"%s\",\"body\":{\"from\":\"%s\"}",
		fid(5303), fid(5301));
	refused(&f, 307,
		"\"person.listed\",\"subject\":\"01900000-0000-7000-8000-000000005301\",\"area\":\"g1\","
		"\"body\":{\"nome\":\"张测试\"}");
	last = backup(&f, "full", 0, false);
	erase(&f, 5301, &done);
	backup(&f, "part", last, false);
	backup(&f, "keys", 0, true);
	for (size_t i = 0; i < 2; i++) {
		restore(&f, "full", seconds[i], NULL);
		assert_int_equal(opens(&f, 301, CLASS_IDENTITY), -E_SEALED);
		assert_int_equal(opens(&f, 301, CLASS_CONTACT), -E_SEALED);
		assert_int_equal(refusal_opens(&f, 307), -E_SEALED);
		assert_int_equal(opens(&f, 303, CLASS_IDENTITY), 1);
		restored_drop(&f, where);
	}
	backups_drop(&f);
	fixture_close(&f);
}

/* Nor do destroyed keys. A part alone is wrapped under the new master key and what lies before it under the old one: then
 * neither opens all, and the list is needed. */
static void test_older_backup_of_keys(void **state)
{
	const struct purge_scope what = { .incident = fuid(1) };
	struct fixture f;
	int64_t last;
	char where[512];

	(void)state;
	fixture_open(&f, engine);
	snprintf(where, sizeof(where), "%s", f.where);
	fixture_county(&f, 2);
	person(&f, 301);
	visit(&f, 302);
	last = backup(&f, "full", 0, false);
	purge(&f, &what);
	backup(&f, "part", last, false);
	backup(&f, "keys", 0, true);
	for (size_t i = 0; i < 2; i++) {
		restore(&f, "full", i ? "part" : "keys", i ? "keys" : NULL);
		assert_int_equal(opens(&f, 302, CLASS_HEALTH), -E_SEALED);
		assert_int_equal(opens(&f, 301, CLASS_IDENTITY), 1);
		restored_drop(&f, where);
	}
	backups_drop(&f);
	fixture_close(&f);
}

/* The key of what a person keeps on a phone, told to a session on it. */
static struct seal_key lease(struct fixture *f, const struct uuid *device)
{
	struct opening o = {
		.s = { .user = STR("li"), .device = *device, .from = STR("10.2.3.0/24") }
	};
	struct guard *g = f->site->guard;
	struct store *store = f->site->view.journal.store;
	struct seal_key key;
	struct account a;
	struct str token;

	assert_int_equal(guard_follow(&f->cx, g, store), 0);
	assert_int_equal(guard_account(&f->cx, g, STR("li"), &a), 0);
	o.version = a.version;
	assert_int_equal(guard_open(&f->cx, g, &o, sys_now()), 0);
	assert_int_equal(append_entries(&f->cx, &f->site->view, o.entries, o.n), 0);
	assert_int_equal(guard_follow(&f->cx, g, store), 0);
	assert_int_equal(guard_token(&f->cx, g, &o, &token), 0);
	assert_int_equal(guard_lease(&f->cx, g, token, device, sys_now(), &key), 0);
	return key;
}

static void is_same_lease(const struct seal_key *a, const struct seal_key *b)
{
	assert_memory_equal(a->b, b->b, SEAL_KEY);
}

static void is_other_lease(const struct seal_key *a, const struct seal_key *b)
{
	assert_memory_not_equal(a->b, b->b, SEAL_KEY);
}

static void li_comes(struct fixture *f, struct uuid *ret_device)
{
	struct account a = { .user = STR("li"),
		.name = STR("某人"),
		.grants = grants_first,
		.grants_n = GRANTS_FIRST };
	struct seal_key key;
	struct entry e;

	assert_int_equal(seal_password_hash(&f->cx, STR("a-password"), &a.hash), 0);
	assert_int_equal(guard_account_entry(&f->cx, f->site, &a, STR("admin"), sys_now(), &e), 0);
	assert_int_equal(append_entries(&f->cx, &f->site->view, &e, 1), 0);
	assert_int_equal(guard_device_entry(&f->cx,
				 &(struct device_new){ .name = STR("d"), .user = STR("li") },
				 sys_now(), ret_device, &key, &e),
		0);
	assert_int_equal(append_entries(&f->cx, &f->site->view, &e, 1), 0);
}

/* What a phone kept from before, or an image of its storage, is opened by no lease of after: not when keys were destroyed, not when
 * one person was erased, not on a server that was put back to before either. */
static void test_leases_end(void **state)
{
	const struct purge_scope what = { .incident = fuid(1) };
	struct seal_key first, now, erased, purged;
	struct purge_result done;
	struct uuid device;
	struct fixture f;
	char where[512];

	(void)state;
	fixture_open(&f, engine);
	snprintf(where, sizeof(where), "%s", f.where);
	fixture_county(&f, 2);
	li_comes(&f, &device);
	person(&f, 301);
	visit(&f, 302);
	first = lease(&f, &device);
	fixture_reopen(&f);
	now = lease(&f, &device);
	is_same_lease(&now, &first);
	backup(&f, "full", 0, false);
	erase(&f, 5301, &done);
	erased = lease(&f, &device);
	is_other_lease(&erased, &first);
	purge(&f, &what);
	purged = lease(&f, &device);
	is_other_lease(&purged, &first);
	is_other_lease(&purged, &erased);
	backup(&f, "keys", 0, true);
	restore(&f, "full", "keys", NULL);
	now = lease(&f, &device);
	is_other_lease(&now, &first);
	is_other_lease(&now, &erased);
	restored_drop(&f, where);
	backups_drop(&f);
	fixture_close(&f);
}

/* The sealed column of a record, as it lies in the store. */
static struct str sealed_of(struct fixture *f, int n)
{
	struct uuid id = fuid(n);
	struct entry e;

	assert_int_equal(store_begin_read(&f->cx, f->site->view.journal.store, "test"), 0);
	assert_int_equal(journal_find(&f->cx, &f->site->view.journal, &id, 1, &e), 0);
	store_rollback(f->site->view.journal.store);
	assert_true(e.sealed.n > 100);
	return e.sealed;
}

static bool file_holds(struct fixture *f, const char *name, struct str what)
{
	char path[600];
	struct str text;

	snprintf(path, sizeof(path), "%s/%s", f->where, name);
	if (access(path, F_OK) != 0)
		return false;
	assert_int_equal(sys_read_file(&f->cx, path, (size_t)64 << 20, &text), 0);
	return memmem(text.p, text.n, what.p, what.n) != NULL;
}

/* Not only out of reach: the bytes are in no file any more, neither in a page's free space nor in the WAL. */
static void test_bytes(void **state)
{
	struct purge_result done;
	struct uuid subject = fuid(5301);
	struct str gone, stays;
	struct fixture f;

	(void)state;
	if (strcmp(engine, "sqlite") != 0)
		skip();
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	person(&f, 301);
	person(&f, 303);
	gone = sealed_of(&f, 301);
	stays = sealed_of(&f, 303);
	/* The middle of the column: a ciphertext, whatever stands around it. */
	gone = (struct str){ gone.p + gone.n / 2, 24 };
	stays = (struct str){ stays.p + stays.n / 2, 24 };
	assert_true(file_holds(&f, "bulou.db-wal", gone));
	assert_int_equal(purge_subject(&f.cx, f.site, &subject, STR("本人申请"), STR("admin"),
				 sys_now(), &done),
		0);
	assert_false(file_holds(&f, "bulou.db", gone) || file_holds(&f, "bulou.db-wal", gone));
	assert_true(file_holds(&f, "bulou.db", stays));
	fixture_close(&f);
}

static void test_subject(void **state)
{
	struct purge_result done;
	struct uuid subject = fuid(5301);
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	person(&f, 301);
	person(&f, 303);
	assert_int_equal(purge_subject(&f.cx, f.site, &subject, STR("本人申请"), STR("admin"),
				 sys_now(), &done),
		0);
	assert_int_equal(done.records, 1);
	assert_int_equal(opens(&f, 301, CLASS_IDENTITY), -E_SEALED);
	assert_int_equal(opens(&f, 303, CLASS_IDENTITY), 1);
	verify(&f);
	fixture_reopen(&f);
	assert_int_equal(opens(&f, 301, CLASS_CONTACT), -E_SEALED);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_incident),
		cmocka_unit_test(test_again), cmocka_unit_test(test_unclear_rounds),
		cmocka_unit_test(test_refusals), cmocka_unit_test(test_several),
		cmocka_unit_test(test_accounts_stay), cmocka_unit_test(test_subject),
		cmocka_unit_test(test_bytes), cmocka_unit_test(test_one_person),
		cmocka_unit_test(test_older_backup_of_a_person),
		cmocka_unit_test(test_older_backup_of_keys), cmocka_unit_test(test_leases_end) };

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
