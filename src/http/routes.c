/* The table of routes: what the server answers, with whom, and in what words it is described.
 * Routing, the check of parameters and /v1/openapi.json come from it. */
#include "http/own.h"
#include "record/look.h"

#define END \
	{ \
		.name = NULL \
	}
#define AREA_ARG \
	{ \
		"area", ARG_AREA, false, NULL, "区域编号，含其下级", \
			"area id, with all that lies under it" \
	}
#define INCIDENT_ARG \
	{ \
		"incident", ARG_UUID, false, NULL, "疫情事件编号；缺省为除演练外的全部", \
			"incident; without it all that are no exercise" \
	}
#define DAYS_ARGS \
	{ "from", ARG_DAY, false, NULL, "起始日（含）", "first local day, included" }, \
	{ \
		"to", ARG_DAY, false, NULL, "截止日（含）", "last local day, included" \
	}

static const struct arg coverage_args[] = { AREA_ARG,
	{ "overdue", ARG_CHOICE, false, "true false", "true：给出未完成中已逾期的数量",
		"true: how many of the missing are overdue" },
	END };
#define FLAGS_ARG \
	{ \
		"filter", ARG_TEXT, false, NULL, \
			"只列有人同时符合这些情形的，如 flag:elderly flag:immobile；户按住在那里的人", \
			"only where somebody has all of these, such as flag:elderly flag:immobile; of homes, who lives there" \
	}
#define PEOPLE_ARG \
	{ \
		"people", ARG_CHOICE, false, "true false", \
			"true：人员给出脱敏姓名、居住房屋的位置和情形（flags）", \
			"true: people with their masked names, the places of their homes, and flags" \
	}
static const struct arg missing_args[] = { AREA_ARG, PEOPLE_ARG, FLAGS_ARG,
	{ "sort", ARG_CHOICE, false, "area need", "need：最需要上门帮助的在前；缺省按区域",
		"need: who needs help most first; by area without it" },
	END };
static const struct arg missed_args[] = { AREA_ARG, PEOPLE_ARG, FLAGS_ARG, END };
static const struct arg target_args[] = { AREA_ARG, PEOPLE_ARG, END };
/* More about the reason is typed and may name people: so it is a header (Bulou-Note), for addresses are kept by proxies and browsers. */
#define UNMASK_ARGS \
	{ \
		HTTP_UNMASK, ARG_CHOICE, false, LOOK_REASON_NAMES, \
			"查看明文的理由（/v1/look-reasons）；将留痕", \
			"reason for showing personal fields (/v1/look-reasons); the look is recorded" \
	}
static const struct arg record_args[] = { UNMASK_ARGS,
	{ "pseudonyms", ARG_CHOICE, false, "true", "true：附所涉辖区外人员的代码",
		"true: with codes for the people outside one's areas whom it names" },
	END };
static const struct arg fate_args[] = { { "ids", ARG_UUIDS, true, NULL,
						"记录编号，以逗号分隔，至多 100 个",
						"ids of records divided by commas, at most 100" },
	END };
static const struct arg homes_args[] = { AREA_ARG,
	{ "subjects", ARG_UUIDS, false, NULL,
		"只要这些房屋或人员所在的户：编号以逗号分隔，至多 100 个",
		"only the homes of these dwellings or people: ids divided by commas, at most 100" },
	UNMASK_ARGS, END };
static const struct arg looks_args[] = { { "from", ARG_DAY, false, NULL,
						 "起始日（含）；缺省同截止日",
						 "first local day; without it the last" },
	{ "to", ARG_DAY, false, NULL, "截止日（含）；缺省为今日",
		"last local day; without it today" },
	END };
static const struct arg exports_args[] = {
	{ "due", ARG_CHOICE, false, "true false", "true：只列已过保存期、应销毁的",
		"true: only those whose end has passed, to be destroyed" },
	END
};
static const struct arg areas_args[] = { { "under", ARG_AREA, false, NULL, "只看此区域及其下级",
						 "only this area and what lies under it" },
	END };
static const struct arg candidates_args[] = { { "kind", ARG_TEXT, true, NULL,
						      "轮次类型（/v1/round-kinds，非常设）",
						      "kind of round, not a standing one" },
	AREA_ARG,
	{ "filter", ARG_TEXT, false, NULL,
		"对象范围：flag:NAME，多个以空格分隔（须同时符合）；缺省为全部",
		"flag:NAME, several divided by blanks (all of them); without it everybody" },
	{ "subjects", ARG_CHOICE, false, "true false", "true：另给对象编号",
		"true: with the ids of the subjects" },
	END };
static const struct arg stray_args[] = { { "round", ARG_UUID, false, NULL, "轮次编号", "round" },
	END };
static const struct arg board_args[] = { INCIDENT_ARG, AREA_ARG, DAYS_ARGS, END };
static const struct arg bulletin_args[] = { { "format", ARG_CHOICE, false, "json md html pdf xlsx",
						    "格式", "how it is shown" },
	{ "lang", ARG_CHOICE, false, "zh en", "语言", "in which language" },
	{ "extent", ARG_CHOICE, false, "whole sheet",
		"whole：全文；sheet：一页版（不含口径和次要指标）",
		"whole, or sheet: on one page, without minor figures and without what they mean" },
	END };
static const struct arg draft_args[] = { { "incident", ARG_UUID, true, NULL, "疫情事件编号",
						 "incident" },
	{ "area", ARG_AREA, false, NULL, "区域编号；缺省为该事件的区域",
		"area id; without it the incident's" },
	{ "from", ARG_DAY, false, NULL, "起始日（含）；缺省为昨日",
		"first local day; without it yesterday" },
	{ "to", ARG_DAY, false, NULL, "截止日（含）；缺省为昨日",
		"last local day; without it yesterday" },
	{ "replaces", ARG_UUID, false, NULL, "所更正的通报", "the bulletin that it is to correct" },
	{ "format", ARG_CHOICE, false, "json md html pdf xlsx", "格式", "how it is shown" },
	{ "lang", ARG_CHOICE, false, "zh en", "语言", "in which language" },
	{ "extent", ARG_CHOICE, false, "whole sheet", "同通报", "as of a bulletin" }, END };
