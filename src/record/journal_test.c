/* The journal on both engines: places without gaps, digests, sealing and erasing, keys across re-opening and
 * rolled-back transactions, and a verification that finds what was changed behind its back. */
#include "record/journal.h"

#include "record/parts.h"
#include "record/rows.h"
#include "record/test.h"

static const struct erasing over = { .reason = { "over", 4 }, .via = { "admin", 5 }, .now = T_NOW };

#define EACH_ENGINE(b) \
	for (int engine_ = 0; engine_ < T_ENGINES; engine_++) \
		if (bench_make(&(b), t_engines[engine_]))

#define SECRET "{\"outcome\":\"away\",\"note\":\"高烧\",\"phone\":\"13812345678\"}"

static void test_create(void **state)
{
	struct bench b;
	struct entry *all;
	struct str epoch;
	struct uuid u;
	size_t n;

	(void)state;
	EACH_ENGINE(b)
	{
		must(&b.cx, store_begin(&b.cx, b.store, "test"));
		assert_int_equal(journal_create(&b.cx, &b.j), -E_EXISTS);
		store_rollback(b.store);
		must(&b.cx, store_begin_read(&b.cx, b.store, "test"));
		must(&b.cx, journal_read(&b.cx, b.store, 0, 10, 0, &all, &n));
		assert_int_equal(n, 3);
		assert_str(all[0].open, "{\"use\":\"match\"}");
		assert_non_null(strstr(all[1].open.p, "{\"public\":\""));
		assert_str(all[2].open, "{\"use\":\"cookie\"}");
		must(&b.cx, journal_meta(&b.cx, b.store, "epoch", &epoch));
		assert_true(uuid_read(epoch, &u));
		store_rollback(b.store);
		bench_drop(&b);
	}
}

static void test_meta(void **state)
{
	struct bench b;
	struct str s;

	(void)state;
	EACH_ENGINE(b)
	{
		bench_write(&b);
		must(&b.cx, journal_meta(&b.cx, b.store, "site", &s));
		assert_null(s.p);
		must(&b.cx, journal_meta_set(&b.cx, b.store, "site", STR("a")));
		must(&b.cx, journal_meta_set(&b.cx, b.store, "site", STR("内江")));
		must(&b.cx, journal_meta(&b.cx, b.store, "site", &s));
		assert_str(s, "内江");
		must(&b.cx, journal_meta_set(&b.cx, b.store, "site", STR_NONE));
		must(&b.cx, journal_meta(&b.cx, b.store, "site", &s));
		assert_null(s.p);
		bench_commit(&b);
		bench_drop(&b);
	}
}

static void test_positions(void **state)
{
	struct bench b;
	struct entry *all;
	size_t n;

	(void)state;
	EACH_ENGINE(b)
	{
		bench_fill(&b, 0, 40);
		/* What is rolled back leaves no gap. */
		bench_write(&b);
		{
			struct entry e = t_entry(
				&b, t_record(&b.cx, 100, "\"round\":\"" T_OTHER "\",", SECRET));

			must(&b.cx, journal_put(&b.cx, &b.j, &e, 1));
		}
		store_rollback(b.store);
		keyring_rollback(b.keys);
		bench_fill(&b, 40, 1);
		bench_fill(&b, 41, 30);
		must(&b.cx, store_begin_read(&b.cx, b.store, "test"));
		must(&b.cx, journal_read(&b.cx, b.store, 0, 1000, 0, &all, &n));
		assert_true(n > 74);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(all[i].pos, i + 1);
		must(&b.cx, journal_read(&b.cx, b.store, 5, 7, 0, &all, &n));
		assert_true(n == 7 && all[0].pos == 6);
		must(&b.cx, journal_read(&b.cx, b.store, 0, 1000, 1u << ENTRY_RECORD, &all, &n));
		assert_int_equal(n, 71);
		store_rollback(b.store);
		bench_drop(&b);
	}
}

