#!/usr/bin/env python3
"""Embeds the named SQL statements: reads .sql files, writes stmt.h (an enum) and stmt.c (a table).

	embed_sql.py stmt.c stmt.h FILE.sql ...

The form of the files is described in src/store/store.h. Each text is written once and comes out
twice: for SQLite with ?n, for PostgreSQL with $n; an `each` statement gets the table `each` put in
front of it. Whatever cannot be right on both engines stops the build with FILE:LINE."""

import argparse
import os
import re
import sys

ENGINES = ("sqlite", "postgres")
TYPES = {"int": ("STORE_INT", "bigint"), "blob": ("STORE_BLOB", "bytea"), "text": ("STORE_TEXT", "text")}
PARAMS_MAX = 16                 # struct stmt.types

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
NAME_LINE = re.compile(r"--\s*name\s*:(.*)\Z")
ONLY_LINE = re.compile(r"--\s*only\s*:(.*)\Z")
HEADER = re.compile(r"\s*([^\s(]+)\s*(?:(each)?\s*\((.*)\))?\s*\Z", re.S)
# One pass over SQL: what must be left alone first, then what we look at.
TOKEN = re.compile(
	r"(?P<string>'(?:[^']|'')*')|(?P<quoted>\"(?:[^\"]|\"\")*\")"
	r"|(?P<comment>--[^\n]*|/\*.*?\*/)|(?P<param>\?[0-9]*)"
	r"|(?P<cast>::)|(?P<other>[:@$][A-Za-z0-9_]+|\$)|(?P<open>['\"]|/\*)|(?P<end>;)"
	r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)|(?P<space>\s+)|(?P<rest>.)", re.S)


class Fault(Exception):
	def __init__(self, where, text):
		super().__init__("%s:%d: %s" % (where[0], where[1], text))


class Statement:
	def __init__(self, name, each, columns, where):
		self.name, self.each, self.columns, self.where = name, each, columns, where
		self.texts = {}         # engine or None (both) -> (text, where)

	def head(self):
		return (self.each, self.columns if self.each else [t for _, t in self.columns])

	def text(self, engine):
		found = self.texts.get(engine) or self.texts.get(None)
		if found is None:
			raise Fault(self.where, "%s has no text for %s" % (self.name, engine))
		return found


def read_columns(inside, each, where):
	"""The list in the parentheses of a header: [(name or '', type)]."""
	columns = []
	if not inside.strip():
		return columns
	for part in inside.split(","):
		words = part.split()
		if len(words) not in (1, 2) or words[-1] not in TYPES:
			raise Fault(where, "'%s' must be a name and int, blob or text" % part.strip())
		name = words[0] if len(words) == 2 else ""
		if name and not NAME.match(name):
			raise Fault(where, "'%s' is not a column name" % name)
		if each and not name:
			raise Fault(where, "a column of each() needs a name: '%s'" % part.strip())
		columns.append((name, words[-1]))
	names = [n for n, _ in columns if n]
	if len(set(names)) != len(names):
		raise Fault(where, "two columns have one name")
	if len(columns) > PARAMS_MAX:
		raise Fault(where, "more than %d parameters" % PARAMS_MAX)
	return columns


def read_header(text, where):
	m = HEADER.match(text)
	if not m:
		raise Fault(where, "a header is '-- name: NAME (types)' or '-- name: NAME each(column type, ...)'")
	name, each, inside = m.group(1), m.group(2) is not None, m.group(3) or ""
	if not NAME.match(name):
		raise Fault(where, "'%s' is not a name (a-z, 0-9, _)" % name)
	columns = read_columns(inside, each, where)
	if each and not columns:
		raise Fault(where, "each() needs a column")
	return Statement(name, each, columns, where)


