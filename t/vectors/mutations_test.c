/* Every kind's example with one thing wrong: append refuses it, and names the field and what is wrong with it. One thing left
 * out that may be left out: append takes it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/site_fixture.h"
#include "sys/sys.h"

#define WRONGS_MAX 16
#define POSTS_MAX 512 /* of one kind */
#define FAR_DAYS 1000

struct wrong { /* a value that a field must not have */
	struct str json;
	int code; /* E_*; 0: it is taken after all */
};

struct wrongs {
	struct cx *cx;
	struct wrong all[WRONGS_MAX];
	size_t n;
};

static void wrong(struct wrongs *w, int code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void wrong(struct wrongs *w, int code, const char *fmt, ...)
{
	struct buf b;
	va_list ap;

	assert_true(w->n < WRONGS_MAX);
	buf_init(&b, w->cx->arena);
	va_start(ap, fmt);
	buf_vfmt(&b, fmt, ap);
	va_end(ap);
	assert_true(buf_ok(&b));
	w->all[w->n++] = (struct wrong){ buf_get(&b), code };
}

/* -- values by type -- */

/* n Chinese characters: length is counted in characters, not in bytes. */
static void wrong_text(struct wrongs *w, const struct field *f)
{
	int64_t max = f->max > 0 ? f->max : RECORD_TEXT_MAX;
	struct buf b;

	buf_init(&b, w->cx->arena);
	for (int64_t i = 0; i <= max; i++)
		buf_z(&b, "字");
	assert_true(buf_ok(&b));
	wrong(w, E_TOO_LONG, "\"%s\"", buf_get(&b).p);
	wrong(w, E_FIELD_FORMAT, "\"a\\u0000b\"");
	wrong(w, E_FIELD_FORMAT, "\"a\\u001fb\"");
	if (f->required)
		wrong(w, E_FIELD_MISSING, "\"\"");
}

static void wrong_int(struct wrongs *w, const struct field *f)
{
	wrong(w, E_JSON_NUMBER, "1.5");
	wrong(w, E_FIELD_TYPE, "\"1\"");
	if (f->min || f->max) {
		wrong(w, E_FIELD_RANGE, "%lld", (long long)f->min - 1);
		wrong(w, f->max < INT64_C(9007199254740991) ? E_FIELD_RANGE : E_JSON_NUMBER, "%lld",
			(long long)f->max + 1);
	}
}

static void wrong_milli(struct wrongs *w, int64_t n)
{
	wrong(w, E_FIELD_RANGE, "\"%s%lld.%03lld\"", n < 0 ? "-" : "",
		(long long)(n < 0 ? -n : n) / 1000, (long long)(n < 0 ? -n : n) % 1000);
}

static void wrong_decimal(struct wrongs *w, const struct field *f)
{
	wrong(w, E_FIELD_FORMAT, "\"12,5\"");
	wrong(w, E_FIELD_FORMAT, "\"0.0001\"");
	wrong(w, E_FIELD_TYPE, "12.5");
	if (f->min || f->max) {
		wrong_milli(w, f->min - 1);
		wrong_milli(w, f->max + 1);
	}
}

/* What lies before 1900 is no date at all. */
static void wrong_day(struct wrongs *w, int64_t day)
{
	struct buf b;

	buf_init(&b, w->cx->arena);
	buf_day(&b, (int32_t)day);
	wrong(w, day < day_from(1900, 1, 1) ? E_FIELD_FORMAT : E_FIELD_RANGE, "\"%s\"",
		buf_get(&b).p);
}

static void wrong_date(struct wrongs *w, const struct field *f, int32_t today)
{
	wrong(w, E_FIELD_FORMAT, "\"30.8.2022\"");
	wrong(w, E_FIELD_FORMAT, "\"2022-02-30\"");
	if (f->min || f->max) {
		wrong_day(w, today + f->min - 1);
		wrong_day(w, today + f->max + 1);
	} else {
		wrong_day(w, day_from(1900, 1, 1) - 1);
		wrong_day(w, today + FAR_DAYS);
	}
}

static void wrong_choices(struct wrongs *w, const struct field *f)
{
	const char *one = f->choices->name;

	wrong(w, E_FIELD_CHOICE, "[\"nobody_chose_this\"]");
	wrong(w, E_FIELD_FORMAT, "[\"%s\",\"%s\"]", one, one);
	wrong(w, E_FIELD_TYPE, "\"%s\"", one);
	wrong(w, E_FIELD_TYPE, "[true]");
	wrong(w, f->required ? E_FIELD_FORMAT : 0, "[]");
}

static void wrong_refs(struct wrongs *w, const struct field *f)
{
	int64_t max = f->max > 0 ? f->max : RECORD_LIST_MAX;
	struct buf b;

	buf_init(&b, w->cx->arena);
	for (int i = 0; i <= max; i++)
		buf_fmt(&b, "%s\"%s\"", i ? "," : "", fid(i));
	wrong(w, E_TOO_MANY, "[%s]", buf_get(&b).p);
	wrong(w, E_FIELD_FORMAT, "[]");
	wrong(w, E_FIELD_FORMAT, "[\"nobody\"]");
	wrong(w, E_FIELD_FORMAT, "[\"%s\",\"%s\"]", fid(1), fid(1));
	wrong(w, E_FIELD_TYPE, "\"%s\"", fid(1));
	wrong(w, E_FIELD_TYPE, "[1]");
}

static void wrong_format(struct wrongs *w, const char *const *texts)
{
	for (; *texts; texts++)
		wrong(w, E_FIELD_FORMAT, "\"%s\"", *texts);
}

#define FORMATS(w, ...) wrong_format((w), (const char *const[]){ __VA_ARGS__, NULL })

static void wrong_by_type(struct wrongs *w, const struct field *f, int32_t today)
{
	switch (f->type) {
	case FIELD_TEXT:
		wrong_text(w, f);
		break;
	case FIELD_INT:
		wrong_int(w, f);
		break;
	case FIELD_DECIMAL:
		wrong_decimal(w, f);
		break;
	case FIELD_BOOL:
		wrong(w, E_FIELD_TYPE, "\"true\"");
		break;
	case FIELD_DATE:
		wrong_date(w, f, today);
		break;
	case FIELD_TIME:
		FORMATS(w, "2022-08-30", "2022-08-30T09:12:05", "2022-08-30T25:00:00+08:00");
		break;
	case FIELD_CHOICE:
		wrong(w, E_FIELD_CHOICE, "\"nobody_chose_this\"");
		break;
	case FIELD_CHOICES:
		wrong_choices(w, f);
		break;
	case FIELD_REF:
		FORMATS(w, "nobody", "0182ec0c-3800-7000-8000-00000000000", "");
		break;
	case FIELD_REFS:
		wrong_refs(w, f);
		break;
	case FIELD_AREA:
		FORMATS(w, "no area", "");
		break;
	case FIELD_PHONE:
		FORMATS(w, "1380000000", "138000000000 or another");
		break;
	case FIELD_DOCUMENT:
		FORMATS(w, "110105194912310020", "11010519491231002");
		break;
	case FIELD_PLATE:
		FORMATS(w, "M00001", "none");
		break;
	case FIELD_IMAGE:
		FORMATS(w, "AAAAAAAA", "not base64url!");
		break;
	}
}

/* What a field must not hold, whatever it is. */
static void wrong_values(struct wrongs *w, const struct field *f, int32_t today)
{
	w->n = 0;
	wrong(w, f->required ? E_FIELD_MISSING : 0, "null");
	wrong(w, E_FIELD_TYPE, "{}");
	wrong(w, E_FIELD_TYPE, f->type == FIELD_BOOL ? "1" : "true");
	wrong_by_type(w, f, today);
}

/* -- the example with one thing changed -- */

struct wanted {
	struct wrong wrong;
	const char *field;
};

struct mutant {
	struct fixture f;
	const struct kind *kind;
	const struct json *v;
	int n;           /* how many were posted; what is taken needs an id of its own */
	struct buf list; /* of this kind, to be posted as one */
	struct wanted wanted[POSTS_MAX];
	size_t wanted_n;
};

static void mutant_of(struct mutant *m, const struct kind *k)
{
	int64_t at;

	m->kind = k;
	m->wanted_n = 0;
	buf_init(&m->list, m->f.cx.arena);
	assert_int_equal(json_read(&m->f.cx, str_of(k->example), &json_limits_request, &m->v), 0);
	assert_true(when_read(json_text(m->v, "at"), &at));
	sys_clock_fix(at);
}

/* The members of v, with `name` as `value`; STR_NONE: without it. A name that is not there is put at the end. */
static void members_write(
	struct mutant *m, struct jw *w, const struct json *v, const char *name, struct str value)
{
	bool there = false;

	jw_object(w);
	for (uint32_t i = 0; i < v->n; i++) {
		const char *of = cx_text(&m->f.cx, v->names[i]);
		bool changed = str_is(v->names[i], name);

		there |= changed;
		if (changed && !value.p)
			continue;
		jw_name(w, of);
		if (changed)
			jw_raw(w, value);
		else if (strcmp(of, "id") == 0)
			jw_z(w, fid(m->n));
		else
			jw_value(w, &v->items[i]);
	}
	if (!there && value.p) {
		jw_name(w, name);
		jw_raw(w, value);
	}
	jw_end_object(w);
}

static void post(struct mutant *m, struct str text, struct wrong want, const char *field)
{
	assert_true(m->wanted_n < POSTS_MAX);
	buf_c(&m->list, m->wanted_n ? ',' : '[');
	buf_str(&m->list, text);
	m->wanted[m->wanted_n++] = (struct wanted){ want, field };
	m->n++;
}

static void check_receipt(
	const struct mutant *m, const struct receipt *r, const struct wanted *want)
{
	const struct wrong *w = &want->wrong;

	/* A value that is right by itself may contradict the rest of the example. */
	if (!w->code && m->kind->agrees && r->status == RECEIPT_REFUSED &&
		r->error.code == E_FIELD_DISAGREES)
		return;
	if (w->code ? r->status == RECEIPT_REFUSED && r->error.code == w->code &&
				str_is(r->error.field, want->field) :
		      r->status == RECEIPT_ACCEPTED)
		return;
	fail_msg("%s v%d, %s as %.60s: wanted error %d, came %d of '" STR_FMT "'", m->kind->name,
		m->kind->v, want->field, w->json.p ? w->json.p : "nothing", w->code, r->error.code,
		STR_ARG(r->error.field));
}

/* Everything of a kind goes in one message: what is wrong with one record harms none of the others. */
static void flush(struct mutant *m)
{
	const struct sender from = { .user = STR("admin"), .now = sys_now() };
	struct receipt *receipts;
	const struct json *v;
	size_t n = 0;

	if (m->wanted_n == 0)
		return;
	buf_c(&m->list, ']');
	assert_true(buf_ok(&m->list));
	assert_int_equal(json_read(&m->f.cx, buf_get(&m->list), &json_limits_request, &v), 0);
	assert_int_equal(
		append_json(&m->f.cx, &m->f.site->view, v, &from, &guard_gate_owner, &receipts, &n),
		0);
	assert_int_equal(n, m->wanted_n);
	for (size_t i = 0; i < n; i++)
		check_receipt(m, &receipts[i], &m->wanted[i]);
}

static void post_member(struct mutant *m, const char *name, struct wrong want)
{
	struct buf b;
	struct jw w;

	buf_init(&b, m->f.cx.arena);
	jw_init(&w, &b);
	members_write(m, &w, m->v, name, want.json);
	post(m, buf_get(&b), want, name);
}

static void post_field(struct mutant *m, const char *name, struct wrong want)
{
	struct buf b, path, body;
	struct jw w;

	buf_init(&body, m->f.cx.arena);
	jw_init(&w, &body);
	members_write(m, &w, json_get(m->v, "body"), name, want.json);
	buf_init(&path, m->f.cx.arena);
	buf_fmt(&path, "body.%s", name);
	buf_init(&b, m->f.cx.arena);
	jw_init(&w, &b);
	members_write(m, &w, m->v, "body", buf_get(&body));
	post(m, buf_get(&b), want, buf_get(&path).p);
}

static void for_each_kind(void (*turn)(struct mutant *m))
{
	static struct mutant m;

	m.n = 1;
	fixture_open(&m.f, "sqlite");
	for (size_t i = 0; i < desks_kinds()->n; i++) {
		mutant_of(&m, desks_kinds()->all[i]);
		turn(&m);
		flush(&m);
	}
	print_message("# %d records\n", m.n - 1);
	fixture_close(&m.f);
}

/* -- tests -- */

static void each_field(struct mutant *m)
{
	struct wrongs w = { .cx = &m->f.cx };

	for (const struct field *f = m->kind->fields; f->name; f++) {
		wrong_values(&w, f, day_of(sys_now()));
		for (size_t i = 0; i < w.n; i++)
			post_field(m, f->name, w.all[i]);
		post_field(
			m, f->name, (struct wrong){ STR_NONE, f->required ? E_FIELD_MISSING : 0 });
	}
	post_field(m, "nobody_has_this", (struct wrong){ STR("true"), E_FIELD_UNKNOWN });
}

static void a_wrong_field_is_refused_by_name(void **state)
{
	(void)state;
	for_each_kind(each_field);
}

/* Areas, subjects and rounds, as the kind needs them, may have them, or takes none. */
static void each_member(struct mutant *m)
{
	static const struct {
		const char *name;
		unsigned needs, may;
		const char *good, *bad;
	} members[] = {
		{ "area", NEEDS_AREA, MAY_AREA, "\"512021\"", "\"no area\"" },
		{ "subject", NEEDS_SUBJECT, MAY_SUBJECT, "\"0182ec0c-3800-7000-8000-000000000005\"",
			"\"nobody\"" },
		{ "round", NEEDS_ROUND, MAY_ROUND, "\"0182ec0c-3800-7000-8000-000000000002\"",
			"\"no round\"" },
		{ "seen", 0, MAY_SEEN, "{}", "[]" },
	};

	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
		bool needs = m->kind->envelope & members[i].needs,
		     takes = needs || (m->kind->envelope & members[i].may);

		if (!takes) {
			post_member(m, members[i].name,
				(struct wrong){ str_of(members[i].good), E_FIELD_UNKNOWN });
			continue;
		}
		post_member(m, members[i].name,
			(struct wrong){ STR_NONE, needs ? E_FIELD_MISSING : 0 });
		post_member(m, members[i].name, (struct wrong){ STR("true"), E_FIELD_TYPE });
		post_member(m, members[i].name,
			(struct wrong){ str_of(members[i].bad),
				members[i].bad[0] == '[' ? E_FIELD_TYPE : E_FIELD_FORMAT });
	}
	post_member(m, "nobody_has_this", (struct wrong){ STR("true"), E_FIELD_UNKNOWN });
}

static void a_wrong_member_is_refused_by_name(void **state)
{
	(void)state;
	for_each_kind(each_member);
}

static void seen_unknown(struct mutant *m)
{
	if (m->kind->envelope & MAY_SEEN) {
		struct str text = STR(
			"{\"nobody_has_this\":\"0182ec0c-3800-7000-8000-000000000005\"}");
		struct wrong want = { text, E_FIELD_UNKNOWN };
		struct buf b;
		struct jw w;

		buf_init(&b, m->f.cx.arena);
		jw_init(&w, &b);
		members_write(m, &w, m->v, "seen", text);
		post(m, buf_get(&b), want, "seen.nobody_has_this");
	}
}

static void a_state_that_is_none_is_refused_by_name(void **state)
{
	(void)state;
	for_each_kind(seen_unknown);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wrong_field_is_refused_by_name),
		cmocka_unit_test(a_wrong_member_is_refused_by_name),
		cmocka_unit_test(a_state_that_is_none_is_refused_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
