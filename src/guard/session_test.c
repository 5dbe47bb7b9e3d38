/* Accounts, sessions, failed logins and devices. */
#include "guard/guard_fixture.h"
#include "guard/newcomers.h"

/* Where a login is tried from. */
#define HERE ((struct guard_from){ STR("here"), STR("here") })
#define ELSEWHERE ((struct guard_from){ STR("elsewhere"), STR("elsewhere") })
#define LATER ((struct guard_from){ STR("later"), STR("later") })
#define NEXT_DOOR ((struct guard_from){ STR("next door"), STR("here") })

static void account_put(struct place *p, const char *user, const char *password, const char *scope,
	enum role role, bool disabled)
{
	struct grant grant = { .role = role, .area = str_of(scope), .everywhere = !scope };
	struct account a = { .user = str_of(user),
		.name = STR("某人"),
		.disabled = disabled,
		.grants = &grant,
		.grants_n = 1 };
	struct entry e;

	good(p, seal_password_hash(&p->cx, str_of(password), &a.hash));
	good(p, guard_account_entry(&p->cx, p->site, &a, STR("admin"), sys_now(), &e));
	good(p, append_entries(&p->cx, &p->site->view, &e, 1));
	assert_true(e.sealed.n > 0);
	assert_null(memmem(e.sealed.p, e.sealed.n, "argon2", 6));
	assert_null(memmem(e.open.p, e.open.n, "argon2", 6));
	good(p, guard_follow(&p->cx, p->site->guard, p->reader));
}

static void test_accounts(void **state)
{
	struct account a, *all;
	struct site *again;
	struct place p;
	size_t n;

	(void)state;
	place_open(&p);
	account_put(&p, "li", "first-password", "g1", ROLE_GRID_WORKER, false);
	account_put(&p, "admin", "other-password", NULL, ROLE_ADMINISTRATOR, false);
	good(&p, guard_account(&p.cx, p.site->guard, STR("li"), &a));
	assert_int_equal(a.grants_n, 1);
	assert_str(a.grants[0].area, "g1");
	assert_int_equal(a.grants[0].role, ROLE_GRID_WORKER);
	assert_int_equal(guard_account(&p.cx, p.site->guard, STR("nobody"), &a), -E_NOT_FOUND);
	good(&p, guard_accounts(&p.cx, p.site->guard, &all, &n));
	assert_int_equal(n, 2);
	/* What proves a person is copied only for whoever writes it again. */
	assert_int_equal(a.hash.n + a.code.n, 0);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(all[i].hash.n + all[i].code.n, 0);
	/* Another opening reads the same from the journal. */
	good(&p, site_open(&p.cx, p.where, NULL, SITE_READ, &p.tables, &again));
	good(&p, guard_account_whole(&p.cx, again->guard, STR("li"), &a));
	assert_true(seal_password_fits(STR("first-password"), a.hash));
	site_close(again);
	a.user = STR("two words");
	assert_int_equal(
		guard_account_entry(&p.cx, p.site, &a, STR("admin"), NOW, &(struct entry){ 0 }),
		-E_FIELD_FORMAT);
	place_close(&p);
}

/* Logs in and opens a session: its token. */
static int log_in(struct place *p, const struct guard_try *try, struct guard_from from, int64_t now,
	struct str *ret_token)
{
	struct guard *g = p->site->guard;
	struct opening o = { .s = { .user = try->user, .from = STR("10.2.3.0/24") } };
	struct account a;
	int e = guard_login(&p->cx, g, try, from, now, &a);

	if (e)
		return e;
	o.version = a.version;
	good(p, guard_open(&p->cx, g, &o, now));
	good(p, append_entries(&p->cx, &p->site->view, o.entries, o.n));
	good(p, guard_follow(&p->cx, g, p->reader));
	return guard_token(&p->cx, g, &o, ret_token);
}

#define TRY(u, w) ((struct guard_try){ .user = STR(u), .password = STR(w) })

