/* One value against one field: the bounds of doc/format/record.md and of the kind's table. What is wrong is
 * said with the field's path, what came and what would be right. */
#include "record/field.h"

#include <string.h>

#include "core/ids.h"
#include "record/intake.h"

#define INT_MAX_SAFE 9007199254740991LL /* 2^53 - 1 */
#define IMAGE_BYTES_MAX (100 * 1024)
#define IMAGE_TEXT_MAX ((IMAGE_BYTES_MAX * 4 + 2) / 3)
#define YEAR_DAYS 366
#define FEW 16 /* uuids of a list that are compared without memory */

/* -- saying what is wrong -- */

static const char *path_of(struct cx *cx, const struct field_path *at)
{
	struct buf b;

	if (!at->of)
		return cx_text(cx, at->name);
	buf_init(&b, cx->arena);
	buf_z(&b, at->of);
	buf_c(&b, '.');
	buf_str(&b, at->name);
	return buf_ok(&b) ? cx_text(cx, buf_get(&b)) : at->of;
}

int field_missing(struct cx *cx, const struct field_path *at)
{
	return err(cx, E_FIELD_MISSING, path_of(cx, at));
}

int field_unknown(struct cx *cx, const struct field_path *at)
{
	return err(cx, E_FIELD_UNKNOWN, path_of(cx, at));
}

int field_wrong_type(struct cx *cx, const struct field_path *at, enum json_type want)
{
	static const char *const zh[] = { "空", "true 或 false", "整数", "数", "文本", "列表",
		"对象" };
	static const char *const en[] = { "null", "true or false", "an integer", "a number", "text",
		"a list", "an object" };

	return err(cx, E_FIELD_TYPE, path_of(cx, at), zh[want], en[want]);
}

int field_malformed(struct cx *cx, const struct field_path *at, const char *zh, const char *en)
{
	return err(cx, E_FIELD_FORMAT, path_of(cx, at), zh, en);
}

static int outside(
	struct cx *cx, const struct field_path *at, const char *v, const char *min, const char *max)
{
	return err(cx, E_FIELD_RANGE, path_of(cx, at), v, min, max);
}

int field_range(struct cx *cx, const struct field_path *at, int64_t n, int64_t min, int64_t max)
{
	if (n >= min && n <= max)
		return 0;
	return outside(cx, at, cx_num(cx, n), cx_num(cx, min), cx_num(cx, max));
}

/* -- texts -- */

/* NUL is the one character that a text column of PostgreSQL cannot hold. */
static int need_text(struct cx *cx, const struct field_path *at, const struct json *v)
{
	if (v->type != JSON_TEXT)
		return field_wrong_type(cx, at, JSON_TEXT);
	if (v->s.n && memchr(v->s.p, 0, v->s.n))
		return field_malformed(
			cx, at, "含有空字符（U+0000）", "it holds the character U+0000");
	/* Views divide the parts of a place or a name by these. */
	if (v->s.n && (memchr(v->s.p, 0x1e, v->s.n) || memchr(v->s.p, 0x1f, v->s.n)))
		return field_malformed(cx, at, "含有分隔控制字符（U+001E、U+001F）",
			"it holds a separator character (U+001E, U+001F)");
	return 0;
}

/* What is counted is no value of the field, so it is not said as one that is out of range. */
static int too_few(struct cx *cx, const struct field_path *at, int64_t n, int64_t min,
	const char *unit_zh, const char *unit_en)
{
	struct buf zh, en;

	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	buf_fmt(&zh, "只有 %lld%s，至少 %lld%s", (long long)n, unit_zh, (long long)min, unit_zh);
	buf_fmt(&en, "%lld %s, at least %lld", (long long)n, unit_en, (long long)min);
	return field_malformed(cx, at, cx_text(cx, buf_get(&zh)), cx_text(cx, buf_get(&en)));
}

int field_text(
	struct cx *cx, const struct field_path *at, const struct json *v, int64_t min, int64_t max)
{
	int64_t n;
	int e = need_text(cx, at, v);

	if (e)
		return e;
	n = (int64_t)utf8_count(v->s);
	if (n > max)
		return err(cx, E_TOO_LONG, path_of(cx, at), cx_num(cx, n), cx_num(cx, max));
	return n < min ? too_few(cx, at, n, min, " 个字", "characters") : 0;
}

static int check_text(
	struct cx *cx, const struct field *f, const struct field_path *at, const struct json *v)
{
	bool bounded = f->max > 0;