class Reader:
	"""Collects the texts of one file into the statements of all files."""

	def __init__(self, path, statements):
		self.path, self.statements = path, statements
		self.current = None     # the statement that the next text belongs to
		self.awaits = None      # where the header stands that has no text yet
		self.only, self.only_line = None, 0     # the engine of the next text
		self.next_only = False  # an '-- only:' follows this header
		self.lines, self.text_line = [], 0

	def where(self, line):
		return (self.path, line)

	def take_text(self, line):
		"""Closes the text before a header; returns whether there was one."""
		text = "\n".join(self.lines)
		self.lines = []
		bare = strip_comments(text, self.where(self.text_line or line))
		if not bare:
			return False
		if self.current is None:
			raise Fault(self.where(self.text_line), "text before the first '-- name:'")
		if self.only in self.current.texts:
			raise Fault(self.where(self.text_line), "%s has two texts%s" % (
				self.current.name, " for " + self.only if self.only else ""))
		self.current.texts[self.only] = (bare, self.where(self.text_line))
		self.only = None
		return True

	def need_text(self, line):
		if not self.take_text(line) and self.current is not None and self.awaits:
			raise Fault(self.awaits, "%s has no text" % self.current.name)

	def name(self, header, line):
		self.need_text(line)
		s = read_header(header, self.where(line))
		old = self.statements.get(s.name)
		if old is None:
			self.statements[s.name] = s
		elif old.where[0] != self.path or (self.only is None and not self.may_vary(old)):
			raise Fault(self.where(line), "%s is there already, at %s:%d" % ((s.name,) + old.where))
		elif old.head() != s.head():
			raise Fault(self.where(line), "%s has other parameters at %s:%d" % ((s.name,) + old.where))
		self.current = self.statements[s.name]
		self.awaits = self.where(line)

	def may_vary(self, old):
		"""A second header of the same name, its '-- only:' following it."""
		return self.next_only or None not in old.texts

	def variant(self, engine, line):
		if self.take_text(line):
			self.awaits = None
		engine = engine.strip()
		if engine not in ENGINES:
			raise Fault(self.where(line), "'-- only:' takes sqlite or postgres, not '%s'" % engine)
		if self.only is not None:
			raise Fault(self.where(line), "two '-- only:' and no text between them")
		self.only = engine
		self.only_line = line

	def read(self):
		with open(self.path, encoding="utf-8") as f:
			lines = f.read().split("\n")
		at = 0
		while at < len(lines):
			start, line = at + 1, lines[at].strip()
			name, only = NAME_LINE.match(line), ONLY_LINE.match(line)
			if name:
				header = name.group(1)
				# A long list of columns may go on in the comment lines that follow.
				while header.count("(") > header.count(")") and at + 1 < len(lines) \
						and lines[at + 1].strip().startswith("--"):
					at += 1
					header += "\n" + lines[at].strip()[2:]
				self.next_only = at + 1 < len(lines) and ONLY_LINE.match(lines[at + 1].strip()) is not None
				self.name(header, start)
			elif only:
				self.variant(only.group(1), start)
			elif re.match(r"--\s*(names?|only)\b\s*[^:\s]?:", line, re.I):
				raise Fault(self.where(start), "looks like a header, but is none: %s" % line)
			else:
				if not "".join(self.lines).strip():
					self.lines, self.text_line = [], start
				self.lines.append(lines[at])
			at += 1
		self.need_text(len(lines))
		if self.only is not None:
			raise Fault(self.where(self.only_line), "no text follows '-- only:'")


def strip_comments(sql, where):
	"""Every line stays in its place, so that a fault can name it; a text of comments only is empty."""
	out = []
	for m in TOKEN.finditer(sql):
		if m.lastgroup == "open":
			raise Fault(at_line(where, sql, m.start()), "a %s is not closed" % m.group())
		out.append(" " + "\n" * m.group().count("\n") if m.lastgroup == "comment" else m.group())
	text = "".join(out)
	return text if text.strip() else ""


def squeezed(sql):
	"""Without empty lines and what stands before the first line's text."""
	return "\n".join(line.rstrip() for line in sql.split("\n") if line.strip()).strip()


