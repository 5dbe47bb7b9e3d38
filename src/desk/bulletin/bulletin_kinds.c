/* The tables of bulletins. */
#include "cover/base_kinds.h"
#include "desk/bulletin/bulletin.h"

/* Code points. BULLETIN_FIGURES_MAX figures with labels, meanings and digests; BULLETIN_OPEN_MAX accounts. */
#define FIGURES_TEXT_MAX 150000
#define OPEN_TEXT_MAX 30000
#define SIGNER_MAX 200
#define ACCOUNTS_MAX 9007199254740991LL

#define PUBLISHED_FIELDS \
	BASE_INCIDENT(true), \
	{ .name = "area_name", .type = FIELD_TEXT, .required = true, .min = 1, .max = BASE_NAME_MAX, \
		.zh = "区域名称", .en = "Name of the area" }, \
	{ .name = "title_zh", .type = FIELD_TEXT, .required = true, .min = 1, .max = BULLETIN_TITLE_MAX, \
		.zh = "标题", .en = "Title in Chinese" }, \
	{ .name = "title_en", .type = FIELD_TEXT, .required = true, .min = 1, .max = BULLETIN_TITLE_MAX, \
		.zh = "英文标题", .en = "Title" }, \
	{ .name = "from", .type = FIELD_DATE, .required = true, .zh = "起始日期", .en = "First day" }, \
	{ .name = "to", .type = FIELD_DATE, .required = true, .zh = "截止日期", .en = "Last day" }, \
	{ .name = "as_of", .type = FIELD_INT, .required = true, .min = 0, .max = 9007199254740991LL, \
		.zh = "数据截至位置", .en = "As of position" }, \
	{ .name = "version", .type = FIELD_INT, .required = true, .min = 1, .max = 1000, .zh = "版次", .en = "Version" }, \
	{ .name = "replaces", .type = FIELD_REF, .subject = true, .zh = "所替换的通报", .en = "Bulletin that it replaces" }, \
	{ .name = "first", .type = FIELD_REF, .subject = true, .zh = "该通报的第 1 版", .en = "Its first version" }, \
	{ .name = "prose_zh", .type = FIELD_TEXT, .max = BULLETIN_PROSE_MAX, .zh = "正文", .en = "Text in Chinese" }, \
	{ .name = "prose_en", .type = FIELD_TEXT, .max = BULLETIN_PROSE_MAX, .zh = "英文正文", .en = "Text" }, \
	{ .name = "figures", .type = FIELD_TEXT, .required = true, .max = FIGURES_TEXT_MAX, \
		.zh = "指标（JSON）", .en = "Figures (JSON)" }, \
	{ .name = "open", .type = FIELD_TEXT, .required = true, .max = OPEN_TEXT_MAX, \
		.zh = "未平衡的账目（JSON）", .en = "Accounts that do not close (JSON)" }, \
	{ .name = "open_more", .type = FIELD_INT, .min = 0, .max = ACCOUNTS_MAX, \
		.zh = "未列出的未平衡账目数", .en = "More accounts that do not close" }, \
	{ .name = "unchecked", .type = FIELD_INT, .min = 0, .max = ACCOUNTS_MAX, \
		.zh = "只能在全县（区）范围核对的账目数", .en = "Accounts that only the whole county can check" }, \
	{ .name = "signer", .type = FIELD_TEXT, .max = SIGNER_MAX, .zh = "签发人", .en = "Signed by" }, \
	{ .name = "reason", .type = FIELD_TEXT, .max = 500, .zh = "未平衡仍发布的理由", \
		.en = "Why it is published though accounts do not close" }

static const struct field published_fields_v1[] = {
	PUBLISHED_FIELDS,
	{ .name = NULL }
};