static void test_sessions(void **state)
{
	struct str token = STR_NONE, other = STR_NONE;
	struct rights who;
	struct entry out;
	struct place p;
	struct guard *g;

	(void)state;
	place_open(&p);
	g = p.site->guard;
	account_put(&p, "li", "first-password", "g1", ROLE_AUDITOR, false);
	assert_int_equal(log_in(&p, &TRY("li", "wrong"), HERE, NOW, &token), -E_PASSWORD);
	assert_int_equal(log_in(&p, &TRY("nobody", "wrong"), HERE, NOW, &token), -E_PASSWORD);
	good(&p, log_in(&p, &TRY("li", "first-password"), HERE, NOW, &token));
	good(&p, guard_session(&p.cx, g, token, NOW + GUARD_SESSION_MS - 1, &who));
	assert_str(who.person, "li");
	assert_true(who.n == 1 && !who.grants[0].everywhere && who.grants[0].role == ROLE_AUDITOR);
	assert_int_equal(
		guard_session(&p.cx, g, token, NOW + GUARD_SESSION_MS + 1, &who), -E_LOGIN);
	/* One changed character anywhere, and it is none. */
	for (size_t i = 0; i < token.n; i++) {
		struct str bent;

		good(&p, cx_str(&p.cx, token, &bent));
		((char *)(uintptr_t)bent.p)[i] = bent.p[i] == 'A' ? 'B' : 'A';
		if (!str_eq(bent, token) &&
			i + 1 < token.n) /* the last one holds bits that mean nothing */
			assert_int_equal(guard_session(&p.cx, g, bent, NOW, &who), -E_LOGIN);
	}
	assert_int_equal(guard_session(&p.cx, g, STR(""), NOW, &who), -E_LOGIN);
	/* Logging out ends that session, also for another process that follows the journal. */
	good(&p, log_in(&p, &TRY("li", "first-password"), HERE, NOW, &other));
	good(&p, guard_logout(&p.cx, g, token, NOW, &out));
	assert_int_equal(guard_session(&p.cx, g, token, NOW, &who), -E_LOGIN);
	good(&p, append_entries(&p.cx, &p.site->view, &out, 1));
	good(&p, guard_follow(&p.cx, g, p.reader));
	good(&p, guard_session(&p.cx, g, other, NOW, &who));
	{
		struct site *again;

		good(&p, site_open(&p.cx, p.where, NULL, SITE_READ, &p.tables, &again));
		good(&p, guard_session(&p.cx, again->guard, other, NOW, &who));
		assert_int_equal(guard_session(&p.cx, again->guard, token, NOW, &who), -E_LOGIN);
		site_close(again);
	}
	/* A new password ends all; a disabled account has none. */
	account_put(&p, "li", "second-password", "g1", ROLE_AUDITOR, false);
	assert_int_equal(guard_session(&p.cx, g, other, NOW, &who), -E_LOGIN);
	good(&p, log_in(&p, &TRY("li", "second-password"), HERE, NOW, &other));
	account_put(&p, "li", "second-password", "g1", ROLE_AUDITOR, true);
	assert_int_equal(guard_session(&p.cx, g, other, NOW, &who), -E_DISABLED);
	assert_int_equal(log_in(&p, &TRY("li", "second-password"), HERE, NOW, &other), -E_PASSWORD);
	place_close(&p);
}

static int guess(struct place *p, const char *password, struct guard_from from, int64_t now)
{
	struct account found;

	return guard_login(&p->cx, p->site->guard,
		&(struct guard_try){ .user = STR("li"), .password = str_of(password) }, from, now,
		&found);
}

/* Where a name and an address lie in the tables; the same ones each time, so that no test meets a collision by chance. */
static void places_fix(struct place *p)
{
	p->site->guard->fails_key = (struct seal_key){ { 7 } };
}

