/* The plan. demo/reports/README.md sets the numbers beside those of the reports. */
#include "demo/reports/plan.h"

const char *const plan_figure_ids[PLAN_FIGURES] = { "enterprises-inspected", "villages-inspected",
	"compounds-inspected", "difficulties-solved", "meetings-held", "leader-inspections",
	"staff-attendances", "gifts-value-yuan", "exit-staff", "vehicles-checked", "test-rounds",
	"samples-taken", "people-called-on", "risk-lists-issued", "cases-confirmed",
	"contacts-named", "contacts-followed", "restrictions-ordered", "notices-served",
	"appeals-made", "restrictions-lifted-on-appeal" };

int64_t plan_share(int64_t total, int n, int i)
{
	return total * (i + 1) / n - total * i / n;
}

/* ---- A: Shangzhou district, 7 to 14 April 2022 ---- */

static const struct plan_meeting shangzhou_meetings[] = {
	{ 1, "mobilisation", "区政协机关疫情防控动员会（示例）", "机关干部当日下沉到小区（示例）",
		"示例区政协办公室" },
	{ 4, "review", "第二轮核酸检测复盘会（示例）", "为行动不便的老人安排上门采样（示例）",
		"示例社区卫生服务中心" },
	{ .kind = NULL }
};

static const struct plan_sweep shangzhou_sweeps[] = {
	{ 1, 0, "家中有无近 7 日与确诊病例行程有交集的人员？", "商州区城区（示例）", 1 },
	{ .question = NULL }
};

static const struct plan_test shangzhou_tests[] = { { 1, 0, 22, 14, 0, 6, "\"queues\",\"list\"" },
	{ 3, 0, 24, 9, 0, 14, "\"doorstep\"" }, { 6, 0, 24, 3, 0, 16, "\"results\"" },
	{ .problems = NULL } };

static const struct plan_gift shangzhou_gifts[] = { { 2, "蔬菜包（份）", "某某合作社（示例）", 300,
							    9000 },
	{ 3, "饮用水（箱）", "某某商会（示例）", 120, 3600 }, { .item = NULL } };

static const struct plan_inspection shangzhou_inspections[] = {
	{ 2, 43, 9, "enterprise", "示例企业", "复工企业防控责任落实到人了吗？", true },
	{ 3, 13, 4, "village", "示例村", "排查做到不漏一户、不落一人了吗？", true },
	{ 4, 32, 11, "compound", "示例小区", "小区封控、值守、保供有无漏洞？", true },
	{ .kind = NULL }
};

static const struct plan_risk no_risks[] = { { .level = NULL } };

/* ---- B: Anyue county, 25 August to 22 September 2022 ---- */

static const struct plan_meeting anyue_meetings[] = {
	{ 0, "leading_group", "领导小组第一次会议（示例）",
		"在高速出口设置检查点，逢车必查（示例）", "示例交通专班" },
	{ 1, "leading_group", "领导小组第二次会议（示例）", "敲门排查内江返乡人员（示例）",
		"示例社区专班" },
	{ 3, "leading_group", "领导小组第三次会议（示例）", "组织第一轮核酸检测（示例）",
		"示例检测专班" },
	{ 7, "leading_group", "领导小组第四次会议（示例）", "增派检查点夜班人员（示例）",
		"示例交通专班" },
	{ 11, "leading_group", "领导小组第五次会议（示例）", "再次敲门排查成都返乡人员（示例）",
		"示例社区专班" },
	{ 15, "leading_group", "领导小组第六次会议（示例）", "清点并调拨物资（示例）",
		"示例保障专班" },
	{ 20, "leading_group", "领导小组第七次会议（示例）", "复查督导发现的问题（示例）",
		"示例督导专班" },
	{ 26, "leading_group", "领导小组第八次会议（示例）", "总结并发布通报（示例）",
		"示例办公室" },
	{ .kind = NULL }
};

static const struct plan_sweep anyue_sweeps[] = { { 1, 5012, "近 7 日内有无内江市返乡人员？",
							  "内江市东兴区（示例）", 2 },
	{ 11, 3031, "近 7 日内有无成都市返乡人员？", "成都市武侯区（示例）", 1 },
	{ .question = NULL } };

