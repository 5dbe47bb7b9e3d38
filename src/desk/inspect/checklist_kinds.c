/* What an inspection goes through, by kind of site. The codes are kept in no act, but a choice that was once recorded stays; what
 * is asked where changes by the month, so it is dated rows with their source. */
#include "cover/base_kinds.h"
#include "desk/inspect/inspect.h"

const struct choice inspect_checklist[] = {
	{ "duty", 1, "责任落实到人", "Duties pinned to names" },
	{ "plan", 2, "应急预案和演练", "Emergency plan" },
	{ "entry", 3, "测温扫码", "Temperature and code at the entrance" },
	{ "masks", 4, "佩戴口罩", "Masks" },
	{ "cleaning", 5, "消毒通风", "Cleaning and fresh air" },
	{ "stock", 6, "物资储备", "Stocks" },
	{ "people", 7, "人员台账和排查", "Roll of people" },
	{ "isolation", 8, "隔离场所", "Place of isolation" },
	{ "watch", 9, "值班值守", "Watch kept" },
	{ "waste", 10, "垃圾和污水处置", "Waste" },
	{ "other", 11, "其他", "Other" },
	{ "households", 12, "逐户排查，不漏一户一人", "Every household gone through" },
	{ "returnees", 13, "返乡返岗人员登记", "Those who came back are registered" },
	{ "home_isolation", 14, "居家隔离每日两次上门测温", "Home isolation: visited, temperature taken twice a day" },
	{ "place_code", 15, "场所码张贴和核验", "Place code put up and checked" },
	{ "every_car", 16, "逢车必查", "Every car is checked" },
	{ "four_checks", 17, "一扫四查", "One scan, four checks" },
	{ "itinerary", 18, "查验通信行程卡", "The itinerary card is looked at" },
	{ "referral", 19, "异常人员和省外来人移交", "Referral of whoever needs a test" },
	{ "rotation", 20, "轮班轮休（高温时每小时轮换）", "Shifts and rest (every hour in the heat)" },
	{ "queue", 21, "排队间隔一米", "Queues a metre apart" },
	{ "sample_records", 22, "样本信息登记齐全", "The record of each sample is complete" },
	{ "tubes", 23, "混采人数和试管封存", "People in a tube, and its seal" },
	{ "single_tube", 24, "隔离人员单人单管采样", "Those in isolation are sampled singly" },
	{ "pooling", 25, "试管不再混检，样本与结果账实相符", "No pool of pools; samples and results agree" },
	{ "in_time", 26, "24 小时内出结果", "Results within 24 hours" },
	{ .name = NULL }
};

#define AT(site) (1U << (site))
#define ROADS (AT(SITE_CHECKPOINT) | AT(SITE_HIGHWAY_EXIT))
#define HOMES (AT(SITE_VILLAGE) | AT(SITE_COMPOUND))
#define PUBLIC (AT(SITE_ENTERPRISE) | AT(SITE_SCHOOL) | AT(SITE_MARKET) | AT(SITE_MEDICAL))
#define STAYS AT(SITE_ISOLATION)
#define SAMPLING AT(SITE_SAMPLING_POINT)
#define LABORATORY AT(SITE_LABORATORY)
#define STATION AT(SITE_STATION)
#define OTHER AT(SITE_OTHER)

/* No published norm lists the items of a site; where the reports or a norm name one, it is said. */
#define COUNTY "县级通行做法（待本县正式规定）"
#define ANYUE "安岳县 2022 年 9 月防控工作报道"
#define SHANGLUO "商洛市 2022 年 4 月防控工作报道"
#define SICHUAN "四川省 2022 年 8—9 月来（返）川规定"
#define GUIDE "区域新型冠状病毒核酸检测组织实施指南（第三版），2022 年 3 月 22 日"
#define CARD_ENDED 19339 /* 13 December 2022 */

/* duty, plan, masks, cleaning, stock and other are asked everywhere. */
const struct offer inspect_offers[] = {
	{ "entry", PUBLIC | HOMES | STATION | STAYS | OTHER, 0, COUNTY },
	{ "people", AT(SITE_ENTERPRISE) | AT(SITE_SCHOOL) | HOMES | STAYS | OTHER, 0, COUNTY },
	{ "isolation", PUBLIC | OTHER, 0, COUNTY },
	{ "watch", HOMES | ROADS | STATION | STAYS | OTHER, 0, SHANGLUO },
	{ "waste", PUBLIC | HOMES | STAYS | SAMPLING | LABORATORY | OTHER, 0, COUNTY },
	{ "households", HOMES, 0, SHANGLUO },
	{ "returnees", HOMES | AT(SITE_ENTERPRISE), 0, ANYUE },
	{ "home_isolation", HOMES, 0, COUNTY },
	{ "place_code", PUBLIC | STATION, 0, ANYUE },
	{ "every_car", ROADS, 0, ANYUE },
	{ "four_checks", ROADS, 0, ANYUE },
	{ "itinerary", ROADS | STATION, 0, SICHUAN },
	{ "itinerary", 0, CARD_ENDED, "通信行程卡 2022 年 12 月 13 日下线" },
	{ "referral", ROADS | STATION, 0, SICHUAN },
	{ "rotation", ROADS | STATION | SAMPLING, 0, COUNTY },
	{ "queue", SAMPLING | AT(SITE_MARKET) | AT(SITE_MEDICAL), 0, ANYUE },
	{ "sample_records", SAMPLING, 0, GUIDE },
	{ "tubes", SAMPLING | LABORATORY, 0, GUIDE },
	{ "single_tube", STAYS, 0, GUIDE },
	{ "pooling", LABORATORY, 0, COUNTY },
	{ "in_time", LABORATORY, 0, GUIDE },
	{ .choice = NULL }
};
