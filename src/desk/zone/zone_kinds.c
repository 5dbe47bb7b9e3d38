/* The tables of zones, needs and counselling. */
#include "cover/base_kinds.h"
#include "desk/zone/zone.h"
#include "rules/norms.h"

#define ORDERS_MAX 99
#define MONEY_MAX 100000000000LL        /* thousandths: a hundred million yuan */

#define NOTE { .name = "note", .type = FIELD_TEXT, .personal = CLASS_CONTACT, .max = 500, .zh = "备注", .en = "Note" }
#define ABOUT_MATTER (NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT)

/* -- zone.sealed, zone.changed: they bind people, so a second person approves -- */

#define LEVELS \
	{ "sealed", ZONE_SEALED, "封控区", "Sealed: nobody leaves home" }, \
	{ "controlled", ZONE_CONTROLLED, "管控区", "Controlled: nobody leaves the area" }, \
	{ "precaution", ZONE_PRECAUTION, "防范区", "Precaution" }, \
	{ "high", ZONE_HIGH, "高风险区", "High risk" }, \
	{ "medium", ZONE_MEDIUM, "中风险区", "Medium risk" }, \
	{ "low", ZONE_LOW, "低风险区", "Low risk" }

static const struct choice levels[] = {
	LEVELS,
	{ .name = NULL }
};

static const struct choice causes[] = {
	{ "case", 1, "发现病例（感染者）", "A case" },
	{ "rule", 2, "按防控方案规定", "A rule" },
	{ "order", 3, "指挥部命令", "An order" },
	{ .name = NULL }
};

#define LEVEL { .name = "level", .type = FIELD_CHOICE, .required = true, .choices = levels, \
	.zh = "管控等级", .en = "Level" }
#define CAUSE { .name = "cause", .type = FIELD_CHOICE, .required = true, .choices = causes, \
	.zh = "管控原因", .en = "Cause" }
#define BASIS { .name = "basis", .type = FIELD_TEXT, .required = true, .max = 200, \
	.zh = "依据（方案版本、文号，不写人名）", .en = "Basis (rule and version, or number of the order; no names)" }
#define CASE_TEXT { .name = "case_text", .type = FIELD_TEXT, .personal = CLASS_HEALTH, .max = 500, \
	.zh = "病例情况", .en = "About the case" }
#define UNTIL { .name = "until", .type = FIELD_TIME, .required = true, .zh = "期满时间", .en = "In force until" }

static const struct field sealed_fields[] = {
	LEVEL, CAUSE, BASIS, CASE_TEXT, UNTIL, BASE_PLACE_STAIR,
	{ .name = "households", .type = FIELD_INT, .min = 0, .max = 999999, .zh = "涉及户数", .en = "Households inside" },
	{ .name = "people", .type = FIELD_INT, .min = 0, .max = 9999999, .zh = "涉及人数", .en = "People inside" },
	{ .name = "lead", .type = FIELD_TEXT, .required = true, .max = 64, .zh = "牵头单位（专班）",
		.en = "Who leads there" },
	{ .name = "leader", .type = FIELD_TEXT, .personal = CLASS_IDENTITY, .max = BASE_NAME_MAX,
		.zh = "负责人姓名", .en = "Name of the lead" },
	{ .name = "leader_phone", .type = FIELD_PHONE, .personal = CLASS_CONTACT, .zh = "负责人电话",
		.en = "Phone of the lead" },
	{ .name = "duties", .type = FIELD_TEXT, .personal = CLASS_CONTACT, .max = 1000,
		.zh = "主要任务和分工", .en = "Tasks and who does them" },
	{ .name = NULL }
};

static const struct kind sealed = {
	.name = "zone.sealed", .v = 1, .desk = "zone", .zh = "划定管控区域", .en = "Zone sealed",
	.fields = sealed_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | KIND_TWO_PERSONS, .matter = MATTER_ZONE, .verb = VERB_DECIDE,
	.obliges = "zone", .effects = zone_sealed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000601", "kind": "zone.sealed", "v": 1,
		"at": "2022-08-30T10:00:00+08:00", "area": "512021100201001",
		"round": "3cebb689-e074-8e38-9e49-436cdcc3ca3a",
		"body": {"level": "high", "cause": "case", "basis": "第九版防控方案", "case_text": "核酸初筛阳性 1 例（示例）",
		"until": "2022-09-06T10:00:00+08:00", "compound": "示例花园", "building": "1栋", "unit": "2单元",
		"households": 12, "people": 31, "lead": "示例社区专班", "leader": "赵示例",
		"leader_phone": "13800000003", "duties": "物资组每日两次配送（示例）"}}),
};