static void test_types(void **state)
{
	struct bench b;
	struct entry e[9], *all;
	static const int64_t want[] = { 4, 5, 7, 8, 10 };
	size_t n;

	(void)state;
	EACH_ENGINE(b)
	{
		memset(e, 0, sizeof(e));
		for (int i = 0; i < 9; i++) {
			e[i].type = i % 3 == 0 ? ENTRY_LOGIN :
				i % 3 == 1     ? ENTRY_LOOK :
						 ENTRY_REFUSAL;
			e[i].id = sys_uuid();
			e[i].open = STR("{}");
		}
		bench_write(&b);
		must(&b.cx, journal_put(&b.cx, &b.j, e, 9));
		bench_commit(&b);
		must(&b.cx, store_begin_read(&b.cx, b.store, "test"));
		must(&b.cx,
			journal_read(&b.cx, b.store, 3, 5, 1u << ENTRY_LOGIN | 1u << ENTRY_LOOK,
				&all, &n));
		assert_int_equal(n, 5);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(all[i].pos, want[i]);
		must(&b.cx,
			journal_read(&b.cx, b.store, 10, 5, 1u << ENTRY_REFUSAL | 1u << ENTRY_LOOK,
				&all, &n));
		assert_true(n == 2 && all[0].pos == 11 && all[1].pos == 12);
		must(&b.cx, journal_read(&b.cx, b.store, 0, 5, 1u << ENTRY_KEY, &all, &n));
		assert_int_equal(n, 3);
		must(&b.cx, journal_read(&b.cx, b.store, 0, 5, 1u << ENTRY_ERASURE, &all, &n));
		assert_int_equal(n, 0);
		store_rollback(b.store);
		bench_drop(&b);
	}
}

static void test_find(void **state)
{
	struct bench b;
	struct entry found[4],
		refusal[2] = { { .type = ENTRY_REFUSAL, .open = { "{}", 2 } },
			{ .type = ENTRY_REFUSAL, .open = { "{}", 2 } } };
	int64_t pos[4];

	(void)state;
	EACH_ENGINE(b)
	{
		struct record *r = t_record(&b.cx, 7, "\"by\":\"u2\",", SECRET), *again;
		struct uuid ids[4] = { sys_uuid(), r->id, sys_uuid(), r->id };

		refusal[0].id = refusal[1].id = ids[2];
		bench_fill(&b, 0, 20);
		bench_write(&b);
		must(&b.cx, journal_put(&b.cx, &b.j, refusal, 2));
		must(&b.cx, journal_find(&b.cx, &b.j, ids, 4, found));
		assert_true(found[0].pos == 0 && found[1].pos > 0 && found[2].pos == 0);
		assert_int_equal(found[3].pos, found[1].pos);
		assert_true(uuid_eq(&found[1].id, &r->id));
		must(&b.cx, journal_record(&b.cx, &t_kinds, &found[1], &again));
		assert_str(again->by, "u1");
		assert_str(again->via, "u1");
		assert_true(again->confirmed && again->pos == found[1].pos &&
			again->received == T_NOW + 5000);
		must(&b.cx, journal_known(&b.cx, &b.j, ids, 3, 4, pos, found));
		assert_true(pos[0] == 0 && pos[1] == 0 && pos[2] == b.j.last);
		assert_true(found[1].pos == again->pos && found[2].pos == 0);
		assert_int_equal(found[3].pos, again->pos);
		bench_commit(&b);
		bench_drop(&b);
	}
}

/* The digest as the format page says it, computed by hand. */
static void test_digest(void **state)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct entry e = { .type = ENTRY_RECORD, .open = { "{\"a\":1}", 7 } };
	char part[64], hashed[128] = "bulou.record.1\n{\"a\":1}";
	struct part p = { .c = CLASS_HEALTH, .bytes = { part, sizeof(part) } };
	uint8_t want[SEAL_HASH], got[SEAL_HASH];
	struct buf sealed;

	(void)state;
	memset(part, 7, sizeof(part));
	seal_hash(NULL, str_of(hashed), want);
	journal_digest(&e, got);
	assert_memory_equal(got, want, SEAL_HASH);
	buf_init(&sealed, cx->arena);
	parts_add(&sealed, &p);
	e.sealed = buf_get(&sealed);
	hashed[22] = CLASS_HEALTH;
	seal_hash(NULL, p.bytes, (uint8_t *)hashed + 23);
	seal_hash(NULL, (struct str){ hashed, 23 + SEAL_HASH }, want);
	journal_digest(&e, got);
	assert_memory_equal(got, want, SEAL_HASH);
	e.type = ENTRY_KEY;
	hashed[22] = 0;
	seal_hash(NULL, e.sealed, (uint8_t *)hashed + 23);
	seal_hash(NULL, (struct str){ hashed, 23 + SEAL_HASH }, want);
	journal_digest(&e, got);
	assert_memory_equal(got, want, SEAL_HASH);
	bench_end(&b);
}

