#!/usr/bin/env python3
"""Lists source files for meson.build, so that a new file needs no edit there (only a reconfigure).

sources.py FOLDER            the .c files under FOLDER that belong to its library
sources.py --tests FOLDER    the tests: *_test.c
sources.py --fuzz FOLDER     the fuzzers: fuzz_*.c
sources.py --main FOLDER     the files that define main() and are neither test nor fuzzer
sources.py --sql FOLDER      the .sql files

One path a line, relative to the project, sorted. A folder that is missing has no files. With --main,
and in a library's list, a file with main() is never part of the library. rules/wasm.c is built for the
phone only.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NOT_HERE = {"src/rules/wasm.c"}
MAIN = re.compile(r"^(int\s+)?main\s*\(", re.M)


def has_main(path):
	return bool(MAIN.search(path.read_text(encoding="utf-8", errors="replace")))


def kind_of(path):
	if path.name.endswith("_test.c"):
		return "--tests"
	if path.name.startswith("fuzz_"):
		return "--fuzz"
	return "--main" if has_main(path) else "--library"


def listed(want, folder):
	pattern = "*.sql" if want == "--sql" else "*.c"
	for path in sorted((ROOT / folder).rglob(pattern)):
		name = path.relative_to(ROOT).as_posix()
		if name in NOT_HERE or path.name.startswith("."):
			continue
		if want == "--sql" or kind_of(path) == want:
			yield name


def main(args):
	want = args.pop(0) if args and args[0].startswith("--") else "--library"
	if len(args) != 1 or want not in ("--library", "--tests", "--fuzz", "--main", "--sql"):
		sys.exit(__doc__)
	for name in listed(want, args[0]):
		print(name)


main(sys.argv[1:])
