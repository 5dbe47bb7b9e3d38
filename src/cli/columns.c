/* Headings to things. A heading is compared without case, white space and the star that marks a needed column. */
#include "cli/columns.h"

#include <string.h>

#include "cli/cell.h"

/* Words in use, beside the labels of the kinds. Earlier rows count first. */
static const struct {
	const char *heading, *what;
} aliases[] = {
	{ "编码", "code" },
	{ "代码", "code" },
	{ "区划编码", "code" },
	{ "行政区划代码", "code" },
	{ "名称", "name" },
	{ "区域名称", "name" },
	{ "上级", "parent" },
	{ "上级编码", "parent" },
	{ "上级代码", "parent" },
	{ "级别", "level" },
	{ "层级", "level" },
	{ "启用", "from" },
	{ "小区", "compound" },
	{ "院落", "compound" },
	{ "小区名称", "compound" },
	{ "楼栋", "building" },
	{ "栋", "building" },
	{ "幢", "building" },
	{ "楼号", "building" },
	{ "单元", "unit" },
	{ "单元号", "unit" },
	{ "楼层", "floor" },
	{ "层", "floor" },
	{ "房号", "room" },
	{ "房间号", "room" },
	{ "室", "room" },
	{ "户号", "room" },
	{ "门牌号", "address" },
	{ "门牌", "address" },
	{ "地址", "address" },
	{ "详细地址", "address" },
	{ "姓名", "name" },
	{ "证件号", "document" },
	{ "证件号码", "document" },
	{ "身份证", "document" },
	{ "身份证号", "document" },
	{ "身份证号码", "document" },
	{ "公民身份号码", "document" },
	{ "出生日期", "birth" },
	{ "生日", "birth" },
	{ "性别", "sex" },
	{ "手机", "phone" },
	{ "手机号", "phone" },
	{ "手机号码", "phone" },
	{ "电话", "phone" },
	{ "联系电话", "phone" },
	{ "联系方式", "phone" },
	{ "mobile", "phone" },
	{ "标识", "flags" },
	{ "标签", "flags" },
	{ "特殊情况", "flags" },
	{ "重点人群", "flags" },
	{ "id number", "document" },
	{ "区域编码", "area" },
	{ "区域代码", "area" },
	{ "网格编码", "area" },
	{ "区域", "area" },
	{ "所属区域", "area" },
	{ "所属网格", "area" },
	{ "网格", "area" },
	{ "grid", "area" },
	{ "村", "area" },
	{ "村（社区）", "area" },
	{ "社区", "area" },
	{ "village", "area" },
	{ "编号", "id" },
	{ "时间", "at" },
	{ "登记时间", "at" },
	{ "填报人", "by" },
	{ "登记人", "by" },
	{ "见证人", "witness" },
	{ "对象", "subject" },
	{ "轮次", "round" },
};

static bool is_kind(const struct kind *k, const char *name)
{
	return strcmp(k->name, name) == 0;
}

/* Rosters have numbers of their own in a column `id`: they are no id of ours. */
static bool takes_id(const struct kind *k)
{
	return !is_kind(k, "dwelling.listed") && !is_kind(k, "person.listed") &&
		!is_kind(k, "store.listed");
}

static int *own_place(struct columns *k, const char *what)
{
	if (k->place_is_field)
		return NULL;
	for (int i = 0; i < PLACE_PARTS; i++)
		if (strcmp(what, place_names[i]) == 0)
			return &k->place[i];
	return NULL;
}

static int *own_member(struct columns *k, const char *what)
{
	const struct {
		const char *name;
		int *at;
		bool takes;
	} all[] = {
		{ "at", &k->at, true },
		{ "by", &k->by, true },
		{ "witness", &k->witness, true },
		{ "area", &k->area, k->kind->envelope & (NEEDS_AREA | MAY_AREA) },
		{ "subject", &k->subject, k->kind->envelope & (NEEDS_SUBJECT | MAY_SUBJECT) },
		{ "round", &k->round, k->kind->envelope & (NEEDS_ROUND | MAY_ROUND) },
		/* The id of an area is its own name, not that of the record. */
		{ "id", is_kind(k->kind, "area.added") ? &k->area : &k->id, takes_id(k->kind) },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i].takes && strcmp(what, all[i].name) == 0)
			return all[i].at;
	return own_place(k, what);
}

/* Where the column of this thing is kept; NULL: the kind has no such thing. */
static int *place_of(struct columns *k, const char *what)
{
	for (size_t i = 0; i < k->fields_n; i++)
		if (strcmp(k->kind->fields[i].name, what) == 0)
			return &k->field[i];
	return own_member(k, what);
}

static struct str heading_fold(struct cx *cx, struct str s)
{
	s = cell_fold(cx, s);
	while (s.n && s.p[s.n - 1] == '*')
		s.n--;
	return s;
}

static bool same(struct cx *cx, struct str heading, const char *z)
{
	return z && str_eq(heading, heading_fold(cx, str_of(z)));
}

/* By the name of a field or its label, or the name of a member. */
static int *place_by_name(struct cx *cx, struct columns *k, struct str heading)
{
	static const char *const members[] = { "id", "at", "by", "witness", "area", "subject",
		"round" };

	heading = heading_fold(cx, heading);
	for (size_t i = 0; i < k->fields_n; i++) {
		const struct field *f = &k->kind->fields[i];

		if (same(cx, heading, f->name) || same(cx, heading, f->zh) ||
			same(cx, heading, f->en))
			return &k->field[i];
	}
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (same(cx, heading, members[i]))
			return own_member(k, members[i]);
	for (int i = 0; i < PLACE_PARTS; i++)
		if (same(cx, heading, place_names[i]))
			return own_place(k, place_names[i]);
	return NULL;
}