	if (f->required && v->type == JSON_TEXT && v->s.n == 0)
		return field_missing(cx, at);
	return field_text(cx, at, v, f->min, bounded ? f->max : RECORD_TEXT_MAX);
}

int field_uuid(struct cx *cx, const struct field_path *at, const struct json *v, struct uuid *ret)
{
	if (v->type != JSON_TEXT)
		return field_wrong_type(cx, at, JSON_TEXT);
	if (!uuid_read(v->s, ret))
		return field_malformed(cx, at, "应为 UUID", "expected a UUID");
	return 0;
}

int field_when(struct cx *cx, const struct field_path *at, const struct json *v, int64_t *ret)
{
	if (v->type != JSON_TEXT)
		return field_wrong_type(cx, at, JSON_TEXT);
	if (!when_read(v->s, ret))
		return field_malformed(cx, at, "应为带时区的时间，如 2022-08-30T09:12:05+08:00",
			"expected a time with its zone, such as 2022-08-30T09:12:05+08:00");
	return 0;
}

int field_area(struct cx *cx, const struct field_path *at, const struct json *v)
{
	if (v->type != JSON_TEXT)
		return field_wrong_type(cx, at, JSON_TEXT);
	if (!id_area(v->s))
		return field_malformed(cx, at, "不是区域编号", "it is no area id");
	return 0;
}

/* -- numbers and dates -- */

static int check_int(
	struct cx *cx, const struct field *f, const struct field_path *at, const struct json *v)
{
	bool bounded = f->min || f->max;

	if (v->type == JSON_NUMBER)
		return err(cx, E_JSON_NUMBER, path_of(cx, at), cx_text(cx, v->s));
	if (v->type != JSON_INT)
		return field_wrong_type(cx, at, JSON_INT);
	return field_range(
		cx, at, v->i, bounded ? f->min : -INT_MAX_SAFE, bounded ? f->max : INT_MAX_SAFE);
}

static const char *milli_text(struct cx *cx, int64_t n)
{
	uint64_t abs = n < 0 ? -(uint64_t)n : (uint64_t)n;
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "%s%llu.%03u", n < 0 ? "-" : "", (unsigned long long)(abs / 1000),
		(unsigned)(abs % 1000));
	return buf_ok(&b) ? buf_get(&b).p : "?";
}

static int check_decimal(
	struct cx *cx, const struct field *f, const struct field_path *at, const struct json *v)
{
	int64_t n;

	if (v->type != JSON_TEXT)
		return field_wrong_type(cx, at, JSON_TEXT);
	if (!decimal_read(v->s, &n))
		return field_malformed(cx, at, "应为小数文本，如 \"12.5\"，最多 15 位、3 位小数",
			"expected a decimal as text, such as \"12.5\", of at most 15 digits and 3 decimals");
	if ((f->min || f->max) && (n < f->min || n > f->max))
		return outside(
			cx, at, cx_text(cx, v->s), milli_text(cx, f->min), milli_text(cx, f->max));
	return 0;
}

static const char *day_text(struct cx *cx, int32_t day)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_day(&b, day);
	return buf_ok(&b) ? buf_get(&b).p : "?";
}

static int check_date(struct cx *cx, const struct field *f, const struct field_path *at,
	const struct json *v, int64_t now)
{
	int32_t day, today = day_of(now), min, max;

	if (v->type != JSON_TEXT)
		return field_wrong_type(cx, at, JSON_TEXT);
	if (!day_read(v->s, &day))
		return field_malformed(
			cx, at, "应为日期，如 2022-08-30", "expected a date, such as 2022-08-30");
	min = f->min || f->max ? today + (int32_t)f->min : day_from(1900, 1, 1);
	max = f->min || f->max ? today + (int32_t)f->max : today + YEAR_DAYS;
	if (day < min || day > max)
		return outside(cx, at, cx_text(cx, v->s), day_text(cx, min), day_text(cx, max));
	return 0;
}

/* -- choices and references -- */

bool field_offers(const struct field *f, const char *choice, uint8_t code, int32_t day)
{
	const struct offer *found = NULL;

	for (const struct offer *o = f->offers; o && o->choice; o++)
		if (strcmp(o->choice, choice) == 0 && (!found || o->from <= day))
			found = o;
	return !found || found->to >> code & 1;
}

/* What may be chosen where it depends on nothing. */
#define ANY (-1)

