/* The tables of the map. */
#include "cover/base_kinds.h"
#include "desk/map/map.h"

#define FILE_TEXT_MAX (PLAN_FILE_MAX / 3 * 4)
#define MARKS_TEXT_MAX 200000
#define DEGREES_TEXT_MAX 24

const struct choice map_datums[] = {
	{ "wgs84", DATUM_WGS84, "WGS 84（GPS、GeoJSON 标准）", "WGS 84 (GPS, what GeoJSON means)" },
	{ "cgcs2000", DATUM_CGCS2000, "CGCS2000（国家大地坐标系，天地图）", "CGCS 2000 (the national one, Tianditu)" },
	{ "gcj02", DATUM_GCJ02, "GCJ-02（高德、腾讯地图）", "GCJ-02 (Amap, Tencent)" },
	{ "bd09", DATUM_BD09, "BD-09（百度地图）", "BD-09 (Baidu)" },
	{ .name = NULL }
};

#define DATUM { .name = "datum", .type = FIELD_CHOICE, .required = true, .choices = map_datums, \
	.zh = "坐标系", .en = "Datum" }

/* -- area.outlined -- */

static const struct field outlined_fields[] = {
	DATUM,
	{ .name = "outline", .type = FIELD_TEXT, .required = true, .min = 2, .max = OUTLINE_TEXT_MAX,
		.zh = "区域轮廓（GeoJSON，Polygon 或 MultiPolygon）", .en = "Outline (GeoJSON, Polygon or MultiPolygon)" },
	{ .name = "from", .type = FIELD_DATE, .zh = "启用日期", .en = "Valid from" },
	{ .name = NULL }
};

static const struct kind outlined = {
	.name = "area.outlined", .v = 1, .desk = "map", .zh = "区域轮廓", .en = "Area outlined",
	.fields = outlined_fields, .envelope = NEEDS_AREA, .matter = MATTER_ROSTER, .verb = VERB_DECIDE,
	.agrees = map_outlined_agrees, .effects = map_outlined_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000001001", "kind": "area.outlined", "v": 1,
		"at": "2022-08-30T08:30:00+08:00", "area": "512021100201001",
		"body": {"datum": "wgs84", "from": "2022-08-30", "outline":
		"{\"coordinates\":[[[105.31,30.05],[105.32,30.05],[105.32,30.06],[105.31,30.05]]],\"type\":\"Polygon\"}"}}),
};

/* -- subject.located -- */

static const struct field located_fields[] = {
	DATUM,
	{ .name = "lon", .type = FIELD_TEXT, .required = true, .min = 1, .max = DEGREES_TEXT_MAX,
		.zh = "经度", .en = "Longitude" },
	{ .name = "lat", .type = FIELD_TEXT, .required = true, .min = 1, .max = DEGREES_TEXT_MAX,
		.zh = "纬度", .en = "Latitude" },
	{ .name = NULL }
};

static const struct kind located = {
	.name = "subject.located", .v = 1, .desk = "map", .zh = "标注坐标", .en = "Located on the map",
	.fields = located_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_ROSTER, .verb = VERB_ENTER,
	.agrees = map_located_agrees, .effects = map_located_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000001002", "kind": "subject.located", "v": 1,
		"at": "2022-08-30T08:31:00+08:00", "area": "512021100201001",
		"subject": "0182ec0c-3800-7000-8000-000000000003",
		"body": {"datum": "wgs84", "lon": "105.3123456", "lat": "30.0512345"}}),
};

/* -- plan.filed -- */

static const struct field plan_filed_fields[] = {
	{ .name = "name", .type = FIELD_TEXT, .required = true, .min = 1, .max = BASE_NAME_MAX,
		.zh = "平面图名称", .en = "Name of the plan" },
	{ .name = "file", .type = FIELD_TEXT, .required = true, .min = 4, .max = FILE_TEXT_MAX,
		.zh = "平面图（PNG 或 JPEG，base64url）", .en = "The plan (PNG or JPEG, base64url)" },
	{ .name = NULL }
};

static const struct kind plan_filed = {
	.name = "plan.filed", .v = 1, .desk = "map", .zh = "上传平面图", .en = "Plan taken over",
	.fields = plan_filed_fields, .envelope = NEEDS_AREA, .matter = MATTER_ROSTER, .verb = VERB_DECIDE,
	.agrees = map_plan_filed_agrees, .effects = map_plan_filed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000001003", "kind": "plan.filed", "v": 1,
		"at": "2022-08-30T08:32:00+08:00", "area": "512021100201001",
		"body": {"name": "示例花园平面图", "file": "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGAQAAAADWfuJWAAAADElEQVR42mNYxQCHABf0A_3QgflcAAAAAElFTkSuQmCC"}}),
};

/* -- plan.marked -- */

static const struct field plan_marked_fields[] = {
	{ .name = "version", .type = FIELD_INT, .required = true, .min = 1, .max = PLAN_VERSIONS_MAX,
		.zh = "序号（同一平面图的标注连续编号）", .en = "Number (of the markings of one plan)" },
	{ .name = "marks", .type = FIELD_TEXT, .required = true, .min = 2, .max = MARKS_TEXT_MAX,
		.zh = "图上的楼栋和点位（JSON）", .en = "Buildings and places on it (JSON)" },
	{ .name = NULL }
};

static const struct kind plan_marked = {
	.name = "plan.marked", .v = 1, .desk = "map", .zh = "标注平面图", .en = "Plan marked",
	.fields = plan_marked_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_ROSTER, .verb = VERB_DECIDE,
	.agrees = map_plan_marked_agrees, .effects = map_plan_marked_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000001004", "kind": "plan.marked", "v": 1,
		"at": "2022-08-30T08:33:00+08:00", "area": "512021100201001",
		"subject": "0182ec0c-3800-7000-8000-000000001003",
		"body": {"version": 1, "marks":
		"[{\"compound\":\"示例花园\",\"building\":\"1栋\",\"x\":120,\"y\":300,\"w\":80,\"h\":40}]"}}),
};

const struct kind *const map_kinds[] = { &outlined, &located, &plan_filed, &plan_marked, NULL };

/* -- the desk -- */

static const struct figure *const figures[] = { NULL };
static const struct round_kind *const rounds[] = { NULL };

const struct desk map_desk = {
	.name = "map", .zh = "地图", .en = "Map", .matter = MATTER_ROSTER,
	.kinds = map_kinds, .figures = figures, .rounds = rounds,
};
