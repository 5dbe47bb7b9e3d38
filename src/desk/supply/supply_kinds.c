/* The tables of supplies. */
#include "cover/base_kinds.h"
#include "desk/supply/supply.h"

#define QUANTITY_MAX 1000000000000LL    /* thousandths: a thousand million units */

#define ITEM { .name = "item", .type = FIELD_TEXT, .required = true, .max = 40, .zh = "物资名称", .en = "Item" }
#define QUANTITY { .name = "quantity", .type = FIELD_DECIMAL, .required = true, .min = 1, .max = QUANTITY_MAX, \
	.zh = "数量", .en = "Quantity" }
#define GIFT { .name = "gift", .type = FIELD_REF, .zh = "所属捐赠批次", .en = "Gift that it is of" }
#define STORE { .name = "store", .type = FIELD_REF, .subject = true, .required = true, .zh = "仓库", .en = "Store" }
#define FROM { .name = "from", .type = FIELD_REF, .subject = true, .required = true, .zh = "调出仓库", .en = "From store" }

/* -- store.listed: a store may outlive the incident for which it was set up -- */

static const struct field store_fields[] = {
	{ .name = "name", .type = FIELD_TEXT, .required = true, .max = BASE_NAME_MAX,
		.zh = "仓库名称", .en = "Name of the store" },
	BASE_INCIDENT(false),
	{ .name = NULL }
};

static const struct kind store_listed = {
	.name = "store.listed", .v = 1, .desk = "supply", .zh = "登记仓库", .en = "Store listed",
	.fields = store_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_SUPPLY, .verb = VERB_DECIDE,
	.effects = supply_store_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000401", "kind": "store.listed", "v": 1,
		"at": "2022-08-30T08:40:00+08:00", "area": "512021100",
		"subject": "0182ec0c-3800-7000-8000-000000000008",
		"body": {"name": "岳阳镇物资点（示例）", "incident": "0182ec0c-3800-7000-8000-000000000001"}}),
};

/* -- supply.received -- */

static const struct field received_fields[] = {
	BASE_INCIDENT(true), STORE, ITEM, QUANTITY,
	{ .name = "donated", .type = FIELD_BOOL, .zh = "捐赠", .en = "A gift" },
	{ .name = "value", .type = FIELD_DECIMAL, .min = 0, .max = QUANTITY_MAX,
		.zh = "价值（元，两位小数）", .en = "Value (yuan, two decimals)" },
	{ .name = "donor", .type = FIELD_TEXT, .personal = CLASS_IDENTITY, .max = 100,
		.zh = "捐赠人（单位）", .en = "Donor" },
	{ .name = "gift", .type = FIELD_REF, .zh = "并入的捐赠批次（分批到货或更正时填写）",
		.en = "Gift that it adds to (of what comes later, or of a correction)" },
	{ .name = NULL }
};

static const struct kind received = {
	.name = "supply.received", .v = 1, .desk = "supply", .zh = "物资入库", .en = "Goods received",
	.fields = received_fields, .envelope = NEEDS_AREA, .matter = MATTER_SUPPLY, .verb = VERB_ENTER,
	.agrees = supply_received_agrees, .effects = supply_received_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000402", "kind": "supply.received", "v": 1,
		"at": "2022-08-30T11:00:00+08:00", "area": "512021100",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001",
		"store": "0182ec0c-3800-7000-8000-000000000008", "item": "饮用水（箱）", "quantity": "200",
		"donated": true, "value": "4800.50", "donor": "李示例",
		"gift": "0182ec0c-3800-7000-8000-000000000499"}}),
};

/* -- supply.moved -- */

static const struct field moved_fields[] = {
	BASE_INCIDENT(true), FROM,
	{ .name = "to", .type = FIELD_REF, .subject = true, .required = true, .zh = "调入仓库", .en = "To store" },
	ITEM, QUANTITY, GIFT,
	{ .name = NULL }
};

