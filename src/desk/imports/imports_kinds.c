/* The tables of imports. */
#include "cover/base_kinds.h"
#include "desk/imports/imports.h"

#define ROWS_MAX 1048576 /* of a workbook; of CSV, its bytes end sooner */

#define COUNT(NAME, ZH, EN) \
	{ \
		.name = NAME, .type = FIELD_INT, .required = true, .min = 0, .max = ROWS_MAX, \
		.zh = ZH, .en = EN \
	}

static const struct field begun_fields[] = {
	{ .name = "lists",
		.type = FIELD_TEXT,
		.required = true,
		.min = 1,
		.max = IMPORT_LISTS_MAX,
		.zh = "导入内容（记录种类；plan 为楼栋计划表）",
		.en = "What it lists: a kind, or plan for a plan of buildings" },
	{ .name = "file_name",
		.type = FIELD_TEXT,
		.max = BASE_NAME_MAX,
		.zh = "文件名",
		.en = "Name of the file" },
	COUNT("rows", "数据行数", "Rows"),
	{ .name = "map",
		.type = FIELD_TEXT,
		.required = true,
		.min = 2,
		.max = IMPORT_MAP_MAX,
		.zh = "各列对应关系（JSON）",
		.en = "What each column is taken for (JSON)" },
	{ .name = NULL }
};

static const struct kind begun = {
	.name = "import.begun",
	.v = 1,
	.desk = "imports",
	.zh = "开始导入",
	.en = "Import begun",
	.fields = begun_fields,
	.envelope = NEEDS_AREA | KIND_COMPOSED,
	.matter = MATTER_ROSTER,
	.verb = VERB_ENTER,
	.agrees = imports_begun_agrees,
	.effects = imports_begun_effects,
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

const struct kind *const imports_kinds[] = { &begun, &ended, NULL };

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