static const struct arg form_args[] = {
	{ "day", ARG_DAY, false, NULL, "哪一天的填报；缺省为最近一次",
		"what was filled in for this day; without it the latest" },
	{ "format", ARG_CHOICE, false, "json xlsx", "格式：xlsx 为下发单位的原表",
		"how it is shown; xlsx: the office's own workbook" },
	END
};
static const struct arg incident_args[] = { INCIDENT_ARG, AREA_ARG, END };
static const struct arg round_kinds_args[] = {
	{ "incident", ARG_UUID, false, NULL, "给出各类常设轮次在该事件中的编号（round）",
		"with the id that each kind's standing round has in that incident (round)" },
	END
};
static const struct arg live_args[] = { INCIDENT_ARG, AREA_ARG,
	{ "round", ARG_UUID, false, NULL, "只推送这一轮次的覆盖", "coverage of this round only" },
	{ "what", ARG_CHOICE, false, "figures coverage notices",
		"只推送指标、覆盖之一，或只推送通告动态；缺省为全部",
		"only figures, only coverage, or only that notices moved; without it everything" },
	{ "areas", ARG_CHOICE, false, "true false", "true：覆盖另给下级区域、轮次状态和逾期数",
		"true: coverage with the areas under it, the round's state, and how many are overdue" },
	END };
static const struct arg figure_args[] = { INCIDENT_ARG, AREA_ARG, DAYS_ARGS,
	{ "digest", ARG_CHOICE, false, "true false", "true：另给摘要和记录数，需逐条读取",
		"true: with the digest and the number of records, which are all read for it" },
	END };
static const struct arg behind_args[] = { INCIDENT_ARG, AREA_ARG, DAYS_ARGS,
	{ "as_of", ARG_POS, false, NULL, "只列此位置及以前到达的记录",
		"only records that had come by this position" },
	END };
static const struct arg search_args[] = {
	{ "q", ARG_TEXT, true, NULL, "姓名或地址", "name or address" }, END
};
static const struct arg series_args[] = { INCIDENT_ARG, AREA_ARG, DAYS_ARGS, END };
static const struct arg area_args[] = { AREA_ARG, END };
static const struct arg queue_args[] = { DAYS_ARGS, END };
static const struct arg subject_args[] = { AREA_ARG,
	{ "type", ARG_CHOICE, false,
		"dwelling person store matter site unit staff tube bulletin form plan", "对象类型",
		"type of subject" },
	END };
static const struct arg map_args[] = {
	{ "area", ARG_AREA, true, NULL, "区域：画它和直接下级的轮廓",
		"the area whose outline is drawn, and those right under it" },
	END
};
static const struct arg map_point_args[] = { AREA_ARG,
	{ "type", ARG_CHOICE, false, "dwelling site store", "对象类型；缺省为房屋",
		"type of subject; without it dwellings" },
	END };
static const struct arg mark_args[] = {
	{ "what", ARG_CHOICE, true, "unconfirmed held clock newer", "标记", "mark" }, END
};

#define ON_ARG \
	{ \
		"on", ARG_DAY, false, NULL, "哪一天；缺省为今日", \
			"which local day; without it today" \
	}
static const struct arg risk_args[] = { ON_ARG, END };
static const struct arg risk_days_args[] = {
	{ "from", ARG_DAY, false, NULL, "前一日；缺省为后一日的前一天",
		"the earlier local day; without it the day before the later" },
	{ "to", ARG_DAY, false, NULL, "后一日；缺省为今日",
		"the later local day; without it today" },
	END
};
static const struct arg place_args[] = { AREA_ARG,
	{ "code", ARG_TEXT, false, NULL, "场所码", "place code" }, END };
static const struct arg visit_args[] = { { "from", ARG_TEXT, true, NULL, "起始时间（RFC 3339，含）",
						 "from this moment on (RFC 3339)" },
	{ "to", ARG_TEXT, true, NULL, "截止时间（RFC 3339，含）", "to this moment (RFC 3339)" },
	UNMASK_ARGS, END };
static const struct arg sheet_args[] = { { "lang", ARG_CHOICE, false, "zh en", "语言；缺省为中文",
						 "language; without it Chinese" },
	END };
static const struct arg round_sheet_args[] = { AREA_ARG,
	{ "compound", ARG_TEXT, false, NULL, "只打印此小区（院落、路名）", "only this compound" },
	{ "building", ARG_TEXT, false, NULL, "只打印此楼栋", "only this building" },
	{ "why", ARG_CHOICE, false, LOOK_REASON_NAMES,
		"用途（/v1/look-reasons）；列有人员的清单必填，作为导出留痕",
		"what it is for (/v1/look-reasons); needed where people stand on it: an export, which is recorded" },
	{ "until", ARG_DAY, false, NULL, "最迟销毁日期；列有人员的清单必填",
		"the last day on which it may be kept; needed where people stand on it" },
	{ "lang", ARG_CHOICE, false, "zh en", "语言；缺省为中文", "language; without it Chinese" },
	END };
static const struct arg warning_args[] = { INCIDENT_ARG, AREA_ARG, END };
static const struct arg risk_match_args[] = { INCIDENT_ARG, AREA_ARG, ON_ARG, END };

static const struct arg session_args[] = { { "of", ARG_CHOICE, false, "me all",
						   "谁的会话；缺省为本人",
						   "whose; without it one's own" },
	END };
