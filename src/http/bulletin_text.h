/* What a bulletin's public page says (http/bulletin_page.c): TEXT(id, zh, en). */
TEXT(OVER, "疫情防控工作通报", "Bulletin of the response")
TEXT(OTHER_LANGUAGE, "English", "中文")
TEXT(BECAUSE, "更正理由：", "Corrected because: ")
TEXT(FIGURES, "主要指标", "Figures")
TEXT(MORE_FIGURES, "其他指标", "More figures")
TEXT(MEANINGS, "指标口径", "What each figure means")
TEXT(ENDED, "不再统计", "no longer counted")
TEXT(REDEFINED, "口径已调整，与上一版不可比",
	"counted by another definition than before: not comparable")
TEXT(NEW, "新增", "new")
TEXT(ACCOUNTS, "账目核对", "Accounts")
TEXT(OPEN, "下列账目尚未平衡，差额如下。", "These accounts do not close, by so much:")
TEXT(ALL_THE_SAME, "仍予发布的理由：", "Published all the same because: ")
TEXT(SIGNED, "签发：", "Signed: ")
TEXT(PUBLISHED, "发布时间：", "published ")
TEXT(NOBODYS, "本页只有汇总数字，不含任何个人信息。",
	"This page holds counts only, and nobody's data.")
TEXT(CLOSED, "没有这一页", "There is nothing here")
TEXT(CLOSED_WHY, "这里没有向社会公开的通报，或者它已停止公开。请核对网址，或向发布单位了解。",
	"No bulletin is open to the public here, or it is so no longer. Check the address, or ask the office that published it.")