static const struct field changed_fields[] = {
	LEVEL, CAUSE, BASIS, UNTIL,
	{ .name = NULL }
};

static const struct kind changed = {
	.name = "zone.changed", .v = 1, .desk = "zone", .zh = "调整管控等级或期限", .en = "Zone changed",
	.fields = changed_fields, .envelope = ABOUT_MATTER | KIND_TWO_PERSONS, .matter = MATTER_ZONE, .verb = VERB_DECIDE,
	.covers = "zone", .effects = zone_changed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000602", "kind": "zone.changed", "v": 1,
		"at": "2022-09-06T09:00:00+08:00", "area": "512021100201001",
		"round": "3cebb689-e074-8e38-9e49-436cdcc3ca3a",
		"subject": "0182ec0c-3800-7000-8000-000000000601",
		"body": {"level": "medium", "cause": "rule", "basis": "第九版防控方案：连续 7 日无新增",
		"until": "2022-09-09T10:00:00+08:00"}}),
};

/* -- zone.released -- */

#define RELEASES \
	{ "term", ZONE_TERM, "期满解除", "Released at its end" }, \
	{ "early", ZONE_EARLY, "提前解除", "Released early" }, \
	{ "merged", ZONE_MERGED, "并入其他管控区域", "Merged into another zone" }

static const struct choice releases[] = {
	RELEASES,
	{ .name = NULL }
};

static const struct choice zone_outcomes[] = {
	LEVELS, RELEASES, BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice zone_next[] = {
	{ "assess", ZONE_NEXT_ASSESS, "期满前评估：解除、降级或延长", "To be assessed before its end" },
	{ .name = NULL }
};

static const struct field released_fields[] = {
	{ .name = "reason", .type = FIELD_CHOICE, .required = true, .choices = releases,
		.zh = "解除原因", .en = "Why" },
	BASIS,
	{ .name = NULL }
};

static const struct kind released = {
	.name = "zone.released", .v = 1, .desk = "zone", .zh = "解除管控区域", .en = "Zone released",
	.fields = released_fields, .envelope = ABOUT_MATTER | KIND_FREES, .matter = MATTER_ZONE, .verb = VERB_DECIDE,
	.covers = "zone", .effects = zone_released_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000603", "kind": "zone.released", "v": 1,
		"at": "2022-09-09T10:00:00+08:00", "area": "512021100201001",
		"round": "3cebb689-e074-8e38-9e49-436cdcc3ca3a",
		"subject": "0182ec0c-3800-7000-8000-000000000601",
		"body": {"reason": "term", "basis": "安疫指〔2022〕示例 12 号"}}),
};

/* -- need.raised -- */

/* How soon is open, so that it can be counted and put in order; what for tells of somebody's health, and is not. */
static const struct choice need_urgencies[] = {
	{ "life", URGENCY_LIFE, "涉及生命健康（2 小时内）", "Life or health (within 2 hours)" },
	{ "daily", URGENCY_UTILITY, "基本生活物资（24 小时内）", "Daily goods (within 24 hours)" },
	{ "ordinary", URGENCY_ORDINARY, "一般需求（7 日内）", "Ordinary (within 7 days)" },
	{ .name = NULL }
};

static const struct choice categories[] = {
	{ "food", NEED_FOOD, "生活物资", "Food and daily goods" },
	{ "medicine", NEED_MEDICINE, "药品", "Medicine" },
	{ "dialysis", NEED_DIALYSIS, "血液透析", "Dialysis" },
	{ "infant", NEED_INFANT, "婴幼儿急需", "Of an infant" },
	{ "pregnancy", NEED_PREGNANCY, "孕产妇急需", "Of a pregnant woman" },
	{ "clinic", NEED_CLINIC, "外出就医", "To see a doctor" },
	{ "errand", NEED_ERRAND, "代办事项", "An errand" },
	{ "other", NEED_OTHER, "其他需求", "Another need" },
	{ .name = NULL }
};

