/* The tables of offices' forms. */
#include "cover/base_kinds.h"
#include "desk/forms/forms.h"

#define FILE_TEXT_MAX (FORM_FILE_MAX / 3 * 4)
#define MAP_TEXT_MAX 200000
#define POS_MAX 9007199254740991LL

#define VERSION { .name = "version", .type = FIELD_INT, .required = true, .min = 1, .max = FORM_VERSIONS_MAX, \
	.zh = "序号（同一表样的对应关系与填报连续编号）", .en = "Number (maps and fillings of one form are one sequence)" }

/* -- form.filed -- */

static const struct field filed_fields[] = {
	BASE_INCIDENT(true),
	{ .name = "name_zh", .type = FIELD_TEXT, .required = true, .min = 1, .max = BASE_NAME_MAX,
		.zh = "报表名称", .en = "Name in Chinese" },
	{ .name = "name_en", .type = FIELD_TEXT, .max = BASE_NAME_MAX, .zh = "英文名称", .en = "Name" },
	{ .name = "office", .type = FIELD_TEXT, .required = true, .min = 1, .max = BASE_NAME_MAX,
		.zh = "下发单位", .en = "The office that asks for it" },
	{ .name = "file_name", .type = FIELD_TEXT, .max = BASE_NAME_MAX, .zh = "文件名", .en = "Name of the file" },
	{ .name = "file", .type = FIELD_TEXT, .required = true, .min = 4, .max = FILE_TEXT_MAX,
		.zh = "空白表样（.xlsx，base64url）", .en = "The blank workbook (.xlsx, base64url)" },
	{ .name = NULL }
};