static const struct plan_test anyue_tests[] = { { 3, 6040, 30, 18, 12, 20, "\"queues\",\"list\"" },
	{ 8, 6020, 28, 11, 9, 22, "\"list\"" }, { 13, 6012, 31, 8, 6, 24, "\"doorstep\"" },
	{ 18, 6030, 26, 5, 4, 24, "\"transport\"" }, { 23, 6010, 25, 2, 3, 26, "\"results\"" },
	{ .problems = NULL } };

static const struct plan_gift anyue_gifts[] = { { 1, "帐篷（顶）", "某某商会（示例）", 50, 60000 },
	{ 4, "饮用水（箱）", "某某企业（示例）", 1500, 45000 },
	{ 9, "口罩（只）", "某某协会（示例）", 90000, 54000 },
	{ 16, "方便食品（箱）", "某某超市（示例）", 500, 30000 }, { .item = NULL } };

static const struct plan_inspection anyue_inspections[] = {
	{ 9, 12, 5, "sampling_point", "示例采样点", "采样点秩序、防护和转运是否规范？", true },
	{ .kind = NULL }
};

static const struct plan_risk anyue_risks[] = { { 0, "high", "四川省", "成都市", "武侯区",
							"510107" },
	{ 1, "high", "四川省", "内江市", "东兴区", "511011" },
	{ 5, "medium", "四川省", "南充市", "顺庆区", "511302" },
	{ 8, "high", "四川省", "资阳市", "雁江区", "512002" },
	{ 12, "medium", "重庆市", "重庆市", "潼南区", "500152" },
	{ 16, "low", "四川省", "遂宁市", "船山区", "510903" }, { .level = NULL } };

const struct plan plans[PLANS] = {
	[PLAN_SHANGZHOU] = { .county = "611002",
		.name = "商州区一例确诊病例（演示）",
		.trigger = "confirmed",
		.level = "second",
		.title_zh = "商州区疫情防控工作通报（演示）",
		.title_en = "Bulletin of the response in Shangzhou district (demo)",
		.year = 2022,
		.month = 4,
		.day = 7,
		.days = 8,
		.homes = 360,
		.homes_full = 360,
		.villages = 12,
		.figures = { 43, 13, 32, 4, PLAN_FREE, PLAN_FREE, PLAN_FREE, PLAN_FREE, PLAN_FREE,
			PLAN_FREE, 3, PLAN_FREE, PLAN_FREE, PLAN_FREE, PLAN_FREE, PLAN_FREE,
			PLAN_FREE, PLAN_FREE, PLAN_FREE, PLAN_FREE, PLAN_FREE },
		.meetings = shangzhou_meetings,
		.sweeps = shangzhou_sweeps,
		.tests = shangzhou_tests,
		.gifts = shangzhou_gifts,
		.inspections = shangzhou_inspections,
		.risks = no_risks,
		.led = 6,
		.attendances = 96,
		.other_staff = 24,
		.questions = 11,
		.zone_homes = 40,
		.muster = 30,
		.contacts = 9 },
	[PLAN_ANYUE] = { .county = "512021",
		.name = "安岳县外防输入（演示）",
		.trigger = "neighbour",
		.level = "third",
		.level_later = "second",
		.title_zh = "安岳县疫情防控工作通报（演示）",
		.title_en = "Bulletin of the response in Anyue county (demo)",
		.year = 2022,
		.month = 8,
		.day = 25,
		.days = 29,
		.homes = 20000,
		.homes_full = 300000,
		.figures = { PLAN_FREE, PLAN_FREE, PLAN_FREE, PLAN_FREE, 8, 123, 617, 189000, 72,
			5208, 5, 30112, 8043, PLAN_FREE, PLAN_FREE, PLAN_FREE, PLAN_FREE, PLAN_FREE,
			PLAN_FREE, PLAN_FREE, PLAN_FREE },
		.meetings = anyue_meetings,
		.sweeps = anyue_sweeps,
		.tests = anyue_tests,
		.gifts = anyue_gifts,
		.inspections = anyue_inspections,
		.risks = anyue_risks,
		.led = 111,
		.exits = 2,
		.exit_shift = 4,
		.exit_staff = 72,
		.attendances = 617,
		.other_staff = 40,
		.questions = 30,
		.morning = true },
};