static const struct field need_fields[] = {
	{ .name = "urgency", .type = FIELD_CHOICE, .required = true, .choices = need_urgencies,
		.zh = "紧急程度", .en = "How soon" },
	{ .name = "category", .type = FIELD_CHOICE, .required = true, .personal = CLASS_HEALTH, .choices = categories,
		.zh = "需求类别", .en = "What is needed" },
	{ .name = "people", .type = FIELD_INT, .min = 1, .max = 99, .zh = "用餐（用药）人数", .en = "For how many" },
	{ .name = "text", .type = FIELD_TEXT, .required = true, .personal = CLASS_HEALTH, .max = 1000,
		.zh = "需求内容", .en = "The need in words" },
	{ .name = "name", .type = FIELD_TEXT, .personal = CLASS_IDENTITY, .max = BASE_NAME_MAX,
		.zh = "居民姓名", .en = "Name" },
	{ .name = "phone", .type = FIELD_PHONE, .personal = CLASS_CONTACT, .zh = "居民电话", .en = "Phone" },
	{ .name = NULL }
};

static const struct kind need_raised = {
	.name = "need.raised", .v = 1, .desk = "zone", .zh = "登记居民需求", .en = "Need raised",
	.fields = need_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | MAY_SUBJECT, .matter = MATTER_ZONE, .verb = VERB_ENTER,
	.obliges = "need", .effects = need_raised_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000604", "kind": "need.raised", "v": 1,
		"at": "2022-08-30T11:00:00+08:00", "area": "512021100201001",
		"round": "b5269403-30c1-89d5-b24b-3bb73a44af9d",
		"subject": "0182ec0c-3800-7000-8000-000000000003",
		"body": {"urgency": "life", "category": "medicine", "people": 1,
		"text": "降压药一盒（示例）", "name": "张测试", "phone": "13800000000"}}),
};

/* -- need.taken -- */

static const struct field taken_fields[] = {
	{ .name = "owner", .type = FIELD_TEXT, .required = true, .max = 64,
		.zh = "承办单位（志愿服务队）", .en = "Who takes it on" },
	{ .name = "volunteer", .type = FIELD_TEXT, .personal = CLASS_IDENTITY, .max = BASE_NAME_MAX,
		.zh = "志愿者姓名", .en = "Name of the volunteer" },
	{ .name = "volunteer_phone", .type = FIELD_PHONE, .personal = CLASS_CONTACT,
		.zh = "志愿者电话", .en = "Phone of the volunteer" },
	{ .name = NULL }
};

static const struct kind need_taken = {
	.name = "need.taken", .v = 1, .desk = "zone", .zh = "认领需求", .en = "Need taken on",
	.fields = taken_fields, .envelope = ABOUT_MATTER, .matter = MATTER_ZONE, .verb = VERB_ENTER,
	.covers = "need", .effects = need_taken_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000605", "kind": "need.taken", "v": 1,
		"at": "2022-08-30T11:10:00+08:00", "area": "512021100201001",
		"round": "b5269403-30c1-89d5-b24b-3bb73a44af9d",
		"subject": "0182ec0c-3800-7000-8000-000000000604",
		"body": {"owner": "示例志愿服务队", "volunteer": "孙示例", "volunteer_phone": "13800000004"}}),
};

/* -- order.bought -- */

static const struct field bought_fields[] = {
	{ .name = "amount", .type = FIELD_DECIMAL, .required = true, .min = 0, .max = MONEY_MAX,
		.zh = "金额（元，两位小数）", .en = "Amount (yuan, two decimals)" },
	{ .name = "shop", .type = FIELD_TEXT, .personal = CLASS_HEALTH, .max = 64, .zh = "采购商户", .en = "Where it was bought" },
	{ .name = "goods", .type = FIELD_TEXT, .personal = CLASS_HEALTH, .max = 500,
		.zh = "所购物品", .en = "What was bought" },
	{ .name = NULL }
};

static const struct kind order_bought = {
	.name = "order.bought", .v = 1, .desk = "zone", .zh = "代购完成", .en = "Order bought",
	.fields = bought_fields, .envelope = ABOUT_MATTER, .matter = MATTER_ZONE, .verb = VERB_ENTER,
	.covers = "need", .effects = order_bought_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000606", "kind": "order.bought", "v": 1,
		"at": "2022-08-30T11:40:00+08:00", "area": "512021100201001",
		"round": "b5269403-30c1-89d5-b24b-3bb73a44af9d",
		"subject": "0182ec0c-3800-7000-8000-000000000604",
		"body": {"amount": "36.50", "shop": "示例大药房", "goods": "降压药一盒（示例）"}}),
};