static const struct arg slip_args[] = { { "format", ARG_CHOICE, false, "json pdf",
						"格式；缺省为数据",
						"how it is answered; without it as data" },
	{ "lang", ARG_CHOICE, false, "zh en", "语言；缺省为中文", "language; without it Chinese" },
	END };

static const struct arg restriction_args[] = { INCIDENT_ARG, AREA_ARG, END };
static const struct arg notice_args[] = { { "format", ARG_CHOICE, false, "json html pdf",
						  "格式；缺省为 json",
						  "how it is shown; else json" },
	{ "lang", ARG_CHOICE, false, "zh en", "语言；缺省为中文", "language; without it Chinese" },
	UNMASK_ARGS, END };
static const struct arg own_notice_args[] = { { "format", ARG_CHOICE, false, "json html pdf",
						      "格式；缺省为 json",
						      "how it is shown; else json" },
	{ "lang", ARG_CHOICE, false, "zh en", "语言；缺省为中文", "language; without it Chinese" },
	END };
static const struct arg units_args[] = { INCIDENT_ARG, END };
static const struct arg shifts_args[] = { INCIDENT_ARG, AREA_ARG,
	{ "from", ARG_TEXT, false, NULL, "到岗时间起（RFC 3339，含）；缺省为 16 小时前",
		"those that begin from this moment on (RFC 3339); without it 16 hours ago" },
	{ "to", ARG_TEXT, false, NULL, "到岗时间止（RFC 3339，含）；缺省为 36 小时后",
		"to this moment (RFC 3339); without it in 36 hours" },
	END };

/* A resident's pages: messengers add parameters of their own to a link. */
#define OWN_PAGE (ROUTE_RESIDENT | ROUTE_PAGE | ROUTE_ANY)

