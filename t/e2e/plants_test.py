#!/usr/bin/env python3
"""10,000 planted people, through the import and through every kind that has personal fields, by HTTP: none of it lies in any file.

What is planted is made so that every piece of eleven bytes or more holds a marker: a name and a typed text begin with two characters that
no other data has; a phone or a document number has 7319, 1957 or 1231 in each window of eleven digits. So the files are searched for markers, and
what is found is compared with every piece that was planted. Names are looked for in UTF-8, UTF-16, GB18030 and base64. The data folder with
WAL and -shm, the key's file, backups, the server's own words, temporary files; of PostgreSQL its whole data folder and WAL. At the end the
program itself cannot read it any more: incident and roster are purged, the figures are what they were, verify stands.
BULOU_TEST_PG: an empty database for the same."""
import base64
import csv
import http.cookiejar
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.path.abspath(os.environ.get("BULOU_BIN") or os.path.join(os.environ.get("BULOU_BUILD", str(ROOT / "build")), "bulou"))
PEOPLE = int(os.environ.get("BULOU_PLANTS", "10000"))
EACH = 12  # records of each kind
MARK = "龘靐"
PIECE = 11  # digits: a whole phone, or any so many of a document; of fewer, the birthday with any four digits would be found by chance
OPEN = b"Openly"  # the name of an area
LETTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
results = {"ok": 0, "not ok": 0}


def ok(holds, name, more=""):
	word = "ok" if holds else "not ok"
	results[word] += 1
	print("%s %d - %s%s" % (word, sum(results.values()), name, "" if holds or not more else ": " + str(more)[:600]), flush=True)


# ---- what is planted ----

numbers = set()  # every phone and document that was planted
made = 0