/* -- delivery.signed -- */

static const struct choice signers[] = {
	{ "resident", 1, "居民本人（家人）签收", "The resident" },
	{ "door", 2, "无接触放置门口", "Left at the door" },
	{ "neighbour", 3, "邻居代收", "A neighbour" },
	{ .name = NULL }
};

static const struct choice goods[] = {
	{ "bought", NEED_GOODS_BOUGHT, "代购", "Bought for the household" },
	{ "allotted", NEED_GOODS_ALLOTTED, "调拨物资", "Allotted from a store" },
	{ "gift", NEED_GOODS_GIFT, "捐赠物资", "A gift" },
	{ .name = NULL }
};

static const struct field signed_fields[] = {
	{ .name = "by_whom", .type = FIELD_CHOICE, .required = true, .choices = signers,
		.zh = "签收方式", .en = "Who took it in" },
	{ .name = "goods", .type = FIELD_CHOICE, .required = true, .choices = goods,
		.zh = "物资来源", .en = "Where the goods come from" },
	NOTE,
	{ .name = NULL }
};

static const struct kind delivery_signed = {
	.name = "delivery.signed", .v = 1, .desk = "zone", .zh = "送达签收", .en = "Delivery signed for",
	.fields = signed_fields, .envelope = ABOUT_MATTER, .matter = MATTER_ZONE, .verb = VERB_ENTER,
	.covers = "need", .effects = delivery_signed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000607", "kind": "delivery.signed", "v": 1,
		"at": "2022-08-30T12:20:00+08:00", "area": "512021100201001",
		"round": "b5269403-30c1-89d5-b24b-3bb73a44af9d",
		"subject": "0182ec0c-3800-7000-8000-000000000604",
		"body": {"by_whom": "resident", "goods": "bought", "note": "款项已结清（示例）"}}),
};

/* -- errand.done -- */

static const struct choice errands[] = {
	{ "prescription", 1, "代开药、代取药", "A prescription filled" },
	{ "clinic", 2, "就医接送", "Taken to a doctor and back" },
	{ "papers", 3, "代办证明手续", "Papers" },
	{ "parcel", 4, "代取快递", "A parcel fetched" },
	{ "repair", 5, "水电气维修", "A repair" },
	{ "care", 6, "照护老幼", "Care of the old and the young" },
	{ "other", 7, "其他", "Another errand" },
	{ .name = NULL }
};

static const struct field errand_fields[] = {
	{ .name = "errand", .type = FIELD_CHOICE, .required = true, .personal = CLASS_HEALTH, .choices = errands,
		.zh = "代办事项", .en = "Errand" },
	{ .name = "text", .type = FIELD_TEXT, .personal = CLASS_HEALTH, .max = 500,
		.zh = "办理情况", .en = "What was done" },
	{ .name = NULL }
};

static const struct kind errand_done = {
	.name = "errand.done", .v = 1, .desk = "zone", .zh = "代办完成", .en = "Errand done",
	.fields = errand_fields, .envelope = ABOUT_MATTER, .matter = MATTER_ZONE, .verb = VERB_ENTER,
	.covers = "need", .effects = errand_done_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000608", "kind": "errand.done", "v": 1,
		"at": "2022-08-30T16:00:00+08:00", "area": "512021100201001",
		"round": "b5269403-30c1-89d5-b24b-3bb73a44af9d",
		"subject": "0182ec0c-3800-7000-8000-000000000604",
		"body": {"errand": "clinic", "text": "闭环接送透析并送回（示例）"}}),
};

/* -- need.dropped -- */

#define DROPS \
	{ "withdrawn", NEED_WITHDRAWN, "居民撤回", "Taken back" }, \
	{ "by_himself", NEED_BY_HIMSELF, "居民自行解决", "Met by the household itself" }, \
	{ "twice", NEED_TWICE, "重复登记", "Raised twice" }, \
	{ "released", NEED_RELEASED, "已解除管控，自行办理", "The zone was released" }

static const struct choice drops[] = {
	DROPS,
	{ .name = NULL }
};