const struct route routes[] = {
	{ "POST", "/v1/session", route_login, ON_SLOW, ANYBODY,
		ROUTE_OPEN | ROUTE_WRITE | ROUTE_BODY, NULL, "session", "登录，返回会话 Cookie",
		"Log in; the answer sets the session cookie" },
	{ "GET", "/v1/session", route_whoami, ON_EVENT, WHOEVER, ROUTE_RESIDENT, NULL, "session",
		"当前登录人及其权限", "Who is logged in, and his rights" },
	{ "DELETE", "/v1/session", route_logout, ON_EVENT, WHOEVER,
		ROUTE_WRITE | ROUTE_OWN | ROUTE_RESIDENT, NULL, NULL, "退出登录", "Log out" },
	{ "GET", "/v1/sessions", route_sessions, ON_READER, WHOEVER, ROUTE_LIST, session_args,
		"[session_row]", "本人（管理员可看全部）正在登录的会话",
		"Who is logged in: one's own, or all" },
	{ "DELETE", "/v1/sessions", route_sessions_end, ON_EVENT, WHOEVER, ROUTE_WRITE | ROUTE_OWN,
		NULL, NULL, "结束本人的其他会话", "End all of one's own sessions but this one" },
	{ "DELETE", "/v1/sessions/{id}", route_session_end, ON_READER, WHOEVER,
		ROUTE_WRITE | ROUTE_ID, NULL, NULL, "结束一个会话", "End a session" },
	{ "GET", "/v1/users", route_users, ON_READER, MAY(SEE_MASKED, ACCOUNT), ROUTE_LIST, NULL,
		"[account]", "用户及其角色、权限何时到期、最近何时登录（从未登录的为空）",
		"Accounts, their roles, when the last of their rights ends, and when they were last heard of (null: they never logged in)" },
	{ "POST", "/v1/users", route_users_post, ON_SLOW, MAY(DECIDE, ACCOUNT),
		ROUTE_WRITE | ROUTE_BODY, slip_args, "[newcomer]",
		"按名单新增用户（全部成功或全部不办）：每人一张首次登录凭条，密码由本人设定",
		"Take people on from a list, all or none: each gets a slip with which he sets his own password" },
	{ "POST", "/v1/users/{id}", route_user_change, ON_SLOW, MAY(DECIDE, ACCOUNT),
		ROUTE_WRITE | ROUTE_BODY, NULL, "account",
		"停用或恢复一个用户，授予或收回一项角色（本人的除外）",
		"Put an account that is not one's own out of use or back, give it a role or take one" },
	{ "GET", "/v1/roles", route_roles, ON_EVENT, WHOEVER, ROUTE_LIST, NULL, "[role]",
		"角色及其权限：能做什么、何事", "The roles, and what each of them may" },
	{ "GET", "/v1/challenge", route_challenge, ON_EVENT, ANYBODY, ROUTE_OPEN, NULL, "challenge",
		"设备登录前须签名的随机码",
		"What a device signs to prove itself, good once and for two minutes" },
	{ "GET", "/v1/devices", route_devices, ON_READER, WHOEVER, ROUTE_LIST, NULL, "[device]",
		"登记的设备（管理员看全部）：交到第几号、缺几条、最近联系",
		"Enrolled devices, one's own or all: what has come from each, and when it was last heard of" },
	{ "POST", "/v1/devices", route_device_enrol, ON_SLOW, ANYBODY,
		ROUTE_OPEN | ROUTE_WRITE | ROUTE_BODY, NULL, "device_key",
		"用凭条登记本设备，得到其编号和密钥（只给这一次）",
		"Enrol this device with a slip: its id and key, told this once" },
	{ "POST", "/v1/devices/invitations", route_device_invite, ON_READER, MAY(DECIDE, ACCOUNT),
		ROUTE_WRITE | ROUTE_BODY, slip_args, "slip",
		"开具设备登记凭条：24 小时内有效，只能用一次",
		"A slip with which a phone enrols itself, once and within 24 hours" },
	{ "DELETE", "/v1/devices/{id}", route_device_revoke, ON_READER, MAY(DECIDE, ACCOUNT),
		ROUTE_WRITE | ROUTE_ID, NULL, NULL,
		"停用设备：不能再登录和签名，其后交来的记录待审批",
		"Revoke a device: it proves nothing more, and what still comes from it is held" },
	{ "PUT", "/v1/devices/{id}/pin", route_pin, ON_SLOW, WHOEVER,
		ROUTE_WRITE | ROUTE_BODY | ROUTE_ID, NULL, NULL,
		"用密码登录本设备后，设置自己在本设备上的 6 位 PIN",
		"Set one's own PIN of six digits on the device on which one has logged in with the password" },
	{ "POST", "/v1/devices/{id}/lease", route_lease, ON_READER, WHOEVER, ROUTE_WRITE | ROUTE_ID,
		NULL, "lease", "登录本设备后，取得本人在其上所存副本的密钥，36 小时内有效",
		"The key under which one's copy lies on the device on which one has logged in, for 36 hours" },
	{ "POST", "/v1/residents/slips", route_slip, ON_READER, MAY(ENTER, ROSTER),
		ROUTE_WRITE | ROUTE_BODY, slip_args, "slip",
		"核验身份证件后，为居民开具查看本人记录的一次性凭条",
		"A slip with a one-time code for a resident whose card was seen: it opens his own record" },
	{ "GET", "/v1/own", route_own, ON_READER, WHOEVER, ROUTE_RESIDENT, NULL, "own",
		"居民本人的登记情况",
		"A resident's own: what is kept of him, and what he may hand in" },
	{ "GET", "/v1/own/records", route_own_records, ON_READER, WHOEVER,
		ROUTE_LIST | ROUTE_RESIDENT, NULL, "[own_record]",
		"关于居民本人的有效记录，新的在前；查看将留痕",
		"The standing records about the resident himself, latest first; the look is recorded" },
	{ "GET", "/v1/own/looks", route_own_looks, ON_READER, WHOEVER, ROUTE_LIST | ROUTE_RESIDENT,
		NULL, "[look_told]", "谁看过居民本人的信息，新的在前",
		"Who looked at the resident, newest first" },
	{ "GET", "/v1/own/restrictions", route_own_restrictions, ON_READER, WHOEVER,
		ROUTE_LIST | ROUTE_RESIDENT, NULL, "[own_restriction]",
		"对居民本人及其住所采取的限制措施，新的在前",
		"What restricts the resident or his home, latest first" },
	{ "GET", "/v1/own/restrictions/{id}/notice", route_own_notice, ON_READER, WHOEVER,
		ROUTE_ID | ROUTE_RESIDENT, own_notice_args, "restriction_notice",
		"居民本人的限制措施告知书：数据、网页或 A4 打印页；查看将留痕",
		"The notice of what restricts the resident: data, a page, or A4; the look is recorded" },
	{ "GET", "/own", route_page_login, ON_EVENT, ANYBODY, ROUTE_OPEN | ROUTE_ANY | ROUTE_PAGE,
		NULL, NULL, "居民页：输入凭证码", "A resident's pages: where the code is typed" },
	{ "POST", "/own", route_page_open, ON_SLOW, ANYBODY,
		ROUTE_OPEN | ROUTE_ANY | ROUTE_PAGE | ROUTE_FORM, NULL, NULL, "居民页：用凭条打开",
		"Opens them by a slip" },
	{ "POST", "/own/out", route_page_out, ON_EVENT, WHOEVER, OWN_PAGE | ROUTE_FORM | ROUTE_OWN,
		NULL, NULL, "居民页：退出", "Log out" },
	{ "GET", "/own/home", route_page_home, ON_READER, WHOEVER, OWN_PAGE, NULL, NULL,
		"居民页：目前状态", "How things stand" },
	{ "GET", "/own/records", route_page_records, ON_READER, WHOEVER, OWN_PAGE, NULL, NULL,
		"居民页：已登记的内容；查看将留痕", "What is kept of him; the look is recorded" },
	{ "GET", "/own/looks", route_page_looks, ON_READER, WHOEVER, OWN_PAGE, NULL, NULL,
		"居民页：谁看过", "Who looked" },
	{ "GET", "/own/ask", route_page_ask, ON_EVENT, WHOEVER, OWN_PAGE, NULL, NULL,
		"居民页：提出诉求", "Ask for something" },
	{ "GET", "/own/help", route_page_help, ON_EVENT, WHOEVER, OWN_PAGE, NULL, NULL,
		"居民页：紧急求助", "Urgent help" },
	{ "POST", "/own/ask", route_page_asked, ON_READER, WHOEVER,
		OWN_PAGE | ROUTE_FORM | ROUTE_OWN, NULL, NULL, "居民页：提交诉求",
		"Hand in what is asked" },
	{ "GET", "/own/restrictions/{id}", route_page_restriction, ON_READER, WHOEVER,
		OWN_PAGE | ROUTE_ID, NULL, NULL, "居民页：限制措施告知书；查看将留痕",
		"The notice of what restricts him; the look is recorded" },
	{ "POST", "/own/restrictions/{id}", route_page_appealed, ON_READER, WHOEVER,
		OWN_PAGE | ROUTE_ID | ROUTE_FORM | ROUTE_OWN, NULL, NULL, "居民页：提出申诉",
		"Object to it" },
	{ "GET", "/b/{id}", route_page_bulletin, ON_READER, ANYBODY,
		ROUTE_OPEN | ROUTE_ANY | ROUTE_PAGE, NULL, NULL,
		"向社会公开的通报：无需登录，不含个人信息",
		"A bulletin that was opened to the public: without a login, without anybody's data" },
	{ "POST", "/v1/records", route_records_post, ON_EVENT, MAY(WRITES, ANY),
		ROUTE_WRITE | ROUTE_BODY | ROUTE_OWN | ROUTE_RESIDENT, NULL, "receipt",
		"提交一条记录（得一张回执）或一组记录（按顺序得一组回执）",
		"Hand in a record (one receipt) or a list of records (receipts in order)" },
	{ "GET", "/v1/records", route_fates, ON_READER, WHOEVER, ROUTE_LIST, fate_args, "[fate]",
		"本人填报或上报的记录现况：有效、待批准、待前置、已作废、已更正",
		"What became of records that one has written or handed in" },
	{ "GET", "/v1/records/{id}", route_record, ON_SPOT, MAY(SEE_MASKED, ANY), ROUTE_ID,
		record_args, "record", "查看一条记录，个人信息脱敏",
		"One record, personal fields masked" },
	{ "GET", "/v1/records/{id}/tasks", route_tasks, ON_READER, MAY(SEE_MASKED, COMMAND),
		ROUTE_ID | ROUTE_LIST, NULL, "[task]", "由该记录（如会议）下达的任务及其办理情况",
		"The tasks that come of a record (a meeting), and how each stands" },
	{ "GET", "/v1/changes", route_changes, ON_READER, MAY(SEE_MASKED, ANY),
		ROUTE_LIST | ROUTE_BOUND | ROUTE_PACK, NULL, "changes", "自游标以来的变化",
		"What changed since a cursor" },
	{ "GET", "/v1/areas", route_areas, ON_READER, MAY(ALL, ANY), ROUTE_LIST, areas_args,
		"[area]", "区域", "Areas, parents first" },
	{ "GET", "/v1/kinds", route_kinds, ON_READER, WHOEVER,
		ROUTE_LIST | ROUTE_PACK | ROUTE_RESIDENT, NULL, "[kind]", "记录种类",
		"Kinds of record" },
	{ "GET", "/v1/round-kinds", route_round_kinds, ON_EVENT, WHOEVER, ROUTE_LIST,
		round_kinds_args, "[round_kind]", "轮次种类，及其结果和下一步的名称",
		"Kinds of rounds, and what their outcomes and next actions are called" },
	{ "GET", "/v1/incidents", route_incidents, ON_READER, MAY(ALL, ANY), ROUTE_LIST, NULL,
		"[incident]", "疫情事件", "Incidents" },
	{ "GET", "/v1/retention", route_retention, ON_READER, MAY(COUNT, COMMAND), ROUTE_LIST, NULL,
		"[retained]", "已终止事件的个人信息还保留什么、何时到期、是否已批准销毁",
		"What is still kept of incidents that have ended, when it is due, who ordered that it goes" },
	{ "GET", "/v1/candidates", route_candidates, ON_LONG, MAY(DECIDE, ROUND), ROUTE_LIST,
		candidates_args, "[candidates]", "开启轮次前：各区域有多少对象、由谁上门",
		"Before a round is opened: whom it would ask in each area, and who works there" },
	{ "GET", "/v1/rounds", route_rounds, ON_READER, MAY(COUNT, ROUND), ROUTE_LIST | ROUTE_BOUND,
		NULL, "[round]", "轮次，新的在前", "Rounds, newest first" },
	{ "GET", "/v1/rounds/{id}", route_round, ON_READER, MAY(COUNT, ROUND), ROUTE_ID, NULL,
		"round", "一个轮次", "One round" },
	{ "GET", "/v1/rounds/{id}/coverage", route_coverage, ON_KEPT, MAY(COUNT, ANY), ROUTE_ID,
		coverage_args, "coverage", "覆盖情况：应到、已到、缺",
		"Coverage: expected + found = done + excused + missing" },
	{ "GET", "/v1/rounds/{id}/progress", route_progress, ON_LONG, MAY(COUNT, ANY),
		ROUTE_ID | ROUTE_LIST, area_args, "[progress]", "轮次进度：到各时点累计完成多少",
		"How a round came to where it is: done by the end of each hour or day" },
	{ "GET", "/v1/rounds/{id}/missing", route_missing, ON_KEPT, MAY(SEE_MASKED, ANY),
		ROUTE_ID | ROUTE_LIST, missing_args, "[target]", "缺漏清单",
		"The exact list of what is missing" },
	{ "GET", "/v1/rounds/{id}/missed", route_missed, ON_READER, MAY(SEE_MASKED, ANY),
		ROUTE_ID | ROUTE_LIST, missed_args, "[missed]",
		"本轮及此前同类轮次（至多五轮）中任何一轮未完成的对象",
		"Who is missing in the round or in any of those of its kind before it, five in all" },
	{ "GET", "/v1/rounds/{id}/targets", route_targets, ON_READER, MAY(SEE_MASKED, ANY),
		ROUTE_ID | ROUTE_LIST, target_args, "[target]",
		"轮次对象及其状态：已到、免除和缺的",
		"What a round asks of, in every state: done, excused and missing" },
	{ "GET", "/v1/rounds/{id}/sheet", route_round_sheet, ON_LONG, MAY(SEE_MASKED, ANY),
		ROUTE_ID, round_sheet_args, NULL, "缺漏清单的纸质登记表（PDF）",
		"What is missing as a sheet to be filled by hand (PDF)" },
	{ "GET", "/v1/figures", route_figures, ON_EVENT, WHOEVER, ROUTE_LIST, NULL, "[figure]",
		"指标定义", "Definitions of figures" },
	{ "GET", "/v1/figures/{id}", route_figure, ON_READER, MAY(COUNT, ANY), 0, figure_args,
		"figure_exact", "一个指标的数值", "The value of a figure" },
	{ "GET", "/v1/figures/{id}/records", route_figure_records, ON_READER, MAY(SEE_MASKED, ANY),
		ROUTE_LIST, behind_args, "[figure_record]", "指标背后的记录",
		"The records behind a figure" },
	{ "GET", "/v1/figures/{id}/areas", route_figure_areas, ON_LONG, MAY(COUNT, ANY), ROUTE_LIST,
		series_args, "[figure_area]", "一个指标按下级区域",
		"A figure by the areas under one" },
	{ "GET", "/v1/figures/{id}/days", route_figure_days, ON_LONG, MAY(COUNT, ANY), ROUTE_LIST,
		series_args, "[figure_day]", "一个指标逐日的数值和较前一日增减",
		"A figure day by day, each against the day before" },
	{ "GET", "/v1/board", route_board, ON_READER, MAY(COUNT, ANY), ROUTE_LIST, board_args,
		"[figure_value]", "全部指标", "All figures at once" },
	{ "GET", "/v1/bulletins", route_bulletins, ON_READER, MAY(ALL, ANY), ROUTE_LIST, NULL,
		"[bulletin_head]", "已发布的通报，新的在前", "Published bulletins, newest first" },
	{ "GET", "/v1/bulletins/daily", route_bulletins_daily, ON_READER, MAY(COUNT, COMMAND),
		ROUTE_LIST, NULL, "[bulletin_daily]", "每日通报：几时备好、哪几日待发布",
		"Daily bulletins: from which hour on, and which days are due" },
	{ "GET", "/v1/bulletins/draft", route_bulletin_draft, ON_LONG, MAY(CORRECT, COMMAND), 0,
		draft_args, "bulletin_draft", "按现有数据起草的通报",
		"A bulletin as it would be published now" },
	{ "POST", "/v1/bulletins/draft", route_bulletin_draft_post, ON_LONG, MAY(CORRECT, COMMAND),
		ROUTE_WRITE | ROUTE_BODY, bulletin_args, "bulletin_draft",
		"同上，用所拟的文字；不保存",
		"The same with the words that were typed; nothing is kept" },
	{ "GET", "/v1/bulletins/{id}", route_bulletin, ON_LONG, MAY(ALL, ANY), ROUTE_ID,
		bulletin_args, "bulletin", "一期通报：数据、Markdown、网页、PDF 或工作簿",
		"One bulletin: as data, as Markdown, a page, a PDF or a workbook" },
	{ "POST", "/v1/bulletins", route_bulletin_post, ON_LONG, MAY(DECIDE, COMMAND),
		ROUTE_WRITE | ROUTE_BODY | ROUTE_OWN, NULL, "receipt",
		"发布通报：指标就此定格，账目未平衡的须写明理由",
		"Publish a bulletin: its figures are frozen; where accounts do not close it takes a reason" },
	{ "GET", "/v1/forms", route_forms, ON_LONG, MAY(CORRECT, COMMAND), ROUTE_LIST, NULL,
		"[form_head]", "上级要求填报的报表，最近一次填报及变化",
		"Tables that upper offices ask for, each with its latest filling and what changed" },
	{ "GET", "/v1/forms/{id}", route_form, ON_LONG, MAY(CORRECT, COMMAND), ROUTE_ID, form_args,
		"form", "一张报表：对应关系、某天填入的内容及与前一次的差额，或填好的原表",
		"One table: its map, what was filled in for a day and what changed; or the office's workbook, filled" },
	{ "GET", "/v1/forms/{id}/sheets", route_form_sheets, ON_LONG, MAY(CORRECT, COMMAND),
		ROUTE_ID, NULL, "form_sheets", "空白表样的各张工作表",
		"The sheets of the blank form" },
	{ "POST", "/v1/forms/{id}/fillings", route_form_fill, ON_LONG, MAY(DECIDE, COMMAND),
		ROUTE_WRITE | ROUTE_BODY | ROUTE_ID | ROUTE_OWN, NULL, "receipt",
		"填报一张报表：数字就此定格", "Fill a table: its numbers are frozen" },
	{ "GET", "/v1/map", route_map, ON_READER, MAY(ALL, ANY), ROUTE_PACK, map_args, "map",
		"一个区域及其直接下级的轮廓（SVG 路径，坐标已取整）",
		"The outlines of an area and of those under it, as SVG paths in whole units" },
	{ "GET", "/v1/map/points", route_map_points, ON_READER, MAY(SEE_MASKED, ROSTER), ROUTE_LIST,
		map_point_args, "[map_point]", "有坐标的房屋、场所或仓库",
		"Dwellings, sites or stores that have a place on the map" },
	{ "POST", "/v1/map/read", route_map_read, ON_LONG, MAY(SEE_MASKED, ROSTER),
		ROUTE_WRITE | ROUTE_BODY, NULL, "map_read",
		"读取 GeoJSON：每个要素对应哪个区域或场所、应写成什么记录；不保存",
		"What a GeoJSON file would come to, feature by feature; nothing is kept" },
	{ "GET", "/v1/plans", route_plans, ON_LONG, MAY(SEE_MASKED, ROSTER), ROUTE_LIST, area_args,
		"[plan_head]", "平面图", "Plans of sites and compounds" },
	{ "GET", "/v1/plans/{id}", route_plan, ON_READER, MAY(SEE_MASKED, ROSTER), ROUTE_ID, NULL,
		"plan", "一张平面图和图上的标注", "One plan, and what is marked on it" },
	{ "GET", "/v1/plans/{id}/image", route_plan_image, ON_READER, MAY(SEE_MASKED, ROSTER),
		ROUTE_ID, NULL, NULL, "平面图的图片（PNG 或 JPEG）",
		"The picture of a plan (PNG or JPEG)" },
	{ "GET", "/v1/search", route_search, ON_READER, MAY(SEE_MASKED, ROSTER), ROUTE_LIST,
		search_args, "search", "按姓名、拼音、地址、电话、证件号码、车牌、管码或编号查找",
		"Find by name, its reading, place, phone, document number, plate, tube or id" },
	{ "GET", "/v1/live", route_live, ON_EVENT, MAY(COUNT, ANY), ROUTE_OWN, live_args, NULL,
		"实时推送：有变化的指标和覆盖（SSE）",
		"Server-sent events: figures and coverage that changed" },
	{ "GET", "/v1/clashes", route_clashes, ON_READER, MAY(SEE_MASKED, ANY), ROUTE_LIST, NULL,
		"[clash]", "相互矛盾的记录", "Records that exclude each other" },
	{ "GET", "/v1/waiting", route_waiting, ON_READER, MAY(SEE_MASKED, ANY), ROUTE_LIST, NULL,
		"[waiting]", "等待前置记录的记录",
		"Records that name something that is not here yet" },
	{ "GET", "/v1/strays", route_strays, ON_READER, MAY(SEE_MASKED, ANY), ROUTE_LIST,
		stray_args, "[target]", "不在名单上的作业",
		"Work on subjects that no piece of the round lists" },
	{ "GET", "/v1/marked", route_marked, ON_READER, MAY(SEE_MASKED, ANY), ROUTE_LIST, mark_args,
		"[marked]", "需要留意的记录", "Records with a mark" },
	{ "GET", "/v1/refused", route_refused, ON_READER, MAY(SEE_MASKED, ANY), ROUTE_LIST, NULL,
		"[refused]", "被拒收而另存的记录", "Records that were refused and kept aside" },
	{ "GET", "/v1/goods", route_goods, ON_READER, MAY(COUNT, SUPPLY), ROUTE_LIST, incident_args,
		"[goods]", "物资账", "Goods: booked and counted" },
	{ "GET", "/v1/stock", route_stock, ON_READER, MAY(COUNT, SUPPLY), ROUTE_LIST, series_args,
		"[stock]", "物资可用天数：库存除以日均用量",
		"For how many days goods last: what stores have, divided by the use of a day" },
	{ "GET", "/v1/gifts", route_gifts, ON_READER, MAY(COUNT, SUPPLY), ROUTE_LIST, incident_args,
		"[gift]", "捐赠物资，逐批列明去向", "Gifts, each with where it went" },
	{ "GET", "/v1/gifts/{id}", route_gift, ON_READER, MAY(COUNT, SUPPLY), ROUTE_ID, NULL,
		"gift_places", "一批捐赠物资的去向", "Where one gift went, place by place" },
	{ "GET", "/v1/gifts/{id}/records", route_gift_records, ON_READER, MAY(SEE_MASKED, SUPPLY),
		ROUTE_ID | ROUTE_LIST, NULL, "[subject_record]", "一批捐赠物资的有效记录，新的在前",
		"The standing records of a gift, latest first" },
	{ "GET", "/v1/balances", route_balances, ON_READER, MAY(COUNT, COMMAND), ROUTE_LIST,
		incident_args, "[balance]", "勾稽关系：各项分别统计，列出差额",
		"Accounts across desks: each term counted by itself, and the difference" },
	{ "GET", "/v1/risk/areas", route_risk_areas, ON_LONG, MAY(SEE_MASKED, COMMAND), ROUTE_LIST,
		risk_args, "[risk_area]", "某日施行的风险区清单",
		"The list of risk areas in force on a day" },
	{ "GET", "/v1/risk/changes", route_risk_changes, ON_LONG, MAY(SEE_MASKED, COMMAND),
		ROUTE_LIST, risk_days_args, "[risk_change]", "两日之间风险区的增减和升降",
		"What was added, removed, raised and lowered between two days" },
	{ "GET", "/v1/risk/matches", route_risk_matches, ON_LONG, MAY(SEE_MASKED, COMMAND),
		ROUTE_LIST, risk_match_args, "[risk_match]", "近期到过风险区的人员，姓名脱敏",
		"Whose recent journeys touch a risk area; names are masked" },
	{ "GET", "/v1/notices", route_notices, ON_LONG, MAY(SEE_MASKED, COMMAND), ROUTE_LIST, NULL,
		"[notice_read]", "通告，新的在前；应阅人数和已阅人数",
		"Notices, newest first; how many are to read each, and how many have" },
	{ "GET", "/v1/notices/{id}/readers", route_notice_readers, ON_LONG, MAY(DECIDE, CREW),
		ROUTE_ID | ROUTE_LIST, NULL, "[reader]", "一则通告的阅读情况，未读者在前",
		"Who has read a notice and who has not; those who have not come first" },
	{ "GET", "/v1/warnings", route_warnings, ON_READER, MAY(SEE_MASKED, COMMAND), ROUTE_LIST,
		warning_args, "[warning]", "症状聚集预警及其处置",
		"Warnings of symptoms that gather, and what was done" },
	{ "GET", "/v1/places", route_places, ON_READER, MAY(SEE_MASKED, CHECKPOINT), ROUTE_LIST,
		place_args, "[place]", "场所及其场所码", "Places and their codes" },
	{ "GET", "/v1/places/{id}/visits", route_place_visits, ON_READER,
		MAY(SEE_MASKED, CHECKPOINT), ROUTE_ID | ROUTE_LIST, visit_args, "[place_visit]",
		"某时段到过某场所的人员，姓名脱敏",
		"Who was at a place between two moments; names are masked" },
	{ "GET", "/v1/places/{id}/queue", route_place_queue, ON_LONG, MAY(SEE_MASKED, CHECKPOINT),
		ROUTE_ID | ROUTE_LIST, queue_args, "[queue]", "某场所的排队情况，按时间",
		"The queue at a place, count by count" },
	{ "GET", "/v1/places/{id}/sheet", route_place_sheet, ON_READER, MAY(SEE_MASKED, CHECKPOINT),
		ROUTE_ID, sheet_args, NULL, "场所码张贴页（PDF）",
		"The sheet with a place's code (PDF)" },
	{ "GET", "/v1/restrictions", route_restrictions, ON_LONG, MAY(SEE_MASKED, ZONE), ROUTE_LIST,
		restriction_args, "[restriction]",
		"人员限制措施：原因、期限、复核、送达和申诉，姓名脱敏",
		"Restrictions of people: cause, end, approval, notice and appeals; names are masked" },
	{ "GET", "/v1/restrictions/account", route_restriction_account, ON_LONG, MAY(COUNT, ZONE),
		0, restriction_args, "restriction_account", "限制措施台账：各状态之和等于下达数",
		"What restrictions add up to: those ordered are the sum over the states" },
	{ "GET", "/v1/restrictions/{id}/notice", route_restriction_notice, ON_READER,
		MAY(SEE_MASKED, ZONE), ROUTE_ID, notice_args, "restriction_notice",
		"限制措施告知书：数据、网页或 A4 打印页",
		"The notice of a restriction: as data, a page, or A4 to be printed" },
	{ "GET", "/v1/units", route_units, ON_READER, MAY(SEE_MASKED, CREW), ROUTE_LIST, units_args,
		"[unit]", "组织机构树：各机构负责人、在岗人数和包联区域",
		"The units as one tree: who leads each, who is on duty, which areas it answers for" },
	{ "GET", "/v1/shifts", route_shifts, ON_READER, MAY(SEE_MASKED, CREW),
		ROUTE_LIST | ROUTE_BOUND, shifts_args, "[shift]",
		"各点位班次：谁在岗、谁接班，姓名脱敏",
		"The shifts of posts: who is there, who comes next; names are masked" },
	{ "GET", "/v1/subjects", route_subjects, ON_READER, MAY(SEE_MASKED, ANY), ROUTE_LIST,
		subject_args, "[subject]", "名册", "The roster" },
	{ "GET", "/v1/subjects/{id}", route_subject, ON_READER, MAY(SEE_MASKED, ANY), ROUTE_ID,
		NULL, "subject", "一个对象", "One subject" },
	{ "GET", "/v1/subjects/{id}/records", route_subject_records, ON_READER,
		MAY(SEE_MASKED, ANY), ROUTE_ID | ROUTE_LIST, NULL, "[subject_record]",
		"与对象有关的有效记录，新的在前",
		"The standing records about a subject, latest first" },
	{ "GET", "/v1/subjects/{id}/residents", route_residents, ON_READER, MAY(SEE_MASKED, ROSTER),
		ROUTE_ID | ROUTE_LIST, NULL, "[resident]", "一户的住户，姓名脱敏",
		"Who lives in a dwelling, names masked" },
	{ "GET", "/v1/homes", route_homes, ON_READER, MAY(SEE_MASKED, ROSTER),
		ROUTE_LIST | ROUTE_PACK, homes_args, "[home]",
		"各户的住户和已答过的问题（供手机随身携带）：姓名脱敏，凭理由看明文并留痕",
		"Homes as a phone takes them along: who lives there, and what was answered already; masked, or plain with a reason" },
	{ "GET", "/v1/subjects/{id}/looks", route_subject_looks, ON_READER, MAY(SEE_MASKED, LOOK),
		ROUTE_ID | ROUTE_LIST, NULL, "[look]", "谁看过某人的明文信息，新的在前",
		"Who looked at a subject unmasked, newest first" },
	{ "GET", "/v1/subjects/{id}/looks/told", route_subject_looks_told, ON_READER,
		MAY(SEE_MASKED, LOOK), ROUTE_ID | ROUTE_LIST, NULL, "[look_told]",
		"可告知本人的查看记录，不含查看人姓名和其说明",
		"The same as the person may be told: no reader, and nothing that one wrote" },
	{ "GET", "/v1/look-reasons", route_look_reasons, ON_EVENT, WHOEVER, ROUTE_LIST, NULL,
		"[choice]", "查看明文的理由", "Reasons for showing personal fields" },
	{ "GET", "/v1/looks/readers", route_looks_readers, ON_READER, MAY(SEE_MASKED, LOOK),
		ROUTE_LIST, looks_args, "[account_day]",
		"各账户逐日查看明文的次数和人数，异常的在前",
		"How much each account looked at, day by day; who stands out comes first" },
	{ "POST", "/v1/looks/reviews", route_looks_review, ON_READER, MAY(DECIDE, LOOK),
		ROUTE_WRITE | ROUTE_BODY, NULL, "written", "复核某账户某日的查看",
		"Go into what an account looked at on a day" },
	{ "GET", "/v1/exports", route_exports, ON_READER, MAY(SEE_MASKED, LOOK), ROUTE_LIST,
		exports_args, "[export]", "导出的文件，新的在前",
		"Copies that left as files, newest first" },
	{ "POST", "/v1/exports/{id}/destroyed", route_export_destroyed, ON_READER,
		MAY(DECIDE, LOOK), ROUTE_ID | ROUTE_WRITE | ROUTE_BODY, NULL, "written",
		"登记一份导出文件已销毁", "Say that such a copy is gone" },
	{ "GET", "/v1/suspects", route_suspects, ON_READER, MAY(SEE_MASKED, ROSTER), ROUTE_LIST,
		NULL, "[suspect]", "疑似同一对象", "Pairs that may be one and the same" },
	{ "GET", "/v1/openapi.json", route_openapi, ON_EVENT, ANYBODY, ROUTE_OPEN, NULL, NULL,
		"本接口说明", "This description" },
	{ "GET", "/healthz", route_health, ON_EVENT, ANYBODY, ROUTE_OPEN, NULL, "health",
		"运行状况", "Is it well, and why not" },
	{ "GET", "/metrics", route_metrics, ON_EVENT, ANYBODY, ROUTE_OPEN, NULL, NULL,
		"Prometheus 指标", "Numbers for Prometheus" },
	{ .path = NULL }
};