static const struct kind moved = {
	.name = "supply.moved", .v = 1, .desk = "supply", .zh = "物资调拨", .en = "Goods moved between stores",
	.fields = moved_fields, .envelope = NEEDS_AREA, .matter = MATTER_SUPPLY, .verb = VERB_ENTER, .effects = supply_moved_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000403", "kind": "supply.moved", "v": 1,
		"at": "2022-08-30T12:00:00+08:00", "area": "512021100",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001",
		"from": "0182ec0c-3800-7000-8000-000000000008", "to": "0182ec0c-3800-7000-8000-000000000009",
		"item": "饮用水（箱）", "quantity": "80",
		"gift": "0182ec0c-3800-7000-8000-000000000402"}}),
};

/* -- supply.delivered -- */

static const struct field delivered_fields[] = {
	BASE_INCIDENT(true), FROM,
	{ .name = "to", .type = FIELD_REF, .subject = true, .required = true, .zh = "送达房屋", .en = "To dwelling" },
	ITEM, QUANTITY, GIFT,
	{ .name = NULL }
};

static const struct kind delivered = {
	.name = "supply.delivered", .v = 1, .desk = "supply", .zh = "物资配送到户", .en = "Goods delivered",
	.fields = delivered_fields, .envelope = NEEDS_AREA, .matter = MATTER_SUPPLY, .verb = VERB_ENTER,
	.effects = supply_delivered_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000404", "kind": "supply.delivered", "v": 1,
		"at": "2022-08-30T13:00:00+08:00", "area": "512021100201001",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001",
		"from": "0182ec0c-3800-7000-8000-000000000009", "to": "0182ec0c-3800-7000-8000-000000000003",
		"item": "饮用水（箱）", "quantity": "1.5",
		"gift": "0182ec0c-3800-7000-8000-000000000402"}}),
};

/* -- supply.used: what those on duty use up -- */

static const struct choice uses[] = {
	{ "checkpoint", 1, "卡口值守", "A checkpoint" },
	{ "station", 2, "小区值守", "A station in a compound" },
	{ "sampling", 3, "核酸采样", "Sampling" },
	{ "isolation", 4, "隔离转运", "Isolation and transport" },
	{ "cleaning", 5, "消杀保洁", "Disinfection" },
	{ "office", 6, "指挥调度", "The command" },
	{ "other", 7, "其他", "Another duty" },
	{ .name = NULL }
};

static const struct field used_fields[] = {
	BASE_INCIDENT(true), FROM, ITEM, QUANTITY, GIFT,
	{ .name = "duty", .type = FIELD_CHOICE, .required = true, .choices = uses, .zh = "用途", .en = "On which duty" },
	{ .name = NULL }
};

static const struct kind used = {
	.name = "supply.used", .v = 1, .desk = "supply", .zh = "物资领用", .en = "Goods used on duty",
	.fields = used_fields, .envelope = NEEDS_AREA, .matter = MATTER_SUPPLY, .verb = VERB_ENTER, .effects = supply_used_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000408", "kind": "supply.used", "v": 1,
		"at": "2022-08-30T15:00:00+08:00", "area": "512021100",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001",
		"from": "0182ec0c-3800-7000-8000-000000000008", "item": "饮用水（箱）", "quantity": "6",
		"gift": "0182ec0c-3800-7000-8000-000000000402", "duty": "checkpoint"}}),
};

/* -- supply.spoiled, supply.lost -- */

static const struct field gone_fields[] = {
	BASE_INCIDENT(true), FROM, ITEM, QUANTITY, GIFT,
	{ .name = NULL }
};

static const struct kind spoiled = {
	.name = "supply.spoiled", .v = 1, .desk = "supply", .zh = "物资报损", .en = "Goods spoiled",
	.fields = gone_fields, .envelope = NEEDS_AREA, .matter = MATTER_SUPPLY, .verb = VERB_ENTER, .effects = supply_spoiled_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000405", "kind": "supply.spoiled", "v": 1,
		"at": "2022-08-30T16:00:00+08:00", "area": "512021100",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001",
		"from": "0182ec0c-3800-7000-8000-000000000008", "item": "蔬菜（公斤）", "quantity": "3.25",
		"gift": "0182ec0c-3800-7000-8000-000000000498"}}),
};

