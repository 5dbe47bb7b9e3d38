/* Fuzzer of the short texts that people type, scan or paste, and that devices send: numbers of documents, phones, plates, areas,
 * moments and days, ids, codes on paper and on places, decimals, hex and base64url. The first byte chooses which. What is taken has one
 * spelling: written so, it is taken again and says the same. */
#include <string.h>

#include "core/check.h"
#include "core/code32.h"
#include "core/ids.h"
#include "core/uuid.h"
#include "core/when.h"
#include "record/intake.h"
#include "rules/place_code.h"
#include "sys/sys.h"

#define TODAY 20000 /* 2024-10-04 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void resident(struct cx *cx, struct str s)
{
	int32_t birth, birth_again;
	char one[24];
	int female, female_again;

	(void)cx;
	if (id_resident(s, TODAY, &birth, &female) != ID_OK)
		return;
	check(birth <= TODAY && (female == 0 || female == 1));
	check(id_document(s, TODAY, one) == ID_OK && strlen(one) == 18);
	check(id_resident(str_of(one), TODAY, &birth_again, &female_again) == ID_OK);
	check(birth_again == birth && female_again == female);
}

static void document(struct cx *cx, struct str s)
{
	char one[24], again[24];

	(void)cx;
	if (id_document(s, TODAY, one) == ID_OK) {
		check(id_document(str_of(one), TODAY, again) == ID_OK);
		check(strcmp(one, again) == 0);
	}
	if (id_document_other(s, one) == ID_OK) {
		check(id_document_other(str_of(one), again) == ID_OK);
		check(strcmp(one, again) == 0);
	}
}

static void phone(struct cx *cx, struct str s)
{
	char one[16], again[16];

	(void)cx;
	if (id_phone(s, one) != ID_OK)
		return;
	check(strspn(one, "0123456789") == strlen(one) && strlen(one) >= 10);
	check(id_phone(str_of(one), again) == ID_OK && strcmp(one, again) == 0);
}

static void plate(struct cx *cx, struct str s)
{
	char one[16], again[16];

	(void)cx;
	if (id_plate(s, one) != ID_OK)
		return;
	check(utf8_valid(str_of(one)));
	check(id_plate(str_of(one), again) == ID_OK && strcmp(one, again) == 0);
}

static void area(struct cx *cx, struct str s)
{
	(void)cx;
	if (id_area(s))
		check(s.n >= 1 && s.n <= 32 + 1 + 9 && utf8_count(s) == s.n);
}

static void moment(struct cx *cx, struct str s)
{
	int64_t ms, ms_again;
	int year, month, day_in_month;
	struct buf b;

	if (!when_read(s, &ms))
		return;
	check(ms >= WHEN_MIN && ms <= WHEN_MAX);
	buf_init(&b, cx->arena);
	buf_when(&b, ms);
	check(buf_ok(&b) && when_read(buf_get(&b), &ms_again) && ms_again == ms);
	check(day_start(day_of(ms)) <= ms && ms < day_start(day_of(ms) + 1));
	day_civil(day_of(ms), &year, &month, &day_in_month);
	check(day_from(year, month, day_in_month) == day_of(ms));
	check(month_of(ms) == year * 12 + month - 1);
}

static void day(struct cx *cx, struct str s)
{
	int32_t one, again;
	struct buf b;

	if (!day_read(s, &one))
		return;
	buf_init(&b, cx->arena);
	buf_day(&b, one);
	check(buf_ok(&b) && str_eq(buf_get(&b), s));
	check(day_read(buf_get(&b), &again) && again == one);
}

static void id(struct cx *cx, struct str s)
{
	char text[UUID_TEXT + 1];
	struct uuid one, again;

	(void)cx;
	if (!uuid_read(s, &one))
		return;
	uuid_write(&one, text);
	check(uuid_read(str_of(text), &again) && uuid_eq(&one, &again));
}

/* Of every length, so that a code of one sort is never one of another by its length only. */
static void code(struct cx *cx, struct str s)
{
	uint8_t digits[CODE32_DIGITS_MAX], again[CODE32_DIGITS_MAX];
	char text[CODE32_MAX], place[PLACE_CODE + 1], place_again[PLACE_CODE + 1];
	int lengths = 0;

	(void)cx;
	for (size_t n = 1; n <= CODE32_DIGITS_MAX; n++) {
		if (!code32_read(s, n, digits))
			continue;
		lengths++;
		code32_write(digits, n, text);
		check(code32_read(str_of(text), n, again) && memcmp(digits, again, n) == 0);
	}
	check(lengths <= 1);
	if (place_code_read(s, place))
		check(place_code_read(str_of(place), place_again) &&
			strcmp(place, place_again) == 0);
}

static void decimal(struct cx *cx, struct str s)
{
	int64_t milli;

	(void)cx;
	if (decimal_read(s, &milli))
		check(milli > -1000000000000000000 && milli < 1000000000000000000);
}

static void bytes(struct cx *cx, struct str s)
{
	uint8_t hex[16], hex_again[16];
	struct str one, again;
	struct buf b;

	if (hex_read(s, hex, sizeof(hex))) {
		buf_init(&b, cx->arena);
		buf_hex(&b, hex, sizeof(hex));
		check(buf_ok(&b) && hex_read(buf_get(&b), hex_again, sizeof(hex)));
		check(memcmp(hex, hex_again, sizeof(hex)) == 0);
	}
	if (base64url_read(cx->arena, s, &one)) {
		buf_init(&b, cx->arena);
		buf_base64url(&b, one.p, one.n);
		check(buf_ok(&b) && buf_get(&b).n == s.n);
		check(base64url_read(cx->arena, buf_get(&b), &again) && str_eq(one, again));
	}
}

/* How names are compared: what is folded is folded. */
static void text(struct cx *cx, struct str s)
{
	size_t n = 0;
	int32_t c;

	(void)cx;
	if (!utf8_valid(s))
		return;
	for (struct str rest = s; (c = utf8_next(&rest)) >= 0; n++)
		check(utf8_fold(utf8_fold(c)) == utf8_fold(c));
	check(n == utf8_count(s));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const all[])(struct cx *, struct str) = { resident, document, phone, plate,
		area, moment, day, id, code, decimal, bytes, text };
	static struct arena arena;
	struct cx cx = { .arena = &arena };

	if (size == 0)
		return 0;
	if (!arena.source)
		arena_init(&arena, &sys_heap, 0);
	all[data[0] % (sizeof(all) / sizeof(all[0]))](
		&cx, (struct str){ (const char *)data + 1, size - 1 });
	arena_reset(&arena);
	return 0;
}
