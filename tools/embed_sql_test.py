#!/usr/bin/env python3
"""Tests of embed_sql.py: what it refuses and where, and that its shortcuts for SQLite mean the same as the
table each. Run by src/store/embed_test.c, or by hand."""

import os
import re
import random
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import embed_sql  # noqa: E402

# (text, the line and a part of the message)
REFUSED = [
	("SELECT 1;\n", 1, "before the first"),
	("-- name: A\nSELECT 1;", 1, "not a name"),
	("-- name: a (foo)\nSELECT 1;", 1, "'foo' must be"),
	("-- name: a (int\nSELECT ?1;", 1, "a header is"),
	("-- name: a each x int\nSELECT 1;", 1, "a header is"),
	("-- name: a each(int)\nSELECT 1 FROM each;", 1, "needs a name"),
	("-- name: a each()\nSELECT 1 FROM each;", 1, "needs a column"),
	("-- name: a each(x int, x text)\nSELECT 1 FROM each;", 1, "one name"),
	("-- name: a (%s)\nSELECT 1;" % ", ".join(["int"] * 17), 1, "more than 16"),
	("\n-- name: a\n\n-- name: b\nSELECT 1;", 2, "a has no text"),
	("-- name: a\nSELECT 1;\n-- name: a\nSELECT 2;\n", 3, "there already"),
	("-- name: a\nSELECT 1;\n-- only: sqlite\nSELECT 2;\n-- only: sqlite\nSELECT 3;", 6, "two texts for sqlite"),
	("-- name: a (int)\nSELECT ?1;\n-- name: a (text)\n-- only: postgres\nSELECT ?1;", 3, "other parameters"),
	("-- name: a (int)\n\nSELECT 1;", 3, "?1 is declared but not used"),
	("-- name: a\n-- why\n\nSELECT 1,\n\n/* and\nwhy */ ?1;", 7, "?1 is not declared"),
	("-- name: a (int)\nSELECT ?;", 2, "a parameter is"),
	("-- name: a (int)\nSELECT ?1,\n:x;", 3, "':x'"),
	("-- name: a (int)\nSELECT $1;", 2, "'$1'"),
	("-- name: a\nSELECT 1; SELECT 2;", 2, "one statement"),
	("-- name: a\nSELECT 1", 2, "one statement"),
	("-- name: a\nSELECT 1;\n-- name b\nSELECT 2;", 2, "one statement"),
	("-- name: a each(x int)\nSELECT ?1 FROM each;", 2, "has no ?n"),
	("-- name: a each(x int)\nSELECT 1;", 2, "does not read"),
	("-- name: a\nSELECT\n'x;", 3, "not closed"),
	("-- names: a\nSELECT 1;", 1, "looks like a header"),
	("-- only: mysql\n-- name: a\nSELECT 1;", 1, "mysql"),
	("-- only: sqlite\n-- name: a\nSELECT 1;", 2, "no text for postgres"),
	("-- name: a\nSELECT 1;\n-- only: sqlite\n", 3, "no text follows"),
	("-- name: a\nINSERT OR IGNORE INTO x VALUES (1);", 2, "ON CONFLICT"),
	("-- name: a (int)\nSELECT ?1::bigint;", 2, "CAST"),
]

VARIANTS = """
-- Why this is here; a doc comment's quote is no quote.
-- name: one (id blob, int)
SELECT 'it''s -- no comment ?1', "q" FROM t -- a comment; with ?9
WHERE a = ?1 /* ; */ AND b < ?2;

-- name: two (int)
-- only: sqlite
SELECT max(?1, 3);
-- only: postgres
SELECT greatest(?1, 3)::bigint;

-- name: three
SELECT 1;
-- only: postgres
-- name: three
SELECT 2;

-- name: four each(a text, b int,
--     c blob)
SELECT a, b, c FROM each;

-- name: five each(a text)
WITH RECURSIVE up(x) AS (SELECT a FROM each UNION SELECT 'x') SELECT x FROM up;
"""

# Statements whose shortcut must do what the table each does; x and y are rows of small numbers and texts.
SAME = [
	"INSERT INTO t (k, a, b) SELECT k, a, b FROM each WHERE true ON CONFLICT (k) DO UPDATE SET a = t.a + excluded.a",
	"INSERT INTO t (k, a, b) SELECT each.k, coalesce(a, 7) + 12, 'a, b.c' || b FROM each WHERE true ON CONFLICT (k) DO NOTHING",
	"SELECT each.k, t.b, each.a FROM each JOIN t ON t.k = each.k AND t.a <> 12 OR each.b = 'a, b.c'",
	"SELECT t.k, u.a FROM each JOIN t ON t.k >= each.k LEFT JOIN u ON u.k = t.k AND u.b = each.b "
	"WHERE t.a > 1 OR t.a = each.a ORDER BY t.k LIMIT 3",
	"SELECT t.k FROM each CROSS JOIN t WHERE t.k < each.k OR each.a > 1 AND each.b <> ''",
	"SELECT each.k, each.a, each.b, count(*), max(t.a) FROM each JOIN t ON t.k >= each.k GROUP BY each.k, each.a, each.b",
	"DELETE FROM t WHERE (k, a, b) IN (SELECT k, a, b FROM each)",
	"DELETE FROM t WHERE (a, b) IN (SELECT a, b FROM each) AND t.k > 2",
	"UPDATE t SET a = each.a + 15, b = each.b || ', x' FROM each WHERE t.k = each.k",
]
# What must keep the table each: it would mean something else, or might.
KEPT = [
	"INSERT INTO t (k, a, b) SELECT max(k), a, b FROM each",
	"INSERT INTO t (k, a, b) SELECT k, a, b FROM each WHERE k > 1",
	"SELECT t.k, each.a, each.b FROM each LEFT JOIN t ON t.k = each.k",
	"SELECT each.k, a, each.b FROM each JOIN t ON t.k = each.k",
	"SELECT each.k FROM each JOIN t ON t.k = each.k",
	"SELECT each.k, each.b FROM each JOIN t ON t.k = each.k UNION SELECT each.k, each.b FROM each",
	"DELETE FROM t WHERE k IN (SELECT k FROM each) OR b = ''",
	"UPDATE t SET a = each.a + b FROM each WHERE t.k = each.k",
]