/* What is left, by the words in use, in the order of their table: a second column for a thing that has one stays
 * unknown, so a file may hold both the code and the name of a village. */
static void take_aliases(struct cx *cx, struct columns *k, const struct csv *csv)
{
	for (size_t a = 0; a < sizeof(aliases) / sizeof(aliases[0]); a++) {
		int *at = place_of(k, aliases[a].what);

		for (size_t i = 0; at && *at < 0 && i < k->n; i++)
			if (k->extra[i] &&
				same(cx, heading_fold(cx, csv_headings(csv)[i]),
					aliases[a].heading)) {
				*at = (int)i;
				k->extra[i] = false;
			}
	}
}

static int heading_err(struct cx *cx, const char *zh, const char *en, struct str a, struct str b)
{
	struct buf tz, te;

	buf_init(&tz, cx->arena);
	buf_init(&te, cx->arena);
	buf_fmt(&tz, "%s：“%s”", zh, cx_text(cx, a));
	buf_fmt(&te, "%s: '%s'", en, cx_text(cx, a));
	if (b.n) {
		buf_fmt(&tz, "、“%s”", cx_text(cx, b));
		buf_fmt(&te, ", '%s'", cx_text(cx, b));
	}
	return err(cx, E_CSV_HEADING, NULL, buf_ok(&tz) ? buf_get(&tz).p : "?",
		buf_ok(&te) ? buf_get(&te).p : "?");
}

static void none_yet(struct columns *k)
{
	const struct field *f = k->kind->fields;

	k->id = k->at = k->by = k->witness = k->area = k->subject = k->round = -1;
	for (int i = 0; i < PLACE_PARTS; i++)
		k->place[i] = -1;
	for (k->fields_n = 0; f && f[k->fields_n].name && k->fields_n < COLUMNS_FIELDS_MAX;
		k->fields_n++) {
		k->field[k->fields_n] = -1;
		k->place_is_field = k->place_is_field || strcmp(f[k->fields_n].name, "room") == 0;
	}
}

static int needed_check(struct cx *cx, const struct columns *k, bool area_given)
{
	static const char zh[] = "缺少列", en[] = "a column is missing";
	bool by_code = is_kind(k->kind, "area.added");

	for (size_t i = 0; i < k->fields_n; i++)
		if (k->kind->fields[i].required && k->field[i] < 0)
			return heading_err(cx, zh, en, str_of(k->kind->fields[i].zh),
				str_of(k->kind->fields[i].name));
	if ((k->kind->envelope & NEEDS_AREA) && k->area < 0 && !area_given && !by_code)
		return heading_err(cx, zh, en, STR("区域"), STR("area"));
	if (by_code && k->area < 0) {
		for (size_t i = 0; i < k->fields_n; i++)
			if (strcmp(k->kind->fields[i].name, "code") == 0 && k->field[i] >= 0)
				return 0;
		return heading_err(cx, zh, en, STR("区划代码"), STR("code"));
	}
	return 0;
}

int columns_of(struct cx *cx, const struct kind *kind, const struct csv *csv, bool area_given,
	struct columns *ret)
{
	*ret = (struct columns){ .kind = kind, .n = csv_columns(csv) };
	none_yet(ret);
	for (size_t i = 0; i < ret->n; i++) {
		int *at = place_by_name(cx, ret, csv_headings(csv)[i]);

		if (at && *at >= 0)
			return heading_err(cx, "两列含义相同", "two columns mean the same",
				csv_headings(csv)[*at], csv_headings(csv)[i]);
		if (at)
			*at = (int)i;
		else
			ret->extra[i] = true;
	}
	take_aliases(cx, ret, csv);
	for (size_t i = 0; i < ret->n; i++)
		ret->any_extra = ret->any_extra || ret->extra[i];
	return needed_check(cx, ret, area_given);
}

struct str columns_heading(const struct columns *k, const struct csv *csv, struct str field)
{
	struct columns own = *k;
	struct str name = str_starts(field, STR("body.")) ?
		(struct str){ field.p + 5, field.n - 5 } :
		field;
	struct str rest = name;
	char z[64];
	int *at;

	/* "flags[2]" is in the column of flags. */
	str_split(&rest, '[', &name);
	if (!name.n || name.n >= sizeof(z))
		return STR_NONE;
	memcpy(z, name.p, name.n);
	z[name.n] = '\0';
	at = place_of(&own, z);
	return at && *at >= 0 ? csv_headings(csv)[*at] : STR_NONE;
}

struct str columns_cell(const struct csv_row *row, int column)
{
	struct str s = column < 0 || (size_t)column >= row->n ? STR_NONE :
								str_trim(row->cells[column]);

	return s.n ? s : STR_NONE;
}

void columns_place(const struct columns *k, const struct csv_row *row, struct place *ret)
{
	for (int i = 0; i < PLACE_PARTS; i++) {
		int column = k->place[i];

		for (size_t f = 0; column < 0 && k->place_is_field && f < k->fields_n; f++)
			if (strcmp(k->kind->fields[f].name, place_names[i]) == 0)
				column = k->field[f];
		ret->part[i] = columns_cell(row, column);
	}
}