static const struct kind published_v1 = {
	.name = "bulletin.published", .v = 1, .desk = "bulletin", .zh = "发布通报", .en = "Bulletin published",
	.fields = published_fields_v1, .envelope = NEEDS_AREA | KIND_COMPOSED, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000b01", "kind": "bulletin.published", "v": 1,
		"at": "2022-09-22T18:00:00+08:00", "area": "512021100",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "area_name": "岳阳镇",
		"title_zh": "岳阳镇疫情防控工作通报（示例）",
		"title_en": "Bulletin of Yueyang town (example)", "from": "2022-08-25", "to": "2022-09-22",
		"as_of": 4711, "version": 2, "replaces": "0182ec0c-3800-7000-8000-000000000b00", "first": "0182ec0c-3800-7000-8000-000000000b00",
		"prose_zh": "入户排查。上门走访12人次。", "prose_en": "House to house: 12 people were called on at their doors.",
		"figures": "[{\"id\":\"people-called-on\",\"v\":1,\"zh\":\"上门走访人次\",\"en\":\"People called on at their doors\",\"unit_zh\":\"人次\",\"unit_en\":\"people\",\"means_zh\":\"见面人数之和。\",\"means_en\":\"The sum of people spoken to.\",\"value\":12,\"divide\":1,\"records\":5,\"digest\":\"\",\"before\":11,\"before_v\":1}]",
		"open": "[{\"what\":\"cars\",\"zh\":\"车辆\",\"en\":\"Cars\",\"difference\":1000}]", "open_more": 0,
		"unchecked": 2, "signer": "王示例", "reason": "一辆车漏扫，已补登记（示例）"}}),
};

/* Two reasons: why an account may stay open, and why there is another version. */
static const struct field published_fields[] = {
	PUBLISHED_FIELDS,
	{ .name = "correction", .type = FIELD_TEXT, .max = 500, .zh = "更正的理由", .en = "Why it is corrected" },
	{ .name = NULL }
};

static const struct kind published = {
	.name = "bulletin.published", .v = 2, .desk = "bulletin", .zh = "发布通报", .en = "Bulletin published",
	.fields = published_fields, .envelope = NEEDS_AREA | KIND_COMPOSED, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.lift = bulletin_published_lift, .agrees = bulletin_agrees, .effects = bulletin_published_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000b02", "kind": "bulletin.published", "v": 2,
		"at": "2022-09-22T19:00:00+08:00", "area": "512021100",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "area_name": "岳阳镇",
		"title_zh": "岳阳镇疫情防控工作通报（示例）",
		"title_en": "Bulletin of Yueyang town (example)", "from": "2022-08-25", "to": "2022-09-22",
		"as_of": 4712, "version": 3, "replaces": "0182ec0c-3800-7000-8000-000000000b01", "first": "0182ec0c-3800-7000-8000-000000000b00",
		"prose_zh": "入户排查。上门走访13人次。", "prose_en": "House to house: 13 people were called on at their doors.",
		"figures": "[{\"id\":\"people-called-on\",\"v\":1,\"zh\":\"上门走访人次\",\"en\":\"People called on at their doors\",\"unit_zh\":\"人次\",\"unit_en\":\"people\",\"means_zh\":\"见面人数之和。\",\"means_en\":\"The sum of people spoken to.\",\"value\":13,\"divide\":1,\"records\":6,\"digest\":\"\",\"main\":true,\"before\":12,\"before_v\":1}]",
		"open": "[]", "open_more": 0, "unchecked": 2, "signer": "王示例", "reason": "一辆车漏扫，已补登记（示例）", "correction": "补登记一户（示例）"}}),
};

/* -- bulletin.drafted: a text that somebody has begun, for whoever goes on with it -- */

static const struct field drafted_fields[] = {
	BASE_INCIDENT(true),
	{ .name = "from", .type = FIELD_DATE, .required = true, .zh = "起始日期", .en = "First day" },
	{ .name = "to", .type = FIELD_DATE, .required = true, .zh = "截止日期", .en = "Last day" },
	{ .name = "title_zh", .type = FIELD_TEXT, .max = BULLETIN_TITLE_MAX, .zh = "标题", .en = "Title in Chinese" },
	{ .name = "title_en", .type = FIELD_TEXT, .max = BULLETIN_TITLE_MAX, .zh = "英文标题", .en = "Title" },
	{ .name = "prose_zh", .type = FIELD_TEXT, .max = BULLETIN_PROSE_MAX, .zh = "正文", .en = "Text in Chinese" },
	{ .name = "prose_en", .type = FIELD_TEXT, .max = BULLETIN_PROSE_MAX, .zh = "英文正文", .en = "Text" },
	{ .name = "reason", .type = FIELD_TEXT, .max = 500, .zh = "未平衡仍发布的理由",
		.en = "Why it is published though accounts do not close" },
	{ .name = "correction", .type = FIELD_TEXT, .max = 500, .zh = "更正的理由", .en = "Why it is corrected" },
	{ .name = NULL }
};

