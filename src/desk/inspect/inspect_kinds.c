/* The tables of inspections and findings. */
#include "cover/base_kinds.h"
#include "desk/inspect/inspect.h"
#include "rules/norms.h"

#define NOTE { .name = "note", .type = FIELD_TEXT, .personal = CLASS_CONTACT, .max = 1000, .zh = "备注", .en = "Note" }

/* -- site.listed: a site may outlive the incident for which it was set up -- */

static const struct field site_fields[] = {
	{ .name = "name", .type = FIELD_TEXT, .required = true, .max = BASE_NAME_MAX,
		.zh = "场所名称", .en = "Name of the site" },
	{ .name = "flags", .type = FIELD_CHOICES, .required = true, .choices = base_sites,
		.zh = "场所类别", .en = "What it is" },
	{ .name = "address", .type = FIELD_TEXT, .max = 100, .zh = "地址", .en = "Address" },
	{ .name = "lead_name", .type = FIELD_TEXT, .personal = CLASS_IDENTITY, .max = BASE_NAME_MAX,
		.zh = "责任人姓名", .en = "Name of whoever answers for it" },
	{ .name = "lead_phone", .type = FIELD_PHONE, .personal = CLASS_CONTACT,
		.zh = "责任人电话", .en = "His phone" },
	{ .name = NULL }
};

static const struct kind site_listed = {
	.name = "site.listed", .v = 1, .desk = "inspect", .zh = "登记场所", .en = "Site listed",
	.fields = site_fields, .envelope = NEEDS_SUBJECT | NEEDS_AREA, .matter = MATTER_INSPECT, .verb = VERB_ENTER,
	.effects = inspect_site_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000501", "kind": "site.listed", "v": 1,
		"at": "2022-08-30T08:20:00+08:00", "area": "512021100201001",
		"subject": "0182ec0c-3800-7000-8000-000000000511",
		"body": {"name": "示例食品厂", "flags": ["enterprise"], "address": "示例路 8 号",
		"lead_name": "王示例", "lead_phone": "13800000002"}}),
};

/* -- inspect.made -- */

#define INSPECT_OUTCOMES \
	{ "in_order", INSPECT_IN_ORDER, "检查合格", "In order" }, \
	{ "findings", INSPECT_FINDINGS, "检查发现问题", "Inspected, with findings" }, \
	{ "closed", INSPECT_CLOSED, "停业或无人", "Closed, or nobody there" }, \
	{ "refused", INSPECT_REFUSED, "拒绝检查", "Refused" }, \
	{ "gone", INSPECT_GONE, "已注销或迁出", "No longer there" }

static const struct choice made_outcomes[] = {
	INSPECT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice inspect_outcomes[] = {
	INSPECT_OUTCOMES, BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice inspect_next[] = {
	{ "again_today", 1, "今日再查", "Again today" },
	{ "again_tomorrow", 2, "明日再查", "Again tomorrow" },
	{ "call", 3, "联系责任人到场", "Call whoever answers for it" },
	{ "with_authority", 4, "会同主管部门检查", "Together with its authority" },
	{ .name = NULL }
};

static const struct field made_fields[] = {
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = made_outcomes,
		.zh = "检查结果", .en = "Outcome" },
	{ .name = "next", .type = FIELD_CHOICE, .choices = inspect_next, .zh = "下一步", .en = "Next action" },
	{ .name = "site", .type = FIELD_CHOICE, .required = true, .choices = base_sites,
		.zh = "按何类场所检查", .en = "Inspected as" },
	{ .name = "by_leader", .type = FIELD_BOOL, .zh = "领导带队", .en = "Led by a leader" },
	{ .name = "inspectors", .type = FIELD_INT, .min = 1, .max = 99, .zh = "检查人数", .en = "Inspectors" },
	{ .name = "passed", .type = FIELD_CHOICES, .choices = inspect_checklist, .by = "site", .offers = inspect_offers,
		.zh = "合格项", .en = "Items that passed" },
	{ .name = "failed", .type = FIELD_CHOICES, .choices = inspect_checklist, .by = "site", .offers = inspect_offers,
		.zh = "不合格项", .en = "Items that failed" },
	{ .name = "findings", .type = FIELD_INT, .min = 0, .max = 99,
		.zh = "发现问题数", .en = "Number of findings" },
	NOTE,
	{ .name = NULL }
};

static const struct kind made = {
	.name = "inspect.made", .v = 1, .desk = "inspect", .zh = "督导检查", .en = "Inspection",
	.fields = made_fields, .envelope = NEEDS_AREA | NEEDS_SUBJECT | NEEDS_ROUND, .matter = MATTER_INSPECT, .verb = VERB_ENTER,
	.covers = "inspect", .agrees = inspect_made_agrees, .effects = inspect_made_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000502", "kind": "inspect.made", "v": 1,
		"at": "2022-08-30T09:30:00+08:00", "area": "512021100201001",
		"round": "0182ec0c-3800-7000-8000-000000000512",
		"subject": "0182ec0c-3800-7000-8000-000000000511",
		"body": {"outcome": "findings", "next": "with_authority", "site": "enterprise", "by_leader": true,
		"inspectors": 3, "passed": ["duty", "returnees"], "failed": ["entry", "stock"], "findings": 1, "note": "门卫王师傅不熟悉流程（示例）"}}),
};