def text():
	global made
	made += 1
	return MARK + "".join(LETTERS[made // 20 ** i % 20] for i in range(4))


def phone(i):
	found = "1%d%d7319%04d" % (3 + i // 10000 % 7, i // 70000 % 10, i % 10000)
	numbers.add(found)
	return found


PROVINCES = [11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45]


def document(i):
	found = "%d731919571231%03d" % (PROVINCES[i // 1000 % 20], i % 1000)
	weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
	found += "10X98765432"[sum(int(d) * w for d, w in zip(found, weights)) % 11]
	numbers.add(found)
	return found


# ---- finding it ----

def name_needles():
	"""The marker in each encoding; in base64 what its bytes come to whatever stands before them."""
	found = {MARK.encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")}
	for shift in range(3):
		inner = base64.b64encode(b"\0" * shift + MARK.encode() + b"\0" * 3)
		found.add(inner[(shift * 8 + 5) // 6:(shift + len(MARK.encode())) * 8 // 6])
	return sorted(found)


def pieces():
	found = set()
	for n in numbers:
		found.update(n[i:i + PIECE].encode() for i in range(len(n) - PIECE + 1))
	return found


HEX = re.compile(rb"[0-9a-fA-F-]+")


def is_chance(view, at):
	"""Within an id or a digest, both of hex digits, so many digits stand at times: such a run is longer than any number, and has letters."""
	low = max(0, at - 80)
	around = bytes(view[low:at + 80])
	for run in HEX.finditer(around):
		if run.start() <= at - low and run.end() >= at - low + PIECE:
			return len(run.group()) >= 32 and re.search(rb"[a-f]", run.group()) is not None
	return False


def scan_bytes(view, names, known):
	for needle in names:
		at = view.find(needle)
		if at >= 0:
			return "%r at %d: %r" % (needle, at, bytes(view[max(0, at - 40):at + 60]))
	for marker in (b"7319", b"1957", b"1231"):
		at = view.find(marker)
		while at >= 0:
			for start in range(max(0, at + len(marker) - PIECE), at + 1):
				if bytes(view[start:start + PIECE]) in known and not is_chance(view, start):
					return "%r at %d: %r" % (marker, start, bytes(view[max(0, start - 40):start + 60]))
			at = view.find(marker, at + 1)
		wide = marker.decode().encode("utf-16-le")
		at = view.find(wide)
		while at >= 0:
			for start in range(max(0, at - 2 * (PIECE - len(marker))), at + 1, 2):
				if bytes(view[start:start + 2 * PIECE:2]) in known and not any(view[start + 1:start + 2 * PIECE:2]):
					return "UTF-16 %r at %d" % (marker, start)
			at = view.find(wide, at + 1)
	return None


def scan(what, folders):
	"""And what is meant to lie open is found: so these are the files, and they are read."""
	names, known, total, files, found, open_seen = name_needles(), pieces(), 0, 0, [], False
	for folder in folders:
		for path in [folder] if os.path.isfile(folder) else sorted(p for p in pathlib.Path(folder).rglob("*") if p.is_file()):
			try:
				if not os.path.getsize(path):
					continue
				# Read, not mapped: the database may cut a file meanwhile, and Python looks one byte behind what is mapped.
				view = pathlib.Path(path).read_bytes()
				hit = scan_bytes(view, names, known)
				open_seen = open_seen or OPEN in view
				total += len(view)
			except FileNotFoundError:
				continue
			files += 1
			if hit:
				found.append("%s: %s" % (path, hit))
	ok(not found and open_seen, "%s: nothing in %d files, %.0f MB" % (what, files, total / 1e6), found[:3])


# ---- the program ----

class Site:
	def __init__(self, work, name, data):
		self.work, self.name, self.key = work, name, str(work / (name + ".key"))
		self.data = ["--data", data, "--key", self.key]
		self.trace = open(work / (name + ".trace"), "ab")
		self.server = None

	def run(self, *args, status=0, data=None):
		done = subprocess.run([PROGRAM, *args, *(self.data if data is None else data)], cwd=self.work, stdin=subprocess.DEVNULL,
			stdout=subprocess.PIPE, stderr=subprocess.PIPE)
		self.trace.write(done.stderr)
		self.trace.flush()
		if done.returncode != status:
			ok(False, "%s: %s" % (self.name, " ".join(args)), done.stderr.decode()[-500:])
		return done.stdout.decode()

	def start(self, password):
		before = self.trace.tell()
		self.server = subprocess.Popen([PROGRAM, "serve", "--listen", "127.0.0.1:0", *self.data], cwd=self.work,
			stdin=subprocess.DEVNULL, stdout=self.trace, stderr=self.trace)
		path = self.work / (self.name + ".trace")
		for _ in range(300):
			found = re.findall(r"http://127\.0\.0\.1:\d+", path.read_bytes()[before:].decode(errors="replace"))
			if found and self.server.poll() is None:
				self.base = found[-1]
				break
			time.sleep(0.1)
		self.login("admin", password)

	def login(self, user, password):
		self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
		self.call("POST", "/v1/session", {"user": user, "password": password})

	def call(self, method, path, body=None, note=None, raw=False):
		headers = {"Content-Type": "application/json", "Bulou-Client": "test"}
		if note:
			headers["Bulou-Note"] = urllib.parse.quote(note)
		request = urllib.request.Request(self.base + path, method=method,
			data=None if body is None else json.dumps(body).encode(), headers=headers)
		with self.opener.open(request, timeout=60) as answer:
			content = answer.read()
			return content if raw else json.loads(content or b"null")

	def stop(self):
		self.server.terminate()
		self.server.wait()
		self.server = None


# ---- what is written ----

def lists_write(work):
	with open(work / "areas.csv", "w", encoding="utf-8", newline="") as f:
		csv.writer(f).writerows([["code", "name", "parent", "level"], ["C", OPEN.decode(), "", "county"], ["G", "Grid", "C", "grid"]])
	# Half in GB18030, as a county's office has it, with a column that no kind knows.
	for half, encoding in enumerate(("utf-8", "gb18030")):
		with open(work / ("people%d.csv" % half), "w", encoding=encoding, newline="") as f:
			out = csv.writer(f)
			out.writerow(["姓名", "网格", "证件号码", "电话", "备注"])
			for i in range(half, PEOPLE, 2):
				out.writerow([text(), "G", document(i), phone(i), text()])


def value_of(field, i):
	"""What to plant in a personal field; None: it holds what has no words."""
	return {"text": lambda: text()[:field["max"] or 99], "phone": lambda: phone(20000 + i), "document": lambda: document(10000 + i),
		"plate": lambda: "川A7319%d" % (i % 10), "date": lambda: None}.get(field["type"], lambda: None)()


def records_of(kinds, incident, rounds):
	"""Of each kind with personal fields some records, planted; and as many that are refused, and one that corrects."""
	found, i = [], 0
	newest = {}
	for k in kinds:
		newest[k["name"]] = k
	for k in newest.values():
		personal = [f for f in k["fields"] if f["personal"]]
		if not personal or k["composed"]:
			continue
		for n in range(EACH):
			i += 1
			r = json.loads(json.dumps(k["example"]))
			r["id"] = str(uuid.uuid4())
			if k["envelope"]["area"] != "none":
				r["area"] = "G"
			if "subject" in r:
				r["subject"] = str(uuid.uuid4())
			if "round" in r:
				r["round"] = rounds
			if "incident" in r["body"]:
				r["body"]["incident"] = incident
			for f in personal:
				planted = value_of(f, i)
				if planted is not None:
					r["body"][f["name"]] = planted
			if n == EACH - 1:
				r["body"][text()] = text()  # a field that is no field
			elif n == EACH - 2:
				r["kind"] = "kind.of_tomorrow"
			found.append(r)
			if n == 0 and not r["kind"].startswith("record."):
				found.append({**r, "id": str(uuid.uuid4()), "corrects": [r["id"]]})
	return found


def records_post(site, records):
	kinds, statuses = set(), {}
	for i in range(0, len(records), 200):
		receipts = site.call("POST", "/v1/records", records[i:i + 200])
		for r, receipt in zip(records[i:i + 200], receipts):
			statuses[receipt["status"]] = statuses.get(receipt["status"], 0) + 1
			if receipt["status"] == "accepted":
				kinds.add(r["kind"])
			elif r["kind"] not in ("kind.of_tomorrow",) and receipt["error"]["code"] != "field_unknown":
				statuses.setdefault("why", set()).add((r["kind"], receipt["error"]["code"], receipt["error"]["field"]))
	return kinds, statuses


def work_on(site, name):
	"""Looks: masked, unmasked with a reason, and what is not found."""
	found = site.call("GET", "/v1/search?q=" + urllib.parse.quote(name))["items"]
	site.call("GET", "/v1/search?q=" + urllib.parse.quote(text()))
	shown = None
	for person in found[:1]:
		records = site.call("GET", "/v1/subjects/%s/records" % person["id"])["items"]
		for r in records[:1]:
			shown = site.call("GET", "/v1/records/%s?unmask=other" % r["id"], note=text())
	for path in ("/v1/suspects", "/v1/subjects?type=person", "/v1/marked?what=newer", "/v1/changes"):
		site.call("GET", path)
	return found, shown


def refused(site, method, path, **more):
	try:
		site.call(method, path, **more)
	except urllib.error.HTTPError as error:
		return error.code
	return 0


def look_book(site, person, watch, password):
	"""What is typed besides a look, beside its address and in it; the review of a day; a slip, by which somebody reads and writes himself."""
	record = site.call("GET", "/v1/subjects/%s/records" % person)["items"][0]["id"]
	codes = [refused(site, "GET", "/v1/records/%s?unmask=other&note=%s" % (record, urllib.parse.quote(text()))),
		refused(site, "GET", "/v1/records/%s?unmask=other" % record, note=text() * 40)]
	site.login("watch", watch)
	reader = site.call("GET", "/v1/looks/readers")["items"][0]
	codes.append(refused(site, "POST", "/v1/looks/reviews",
		body={"account": reader["account"], "day": reader["day"], "finding": "explained", "note": text()}))
	site.login("admin", password)
	return codes


def notice_read(site, incident, person):
	"""A restriction whose reason is typed, and its notice in whole as data, page and paper."""
	round_id, order = str(uuid.uuid4()), str(uuid.uuid4())
	now = time.time()
	when = lambda days: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now + days * 86400))
	reason = text()
	posted = site.call("POST", "/v1/records", [
		{"id": str(uuid.uuid4()), "v": 1, "at": when(0), "kind": "round.opened", "area": "C", "round": round_id,
			"body": {"kind": "restriction", "incident": incident, "standing": True}},
		{"id": order, "v": 1, "at": when(0), "kind": "restriction.ordered", "area": "G", "round": round_id, "subject": person,
			"body": {"what": "isolated_home", "cause": "case", "ground": str(uuid.uuid4()), "from": when(0), "until": when(3),
				"office": "社区管控组", "reason": reason}}])
	told = [site.call("GET", "/v1/restrictions/%s/notice?unmask=other&format=%s" % (order, f), note=text(), raw=True)
		for f in ("json", "html", "pdf")]
	return [r["status"] for r in posted], reason.encode() in told[1] and len(told[2]) > 1000


def resident_write(site, person, round_id):
	"""By a slip: what he reads, asks, and asks wrongly."""
	slip = site.call("POST", "/v1/residents/slips", {"subject": person, "card_seen": True})
	site.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
	site.call("POST", "/v1/session", {"ticket": slip["code"]})
	own = site.call("GET", "/v1/own")
	statuses = []
	for more in ({}, {text(): text()}):
		statuses.append(site.call("POST", "/v1/records", {"id": str(uuid.uuid4()), "v": 1, "at": time.strftime("%Y-%m-%dT%H:%M:%SZ",
			time.gmtime()), "kind": "ask.asked", "area": "G", "round": round_id, "subject": person,
			"body": {"category": "utility", "text": text(), "name": text(), "phone": phone(30000), **more}})["status"])
	site.call("GET", "/v1/own/records")
	site.call("GET", "/v1/own/looks")
	return statuses, own


def copies_make(site, work, name):
	"""Lists that leave as files, with a purpose that is typed; and what is typed of their end. The files themselves lie elsewhere."""
	(work / "left").mkdir(exist_ok=True)
	until = time.strftime("%Y-%m-%d", time.localtime(time.time() + 5 * 86400))
	site.run("search", name, "--xlsx", str(work / "left" / (site.name + ".xlsx")), "--purpose", "other", "--reason", text(), "--until", until)
	copies = json.loads(site.run("exports", "--json"))
	copies = copies["items"] if isinstance(copies, dict) else copies
	site.run("export", "destroyed", copies[0]["id"], "--reason", text())
	return len(copies)


def phone_enrol(site):
	"""A phone with a name that somebody typed, enrolled and revoked."""
	slip = site.call("POST", "/v1/devices/invitations", {})
	device = site.call("POST", "/v1/devices", {"ticket": slip["code"], "name": text()})["device"]
	site.call("DELETE", "/v1/devices/" + device)


def pg_folder(url):
	"""Where the server of the tests keeps its files: by its own command line."""
	port = str(urllib.parse.urlparse(url).port)
	for process in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
		try:
			words = process.read_bytes().split(b"\0")
		except OSError:
			continue
		words = [w.decode(errors="replace") for w in words]
		if "postgres" in words[0] and "-D" in words and port in words:
			return words[words.index("-D") + 1]
	return None


def pg_run(url, sql):
	"""None: there is no psql."""
	tool = shutil.which("psql") or next(iter(map(str, pathlib.Path("/usr/lib/postgresql").glob("*/bin/psql"))), None)
	if not tool:
		return None
	run = subprocess.run([tool, "-qAtc", sql, url], check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
	return run.stdout.strip() if run.returncode == 0 else run.stderr.strip()


def pg_loose(url):
	"""Pages of the journal that may hold dead rows."""
	return pg_run(url, "SELECT relpages - relallvisible FROM pg_class WHERE oid = 'bulou.journal'::regclass")


def rebuilt_clean(site):
	"""A purge that crashed before it cleaned up: dead rows lie in the journal until the rebuild that ends it."""
	pg_run(site.data[1], "UPDATE bulou.journal SET pos = pos WHERE pos IN (SELECT pos FROM bulou.journal ORDER BY pos LIMIT 50)")
	site.run("rebuild")
	return pg_loose(site.data[1])


# ---- the play ----

def play(work, name, data, folders):
	site = Site(work, name, data)
	try:
		play_on(work, site, folders)
	finally:
		if site.server:
			site.stop()


def play_on(work, site, folders):
	name = site.name
	password = json.loads(site.run("init", "--json"))["password"]
	site.run("import", "areas", "areas.csv")
	for half in range(2):
		site.run("import", "people", "people%d.csv" % half)
	kept = [work / (name + ".trace"), site.key, work / "tmp"]
	incident = json.loads(site.run("incident", "declare", "排查", "--area", "C", "--json"))["id"]
	ask = json.loads(site.run("round", "open", "--kind", "ask", "--area", "C", "--incident", incident, "--standing", "--json"))
	talk = json.loads(site.run("user", "add", "talk", "--role", "counsellor", "--json"))["password"]
	watch = json.loads(site.run("user", "add", "watch", "--role", "data_steward,auditor", "--json"))["password"]
	site.start(password)
	kinds = json.loads(site.run("kinds", "--json", data=[]))["items"]
	records = records_of(kinds, incident, ask["round"])
	accepted, statuses = records_post(site, [r for r in records if not r["kind"].startswith("counsel.")])
	# Talks in confidence are a counsellor's.
	site.login("talk", talk)
	accepted |= records_post(site, [r for r in records if r["kind"].startswith("counsel.")])[0]
	site.login("admin", password)
	phone_enrol(site)
	personal = {k["name"] for k in kinds if any(f["personal"] for f in k["fields"]) and not k["composed"]}
	ok(not personal - accepted, "%s: every kind with personal fields was planted (%d; %d refused)" % (name, len(personal),
		statuses.get("refused", 0)), "%s %s" % (sorted(personal - accepted), statuses.get("why")))
	ok(statuses.get("refused", 0) >= len(personal), "%s: and refused, too" % name, statuses)
	first = next(csv.reader(open(work / "people0.csv", encoding="utf-8").read().splitlines()[1:]))
	for _ in range(100):
		found, shown = work_on(site, first[0])
		if found:
			break
		time.sleep(0.2)
	ok(found and first[0] in json.dumps(shown, ensure_ascii=False), "%s: with the right it is read" % name, shown)
	person = found[0]["id"]
	codes = look_book(site, person, watch, password)
	ok(codes == [400, 400, 0], "%s: notes of looks are taken in a header only" % name, codes)
	statuses, whole = notice_read(site, incident, person)
	ok(statuses == ["accepted"] * 2 and whole, "%s: a notice is read in whole" % name, statuses)
	statuses, own = resident_write(site, person, ask["round"])
	ok(statuses == ["accepted", "refused"] and own, "%s: a resident asks, and asks wrongly" % name, statuses)
	site.login("admin", password)
	scan("%s: while it is served" % name, folders() + kept)
	site.stop()
	ok(copies_make(site, work, first[0]) == 1, "%s: a copy leaves" % name)
	# Doors are searched for, a backup, a list of keys, a chain, a drill.
	(work / (name + "-chain")).mkdir()
	site.run("search", first[0], "--json")
	site.run("backup", name + ".bulou", "--keys", name + ".keys")
	site.run("backup", "--into", name + "-chain")
	site.run("drill", name + "-chain")
	kept += [work / (name + ".bulou"), work / (name + ".keys"), work / (name + "-chain")]
	scan("%s: its files, backups and what is left of a drill" % name, folders() + kept)
	# ---- destroyed ----
	figures = site.run("figures", "--json")
	site.run("purge", "keys", incident, "--reason", "期满", "--yes", "--doubtful", "destroy")
	site.run("purge", "keys", "roster", "--reason", "期满", "--yes")
	ok(figures.count("value") > 10 and site.run("figures", "--json") == figures, "%s: a purge changes no figure" % name)
	report = json.loads(site.run("verify", "--json"))
	ok(report["ok"] and report["keyless"] > 0, "%s: verify stands" % name, report)
	ok(not json.loads(site.run("search", first[0], "--json"))["items"], "%s: nobody is found" % name)
	site.start(password)
	page = site.call("GET", "/v1/subjects?type=person&limit=20")["items"]
	shown = [site.call("GET", "/v1/records/%s?unmask=check" % r["id"])
		for p in page for r in site.call("GET", "/v1/subjects/%s/records" % p["id"])["items"]]
	ok(len(shown) >= 20 and MARK not in json.dumps(shown, ensure_ascii=False) and not any(
		n in json.dumps(shown) for n in list(numbers)[:200]), "%s: nothing opens" % name)
	site.stop()
	certificate = json.loads(site.run("purge", "certificate", "--json"))
	ok(certificate["keys"] > 0 and certificate["sealed"] >= PEOPLE, "%s: the certificate counts what went" % name, certificate)
	scan("%s: after the purge" % name, folders() + kept)
	if name == "pg":
		left = rebuilt_clean(site)
		ok(left in (None, "0"), "%s: a rebuild leaves no dead row of the journal" % name, left)


def main():
	work = pathlib.Path(tempfile.mkdtemp(prefix="bulou-plants."))
	(work / "tmp").mkdir()
	os.environ.update(TMPDIR=str(work / "tmp"), LC_ALL="C.UTF-8", LANG="zh_CN.UTF-8")
	os.umask(0o077)
	try:
		lists_write(work)
		# It finds what is there: the lists themselves.
		for n in range(2):
			with open(work / ("people%d.csv" % n), "rb") as f:
				whole = f.read()
			ok(scan_bytes(whole, name_needles(), set()) is not None and scan_bytes(whole, [], pieces()) is not None,
				"the lists hold what is looked for (%d)" % n)
		play(work, "sqlite", str(work / "sqlite"), lambda: [work / "sqlite"])
		url = os.environ.get("BULOU_TEST_PG")
		if url:
			folder = pg_folder(url)
			if folder and os.access(folder, os.R_OK | os.X_OK):
				def folders():
					pg_run(url, "CHECKPOINT")
					return [folder]
				play(work, "pg", url, folders)
			else:
				print("ok %d - PostgreSQL # SKIP its files are not ours to read" % (sum(results.values()) + 1))
				results["ok"] += 1
	finally:
		shutil.rmtree(work, ignore_errors=True)
	print("1..%d" % sum(results.values()))
	sys.exit(1 if results["not ok"] else 0)


main()