static const struct kind drafted = {
	.name = "bulletin.drafted", .v = 1, .desk = "bulletin", .zh = "送签通报草稿", .en = "Draft of a bulletin handed on",
	.fields = drafted_fields, .envelope = NEEDS_AREA, .matter = MATTER_COMMAND, .verb = VERB_CORRECT,
	.agrees = bulletin_agrees, .effects = bulletin_drafted_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000b03", "kind": "bulletin.drafted", "v": 1,
		"at": "2022-09-23T08:20:00+08:00", "area": "512021100",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "from": "2022-09-22", "to": "2022-09-22",
		"title_zh": "岳阳镇疫情防控工作通报（示例）", "title_en": "Bulletin of Yueyang town (example)",
		"prose_zh": "入户排查。上门走访12人次。\n下一步继续敲门行动（示例）。",
		"prose_en": "House to house: 12 people were called on at their doors.",
		"reason": "一辆车漏扫，已补登记（示例）", "correction": "补登记一户（示例）"}}),
};

/* -- bulletin.shared: whether anybody may read it, in whatever version holds -- */

static const struct field shared_fields[] = {
	{ .name = "bulletin", .type = FIELD_REF, .required = true, .subject = true,
		.zh = "通报的第 1 版", .en = "First version of the bulletin" },
	{ .name = "open", .type = FIELD_BOOL, .required = true, .zh = "向社会公开", .en = "Anybody may read it" },
	{ .name = "indexed", .type = FIELD_BOOL, .zh = "允许搜索引擎收录", .en = "Search engines may list it" },
	{ .name = NULL }
};

static const struct kind shared = {
	.name = "bulletin.shared", .v = 1, .desk = "bulletin", .zh = "公开或停止公开通报", .en = "Bulletin opened to the public, or closed",
	.fields = shared_fields, .envelope = NEEDS_AREA, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.effects = bulletin_shared_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000b04", "kind": "bulletin.shared", "v": 1,
		"at": "2022-09-22T19:10:00+08:00", "area": "512021100",
		"body": {"bulletin": "0182ec0c-3800-7000-8000-000000000b00", "open": true, "indexed": false}}),
};

/* -- bulletin.scheduled: from when on in the morning yesterday's lies ready -- */

static const struct field scheduled_fields[] = {
	BASE_INCIDENT(true),
	{ .name = "hour", .type = FIELD_INT, .min = 0, .max = 23,
		.zh = "每日几时备好前一日的通报（不填即停止）", .en = "At which hour yesterday's lies ready (left out: no more)" },
	{ .name = NULL }
};

static const struct kind scheduled = {
	.name = "bulletin.scheduled", .v = 1, .desk = "bulletin", .zh = "设定每日通报", .en = "Daily bulletin set",
	.fields = scheduled_fields, .envelope = NEEDS_AREA, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.effects = bulletin_scheduled_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000b05", "kind": "bulletin.scheduled", "v": 1,
		"at": "2022-08-26T09:00:00+08:00", "area": "512021100",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "hour": 8}}),
};

const struct kind *const bulletin_kinds[] = { &published_v1, &published, &drafted, &shared, &scheduled, NULL };

/* -- figures -- */

static const struct figure figure_published = {
	.number = BULLETIN_PUBLISHED, .apart = true, .id = "bulletins-published", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "期", .unit_en = "bulletins", .zh = "发布通报期数", .en = "Bulletins published",
	.means_zh = "有效的发布通报记录数；同一通报的更正另计一期。",
	.means_en = "Standing records of bulletins published; a corrected version counts as one more.",
};

static const struct figure *const figures[] = { &figure_published, NULL };

/* -- the desk -- */

static const struct round_kind *const rounds[] = { NULL };

const struct desk bulletin_desk = {
	.name = "bulletin", .zh = "通报", .en = "Bulletins", .matter = MATTER_COMMAND,
	.kinds = bulletin_kinds, .figures = figures, .rounds = rounds,
};