static int not_a_choice(struct cx *cx, const struct field *f, const struct field_path *at,
	struct str s, int code, int32_t day)
{
	struct buf zh, en;

	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	for (const struct choice *c = f->choices; c && c->name; c++) {
		if (code != ANY && !field_offers(f, c->name, (uint8_t)code, day))
			continue;
		buf_fmt(&zh, "%s%s", zh.n ? "、" : "", c->zh);
		buf_fmt(&en, "%s%s", en.n ? ", " : "", c->name);
	}
	return err(cx, E_FIELD_CHOICE, path_of(cx, at), cx_text(cx, s),
		buf_ok(&zh) ? buf_get(&zh).p : "?", buf_ok(&en) ? buf_get(&en).p : "?");
}

static int check_choice(
	struct cx *cx, const struct field *f, const struct field_path *at, const struct json *v)
{
	if (v->type != JSON_TEXT)
		return field_wrong_type(cx, at, JSON_TEXT);
	return choice_find(f->choices, v->s) ? 0 : not_a_choice(cx, f, at, v->s, ANY, 0);
}

static int check_count(struct cx *cx, const struct field *f, const struct field_path *at,
	const struct json *v, int64_t min)
{
	int64_t max = f->max > 0 && f->max < RECORD_LIST_MAX ? f->max : RECORD_LIST_MAX;

	if (v->type != JSON_LIST)
		return field_wrong_type(cx, at, JSON_LIST);
	if (v->n > max)
		return err(cx, E_TOO_MANY, path_of(cx, at), cx_num(cx, v->n), cx_num(cx, max));
	if (f->min > min)
		min = f->min;
	return v->n < min ? too_few(cx, at, v->n, min, " 项", "in the list") : 0;
}

static int repeated(struct cx *cx, const struct field_path *at)
{
	return field_malformed(cx, at, "列表中有重复项", "the list names something twice");
}

static int check_choices(
	struct cx *cx, const struct field *f, const struct field_path *at, const struct json *v)
{
	uint64_t codes[4] = { 0 };
	int e = check_count(cx, f, at, v, f->required ? 1 : 0);

	if (e)
		return e;
	for (uint32_t i = 0; i < v->n; i++) {
		const struct choice *c;

		e = check_choice(cx, f, at, &v->items[i]);
		if (e)
			return e;
		c = choice_find(f->choices, v->items[i].s);
		if (codes[c->code / 64] >> (c->code % 64) & 1)
			return repeated(cx, at);
		codes[c->code / 64] |= UINT64_C(1) << (c->code % 64);
	}
	return 0;
}

int field_offered(struct cx *cx, const struct field *f, const struct field_path *at,
	const struct json *v, uint8_t code, int32_t day)
{
	for (uint32_t i = 0; i < v->n; i++) {
		const struct choice *c = choice_find(f->choices, v->items[i].s);

		if (!field_offers(f, c->name, code, day))
			return not_a_choice(cx, f, at, v->items[i].s, code, day);
	}
	return 0;
}

static int check_refs(
	struct cx *cx, const struct field *f, const struct field_path *at, const struct json *v)
{
	struct uuid few[FEW], *ids = few;
	int e = check_count(cx, f, at, v, 1);

	if (e)
		return e;
	if (v->n > FEW)
		ids = cx_many(cx, v->n, struct uuid);
	if (!ids)
		return -E_NO_MEMORY;
	for (uint32_t i = 0; i < v->n; i++) {
		e = field_uuid(cx, at, &v->items[i], &ids[i]);
		if (e)
			return e;
	}
	return uuid_sort(ids, v->n) < v->n ? repeated(cx, at) : 0;
}

/* -- numbers that people carry -- */

static int id_fault(struct cx *cx, const struct field_path *at, enum id_fault fault)
{
	static const char *const zh[] = { "", "位数不对", "含有不该有的字符", "地区码不存在",
		"日期不存在或晚于今天", "校验码不符" };
	static const char *const en[] = { "", "the length is wrong",
		"a character does not belong there", "there is no such region",
		"the date does not exist or lies ahead", "the check digit does not fit" };

	return fault == ID_OK ? 0 : field_malformed(cx, at, zh[fault], en[fault]);
}

