/* What a resident's pages say (http/resident_page.c).
 *
 * TEXT(id, zh, en); {0} and {1} are filled in. PART(class, zh, en): parts of a record, where it is told that they were destroyed.
 * WRONG(code, zh, en, remedy_zh, remedy_en): an error as a resident is told it; zh NULL: what is wrong is said as to everybody. */
TEXT(PRODUCT, "不漏", "Bulou")
TEXT(OTHER_LANGUAGE, "English", "中文")
TEXT(LOG_OUT, "退出", "Log out")
TEXT(BACK, "返回首页", "Back to the start")
TEXT(MORE, "更早的", "Earlier ones")
/* logging in */
TEXT(LOGIN, "查看本人信息", "What is kept of you")
TEXT(LOGIN_LEAD, "输入凭条上的凭证码。凭条只能使用一次，打开后 12 小时内有效。",
	"Type the code on your slip. It is good once; what it opens stays open for 12 hours.")
TEXT(CODE, "凭证码", "Code on the slip")
TEXT(CODE_HINT, "如 AB12-CD34-EF5X，不分大小写，短横可不输",
	"Such as AB12-CD34-EF5X, in capitals or not, with or without hyphens")
TEXT(OPEN, "打开", "Open")
TEXT(NO_SLIP,
	"没有凭条的，请带身份证件到所在社区，或等工作人员上门时，核验证件后领取。不使用手机的，可请工作人员当面查阅。",
	"No slip? Bring your ID card to the community office, or ask whoever comes to your door. Without a phone, the office looks it up with you.")
TEXT(AS_STAFF, "您正以工作账号 {0} 登录。用凭条打开后，工作账号将退出。",
	"You are logged in as {0}. Opening a slip here logs that account out.")
TEXT(IS_OPEN, "这里已打开一位居民的信息。用新凭条打开后，原来的随即退出。",
	"Somebody's pages are open here. Opening a slip closes them.")
TEXT(GO_ON, "继续查看已打开的", "Go on with what is open")
TEXT(FOR_PHONE, "登记工作手机", "Enrol a phone")
TEXT(FOR_STAFF, "工作人员登录", "Staff: log in")
/* the start */
TEXT(HOME, "我的信息", "About you")
TEXT(GREETING, "{0}，您好", "Hello, {0}")
TEXT(UNTIL, "本页可查看到 {0}。用完请点“退出”。", "Open until {0}. Log out when you are done.")
TEXT(GUARDIAN, "这是未满 14 周岁的孩子的信息，由同住的监护人持凭条查看。",
	"This is about a child under 14, and is read by a guardian in the same home.")
TEXT(SENT, "已收到，回执号 {0}。处理情况见“已登记的内容”。",
	"Received. Your receipt is number {0}; what comes of it is told under “What was recorded”.")
TEXT(STATUS, "目前状态", "How things stand")
TEXT(STATUS_FREE,
	"目前没有单独针对您或您家的限制措施，登记的管控区域也不包括您家。区域管控情况以社区公告为准。",
	"No measure is aimed at you or your home at present, and no zone that is entered holds it. Whether the area where you live is closed is told by public notice.")
TEXT(STATUS_FREE_IN_ZONE, "目前没有单独针对您或您家的限制措施。",
	"No measure is aimed at you or your home at present.")
TEXT(ZONES_LEAD, "您家在以下管控区域内：", "Your home lies in:")
TEXT(ZONE, "范围", "Where")
TEXT(ZONE_BASIS, "依据", "By")
TEXT(ZONE_OVER, "已过期满时间，尚未登记解除。是否解除，请向“{0}”核实。",
	"Its end has passed, and no release is entered yet. Ask “{0}” whether it is over.")
TEXT(CUT, "另有较早的，未在此列出，可向所在社区查询。",
	"There are earlier ones, which are not listed here; ask at the community office.")