def embed(text):
	with tempfile.TemporaryDirectory() as folder:
		paths = [os.path.join(folder, n) for n in ("stmt.c", "stmt.h", "x.sql")]
		with open(paths[2], "w", encoding="utf-8") as f:
			f.write(text)
		p = subprocess.run([sys.executable, os.path.join(HERE, "embed_sql.py")] + paths, capture_output=True, text=True)
		made = ""
		if os.path.exists(paths[0]):
			with open(paths[0], encoding="utf-8") as f:
				made = f.read()
		return p.returncode, p.stderr, made


def statement(sql):
	s = embed_sql.Statement("s", True, [("k", "int"), ("a", "int"), ("b", "text")], ("x.sql", 1))
	s.texts[None] = (sql + ";", ("x.sql", 1))
	return s


class Embed(unittest.TestCase):
	def test_refused_with_file_and_line(self):
		for text, line, part in REFUSED:
			status, said, made = embed(text)
			self.assertEqual(status, 1, text)
			self.assertRegex(said, r"x\.sql:%d: .*%s" % (line, re.escape(part)), text)
			self.assertEqual(made, "", text)

	def test_two_files_cannot_share_a_name(self):
		with tempfile.TemporaryDirectory() as folder:
			for n in "xy":
				with open(os.path.join(folder, n + ".sql"), "w", encoding="utf-8") as f:
					f.write("-- name: a\nSELECT 1;\n")
			paths = [os.path.join(folder, n) for n in ("stmt.c", "stmt.h", "x.sql", "y.sql")]
			p = subprocess.run([sys.executable, os.path.join(HERE, "embed_sql.py")] + paths, capture_output=True, text=True)
			self.assertEqual(p.returncode, 1)
			self.assertRegex(p.stderr, r"y\.sql:1: a is there already, at .*x\.sql:1")

	def test_both_engines_get_their_text(self):
		status, said, made = embed(VARIANTS)
		self.assertEqual((status, said), (0, ""))
		for part in (
				"SELECT 'it''s -- no comment ?1', \\\"q\\\" FROM t", "WHERE a = ?1   AND b < ?2\"", "WHERE a = $1   AND b < $2\"",
				"SELECT max(?1, 3)", "SELECT greatest($1, 3)::bigint", "SELECT 1\"", "SELECT 2\"",
				"WITH each(a, b, c) AS (SELECT ?1, ?2, ?3)",
				"unnest($1::text[] COLLATE \\\"C\\\", $2::bigint[], $3::bytea[])",
				"WITH RECURSIVE each(a) AS (SELECT ?1),\\n", ".types = { STORE_TEXT, STORE_INT, STORE_BLOB }"):
			self.assertIn(part, made)

	def run_both(self, sql, seed):
		"""The same rows through the shortcut and through the table each: answers and tables."""
		results = []
		long = "WITH each(k, a, b) AS (SELECT ?1, ?2, ?3)\n" + sql
		for text in (embed_sql.final_text(statement(sql), "sqlite"), long):
			rnd, db, answers = random.Random(seed), sqlite3.connect(":memory:"), []
			db.executescript("CREATE TABLE t (k INT PRIMARY KEY, a INT, b TEXT); CREATE TABLE u (k INT, a INT, b TEXT)")
			some = [lambda: rnd.randrange(5), lambda: rnd.choice([0, 1, 2, 12, None]), lambda: rnd.choice(["", "a, b.c", "z", None])]
			for table in "tu":
				for _ in range(4):
					db.execute("INSERT INTO %s VALUES (?, ?, ?) ON CONFLICT DO NOTHING" % table, [f() for f in some])
			for _ in range(4):
				answers.append(sorted(map(repr, db.execute(text, [f() for f in some]))))
			results.append((answers, sorted(map(repr, db.execute("SELECT * FROM t")))))
		return results

	def test_a_shortcut_means_the_same(self):
		for sql in SAME:
			self.assertNotIn("each", embed_sql.final_text(statement(sql), "sqlite"), sql)
			for seed in range(50):
				short, long = self.run_both(sql, seed)
				self.assertEqual(short, long, sql)

	def test_the_rest_keeps_the_table(self):
		for sql in KEPT:
			self.assertTrue(embed_sql.final_text(statement(sql), "sqlite").startswith("WITH each(k, a, b) AS"), sql)


if __name__ == "__main__":
	unittest.main()
