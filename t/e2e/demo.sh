# What tests of the program from outside begin with: the program, a scratch folder that is left as it was, and ok.
# BULOU_BIN: the program (default: bulou in BULOU_BUILD, or in build/).
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