/* -- inspect.led: wherever a leader goes, whether or not a round lists it -- */

static const struct choice levels[] = {
	{ "county", 1, "县级领导", "A leader of the county" },
	{ "office", 2, "部门负责人", "The head of an office" },
	{ "township", 3, "乡镇（街道）负责人", "A leader of the township" },
	{ .name = NULL }
};

static const struct field led_fields[] = {
	BASE_INCIDENT(true),
	{ .name = "level", .type = FIELD_CHOICE, .required = true, .choices = levels,
		.zh = "带队领导层级", .en = "Who led" },
	{ .name = "places", .type = FIELD_INT, .min = 1, .max = 99, .zh = "走访点位数", .en = "Places visited" },
	{ .name = "theme", .type = FIELD_TEXT, .max = 200, .zh = "检查内容", .en = "What was inspected" },
	NOTE,
	{ .name = NULL }
};

static const struct kind led = {
	.name = "inspect.led", .v = 1, .desk = "inspect", .zh = "领导带队督查", .en = "Inspection led by a leader",
	.fields = led_fields, .envelope = NEEDS_AREA | MAY_SUBJECT, .matter = MATTER_INSPECT, .verb = VERB_ENTER, .effects = inspect_led_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000503", "kind": "inspect.led", "v": 1,
		"at": "2022-08-30T15:20:00+08:00", "area": "512021100",
		"subject": "0182ec0c-3800-7000-8000-000000000511",
		"body": {"incident": "0182ec0c-3800-7000-8000-000000000001", "level": "county", "places": 4,
		"theme": "卡口值守和物资储备（示例）", "note": "现场协调解决帐篷 2 顶（示例）"}}),
};

/* -- finding.raised -- */

static const struct choice severities[] = {
	{ "at_once", SEVERITY_AT_ONCE, "立行立改（1 日内）", "On the spot (within a day)" },
	{ "by_date", SEVERITY_BY_DATE, "限期整改（3 日内）", "By a date (within 3 days)" },
	{ "supervised", SEVERITY_SUPERVISED, "挂牌督办（7 日内）", "Under the county's eye (within 7 days)" },
	{ .name = NULL }
};

static const struct choice sources[] = {
	{ "inspection", FINDING_INSPECTION, "督导检查发现", "An inspection of a round" },
	{ "resident", FINDING_RESIDENT, "群众反映", "A resident" },
	{ "own_check", FINDING_OWN_CHECK, "单位自查", "The site's own check" },
	{ "above", FINDING_ABOVE, "上级交办", "The level above" },
	{ .name = NULL }
};

static const struct field raised_fields[] = {
	{ .name = "severity", .type = FIELD_CHOICE, .required = true, .choices = severities,
		.zh = "整改方式", .en = "How it is to be put right" },
	{ .name = "category", .type = FIELD_CHOICE, .required = true, .choices = inspect_checklist,
		.zh = "问题类别", .en = "What it is about" },
	{ .name = "source", .type = FIELD_CHOICE, .required = true, .choices = sources,
		.zh = "问题来源", .en = "Where it comes from" },
	{ .name = "again", .type = FIELD_REF, .subject = true, .zh = "原问题（再次发生的）",
		.en = "The settled finding that came back" },
	{ .name = "text", .type = FIELD_TEXT, .required = true, .personal = CLASS_CONTACT, .max = 1000,
		.zh = "问题描述", .en = "The finding in words" },
	{ .name = NULL }
};

