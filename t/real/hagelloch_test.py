#!/usr/bin/env python3
"""The measles of Hagelloch, 1861, played day by day on days of 2022: 188 cases in 69 families and 56 houses, and who infected
whom. The day's cases are entered; each opens its six notices and its household, whose other children are named as contacts, and
so are those whom the case will infect: what the contact's own family says. What is to be asked of whom on which day is worked
out here a second time, and held against the program's lists and accounts every day.
"""
import collections
import datetime

import bulou_site
from bulou_site import Site, equal, id_of, ok, rows_of

COUNTY, VILLAGE = "512021", "512021100201"
BEGIN = datetime.date(2022, 7, 1)  # the day of the first prodrome here
DAYS = 10  # of following up, from the ninth edition of the plan
NOTICES = ["ambulance", "hospital", "community", "police", "tracing", "headquarters"]


class Child:
	def __init__(self, row, first):
		self.case = row["case_ID"]
		self.family = row["family_ID"]
		self.infector = row["infector"]
		self.onset = BEGIN + (datetime.date.fromisoformat(row["date_of_prodrome"]) - first)
		self.id = id_of("child", self.case)
		self.dwelling = id_of("family", self.family)


def children():
	rows = rows_of("outbreaks/measles_hagelloch_1861.csv")
	first = min(datetime.date.fromisoformat(r["date_of_prodrome"]) for r in rows)
	return [Child(r, first) for r in rows]


def at(day, hour):
	return "%sT%02d:00:00+08:00" % (day, hour)


