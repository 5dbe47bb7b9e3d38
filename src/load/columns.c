/* Headings to things. A heading is compared without case, white space and the star that marks a needed column. */
#include "load/columns.h"

#include <string.h>

#include "load/cell.h"
#include "load/bad_rows.h"
#include "desk/desk.h"

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
	{ "小区名", "compound" },
	{ "院落名称", "compound" },
	{ "聚居点", "compound" },
	{ "楼盘", "compound" },
	{ "村民小组", "compound" },
	{ "楼栋", "building" },
	{ "栋", "building" },
	{ "幢", "building" },
	{ "楼号", "building" },
	{ "栋号", "building" },
	{ "幢号", "building" },
	{ "楼栋号", "building" },
	{ "楼幢", "building" },
	{ "楼幢号", "building" },
	{ "楼栋名称", "building" },
	{ "座", "building" },
	{ "座号", "building" },
	{ "楼", "building" },
	{ "单元", "unit" },
	{ "单元号", "unit" },
	{ "单元名", "unit" },
	{ "单元名称", "unit" },
	{ "楼层", "floor" },
	{ "层", "floor" },
	{ "楼层号", "floor" },
	{ "所在楼层", "floor" },
	{ "房号", "room" },
	{ "房间号", "room" },
	{ "室", "room" },
	{ "户号", "room" },
	{ "室号", "room" },
	{ "户室号", "room" },
	{ "户室", "room" },
	{ "房间", "room" },
	{ "房屋号", "room" },
	{ "房室号", "room" },
	{ "门号", "room" },
	{ "门牌号", "address" },
	{ "门牌", "address" },
	{ "地址", "address" },
	{ "详细地址", "address" },
	{ "姓名", "name" },
	{ "人员姓名", "name" },
	{ "居民姓名", "name" },
	{ "证件号", "document" },
	{ "证件号码", "document" },
	{ "身份证", "document" },
	{ "身份证号", "document" },
	{ "身份证号码", "document" },
	{ "公民身份号码", "document" },
	{ "身份证件号码", "document" },
	{ "公民身份证号", "document" },
	{ "公民身份证号码", "document" },
	{ "出生日期", "birth" },
	{ "生日", "birth" },
	{ "出生年月日", "birth" },
	{ "出生年月", "birth" },
	{ "性别", "sex" },
	{ "手机", "phone" },
	{ "手机号", "phone" },
	{ "手机号码", "phone" },
	{ "电话", "phone" },
	{ "联系电话", "phone" },
	{ "联系方式", "phone" },
	{ "电话号码", "phone" },
	{ "手机电话", "phone" },
	{ "联系手机", "phone" },
	{ "联系号码", "phone" },
	{ "联系电话号码", "phone" },
	{ "mobile", "phone" },
	{ "标识", "flags" },
	{ "标签", "flags" },
	{ "特殊情况", "flags" },
	{ "重点人群", "flags" },
	{ "id number", "document" },
	{ "区域编码", "area" },
	{ "区域代码", "area" },
	{ "网格编码", "area" },
	{ "网格代码", "area" },
	{ "所属网格编码", "area" },
	{ "区划编码", "area" },
	{ "区划代码", "area" },
	{ "行政区划代码", "area" },
	{ "网格编号", "area" },
	{ "区域", "area" },
	{ "所属区域", "area" },
	{ "所属网格", "area" },
	{ "所属社区", "area" },
	{ "所属村", "area" },
	{ "网格名称", "area" },
	{ "区域名称", "area" },
	{ "网格", "area" },
	{ "grid", "area" },
	{ "村", "area" },
	{ "村（社区）", "area" },
	{ "社区", "area" },
	{ "村社区", "area" },
	{ "行政村", "area" },
	{ "村名", "area" },
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

