#!/usr/bin/env python3
"""Embeds text files as C strings: embed_files.py OUT.c PREFIX FILE...

demo/areas.csv with the prefix demo becomes `const char demo_areas_csv[]`, ended by a NUL."""
import pathlib
import re
import sys


def literal(data):
	"""One string literal a line of the file; bytes that C might read otherwise are octal."""
	for line in data.splitlines(keepends=True):
		yield '\t"%s"' % "".join(chr(b) if 0x20 <= b < 0x7f and b not in b'"\\?' else "\\%03o" % b for b in line)


def main(out, prefix, *names):
	parts = ["/* Made by tools/embed_files.py. */"]
	for name in names:
		path = pathlib.Path(name)
		symbol = prefix + "_" + re.sub(r"[^A-Za-z0-9]", "_", path.name)
		body = "\n".join(literal(path.read_bytes())) or '\t""'
		parts.append("extern const char %s[];\nconst char %s[] =\n%s;" % (symbol, symbol, body))
	pathlib.Path(out).write_text("\n".join(parts) + "\n", encoding="ascii")


main(*sys.argv[1:])