static const struct choice need_outcomes[] = {
	{ "taken", NEED_TAKEN, "已认领", "Taken on" },
	{ "bought", NEED_BOUGHT, "已代购，待送达", "Bought" },
	{ "signed", NEED_SIGNED, "已送达签收", "Delivered" },
	{ "done", NEED_DONE, "已代办", "Errand done" },
	DROPS, BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice need_next[] = {
	{ "buy", NEED_NEXT_BUY, "采购或代办", "To be bought or done" },
	{ "deliver", NEED_NEXT_DELIVER, "送达签收", "To be delivered" },
	{ .name = NULL }
};

static const struct field dropped_fields[] = {
	{ .name = "reason", .type = FIELD_CHOICE, .required = true, .choices = drops, .zh = "原因", .en = "Reason" },
	{ .name = "orders", .type = FIELD_INT, .min = 0, .max = ORDERS_MAX,
		.zh = "已代购、退货或转作他用的单数", .en = "Orders bought by then, given back or to others" },
	NOTE,
	{ .name = NULL }
};

static const struct kind need_dropped = {
	.name = "need.dropped", .v = 1, .desk = "zone", .zh = "撤销需求", .en = "Need dropped",
	.fields = dropped_fields, .envelope = ABOUT_MATTER, .matter = MATTER_ZONE, .verb = VERB_ENTER,
	.covers = "need", .effects = need_dropped_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000609", "kind": "need.dropped", "v": 1,
		"at": "2022-08-30T17:00:00+08:00", "area": "512021100201001",
		"round": "b5269403-30c1-89d5-b24b-3bb73a44af9d",
		"subject": "0182ec0c-3800-7000-8000-000000000604",
		"body": {"reason": "by_himself", "orders": 1, "note": "亲属已送到（示例）"}}),
};

/* -- counsel.asked, counsel.given: who talks, and of what, lies sealed in a class of its own -- */

#define WORDS(what, must, zh_, en_) { .name = (what), .type = FIELD_TEXT, .required = (must), \
	.personal = CLASS_COUNSELLING, .max = 2000, .zh = (zh_), .en = (en_) }

static const struct choice counsel_urgencies[] = {
	{ "danger", URGENCY_LIFE, "有自伤、伤人风险（2 小时内联系）", "May harm himself or others (within 2 hours)" },
	{ "soon", URGENCY_UTILITY, "情绪明显异常（24 小时内联系）", "In great distress (within 24 hours)" },
	{ "ordinary", URGENCY_ORDINARY, "一般心理疏导（7 日内联系）", "An ordinary talk (within 7 days)" },
	{ .name = NULL }
};

static const struct field counsel_asked_fields[] = {
	{ .name = "category", .type = FIELD_CHOICE, .required = true, .choices = counsel_urgencies,
		.zh = "紧急程度", .en = "Urgency" },
	WORDS("text", false, "求助内容", "What was said"),
	{ .name = "person", .type = FIELD_REF, .personal = CLASS_COUNSELLING, .zh = "求助人", .en = "Person" },
	{ .name = "name", .type = FIELD_TEXT, .personal = CLASS_COUNSELLING, .max = BASE_NAME_MAX,
		.zh = "求助人姓名（称呼）", .en = "Name" },
	{ .name = "phone", .type = FIELD_PHONE, .personal = CLASS_COUNSELLING, .zh = "求助人电话", .en = "Phone" },
	{ .name = NULL }
};

static const struct kind counsel_asked = {
	.name = "counsel.asked", .v = 1, .desk = "zone", .zh = "受理心理援助", .en = "Counselling asked for",
	.fields = counsel_asked_fields, .envelope = NEEDS_AREA | NEEDS_ROUND, .matter = MATTER_COUNSEL, .verb = VERB_ENTER,
	.obliges = "counsel", .effects = counsel_asked_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000060a", "kind": "counsel.asked", "v": 1,
		"at": "2022-08-30T19:00:00+08:00", "area": "512021100",
		"round": "e0aef608-42a7-8edd-b6bb-ad88f93fb236",
		"body": {"category": "soon", "text": "连续失眠，想找人聊聊（示例）",
		"person": "0182ec0c-3800-7000-8000-000000000005", "name": "张测试", "phone": "13800000000"}}),
};