/* Whoever guesses waits, longer each time; the colleague whose name he knows logs in all the while. */
static void test_guessing(void **state)
{
	int64_t at = NOW, wait = 60000;
	struct place p;

	(void)state;
	place_open(&p);
	places_fix(&p);
	account_put(&p, "li", "right-password", NULL, ROLE_AUDITOR, false);
	for (int i = 0; i < 10; i++)
		assert_int_equal(guess(&p, "wrong", HERE, ++at), -E_PASSWORD);
	for (int i = 0; i < 7; i++) {
		assert_int_equal(guess(&p, "right-password", HERE, at + wait - 1), -E_LOCKED_OUT);
		good(&p, guess(&p, "right-password", ELSEWHERE, at + 1));
		good(&p, guess(&p, "right-password", NEXT_DOOR, at + 1));
		at += wait;
		if (wait < 16 * 60000)
			wait *= 2;
		assert_int_equal(guess(&p, "wrong", HERE, at), -E_PASSWORD);
	}
	assert_int_equal(guess(&p, "right-password", HERE, at + 1), -E_LOCKED_OUT);
	assert_non_null(strstr(p.cx.e.zh.p, "16 分钟"));
	/* The right one ends it, and so does an hour without a wrong one. */
	good(&p, guess(&p, "right-password", HERE, at += wait));
	for (int turn = 0; turn < 2; turn++) {
		for (int i = 0; i < 10; i++)
			assert_int_equal(guess(&p, "wrong", HERE, ++at), -E_PASSWORD);
		at += 61 * 60000;
	}
	good(&p, guess(&p, "right-password", HERE, at));
	place_close(&p);
}

static int spray(struct place *p, const char *user, struct guard_from from, int64_t now)
{
	struct account found;

	return guard_login(&p->cx, p->site->guard,
		&(struct guard_try){ .user = str_of(user), .password = STR("Password-1") }, from,
		now, &found);
}

/* Whoever tries one password on all the names is slowed down; who knows the place, and who comes from another, is not. */
static void test_spraying(void **state)
{
	int64_t at = NOW;
	struct place p;
	char name[20];

	(void)state;
	place_open(&p);
	places_fix(&p);
	p.site->guard->origin_free = 5;
	account_put(&p, "li", "right-password", NULL, ROLE_AUDITOR, false);
	account_put(&p, "wang", "Password-1", NULL, ROLE_AUDITOR, false);
	good(&p, guess(&p, "right-password", HERE, at));
	for (int i = 0; i < 5; i++) {
		snprintf(name, sizeof(name), "nobody-%d", i);
		assert_int_equal(spray(&p, name, HERE, at), -E_PASSWORD);
	}
	assert_int_equal(spray(&p, "wang", HERE, at), -E_LOGINS_FAILED);
	assert_non_null(strstr(p.cx.e.zh.p, "30 秒"));
	assert_non_null(strstr(p.cx.e.en.p, "30 seconds"));
	good(&p, spray(&p, "wang", ELSEWHERE, at));
	/* His other addresses there are no way around it, and nobody has logged in from them. */
	assert_int_equal(spray(&p, "wang", NEXT_DOOR, at), -E_LOGINS_FAILED);
	assert_int_equal(guess(&p, "right-password", NEXT_DOOR, at), -E_LOGINS_FAILED);
	good(&p, guess(&p, "right-password", HERE, at));
	/* Whatever else was tried since, he is known: failures write nothing where that stands. */
	memset(p.site->guard->fails, 0, sizeof(p.site->guard->fails));
	good(&p, guess(&p, "right-password", HERE, at));
	/* One is forgotten each half minute, and one that was right was none. */
	assert_int_equal(spray(&p, "nobody", HERE, at + 29999), -E_LOGINS_FAILED);
	assert_int_equal(spray(&p, "nobody", HERE, at += 30000), -E_PASSWORD);
	assert_int_equal(spray(&p, "wang", HERE, at), -E_LOGINS_FAILED);
	good(&p, spray(&p, "wang", HERE, at += 30000));
	assert_int_equal(spray(&p, "nobody", HERE, at), -E_PASSWORD);
	/* A clock that was put back keeps nobody waiting for longer. */
	assert_int_equal(spray(&p, "nobody", HERE, at -= 3600000), -E_LOGINS_FAILED);
	assert_int_equal(spray(&p, "nobody", HERE, at + 30000), -E_PASSWORD);
	place_close(&p);
}

/* Pairs of one set, which differ in what they are known by. */
static void pair_of(int i, uint8_t ret[SEAL_HASH])
{
	memset(ret, 0, SEAL_HASH);
	ret[0] = (uint8_t)(i + 1);
	ret[16] = 5;
}

