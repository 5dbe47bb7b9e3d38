#!/usr/bin/env python3
"""Lists of risk areas and the journeys that touch them, by the command line and over HTTP: a made-up outbreak with everything that
may be told; and, with the data, the real lists of 15 August to 9 September 2022, imported day by day, held against a second count
and a second judgement made here.
"""
import collections
import csv
import datetime
import os
import time

import bulou_site
from bulou_site import Site, equal, id_of, ok

COUNTY, GRID = "512021", "512021100201001"
LEVEL = {"low": 1, "medium": 2, "high": 3}


def roster(site):
	levels = ["county", "township", "village", "grid"]
	codes = [COUNTY, "512021100", "512021100201", GRID]
	site.table("areas", [{"code": c, "name": "示例%s" % c, "parent": codes[i - 1] if i else "", "level": levels[i]}
		for i, c in enumerate(codes)])
	site.run("incident", "declare", "外防输入（示例）", "--area", COUNTY)
	return site.items("incidents")[0]["id"]


def entry(day, level, county, place, version="v1"):
	return {"date": day, "as_of": day + " 21时", "level": level, "province": "四川省", "city": "示例市", "county": county,
		"area_text": place, "snapshot": version}


def journey(incident, n, told, left, at):
	return {"incident": incident, "from_risk": "是", "since": "days_3", "name": "张测试", "from": told, "left": left, "at": at,
		"area": GRID, "subject": id_of("traveller", n), "id": id_of("journey", n)}


def made_up(site):
	incident = roster(site)
	equal([], site.items("risk", "list", "--on", "2022-08-29"), "before the first list there is none")
	site.table("risk.listed", [entry("2022-08-29", "medium", "东兴区", "东升花园1期"),
		entry("2022-08-30", "high", "东兴区", "东升花园1期", "v2"), entry("2022-08-30", "high", "市中区", "某街道", "v2")])
	site.table("risk.issued", [{"as_of": "2022-08-30 21时", "snapshot": "v2", "source": "示例", "entries": "3"}])
	equal(["medium"], [r["level"] for r in site.items("risk", "list", "--on", "2022-08-29")], "the list of a day")
	equal([("raised", "东兴区"), ("added", "市中区")], [(r["change"], r["county"]) for r in
		site.items("risk", "diff", "2022-08-29", "2022-08-30")], "what changed from day to day")
	site.table("travel.declared", [journey(incident, i, *row, "2022-09-01 09:00") for i, row in enumerate([
		("四川省示例市东兴区东升花园1期3栋", "2022-08-30"),  # there, and followed up
		("示例市东兴区", "2022-08-29"),                     # near
		("示例市东兴区东升花园", "2022-08-28"),             # before the first list
		("示例市南城区", "2022-08-30"),                     # a district that is on no list
		("示例市市中区某街道", "2022-08-31"),               # there, and nobody asks
	])])
	arrivals = site.standing("arrival", incident, COUNTY)
	site.table("arrival.registered", [{"origin": "province", "from": "重庆市", "arrived": "2022-08-31", "name": "张测试", "area": GRID,
		"round": arrivals, "subject": id_of("traveller", 0), "at": "2022-09-01 10:00"}])
	found = site.items("risk", "match", "--on", "2022-09-01")
	equal([(4, "high", True, False), (1, "medium", False, False), (0, "high", True, True)],
		[(next(i for i in range(5) if id_of("journey", i) == m["record"]), m["level"], m["there"], m["followed"]) for m in found],
		"who touched an area, by the list of his days; first those whom nobody follows up")
	equal([("张**", "v2", "第九版" in found[0]["rule"])], list({(m["name"], found[0]["snapshot"], "第九版" in m["rule"])
		for m in found}), "with a masked name, the list and the norm")
	equal([4], [next(i for i in range(5) if id_of("journey", i) == m["record"])
		for m in site.items("risk", "match", "--on", "2022-09-07")], "a week later only the latest journey concerns")
	equal([], site.items("risk", "match", "--on", "2022-09-20"), "and later none")
	site.run("risk", "match", "--on", "2022-09-01")  # as a table
	site.serve()
	equal(found, site.all("/v1/risk/matches?on=2022-09-01"), "the same over HTTP")
	equal(2, len(site.all("/v1/risk/areas?on=2022-08-30")), "the list over HTTP")
	equal(2, len(site.all("/v1/risk/changes?from=2022-08-29&to=2022-08-30")), "and what changed")
	followed(site, incident)
	warned(site, incident, arrivals)


