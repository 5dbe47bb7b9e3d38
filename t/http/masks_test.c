/* Nothing personal is shown in plain unless it is asked for with a reason: whoever may do everything asks every route about all that
 * the examples of all kinds say, and finds none of their personal words. With a reason he finds them, and leaves a look. */
#include "http/client.h"

#include <stdio.h>
#include <string.h>

#include "core/map.h"
#include "support/examples.h"
#include "sys/sys.h"

#define WORD_MIN 6 /* bytes: a shorter one may stand anywhere */
#define WORDS_MAX 2000
#define IDS_MAX 2000

static struct server server;
static struct str words[WORDS_MAX], ids[IDS_MAX], opens[IDS_MAX];
static size_t words_n, ids_n, opens_n;

/* ---- what the examples say ---- */

static void word_add(struct str s)
{
	for (size_t i = 0; i < words_n; i++)
		if (str_eq(words[i], s))
			return;
	assert_true(words_n < WORDS_MAX);
	words[words_n++] = s;
}

static void id_add(struct str s)
{
	struct uuid u;

	if (!uuid_read(s, &u))
		return;
	for (size_t i = 0; i < ids_n; i++)
		if (str_eq(ids[i], s))
			return;
	assert_true(ids_n < IDS_MAX);
	ids[ids_n++] = s;
}

static void example_take(const struct kind *k)
{
	const struct json *v, *body;

	assert_int_equal(json_read(&server.f.cx, str_of(k->example), &json_limits_request, &v), 0);
	for (uint32_t i = 0; i < v->n; i++)
		if (v->items[i].type == JSON_TEXT)
			id_add(v->items[i].s);
	body = json_get(v, "body");
	for (const struct field *f = k->fields; body && f->name; f++) {
		const struct json *said = json_get(body, f->name);

		if (!said || said->type != JSON_TEXT)
			continue;
		if (f->personal == CLASS_OPEN) {
			id_add(said->s);
			assert_true(opens_n < IDS_MAX);
			opens[opens_n++] = said->s;
		} else if (said->s.n >= WORD_MIN && f->type != FIELD_DATE &&
			f->type != FIELD_CHOICE && f->type != FIELD_REF)
			word_add(said->s);
	}
}

/* The same name may be a bulletin's signer's, who is named openly (doc/privacy.md): it tells nothing here. */
static void words_open_drop(void)
{
	size_t kept = 0;

	for (size_t i = 0; i < words_n; i++) {
		bool open = false;

		for (size_t k = 0; k < opens_n; k++)
			open = open || memmem(opens[k].p, opens[k].n, words[i].p, words[i].n);
		if (!open)
			words[kept++] = words[i];
	}
	words_n = kept;
}

static void fill(struct fixture *f)
{
	examples_accept(f, desks_kinds()->all, desks_kinds()->n);
}

/* ---- asking ---- */

static size_t plain_in(const struct answer *a, const char *path, bool told)
{
	size_t found = 0;

	for (size_t i = 0; i < words_n; i++) {
		if (!memmem(a->body, a->body_n, words[i].p, words[i].n))
			continue;
		found++;
		if (!told)
			fail_msg("%s tells " STR_FMT ": %s", path, STR_ARG(words[i]), a->body);
	}
	return found;
}

/* 1: it answered. */
static size_t ask(const char *path)
{
	struct answer a = call(&server, "GET", path, NULL);
	size_t answered = a.status == 200;

	plain_in(&a, path, false);
	answer_free(&a);
	return answered;
}

/* What a parameter that must be there is given. */
static const char *given(const struct arg *a)
{
	static const struct {
		const char *name, *value;
	} values[] = { { "q", "%E5%B1%B1" }, { "from", "2022-01-01T00:00:00%2B08:00" },
		{ "to", "2023-01-01T00:00:00%2B08:00" }, { "what", "unconfirmed" },
		{ "kind", "sweep" }, { "area", "512021" },
		{ "incident", "0182ec0c-3800-7000-8000-000000000001" },
		{ "ids", "01900000-0000-7000-8000-000000090001" } };

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		if (strcmp(values[i].name, a->name) == 0)
			return values[i].value;
	fail_msg("what is '%s'?", a->name);
	return NULL;
}