def at_line(where, sql, offset):
	return (where[0], where[1] + sql.count("\n", 0, offset))


def check_text(s, sql, where, engine):
	used, words, ends = set(), [], []
	for m in TOKEN.finditer(sql):
		kind, text, spot = m.lastgroup, m.group(), at_line(where, sql, m.start())
		if kind == "param":
			if s.each:
				raise Fault(spot, "%s: an each statement has no ?n, its rows are the table each" % s.name)
			if text == "?":
				raise Fault(spot, "%s: a parameter is ?1, ?2 ..." % s.name)
			n = int(text[1:])
			if not 1 <= n <= len(s.columns):
				raise Fault(spot, "%s: %s is not declared in its header" % (s.name, text))
			used.add(n)
		elif kind == "other":
			raise Fault(spot, "%s: '%s': parameters are written ?1, ?2 ..." % (s.name, text))
		elif kind == "cast" and engine == "sqlite":
			raise Fault(spot, "%s: '::' is PostgreSQL's; write CAST(... AS ...)" % s.name)
		elif kind == "end":
			ends.append(m.end())
		elif kind == "word":
			words.append(text.lower())
	if len(ends) != 1 or sql[ends[0]:].strip():
		raise Fault(where, "%s: a text is one statement that ends with ';'" % s.name)
	if not s.each and len(used) != len(s.columns):
		missing = [n for n in range(1, len(s.columns) + 1) if n not in used]
		raise Fault(where, "%s: ?%d is declared but not used" % (s.name, missing[0]))
	if s.each and "each" not in words:
		raise Fault(where, "%s does not read the table each" % s.name)
	for a, b in zip(words, words[1:]):
		if engine == "postgres" and (a, b) in (("insert", "or"), ("update", "or")):
			raise Fault(where, "%s: write ON CONFLICT; INSERT OR is SQLite's" % s.name)


def each_prefix(s, engine):
	names = ", ".join(n for n, _ in s.columns)
	if engine == "sqlite":
		source = "SELECT " + ", ".join("?%d" % (i + 1) for i in range(len(s.columns)))
	else:
		# COLLATE so that text from each sorts and compares as it does in the tables.
		arrays = ("$%d::%s[]%s" % (i + 1, TYPES[t][1], ' COLLATE "C"' if t == "text" else "")
				  for i, (_, t) in enumerate(s.columns))
		source = "SELECT * FROM unnest(%s)" % ", ".join(arrays)
	return "each(%s) AS (%s)" % (names, source)


class NoShortcut(Exception):
	"""This text keeps the table each."""


