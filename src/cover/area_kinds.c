/* Areas and incidents: where things are, and what is going on. An area's code and name are dated, its id is for ever. */
#include "cover/base_kinds.h"

static const struct choice levels[] = {
	{ "province", 1, "省级", "Province" },
	{ "prefecture", 2, "地市级", "Prefecture" },
	{ "county", 3, "县级", "County" },
	{ "township", 4, "乡镇（街道）", "Township" },
	{ "village", 5, "村（社区）", "Village or community" },
	{ "grid", 6, "网格", "Grid" },
	{ .name = NULL }
};

#define PARENT { .name = "parent", .type = FIELD_AREA, .zh = "上级区域", .en = "Parent area" }
#define CODE { .name = "code", .type = FIELD_TEXT, .max = 32, .zh = "区划代码", .en = "Division code" }

/* -- area.added -- */

static const struct field added_fields[] = {
	PARENT, CODE,
	{ .name = "name", .type = FIELD_TEXT, .required = true, .max = BASE_NAME_MAX, .zh = "名称", .en = "Name" },
	{ .name = "level", .type = FIELD_CHOICE, .choices = levels, .zh = "级别", .en = "Level" },
	{ .name = "from", .type = FIELD_DATE, .zh = "启用日期", .en = "Valid from" },
	{ .name = NULL }
};

/* Without a date it is valid since 1970, which is as far back as anyone asks. */
static int added_effects(struct effects *e, const struct record *r)
{
	struct str code = record_text(r, "code");

	return effects_area_add(e, r->area, record_text(r, "parent"), code.n ? code : r->area,
		record_text(r, "name"), record_choice(r, "level"), (int32_t)record_int(r, "from"));
}

const struct kind area_added = {
	.name = "area.added", .v = 1, .desk = "base", .zh = "新增区域", .en = "Area added",
	.fields = added_fields, .envelope = NEEDS_AREA, .matter = MATTER_ROSTER, .verb = VERB_DECIDE, .effects = added_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000101", "kind": "area.added", "v": 1,
		"at": "2022-08-30T08:00:00+08:00", "area": "512021100201001",
		"body": {"parent": "512021100201", "code": "512021100201001", "name": "棋盘村第一网格",
		"level": "grid", "from": "2022-08-30"}}),
};

/* -- area.changed -- */

static const struct field changed_fields[] = {
	PARENT, CODE,
	{ .name = "name", .type = FIELD_TEXT, .max = BASE_NAME_MAX, .zh = "名称", .en = "Name" },
	{ .name = "from", .type = FIELD_DATE, .required = true, .zh = "变更生效日期", .en = "Valid from" },
	{ .name = NULL }
};

static int changed_effects(struct effects *e, const struct record *r)
{
	return effects_area_set(e, r->area, record_text(r, "parent"), record_text(r, "code"),
		record_text(r, "name"), (int32_t)record_int(r, "from"));
}

const struct kind area_changed = {
	.name = "area.changed", .v = 1, .desk = "base", .zh = "区域变更", .en = "Area changed",
	.fields = changed_fields, .envelope = NEEDS_AREA, .matter = MATTER_ROSTER, .verb = VERB_DECIDE, .effects = changed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000102", "kind": "area.changed", "v": 1,
		"at": "2022-08-30T08:01:00+08:00", "area": "512021100201001",
		"body": {"parent": "512021100201", "code": "512021100201001", "name": "棋盘村第一网格（东）",
		"from": "2022-09-01"}}),
};

/* -- area.ended -- */

static const struct field ended_fields[] = {
	{ .name = "on", .type = FIELD_DATE, .required = true, .zh = "撤销日期", .en = "Ends on" },
	{ .name = "reason", .type = FIELD_TEXT, .max = BASE_REASON_MAX, .zh = "原因", .en = "Reason" },
	{ .name = NULL }
};

static int ended_effects(struct effects *e, const struct record *r)
{
	return effects_area_end(e, r->area, (int32_t)record_int(r, "on"));
}

const struct kind area_ended = {
	.name = "area.ended", .v = 1, .desk = "base", .zh = "撤销区域", .en = "Area ended",
	.fields = ended_fields, .envelope = NEEDS_AREA, .matter = MATTER_ROSTER, .verb = VERB_DECIDE, .effects = ended_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000103", "kind": "area.ended", "v": 1,
		"at": "2022-08-30T08:02:00+08:00", "area": "512021100201009",
		"body": {"on": "2022-09-30", "reason": "网格重新划分"}}),
};

