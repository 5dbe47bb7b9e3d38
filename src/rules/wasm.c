/* What the phone's build exports (tools/wasm/build.sh; no part of the native program).
 *
 * A call is: core_in(n) gives a place for n bytes of input and forgets the last call; the caller
 * writes them there; one of the functions below takes them and returns the length of its answer,
 * which lies at core_out(). An answer is JSON. A negative number is an error, -code, and the
 * answer is {code, field, zh, en, remedy_zh, remedy_en}; its length is core_out_n(). Memory
 * moves when it grows: a view of it is made anew after each call. */
#include "core/code32.h"
#include "core/ids.h"
#include "core/json.h"
#include "core/uuid.h"
#include "core/when.h"
#include "rules/verdict.h"

#define EXPORT(name) __attribute__((export_name(#name)))
#define PAGE 65536u
#define MEMORY_MAX ((size_t)64 << 20)

extern unsigned char __heap_base; /* placed by the linker after all data */

static uintptr_t top; /* what lies above is free */

static void *take(void *arg, size_t n)
{
	uintptr_t p = (top + 15) & ~(uintptr_t)15;
	size_t have = __builtin_wasm_memory_size(0) * PAGE;

	(void)arg;
	if (n > MEMORY_MAX || p + n < p)
		return NULL;
	if (p + n > have &&
		__builtin_wasm_memory_grow(0, (p + n - have + PAGE - 1) / PAGE) == (size_t)-1)
		return NULL;
	top = p + n;
	return (void *)p;
}

/* Nothing: core_in begins at the bottom again. */
static void give(void *arg, void *p, size_t n)
{
	(void)arg;
	(void)p;
	(void)n;
}

static const struct arena_source memory = { take, give, NULL };
static struct arena arena;
static struct cx cx;
static struct buf out;
static struct jw w;
static const char *in;

EXPORT(core_in) void *core_in(size_t n)
{
	top = (uintptr_t)&__heap_base;
	in = take(NULL, n ? n : 1);
	arena_init(&arena, &memory, MEMORY_MAX);
	cx = (struct cx){ .arena = &arena };
	buf_init(&out, &arena);
	jw_init(&w, &out);
	return (void *)(uintptr_t)in;
}

EXPORT(core_out) const void *core_out(void)
{
	return buf_get(&out).p;
}

EXPORT(core_out_n) size_t core_out_n(void)
{
	return buf_get(&out).n;
}

static int answer(void)
{
	return buf_ok(&out) ? (int)out.n : -E_NO_MEMORY;
}

static int failed(int rc)
{
	buf_init(&out, &arena);
	jw_init(&w, &out);
	jw_object(&w);
	jw_f_z(&w, "code", err_entry(rc)->code);
	jw_f_str(&w, "field", cx.e.field);
	jw_f_str(&w, "zh", cx.e.zh);
	jw_f_str(&w, "en", cx.e.en);
	jw_f_str(&w, "remedy_zh", cx.e.remedy_zh);
	jw_f_str(&w, "remedy_en", cx.e.remedy_en);
	jw_end_object(&w);
	return rc;
}

/* The canonical form of a JSON text within the limits of a request. */
EXPORT(core_canonical) int core_canonical(size_t n)
{
	const struct json *v;
	int rc = json_read(&cx, (struct str){ in, n }, &json_limits_request, &v);

	if (!rc)
		rc = json_canonical(&cx, v, &out);
	return rc ? failed(rc) : answer();
}

static void fault(enum id_fault fault)
{
	static const char *const names[] = { "ok", "length", "character", "region", "date",
		"check" };

	jw_f_z(&w, "fault", names[fault]);
}

/* {fault, birth, female}; today is a day. */
EXPORT(core_resident) int core_resident(size_t n, int32_t today)
{
	int32_t birth = 0;
	int female = 0;
	enum id_fault f = id_resident((struct str){ in, n }, today, &birth, &female);

	jw_object(&w);
	fault(f);
	if (!f) {
		jw_f_int(&w, "birth", birth);
		jw_f_int(&w, "female", female);
	}
	jw_end_object(&w);
	return answer();
}

