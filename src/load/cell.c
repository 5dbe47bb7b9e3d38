/* Cells: 2022/8/30, 2022年8月30日 and 20220830 are one date; 是, yes and 1 one answer; 独居、孕妇 two flags. */
#include "load/cell.h"

#include <string.h>
#include <strings.h>

#include "core/when.h"

static struct str got(const struct buf *b, struct str otherwise)
{
	return buf_ok(b) ? buf_get(b) : otherwise;
}

struct str cell_fold(struct cx *cx, struct str cell)
{
	struct str rest = cell;
	struct buf b;
	int32_t c;

	buf_init(&b, cx->arena);
	buf_add(&b, "", 0);
	while ((c = utf8_next(&rest)) >= 0) {
		if (c == 0x3000 || c <= ' ')
			continue;
		if (c >= 0xff01 && c <= 0xff5e)
			c -= 0xfee0;
		if (c >= 'a' && c <= 'z')
			c -= 'a' - 'A';
		buf_utf8(&b, (uint32_t)c);
	}
	return got(&b, cell);
}

/* ---- numerals ---- */

bool cell_is_scientific(struct cx *cx, struct str cell)
{
	struct str rest = cell_fold(cx, cell), mantissa;
	size_t digits = 0, others = 0;

	if (!str_split(&rest, 'E', &mantissa) || !mantissa.n || rest.n < 2 || rest.p[0] != '+')
		return false;
	for (size_t i = 0; i < mantissa.n; i++)
		mantissa.p[i] >= '0' && mantissa.p[i] <= '9' ? digits++ : others++;
	for (size_t i = 1; i < rest.n; i++)
		if (rest.p[i] < '0' || rest.p[i] > '9')
			return false;
	return digits && (!others || (others == 1 && mantissa.n > 2 && mantissa.p[1] == '.'));
}

int cell_scientific_err(struct cx *cx, const char *field)
{
	return err(cx, E_FIELD_FORMAT, field,
		"被表格软件改成了科学计数法，位数已丢失；请先把此列设为“文本”，再重新填写完整号码",
		"a spreadsheet made it scientific notation, and digits are lost: set the column to text, then write the whole number again");
}

/* ---- dates ---- */

/* Up to n_max numbers, whatever divides them. */
static size_t numbers(struct str s, int64_t *ret, size_t n_max)
{
	size_t n = 0;
	bool in = false;

	for (size_t i = 0; i < s.n; i++) {
		bool digit = s.p[i] >= '0' && s.p[i] <= '9';

		if (digit && !in) {
			if (n == n_max)
				return n_max + 1;
			ret[n++] = 0;
		}
		if (digit && ret[n - 1] < 100000000)
			ret[n - 1] = ret[n - 1] * 10 + (s.p[i] - '0');
		in = digit;
	}
	return n;
}

/* Only what dates and times are written with: no text may get lost. */
static bool only(struct str s, const char *signs)
{
	struct str rest = s, at;
	int32_t c;

	while (rest.n) {
		at = rest;
		c = utf8_next(&rest);
		at.n -= rest.n;
		if ((c < '0' || c > '9') && !memmem(signs, strlen(signs), at.p, at.n))
			return false;
	}
	return true;
}

bool cell_is_month(struct str cell)
{
	int64_t n[2];

	return only(cell, "-/.年月") && numbers(cell, n, 2) == 2 && n[0] >= 1000 && n[0] <= 9999 &&
		n[1] >= 1 && n[1] <= 12;
}

static struct str date_text(struct cx *cx, int64_t y, int64_t m, int64_t d, struct str otherwise)
{
	struct buf b;

	if (y < 1000 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31)
		return otherwise;
	buf_init(&b, cx->arena);
	buf_fmt(&b, "%04d-%02d-%02d", (int)y, (int)m, (int)d);
	return got(&b, otherwise);
}

struct str cell_date(struct cx *cx, struct str cell)
{
	int64_t n[3];
	size_t found;

	if (!only(cell, "-/.年月日"))
		return cell;
	found = numbers(cell, n, 3);
	if (found == 3)
		return date_text(cx, n[0], n[1], n[2], cell);
	if (found == 1 && cell.n == 8)
		return date_text(cx, n[0] / 10000, n[0] / 100 % 100, n[0] % 100, cell);
	return cell;
}

struct str cell_time(struct cx *cx, struct str cell)
{
	int64_t n[6] = { 0 }, ms;
	struct buf b;
	size_t found;

	if (when_read(cell, &ms) || !only(cell, "-/.年月日时分秒: T："))
		return cell;
	found = numbers(cell, n, 6);
	/* "2022-08-30 21时" is a whole hour. */
	if (found == 4 && memmem(cell.p, cell.n, "时", strlen("时")))
		found = 5;
	if (found < 5 || found > 6 || n[0] < 1000 || n[0] > 9999)
		return cell;
	buf_init(&b, cx->arena);
	buf_fmt(&b, "%04d-%02d-%02dT%02d:%02d:%02d+08:00", (int)n[0], (int)n[1], (int)n[2],
		(int)n[3], (int)n[4], (int)n[5]);
	return got(&b, cell);
}