static const struct kind lost = {
	.name = "supply.lost", .v = 1, .desk = "supply", .zh = "物资丢失", .en = "Goods lost",
	.fields = gone_fields, .envelope = NEEDS_AREA, .matter = MATTER_SUPPLY, .verb = VERB_ENTER, .effects = supply_lost_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000406", "kind": "supply.lost", "v": 1,
		"at": "2022-08-30T16:05:00+08:00", "area": "512021100",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001",
		"from": "0182ec0c-3800-7000-8000-000000000008", "item": "饮用水（箱）", "quantity": "1",
		"gift": "0182ec0c-3800-7000-8000-000000000402"}}),
};

/* -- supply.counted: nothing left is a count, too -- */

static const struct field counted_fields[] = {
	BASE_INCIDENT(true), STORE, ITEM,
	{ .name = "quantity", .type = FIELD_DECIMAL, .required = true, .min = 0, .max = QUANTITY_MAX,
		.zh = "盘点数量", .en = "Quantity counted" },
	{ .name = "gift", .type = FIELD_REF, .zh = "只盘点的捐赠批次", .en = "Gift of which alone it is a count" },
	{ .name = NULL }
};

static const struct kind counted = {
	.name = "supply.counted", .v = 1, .desk = "supply", .zh = "仓库盘点", .en = "Goods counted",
	.fields = counted_fields, .envelope = NEEDS_AREA, .matter = MATTER_SUPPLY, .verb = VERB_ENTER, .effects = supply_counted_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000407", "kind": "supply.counted", "v": 1,
		"at": "2022-08-30T18:00:00+08:00", "area": "512021100",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001",
		"store": "0182ec0c-3800-7000-8000-000000000008", "item": "饮用水（箱）", "quantity": "119",
		"gift": "0182ec0c-3800-7000-8000-000000000402"}}),
};

const struct kind *const supply_kinds[] = {
	&store_listed, &received, &moved, &delivered, &used, &spoiled, &lost, &counted, NULL
};

/* -- figures -- */

static const struct figure gifts = {
	.number = SUPPLY_GIFTS, .id = "gifts-value-yuan", .v = 1, .shape = FIGURE_SUM, .divide = 100,
	.unit_zh = "元", .unit_en = "yuan", .zh = "捐赠物资价值", .en = "Value of gifts",
	.means_zh = "标明“捐赠”的有效入库记录中价值之和；逐条按分计，合计折算为元。",
	.means_en = "The sum of the values of goods received as gifts, kept in fen and shown in yuan.",
};

static const struct figure goods_received = {
	.number = SUPPLY_RECEIVED, .id = "goods-received", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "批次", .unit_en = "consignments", .zh = "物资入库批次", .en = "Consignments received",
	.means_zh = "有效的物资入库记录数。", .means_en = "Standing records of goods received.",
};

static const struct figure deliveries = {
	.number = SUPPLY_DELIVERED, .id = "deliveries-made", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "次", .unit_en = "deliveries", .zh = "配送到户次数", .en = "Deliveries made",
	.means_zh = "有效的物资配送到户记录数。", .means_en = "Standing records of goods delivered to a dwelling.",
};

static const struct figure goods_used = {
	.number = SUPPLY_USED, .id = "goods-used", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "次", .unit_en = "times", .zh = "物资领用次数", .en = "Times goods were used on duty",
	.means_zh = "有效的物资领用记录数。", .means_en = "Standing records of goods used on duty.",
};

static const struct figure *const figures[] = { &gifts, &goods_received, &deliveries, &goods_used, NULL };

/* -- the desk -- */

static const struct round_kind *const rounds[] = { NULL };

const struct desk supply_desk = {
	.name = "supply", .zh = "物资保障", .en = "Supplies", .matter = MATTER_SUPPLY,
	.kinds = supply_kinds, .figures = figures, .rounds = rounds,
};