static void test_parts(void **state)
{
	static const char *const bad[] = { "\x01", "\x00", "\x08", "\x01\x02" };
	struct bench b;
	struct cx *cx = bench_begin(&b);
	char text[] = "forty bytes at the least: nonce and tag.";
	struct part p = { .c = CLASS_CONTACT, .bytes = { text, 40 } };
	struct buf two;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(parts_valid((struct str){ bad[i], 2 }));
	assert_true(parts_valid(STR_NONE));
	buf_init(&two, cx->arena);
	parts_add(&two, &p);
	assert_true(parts_valid(buf_get(&two)));
	for (size_t n = 1; n < two.n; n++)
		assert_false(parts_valid((struct str){ two.p, n }));
	parts_add(&two, &p);
	assert_false(parts_valid(buf_get(&two))); /* not ascending */
	bench_end(&b);
}

static void test_seal(void **state)
{
	struct bench b;
	struct str plain;

	(void)state;
	EACH_ENGINE(b)
	{
		struct record *r = t_record(&b.cx, 1, "\"round\":\"" T_ROUND "\",", SECRET);
		struct uuid other = sys_uuid();
		struct entry e;

		bench_write(&b);
		e = t_entry(&b, r);
		must(&b.cx, journal_put(&b.cx, &b.j, &e, 1));
		/* The two keys that it needed come before it. */
		assert_int_equal(e.pos, 6);
		bench_commit(&b);
		must(&b.cx, journal_open(&b.cx, b.keys, &r->id, e.sealed, CLASS_CONTACT, &plain));
		assert_str(plain, "{\"phone\":\"13812345678\"}");
		must(&b.cx, journal_open(&b.cx, b.keys, &r->id, e.sealed, CLASS_HEALTH, &plain));
		assert_str(plain, "{\"note\":\"高烧\"}");
		must(&b.cx, journal_open(&b.cx, b.keys, &r->id, e.sealed, CLASS_WHOLE, &plain));
		assert_null(plain.p);
		assert_int_equal(
			journal_open(&b.cx, b.keys, &other, e.sealed, CLASS_HEALTH, &plain),
			-E_SEALED);
		assert_null(memmem(e.sealed.p, e.sealed.n, "13812345678", 11));
		bench_drop(&b);
	}
}

static void read_one(struct bench *b, const struct uuid *id, struct entry *ret)
{
	struct uuid wanted = *id;

	must(&b->cx, journal_find(&b->cx, &b->j, &wanted, 1, ret));
	assert_true(ret->pos > 0);
}

static void test_erase(void **state)
{
	struct bench b;
	struct verify_result v;

	(void)state;
	EACH_ENGINE(b)
	{
		struct record *r = t_record(&b.cx, 0, "", SECRET);
		struct entry before, after, *erasure,
			refused = { .type = ENTRY_REFUSAL, .open = { "{}", 2 } };
		struct str plain;
		uint8_t digest[SEAL_HASH];
		size_t n;

		bench_fill(&b, 0, 10);
		bench_write(&b);
		refused.id = r->id;
		must(&b.cx,
			journal_seal_one(&b.cx, &b.j, &r->id, &uuid_nil, T_NOW, CLASS_WHOLE,
				STR("secret"), &refused.sealed));
		must(&b.cx, journal_put(&b.cx, &b.j, &refused, 1));
		read_one(&b, &r->id, &before);
		must(&b.cx,
			journal_erase(
				&b.cx, &b.j, &r->id, 1, STR("asked for"), STR("admin"), T_NOW));
		bench_commit(&b);
		bench_write(&b);
		read_one(&b, &r->id, &after);
		assert_memory_equal(after.digest, before.digest, SEAL_HASH);
		journal_digest(&after, digest);
		assert_memory_equal(digest, before.digest, SEAL_HASH);
		assert_int_equal(after.pos, before.pos);
		assert_true(after.sealed.n < before.sealed.n);
		assert_int_equal(
			journal_open(&b.cx, b.keys, &r->id, after.sealed, CLASS_HEALTH, &plain),
			-E_SEALED);
		must(&b.cx, journal_read(&b.cx, b.store, 0, 9, 1u << ENTRY_ERASURE, &erasure, &n));
		assert_int_equal(n, 1);
		assert_str(erasure->open,
			"{\"reason\":\"asked for\",\"records\":[\"01927a5e-1111-7000-8000-000000000000\"]}");
		must(&b.cx, journal_read(&b.cx, b.store, 0, 9, 1u << ENTRY_REFUSAL, &erasure, &n));
		assert_int_equal(
			journal_open(&b.cx, b.keys, &r->id, erasure->sealed, CLASS_WHOLE, &plain),
			-E_SEALED);
		bench_commit(&b);
		must(&b.cx, journal_verify(&b.cx, b.store, &v, NULL, NULL));
		assert_int_equal(v.erased, 2);
		assert_int_equal(v.by_type[ENTRY_RECORD], 10);
		assert_int_equal(v.keyless, 0);
		bench_drop(&b);
	}
}