class Shortcut:
	"""An each statement for SQLite, where each is one row: the commonest forms name its values directly, which
	saves about half of the time of a small statement. What is not surely the same keeps the table each."""

	CALLS = {"coalesce", "nullif", "abs", "length"}
	TAIL = {"group", "having", "order", "limit"}
	JOINS = {"join", "left", "inner", "cross"}

	def __init__(self, columns, sql):
		self.number = {name: "?%d" % (i + 1) for i, (name, _) in enumerate(columns)}
		self.t, self.spaced = [], []    # the tokens, and each with a space before it where it had any
		space = ""
		for m in TOKEN.finditer(sql):
			if m.lastgroup == "space":
				space = " "
				continue
			self.t.append(m.group())
			self.spaced.append(space + m.group())
			space = ""
		self.low = [x.lower() for x in self.t]

	def text(self):
		forms = {"insert": self.insert, "select": self.select, "delete": self.delete, "update": self.update}
		try:
			text = forms[self.low[0]]() if self.low[0] in forms else None
		except (NoShortcut, IndexError):
			return None
		# SQLite counts the parameters up to the greatest that it sees.
		last = "?%d" % len(self.number)
		return text if text and last in (m.group() for m in TOKEN.finditer(text)) else None

	def need(self, fine):
		if not fine:
			raise NoShortcut

	def find(self, words, start=0):
		"""Where one of the words next stands outside parentheses; the end if nowhere."""
		depth = 0
		for i in range(start, len(self.low)):
			if depth == 0 and self.low[i] in words:
				return i
			depth += {"(": 1, ")": -1}.get(self.t[i], 0)
		return len(self.low)

	def kept(self, start, end):
		return "".join(self.spaced[start:end])

	def replaced(self, start, end, bare):
		"""The text with each.x as ?n; bare: whether x alone can only be that of each."""
		out, i = "", start
		while i < end:
			word, space = self.low[i], self.spaced[i][:-len(self.t[i])]
			after = self.t[i + 1] if i + 1 < len(self.t) else ""
			if word == "each":
				self.need(after == "." and self.low[i + 2] in self.number)
				out += space + self.number[self.low[i + 2]]
				i += 3
				continue
			if word in self.number and self.t[i - 1] != "." and self.low[i - 1] != "join":
				self.need(bare and after not in ("(", "."))
				out += space + self.number[word]
			else:
				out += self.spaced[i]
			i += 1
		return out

	def insert(self):
		select, conflict = self.find({"select"}), self.find({"on"})
		source = self.find({"from"}, select)
		self.need(self.low[source:source + 2] == ["from", "each"] and self.low.count("select") == 1)
		self.need(self.low[source + 2:conflict] in ([], ["where", "true"]))
		self.need("each" not in self.low[conflict:])
		for i in range(select + 1, source):
			self.need(self.low[i] not in ("distinct", "all", "over", "*"))
			self.need(self.t[i + 1] != "(" or not re.match(r"\w", self.t[i]) or self.low[i] in self.CALLS)
		return "%s VALUES (%s)%s" % (self.kept(0, select), self.replaced(select + 1, source, True).strip(),
									 self.kept(conflict, len(self.t)))

	def select(self):
		source = self.find({"from"})
		self.need(self.low.count("select") == 1 and self.low[source:source + 2] == ["from", "each"])
		self.need(not {"union", "intersect", "except", "using", "natural", "over", "distinct"} & set(self.low))
		join = source + 2 + (self.low[source + 2] in ("cross", "inner"))
		self.need(self.low[join] == "join")
		tail = self.find(self.TAIL, join)
		where = min(self.find({"where"}, join), tail)
		others = min(self.find(self.JOINS, join + 1), where)
		on = min(self.find({"on"}, join + 1), others)
		conditions = [self.replaced(a + 1, b, False).strip() for a, b in ((on, others), (where, tail)) if a < b]
		self.need(conditions)
		return "%s FROM%s%s WHERE %s%s" % (
			self.replaced(0, source, False), self.replaced(join + 1, on, False), self.replaced(others, where, False),
			conditions[0] if len(conditions) == 1 else "(%s) AND (%s)" % tuple(conditions),
			self.replaced(tail, len(self.t), False))

	def names(self, start, end):
		"""The names of a, b or (a, b)."""
		if self.t[start] == "(" and self.t[end - 1] == ")":
			start, end = start + 1, end - 1
		names = [n for n in self.t[start:end] if n != ","]
		self.need(self.t[start:end] == [x for n in names for x in (n, ",")][:-1])
		return names

	def delete(self):
		where, inside = self.find({"where"}), self.find({"in"})
		self.need(self.low[inside + 1:inside + 3] == ["(", "select"])
		end = self.find({")"}, inside + 2)
		self.need(self.low[end - 2:end] == ["from", "each"] and self.low.count("each") == 1)
		ours, theirs = self.names(where + 1, inside), self.names(inside + 3, end - 2)
		self.need(len(ours) == len(theirs) and all(n.lower() in self.number for n in theirs))
		self.need(self.low[end + 1:end + 2] in ([], ["and"]) and "or" not in self.low[end:])
		equal = " AND ".join("%s = %s" % (a, self.number[b.lower()]) for a, b in zip(ours, theirs))
		return "%s WHERE %s%s" % (self.kept(0, where), equal, self.kept(end + 1, len(self.t)))

	def update(self):
		start, source = self.find({"set"}), self.find({"from"})
		self.need(self.low[source:source + 3] == ["from", "each", "where"] and "select" not in self.low)
		out, at = self.kept(0, start + 1), start + 1
		while at < source:
			self.need(self.t[at + 1] == "=")
			end = min(self.find({","}, at), source)
			out += self.kept(at, at + 2) + self.replaced(at + 2, end, False) + ("," if end < source else "")
			at = end + 1
		return out + self.replaced(source + 2, len(self.t), False)