class Play:
	def __init__(self, site, all_children):
		self.site, self.children = site, all_children
		self.houses = {r["FN"]: r["HN"] for r in rows_of("outbreaks/hagelloch_df_surveillance.csv")}
		self.due = collections.defaultdict(dict)  # child: {day: "open", "done", "excused"}
		self.cases, self.named, self.followed, self.number = [], 0, 0, 0

	def record(self, kind, day, hour, round_id, subject, body):
		self.number += 1
		return {"id": id_of("record", self.number), "kind": kind, "v": 1, "at": at(day, hour), "area": VILLAGE,
			**({"round": round_id} if round_id else {}), "subject": subject, "body": body}

	def roster(self):
		levels = [(COUNTY, "", "county"), ("512021100", COUNTY, "township"), (VILLAGE, "512021100", "village")]
		self.site.table("areas", [{"code": c, "name": "示例%s" % c, "parent": p, "level": l} for c, p, l in levels])
		self.site.run("incident", "declare", "麻疹（示例）", "--area", COUNTY)
		incident = self.site.items("incidents")[0]["id"]
		self.case, self.contact = (self.site.standing(k, incident, COUNTY) for k in ("case", "contact"))
		self.site.serve()
		families = {c.family: c for c in self.children}
		self.site.records([self.record("dwelling.listed", BEGIN, 6, None, c.dwelling,
			{"building": self.houses[c.family], "room": c.family}) for c in families.values()])
		self.site.records([self.record("person.listed", BEGIN, 7, None, c.id,
			{"name": "测试%s" % c.case, "dwelling": c.dwelling}) for c in self.children])

	def confirm(self, day, today):
		"""The day's cases; whoever was followed up is so no more."""
		new = [self.record("case.confirmed", day, 8, self.case, c.id, {"type": "confirmed", "found_by": "clinic",
			"dwelling": c.dwelling, "onset": str(day)}) for c in today]
		self.cases += today
		for c, r in zip(today, new):
			c.record = r["id"]
			left = [d for d in self.due[c.id] if d >= day and self.due[c.id][d] == "open"]
			if left:
				new.append(self.record("contact.followed", day, 8, self.contact, c.id,
					{"day": str(min(left)), "outcome": "became_case", "until": str(max(left))}))
				self.due[c.id].update({d: "excused" for d in left})
		self.site.records(new)

	def name(self, day, today):
		"""The household, and whom the case infects, as far as they are well."""
		new = []
		for c in today:
			for other in self.children:
				home = other.family == c.family
				if other in self.cases or not (home or other.infector == c.case):
					continue
				self.named += 1
				new.append(self.record("contact.named", day, 11, self.contact, other.id, {"case": c.record,
					"relation": "household" if home else "school", "met": str(day)}))
				for n in range(1, DAYS + 1):
					self.due[other.id].setdefault(day + datetime.timedelta(n), "open")
		self.site.records(new)

	def settle(self, day, today):
		"""Six are told, the household is listed."""
		new = []
		for c in today:
			new += [self.record("case.notified", day, 9, self.case, c.record, {"whom": w}) for w in NOTICES]
			new.append(self.record("household.listed", day, 10, self.case, c.record, {"outcome": "listed",
				"people": sum(o.family == c.family for o in self.children) - 1}))
		self.site.records(new)

	def follow(self, day):
		new = []
		for child, days in self.due.items():
			if days.get(day) == "open":
				days[day] = "done"
				self.followed += 1
				new.append(self.record("contact.followed", day, 17, self.contact, child, {"day": str(day), "outcome": "well"}))
		self.site.records(new)

	def account(self, round_id):
		c = self.site.get("/v1/rounds/%s/coverage" % round_id)
		return [c[k] for k in ("expected", "done", "excused", "missing", "off")]

	def contacts_account(self):
		states = collections.Counter(s for days in self.due.values() for s in days.values())
		return [sum(states.values()), states["done"], states["excused"], states["open"], 0]

	def missing(self, round_id):
		return {(t["subject"], t["asked"]) for t in self.site.all("/v1/rounds/%s/missing" % round_id)}

	def day(self, day):
		"""False as soon as the program says anything else."""
		today = [c for c in self.children if c.onset == day]
		same = True
		self.confirm(day, today)
		if today:
			steps = {(c.record, w) for c in today for w in NOTICES + ["household"]}
			same = self.missing(self.case) == steps
		self.settle(day, today)
		self.name(day, today)
		opened = {(child, str(d)) for child, days in self.due.items() for d in days if days[d] == "open"}
		same = same and self.missing(self.contact) == opened
		self.follow(day)
		n = 7 * len(self.cases)
		return same and self.account(self.contact) == self.contacts_account() and self.account(self.case) == [n, n, 0, 0, 0]


def curve(site, figure, days):
	return [site.get("/v1/figures/%s?from=%s&to=%s" % (figure, d, d))["value"] for d in days]


def play(site):
	p = Play(site, children())
	p.roster()
	equal([188, 69, 56], [len(p.children), len({c.family for c in p.children}), len(set(p.houses.values()))],
		"188 cases in 69 families and 56 houses")
	last = max(c.onset for c in p.children)
	days = [BEGIN + datetime.timedelta(n) for n in range((last - BEGIN).days + DAYS + 1)]
	wrong = [str(d) for d in days if not p.day(d)]
	equal([], wrong, "on each of %d days the lists and accounts are those worked out here" % len(days))
	onsets = collections.Counter(c.onset for c in p.children)
	equal([onsets[d] for d in days], curve(site, "cases-confirmed", days), "the cases of each day are the epidemic curve")
	figures = site.figures()
	equal([188, p.named, p.followed], [figures[f] for f in ("cases-confirmed", "contacts-named", "contacts-followed")],
		"cases, contacts named, contacts followed up")
	ok(p.contacts_account()[3] == 0 and p.named > 188, "in the end nobody is left to be asked (%d contacts named)" % p.named)
	site.run("rebuild")
	equal(p.contacts_account(), p.account(p.contact), "and the account is the same when it is made anew")


def main():
	with Site() as site:
		rows_of("outbreaks/measles_hagelloch_1861.csv")
		play(site)
	bulou_site.done()


main()
