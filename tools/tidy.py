#!/usr/bin/env python3
"""Checks that no compiler makes: tidy.py --build FOLDER [--fix] [--only CHECK]

floors      a room includes only rooms below it; core nothing from outside
calls       functions that we do not use, or only in one place
dead        files that nothing builds, includes or names; named statements that no code runs
format      clang-format (--fix writes it); tables (*_kinds.c, *_table.h) keep their columns
clang-tidy  the list in .clang-tidy

FOLDER is a build configured with clang. Exits 1 when there is anything to mend.
"""
import argparse
import concurrent.futures
import json
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FLOORS = [["core"], ["rules", "sys"], ["seal", "store", "paper", "tls"], ["record"], ["view"], ["cover"], ["guard"], ["desk"],
	["desks.c"], ["load"], ["http", "cli"], ["main.c"]]
FLOOR = {room: n for n, rooms in enumerate(FLOORS) for room in rooms}
# What a freestanding compiler has, and string.h: the compiler itself calls memcpy, memset and their like.
FREESTANDING = {"float.h", "iso646.h", "limits.h", "stdalign.h", "stdarg.h", "stdbool.h", "stddef.h", "stdint.h",
	"stdnoreturn.h", "string.h"}
# Name: why not. A list of paths says where it may be used after all.
BANNED = {
	"strcpy": ("no bound", []), "strcat": ("no bound", []), "sprintf": ("no bound", []),
	"vsprintf": ("no bound", []), "gets": ("no bound", []), "stpcpy": ("no bound", []),
	"strncpy": ("leaves out the NUL", []), "strtok": ("hidden state", []), "atoi": ("takes anything", []),
	"atol": ("takes anything", []), "system": ("a shell", []), "popen": ("a shell", []),
	"rand": ("sys_random", []), "srand": ("sys_random", []), "random": ("sys_random", []),
	"time": ("sys_now", ["src/sys/"]), "gettimeofday": ("sys_now", ["src/sys/"]),
	"clock_gettime": ("sys_now", ["src/sys/"]), "localtime": ("core/when.h", []), "strftime": ("core/when.h", []),
	"malloc": ("an arena, or sys_new", ["src/sys/"]), "calloc": ("an arena, or sys_new", ["src/sys/"]),
	"realloc": ("an arena, or sys_grow", ["src/sys/"]), "strdup": ("an arena, or sys_new", []),
}
# Tests and tools of t/ may use the machine directly; what has no bound stays banned.
IN_TESTS = {"time", "gettimeofday", "clock_gettime", "malloc", "calloc", "realloc", "strdup"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)
NOT_CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', re.S)


def files(*patterns):
	return sorted(p.relative_to(ROOT).as_posix() for pattern in patterns for p in ROOT.glob(pattern) if p.is_file())


def read(name):
	return (ROOT / name).read_text(encoding="utf-8", errors="replace")


def code_of(name):
	"""The text without comments and strings, line by line as it was."""
	return NOT_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), read(name))


def is_test(name):
	return name.startswith("t/") or name.endswith(("_test.c", "/test.h", "/testing.h")) or "_fixture." in name


def room_of(name):
	return name.split("/")[1] if name.startswith("src/") else None


def line_of(text, at):
	return text.count("\n", 0, at) + 1


def include_fault(name, system, wanted):
	mine, other = room_of(name), wanted.split("/")[0]
	if mine == "core" and not is_test(name) and system and wanted not in FREESTANDING:
		return "core/ stands on nothing: <%s>" % wanted
	if system or other == mine or other not in FLOOR:
		if mine == "desk" and not system and other == "desk" and wanted.count("/") > 1:
			if name.split("/")[2] != wanted.split("/")[1]:
				return "a desk never includes another desk: %s" % wanted
		if not system and other == "generated" and FLOOR[mine] < FLOOR["store"]:
			return "%s/ is below the statements: %s" % (mine, wanted)
		return None
	# A core test needs memory and files, which enter in sys/.
	if is_test(name) and other == "sys":
		return None
	if FLOOR[other] >= FLOOR[mine]:
		return "%s may not include %s" % (mine, wanted)
	return None


def check_floors():
	for name in files("src/**/*.[ch]"):
		if room_of(name) not in FLOOR:
			yield "%s: '%s' is no room of the house" % (name, room_of(name))
			continue
		text = read(name)
		for m in INCLUDE.finditer(text):
			fault = include_fault(name, m.group(1) == "<", m.group(2))
			if fault:
				yield "%s:%d: %s" % (name, line_of(text, m.start()), fault)


def check_calls():
	pattern = re.compile(r"(?<![\w.>])(%s)[ \t]*\(" % "|".join(BANNED))
	for name in files("src/**/*.[ch]", "demo/**/*.[ch]", "t/**/*.[ch]"):
		code = code_of(name)
		for m in pattern.finditer(code):
			reason, allowed = BANNED[m.group(1)]
			if any(name.startswith(a) for a in allowed) or is_test(name) and m.group(1) in IN_TESTS:
				continue
			yield "%s:%d: %s() is not used here: %s" % (name, line_of(code, m.start()), m.group(1), reason)


def built(build):
	data = subprocess.run(["meson", "introspect", "--targets", build], check=True, capture_output=True, text=True)
	for target in json.loads(data.stdout):
		for part in target["target_sources"]:
			yield from (str(pathlib.Path(s).resolve()) for s in part["sources"])


