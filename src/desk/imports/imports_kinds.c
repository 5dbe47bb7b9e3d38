/* The tables of imports. */
#include "cover/base_kinds.h"
#include "desk/imports/imports.h"

#define ROWS_MAX 1048576 /* of a workbook; of CSV, its bytes end sooner */

#define COUNT(NAME, ZH, EN) \
	{ \
		.name = NAME, .type = FIELD_INT, .required = true, .min = 0, .max = ROWS_MAX, \
		.zh = ZH, .en = EN \
	}

#define BEGUN_FIELDS \
	{ .name = "lists", .type = FIELD_TEXT, .required = true, .min = 1, .max = IMPORT_LISTS_MAX, \
		.zh = "导入内容（记录种类；plan 为楼栋计划表）", \
		.en = "What it lists: a kind, or plan for a plan of buildings" }, \
	{ .name = "file_name", .type = FIELD_TEXT, .max = BASE_NAME_MAX, .zh = "文件名", .en = "Name of the file" }, \
	COUNT("rows", "数据行数", "Rows"), \
	{ .name = "map", .type = FIELD_TEXT, .required = true, .min = 2, .max = IMPORT_MAP_MAX, \
		.zh = "各列对应关系（JSON）", .en = "What each column is taken for (JSON)" }

static const struct field begun_fields_v1[] = {
	BEGUN_FIELDS,
	{ .name = NULL }
};

#define BEGUN \
	.name = "import.begun", .desk = "imports", .zh = "开始导入", .en = "Import begun", \
	.envelope = NEEDS_AREA | KIND_COMPOSED, .matter = MATTER_ROSTER, .verb = VERB_ENTER

static const struct kind begun_v1 = {
	BEGUN, .v = 1, .fields = begun_fields_v1,
	.example = EXAMPLE({
		"id" : "0182ec0c-3800-7000-8000-000000001101",
		"kind" : "import.begun",
		"v" : 1,
		"at" : "2022-08-30T08:00:00+08:00",
		"area" : "512021100",
		"body" : {
			"lists" : "person.listed",
			"file_name" : "示例村人员名册.xlsx",
			"rows" : 120,
			"map" : "[{\"heading\":\"姓名\",\"to\":\"name\"},{\"heading\":\"手机\",\"to\":\"phone\"},{\"heading\":\"备注\",\"to\":\"\"}]"
		}
	}),
};

/* By its digest the file is known again, and with the area and the sheet it goes on as it began. */
static const struct field begun_fields[] = {
	BEGUN_FIELDS,
	{ .name = "digest", .type = FIELD_TEXT, .required = true, .min = IMPORT_DIGEST, .max = IMPORT_DIGEST,
		.zh = "文件内容的校验值", .en = "Digest of what the file says" },
	{ .name = "rows_area", .type = FIELD_AREA, .zh = "未写区域的行归入", .en = "Where rows lie that name no area" },
	{ .name = "sheet", .type = FIELD_TEXT, .max = IMPORT_SHEET_MAX, .zh = "所选工作表", .en = "The sheet that was asked for" },
	{ .name = NULL }
};

static const struct kind begun = {
	BEGUN, .v = 2, .fields = begun_fields,
	.lift = imports_begun_lift, .agrees = imports_begun_agrees, .effects = imports_begun_effects,
	.example = EXAMPLE({
		"id" : "0182ec0c-3800-7000-8000-000000001103",
		"kind" : "import.begun",
		"v" : 2,
		"at" : "2022-08-30T08:00:00+08:00",
		"area" : "512021100",
		"body" : {
			"lists" : "person.listed",
			"file_name" : "示例村人员名册.xlsx",
			"rows" : 120,
			"map" : "[{\"heading\":\"姓名\",\"to\":\"name\"},{\"heading\":\"手机\",\"to\":\"phone\"},{\"heading\":\"备注\",\"to\":\"\"}]",
			"digest" : "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
			"rows_area" : "512021100",
			"sheet" : "示例村"
		}
	}),
};

static const struct field ended_fields[] = { { .name = "begun",
						     .type = FIELD_REF,
						     .required = true,
						     .zh = "所属导入",
						     .en = "The import" },
	COUNT("accepted", "登记条数", "Taken"), COUNT("duplicates", "早已登记条数", "Here before"),
	COUNT("refused", "有误行数", "Bad rows"),
	COUNT("held", "待批准条数", "Held for a second person"),
	COUNT("tied", "补认住处人数", "People tied to their dwelling"), { .name = NULL } };

static const struct kind ended = {
	.name = "import.ended",
	.v = 1,
	.desk = "imports",
	.zh = "导入完成",
	.en = "Import ended",
	.fields = ended_fields,
	.envelope = NEEDS_AREA | KIND_COMPOSED,
	.matter = MATTER_ROSTER,
	.verb = VERB_ENTER,
	.effects = imports_ended_effects,
	.example = EXAMPLE({
		"id" : "0182ec0c-3800-7000-8000-000000001102",
		"kind" : "import.ended",
		"v" : 1,
		"at" : "2022-08-30T08:01:00+08:00",
		"area" : "512021100",
		"body" : {
			"begun" : "0182ec0c-3800-7000-8000-000000001101",
			"accepted" : 115,
			"duplicates" : 2,
			"refused" : 3,
			"held" : 0,
			"tied" : 0
		}
	}),
};

const struct kind *const imports_kinds[] = { &begun_v1, &begun, &ended, NULL };

/* -- figures -- */

static const struct figure figure_begun = {
	.number = IMPORTS_BEGUN,
	.apart = true,
	.id = "lists-imported",
	.v = 1,
	.shape = FIGURE_COUNT,
	.divide = 1,
	.unit_zh = "次",
	.unit_en = "imports",
	.zh = "名册导入次数",
	.en = "Lists brought in",
	.means_zh = "经指挥台导入名册的次数；开始而未完成的、整批撤回的也计入。",
	.means_en =
		"Lists brought in through the console; those that were not ended, or were taken back as a whole, count too.",
};

static const struct figure figure_rows = {
	.number = IMPORTS_ROWS,
	.apart = true,
	.id = "rows-imported",
	.v = 1,
	.shape = FIGURE_SUM,
	.divide = 1,
	.unit_zh = "条",
	.unit_en = "rows",
	.zh = "导入登记条数",
	.en = "Rows brought in",
	.means_zh = "经指挥台导入、登记成功的条数之和；整批撤回的不计。",
	.means_en =
		"Rows that were taken of lists brought in through the console, less those that were taken back as a whole.",
};

static const struct figure *const figures[] = { &figure_begun, &figure_rows, NULL };

/* -- the desk -- */

static const struct round_kind *const rounds[] = { NULL };

const struct desk imports_desk = {
	.name = "imports",
	.zh = "名册导入",
	.en = "Lists brought in",
	.matter = MATTER_ROSTER,
	.kinds = imports_kinds,
	.figures = figures,
	.rounds = rounds,
};