def final_text(s, engine):
	sql, where = s.text(engine)
	check_text(s, sql, where, engine)
	sql = squeezed(sql)[:-1].rstrip()
	short = Shortcut(s.columns, sql).text() if s.each and engine == "sqlite" else None
	if short is not None:
		return short
	if s.each:
		m = re.match(r"WITH\s+(RECURSIVE\s+)?", sql, re.I)
		rest = ",\n" + sql[m.end():] if m else "\n" + sql
		sql = "WITH %s%s%s" % (m.group(1) or "" if m else "", each_prefix(s, engine), rest)
	elif engine == "postgres":
		sql = "".join("$" + m.group()[1:] if m.lastgroup == "param" else m.group()
					  for m in TOKEN.finditer(sql))
	return sql


def c_string(text, indent):
	out = []
	for line in text.split("\n"):
		line = line.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("??", "?\\?")
		out.append('"%s\\n"' % line)
	out[-1] = out[-1][:-3] + '"'
	return ("\n" + indent).join(out)


def write_header(path, statements):
	ids = "".join("\tSTMT_%s,\n" % s.name.upper() for s in statements)
	return put(path, """/* Generated by tools/embed_sql.py from the .sql files. */
#ifndef GENERATED_STMT_H
#define GENERATED_STMT_H

#include "store/store.h"

enum stmt_id {
%s	STMT_COUNT
};

extern const struct stmt stmt_table[];

#endif
""" % ids)


def write_source(path, header, statements):
	rows = []
	for s in statements:
		types = ", ".join(TYPES[t][0] for _, t in s.columns) or "0"
		rows.append('\t/* %s:%d */\n\t[STMT_%s] = {\n\t\t.name = "%s",\n\t\t.sqlite =\n\t\t\t%s,\n'
					'\t\t.postgres =\n\t\t\t%s,\n\t\t.each = %s, .params = %d, .types = { %s },\n\t},\n' % (
						os.path.basename(s.where[0]), s.where[1], s.name.upper(), s.name,
						c_string(final_text(s, "sqlite"), "\t\t\t"),
						c_string(final_text(s, "postgres"), "\t\t\t"),
						"true" if s.each else "false", len(s.columns), types))
	return put(path, """/* Generated by tools/embed_sql.py from the .sql files. */
#include "%s"

/* One more than STMT_COUNT, so that a program without statements has a table too. */
const struct stmt stmt_table[STMT_COUNT + 1] = {
%s};
""" % (header, "".join(rows)))


def put(path, text):
	with open(path, "w", encoding="utf-8") as f:
		f.write(text)


def main():
	p = argparse.ArgumentParser(description="Embeds named SQL statements in C.")
	p.add_argument("source", help="stmt.c, written")
	p.add_argument("header", help="stmt.h, written")
	p.add_argument("files", nargs="*", help="the .sql files")
	a = p.parse_args()
	statements = {}
	try:
		for path in sorted(a.files):
			Reader(path, statements).read()
		ordered = sorted(statements.values(), key=lambda s: s.name)
		write_source(a.source, os.path.basename(a.header), ordered)
		write_header(a.header, ordered)
	except (Fault, UnicodeDecodeError) as e:
		for path in (a.header, a.source):
			if os.path.exists(path):
				os.remove(path)
		sys.exit(str(e))


if __name__ == "__main__":
	main()
