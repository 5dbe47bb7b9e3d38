/* Everything is appended as of the example's own time, so that none lies ahead of the site's clock. */
#include "support/examples.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "sys/sys.h"

#define COUNTY "512021"

struct example {
	const struct kind *kind;
	const struct json *v;
	int64_t at;
};

static struct example example_read(struct fixture *f, const struct kind *k)
{
	struct example x = { .kind = k };

	if (json_read(&f->cx, str_of(k->example), &json_limits_request, &x.v) ||
		!when_read(json_text(x.v, "at"), &x.at))
		fail_msg("the example of %s v%d cannot be read", k->name, k->v);
	return x;
}

static int example_order(const void *a, const void *b)
{
	const struct example *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

static void accept(struct fixture *f, const char *json, const char *what)
{
	struct receipt r = fixture_post_raw(f, json);

	if (r.status != RECEIPT_ACCEPTED)
		fail_msg("%s: " STR_FMT " (" STR_FMT ")", what, STR_ARG(r.error.en),
			STR_ARG(r.error.field));
	if (r.marks & (MARK_HELD | MARK_NEWER | MARK_CLOCK))
		fail_msg("%s is accepted and takes no effect (marks %u)", what, r.marks);
}

static const char *json_of(struct fixture *f, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static const char *json_of(struct fixture *f, const char *fmt, ...)
{
	struct buf b;
	va_list ap;

	buf_init(&b, &f->arena);
	va_start(ap, fmt);
	buf_vfmt(&b, fmt, ap);
	va_end(ap);
	assert_true(buf_ok(&b));
	return buf_get(&b).p;
}

/* What lies above the grid of the story. */
static void areas(struct fixture *f)
{
	static const char *const all[][3] = { { COUNTY, "", "county" },
		{ "512021100", "\"parent\":\"" COUNTY "\",", "township" },
		{ "512021100201", "\"parent\":\"512021100\",", "village" } };

	for (int i = 0; i < 3; i++)
		accept(f,
			json_of(f,
				"{\"id\":\"%s\",\"v\":1,\"at\":\"2022-08-30T07:00:00+08:00\",\"kind\":\"area.added\","
				"\"area\":\"%s\",\"body\":{%s\"name\":\"甲\",\"level\":\"%s\"}}",
				fid(1 + i), all[i][0], all[i][1], all[i][2]),
			all[i][0]);
}

/* The round that an example answers or asks, opened in the county, once. */
static void round_opened(struct fixture *f, const struct example *x, struct map *opened,
	const struct record *declared)
{
	const char *kind = x->kind->covers ? x->kind->covers : x->kind->obliges;
	struct str id = json_text(x->v, "round");
	char incident[UUID_TEXT + 1];
	void **at;

	if (!kind || !id.p || *(at = map_at(opened, id)))
		return;
	*at = opened;
	uuid_write(&declared->subject, incident);
	accept(f,
		json_of(f,
			"{\"id\":\"%s\",\"v\":1,\"at\":\"2022-08-30T08:04:00+08:00\",\"kind\":\"round.opened\","
			"\"area\":\"%s\",\"round\":\"" STR_FMT
			"\",\"body\":{\"kind\":\"%s\",\"incident\":\"%s\",\"standing\":%s}}",
			fid(10 + (int)opened->n), COUNTY, STR_ARG(id), kind, incident,
			desks_round(str_of(kind))->standing ? "true" : "false"),
		kind);
}

static struct record *declared_of(struct fixture *f)
{
	const struct kind *k = kinds_newest(desks_kinds(), STR("incident.declared"));
	struct example x = example_read(f, k);
	struct sender from = { .user = STR("admin"), .now = x.at };
	struct record *r = NULL;

	assert_int_equal(record_read(&f->cx, desks_kinds(), x.v, &from, &r), 0);
	return r;
}

void examples_accept(struct fixture *f, const struct kind *const *all, size_t n)
{
	const struct record *declared = declared_of(f);
	struct example list[EXAMPLES_MAX];
	struct map opened;
	bool has_incident = false;

	assert_true(n < EXAMPLES_MAX);
	map_init(&opened, &f->arena);
	areas(f);
	for (size_t i = 0; i < n; i++) {
		list[i] = example_read(f, all[i]);
		has_incident |= all[i] == declared->kind;
	}
	if (!has_incident)
		list[n++] = example_read(f, declared->kind);
	qsort(list, n, sizeof(*list), example_order);
	for (size_t i = 0; i < n; i++)
		round_opened(f, &list[i], &opened, declared);
	for (size_t i = 0; i < n; i++) {
		sys_clock_fix(list[i].at);
		accept(f, list[i].kind->example, list[i].kind->name);
	}
}