/* -- keys -- */

static void test_keys_again(void **state)
{
	struct bench b;
	struct uuid id, id2, round;
	struct seal_key key, key2, match;
	uint8_t box[32], box2[32];

	(void)state;
	uuid_read(STR(T_ROUND), &round);
	EACH_ENGINE(b)
	{
		bench_write(&b);
		must(&b.cx, keyring_data(&b.cx, &b.j, &round, CLASS_HEALTH, 24271, &id, &key));
		must(&b.cx, keyring_data(&b.cx, &b.j, &round, CLASS_HEALTH, 24272, &id2, &key2));
		assert_false(uuid_eq(&id, &id2));
		must(&b.cx, keyring_data(&b.cx, &b.j, &round, CLASS_HEALTH, 24271, &id2, &key2));
		assert_true(uuid_eq(&id, &id2));
		must(&b.cx, keyring_data(&b.cx, &b.j, &uuid_nil, CLASS_HEALTH, 1, &id, &key2));
		must(&b.cx, keyring_data(&b.cx, &b.j, &uuid_nil, CLASS_HEALTH, 2, &id2, &key2));
		assert_true(uuid_eq(&id, &id2));
		must(&b.cx, keyring_data(&b.cx, &b.j, &round, CLASS_HEALTH, 24271, &id, &key));
		bench_commit(&b);
		must(&b.cx, keyring_special(&b.cx, b.keys, "match", &match));
		assert_true(keyring_box_public(b.keys, box));
		bench_close(&b);
		bench_open(&b);
		assert_false(keyring_by_id(b.keys, &id, &key2));
		assert_int_equal(keyring_special(&b.cx, b.keys, "match", &key2), -E_KEY);
		bench_write(&b);
		assert_true(keyring_by_id(b.keys, &id, &key2));
		assert_memory_equal(key.b, key2.b, SEAL_KEY);
		must(&b.cx, keyring_data(&b.cx, &b.j, &round, CLASS_HEALTH, 24271, &id2, &key2));
		assert_true(uuid_eq(&id, &id2));
		must(&b.cx, keyring_special(&b.cx, b.keys, "match", &key2));
		assert_memory_equal(match.b, key2.b, SEAL_KEY);
		assert_true(keyring_box_public(b.keys, box2));
		assert_memory_equal(box, box2, 32);
		must(&b.cx, keyring_special(&b.cx, b.keys, "cookie", &key2));
		assert_int_equal(keyring_special(&b.cx, b.keys, "other", &key2), -E_KEY);
		bench_commit(&b);
		bench_drop(&b);
	}
}

static void test_box(void **state)
{
	struct bench b;
	struct seal_key secret;
	struct str box, plain;
	uint8_t pub[32];

	(void)state;
	EACH_ENGINE(b)
	{
		assert_true(keyring_box_public(b.keys, pub));
		must(&b.cx, keyring_special(&b.cx, b.keys, "box", &secret));
		must(&b.cx, seal_box_close(&b.cx, pub, STR("handed in"), &box));
		must(&b.cx, seal_box_open(&b.cx, &secret, box, &plain));
		assert_str(plain, "handed in");
		bench_drop(&b);
	}
}

static void test_wrong_master(void **state)
{
	struct bench b;

	(void)state;
	EACH_ENGINE(b)
	{
		bench_close(&b);
		b.master.b[0] ^= 1;
		bench_open(&b);
		must(&b.cx, store_begin_read(&b.cx, b.store, "test"));
		assert_int_equal(keyring_follow(&b.cx, b.keys, b.store), -E_KEY);
		store_rollback(b.store);
		bench_drop(&b);
	}
}

