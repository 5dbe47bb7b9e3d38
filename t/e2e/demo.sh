# What tests of the program from outside begin with: the program, a scratch folder that is left as it was, and what is asked of it.
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

bulou() { env LC_ALL=en_US.UTF-8 "$bin" "$@"; }
# until_said PID FILE TEXT: until it stands there, however long the machine takes; 1 where the program ended before. The file is emptied
# before the program is begun (": >FILE", and >>FILE): what is begun with & may do it too late, and what stood there is taken for its word.
until_said() {
	until grep -q -- "$3" "$2"; do
		kill -0 "$1" 2>/dev/null || return 1
		sleep 0.1
	done
}
run() { # run STATUS NAME ARGS…: the program ends so; what it said is in out and err
	local want=$1 name=$2 got
	shift 2
	bulou "$@" >out 2>err </dev/null
	got=$?
	[ $got -eq "$want" ]
	ok $? "$name (exit $want, got $got)" out err
}
says() { # says NAME TEXT [FILE]
	grep -qF -- "$2" "${3:-err}"
	ok $? "$1" "${3:-err}"
}
is() { # is NAME EXPRESSION WANT: of the JSON in out, as v
	local got
	got=$(python3 -c "import json; v = json.load(open('out')); print(($2))" 2>&1)
	[ "$got" = "$3" ]
	ok $? "$1: ${got:0:100}" out err
}