static const struct kind raised = {
	.name = "finding.raised", .v = 1, .desk = "inspect", .zh = "登记问题隐患", .en = "Finding raised",
	.fields = raised_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | MAY_SUBJECT, .matter = MATTER_INSPECT, .verb = VERB_ENTER,
	.obliges = "finding", .effects = finding_raised_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000504", "kind": "finding.raised", "v": 1,
		"at": "2022-08-30T09:40:00+08:00", "area": "512021100201001",
		"round": "3fa37aa7-e30e-84a9-897d-ca561893ece0",
		"subject": "0182ec0c-3800-7000-8000-000000000511",
		"body": {"severity": "by_date", "category": "entry", "source": "inspection",
		"again": "0182ec0c-3800-7000-8000-000000000598", "text": "门卫未查验健康码（示例）"}}),
};

/* -- finding.assigned -- */

static const struct field assigned_fields[] = {
	{ .name = "owner", .type = FIELD_TEXT, .required = true, .max = 64,
		.zh = "整改责任单位", .en = "Unit that puts it right" },
	BASE_PERSON_IN_CHARGE,
	NOTE,
	{ .name = NULL }
};

static const struct kind assigned = {
	.name = "finding.assigned", .v = 1, .desk = "inspect", .zh = "交办整改", .en = "Finding assigned",
	.fields = assigned_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_INSPECT, .verb = VERB_DECIDE,
	.covers = "finding", .effects = finding_assigned_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000505", "kind": "finding.assigned", "v": 1,
		"at": "2022-08-30T10:05:00+08:00", "area": "512021100201001",
		"round": "3fa37aa7-e30e-84a9-897d-ca561893ece0",
		"subject": "0182ec0c-3800-7000-8000-000000000504",
		"body": {"owner": "示例食品厂", "person": "王示例", "note": "由镇经发办跟进（示例）"}}),
};

/* -- finding.fixed -- */

static const struct field fixed_fields[] = {
	{ .name = "text", .type = FIELD_TEXT, .required = true, .personal = CLASS_CONTACT, .max = 1000,
		.zh = "整改情况", .en = "What was done" },
	{ .name = NULL }
};

static const struct kind fixed = {
	.name = "finding.fixed", .v = 1, .desk = "inspect", .zh = "上报整改完成", .en = "Finding reported as fixed",
	.fields = fixed_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_INSPECT, .verb = VERB_ENTER,
	.covers = "finding", .not_by = "finding.rechecked", .effects = finding_fixed_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000506", "kind": "finding.fixed", "v": 1,
		"at": "2022-08-31T11:00:00+08:00", "area": "512021100201001",
		"round": "3fa37aa7-e30e-84a9-897d-ca561893ece0",
		"subject": "0182ec0c-3800-7000-8000-000000000504",
		"body": {"text": "已增派门卫一名并培训（示例）"}}),
};

/* -- finding.rechecked -- */

#define RECHECK_OUTCOMES \
	{ "passed", FINDING_PASSED, "复查合格（销号）", "Re-checked: put right" }, \
	{ "failed", FINDING_FAILED, "复查不合格", "Re-checked: not put right" }

static const struct choice recheck_outcomes[] = {
	RECHECK_OUTCOMES,
	{ .name = NULL }
};

static const struct choice finding_outcomes[] = {
	{ "assigned", FINDING_ASSIGNED, "已交办", "Assigned" },
	{ "fixed", FINDING_FIXED, "已上报整改", "Reported as fixed" },
	RECHECK_OUTCOMES,
	{ "unreported", FINDING_UNREPORTED, "复查合格，整改未上报", "Re-checked: put right, and no report of it" },
	BASE_EXEMPT_OUTCOMES,
	{ .name = NULL }
};

static const struct choice finding_next[] = {
	{ "fix", FINDING_NEXT_FIX, "责任单位整改", "To be put right" },
	{ "recheck", FINDING_NEXT_RECHECK, "待复查", "To be re-checked" },
	{ "fix_again", FINDING_NEXT_FIX_AGAIN, "退回重新整改", "To be put right again" },
	{ "report", FINDING_NEXT_REPORT, "责任单位补报整改情况", "The fix to be reported" },
	{ .name = NULL }
};