#define COUNSEL_OUTCOMES \
	{ "given", COUNSEL_GIVEN, "已疏导，结束", "Talk given, concluded" }, \
	{ "again", COUNSEL_AGAIN, "已疏导，约定再谈", "Talk given, another follows" }, \
	{ "referred", COUNSEL_REFERRED, "已疏导，转介医疗机构", "Talk given, referred to a clinic" }, \
	{ "unreachable", COUNSEL_UNREACHABLE, "联系不上", "Could not be reached" }, \
	{ "declined", COUNSEL_DECLINED, "本人谢绝", "Declined" }

static const struct choice given_outcomes[] = {
	COUNSEL_OUTCOMES,
	{ .name = NULL }
};

static const struct choice counsel_outcomes[] = {
	COUNSEL_OUTCOMES, BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice counsel_next[] = {
	{ "talk", COUNSEL_NEXT_TALK, "按约再谈", "The next talk" },
	{ "clinic", COUNSEL_NEXT_CLINIC, "待医疗机构接诊", "The clinic takes over" },
	{ "call", COUNSEL_NEXT_CALL, "再次联系", "Call again" },
	{ .name = NULL }
};

static const struct field given_fields[] = {
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = given_outcomes,
		.zh = "疏导结果", .en = "Outcome" },
	{ .name = "appointment", .type = FIELD_TIME, .personal = CLASS_COUNSELLING,
		.zh = "下次约谈时间", .en = "Next appointment" },
	WORDS("text", false, "疏导记录", "What was talked about"),
	WORDS("counsellor", false, "疏导人员", "Who talked"),
	{ .name = NULL }
};

static const struct kind counsel_given = {
	.name = "counsel.given", .v = 1, .desk = "zone", .zh = "心理疏导", .en = "Counselling given",
	.fields = given_fields, .envelope = ABOUT_MATTER, .matter = MATTER_COUNSEL, .verb = VERB_ENTER,
	.covers = "counsel", .effects = counsel_given_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-00000000060b", "kind": "counsel.given", "v": 1,
		"at": "2022-08-30T20:00:00+08:00", "area": "512021100",
		"round": "e0aef608-42a7-8edd-b6bb-ad88f93fb236",
		"subject": "0182ec0c-3800-7000-8000-00000000060a",
		"body": {"outcome": "again", "appointment": "2022-09-01T19:00:00+08:00",
		"text": "情绪平稳，约定再谈（示例）", "counsellor": "周示例"}}),
};

const struct kind *const zone_kinds[] = {
	&sealed, &changed, &released,
	&need_raised, &need_taken, &order_bought, &delivery_signed, &errand_done, &need_dropped,
	&counsel_asked, &counsel_given,
	NULL
};

/* -- figures -- */

static const struct figure zones = {
	.number = ZONE_ZONES, .id = "zones-sealed", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "个", .unit_en = "zones", .zh = "划定管控区域数", .en = "Zones sealed",
	.means_zh = "经复核同意的划定管控区域记录数；调整等级或期限的不另计，已解除的仍计入。",
	.means_en = "Standing records of zones sealed, approved where that was needed; a change counts nothing, and a zone that "
		"was released still counts.",
};

static const struct figure needs = {
	.number = ZONE_NEEDS, .id = "needs-raised", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "件", .unit_en = "needs", .zh = "登记居民需求件数", .en = "Needs raised",
	.means_zh = "有效的登记居民需求记录数。", .means_en = "Standing records of needs raised.",
};

static const struct figure needs_met = {
	.number = ZONE_NEEDS_MET, .id = "needs-met", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "件", .unit_en = "needs", .zh = "办结居民需求件次", .en = "Needs met",
	.means_zh = "有效的送达签收记录数与代办完成记录数之和。",
	.means_en = "Standing records of deliveries signed for, and of errands done.",
};

static const struct figure errands_done = {
	.number = ZONE_ERRANDS, .id = "errands-done", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "件", .unit_en = "errands", .zh = "代办件次", .en = "Errands done",
	.means_zh = "有效的代办完成记录数。", .means_en = "Standing records of errands done.",
};