/* A path with what it needs, and then with each choice of each parameter, but the one that asks for plain fields. */
static size_t ask_with(const struct route *r, const char *path)
{
	char base[400], more[500];
	size_t n = (size_t)snprintf(base, sizeof(base), "%s?", path), answered;

	for (const struct arg *a = r->args; a && a->name; a++)
		if (a->required)
			n += (size_t)snprintf(
				base + n, sizeof(base) - n, "%s=%s&", a->name, given(a));
	base[n - 1] = 0;
	answered = ask(base);
	for (const struct arg *a = r->args; a && a->name; a++) {
		struct str rest = str_of(a->choices), one;

		while (a->choices && strcmp(a->name, "unmask") != 0 &&
			str_split(&rest, ' ', &one)) {
			snprintf(more, sizeof(more), "%s%c%s=" STR_FMT, base,
				strchr(base, '?') ? '&' : '?', a->name, STR_ARG(one));
			answered += ask(more);
		}
	}
	return answered;
}

static size_t ask_about(const struct route *r, struct str id)
{
	const char *at = strstr(r->path, "{id}");
	char path[300];

	snprintf(path, sizeof(path), "%.*s" STR_FMT "%s", (int)(at - r->path), r->path, STR_ARG(id),
		at + 4);
	return ask_with(r, path);
}

/* Those that say what the program is, not what is in it; and a resident's own, which is told to him alone (resident_test.c). */
static bool tells_nothing_kept(const struct route *r)
{
	return r->run == route_kinds || r->run == route_openapi || r->run == route_live ||
		strncmp(r->path, "/v1/own", 7) == 0 || r->flags & ROUTE_PAGE;
}

static void no_route_tells_in_plain(void **state)
{
	(void)state;
	login(&server, "admin");
	for (const struct route *r = routes; r->path; r++) {
		size_t answered = 0;

		if (strcmp(r->method, "GET") != 0 || tells_nothing_kept(r))
			continue;
		if (!strstr(r->path, "{id}"))
			answered = ask_with(r, r->path);
		else if (r->flags & ROUTE_ID)
			for (size_t i = 0; i < ids_n; i++)
				answered += ask_about(r, ids[i]);
		else
			for (size_t i = 0; i < desks_figures()->n; i++)
				answered += ask_about(r, str_of(desks_figures()->all[i]->id));
		if (!answered)
			fail_msg("%s answered nothing: the test asked for nothing", r->path);
	}
}

/* The words are there, and found, once somebody says why; and what has been opened so is in the look-book, each time. */
static void with_a_reason_they_are_told_and_noted(void **state)
{
	struct answer a;
	char path[300];
	size_t found = 0;

	(void)state;
	login(&server, "admin");
	for (size_t i = 0; i < ids_n; i++) {
		uint64_t before = metric(&server, "journal_position");

		snprintf(path, sizeof(path), "/v1/records/" STR_FMT "?unmask=check",
			STR_ARG(ids[i]));
		a = call(&server, "GET", path, NULL);
		found += plain_in(&a, path, true);
		if (a.status == 200)
			assert_true(metric(&server, "journal_position") > before);
		answer_free(&a);
	}
	assert_true(words_n > 50 && found >= words_n);
}

static int setup(void **state)
{
	(void)state;
	server_open_with(&server, "sqlite", fill);
	for (size_t i = 0; i < desks_kinds()->n; i++)
		example_take(desks_kinds()->all[i]);
	words_open_drop();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	server_close(&server);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_route_tells_in_plain),
		cmocka_unit_test(with_a_reason_they_are_told_and_noted),
	};

	return cmocka_run_group_tests_name("masks", tests, setup, teardown);
}