/* A full set forgets whoever has not logged in for the longest, and no other set forgets anybody. */
static void test_known(void **state)
{
	uint8_t pair[SEAL_HASH], beside[SEAL_HASH] = { [0] = 1, [16] = 6 };
	struct place p;
	struct guard *g;

	(void)state;
	place_open(&p);
	g = p.site->guard;
	guard_know(g, beside);
	for (int i = 0; i < GUARD_KNOWN_WAYS; i++) {
		pair_of(i, pair);
		assert_false(guard_is_known(g, pair));
		guard_know(g, pair);
	}
	/* The first comes again: now the second is the oldest. */
	pair_of(0, pair);
	guard_know(g, pair);
	pair_of(GUARD_KNOWN_WAYS, pair);
	guard_know(g, pair);
	for (int i = 0; i <= GUARD_KNOWN_WAYS; i++) {
		pair_of(i, pair);
		assert_int_equal(guard_is_known(g, pair), i != 1);
	}
	assert_true(guard_is_known(g, beside));
	place_close(&p);
}

/* Beyond the limit nobody is added; and should the journal hold more, all the others still log in. */
static void test_too_many_users(void **state)
{
	struct account a = { .user = STR("third"), .name = STR("third") }, found;
	struct place p;
	struct guard *g;
	struct entry e;

	(void)state;
	place_open(&p);
	g = p.site->guard;
	account_put(&p, "first", "a-password", NULL, ROLE_AUDITOR, false);
	account_put(&p, "second", "a-password", NULL, ROLE_AUDITOR, false);
	good(&p, guard_account_entry(&p.cx, p.site, &a, STR("admin"), NOW, &e));
	g->users_max = g->users.n;
	assert_int_equal(
		guard_account_entry(&p.cx, p.site, &a, STR("admin"), NOW, &(struct entry){ 0 }),
		-E_USERS_FULL);
	/* One who is there already may still be changed. */
	account_put(&p, "first", "b-password", NULL, ROLE_AUDITOR, false);
	good(&p, append_entries(&p.cx, &p.site->view, &e, 1));
	account_put(&p, "second", "b-password", NULL, ROLE_AUDITOR, false);
	good(&p, guard_follow(&p.cx, g, p.reader));
	assert_int_equal(guard_account(&p.cx, g, STR("third"), &found), -E_NOT_FOUND);
	good(&p, guard_account_whole(&p.cx, g, STR("second"), &found));
	assert_true(seal_password_fits(STR("b-password"), found.hash));
	place_close(&p);
}

/* Between the drawing up of his first password and its coming he was disabled and lost his role. */
static void test_first_login_undoes_nothing(void **state)
{
	const struct grant grant = { .role = ROLE_SAMPLER, .area = STR("g1") };
	struct account a = {
		.user = STR("li"), .name = STR("某人"), .grants = &grant, .grants_n = 1
	};
	const struct ticket t = { .id = sys_uuid(), .kind = TICKET_USER, .whom = STR("li") };
	struct entry first, made, late;
	struct account found;
	struct place p;

	(void)state;
	place_open(&p);
	good(&p, guard_account_entry(&p.cx, p.site, &a, STR("admin"), NOW, &made));
	good(&p, append_entries(&p.cx, &p.site->view, &made, 1));
	good(&p, guard_follow(&p.cx, p.site->guard, p.reader));
	good(&p,
		guard_first_login(
			&p.cx, p.site->guard, &t, STR("first-password"), NOW, &found, &first));
	a.disabled = true;
	a.grants_n = 0;
	good(&p, guard_account_entry(&p.cx, p.site, &a, STR("admin"), NOW, &late));
	good(&p, append_entries(&p.cx, &p.site->view, &late, 1));
	good(&p, append_entries(&p.cx, &p.site->view, &first, 1));
	good(&p, guard_follow(&p.cx, p.site->guard, p.reader));
	good(&p, guard_account_whole(&p.cx, p.site->guard, STR("li"), &found));
	assert_true(found.disabled && found.grants_n == 0);
	assert_true(seal_password_fits(STR("first-password"), found.hash));
	assert_str(found.name, "某人");
	place_close(&p);
}

