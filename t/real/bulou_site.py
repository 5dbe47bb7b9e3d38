"""A scratch site for the tests with real data: the program's command line and its server, and TAP lines.

The tests name the folder of the data by BULOU_REALDATA and are skipped without it; none of it is kept in the project.
"""
import csv
import http.cookiejar
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.request
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("BULOU_BIN") or os.path.join(os.environ.get("BULOU_BUILD", str(ROOT / "build")), "bulou")
SPACE = uuid.UUID("0182ec0c-3800-7000-8000-0000000000ff")
results = {"ok": 0, "not ok": 0}


def real_data(path):
	"""The path of a file of the data; ends the program, skipped, where there is none."""
	root = os.environ.get("BULOU_REALDATA")
	if not root:
		print("1..0 # SKIP BULOU_REALDATA is not set")
		sys.exit(0)
	return os.path.join(root, path)


def rows_of(path):
	with open(real_data(path), encoding="utf-8-sig", newline="") as f:
		return list(csv.DictReader(f))


def ok(holds, name):
	word = "ok" if holds else "not ok"
	results[word] += 1
	print("%s %d - %s" % (word, sum(results.values()), name), flush=True)


def equal(ours, theirs, name):
	ok(ours == theirs, name if ours == theirs else "%s: %r, and the program says %r" % (name, ours, theirs))


def done():
	print("1..%d" % sum(results.values()))
	sys.exit(1 if results["not ok"] else 0)


def id_of(*words):
	"""The same id of the same words in every run."""
	return str(uuid.uuid5(SPACE, " ".join(str(w) for w in words)))


class Site:
	def __init__(self):
		self.folder = tempfile.TemporaryDirectory(prefix="bulou-real.")
		self.data = os.path.join(self.folder.name, "data")
		self.server = None
		self.run("init")

	def run(self, *words):
		command = [PROGRAM, *words, "--data", self.data]
		done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "en_US.UTF-8"})
		if done.returncode:
			raise SystemExit("Bail out! %s\n%s%s" % (" ".join(command), done.stdout, done.stderr))
		return done.stdout

	def json(self, *words):
		return json.loads(self.run(*words, "--json"))

	def items(self, *words):
		return self.json(*words)["items"]

	def table(self, kind, rows):
		"""Imports rows, given as dictionaries of the same names."""
		path = os.path.join(self.folder.name, "rows.csv")
		with open(path, "w", encoding="utf-8", newline="") as f:
			out = csv.DictWriter(f, list(rows[0]))
			out.writeheader()
			out.writerows(rows)
		return self.json("import", kind, path)

	def figures(self):
		return {f["id"]: f["value"] for f in self.json("figures")}

	def standing(self, kind, incident, area):
		self.run("round", "open", "--kind", kind, "--standing", "--incident", incident, "--area", area)
		return next(r["id"] for r in self.items("rounds") if r["kind"] == kind)

	# over HTTP

	def serve(self):
		password = self.json("user", "password", "admin", "--reset")["password"]
		self.server = subprocess.Popen([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", self.data],
			stderr=subprocess.PIPE, text=True, env={**os.environ, "LC_ALL": "en_US.UTF-8"})
		self.url = re.search(r"http://[^\s;]+", self.server.stderr.readline()).group().rstrip("/")
		self.client = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
		self.send("/v1/session", {"user": "admin", "password": password})

	def send(self, path, value):
		request = urllib.request.Request(self.url + path, json.dumps(value).encode(),
			{"Content-Type": "application/json", "Bulou-Client": "test"})
		return json.load(self.client.open(request))

	def get(self, path):
		return json.load(self.client.open(self.url + path))

	def all(self, path):
		"""Every page of a list."""
		items, after = [], ""
		while after is not None:
			page = self.get("%s%climit=1000%s" % (path, "&" if "?" in path else "?", "&after=" + after if after else ""))
			items += page["items"]
			after = page["next"]
		return items

	def records(self, records):
		"""Hands in; every one has to be accepted."""
		for at in range(0, len(records), 1000):
			for record, receipt in zip(records[at:at + 1000], self.send("/v1/records", records[at:at + 1000])):
				if receipt["status"] != "accepted":
					raise SystemExit("Bail out! %s: %s" % (json.dumps(record, ensure_ascii=False), receipt["error"]))

	def __enter__(self):
		return self

	def __exit__(self, *_):
		if self.server:
			self.server.terminate()
			self.server.wait()
		self.folder.cleanup()