/* -- incidents -- */

const struct choice base_response_levels[] = {
	{ "first", 1, "Ⅰ级（特别重大）", "Level I" },
	{ "second", 2, "Ⅱ级（重大）", "Level II" },
	{ "third", 3, "Ⅲ级（较大）", "Level III" },
	{ "fourth", 4, "Ⅳ级（一般）", "Level IV" },
	{ .name = NULL }
};

static const struct choice triggers[] = {
	{ "confirmed", 1, "本地确诊病例", "A confirmed case here" },
	{ "asymptomatic", 2, "本地无症状感染者", "An infection without symptoms here" },
	{ "imported", 3, "外来输入病例", "A case that came from outside" },
	{ "neighbour", 4, "周边地区疫情", "An outbreak next door" },
	{ "ordered", 5, "上级部署", "By order from above" },
	{ "other", 6, "其他", "Another reason" },
	{ .name = NULL }
};

#define DECLARED_FIELDS \
	{ .name = "name", .type = FIELD_TEXT, .required = true, .max = BASE_NAME_MAX, .zh = "事件名称", .en = "Name" }, \
	{ .name = "exercise", .type = FIELD_BOOL, .zh = "演练", .en = "Exercise" }

static const struct field declared_fields_v1[] = {
	DECLARED_FIELDS,
	{ .name = NULL }
};

static const struct field declared_fields[] = {
	DECLARED_FIELDS,
	{ .name = "trigger", .type = FIELD_CHOICE, .choices = triggers, .zh = "启动原因", .en = "Trigger" },
	{ .name = "level", .type = FIELD_CHOICE, .choices = base_response_levels,
		.zh = "响应级别", .en = "Level of the response" },
	{ .name = "since", .type = FIELD_TIME, .zh = "启动时间", .en = "Since" },
	{ .name = NULL }
};

static int declared_effects(struct effects *e, const struct record *r)
{
	uint8_t level = record_choice(r, "level");
	int64_t since = record_int(r, "since");

	effects_incident(e, INCIDENT_DECLARE, r->subject, r->area, record_text(r, "name"),
		record_int(r, "exercise") != 0);
	if (level)
		effects_incident_level(e, r->subject, level, since ? since : r->at_used);
	return e->failed;
}

/* Version 1 asked neither why, nor at what level, nor since when. */
static int declared_lift(struct cx *cx, const struct json *old, const struct json **ret)
{
	(void)cx;
	*ret = old;
	return 0;
}

const struct kind incident_declared_v1 = {
	.name = "incident.declared", .v = 1, .desk = "base", .zh = "启动应急响应", .en = "Incident declared",
	.fields = declared_fields_v1, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000104", "kind": "incident.declared", "v": 1,
		"at": "2022-08-30T08:03:00+08:00", "area": "512021",
		"subject": "0182ec0c-3800-7000-8000-000000000001",
		"body": {"name": "外防输入排查（示例）", "exercise": false}}),
};

const struct kind incident_declared = {
	.name = "incident.declared", .v = 2, .desk = "base", .zh = "启动应急响应", .en = "Incident declared",
	.fields = declared_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_COMMAND, .verb = VERB_DECIDE,
	.lift = declared_lift, .effects = declared_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000011a", "kind": "incident.declared", "v": 2,
		"at": "2022-08-30T08:03:30+08:00", "area": "512021",
		"subject": "0182ec0c-3800-7000-8000-000000000001",
		"body": {"name": "外防输入排查（示例）", "exercise": false, "trigger": "neighbour", "level": "third",
		"since": "2022-08-30T08:00:00+08:00"}}),
};

static const struct field none[] = {
	{ .name = NULL }
};

static int incident_ended_effects(struct effects *e, const struct record *r)
{
	return effects_incident(e, INCIDENT_END, r->subject, STR(""), STR(""), false);
}

const struct kind incident_ended = {
	.name = "incident.ended", .v = 1, .desk = "base", .zh = "终止应急响应", .en = "Incident ended",
	.fields = none, .envelope = NEEDS_SUBJECT | MAY_AREA, .matter = MATTER_COMMAND, .verb = VERB_DECIDE, .effects = incident_ended_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000105", "kind": "incident.ended", "v": 1,
		"at": "2022-09-22T18:00:00+08:00", "area": "512021",
		"subject": "0182ec0c-3800-7000-8000-000000000001", "body": {}}),
};