static const struct kind filed = {
	.name = "form.filed", .v = 1, .desk = "forms", .zh = "接收报表", .en = "Form taken over",
	.fields = filed_fields, .envelope = NEEDS_AREA, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.agrees = forms_filed_agrees, .effects = forms_filed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000f01", "kind": "form.filed", "v": 1,
		"at": "2022-08-30T09:00:00+08:00", "area": "512021100",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "name_zh": "入户排查日报（示例）",
		"name_en": "Daily table of the sweep (example)", "office": "市指挥部办公室（示例）",
		"file_name": "日报.xlsx", "file": "UEsDBBQAAAAIAAAAIQCnaxmpwgAAAJ4BAAATAAAAW0NvbnRlbnRfVHlwZXNdLnhtbK3ROQ7CMBAF0KtEbhEeREGBCA3QAgUXGDkTYuFNnmG7PU6ABtEgUXn5f_wKLw73RFzdvAtcq04kzQHYdOSRdUwUStLG7FHKMR8hoTnhkWA6mczAxCAUZCz9G2q5WFOLZyfV5lau2cZQq0yOVbV6FnurVpiSswal5HAJzYcyfgm6TA4d7mziUSko-Cr0yU9AbFtrqInm7MuI5pQJG-6IxDs9rNqjDW9yd6GcbUPVHrNs0RcAWP9XvcZ8GvZvFIZvWT4AUEsDBBQAAAAIAAAAIQB1jSDZfwAAAOMAAAALAAAAX3JlbHMvLnJlbHONzz0KAjEQBeCrhDnAzmJhIUkqG1vxAkOcbIKbH5IR9famXMXC8vEeHzx95pUkltxDrF0905q7gSBSD4jdBU7Up1I5j8aXlkhGbAtWcjdaGHfzvMe2NcDqralOVwME6vKq_A9cvI-Oj8XdE2f54X8thkxtYTHwmAYFaDV-fLJvUEsDBBQAAAAIAAAAIQCGq3aIlwAAAOEAAAAFAAAAdy54bWyNj8ENwjAMRVeJPAAuHDhUbU9cGCO0LonaxJEdBDOwABN0tc5B1dI7J_v_L78vV0-W4cY8mFcYo9bgck4loraOgtUDJ4pL0rMEmxcpd9QkZDt1RDmMeCqKMwbrI2yEUv5hcN_7li7cPgLFvEGERps9R3U-KTTV2qC_aaINVMP8meb3BGb1rl0NRzBS-mWxgE2F-w3ubzVfUEsDBBQAAAAIAAAAIQATa8MxgwAAAN4AAAAQAAAAX3JlbHMvdy54bWwucmVsc43PPQoCMRCG4auEHGBnsbCQJJWNrXiBIU42YTc_ZEbU25tyBQvLjxce-MyVNpRUC8fUWL3yVtjqKNJOAOwjZeSpNiqjhNozyph9gYZ-xYXgMM9H6HtDO7M31eVuNWp1ezf6B64hJE_n6h-Zivzw4Vn7ypFIBop9IbGap6FocAa-7rgPUEsDBBQAAAAIAAAAIQCJjSbC1AAAACUBAAAFAAAAcy54bWyzKc8vyi7OSE0tUajIzckrtlXKKCkpsNLXL07OSM1NLNbLL0jNA8qk5RflJpYAuUXp-sUFRamJKWBNuTn6RgYGZvq5iZl5SnY2YDGXxJJEO5ui_HKFIlslQ6BoMojhaKikUGKrlJmXk5mXGlxSBBTPLLazKbF72rr0Wcf2Z32Tns1f-mz60mddS9_v6Xi-ZNeTfd3v93Ta6JfY2eiDVOonAzHQVLjRRnCjjXAY_WRH18vpK15s3fBi3f4nu3Y9W7MQ1TiwbicjJX2YyfpIHtCHh4wdAFBLAQIUAxQAAAAIAAAAIQCnaxmpwgAAAJ4BAAATAAAAAAAAAAAAAACAAQAAAABbQ29udGVudF9UeXBlc10ueG1sUEsBAhQDFAAAAAgAAAAhAHWNINl_AAAA4wAAAAsAAAAAAAAAAAAAAIAB8wAAAF9yZWxzLy5yZWxzUEsBAhQDFAAAAAgAAAAhAIardoiXAAAA4QAAAAUAAAAAAAAAAAAAAIABmwEAAHcueG1sUEsBAhQDFAAAAAgAAAAhABNrwzGDAAAA3gAAABAAAAAAAAAAAAAAAIABVQIAAF9yZWxzL3cueG1sLnJlbHNQSwECFAMUAAAACAAAACEAiY0mwtQAAAAlAQAABQAAAAAAAAAAAAAAgAEGAwAAcy54bWxQSwUGAAAAAAUABQAeAQAA_QMAAAAA"}}),
};

/* -- form.mapped -- */

static const struct field mapped_fields[] = {
	VERSION,
	{ .name = "due", .type = FIELD_INT, .min = 0, .max = 1439,
		.zh = "每日自动填报时刻（零点起的分钟数；不填为人工填报）",
		.en = "When it is filled every day, in minutes after midnight; without it by hand" },
	{ .name = "retired", .type = FIELD_BOOL, .zh = "停用", .en = "Not asked for any more" },
	{ .name = "map", .type = FIELD_TEXT, .required = true, .min = 2, .max = MAP_TEXT_MAX,
		.zh = "单元格对应关系（JSON）", .en = "What stands in which cell (JSON)" },
	{ .name = NULL }
};

static const struct kind mapped = {
	.name = "form.mapped", .v = 1, .desk = "forms", .zh = "设定报表对应关系", .en = "Form mapped",
	.fields = mapped_fields, .envelope = NEEDS_AREA | NEEDS_SUBJECT, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.agrees = forms_mapped_agrees, .effects = forms_mapped_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000f02", "kind": "form.mapped", "v": 1,
		"at": "2022-08-30T09:10:00+08:00", "area": "512021100", "subject": "0182ec0c-3800-7000-8000-000000000f01",
		"body": {"version": 1, "due": 1080, "retired": false,
		"map": "[{\"sheet\":0,\"cell\":\"B2\",\"what\":\"figure\",\"figure\":\"people-called-on\",\"area\":\"512021100\",\"measure\":\"day\",\"back\":0}]"}}),
};