def warned(site, incident, arrivals):
	"""Five who are asked after have symptoms, in one grid: it is warned of, opens to what was told, and is dealt with."""
	warnings = site.standing("warning", incident, COUNTY)
	now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
	say = lambda kind, n, round, subject, body: {"id": id_of(kind, n), "kind": kind, "v": 1, "at": now, "area": GRID, "round": round,
		"subject": subject, "body": body}
	site.records([say("arrival.followed", i, arrivals, id_of("arrival", i), {"slot": 1, "outcome": "symptoms"}) for i in range(5)])
	soon(lambda: [(w["area"], w["people"], w["state"]) for w in site.all("/v1/warnings")], [(GRID, 5, "open")], "symptoms that gather are warned of")
	one = site.all("/v1/warnings")[0]
	equal(5, len(site.all("/v1/figures/%s/records?area=%s&from=%s&to=%s" % (one["figure"], one["area"], one["from"], one["to"]))),
		"and open to who told of them")
	site.records([say("warning.settled", 0, warnings, one["id"], {"outcome": "tested"})])
	equal([("done", "tested")], [(w["state"], w["outcome"]) for w in site.all("/v1/warnings")], "somebody dealt with it")
	equal([("done", "tested")], [(w["state"], w["outcome"]) for w in site.items("warnings")], "the same on the command line")
	site.run("warnings")  # as a table


def contacts(site):
	"""What the journeys' records are that are followed up, and since which list."""
	rows = site.all("/v1/figures/risk-contacts/records")
	bodies = [site.get("/v1/records/" + r["id"])["body"] for r in rows]
	return sorted((next(i for i in range(9) if id_of("journey", i) == b["journey"]), b["level"], b["there"]) for b in bodies)


def soon(asked, expected, what):
	"""The server draws up by itself, some seconds after something came."""
	until = time.monotonic() + 30
	while asked() != expected and time.monotonic() < until:
		time.sleep(0.2)
	equal(expected, asked(), what)


def followed(site, incident):
	"""A server that runs draws up what follows: when the round is opened, when a list comes, when a journey does, and when either is taken back."""
	risk = site.standing("risk", incident, COUNTY)
	soon(lambda: contacts(site), [(0, "high", True), (1, "medium", False), (4, "high", True)], "whoever touched an area is to be followed up")
	equal(3, len(site.all("/v1/rounds/%s/missing" % risk)), "and is missing until he was")
	site.table("travel.declared", [journey(incident, 5, "四川省示例市市中区某街道", "2022-08-31", "2022-09-01 11:00")])
	soon(lambda: len(contacts(site)), 4, "a journey that comes later, too")
	site.table("risk.listed", [entry("2022-08-31", "low", "南城区", "某村", "v3"), entry("2022-08-31", "high", "市中区", "某街道", "v3")])
	equal(4, len(contacts(site)), "a list of the evening says nothing of a stay before")
	site.table("risk.listed", [entry("2022-08-30", "low", "南城区", "某村", "v2")])
	soon(lambda: [c for c in contacts(site) if c[0] == 3], [(3, "low", False)], "an entry that comes late is one of its list")
	site.send("/v1/records", {"id": id_of("void", 0), "kind": "record.voided", "v": 1, "at": "2022-09-02T09:00:00+08:00",
		"body": {"records": [id_of("journey", 1)]}})
	soon(lambda: [c[0] for c in contacts(site)], [0, 3, 4, 5], "a journey that is taken back obliges nobody")
	equal((5, 4, 1), tuple(site.get("/v1/rounds/%s/coverage" % risk)[k] for k in ("expected", "missing", "excused")), "and is excused")
	equal(0, site.json("follow")["records"], "nothing more follows")