TEXT(STATE, "状态", "State")
TEXT(SINCE, "开始", "Since")
TEXT(END, "期满", "Until")
TEXT(WHY, "原因", "Why")
TEXT(WORDS, "理由", "In words")
TEXT(OFFICE, "决定单位", "Decided by")
TEXT(TO_ASK, "如有疑问，请向“{0}”询问。", "Ask “{0}” if anything is unclear.")
TEXT(DECISION, "申诉处理理由", "Why the appeal was decided so")
TEXT(NOTICE_LINK, "看告知书，提出申诉", "Read the notice, or object")
TEXT(NEED, "需要帮助", "If you need something")
TEXT(HELP, "紧急求助", "Urgent help")
TEXT(ASK, "提出诉求", "Ask for something")
TEXT(NO_ROUND, "您所在区域目前未开设网上受理，请直接联系所在社区。",
	"Nothing is taken here for where you live at present. Ask the community office.")
TEXT(LIFE_FIRST, "有生命危险的，请先拨打 120 或 110。", "In danger of life call 120 or 110 first.")
TEXT(ADDRESS, "登记住址", "Home")
TEXT(NO_ADDRESS, "未登记住址", "No home is listed")
TEXT(KEPT, "登记情况", "What is kept")
TEXT(RECORDS, "已登记的内容", "What was recorded")
TEXT(LOOKS, "谁看过我的信息", "Who looked at you")
/* asking */
TEXT(HELP_LEAD, "危及生命的困难，2 小时内应有人答复。有生命危险的，请先拨打 120 或 110。",
	"For what endangers a life: somebody answers within 2 hours. In danger of life call 120 or 110 first.")
TEXT(ASK_LEAD, "水电气热、就医用药、生活困难，以及要求更正或删除本人信息，都可以在这里提出。",
	"Water, power, medicine, any hardship; or to have what is kept of you corrected or erased.")
TEXT(IF_WANTED, "{0}（选填，便于回电）", "{0} (if you can be called back)")
TEXT(SEND, "提交", "Send")
TEXT(NOT_SENT, "没有提交成功", "It was not sent")
/* the notice */
TEXT(NOTICE, "限制措施告知书", "Notice of a restriction")
TEXT(NOTICE_WHOLE, "完整告知书（网页，可打印）", "The whole notice (a page, to print)")
TEXT(PAPER, "A4 打印页（PDF）", "As A4 to print (PDF)")
TEXT(ENDS_ITSELF, "期满即自行失效，无须申请；未经两人重新批准并再次告知，不得延长。",
	"It ends by itself; nobody may extend it without two persons' approval and another notice.")
TEXT(APPEAL, "提出申诉", "Object to it")
TEXT(APPEAL_OPEN, "您的申诉正在处理，应在 24 小时内答复。",
	"Your objection is being dealt with; you have the answer within 24 hours.")
TEXT(APPEAL_OVER, "本措施已解除，无须申诉。", "This is over: there is nothing to object to.")
/* what is kept */
TEXT(RECORDS_LEAD, "这里是关于您本人的记录，由哪一项工作登记，不列出登记人。本次查看已留痕。",
	"What is recorded about you, and for which line of work; not by whom. That you read it is noted.")
TEXT(NO_RECORDS, "没有关于您的记录。", "Nothing is recorded about you.")
TEXT(ENTERED, "{0}，{1}", "{0}, {1}")
TEXT(WITHHELD, "以下各项已登记，因可能涉及他人，不在此显示，可请社区工作人员当面查阅：{0}",
	"Also written down, but not shown here because it may speak of others; ask at the office: {0}")
TEXT(GONE, "已按期销毁：{0}", "Destroyed in due time: {0}")
TEXT(ANSWER_OPEN, "正在办理，应在 {0} 前答复。", "Being dealt with; to be answered by {0}.")
TEXT(ANSWER_NONE, "尚未答复。", "Not answered yet.")
TEXT(ANSWER, "办理情况", "What became of it")
TEXT(ANSWER_WORDS, "答复", "The answer")
/* looks */
TEXT(LOOKS_LEAD, "列出单位、岗位和理由。有疑问，请向所在单位报出编号查询。",
	"By office, role and reason. With the number, the office can find who it was.")