static void test_devices(void **state)
{
	struct seal_key key, found;
	struct device *all;
	struct uuid device;
	size_t n;
	struct entry e;
	struct place p;

	(void)state;
	place_open(&p);
	good(&p,
		guard_device_entry(&p.cx,
			&(struct device_new){ .name = STR("一号机"), .user = STR("li") }, NOW,
			&device, &key, &e));
	assert_null(memmem(e.open.p, e.open.n, "一号机", 9));
	assert_int_equal(
		guard_device_key(p.site->guard, &p.cx, &device, STR("li"), &found), -E_NOT_FOUND);
	good(&p, append_entries(&p.cx, &p.site->view, &e, 1));
	good(&p, guard_follow(&p.cx, p.site->guard, p.reader));
	good(&p, guard_device_key(p.site->guard, &p.cx, &device, STR("li"), &found));
	assert_memory_equal(key.b, found.b, SEAL_KEY);
	good(&p, guard_devices(&p.cx, p.site->guard, STR(""), &all, &n));
	assert_int_equal(n, 1);
	assert_str(all[0].name, "一号机");
	good(&p, guard_device_revoke(&p.cx, p.site->guard, &device, STR("admin"), NOW, &e));
	assert_null(memmem(e.open.p, e.open.n, "一号机", 9));
	good(&p, append_entries(&p.cx, &p.site->view, &e, 1));
	assert_null(memmem(e.sealed.p, e.sealed.n, "一号机", 9));
	place_close(&p);
}

/* The moment and the secret of the seal's own test: CODE is of that moment, BEFORE of the 30 s before it. */
#define MOMENT 1111111111000
#define SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
#define CODE "050471"
#define BEFORE "081804"

static int with_code(struct place *p, const char *code, struct guard_from from, int64_t now)
{
	struct account found;

	return guard_login(&p->cx, p->site->guard,
		&(struct guard_try){ STR("li"), STR("first-password"), str_of(code), now }, from,
		now, &found);
}

static void code_put(struct place *p, const char *secret)
{
	struct account a;
	struct entry e;

	good(p, guard_account_whole(&p->cx, p->site->guard, STR("li"), &a));
	a.code = str_of(secret);
	good(p, guard_account_entry(&p->cx, p->site, &a, STR("admin"), MOMENT, &e));
	assert_null(memmem(e.open.p, e.open.n, SECRET, 10));
	good(p, append_entries(&p->cx, &p->site->view, &e, 1));
	assert_null(memmem(e.sealed.p, e.sealed.n, SECRET, 10));
	good(p, guard_follow(&p->cx, p->site->guard, p->reader));
}

/* A password alone is not enough any more; a code is good once, and one before it not at all. */
static void test_code(void **state)
{
	struct account found;
	struct place p;

	(void)state;
	place_open(&p);
	account_put(&p, "li", "first-password", "g1", ROLE_AUDITOR, false);
	good(&p, with_code(&p, "", HERE, MOMENT));
	code_put(&p, SECRET);
	assert_int_equal(with_code(&p, "", HERE, MOMENT), -E_CODE);
	assert_int_equal(with_code(&p, "000000", HERE, MOMENT), -E_CODE);
	assert_int_equal(guard_login(&p.cx, p.site->guard,
				 &(struct guard_try){ STR("li"), STR("wrong"), STR(CODE), MOMENT },
				 HERE, MOMENT, &found),
		-E_PASSWORD);
	good(&p, with_code(&p, CODE, HERE, MOMENT));
	assert_int_equal(with_code(&p, CODE, HERE, MOMENT + 1), -E_CODE);
	assert_int_equal(with_code(&p, BEFORE, HERE, MOMENT + 2), -E_CODE);
	/* A change of the account makes no used code good again; the next one of the phone is. */
	code_put(&p, SECRET);
	assert_int_equal(with_code(&p, CODE, HERE, MOMENT + 3), -E_CODE);
	code_put(&p, "");
	good(&p, with_code(&p, "", HERE, MOMENT + 3));
	place_close(&p);
}

