#!/usr/bin/env python3
"""Writes doc/kinds.md, the reference of all kinds: bulou kinds --json | tools/kinds_page.py >doc/kinds.md

t/e2e/docs_test.sh compares the page with the program.
"""
import json
import sys

INTRODUCTION = """# Kinds of record

Made by `tools/kinds_page.py` from `bulou kinds --json`; a test compares it with the program. What a record is:
[format/record.md](format/record.md). A field with a *class* is sealed and never counted; the others lie open.
`seen` may name the fields marked *state*.

由程序的种类表生成，勿手工修改。标有密级类别的字段加密存放，不参与统计；其余字段公开。
"""
DESKS = {
	"base": "Base 基础台账",
	"sweep": "Sweeps 入户排查",
	"ask": "Questions 诉求办理",
	"supply": "Supplies 物资保障",
	"bulletin": "Bulletins 通报",
	"forms": "Tables of upper offices 报表",
	"map": "Map 地图",
	"imports": "Lists brought in 名册导入",
	"inspect": "Inspections 督导检查",
	"zone": "Zones and needs 管控区保障",
	"restriction": "Restrictions and appeals 人员限制与申诉",
	"checkpoint": "Checkpoints 卡点查验",
	"testing": "Testing 核酸检测",
	"crew": "Crews 人员力量",
	"command": "Headquarters 指挥调度",
}


def thousandths(n):
	text = ("%d.%03d" % divmod(abs(n), 1000)).rstrip("0").rstrip(".")
	return ("-" if n < 0 else "") + text


def bounds(f):
	low, high = f["min"], f["max"]
	if low is None:
		return ""
	if f["type"] == "decimal":
		low, high = thousandths(low), thousandths(high)
	elif f["type"] == "date":
		return "%+d … %+d days from `at`" % (low, high)
	elif f["type"] == "refs":
		return "1 … %d" % high
	elif f["type"] == "text":
		return "≤ %d characters" % high if not low else "%d … %d characters" % (low, high)
	return "%s … %s" % (low, high)


def offered(f, choice):
	rows = [o for o in f["offers"] if o["choice"] == choice]
	return "".join(" (%s%s: %s)" % ("from %s " % o["from"] if o["from"] else "",
		"where `%s` is %s" % (f["by"], ", ".join(o["to"])) if o["to"] else "no more", o["source"]) for o in rows)


def choices(f):
	return "; ".join("`%s` %s · %s%s" % (c["name"], c["label_zh"], c["label_en"], offered(f, c["name"])) for c in f["choices"] or [])


def field_row(f):
	notes = ["required"] if f["required"] else []
	notes += ["state"] if f["state"] else []
	return "| `%s` | %s · %s | %s | %s | %s | %s |" % (f["name"], f["label_zh"], f["label_en"], f["type"],
		", ".join(notes), f["personal"] or "", choices(f) or bounds(f))


def members(k):
	words = {"required": "needs", "optional": "may have"}
	groups = {}
	for name, how in k["envelope"].items():
		if how in words:
			groups.setdefault(words[how], []).append("`%s`" % name)
	return "; ".join("%s %s" % (how, ", ".join(names)) for how, names in groups.items()) or "names nothing"


def about(k):
	text = members(k)
	if k["covers"]:
		text += "; answers rounds of kind `%s`" % k["covers"]
	if k["obliges"]:
		text += "; may put a target into the standing round `%s`" % k["obliges"]
	if k["two_persons"]:
		text += "; held until a second person approves it"
	if k["composed"]:
		text += "; drawn up by the program: `append` refuses one from elsewhere"
	if k["not_by"]:
		text += "; held if whoever writes it wrote a `%s` about the same target" % k["not_by"]
	return text[0].upper() + text[1:] + "."


def write(k, newest):
	print("### `%s` version %d — %s · %s\n" % (k["name"], k["v"], k["label_zh"], k["label_en"]))
	print(about(k) + ("" if newest else " An older version: still taken, and read as the newest.") + "\n")
	if k["fields"]:
		print("| field | label | type | | class | bounds or choices |\n|---|---|---|---|---|---|")
		for f in k["fields"]:
			print(field_row(f))
		print()
	if newest:
		print("```json\n%s\n```\n" % json.dumps(k["example"], ensure_ascii=False))


def main():
	kinds = json.load(sys.stdin)["items"]
	newest = {k["name"]: k["v"] for k in sorted(kinds, key=lambda k: k["v"])}
	desk = None
	print(INTRODUCTION)
	for k in kinds:
		if k["desk"] != desk:
			desk = k["desk"]
			print("## %s\n" % DESKS.get(desk, desk))
		write(k, newest[k["name"]] == k["v"])


main()