/* A key made in a transaction that was undone must not be used in the next, told or not. */
static void test_keys_undone(void **state)
{
	struct bench b;
	struct uuid id, id2, scope = { { 9 } };
	struct seal_key key;

	(void)state;
	EACH_ENGINE(b)
	{
		for (int told = 0; told < 2; told++) {
			bench_write(&b);
			must(&b.cx,
				keyring_data(&b.cx, &b.j, &scope, CLASS_HEALTH, told, &id, &key));
			store_rollback(b.store);
			if (told)
				keyring_rollback(b.keys);
			bench_write(&b);
			assert_false(keyring_by_id(b.keys, &id, &key));
			must(&b.cx,
				keyring_data(&b.cx, &b.j, &scope, CLASS_HEALTH, told, &id2, &key));
			assert_false(uuid_eq(&id, &id2));
			bench_commit(&b);
			bench_write(&b);
			assert_true(keyring_by_id(b.keys, &id2, &key));
			bench_commit(&b);
			keyring_rollback(b.keys);
			assert_true(keyring_by_id(b.keys, &id2, &key));
		}
		bench_drop(&b);
	}
}

/* Another process makes keys: this one takes them in when it begins. */
static void test_keys_of_another(void **state)
{
	struct bench b;
	struct uuid id, id2, scope = { { 9 } };
	struct seal_key key, key2;

	(void)state;
	EACH_ENGINE(b)
	{
		struct bench other = b;

		bench_open(&other);
		bench_write(&other);
		for (int month = 0; month < 300; month++)
			must(&b.cx,
				keyring_data(
					&b.cx, &other.j, &scope, CLASS_HEALTH, month, &id, &key));
		bench_commit(&other);
		bench_close(&other);
		bench_write(&b);
		must(&b.cx, keyring_data(&b.cx, &b.j, &scope, CLASS_HEALTH, 299, &id2, &key2));
		assert_true(uuid_eq(&id, &id2));
		assert_memory_equal(key.b, key2.b, SEAL_KEY);
		bench_commit(&b);
		bench_drop(&b);
	}
}

static uint64_t begin_steps(struct bench *b)
{
	uint64_t before = store_steps();

	bench_write(b);
	return store_steps() - before;
}

static void commit_told(struct bench *b)
{
	bench_commit(b);
	keyring_commit(b->keys, b->j.before, b->j.last);
}

/* Keys are looked for where somebody else has written, or made some, and only there. */
static void test_keys_not_asked(void **state)
{
	struct bench b;
	struct uuid id, scope = { { 9 } };
	struct seal_key key;

	(void)state;
	EACH_ENGINE(b)
	{
		struct entry e = { .type = ENTRY_LOGIN, .open = STR("{}") };

		assert_int_equal(begin_steps(&b), 3); /* begin, the newest, keys */
		commit_told(&b);
		assert_int_equal(begin_steps(&b), 2);
		must(&b.cx, journal_put(&b.cx, &b.j, &e, 1));
		commit_told(&b);
		assert_int_equal(begin_steps(&b), 2);
		must(&b.cx, journal_put(&b.cx, &b.j, &e, 1));
		bench_commit(&b); /* nobody tells */
		assert_int_equal(begin_steps(&b), 3);
		must(&b.cx, keyring_data(&b.cx, &b.j, &scope, CLASS_HEALTH, 1, &id, &key));
		commit_told(&b);
		assert_int_equal(begin_steps(&b), 3);
		commit_told(&b);
		assert_int_equal(begin_steps(&b), 2);
		must(&b.cx, keyring_data(&b.cx, &b.j, &scope, CLASS_HEALTH, 2, &id, &key));
		store_rollback(b.store);
		assert_int_equal(begin_steps(&b), 3); /* it begins where the last one did */
		assert_false(keyring_by_id(b.keys, &id, &key));
		store_rollback(b.store);
		bench_drop(&b);
	}
}

