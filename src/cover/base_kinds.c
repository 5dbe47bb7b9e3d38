/* The list of the base's kinds, the acts on records, and what desks share with the base. */
#include "cover/base_kinds.h"

#include <string.h>

#include "rules/norms.h"

const struct choice base_urgencies[] = {
	{ "life", URGENCY_LIFE, "危及生命健康（2 小时内答复）", "Danger to life (answer within 2 hours)" },
	{ "utility", URGENCY_UTILITY, "水电气热等民生急需（24 小时内答复）", "Water, power, heating (within 24 hours)" },
	{ "ordinary", URGENCY_ORDINARY, "一般事项（7 日内答复）", "Ordinary (within 7 days)" },
	{ "hard", URGENCY_HARD, "疑难事项（15 日内答复）", "Hard (within 15 days)" },
	{ .name = NULL }
};

const struct choice base_sites[] = {
	{ "enterprise", SITE_ENTERPRISE, "企业", "Enterprise" },
	{ "village", SITE_VILLAGE, "村（社区）", "Village or community" },
	{ "compound", SITE_COMPOUND, "小区（院落）", "Housing compound" },
	{ "checkpoint", SITE_CHECKPOINT, "卡口（检查站）", "Checkpoint" },
	{ "highway_exit", SITE_HIGHWAY_EXIT, "高速公路出口", "Highway exit" },
	{ "sampling_point", SITE_SAMPLING_POINT, "核酸采样点", "Sampling point" },
	{ "isolation", SITE_ISOLATION, "集中隔离点", "Place of isolation" },
	{ "school", SITE_SCHOOL, "学校（托幼机构）", "School" },
	{ "market", SITE_MARKET, "农贸市场、商超", "Market" },
	{ "medical", SITE_MEDICAL, "医疗机构", "Medical institution" },
	{ "laboratory", SITE_LABORATORY, "检测机构（实验室）", "Laboratory" },
	{ "station", SITE_STATION, "小区值守点", "Station in a compound" },
	{ "other", SITE_OTHER, "其他场所", "Another place" },
	{ .name = NULL }
};

int64_t base_answer_due(uint8_t urgency, int64_t at_used)
{
	return at_used + norm_answer(urgency, day_of(at_used))->ms;
}

const struct field base_place_fields[PLACE_PARTS] = { BASE_PLACE_FIELDS(false) };

void base_place_add(struct buf *b, const struct record *r)
{
	for (int i = 0; i < PLACE_PARTS; i++) {
		if (i)
			buf_c(b, '\x1f');
		buf_str(b, record_text(r, base_place_fields[i].name));
	}
}

struct uuid base_incident(const struct record *r)
{
	struct uuid incident = uuid_nil;

	record_ref(r, "incident", &incident);
	return incident;
}

int base_at_hand(
	struct effects *e, const struct record *r, const char *kind, struct str item, int64_t n)
{
	struct uuid incident = base_incident(r);
	struct buf place;

	buf_init(&place, e->cx->arena);
	buf_z(&place, kind);
	buf_c(&place, ':');
	buf_uuid(&place, &incident);
	buf_c(&place, ':');
	buf_uuid(&place, &r->subject);
	if (!buf_ok(&place))
		return err(e->cx, E_NO_MEMORY, NULL);
	return effects_counted(e, buf_get(&place),
		&(struct parcel){ .incident = incident, .item = item, .milli = n * 1000 });
}

bool base_names_person(const struct kind *k)
{
	const struct field *f = k->fields;

	while (f && f->name && strcmp(f->name, "name") != 0)
		f++;
	return (k->envelope & NEEDS_SUBJECT) && f && f->name && f->type == FIELD_TEXT &&
		f->personal == CLASS_IDENTITY;
}

bool base_tells_home(const struct kind *k)
{
	const struct field *f = k->fields;

	while (f && f->name && strcmp(f->name, "dwelling") != 0)
		f++;
	return base_names_person(k) && f && f->name && f->personal == CLASS_IDENTITY;
}

struct str base_place(struct effects *e, const struct record *r)
{
	struct buf b;

	buf_init(&b, e->cx->arena);
	base_place_add(&b, r);
	if (!buf_ok(&b) && !e->failed)
		e->failed = err(e->cx, E_NO_MEMORY, NULL);
	return buf_get(&b);
}

/* -- acts on records -- */

#define REASON { .name = "reason", .type = FIELD_TEXT, .max = BASE_REASON_MAX, .zh = "原因", .en = "Reason" }