/* ---- choices and lists ---- */

static bool same(struct str s, const char *z)
{
	return z && s.n == strlen(z) && strncasecmp(s.p, z, s.n) == 0;
}

/* What offices write for a choice besides its label. */
static const struct {
	const char *field, *cell, *choice;
} spoken[] = {
	{ "level", "1", "province" },
	{ "level", "省", "province" },
	{ "level", "2", "prefecture" },
	{ "level", "市", "prefecture" },
	{ "level", "地级市", "prefecture" },
	{ "level", "3", "county" },
	{ "level", "县", "county" },
	{ "level", "区", "county" },
	{ "level", "县级市", "county" },
	{ "level", "区县", "county" },
	{ "level", "4", "township" },
	{ "level", "乡", "township" },
	{ "level", "镇", "township" },
	{ "level", "街道", "township" },
	{ "level", "乡镇", "township" },
	{ "level", "5", "village" },
	{ "level", "村", "village" },
	{ "level", "社区", "village" },
	{ "level", "村级", "village" },
	{ "level", "居委会", "village" },
	{ "level", "6", "grid" },
	{ "level", "组", "grid" },
	{ "flags", "孕妇", "pregnant" },
	{ "flags", "产妇", "pregnant" },
	{ "flags", "透析", "dialysis" },
	{ "flags", "婴儿", "infant" },
	{ "flags", "幼儿", "infant" },
	{ "flags", "老人", "elderly" },
	{ "flags", "高龄", "elderly" },
	{ "flags", "残疾", "disabled" },
	{ "flags", "慢性病", "chronic" },
	{ "flags", "慢病", "chronic" },
	{ "flags", "无手机", "no_phone" },
	{ "flags", "失能", "immobile" },
};

static struct str choice_name(const struct field *f, struct str cell)
{
	for (const struct choice *k = f->choices; k && k->name; k++)
		if (same(cell, k->name) || same(cell, k->zh) || same(cell, k->en))
			return str_of(k->name);
	for (size_t i = 0; i < sizeof(spoken) / sizeof(spoken[0]); i++)
		if (strcmp(spoken[i].field, f->name) == 0 && same(cell, spoken[i].cell))
			return str_of(spoken[i].choice);
	return cell;
}

static void bool_write(struct jw *w, struct str cell)
{
	static const char *const yes[] = { "是", "有", "true", "yes", "y", "1", "√", "✓" };
	static const char *const no[] = { "否", "无", "没有", "false", "no", "n", "0", "×" };

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (same(cell, yes[i])) {
			jw_bool(w, true);
			return;
		}
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (same(cell, no[i])) {
			jw_bool(w, false);
			return;
		}
	jw_str(w, cell);
}

static bool divides(int32_t c)
{
	return c == ',' || c == ';' || c == '|' || c == '/' || c == '\n' || c == 0xff0c ||
		c == 0x3001 || c == 0xff1b;
}

static struct str next_part(struct str *rest)
{
	struct str part = { rest->p, 0 };

	while (rest->n) {
		int32_t c = utf8_next(rest);

		if (divides(c))
			break;
		part.n = (size_t)(rest->p - part.p);
	}
	return str_trim(part);
}

static void list_write(struct jw *w, const struct field *f, struct str cell)
{
	jw_list(w);
	while (cell.n) {
		struct str part = next_part(&cell);

		if (part.n)
			jw_str(w, f->type == FIELD_CHOICES ? choice_name(f, part) : part);
	}
	jw_end_list(w);
}

static void int_write(struct jw *w, struct str cell)
{
	int64_t n;

	if (str_int(cell, &n) && n <= 9007199254740991 && n >= -9007199254740991)
		jw_int(w, n);
	else
		jw_str(w, cell);
}

void cell_write(struct cx *cx, struct jw *w, const struct field *f, struct str cell)
{
	jw_name(w, f->name);
	switch (f->type) {
	case FIELD_INT:
		int_write(w, cell_fold(cx, cell));
		break;
	case FIELD_BOOL:
		bool_write(w, cell);
		break;
	case FIELD_CHOICE:
		jw_str(w, choice_name(f, cell));
		break;
	case FIELD_CHOICES:
	case FIELD_REFS:
		list_write(w, f, cell);
		break;
	case FIELD_DATE:
		jw_str(w, cell_date(cx, cell));
		break;
	case FIELD_TIME:
		jw_str(w, cell_time(cx, cell));
		break;
	case FIELD_DOCUMENT:
	case FIELD_DECIMAL:
	case FIELD_PHONE:
		jw_str(w, cell_fold(cx, cell));
		break;
	default:
		jw_str(w, cell);
	}
}
