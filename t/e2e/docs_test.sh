#!/bin/bash
# The documents against the program: the five minutes of both READMEs are run as they are written; doc/kinds.md is what
# the program's tables say; every call, error and metric has its line; links lead somewhere; commands exist. Prints TAP.
# BULOU_BIN: the program (default: bulou in BULOU_BUILD, or in build/); BULOU_TEST_PG: an empty database; BULOU_SOURCE: the
# project's root. Only the addresses of server and database differ from what the READMEs say.
set -u
root=${BULOU_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
bin=${BULOU_BIN:-${BULOU_BUILD:-$root/build}/bulou}
[ -x "$bin" ] || { echo "1..0 # SKIP no program at $bin"; exit 0; }
bin=$(realpath "$bin")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$bin" "$work/bin/bulou"
export PATH=$work/bin:$PATH LC_ALL=C.UTF-8 PYTHONUTF8=1
cd "$root" || exit 1
number=0
failed=0

ok() { # ok STATUS NAME: what it printed is in $work/out
	number=$((number + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $number - $2"
	else
		echo "not ok $number - $2"
		failed=$((failed + 1))
		tail -n 20 "$work/out" | sed 's/^/# /'
	fi
}

skip() { number=$((number + 1)); echo "ok $number - $1 # SKIP $2"; }

free_port() {
	python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# ---- the five minutes ----

# The shell blocks between the two marks, as one script.
script_of() {
	awk '/^<!-- try:/ { on = 1 } /^<!-- … / { on = 0 } /^```/ { code = on && /^```sh/; next } code' "$1"
}

play() { # play README NAME LANGUAGE
	local port folder=$work/$2 script=$work/$2.sh
	port=$(free_port)
	mkdir "$folder"
	# A server does not outlive a script that fails half-way.
	{ echo "trap 'kill %1 2>/dev/null || true' EXIT"; script_of "$root/$1"; } | sed "s/127\.0\.0\.1:8080/127.0.0.1:$port/g" >"$script"
	[ -n "${BULOU_TEST_PG:-}" ] || sed -i '/--data "\$PG"/d' "$script"
	(cd "$folder" && env -u LC_ALL LANG="$3" PG="${BULOU_TEST_PG:-}" bash -em "$script") >"$work/out" 2>&1
	ok $? "$1: each command of the five minutes succeeds"
	[ "$(grep -c '"status":"accepted"' "$work/out")" -eq 1 ]
	ok $? "$1: the record is accepted"
	if [ -n "${BULOU_TEST_PG:-}" ]; then
		[ "$(grep -c '^棋盘村第.网格 ' "$work/out")" -eq $((27 + 26 + 26)) ]
		ok $? "$1: 27 doors, then 26, and 26 in PostgreSQL"
		psql -qAt -d "$BULOU_TEST_PG" -c 'DROP SCHEMA bulou CASCADE' >"$work/out" 2>&1
		ok $? "$1: its tables are dropped again"
	else
		skip "$1: the restore" "no BULOU_TEST_PG"
	fi
}

if command -v curl >/dev/null && command -v jq >/dev/null; then
	play README.md english en_US.UTF-8
	play README.zh.md chinese zh_CN.UTF-8
else
	skip "the five minutes" "curl or jq is missing"
fi

# ---- what is generated ----

bulou kinds --json | python3 tools/kinds_page.py | diff - doc/kinds.md >"$work/out"
ok $? "doc/kinds.md is what the program says (bulou kinds --json | tools/kinds_page.py >doc/kinds.md)"

# ---- nothing is left out ----

# each NAME FILE PREFIX SUFFIX: every line of standard input stands in the file, so enclosed.
each() {
	local line n=0
	: >"$work/out"
	while read -r line; do
		n=$((n + 1))
		grep -qF -- "$3$line$4" "$2" || echo "$line is missing in $2" >>"$work/out"
	done
	[ "$n" -gt 0 ] && [ ! -s "$work/out" ]
	ok $? "$1 ($n)"
}

each "doc/api.md has every call" doc/api.md '`' '`' \
	< <(sed -n 's/^\t{ "\([A-Z]*\)", "\(\/[^"]*\)".*/\1 \2/p' src/http/routes.c)
each "doc/api.md has every error" doc/api.md '| `' '` |' \
	< <(sed -n 's/^X([A-Z0-9_]*, "\([a-z0-9_]*\)".*/\1/p' src/core/err_table.h | grep -vx ok)
each "doc/operations.md has every metric" doc/operations.md '`' '`' \
	< <(sed -n 's/.*metric(b, "\([a-z_]*\)".*/bulou_\1/p; s/.*# TYPE \(bulou_[a-z_]*\) .*/\1/p' src/http/metrics.c)
each "doc/operations.md has every command" doc/operations.md '`bulou ' '' \
	< <(env LC_ALL=en_US.UTF-8 bulou --help | sed -n 's/^  \([a-z]*\( [a-z]*\)\?\).*/\1/p' | sed 's/ *$//')
each "ARCHITECTURE.md has every room" ARCHITECTURE.md '`' '/`' \
	< <(find src -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | grep -vx generated)

# ---- nothing that is not there ----

python3 - >"$work/out" <<'X'
import pathlib, re, sys
bad = 0
for page in [*pathlib.Path(".").glob("*.md"), *pathlib.Path("doc").rglob("*.md")]:
	text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
	for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
		if "://" not in link and not (page.parent / link).exists():
			print("%s: no %s" % (page, link))
			bad += 1
	for name in re.findall(r"`((?:src|schema|tools|t|demo|doc)/[A-Za-z0-9_./-]*[a-z])`", text):
		if not pathlib.Path(name).exists():
			print("%s: there is no %s" % (page, name))
			bad += 1
sys.exit(bad > 0)
X
ok $? "links lead somewhere, and the files that are named are there"

# ./dev and bulou commands in shell blocks.
awk 'FNR == 1 { code = 0 } /^```/ { code = !code && /^```sh/; next } code' ./*.md doc/*.md |
	grep -oE '(^|[(|&;] *)(bulou|\./dev) [a-z]+( [a-z]+)?' | sed 's/^[(|&; ]*//' | sort -u >"$work/named"
{ bulou --help | sed -n 's/^  \([a-z].*\)/bulou \1/p'; ./dev help | grep '^\./dev'; } >"$work/there"
: >"$work/out"
while read -r program first second; do
	grep -qE "^$program $first( |\$)" "$work/there" || echo "$program $first $second" >>"$work/out"
done <"$work/named"
[ -s "$work/named" ] && [ ! -s "$work/out" ]
ok $? "the commands in shell blocks exist ($(wc -l <"$work/named"))"

# ./dev speaks the reader's language, and names the same tasks in both.
LC_ALL='' LC_MESSAGES='' LANG=zh_CN.UTF-8 ./dev help >"$work/help.zh" 2>/dev/null
LC_ALL='' LC_MESSAGES='' LANG=en_US.UTF-8 ./dev help >"$work/help.en" 2>/dev/null
grep -q 编译程序 "$work/help.zh" && grep -q 'the program' "$work/help.en" && ! grep -q 编译 "$work/help.en" &&
	cmp -s <(grep -o '^\./dev [a-z]*' "$work/help.zh") <(grep -o '^\./dev [a-z]*' "$work/help.en")
ok $? "./dev help in both languages"

echo "1..$number"
[ "$failed" -eq 0 ]