static const struct field voided_fields[] = {
	{ .name = "records", .type = FIELD_REFS, .required = true, .max = RECORD_LIST_MAX,
		.zh = "要作废的记录", .en = "Records to be voided" },
	REASON,
	{ .name = NULL }
};

const struct kind record_voided = {
	.name = "record.voided", .v = 1, .desk = "base", .zh = "作废记录", .en = "Records voided",
	.fields = voided_fields, .envelope = MAY_AREA, .matter = MATTER_ANY, .verb = VERB_WRITES,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000114", "kind": "record.voided", "v": 1,
		"at": "2022-08-30T18:05:00+08:00", "area": "512021100201001",
		"body": {"records": ["0182ec0c-3800-7000-8000-000000000199"], "reason": "楼栋填错，已重新登记"}}),
};

static const struct field approved_fields[] = {
	{ .name = "records", .type = FIELD_REFS, .required = true, .max = RECORD_LIST_MAX,
		.zh = "同意的记录", .en = "Records approved" },
	{ .name = NULL }
};

const struct kind record_approved = {
	.name = "record.approved", .v = 1, .desk = "base", .zh = "复核同意", .en = "Records approved",
	.fields = approved_fields, .envelope = MAY_AREA, .matter = MATTER_ANY, .verb = VERB_APPROVE,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000115", "kind": "record.approved", "v": 1,
		"at": "2022-08-30T18:10:00+08:00", "area": "512021100201001",
		"body": {"records": ["0182ec0c-3800-7000-8000-000000000198"]}}),
};

static const struct field withdrawn_fields[] = {
	REASON,
	{ .name = NULL }
};

/* Stands in an outbox where its writer gave a record up, so that the numbers have no gap. */
const struct kind record_withdrawn = {
	.name = "record.withdrawn", .v = 1, .desk = "base", .zh = "放弃上报", .en = "Record withdrawn",
	.fields = withdrawn_fields, .envelope = MAY_AREA, .matter = MATTER_ANY, .verb = VERB_WRITES,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000116", "kind": "record.withdrawn", "v": 1,
		"at": "2022-08-30T18:15:00+08:00", "area": "512021100201001",
		"body": {"reason": "与同组人员重复登记"}}),
};

#define REFUSED_POS_MAX ((1LL << 53) - 1)

static const struct choice settlings[] = {
	{ "entered", 1, "已重新填报", "Entered anew" },
	{ "withdrawn", 2, "不再上报", "Given up" },
	{ .name = NULL }
};

static const struct field settled_fields[] = {
	{ .name = "pos", .type = FIELD_INT, .required = true, .min = 1, .max = REFUSED_POS_MAX,
		.zh = "被退回记录的序号", .en = "Position of what was refused" },
	{ .name = "received", .type = FIELD_TIME, .required = true, .zh = "被退回的时间", .en = "When it was refused" },
	{ .name = "how", .type = FIELD_CHOICE, .required = true, .choices = settlings,
		.zh = "处理结果", .en = "How it was settled" },
	{ .name = "records", .type = FIELD_REFS, .max = 10, .zh = "重新填报的记录", .en = "Records entered instead" },
	REASON,
	{ .name = NULL }
};

static int settled_effects(struct effects *e, const struct record *r)
{
	return effects_published(e, PUBLISHED_SETTLED,
		refusal_key(record_int(r, "pos"), record_int(r, "received")));
}

/* A refused record counts nowhere; that somebody has seen to it is a record. */
const struct kind refusal_settled = {
	.name = "refusal.settled", .v = 1, .desk = "base", .zh = "处理被退回的记录", .en = "Refused record seen to",
	.fields = settled_fields, .envelope = NEEDS_AREA, .matter = MATTER_ROUND, .verb = VERB_DECIDE,
	.effects = settled_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000117", "kind": "refusal.settled", "v": 1,
		"at": "2022-08-30T18:20:00+08:00", "area": "512021100201001",
		"body": {"pos": 52, "received": "2022-08-30T18:00:00+08:00", "how": "entered",
		"records": ["0182ec0c-3800-7000-8000-000000000198"], "reason": "楼栋填错，已由网格员重新填报（示例）"}}),
};

const struct kind *const base_kinds[] = {
	&area_added, &area_changed, &area_ended,
	&incident_declared_v1, &incident_declared, &incident_ended,
	&dwelling_listed, &dwelling_changed, &person_listed, &person_changed,
	&subject_moved, &subject_merged, &subject_parted,
	&round_opened, &round_targeted, &round_closed, &round_extended, &round_reopened, &round_cancelled,
	&target_exempted,
	&record_voided, &record_approved, &record_withdrawn, &refusal_settled,
	NULL
};