/* Whoever knows the password and guesses the code from everywhere is stopped after ten; a minute later the owner gets in. */
static void test_code_guessing(void **state)
{
	struct place p;
	char addresses[12][4];

	(void)state;
	place_open(&p);
	account_put(&p, "li", "first-password", "g1", ROLE_AUDITOR, false);
	code_put(&p, SECRET);
	for (int i = 0; i < 12; i++) {
		struct guard_from from = { { addresses[i], 4 }, { addresses[i], 4 } };
		int want = i < 10 ? -E_CODE : -E_LOCKED_OUT;

		memcpy(addresses[i], "\x0a\x00\x00", 3);
		addresses[i][3] = (char)i;
		assert_int_equal(
			with_code(&p, i < 10 ? "000000" : CODE, from, MOMENT - 60000), want);
	}
	good(&p, with_code(&p, CODE, HERE, MOMENT));
	place_close(&p);
}

/* Of one person so many sessions, and one more ends the idlest; the list outlives a restart, and what was ended stays so. */
static void test_sessions_listed(void **state)
{
	struct str token[GUARD_SESSIONS_EACH + 1];
	struct session *all, one;
	size_t used;
	struct site *again;
	struct rights who;
	struct entry end;
	struct place p;
	struct guard *g;
	size_t n;

	(void)state;
	place_open(&p);
	g = p.site->guard;
	account_put(&p, "li", "first-password", "g1", ROLE_AUDITOR, false);
	for (int i = 0; i <= GUARD_SESSIONS_EACH; i++) {
		sys_clock_fix(NOW + i);
		good(&p, log_in(&p, &TRY("li", "first-password"), HERE, NOW + i, &token[i]));
	}
	assert_int_equal(guard_session(&p.cx, g, token[0], NOW + 20, &who), -E_LOGIN);
	good(&p, guard_session(&p.cx, g, token[1], NOW + 20, &who));
	good(&p, guard_sessions(&p.cx, g, STR("li"), NOW + 20, &all, &n));
	assert_int_equal(n, GUARD_SESSIONS_EACH);
	assert_str(all[0].from, "10.2.3.0/24");
	assert_true(all[0].since == NOW + GUARD_SESSIONS_EACH && all[0].used == 0);
	assert_int_equal(all[n - 1].used, NOW + 20);
	/* One of them takes the room of one. */
	used = p.cx.arena->used;
	good(&p, guard_session_by_id(&p.cx, g, &all[3].id, NOW + 20, &one));
	assert_true(p.cx.arena->used - used < 2 * (GUARD_USER_MAX + GUARD_FROM_MAX));
	assert_true(uuid_eq(&one.id, &all[3].id) && str_is(one.user, "li"));
	assert_int_equal(guard_session_by_id(&p.cx, g, &uuid_nil, NOW + 20, &one), -E_NOT_FOUND);
	good(&p, guard_session_end(&p.cx, g, &all[0], STR("admin"), NOW + 20, &end));
	assert_int_equal(guard_session_by_id(&p.cx, g, &all[0].id, NOW + 20, &one), -E_NOT_FOUND);
	good(&p, append_entries(&p.cx, &p.site->view, &end, 1));
	good(&p, site_open(&p.cx, p.where, NULL, SITE_READ, &p.tables, &again));
	good(&p, guard_sessions(&p.cx, again->guard, STR(""), NOW + 20, &all, &n));
	assert_int_equal(n, GUARD_SESSIONS_EACH - 1);
	assert_int_equal(guard_session(&p.cx, again->guard, token[GUARD_SESSIONS_EACH], NOW, &who),
		-E_LOGIN);
	good(&p, guard_session(&p.cx, again->guard, token[1], NOW + 20, &who));
	site_close(again);
	place_close(&p);
}

/* What is over makes room; what is not does not. */
static void test_brief(void **state)
{
	struct brief b;
	size_t at = 0;

	(void)state;
	brief_init(&b, sizeof(struct brief_head) + 8, 2000);
	for (int64_t i = 0; i < 10000; i++) {
		struct str key = { (const char *)&i, sizeof(i) };

		assert_non_null(brief_put(&b, key, i + 1001, i));
		assert_int_equal(brief_count(&b, i), i < 1000 ? i + 1 : 1001);
	}
	assert_true(b.map.n < 4096);
	for (int64_t i = 20000; i < 30000; i++) {
		struct str key = { (const char *)&i, sizeof(i) };
		bool room = i < 20000 + 2000;

		assert_int_equal(brief_put(&b, key, 50000, 20000) != NULL, room);
	}
	assert_non_null(brief_next(&b, &at, 20000));
	assert_int_equal(brief_count(&b, 50000), 0);
	brief_done(&b);
}

