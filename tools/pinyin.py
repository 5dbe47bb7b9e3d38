#!/usr/bin/env python3
"""Makes the table of pinyin readings for guard/pinyin.h from Unicode's Unihan_Readings.txt (Debian: unicode-data).

	pinyin.py Unihan_Readings.txt.bz2 OUT.c

A character has at most READINGS of them, without tones and with ü as v, the most common first: kMandarin, then kHanyuPinlu (by how
often), then kTGHZ2013 (the dictionary of the standard characters, which has what a surname is read like: 单 shan, 曾 zeng)."""

import bz2
import re
import sys
import unicodedata

READINGS = 4
BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF))
FIELDS = ("kMandarin", "kHanyuPinlu", "kTGHZ2013")


def plain(syllable):
	"""lǜ -> lv; None for what is no syllable (ê, m̀)."""
	letters = unicodedata.normalize("NFD", syllable.replace("ü", "v").replace("ǖ", "v").replace("ǘ", "v")
		.replace("ǚ", "v").replace("ǜ", "v"))
	letters = "".join(c for c in letters if not unicodedata.combining(c))
	return letters if re.fullmatch("[a-z]{1,6}", letters) else None


def read(path):
	told = {}
	with bz2.open(path, "rt", encoding="utf-8") as lines:
		for line in lines:
			part = line.rstrip("\n").split("\t")
			if len(part) == 3 and part[1] in FIELDS:
				told.setdefault(int(part[0][2:], 16), {})[part[1]] = part[2]
	return told


def readings(fields):
	found = []
	for name in FIELDS:
		for word in fields.get(name, "").split():
			for syllable in re.sub(r"^[0-9.,*]*:|\([0-9]+\)$", "", word).split(","):
				syllable = plain(syllable)
				if syllable and syllable not in found:
					found.append(syllable)
	return tuple(found[:READINGS])


def main(source, target):
	told = read(source)
	rows = [[readings(told.get(c, {})) for c in range(first, last + 1)] for first, last in BLOCKS]
	kinds = sorted({r for block in rows for r in block})
	if kinds[0] != () or len(kinds) > 0xFFFF:
		sys.exit("%s: every character has a reading, or there are too many" % source)
	with open(target, "w", encoding="utf-8") as out:
		out.write('#include "guard/pinyin.h"\n\nconst char *const pinyin_readings[][PINYIN_READINGS + 1] = {\n')
		for kind in kinds:
			out.write("\t{ %s },\n" % ", ".join(['"%s"' % s for s in kind] + ["0"]))
		out.write("};\n")
		out.write("\nconst uint16_t pinyin_kinds[] = {\n")
		for block in rows:
			for i in range(0, len(block), 16):
				out.write("\t%s,\n" % ", ".join("%d" % kinds.index(r) for r in block[i:i + 16]))
		out.write("};\n")
		out.write("\nconst struct pinyin_block pinyin_blocks[PINYIN_BLOCKS] = {\n")
		at = 0
		for first, last in BLOCKS:
			out.write("\t{ 0x%x, 0x%x, %d },\n" % (first, last, at))
			at += last - first + 1
		out.write("};\n")


main(*sys.argv[1:])