/* -- form.filled -- */

static const struct field filled_fields[] = {
	BASE_INCIDENT(true),
	VERSION,
	{ .name = "map", .type = FIELD_REF, .required = true, .zh = "所依据的对应关系", .en = "The map it was filled by" },
	{ .name = "day", .type = FIELD_DATE, .required = true, .zh = "报表日期", .en = "The day it was filled for" },
	{ .name = "as_of", .type = FIELD_INT, .required = true, .min = 0, .max = POS_MAX,
		.zh = "数据截至位置", .en = "As of position" },
	{ .name = "saved", .type = FIELD_INT, .required = true, .min = 0, .max = POS_MAX,
		.zh = "少问次数", .en = "Questions saved" },
	{ .name = "cells", .type = FIELD_TEXT, .required = true, .max = MAP_TEXT_MAX,
		.zh = "填入的内容（JSON）", .en = "What was filled in (JSON)" },
	{ .name = NULL }
};

static const struct kind filled = {
	.name = "form.filled", .v = 1, .desk = "forms", .zh = "填报报表", .en = "Form filled",
	.fields = filled_fields, .envelope = NEEDS_AREA | NEEDS_SUBJECT | KIND_COMPOSED, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.effects = forms_filled_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000f03", "kind": "form.filled", "v": 1,
		"at": "2022-08-30T18:00:00+08:00", "area": "512021100", "subject": "0182ec0c-3800-7000-8000-000000000f01",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "version": 2,
		"map": "0182ec0c-3800-7000-8000-000000000f02", "day": "2022-08-30", "as_of": 4711, "saved": 5,
		"cells": "[{\"s\":0,\"c\":\"B2\",\"w\":\"figure\",\"t\":\"12\",\"f\":\"people-called-on\",\"v\":1,\"a\":\"512021100\",\"m\":\"day\",\"from\":\"2022-08-30\",\"to\":\"2022-08-30\",\"n\":5}]"}}),
};

const struct kind *const forms_kinds[] = { &filed, &mapped, &filled, NULL };

/* -- figures -- */

static const struct figure figure_filled = {
	.number = FORMS_FILLED, .apart = true, .id = "forms-filled", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "张次", .unit_en = "tables", .zh = "填报报表张次", .en = "Tables filled for upper offices",
	.means_zh = "有效的填报报表记录数；同一报表同一天填报多次的，各计一次。",
	.means_en = "Standing records of forms filled; one that is filled twice on a day counts twice.",
};

static const struct figure figure_saved = {
	.number = FORMS_SAVED, .apart = true, .id = "questions-saved", .v = 1, .shape = FIGURE_SUM, .divide = 1,
	.unit_zh = "次", .unit_en = "questions", .zh = "少问次数", .en = "Questions at the door saved",
	.means_zh = "报表填报时，表内某项指标当日所依据的记录中，已被当日另一张报表的同一指标用过的记录条数之和：没有对应关系，这些就要再向下问一次。第一张表用到的不计，同一张表重复填报的不重复计。",
	.means_en = "Of the records that a table counts for a figure on its day, those that another table of that day had counted for the same figure: without the map each would have been asked for again. What the first table asks does not count, nor does a table that is filled again.",
};

static const struct figure *const figures[] = { &figure_filled, &figure_saved, NULL };

/* -- the desk -- */

static const struct round_kind *const rounds[] = { NULL };

const struct desk forms_desk = {
	.name = "forms", .zh = "报表", .en = "Tables of upper offices", .matter = MATTER_COMMAND,
	.kinds = forms_kinds, .figures = figures, .rounds = rounds,
};
