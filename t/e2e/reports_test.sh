#!/bin/bash
# The demo of the two reports: plan, tally and program say the same, both bulletins are printed in both languages, the data
# verify and give the same figures when they are rebuilt, and one seed gives the same bytes over HTTP and without.
# BULOU_BIN: the program (default: bulou in BULOU_BUILD, or in build/). Prints TAP.
set -u
root=${BULOU_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
bin=${BULOU_BIN:-${BULOU_BUILD:-$root/build}/bulou}
[ -x "$bin" ] || { echo "1..0 # SKIP no program at $bin"; exit 0; }
bin=$(realpath "$bin")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir tmp
export TMPDIR=$work/tmp
number=0
failed=0

ok() { # ok STATUS NAME [FILE…]: the files are shown when it failed
	local status=$1 name=$2
	shift 2
	number=$((number + 1))
	if [ "$status" -eq 0 ]; then
		echo "ok $number - $name"
		return
	fi
	echo "not ok $number - $name"
	failed=$((failed + 1))
	for file in "$@"; do tail -n 20 "$file" | sed 's/^/# /'; done
}

bulou() { env LC_ALL=en_US.UTF-8 "$bin" "$@"; }

# Plan = tally and tally = program, on the figure's line of the county's part.
figure() { # figure COUNTY ID VALUE
	sed -n "/^## $1/,/^# /p" first.out | grep -Eq "^$2 .* $3 = $3  +$3 = $3\$"
	ok $? "$1: $2 is $3, by the plan, the tally and the program" first.out
}

bulou demo --reports --once --seed 7 --data data >first.out 2>first.err
ok $? "the tally and the program agree" first.out first.err
! grep -q '≠' first.out
ok $? "no number differs"
figure 商州区 enterprises-inspected 43
figure 商州区 villages-inspected 13
figure 商州区 compounds-inspected 32
figure 商州区 difficulties-solved 4
figure 商州区 test-rounds 3
figure 安岳县 meetings-held 8
figure 安岳县 leader-inspections 123
figure 安岳县 staff-attendances 617
figure 安岳县 gifts-value-yuan 189000
figure 安岳县 exit-staff 72
figure 安岳县 vehicles-checked 5208
figure 安岳县 test-rounds 5
figure 安岳县 samples-taken 30112
figure 安岳县 people-called-on 8043
for title in '商州区疫情防控工作通报（演示）' 'Bulletin of the response in Shangzhou district (demo)' \
	'安岳县疫情防控工作通报（演示）' 'Bulletin of the response in Anyue county (demo)'; do
	grep -Fxq "# $title" first.out
	ok $? "printed: $title" first.out
done
[ "$(grep -c '^Every account closes' first.out)" -eq 2 ]
ok $? "both close every account in the end" first.out
grep -Eq ' 5208 +5207 +1$' first.out && grep -Fq '| 5207 → 5208 (+1) |' first.out
ok $? "one account was open by one, and the second version says what it put right" first.out
! grep -Eq 'bulou-demo\.|/tmp|127\.0\.0\.1' first.out
ok $? "no path and no port on standard output"

bulou figures --json --data data >before.json 2>before.err && [ "$(wc -c <before.json)" -gt 5000 ]
ok $? "its figures as JSON" before.err
bulou verify --data data >verify.out 2>&1
ok $? "the data verify" verify.out
bulou rebuild --data data >rebuild.out 2>&1
ok $? "the views are made anew" rebuild.out
bulou figures --json --data data >after.json 2>&1 && cmp before.json after.json >differ 2>&1
ok $? "and give the same figures" differ
bulou verify --data data >verify.out 2>&1
ok $? "and verify" verify.out
[ "$(bulou bulletins --json --data data 2>/dev/null | grep -o '"title_en"' | wc -l)" -eq 3 ]
ok $? "three bulletins lie in the data: two versions of one"

bulou demo --reports --once --seed 7 --direct >direct.out 2>direct.err
ok $? "through append, without HTTP" direct.out direct.err
cmp first.out direct.out >differ 2>&1
ok $? "the same seed gives the same bytes" differ
[ -z "$(ls -A tmp)" ]
ok $? "nothing is left behind"

echo "1..$number"
[ $failed -eq 0 ]
