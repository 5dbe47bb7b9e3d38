/* The tables of places: who was there, and who waits. */
#include "cover/base_kinds.h"
#include "desk/checkpoint/places.h"

static const struct choice hows[] = {
	{ "own_phone", 1, "本人扫场所码", "Scanned the code with his own phone" },
	{ "card", 2, "志愿者代刷身份证", "A volunteer read his card" },
	{ "by_hand", 3, "志愿者代为登记", "A volunteer entered him" },
	{ .name = NULL }
};

/* -- place.visited: its subject is the place; its time is when he was there -- */

static const struct field visited_fields[] = {
	BASE_INCIDENT(true),
	{ .name = "how", .type = FIELD_CHOICE, .required = true, .choices = hows, .zh = "登记方式", .en = "How" },
	{ .name = "helped", .type = FIELD_BOOL, .zh = "协助使用健康码", .en = "Was helped with his health code" },
	{ .name = "visitor", .type = FIELD_TEXT, .personal = CLASS_IDENTITY, .max = BASE_NAME_MAX,
		.zh = "姓名", .en = "Name" },
	{ .name = "document", .type = FIELD_DOCUMENT, .personal = CLASS_IDENTITY, .zh = "证件号码", .en = "Document number" },
	{ .name = "phone", .type = FIELD_PHONE, .personal = CLASS_CONTACT, .zh = "联系电话", .en = "Phone" },
	{ .name = NULL }
};

const struct kind place_visited = {
	.name = "place.visited", .v = 1, .desk = "checkpoint", .zh = "场所登记（场所码）", .en = "Somebody was at a place",
	.fields = visited_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_CHECKPOINT, .verb = VERB_ENTER,
	.effects = place_visited_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000710", "kind": "place.visited", "v": 1,
		"at": "2022-08-30T09:33:00+08:00", "area": "512021100",
		"subject": "0182ec0c-3800-7000-8000-0000000007f0",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "how": "card", "helped": true,
		"visitor": "张测试", "document": "11010519491231002X", "phone": "13800000000"}}),
};

/* -- queue.counted -- */

static const struct field queue_fields[] = {
	BASE_INCIDENT(true),
	{ .name = "waiting", .type = FIELD_INT, .required = true, .min = 0, .max = 100000,
		.zh = "排队人数", .en = "People who wait" },
	{ .name = "minutes", .type = FIELD_INT, .required = true, .min = 0, .max = 1440,
		.zh = "最长等候（分钟）", .en = "The longest wait, in minutes" },
	{ .name = "lanes", .type = FIELD_INT, .min = 0, .max = 999, .zh = "开放通道（窗口）数", .en = "Lanes that are open" },
	{ .name = NULL }
};

const struct kind queue_counted = {
	.name = "queue.counted", .v = 1, .desk = "checkpoint", .zh = "排队情况清点", .en = "Queue counted",
	.fields = queue_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_CHECKPOINT, .verb = VERB_ENTER,
	.effects = queue_counted_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000711", "kind": "queue.counted", "v": 1,
		"at": "2022-08-30T10:15:00+08:00", "area": "512021100",
		"subject": "0182ec0c-3800-7000-8000-0000000007f0",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "waiting": 85, "minutes": 40, "lanes": 2}}),
};

/* -- figures -- */

const struct figure places_visits = {
	.number = PLACES_VISITS, .id = "place-visits", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "visits", .zh = "场所登记人次", .en = "Visits to places",
	.means_zh = "有效的场所登记记录数；同一人到同一场所两次计两次。",
	.means_en = "Standing records of people who were at a place; somebody who came twice counts twice.",
};

const struct figure places_helped = {
	.number = PLACES_HELPED, .id = "health-code-helped", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "人次", .unit_en = "people", .zh = "协助使用健康码人次", .en = "People helped with their health code",
	.means_zh = "注明“协助使用健康码”的有效场所登记记录数。",
	.means_en = "Standing visits to a place that say that somebody was helped with his health code.",
};

const struct figure queues_counted = {
	.number = PLACES_QUEUES, .id = "queues-counted", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "次", .unit_en = "counts", .zh = "排队清点次数", .en = "Queues counted",
	.means_zh = "有效的排队情况清点记录数。", .means_en = "Standing counts of a queue.",
};

const struct figure queues_overlong = {
	.number = PLACES_OVERLONG, .id = "queues-overlong", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "次", .unit_en = "counts", .zh = "排队超时次数", .en = "Queues in which somebody waited too long",
	.means_zh = "最长等候超过当日规定（县级通行做法：30 分钟）的有效排队情况清点记录数。",
	.means_en = "Standing counts of a queue whose longest wait is more than that day's norm (what counties commonly set: 30 minutes).",
};