def included():
	for name in files("src/**/*.[ch]", "demo/**/*.[ch]", "t/**/*.[ch]"):
		for m in INCLUDE.finditer(read(name)):
			yield m.group(2).split("/")[-1], m.group(2), name


def check_dead(build):
	sources = set(built(build))
	headers = {}
	for base, _, by in included():
		headers.setdefault(base, set()).add(by)
	named = "\n".join(read(n) for n in files("dev", "meson.build", "src/generated/meson.build", ".ci/run", "tools/*.py",
		"tools/*.sh", "t/**/*.sh", "t/**/*.py", "t/**/*.mjs", "doc/**/*.md", "*.md"))
	for name in files("src/**/*.c", "demo/**/*.c", "t/**/*.c"):
		own = name.startswith("t/fuzz/fuzz_") or pathlib.Path(name).name in named
		if str(ROOT / name) not in sources and not own:
			yield "%s: nothing builds it" % name
	for name in files("src/**/*.h", "t/**/*.h"):
		if not headers.get(pathlib.Path(name).name, set()) - {name}:
			yield "%s: nothing includes it" % name
	for name in files("schema/*.sql", "src/**/*.sql"):
		if str(ROOT / name) not in sources and not name.startswith(("src/", "schema/")):
			yield "%s: nothing embeds it" % name
	python = "\n".join(read(n) for n in files("t/**/*.py"))
	imported = set(re.findall(r"^(?:import|from) (\w+)", python, re.M))
	for name in files("tools/*", "t/**/*.py", "demo/*.py"):
		base = pathlib.Path(name).name
		runs_itself = re.fullmatch(r"run\.sh|.*_test\.(py|sh|mjs|js)", base)
		others = named.replace(read(name), "") if name.startswith("tools/") else named
		if base not in others and not runs_itself and pathlib.Path(name).stem not in imported:
			yield "%s: nothing names it" % name
	yield from dead_statements()


def dead_statements():
	code = "\n".join(read(n) for n in files("src/**/*.[ch]", "demo/**/*.[ch]", "t/**/*.[ch]"))
	used = set(re.findall(r"\bSTMT_(\w+)", code))
	for name in files("src/**/*.sql"):
		text = read(name)
		for m in re.finditer(r"^--[ \t]*name[ \t]*:[ \t]*(\w+)", text, re.M):
			if m.group(1).upper() not in used:
				yield "%s:%d: no code runs '%s'" % (name, line_of(text, m.start()), m.group(1))


def keeps_columns(name):
	return name.endswith(("_kinds.c", "_table.h"))


def check_format(fix):
	names = [n for n in files("src/**/*.[ch]", "demo/**/*.[ch]", "t/**/*.[ch]") if not keeps_columns(n)]
	if not names:
		return
	if fix:
		subprocess.run(["clang-format", "-i", *names], cwd=ROOT, check=True)
	done = subprocess.run(["clang-format", "--dry-run", *names], cwd=ROOT, capture_output=True, text=True)
	counts = {}
	for m in re.finditer(r"^(\S+?):\d+:\d+: warning", done.stderr, re.M):
		counts[m.group(1)] = counts.get(m.group(1), 0) + 1
	for name, n in sorted(counts.items()):
		yield "%s: %d places are not as .clang-format has them (./dev tidy --fix)" % (name, n)
	for name in files("src/**/*.[ch]", "demo/**/*.[ch]", "t/**/*.[ch]"):
		for n, line in enumerate(read(name).splitlines(), 1):
			if line != line.rstrip():
				yield "%s:%d: white space at the end of the line" % (name, n)


def clang_tidy_one(build, name):
	done = subprocess.run(["clang-tidy", "--quiet", "-p", str(build), name], cwd=ROOT, capture_output=True, text=True)
	return done.stdout if done.returncode else ""


def check_clang_tidy(build):
	compiled = {str(pathlib.Path(c["directory"], c["file"]).resolve())
		for c in json.loads((build / "compile_commands.json").read_text())}
	names = [n for n in files("src/**/*.c", "demo/**/*.c", "t/**/*.c") if str(ROOT / n) in compiled]
	seen = set()
	with concurrent.futures.ThreadPoolExecutor(2) as pool:
		for text in pool.map(lambda n: clang_tidy_one(build, n), names):
			for line in text.splitlines():
				if re.search(r": (warning|error): ", line) and line not in seen:
					seen.add(line)
					path, rest = line.split(":", 1)
					yield "%s:%s" % (pathlib.Path(build, path).resolve().relative_to(ROOT), rest)


def main():
	parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
	parser.add_argument("--build", required=True, type=lambda p: pathlib.Path(p).resolve())
	parser.add_argument("--fix", action="store_true")
	checks = {"floors": check_floors, "calls": check_calls, "dead": lambda: check_dead(options.build),
		"format": lambda: check_format(options.fix), "clang-tidy": lambda: check_clang_tidy(options.build)}
	parser.add_argument("--only", choices=checks, action="append")
	options = parser.parse_args()
	for tool in ("clang-format", "clang-tidy"):
		if not shutil.which(tool):
			sys.exit("%s is missing: apt-get install %s" % (tool, tool))
	faults = 0
	for name, check in checks.items():
		if options.only and name not in options.only:
			continue
		found = list(check())
		faults += len(found)
		print("%-10s %s" % (name, "%d to mend" % len(found) if found else "ok"))
		for line in found:
			print("  " + line)
		sys.stdout.flush()
	sys.exit(1 if faults else 0)


main()
