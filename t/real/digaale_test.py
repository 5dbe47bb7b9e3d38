#!/usr/bin/env python3
"""A real house-to-house survey (Digaale, 2019) played as a sweep: its households and their members imported as dwellings and
people, a round over all homes, a visit for each; what the program counts is what the survey's own tables say.

What has no column of ours (the age group) is kept sealed with the person. Names are made up.
"""
import collections

import bulou_site
from bulou_site import Site, equal, id_of, rows_of

GRID = "512021100201001"
SEX = {"male": "male", "female": "female"}
OUTCOMES = {"shop or same household": ("not_a_dwelling", "other"), "empty": ("nobody", "empty"),
	"occupied": ("nobody", "occupied"), "unknown": ("nobody", "unknown")}
AT = "2022-08-30T09:00:00+08:00"


def areas(site):
	levels = ["county", "township", "village", "grid"]
	codes = ["512021", "512021100", "512021100201", GRID]
	site.table("areas", [{"code": c, "name": "示例%s" % c, "parent": codes[i - 1] if i else "", "level": levels[i]}
		for i, c in enumerate(codes)])


def person(member):
	flags = ["infant"] * (member["infant"] == "True") + ["elderly"] * (member["age_group_60"] == "60+")
	return {"name": "测试%s" % member["id"], "sex": SEX.get(member["household_member_sex"], ""), "flags": "、".join(flags),
		"age_group_80": member["age_group_80"], "area": GRID, "building": "A", "room": member["household_id"]}


def visit(round_id, home, body):
	return {"id": id_of("visit", home["id"]), "kind": "sweep.visit", "v": 2, "at": AT, "area": GRID, "round": round_id,
		"subject": home["id"], "body": body}


def play(site, members, absent, households, said):
	areas(site)
	homes = [{"area": GRID, "building": "A", "room": h} for h in households]
	homes += [{"area": GRID, "building": "B", "room": str(i)} for i in range(len(absent))]
	equal(len(homes), site.table("dwellings", homes)["accepted"], "each household and each absent home is a dwelling")
	equal(len(members), site.table("people", [person(m) for m in members])["accepted"], "each member is a person")
	site.run("incident", "declare", "入户调查（示例）", "--area", "512021")
	site.run("round", "open", "--kind", "sweep", "--area", "512021", "--due", "2022-09-30")
	round_id = site.items("rounds")[0]["id"]

	site.serve()
	listed = site.all("/v1/subjects?type=person")
	equal(len(members), len(listed), "the roster has as many people as the survey")
	for flag, there in (("infant", "infant"), ("elderly", "age_group_60")):
		ours = sum(m[there] in ("True", "60+") for m in members)
		equal(ours, sum(flag in p["flags"] for p in listed), "and as many with the flag '%s'" % flag)
	doors = {(d["place"]["building"], d["place"]["room"]): d for d in site.all("/v1/subjects?type=dwelling")}
	visits = [visit(round_id, doors["A", h], {"outcome": "done", "people": n}) for h, n in households.items()]
	for i, status in enumerate(absent):
		outcome, neighbour = OUTCOMES[status]
		visits.append(visit(round_id, doors["B", str(i)], {"outcome": outcome, "neighbour": neighbour}))
	site.records(visits)

	counts = site.get("/v1/rounds/%s/coverage" % round_id)
	shops = sum(OUTCOMES[s][0] == "not_a_dwelling" for s in absent)
	equal([len(homes), 0, len(households), shops, len(absent) - shops, 0],
		[counts[k] for k in ("expected", "found", "done", "excused", "missing", "off")], "the sweep's account")
	equal(len(absent) - shops, len(site.all("/v1/rounds/%s/missing" % round_id)), "and its missing list is as long")
	figures = site.figures()
	equal(2049, figures["people-called-on"], "2,049 members")
	equal(len(households), figures["homes-answered"], "households that answered")
	equal(len(homes), figures["doors-knocked"], "doors knocked at")
	equal(said, {n: figures["homes-said-" + n] for n in said}, "the absent homes by what neighbours said")
	equal(96, sum(said.values()), "96 of them")
	behind = site.all("/v1/figures/people-called-on/records")
	ours = {id_of("visit", doors["A", h]["id"]): n for h, n in households.items()}
	equal(ours, {r["id"]: r["n"] for r in behind}, "the members of each household, behind the figure")


def main():
	members = rows_of("sweep/digaale_household_data_members.csv")
	absent = [r["status"] for r in rows_of("sweep/digaale_missing_houses_manual_categories.csv")]
	households = collections.Counter(m["household_id"] for m in members)
	said = collections.Counter(OUTCOMES[s][1] for s in absent)
	with Site() as site:
		play(site, members, absent, households, said)
	bulou_site.done()


main()