static const struct field rechecked_fields[] = {
	{ .name = "outcome", .type = FIELD_CHOICE, .required = true, .choices = recheck_outcomes,
		.zh = "复查结果", .en = "Outcome" },
	{ .name = "reported", .type = FIELD_BOOL, .required = true, .zh = "已收到整改报告",
		.en = "The report of the fix was at hand" },
	{ .name = "again", .type = FIELD_BOOL, .zh = "同一整改报告已复查过", .en = "That report was re-checked before" },
	NOTE,
	{ .name = NULL }
};

static const struct kind rechecked = {
	.name = "finding.rechecked", .v = 1, .desk = "inspect", .zh = "整改复查", .en = "Finding re-checked",
	.fields = rechecked_fields, .envelope = NEEDS_AREA | NEEDS_ROUND | NEEDS_SUBJECT, .matter = MATTER_INSPECT, .verb = VERB_ENTER,
	.covers = "finding", .not_by = "finding.fixed", .effects = finding_rechecked_effects,
	.example = EXAMPLE({"id": "0182ec0c-3800-7000-8000-000000000507", "kind": "finding.rechecked", "v": 1,
		"at": "2022-08-31T16:00:00+08:00", "area": "512021100201001",
		"round": "3fa37aa7-e30e-84a9-897d-ca561893ece0",
		"subject": "0182ec0c-3800-7000-8000-000000000504",
		"body": {"outcome": "passed", "reported": true, "again": false, "note": "现场抽查 10 人均已查验（示例）"}}),
};

const struct kind *const inspect_kinds[] = {
	&site_listed, &made, &led, &raised, &assigned, &fixed, &rechecked, NULL
};

/* -- figures -- */

static const struct figure enterprises = {
	.number = INSPECT_ENTERPRISES, .id = "enterprises-inspected", .v = 1, .shape = FIGURE_DISTINCT, .divide = 1,
	.unit_zh = "家", .unit_en = "enterprises", .zh = "检查企业数", .en = "Enterprises inspected",
	.means_zh = "按“企业”检查、结果为“检查合格”或“检查发现问题”的场所数；每家只计一次。",
	.means_en = "Sites inspected as enterprises with the outcome 'in order' or 'findings', each once.",
};

static const struct figure villages = {
	.number = INSPECT_VILLAGES, .id = "villages-inspected", .v = 1, .shape = FIGURE_DISTINCT, .divide = 1,
	.unit_zh = "个", .unit_en = "villages", .zh = "检查村（社区）数", .en = "Villages inspected",
	.means_zh = "按“村（社区）”检查、结果为“检查合格”或“检查发现问题”的场所数；每个只计一次。",
	.means_en = "Sites inspected as villages or communities with the outcome 'in order' or 'findings', each once.",
};

static const struct figure compounds = {
	.number = INSPECT_COMPOUNDS, .id = "compounds-inspected", .v = 1, .shape = FIGURE_DISTINCT, .divide = 1,
	.unit_zh = "个", .unit_en = "compounds", .zh = "检查小区数", .en = "Compounds inspected",
	.means_zh = "按“小区（院落）”检查、结果为“检查合格”或“检查发现问题”的场所数；每个只计一次。",
	.means_en = "Sites inspected as housing compounds with the outcome 'in order' or 'findings', each once.",
};

static const struct figure by_leaders = {
	.number = INSPECT_BY_LEADERS, .id = "leader-inspections", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "次", .unit_en = "inspections", .zh = "领导带队督查次数", .en = "Inspections by leaders",
	.means_zh = "有效的“领导带队督查”记录数，加上标明“领导带队”且结果为“检查合格”或“检查发现问题”的督导检查记录数；"
		"同一次督查只应以其中一种记录。",
	.means_en = "Standing records of inspections led by a leader, and those of inspections marked 'led by a leader' "
		"with the outcome 'in order' or 'findings'; one inspection is to be entered as one of the two.",
};

static const struct figure findings_raised = {
	.number = INSPECT_RAISED, .id = "findings-raised", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "个", .unit_en = "findings", .zh = "登记问题隐患数", .en = "Findings raised",
	.means_zh = "有效的登记问题隐患记录数，不论来源。",
	.means_en = "Standing records of findings raised, wherever they come from.",
};