const struct kind *columns_kind(struct str name)
{
	static const struct {
		const char *word, *kind;
	} words[] = {
		{ "areas", "area.added" },
		{ "dwellings", "dwelling.listed" },
		{ "people", "person.listed" },
		{ "stores", "store.listed" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_is(name, words[i].word))
			name = str_of(words[i].kind);
	return kinds_newest(desks_kinds(), name);
}

static bool is_kind(const struct kind *k, const char *name)
{
	return strcmp(k->name, name) == 0;
}

/* People have a 姓名, things a 名称: a list of people may well hold the name of an area beside. */
static bool alias_fits(const struct kind *k, size_t alias)
{
	bool person = false;

	if (strcmp(aliases[alias].what, "name") != 0)
		return true;
	for (const struct field *f = k->fields; f && f->name; f++)
		person = person || (strcmp(f->name, "name") == 0 && f->personal != CLASS_OPEN);
	return person == (strstr(aliases[alias].heading, "姓名") != NULL);
}

bool columns_lists(const struct kind *k)
{
	static const char end[] = ".listed";
	size_t n = strlen(k->name), m = sizeof(end) - 1;

	return (k->envelope & NEEDS_SUBJECT) && n > m && strcmp(k->name + n - m, end) == 0;
}

static int *own_place(struct columns *k, const char *what)
{
	if (k->place_is_field)
		return NULL;
	for (int i = 0; i < PLACE_PARTS; i++)
		if (strcmp(what, base_place_fields[i].name) == 0)
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
		/* The id of an area is its own name, not that of the record; and the numbers that a roster has of its own are
		 * no id of ours. */
		{ "id", is_kind(k->kind, "area.added") ? &k->area : &k->id,
			!columns_lists(k->kind) },
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
		if (same(cx, heading, base_place_fields[i].name))
			return own_place(k, base_place_fields[i].name);
	return NULL;
}

static const struct column_said *said_of(const struct columns_how *how, struct str heading)
{
	for (size_t i = 0; i < how->said_n; i++)
		if (str_eq(how->said[i].heading, heading))
			return &how->said[i];
	return NULL;
}

/* What is left, by the words in use, in the order of their table: a second column for a thing that has one stays
 * unknown, so a file may hold both the code and the name of a village. */
static void take_aliases(
	struct cx *cx, struct columns *k, const struct sheet *sheet, const struct columns_how *how)
{
	for (size_t a = 0; a < sizeof(aliases) / sizeof(aliases[0]); a++) {
		int *at = alias_fits(k->kind, a) ? place_of(k, aliases[a].what) : NULL;

		for (size_t i = 0; at && *at < 0 && i < k->n; i++)
			if (k->extra[i] && !said_of(how, sheet_headings(sheet)[i]) &&
				same(cx, heading_fold(cx, sheet_headings(sheet)[i]),
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
	buf_fmt(&tz, "%s：“%s”、“%s”", zh, cx_text(cx, a), cx_text(cx, b));
	buf_fmt(&te, "%s: '%s', '%s'", en, cx_text(cx, a), cx_text(cx, b));
	return err(cx, E_CSV_HEADING, NULL, buf_ok(&tz) ? buf_get(&tz).p : "?",
		buf_ok(&te) ? buf_get(&te).p : "?");
}

static int missing_err(struct cx *cx, const char *zh, const char *en)
{
	struct buf tz, te;

	buf_init(&tz, cx->arena);
	buf_init(&te, cx->arena);
	buf_fmt(&tz, "缺少列“%s”", zh);
	buf_fmt(&te, "there is no column '%s'", en);
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

const char *columns_missing(
	const struct columns *k, bool area_given, size_t nth, const char **ret_zh)
{
	bool by_code = is_kind(k->kind, "area.added");

	for (size_t i = 0; i < k->fields_n; i++)
		if (k->kind->fields[i].required && k->field[i] < 0 && !nth--) {
			*ret_zh = k->kind->fields[i].zh;
			return k->kind->fields[i].name;
		}
	if ((k->kind->envelope & NEEDS_AREA) && k->area < 0 && !area_given && !by_code && !nth--) {
		*ret_zh = "所属区域";
		return "area";
	}
	if (by_code && k->area < 0 && columns_field(k, "code") < 0 && !nth--) {
		*ret_zh = "区划代码";
		return "code";
	}
	return NULL;
}

static int unknown_err(struct cx *cx, const struct column_said *said)
{
	struct buf tz, te;

	buf_init(&tz, cx->arena);
	buf_init(&te, cx->arena);
	buf_fmt(&tz, "列“%s”所对应的“%s”不是这种名册的内容", cx_text(cx, said->heading),
		cx_text(cx, said->to));
	buf_fmt(&te, "column '%s' is said to be '%s', which such a list does not have",
		cx_text(cx, said->heading), cx_text(cx, said->to));
	return err(cx, E_CSV_HEADING, NULL, buf_ok(&tz) ? buf_get(&tz).p : "?",
		buf_ok(&te) ? buf_get(&te).p : "?");
}

/* The place of what this column is, as somebody says or as its heading does; NULL: of nothing. */
static int place_take(struct cx *cx, struct columns *k, struct str heading,
	const struct column_said *said, int **ret)
{
	*ret = NULL;
	if (!said) {
		*ret = place_by_name(cx, k, heading);
		return 0;
	}
	if (!said->to.n || str_is(said->to, COLUMN_OUT))
		return 0;
	*ret = place_of(k, cx_text(cx, said->to));
	return *ret ? 0 : unknown_err(cx, said);
}

static int column_take(struct cx *cx, struct columns *k, const struct sheet *sheet,
	const struct columns_how *how, size_t i)
{
	struct str heading = sheet_headings(sheet)[i];
	const struct column_said *said = said_of(how, heading);
	bool out = (said && str_is(said->to, COLUMN_OUT)) || bad_rows_heading(heading);
	int *at, e = place_take(cx, k, heading, said, &at);

	if (e && !how->loose)
		return e;
	if (e)
		err_clear(cx);
	if (at && *at >= 0 && how->loose)
		at = NULL;
	if (at && *at >= 0)
		return heading_err(cx, "两列含义相同", "two columns mean the same",
			sheet_headings(sheet)[*at], heading);
	if (at)
		*at = (int)i;
	else
		k->extra[i] = !out;
	return 0;
}

/* What somebody said goes before what headings say. */
static int columns_take(
	struct cx *cx, struct columns *k, const struct sheet *sheet, const struct columns_how *how)
{
	int e = 0;

	for (int said = 1; !e && said >= 0; said--)
		for (size_t i = 0; !e && i < k->n; i++)
			if ((said_of(how, sheet_headings(sheet)[i]) != NULL) == (said == 1))
				e = column_take(cx, k, sheet, how, i);
	return e;
}

int columns_of(struct cx *cx, const struct kind *kind, const struct sheet *sheet,
	const struct columns_how *how, struct columns *ret)
{
	const char *name, *zh;
	int e;

	*ret = (struct columns){ .kind = kind, .n = sheet_columns(sheet) };
	none_yet(ret);
	e = columns_take(cx, ret, sheet, how);
	if (e)
		return e;
	take_aliases(cx, ret, sheet, how);
	for (size_t i = 0; i < ret->n; i++)
		ret->any_extra = ret->any_extra || ret->extra[i];
	name = how->loose ? NULL : columns_missing(ret, how->area_given, 0, &zh);
	return name ? missing_err(cx, zh, name) : 0;
}

/* "body.flags[2]" is about flags. */
static struct str bare(struct str field)
{
	struct str name = str_starts(field, STR("body.")) ?
		(struct str){ field.p + 5, field.n - 5 } :
		field;
	struct str rest = name;

	str_split(&rest, '[', &name);
	return name;
}

struct str columns_heading(const struct columns *k, const struct sheet *sheet, struct str field)
{
	struct columns own = *k;
	struct str name = bare(field);
	char z[64];
	int *at;

	if (!name.n || name.n >= sizeof(z))
		return STR_NONE;
	memcpy(z, name.p, name.n);
	z[name.n] = '\0';
	at = place_of(&own, z);
	return at && *at >= 0 ? sheet_headings(sheet)[*at] : STR_NONE;
}

int columns_field(const struct columns *k, const char *name)
{
	for (size_t i = 0; i < k->fields_n; i++)
		if (strcmp(k->kind->fields[i].name, name) == 0)
			return k->field[i];
	return -1;
}

/* ---- what people call them ---- */

static const struct {
	const char *name, *zh, *en;
} member_labels[] = {
	{ "id", "记录编号", "id" },
	{ "at", "时间", "time" },
	{ "by", "填报人", "by" },
	{ "witness", "见证人", "witness" },
	{ "area", "所属区域", "area" },
	{ "subject", "对象", "subject" },
	{ "round", "轮次", "round" },
};

struct str columns_label(const struct kind *kind, struct str field, bool zh)
{
	struct str name = bare(field);

	for (const struct field *f = kind->fields; f && f->name; f++)
		if (str_is(name, f->name))
			return str_of(zh ? f->zh : f->en);
	if (is_kind(kind, "dwelling.listed") && str_is(name, "subject"))
		return zh ? STR("位置：小区、楼栋、单元、房号、门牌号至少一项") :
			    STR("place: at least one of compound, building, unit, room, address");
	for (size_t i = 0; i < sizeof(member_labels) / sizeof(member_labels[0]); i++)
		if (str_is(name, member_labels[i].name))
			return str_of(zh ? member_labels[i].zh : member_labels[i].en);
	for (int i = 0; i < PLACE_PARTS; i++)
		if (str_is(name, base_place_fields[i].name))
			return str_of(zh ? base_place_fields[i].zh : base_place_fields[i].en);
	return STR_NONE;
}

static void listed(struct buf *b, struct str heading, struct str label, bool zh)
{
	if (b->n)
		buf_z(b, zh ? "、" : ", ");
	buf_str(b, heading);
	if (label.n && !str_eq(heading, label))
		buf_fmt(b, "→" STR_FMT, STR_ARG(label));
}

struct str columns_name(const struct columns *k, int column)
{
	struct columns own = *k;

	for (size_t i = 0; i < k->fields_n; i++)
		if (k->field[i] == column)
			return str_of(k->kind->fields[i].name);
	for (int i = 0; i < PLACE_PARTS; i++)
		if (k->place[i] == column)
			return str_of(base_place_fields[i].name);
	for (size_t i = 0; i < sizeof(member_labels) / sizeof(member_labels[0]); i++) {
		int *at = own_member(&own, member_labels[i].name);

		if (at && *at == column)
			return str_of(member_labels[i].name);
	}
	return STR_NONE;
}

bool columns_personal(struct cx *cx, struct str heading)
{
	const struct field *f = person_listed.fields;
	const char *what = NULL;

	heading = heading_fold(cx, heading);
	for (size_t i = 0; !what && i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (same(cx, heading, aliases[i].heading))
			what = aliases[i].what;
	for (; f->name; f++)
		if (f->personal != CLASS_OPEN &&
			(same(cx, heading, f->name) || same(cx, heading, f->zh) ||
				(what && strcmp(what, f->name) == 0)))
			return true;
	return false;
}

void columns_list(struct cx *cx, const struct columns *k, const struct sheet *sheet, bool zh,
	struct buf *known, struct buf *unknown, struct buf *people)
{
	for (size_t i = 0; i < k->n; i++) {
		struct str heading = sheet_headings(sheet)[i];

		if (bad_rows_heading(heading))
			continue;
		if (!k->extra[i]) {
			listed(known, heading, columns_label(k->kind, columns_name(k, (int)i), zh),
				zh);
			continue;
		}
		listed(unknown, heading, STR_NONE, zh);
		if (strcmp(k->kind->name, "person.listed") != 0 && columns_personal(cx, heading))
			listed(people, heading, STR_NONE, zh);
	}
}

static void help_line(const struct kind *kind, const char *name, const char *label, bool needed,
	bool zh, struct buf *b)
{
	buf_fmt(b, "  %s", label);
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (strcmp(aliases[i].what, name) == 0 && alias_fits(kind, i) &&
			strcmp(aliases[i].heading, label) != 0 &&
			zh == ((unsigned char)aliases[i].heading[0] >= 0x80))
			buf_fmt(b, zh ? "、%s" : ", %s", aliases[i].heading);
	if (strcmp(label, name) != 0)
		buf_fmt(b, zh ? "、%s" : ", %s", name);
	buf_z(b, needed ? (zh ? "（必填）" : " (needed)") : "");
	buf_c(b, '\n');
}

void columns_help(const struct kind *kind, bool zh, struct buf *b)
{
	struct columns k = { .kind = kind };

	none_yet(&k);
	for (size_t i = 0; i < k.fields_n; i++) {
		const struct field *f = &kind->fields[i];

		help_line(kind, f->name, zh ? f->zh : f->en, f->required, zh, b);
	}
	for (size_t i = 0; i < sizeof(member_labels) / sizeof(member_labels[0]); i++) {
		const char *name = member_labels[i].name;
		bool area = strcmp(name, "area") == 0;

		/* The id of an area is its code, which is a field. */
		if (own_member(&k, name) && !(is_kind(kind, "area.added") && (area || i == 0)))
			help_line(kind, name, zh ? member_labels[i].zh : member_labels[i].en,
				area && (kind->envelope & NEEDS_AREA), zh, b);
	}
	for (int i = 0; i < PLACE_PARTS; i++)
		if (own_place(&k, base_place_fields[i].name))
			help_line(kind, base_place_fields[i].name,
				zh ? base_place_fields[i].zh : base_place_fields[i].en, false, zh,
				b);
}

int columns_things(struct cx *cx, const struct kind *kind, struct column_thing **ret, size_t *ret_n)
{
	size_t members_n = sizeof(member_labels) / sizeof(member_labels[0]), n = 0;
	struct columns k = { .kind = kind };
	struct column_thing *all;

	none_yet(&k);
	all = cx_many(cx, k.fields_n + members_n + PLACE_PARTS, struct column_thing);
	if (!all)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < k.fields_n; i++) {
		const struct field *f = &kind->fields[i];

		all[n++] = (struct column_thing){ f->name, f->zh, f->en, f->required };
	}
	for (int i = 0; i < PLACE_PARTS; i++)
		if (own_place(&k, base_place_fields[i].name))
			all[n++] = (struct column_thing){ base_place_fields[i].name,
				base_place_fields[i].zh, base_place_fields[i].en, false };
	for (size_t i = 0; i < members_n; i++) {
		const char *name = member_labels[i].name;
		bool area = strcmp(name, "area") == 0;

		if (own_member(&k, name) && !(is_kind(kind, "area.added") && (area || i == 0)))
			all[n++] = (struct column_thing){ name, member_labels[i].zh,
				member_labels[i].en, area && (kind->envelope & NEEDS_AREA) };
	}
	*ret = all;
	*ret_n = n;
	return 0;
}

struct str columns_cell(const struct sheet_row *row, int column)
{
	struct str s = column < 0 || (size_t)column >= row->n ? STR_NONE :
								str_trim(row->cells[column]);

	return s.n ? s : STR_NONE;
}

void columns_place(const struct columns *k, const struct sheet_row *row, struct place *ret)
{
	for (int i = 0; i < PLACE_PARTS; i++) {
		int column = k->place[i];

		for (size_t f = 0; column < 0 && k->place_is_field && f < k->fields_n; f++)
			if (strcmp(k->kind->fields[f].name, base_place_fields[i].name) == 0)
				column = k->field[f];
		ret->part[i] = columns_cell(row, column);
	}
}