# ---- the real lists ----


def real_days():
	path = bulou_site.real_data("risk/areas-20220815-20220909.csv")
	days = collections.defaultdict(list)
	with open(path, encoding="utf-8-sig", newline="") as f:
		for row in csv.DictReader(f):
			days[row["date"]].append(row)
	return dict(sorted(days.items()))


def places(rows):
	"""The riskiest level of each place."""
	found = {}
	for r in rows:
		key = (r["province"], r["city"], r["county"], r["area_text"])
		found[key] = max(found.get(key, 0), LEVEL[r["level"]])
	return found


def changes(was, now):
	was, now = places(was), places(now)
	count = collections.Counter({"added": len(now.keys() - was.keys()), "removed": len(was.keys() - now.keys())})
	for key in was.keys() & now.keys():
		if was[key] != now[key]:
			count["raised" if now[key] > was[key] else "lowered"] += 1
	return {k: n for k, n in count.items() if n}


def judged(rows, traveller):
	"""The riskiest place of his county that may be where he was."""
	levels = [LEVEL[r["level"]] for r in rows if (r["city"], r["county"]) == traveller[1:3] and
		(r["area_text"] in traveller[3] or traveller[3] in r["area_text"])]
	return max(levels, default=0)


def travellers(days):
	"""Of every day some of the places on its list, told in full."""
	names = list(days)
	chosen = []
	for before, day in zip(names, names[1:]):
		for r in days[day][::40]:
			traveller = (r["province"], r["city"], r["county"], r["area_text"])
			if r["city"] != r["province"] and len(r["area_text"]) <= 60:
				chosen.append((day, traveller, judged(days[before] + days[day], traveller)))
	return chosen


def real(site, days):
	incident = roster(site)
	risk = site.standing("risk", incident, COUNTY)
	names = list(days)
	lists, diffs = [], []
	for i, day in enumerate(names):
		site.table("risk.listed", days[day])
		shown = site.items("risk", "list", "--on", day)
		if places(shown) != places(days[day]):
			lists.append(day)
		if i and changes(days[names[i - 1]], days[day]) != collections.Counter(
				r["change"] for r in site.items("risk", "diff", names[i - 1], day)):
			diffs.append(day)
	equal([], lists, "each of %d days lists what its file says" % len(days))
	equal([], diffs, "and differs from the day before by what was counted here")
	equal(sum(len(rows) for rows in days.values()), site.figures()["risk-areas-listed"], "every entry counts")
	chosen = travellers(days)
	site.table("travel.declared", [{**journey(incident, i, "".join(t), day, day + " 12:00"), "phone": "13800000000"}
		for i, (day, t, _) in enumerate(chosen)])
	last = datetime.date.fromisoformat(names[-1])
	ours = {id_of("journey", i): level for i, (day, _, level) in enumerate(chosen)
		if (last - datetime.date.fromisoformat(day)).days <= 7}
	theirs = {m["record"]: LEVEL[m["level"]] for m in site.items("risk", "match", "--on", names[-1])}
	equal(ours, theirs, "the journeys of the last week are judged as they are here")
	ok(len(ours) > 50, "%d of them" % len(ours))
	touched = [level for _, _, level in chosen if level]
	equal(len(touched), len(site.items("missing", risk)), "each of %d journeys that touched an area is followed up" % len(touched))
	equal(0, site.json("follow")["records"], "once")


def main():
	with Site() as site:
		made_up(site)
	if os.environ.get("BULOU_REALDATA"):
		with Site() as site:
			real(site, real_days())
	else:
		ok(True, "the real lists # SKIP BULOU_REALDATA is not set")
	bulou_site.done()


main()