static const struct figure findings_settled = {
	.number = INSPECT_SETTLED, .id = "findings-settled", .v = 1, .shape = FIGURE_DISTINCT, .divide = 1,
	.unit_zh = "个", .unit_en = "findings", .zh = "问题整改销号数", .en = "Findings settled",
	.means_zh = "有结果为“复查合格”且已收到整改报告的有效复查记录的问题数；每个问题只计一次。",
	.means_en = "Findings with a standing re-check that passed and had the report of the fix at hand, each once.",
};

static const struct figure findings_told = {
	.number = INSPECT_TOLD, .id = "findings-told", .v = 1, .shape = FIGURE_SUM, .divide = 1,
	.unit_zh = "个", .unit_en = "findings", .zh = "检查发现问题数", .en = "Findings told by inspections",
	.means_zh = "结果为“检查合格”或“检查发现问题”的有效督导检查记录中发现问题数之和。",
	.means_en = "The sum of the findings told by inspections with the outcome 'in order' or 'findings'.",
};

static const struct figure findings_raised_there = {
	.number = INSPECT_RAISED_THERE, .id = "findings-raised-at-inspections", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "个", .unit_en = "findings", .zh = "检查问题登记数", .en = "Findings raised at inspections",
	.means_zh = "来源为“督导检查发现”的有效登记问题隐患记录数。",
	.means_en = "Standing records of findings raised whose source is an inspection.",
};

static const struct figure fixes_reported = {
	.number = INSPECT_FIXED, .id = "fixes-reported", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "次", .unit_en = "reports", .zh = "上报整改次数", .en = "Fixes reported",
	.means_zh = "有效的上报整改完成记录数；退回后再次上报的另计。",
	.means_en = "Standing reports of findings fixed; one sent back and reported again counts again.",
};

static const struct figure fixes_rechecked = {
	.number = INSPECT_RECHECKED, .id = "fixes-rechecked", .v = 1, .shape = FIGURE_COUNT, .divide = 1,
	.unit_zh = "次", .unit_en = "re-checks", .zh = "整改复查次数", .en = "Fixes re-checked",
	.means_zh = "已收到整改报告的有效复查记录数，不论结果；同一整改报告再次复查的不另计。",
	.means_en = "Standing re-checks that had the report of the fix at hand, whatever the outcome; another re-check of the same "
		"report does not count.",
};

static const struct figure *const figures[] = {
	&enterprises, &villages, &compounds, &by_leaders, &findings_raised, &findings_settled, &findings_told,
	&findings_raised_there, &fixes_reported, &fixes_rechecked, NULL
};

/* -- what must add up -- */

/* Whoever inspects says how many findings there were; each has to be entered by itself. */
static const struct balance_term told_terms[] = {
	{ .figure = &findings_told },
	{ .right = true, .figure = &findings_raised_there },
	{ .figure = NULL }
};

static const struct balance told = {
	.id = "findings", .zh = "检查问题登记", .en = "Findings of inspections", .terms = told_terms,
};

/* What remains on the left waits for its re-check; on the right, somebody re-checked what nobody reported. */
static const struct balance_term recheck_terms[] = {
	{ .figure = &fixes_reported },
	{ .right = true, .figure = &fixes_rechecked },
	{ .figure = NULL }
};

static const struct balance rechecks = {
	.id = "rechecks", .zh = "整改复查", .en = "Re-checks of fixes", .terms = recheck_terms,
};

static const struct balance *const balances[] = { &told, &rechecks, NULL };

/* -- the desk -- */

static const struct round_kind round_inspect = {
	.name = "inspect", .standing = false, .of = SUBJECT_SITE, .unit = "site",
	.unit_zh = "处", .unit_en = "sites",
	.zh = "督导检查", .en = "Inspection of sites", .outcomes = inspect_outcomes, .next = inspect_next,
};

static const char *const owner[] = { "owner", NULL };

static const char *const finding_urgency[] = { "severity", NULL };

static const struct round_kind round_finding = {
	.name = "finding", .standing = true, .of = SUBJECT_MATTER, .unit = "finding",
	.unit_zh = "项", .unit_en = "findings",
	.zh = "问题整改", .en = "Findings", .outcomes = finding_outcomes, .next = finding_next, .owner = owner,
	.urgency = finding_urgency,
};

static const struct round_kind *const rounds[] = { &round_inspect, &round_finding, NULL };

const struct desk inspect_desk = {
	.name = "inspect", .zh = "督导检查", .en = "Inspections", .matter = MATTER_INSPECT,
	.kinds = inspect_kinds, .figures = figures, .rounds = rounds, .balances = balances,
};