/* A phone is what people write most loosely: say what the field takes, and where the rest may go. */
static int phone_fault(struct cx *cx, const struct field_path *at, enum id_fault fault)
{
	static const char *const zh[] = { "",
		"位数不对：手机 11 位，固定电话连区号 10 至 12 位；只填一个号码，没有电话的留空",
		"只能填一个电话号码；没有电话的留空，其他说明另写一列",
		"不是国内的手机号，也不是带区号的固定电话；没有电话的留空，其他号码另写一列" };
	static const char *const en[] = {
		"",
		"a mobile has 11 digits, a fixed line with its area code 10 to 12; write one number, or none",
		"write one number, or none; remarks belong into a column of their own",
		"it is neither a mobile nor a fixed line with its area code; another number belongs into a column of its own"
	};

	return fault == ID_OK ? 0 : field_malformed(cx, at, zh[fault], en[fault]);
}

/* No document has 14, 16, 17, 19 or 20 digits: one of a resident number was lost or typed twice. */
static int nearly_resident(struct cx *cx, const struct field_path *at, struct str s)
{
	struct buf zh, en;
	size_t digits = 0;

	while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	if (digits < 13 || s.n < 14 || s.n == 15 || s.n == 18 || s.n - digits > 1 ||
		(s.n > digits && s.p[digits] != 'X' && s.p[digits] != 'x'))
		return 0;
	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	buf_fmt(&zh, "身份证号码应为 18 位，现为 %zu 位", s.n);
	buf_fmt(&en, "a resident number has 18 characters, this one has %zu", s.n);
	return field_malformed(
		cx, at, buf_ok(&zh) ? buf_get(&zh).p : "?", buf_ok(&en) ? buf_get(&en).p : "?");
}

static int check_carried(struct cx *cx, const struct field *f, const struct field_path *at,
	const struct json *v, int64_t now)
{
	char plain[24];
	int e;

	if (v->type != JSON_TEXT)
		return field_wrong_type(cx, at, JSON_TEXT);
	if (f->type == FIELD_PHONE)
		return phone_fault(cx, at, id_phone(v->s, plain));
	if (f->type == FIELD_PLATE)
		return id_fault(cx, at, id_plate(v->s, plain));
	e = nearly_resident(cx, at, v->s);
	return e ? e : id_fault(cx, at, id_document(v->s, day_of(now), plain));
}

static int check_image(struct cx *cx, const struct field_path *at, const struct json *v)
{
	struct str bytes;

	if (v->type != JSON_TEXT)
		return field_wrong_type(cx, at, JSON_TEXT);
	if (v->s.n > IMAGE_TEXT_MAX)
		return err(cx, E_TOO_LONG, path_of(cx, at), cx_num(cx, (int64_t)v->s.n),
			cx_num(cx, IMAGE_TEXT_MAX));
	if (!base64url_read(cx->arena, v->s, &bytes) || bytes.n < 4 ||
		memcmp(bytes.p, "\xff\xd8\xff", 3) != 0)
		return field_malformed(cx, at, "应为 base64url 编码的 JPEG 图片",
			"expected a JPEG image in base64url");
	return 0;
}

int field_value(struct cx *cx, const struct field *f, const struct field_path *at,
	const struct json *v, int64_t now)
{
	struct uuid u;
	int64_t ms;

	switch (f->type) {
	case FIELD_TEXT:
		return check_text(cx, f, at, v);
	case FIELD_INT:
		return check_int(cx, f, at, v);
	case FIELD_DECIMAL:
		return check_decimal(cx, f, at, v);
	case FIELD_BOOL:
		return v->type == JSON_BOOL ? 0 : field_wrong_type(cx, at, JSON_BOOL);
	case FIELD_DATE:
		return check_date(cx, f, at, v, now);
	case FIELD_TIME:
		return field_when(cx, at, v, &ms);
	case FIELD_CHOICE:
		return check_choice(cx, f, at, v);
	case FIELD_CHOICES:
		return check_choices(cx, f, at, v);
	case FIELD_REF:
		return field_uuid(cx, at, v, &u);
	case FIELD_REFS:
		return check_refs(cx, f, at, v);
	case FIELD_AREA:
		return field_area(cx, at, v);
	case FIELD_IMAGE:
		return check_image(cx, at, v);
	case FIELD_PHONE:
	case FIELD_DOCUMENT:
	case FIELD_PLATE:
		break;
	}
	return check_carried(cx, f, at, v, now);
}

int field_check(
	struct cx *cx, const struct field *f, const char *path, const struct json *v, int64_t at)
{
	struct field_path p = { NULL, str_of(path) };

	if (v->type == JSON_NULL)
		return f->required ? field_missing(cx, &p) : 0;
	return field_value(cx, f, &p, v, at);
}