/* A form is one session's, and tells nothing of its token. */
static void test_forms(void **state)
{
	const struct str mine = STR("token-of-mine"), hers = STR("token-of-hers");
	struct str form, other;
	struct place p;
	struct guard *g;

	(void)state;
	place_open(&p);
	g = p.site->guard;
	good(&p, guard_form(&p.cx, g, mine, &form));
	good(&p, guard_form(&p.cx, g, hers, &other));
	assert_false(str_eq(form, other));
	good(&p, guard_form_check(&p.cx, g, mine, form));
	assert_int_equal(guard_form_check(&p.cx, g, mine, other), -E_FORM);
	assert_int_equal(guard_form_check(&p.cx, g, hers, form), -E_FORM);
	assert_int_equal(guard_form_check(&p.cx, g, mine, STR("")), -E_FORM);
	assert_int_equal(
		guard_form_check(&p.cx, g, mine, (struct str){ form.p, form.n - 1 }), -E_FORM);
	place_close(&p);
}

static int ticket_try(struct place *p, const char *code, struct guard_from from, int64_t now)
{
	struct ticket t;

	return guard_ticket_find(
		&p->cx, p->site->guard, str_of(code), TICKET_DEVICE, from, now, &t);
}

/* A code is good once and for its purpose, whichever process made it; and guessing it is guessing a password. */
static void test_tickets(void **state)
{
	struct ticket t = { .kind = TICKET_DEVICE, .whom = STR("li"), .until = NOW + 1000 };
	struct device_new d = { .name = STR("一号"), .user = STR("li") };
	char code[CODE32_MAX], other[CODE32_MAX];
	struct uuid first, second;
	struct seal_key key;
	struct entry e[2];
	struct place p;
	struct guard *g;

	(void)state;
	place_open(&p);
	g = p.site->guard;
	good(&p, guard_ticket_new(&p.cx, g, &t, STR("admin"), NOW, code, &e[0]));
	assert_null(memmem(e[0].open.p, e[0].open.n, code, 4));
	good(&p, append_entries(&p.cx, &p.site->view, e, 1));
	assert_int_equal(ticket_try(&p, code, HERE, NOW), -E_TICKET); /* not followed yet */
	good(&p, guard_follow(&p.cx, g, p.reader));
	good(&p, ticket_try(&p, code, HERE, NOW));
	assert_int_equal(guard_ticket_find(&p.cx, g, str_of(code), TICKET_USER, HERE, NOW, &t),
		-E_TICKET_OTHER);
	assert_int_equal(ticket_try(&p, code, HERE, NOW + 1000), -E_TICKET_OVER);
	assert_int_equal(ticket_try(&p, code, LATER, NOW + 1000 + TICKET_TOLD_MS), -E_TICKET);
	/* Two processes at once: the first in the journal has it. */
	good(&p, guard_ticket_find(&p.cx, g, str_of(code), TICKET_DEVICE, HERE, NOW, &t));
	d.ticket = t.id;
	good(&p, guard_device_entry(&p.cx, &d, NOW, &first, &key, &e[0]));
	good(&p, guard_device_entry(&p.cx, &d, NOW, &second, &key, &e[1]));
	good(&p, append_entries(&p.cx, &p.site->view, e, 2));
	good(&p, guard_follow(&p.cx, g, p.reader));
	good(&p, guard_ticket_won(&p.cx, g, &t, &first, HERE, NOW));
	assert_int_equal(guard_ticket_won(&p.cx, g, &t, &second, HERE, NOW), -E_TICKET_USED);
	good(&p, device_key_of(&p.cx, g, &first, STR("li"), true, &key));
	assert_int_equal(device_key_of(&p.cx, g, &second, STR("li"), true, &key), -E_NOT_FOUND);
	assert_int_equal(ticket_try(&p, code, HERE, NOW), -E_TICKET_USED);
	/* Ten that are well formed and no good, with the one above: then this address waits, another does not. */
	for (int i = 0; i < 9; i++) {
		uint8_t digits[TICKET_DIGITS] = { (uint8_t)i, 7 };

		code32_write(digits, TICKET_DIGITS, other);
		assert_int_equal(ticket_try(&p, other, HERE, NOW), -E_TICKET);
		assert_int_equal(ticket_try(&p, "mistyped", HERE, NOW), -E_TICKET);
	}
	assert_int_equal(ticket_try(&p, other, HERE, NOW), -E_LOCKED_OUT);
	assert_int_equal(ticket_try(&p, code, ELSEWHERE, NOW), -E_TICKET_USED);
	place_close(&p);
}

