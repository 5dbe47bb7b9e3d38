/* Fuzzer of record_read: whatever it takes can be read back from its open part, keeps its canonical form, and
 * is taken again in that form with the same parts; whatever it refuses has an error. The first byte chooses the
 * sender's clock and where memory runs out. */
#include <stdlib.h>

#include "core/check.h"
#include "record/test_kinds.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void *take(void *arg, size_t n)
{
	long *left = arg;

	return (*left)-- > 0 ? malloc(n) : NULL;
}

static void give(void *arg, void *p, size_t n)
{
	(void)arg;
	(void)n;
	free(p);
}

static bool short_of_memory(int rc)
{
	return rc == -E_NO_MEMORY;
}

/* Calls every accessor on every field, of the right type or not. */
static void touch(const struct record *r)
{
	struct uuid u;

	for (const struct field *f = t_visit_fields; f->name; f++) {
		record_int(r, f->name);
		record_milli(r, f->name);
		record_text(r, f->name);
		record_choice(r, f->name);
		record_choices(r, f->name);
		record_ref(r, f->name, &u);
		for (size_t i = 0; i <= record_refs(r, f->name); i++)
			u = record_ref_at(r, f->name, i);
		record_saw(r, f->name, &u);
	}
	u = record_scope(r);
}

static void read_back(struct cx *cx, const struct record *r)
{
	const struct json *v;
	struct record *again;
	struct buf b;
	int rc = record_from_open(cx, &t_kinds, r->open, &again);

	if (short_of_memory(rc))
		return;
	check(rc == 0 && uuid_eq(&again->id, &r->id) && again->v == r->v && again->at == r->at);
	check(again->newer == r->newer && again->kind == r->kind &&
		again->corrects_n == r->corrects_n);
	check(again->has_device == r->has_device && again->seq == r->seq &&
		again->has_round == r->has_round);
	touch(again);
	if (short_of_memory(json_read(cx, r->open, &json_limits_request, &v)))
		return;
	buf_init(&b, cx->arena);
	rc = json_canonical(cx, v, &b);
	check(short_of_memory(rc) || (rc == 0 && str_eq(buf_get(&b), r->open)));
}

static void read_again(
	struct cx *cx, const struct json *v, const struct record *r, const struct sender *from)
{
	const struct json *whole;
	struct record *again;
	struct str text;
	int rc = record_mac_text(cx, v, &text);

	if (!rc)
		rc = json_read(cx, text, &json_limits_request, &whole);
	if (!rc)
		rc = record_read(cx, &t_kinds, whole, from, &again);
	check(rc == 0 || short_of_memory(rc));
	if (rc)
		return;
	check(str_eq(again->open, r->open));
	for (int c = 0; c < CLASSES; c++)
		check(str_eq(again->plain[c], r->plain[c]));
	if (r->newer)
		check(str_eq(r->plain[CLASS_WHOLE], text));
}

static void one(struct cx *cx, struct str in, const struct sender *from)
{
	const struct json *v;
	struct record *r;
	int rc = json_read(cx, in, &json_limits_request, &v);

	if (rc)
		return;
	rc = record_read(cx, &t_kinds, v, from, &r);
	check(rc <= 0 && r && cx->e.code == -rc);
	if (rc) {
		check(cx->e.zh.n && cx->e.en.n);
		return;
	}
	check(r->kind && !uuid_is_nil(&r->id) && r->open.n && r->open.n <= RECORD_BYTES_MAX);
	check(r->at_used >= WHEN_MIN && r->at_used <= WHEN_MAX);
	touch(r);
	read_back(cx, r);
	read_again(cx, v, r, from);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t offsets[] = { 0, 120000, -120001, INT64_MAX, INT64_MIN };
	struct sender from = { .user = { "u1", 2 }, .now = T_NOW };
	struct arena_source source = { take, give, NULL };
	struct arena arena;
	struct cx cx = { .arena = &arena };
	long left = 1000000;

	if (size == 0)
		return 0;
	from.offset = offsets[data[0] % 5];
	if (data[0] & 0x80)
		left = data[0] >> 3 & 15;
	source.arg = &left;
	arena_init(&arena, &source, 0);
	one(&cx, (struct str){ (const char *)data + 1, size - 1 }, &from);
	arena_done(&arena);
	return 0;
}