TEXT(NO_LOOKS, "没有人看过您的明文信息。", "Nobody has seen your data unmasked.")
TEXT(LOOK_NUMBER, "编号 {0}", "Number {0}")
TEXT(LOOK_BY_SLIP, "本人或监护人（持凭条）", "By a slip: you, or a guardian")
TEXT(EXPORTED, "导出", "exported")
TEXT(YES, "是", "yes")
TEXT(NO, "否", "no")
TEXT(NONE, "无", "none")
/* when something goes wrong */
TEXT(FAILED, "没有办成", "That did not work")
TEXT(TYPED, "您刚才填写的内容（没有提交，可长按复制）",
	"What you typed (it was not sent; copy it from here)")
TEXT(AGAIN, "重新登录", "Log in again")
PART(IDENTITY, "身份信息", "who it is")
PART(CONTACT, "联系方式", "how to reach")
PART(HEALTH, "健康信息", "health")
PART(WHEREABOUTS, "行踪信息", "whereabouts")
PART(COUNSELLING, "谈话内容", "what was talked about")
PART(EXTRA, "其他字段", "other fields")
PART(WHOLE, "整条内容", "all of it")
WRONG(LOGIN, "已超过 12 小时，或已退出", "12 hours are over, or you logged out",
	"向社区工作人员领取新凭条，再打开", "Ask the community office for another slip")
WRONG(TICKET, "凭证码不对", "This code is not right",
	"照凭条逐字核对；一直不对的，请社区工作人员重新开具",
	"Compare it with the slip; if it stays wrong, the office makes another")
WRONG(TICKET_USED, "这张凭条已经用过", "This slip was used already",
	"不是您本人打开的，请立即告诉社区工作人员；要再看的，请重新开具",
	"If it was not you, tell the office at once; it can make another slip")
WRONG(TICKET_OVER, "这张凭条已过期", "This slip is over", "请社区工作人员重新开具",
	"Ask the community office for another")
WRONG(COOKIES, "浏览器不保存 Cookie，打不开；凭条没有用掉",
	"This browser keeps no cookies; the slip was not used up",
	"再点一次“打开”；仍不行的，在浏览器设置中允许 Cookie，或换用手机自带的浏览器",
	"Press the button once more; if that fails, allow cookies, or take the phone's own browser")
WRONG(FORM, "本页已失效，没有提交", "This page is no longer good, and nothing was sent",
	"回到首页，重新填写后提交", "Go back to the start, and fill it in again")
WRONG(BUSY, "现在办理的人太多，没有提交", "Too many people are here now, and nothing went through",
	"过几分钟再试；急事请打社区电话，有生命危险的拨打 120 或 110",
	"Try again in some minutes; if it is urgent call the office, in danger of life 120 or 110")
WRONG(ACCOUNT_BUSY, "前面的还没有办完", "What you sent before is still being taken in",
	"等一分钟再试", "Try again in a minute")
WRONG(LOCKED_OUT, "输错的次数过多，暂不能打开", "Too many wrong codes: it opens again in a while",
	"过一会儿再试，或请社区工作人员当面查阅",
	"Try again later, or have the office look it up with you")
WRONG(LOGINS_FAILED, "这个网络输错的次数过多，暂不能打开",
	"Too many wrong codes came from this network", "过一分钟再试，或改用手机流量",
	"Try again in a minute, or by the phone's own network")
WRONG(SESSIONS_FULL, "现在打开的人太多", "Too many people are here now", "过几分钟再试",
	"Try again in some minutes")
WRONG(FORBIDDEN, "这是居民查看本人信息的页面", "This is for residents who hold a slip",
	"用凭条打开", "Open it with a slip")
WRONG(NOT_FOUND, "没有这一页，或不是您的", "There is no such page of yours", "回到首页再找",
	"Go back to the start")
WRONG(NOT_ALLOWED, NULL, NULL, "有疑问请联系所在社区", "Ask the community office")
WRONG(FIELD_CHOICE, NULL, NULL, "从所列的各项中选一项", "Take one of those that are listed")
WRONG(DATABASE, "系统暂时出错，没有办成", "Something broke here, and it did not go through",
	"过几分钟再试；急事请打社区电话",
	"Try again in some minutes; if it is urgent call the office")