/* Residents' slips do not take the room of phones; one that was used gives its own back, one that is being written has it. */
static void test_tickets_room(void **state)
{
	struct ticket t = { .kind = TICKET_DEVICE, .whom = STR("li") };
	struct device_new d = { .name = STR("一号"), .user = STR("li") };
	char code[CODE32_MAX];
	struct seal_key key;
	struct uuid device;
	struct entry first, e;
	struct place p;
	struct guard *g;

	(void)state;
	place_open(&p);
	g = p.site->guard;
	sys_clock_fix(NOW);
	t.until = NOW + WHEN_DAY_MS;
	good(&p, guard_ticket_new(&p.cx, g, &t, STR("admin"), NOW, code, &first));
	d.ticket = t.id;
	for (int i = 1; i < TICKETS_DEVICE_MAX; i++)
		good(&p, guard_ticket_new(&p.cx, g, &t, STR("admin"), NOW, code, &e));
	assert_int_equal(
		guard_ticket_new(&p.cx, g, &t, STR("admin"), NOW, code, &e), -E_TICKETS_FULL);
	t.kind = TICKET_RESIDENT;
	good(&p, guard_ticket_new(&p.cx, g, &t, STR("admin"), NOW, code, &e));
	good(&p, append_entries(&p.cx, &p.site->view, &first, 1));
	good(&p, guard_device_entry(&p.cx, &d, NOW, &device, &key, &e));
	good(&p, append_entries(&p.cx, &p.site->view, &e, 1));
	good(&p, guard_follow(&p.cx, g, p.reader));
	/* The others were never written. */
	assert_int_equal(brief_count(&g->tickets[TICKET_DEVICE - 1], NOW + TICKET_WRITTEN_MS), 1);
	assert_int_equal(brief_count(&g->tickets[TICKET_DEVICE - 1], NOW + TICKET_USED_MS), 0);
	sys_clock_fix(0);
	place_close(&p);
}

/* After a restore the journal is shorter than the token says: an ended session does not live again. */
static void test_unfollowed(void **state)
{
	struct opening o = { .s = { .user = STR("li"), .from = STR("10.2.3.0/24") } };
	struct rights who;
	struct account a;
	struct str token;
	struct place p;
	struct guard *g;

	(void)state;
	place_open(&p);
	g = p.site->guard;
	account_put(&p, "li", "first-password", "g1", ROLE_AUDITOR, false);
	good(&p, guard_account(&p.cx, g, STR("li"), &a));
	o.version = a.version;
	good(&p, guard_open(&p.cx, g, &o, NOW));
	o.entries[0].pos = g->pos + 1000;
	good(&p, guard_token(&p.cx, g, &o, &token));
	good(&p, guard_session(&p.cx, g, token, NOW + 9999, &who));
	assert_int_equal(guard_session(&p.cx, g, token, NOW + 10000, &who), -E_LOGIN);
	place_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accounts),
		cmocka_unit_test(test_sessions),
		cmocka_unit_test(test_sessions_listed),
		cmocka_unit_test(test_brief),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_tickets),
		cmocka_unit_test(test_tickets_room),
		cmocka_unit_test(test_unfollowed),
		cmocka_unit_test(test_guessing),
		cmocka_unit_test(test_spraying),
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_code),
		cmocka_unit_test(test_code_guessing),
		cmocka_unit_test(test_too_many_users),
		cmocka_unit_test(test_first_login_undoes_nothing),
		cmocka_unit_test(test_devices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
