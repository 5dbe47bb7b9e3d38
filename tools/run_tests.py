#!/usr/bin/env python3
"""Runs every test and sums what they say.

run_tests.py --build FOLDER... [--jobs N] [--timeout SECONDS] [--wrap COMMAND] [NAME...]

The tests are those that Meson knows in each FOLDER, and for each the executable scripts t/*/run.sh and
t/*/*_test.*, and tools/*_test.py, which find the programs by BULOU_BUILD. NAME keeps those whose name contains it. A program's results are read from its TAP lines; one that
prints none is one test, judged by its exit status (77: skipped). One that dies, or gives fewer results
than its plan, has failed. A failed program's output is shown whole, and so is that of one that skips; what failed is
told once more at the end, for a log that keeps only its last lines.

With BULOU_TEST_PG set, each program gets an empty database of its own in that server, under the same name.
The last line is "N passed, N failed", and ", N skipped" where there are any.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESULT = re.compile(r"^\s*(not )?ok\b(.*)$")
PLAN = re.compile(r"^1\.\.(\d+)")
SKIP = re.compile(r"#\s*skip\b", re.I)
UNITTEST = re.compile(r"^Ran (\d+) tests? in .*\n+OK$", re.M)


def meson_tests(build):
	text = subprocess.run(["meson", "introspect", "--tests", build], check=True, capture_output=True,
		text=True).stdout
	return [(t["name"], t["cmd"], t["env"]) for t in json.loads(text)]


def script_tests():
	for path in sorted(ROOT.glob("t/*/*")):
		wanted = path.name == "run.sh" or re.fullmatch(r".*_test\.(sh|py|mjs|js)", path.name)
		if wanted and path.is_file():
			if not os.access(path, os.X_OK):
				sys.exit("%s is not executable: chmod +x" % path)
			name = path.parent.name if path.name == "run.sh" else path.parent.name + "_" + path.stem
			yield "t_" + name, [str(path)], {}
	for path in sorted(ROOT.glob("tools/*_test.py")):
		yield "tools_" + path.stem, [sys.executable, str(path)], {}


def tests_of(builds):
	for build in builds:
		place = {"BULOU_SOURCE": str(ROOT), "BULOU_BUILD": str(build)}
		for name, command, env in list(script_tests()) + meson_tests(build):
			yield name + (" " + build.name if len(builds) > 1 else ""), command, {**env, **place}


class Outcome:
	def __init__(self, name):
		self.name, self.passed, self.failed, self.skipped = name, 0, 0, 0
		self.output, self.seconds, self.why = "", 0.0, ""

	def read(self, output, status):
		self.output = output
		plan = None
		for line in output.splitlines():
			if PLAN.match(line):
				plan = (plan or 0) + int(PLAN.match(line).group(1))
				# "1..0 # SKIP why": the whole program.
				self.skipped += 1 if plan == 0 and SKIP.search(line) else 0
			found = RESULT.match(line)
			if not found:
				continue
			if SKIP.search(line):
				self.skipped += 1
			elif found.group(1):
				self.failed += 1
			else:
				self.passed += 1
		results = self.passed + self.failed + self.skipped
		if status == 77 and results == 0:
			self.skipped = 1
		elif status == 0 and results == 0 and plan is None:
			self.passed = int((UNITTEST.search(output) or [0, 1])[1])
		elif plan is not None and results < plan:
			self.failed += plan - results
			self.why = "%d of %d results" % (results, plan)
		elif status != 0 and self.failed == 0:
			self.failed = 1
		if status != 0:
			end = "signal %d" % -status if status < 0 else "exit status %d" % status
			self.why = ", ".join(filter(None, [self.why, end]))


def own_database(name, env):
	"""The URL of a new, empty database for this program in the server of BULOU_TEST_PG."""
	parts = urllib.parse.urlsplit(env["BULOU_TEST_PG"])
	database = re.sub("[^a-z0-9]+", "_", name.lower())[:60]
	subprocess.run(["psql", "-qAt", "-d", env["BULOU_TEST_PG"], "-c", 'DROP DATABASE IF EXISTS "%s"' % database,
		"-c", 'CREATE DATABASE "%s"' % database], check=True, stdout=subprocess.DEVNULL,
		stderr=subprocess.DEVNULL)
	return urllib.parse.urlunsplit(parts._replace(path="/" + database))


running = set()                 # the tests' process groups, so that nothing they started outlives us


def kill_group(pid):
	try:
		os.killpg(pid, signal.SIGKILL)
	except ProcessLookupError:
		pass


def stop(number, _frame):
	for pid in list(running):
		kill_group(pid)
	os._exit(128 + number)


def output_of(command, env, seconds):
	"""Its output, its exit status and whether it was done in time; all that it started is gone afterwards."""
	with tempfile.TemporaryFile() as output:
		child = subprocess.Popen(command, env=env, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output,
			stderr=subprocess.STDOUT, start_new_session=True)
		running.add(child.pid)
		try:
			child.wait(seconds)
			in_time = True
		except subprocess.TimeoutExpired:
			in_time = False
		kill_group(child.pid)
		child.wait()
		running.discard(child.pid)
		output.seek(0)
		return output.read().decode("utf-8", "replace"), child.returncode, in_time


def run(test, options):
	name, command, extra = test
	out = Outcome(name)
	env = dict(os.environ, **extra)
	started = time.monotonic()
	try:
		if env.get("BULOU_TEST_PG"):
			env["BULOU_TEST_PG"] = own_database(name, env)
		text, status, in_time = output_of(options.wrap.split() + command, env, options.timeout)
		out.read(text, status)
		if not in_time:
			out.why = "not done after %d s" % options.timeout
	except (OSError, subprocess.CalledProcessError) as e:
		out.failed, out.why = 1, str(e)
	out.seconds = time.monotonic() - started
	return out


TOLD_MAX = 40                   # lines of one failed result that are told again


def failures(output):
	"""The failed results of an output, each with the comment that follows it."""
	told, left = [], 0
	for line in output.splitlines():
		found = RESULT.match(line)
		if found:
			left = TOLD_MAX if found.group(1) and not SKIP.search(line) else 0
		elif not line.lstrip().startswith("#"):
			left = 0
		if left:
			told.append(line)
			left -= 1
	return told


def tell_again(outcomes):
	for out in [o for o in outcomes if o.failed]:
		print("FAIL %s: %s" % (out.name, out.why or "%d failed" % out.failed))
		for line in failures(out.output):
			print("     " + line)


def show(out):
	state = "FAIL" if out.failed else "ok" if out.passed else "skip"
	text = "%-4s %-32s %4d passed %6.1f s" % (state, out.name, out.passed, out.seconds)
	if out.failed:
		text += ", %d failed (%s)" % (out.failed, out.why or "see below")
	if out.skipped:
		text += ", %d skipped" % out.skipped
	print(text)
	if out.failed:
		print("---- output of %s\n%s\n----" % (out.name, out.output.rstrip()))
	elif out.skipped:
		for line in out.output.splitlines():
			if SKIP.search(line) or not RESULT.match(line) and not PLAN.match(line):
				print("     " + line.strip())
	sys.stdout.flush()


def main():
	parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
	parser.add_argument("--build", required=True, action="append", type=lambda p: pathlib.Path(p).resolve())
	parser.add_argument("--jobs", type=int, default=2)
	parser.add_argument("--timeout", type=int, default=900)
	parser.add_argument("--wrap", default="")
	parser.add_argument("names", nargs="*")
	options = parser.parse_args()
	# The scripts of t/ are the longest and its programs come next: begun first, they leave no core idle at the end.
	tests = sorted(tests_of(options.build), key=lambda t: not t[0].startswith("t_"))
	if options.names:
		tests = [t for t in tests if any(n in t[0] for n in options.names)]
	outcomes = []
	signal.signal(signal.SIGTERM, stop)
	signal.signal(signal.SIGINT, stop)
	with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
		for done in concurrent.futures.as_completed([pool.submit(run, t, options) for t in tests]):
			outcomes.append(done.result())
			show(outcomes[-1])
	totals = [sum(getattr(o, k) for o in outcomes) for k in ("passed", "failed", "skipped")]
	if not tests:
		print("no test has such a name")
		totals[1] = 1
	tell_again(outcomes)
	print("%d passed, %d failed" % tuple(totals[:2]) + (", %d skipped" % totals[2] if totals[2] else ""))
	sys.exit(1 if totals[1] else 0)


main()