/* {fault, plain} */
static int plain(enum id_fault f, const char *text)
{
	jw_object(&w);
	fault(f);
	if (!f)
		jw_f_z(&w, "plain", text);
	jw_end_object(&w);
	return answer();
}

EXPORT(core_phone) int core_phone(size_t n)
{
	char text[16];

	return plain(id_phone((struct str){ in, n }, text), text);
}

EXPORT(core_plate) int core_plate(size_t n)
{
	char text[16];

	return plain(id_plate((struct str){ in, n }, text), text);
}

EXPORT(core_document) int core_document(size_t n)
{
	char text[24];

	return plain(id_document_other((struct str){ in, n }, text), text);
}

/* A document of either sort, in its one spelling. */
EXPORT(core_paper) int core_paper(size_t n, int32_t today)
{
	char text[24];

	return plain(id_document((struct str){ in, n }, today, text), text);
}

/* {code} in its one spelling, null if it is none of so many digits. */
EXPORT(core_code32) int core_code32(size_t n, size_t digits)
{
	uint8_t read[CODE32_DIGITS_MAX];
	char code[CODE32_MAX];
	bool ok = digits > 0 && digits <= CODE32_DIGITS_MAX &&
		code32_read((struct str){ in, n }, digits, read);

	if (ok)
		code32_write(read, digits, code);
	jw_object(&w);
	jw_f_z(&w, "code", ok ? code : NULL);
	jw_end_object(&w);
	return answer();
}

/* {code} of so many digits, each a byte of 0 to 31; null if they are none. */
EXPORT(core_code32_write) int core_code32_write(size_t n)
{
	char code[CODE32_MAX];
	bool ok = n > 0 && n <= CODE32_DIGITS_MAX;
	size_t i;

	for (i = 0; ok && i < n; i++)
		ok = (unsigned char)in[i] < 32;
	if (ok)
		code32_write((const uint8_t *)in, n, code);
	jw_object(&w);
	jw_f_z(&w, "code", ok ? code : NULL);
	jw_end_object(&w);
	return answer();
}

/* {ok} */
EXPORT(core_area) int core_area(size_t n)
{
	jw_object(&w);
	jw_f_bool(&w, "ok", id_area((struct str){ in, n }));
	jw_end_object(&w);
	return answer();
}

/* {ms, local, day, month}, or {ms: null} */
EXPORT(core_when) int core_when(size_t n)
{
	struct buf local;
	int64_t ms;

	jw_object(&w);
	if (!when_read((struct str){ in, n }, &ms)) {
		jw_f_null(&w, "ms");
	} else {
		buf_init(&local, &arena);
		buf_when(&local, ms);
		jw_f_int(&w, "ms", ms);
		jw_f_str(&w, "local", buf_get(&local));
		jw_f_int(&w, "day", day_of(ms));
		jw_f_int(&w, "month", month_of(ms));
	}
	jw_end_object(&w);
	return answer();
}

/* {day}, null if it is none */
EXPORT(core_day) int core_day(size_t n)
{
	int32_t day;

	jw_object(&w);
	if (day_read((struct str){ in, n }, &day))
		jw_f_int(&w, "day", day);
	else
		jw_f_null(&w, "day");
	jw_end_object(&w);
	return answer();
}

/* {out}, null if it is none */
EXPORT(core_uuid) int core_uuid(size_t n)
{
	char text[UUID_TEXT + 1];
	struct uuid u;
	bool ok = uuid_read((struct str){ in, n }, &u);

	if (ok)
		uuid_write(&u, text);
	jw_object(&w);
	jw_f_z(&w, "out", ok ? text : NULL);
	jw_end_object(&w);
	return answer();
}

/* What the screening rule in force on that day says of these facts (rules/verdict.h). */
EXPORT(core_screening) int core_screening(size_t n, int32_t day)
{
	const struct json *facts;
	int rc = json_read(&cx, (struct str){ in, n }, &json_limits_request, &facts);

	if (!rc)
		rc = verdict_screening(&cx, facts, day, &w);
	return rc ? failed(rc) : answer();
}

/* What the lists of risk areas say of a journey (rules/verdict.h). */
EXPORT(core_journey) int core_journey(size_t n)
{
	int rc = verdict_journey(&cx, (struct str){ in, n }, &w);

	return rc ? failed(rc) : answer();
}