static void test_purge(void **state)
{
	struct bench b;
	struct key_info *keys;
	struct verify_result v;
	struct seal_key key, master2;
	struct uuid round;
	size_t n, gone = 0;

	(void)state;
	uuid_read(STR(T_ROUND), &round);
	EACH_ENGINE(b)
	{
		struct uuid ids[8];
		struct bench other = b;
		struct entry e;
		struct str plain;

		gone = 0;
		bench_fill(&b, 0, 10);
		bench_open(&other);
		bench_write(&other);
		bench_commit(&other);
		bench_write(&b);
		must(&b.cx, keyring_list(&b.cx, b.keys, &keys, &n));
		assert_int_equal(n, 3 + 4);
		for (size_t i = 0; i < n; i++)
			if (uuid_eq(&keys[i].scope, &round))
				ids[gone++] = keys[i].id;
		assert_int_equal(gone, 2);
		must(&b.cx, keyring_purge(&b.cx, &b.j, ids, gone, &over));
		master2 = seal_key_new();
		must(&b.cx, keyring_rewrap(&b.cx, &b.j, &master2));
		must(&b.cx, keyring_renew(&b.cx, &b.j, "match"));
		bench_commit(&b);
		assert_false(keyring_by_id(b.keys, &ids[0], &key));
		/* A process that still holds the purged keys forgets them before it meets the new master key. */
		must(&b.cx, store_begin(&b.cx, other.store, "test"));
		assert_int_equal(keyring_follow(&b.cx, other.keys, other.store), -E_KEY);
		store_rollback(other.store);
		assert_false(keyring_by_id(other.keys, &ids[0], &key));
		bench_close(&other);
		bench_close(&b);
		b.master = master2;
		bench_open(&b);
		bench_write(&b);
		e = t_entry(&b, t_record(&b.cx, 3, "", "{\"outcome\":\"done\"}"));
		read_one(&b, &e.id, &e);
		assert_int_equal(journal_open(&b.cx, b.keys, &e.id, e.sealed, CLASS_HEALTH, &plain),
			-E_SEALED);
		e = t_entry(&b, t_record(&b.cx, 0, "", "{\"outcome\":\"done\"}"));
		read_one(&b, &e.id, &e);
		must(&b.cx, journal_open(&b.cx, b.keys, &e.id, e.sealed, CLASS_HEALTH, &plain));
		assert_str(plain, "{\"note\":\"高烧\"}");
		bench_commit(&b);
		must(&b.cx, journal_verify(&b.cx, b.store, &v, NULL, NULL));
		assert_int_equal(v.keyless, 2);
		bench_drop(&b);
	}
}

/* -- verify -- */

static void test_verify(void **state)
{
	static const char *const harm[] = {
		"UPDATE journal SET open = CAST('{}' AS BLOB) WHERE pos = 6",
		"DELETE FROM journal WHERE pos = 6",
		"UPDATE journal SET sealed = CAST('x' AS BLOB) WHERE pos = 6",
		"UPDATE journal SET id = (SELECT id FROM journal WHERE pos = 1) WHERE type = 6 AND pos > 3",
		"UPDATE journal SET sealed = NULL WHERE pos = 2",
	};
	struct verify_result v;
	struct bench b;

	(void)state;
	EACH_ENGINE(b)
	{
		bench_fill(&b, 0, 20);
		must(&b.cx, journal_verify(&b.cx, b.store, &v, NULL, NULL));
		assert_int_equal(v.entries, 27);
		assert_true(
			v.first == 1 && v.last == 27 && v.by_type[ENTRY_KEY] == 7 && v.erased == 0);
		for (size_t i = 0; i < sizeof(harm) / sizeof(harm[0]); i++) {
			if (b.fixture.engine == STORE_POSTGRES && strstr(harm[i], "CAST"))
				continue;
			must(&b.cx, store_begin(&b.cx, b.store, "test"));
			must(&b.cx, store_script(&b.cx, b.store, harm[i]));
			if (journal_verify(&b.cx, b.store, &v, NULL, NULL) != -E_VERIFY)
				fail_msg("not seen: %s", harm[i]);
			store_rollback(b.store);
			err_clear(&b.cx);
		}
		must(&b.cx, journal_verify(&b.cx, b.store, &v, NULL, NULL));
		bench_drop(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_create),
		cmocka_unit_test(test_meta),
		cmocka_unit_test(test_positions),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_seal),
		cmocka_unit_test(test_erase),
		cmocka_unit_test(test_keys_again),
		cmocka_unit_test(test_box),
		cmocka_unit_test(test_wrong_master),
		cmocka_unit_test(test_keys_undone),
		cmocka_unit_test(test_keys_of_another),
		cmocka_unit_test(test_keys_not_asked),
		cmocka_unit_test(test_purge),
		cmocka_unit_test(test_verify),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