static const struct figure counselling = {
	.number = ZONE_COUNSEL, .id = "counselling-given", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.matter = MATTER_COUNSEL,
	.unit_zh = "次", .unit_en = "talks", .zh = "心理疏导次数", .en = "Counselling given",
	.means_zh = "有效的心理疏导记录中已作疏导（结束、约定再谈或转介）的次数；联系不上和本人谢绝的不计。",
	.means_en = "Standing records of talks that were given: concluded, to go on, or referred; not those where nobody was "
		"reached or the talk was declined.",
};

static const struct figure orders = {
	.number = ZONE_ORDERS, .id = "orders-bought", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "单", .unit_en = "orders", .zh = "代购单数", .en = "Orders bought",
	.means_zh = "有效的代购完成记录数。", .means_en = "Standing records of orders bought.",
};

static const struct figure orders_signed = {
	.number = ZONE_ORDERS_SIGNED, .id = "orders-signed-for", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "单", .unit_en = "orders", .zh = "代购签收单数", .en = "Orders signed for",
	.means_zh = "物资来源为“代购”的有效送达签收记录数。",
	.means_en = "Standing deliveries signed for whose goods were bought for the household.",
};

static const struct figure orders_dropped = {
	.number = ZONE_ORDERS_DROPPED, .id = "orders-dropped", .v = 1, .shape = FIGURE_SUM, .divide = 1,
	.unit_zh = "单", .unit_en = "orders", .zh = "撤销代购单数", .en = "Orders dropped",
	.means_zh = "有效的撤销需求记录中已代购、退货或转作他用的单数之和。",
	.means_en = "The sum of orders that had been bought over the standing records of needs dropped.",
};

static const struct figure orders_value = {
	.number = ZONE_ORDERS_VALUE, .id = "orders-value-yuan", .v = 1, .shape = FIGURE_SUM, .divide = 100,
	.unit_zh = "元", .unit_en = "yuan", .zh = "代购金额", .en = "Value of orders",
	.means_zh = "有效的代购完成记录中金额之和；逐条按分计，合计折算为元。",
	.means_en = "The sum of the amounts of orders bought, kept in fen and shown in yuan.",
};

static const struct figure *const figures[] = {
	&zones, &needs, &needs_met, &errands_done, &counselling, &orders, &orders_signed,
	&orders_dropped, &orders_value, NULL
};

/* -- what must add up -- */

/* What remains on the left is on its way. */
static const struct balance_term order_terms[] = {
	{ .figure = &orders },
	{ .right = true, .figure = &orders_signed },
	{ .right = true, .figure = &orders_dropped },
	{ .figure = NULL }
};

static const struct balance order_balance = {
	.id = "orders", .zh = "代购：代购 = 签收 + 撤销", .en = "Orders: bought = signed for + dropped", .terms = order_terms,
};

static const struct balance *const balances[] = { &order_balance, NULL };

/* -- the desk -- */

static const char *const zone_owner[] = { "lead", NULL };

static const struct round_kind round_zone = {
	.name = "zone", .standing = true, .of = SUBJECT_MATTER, .unit = "zone",
	.unit_zh = "处", .unit_en = "zones",
	.zh = "管控区域", .en = "Zones", .outcomes = zone_outcomes, .next = zone_next, .owner = zone_owner,
	.in_force = true,
};

static const char *const need_owner[] = { "owner", NULL };

static const char *const need_urgency[] = { "urgency", NULL };

static const struct round_kind round_need = {
	.name = "need", .standing = true, .of = SUBJECT_MATTER, .unit = "need",
	.unit_zh = "件", .unit_en = "needs",
	.zh = "居民需求", .en = "Needs", .outcomes = need_outcomes, .next = need_next, .owner = need_owner,
	.urgency = need_urgency,
};

static const char *const counsel_urgency[] = { "category", NULL };

static const struct round_kind round_counsel = {
	.name = "counsel", .matter = MATTER_COUNSEL, .standing = true, .of = SUBJECT_MATTER, .unit = "request",
	.unit_zh = "件", .unit_en = "requests",
	.zh = "心理援助", .en = "Counselling", .outcomes = counsel_outcomes, .next = counsel_next,
	.urgency = counsel_urgency,
};

static const struct round_kind *const rounds[] = { &round_zone, &round_need, &round_counsel, NULL };

const struct desk zone_desk = {
	.name = "zone", .zh = "管控区保障", .en = "Zones and needs", .matter = MATTER_ZONE,
	.kinds = zone_kinds, .figures = figures, .rounds = rounds, .balances = balances,
};
