#!/bin/bash
# The pages in a browser: types of the tests, format of all, then each t/web/*.spec.ts. Prints TAP. Arguments go to
# Playwright, such as -g "the console opens", or --headed. BULOU_BUILD: the folder of the program (default: build/).
set -u
root=${BULOU_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
export BULOU_BUILD=${BULOU_BUILD:-$root/build}
here=$root/t/web
export PATH=$root/build-web/node/bin:$PATH

skip() {
	echo "1..0 # SKIP $1"
	exit 0
}

[ -x "$BULOU_BUILD/bulou" ] || skip "no program at $BULOU_BUILD/bulou"
[ -s "$BULOU_BUILD/web_files.bin" ] || skip "this program was built without its pages"
[ -d "$root/web/node_modules/@playwright/test" ] || skip "web/ is not installed: ./dev build"
[ -x "${CHROMIUM:=/usr/bin/chromium}" ] || skip "no Chromium: apt-get install chromium fonts-noto-cjk"
export CHROMIUM

# check NAME COMMAND…: in web/, a line of TAP.
check() {
	local name=$1 said
	shift
	if said=$(cd "$root/web" && node "$@" 2>&1); then
		echo "ok - $name"
	else
		printf 'not ok - %s\n# %s\n' "$name" "${said//$'\n'/$'\n# '}"
	fi
}

echo "1..2"
check types node_modules/typescript/bin/tsc -p ../t/web
check "format (npm run format)" node_modules/prettier/bin/prettier.cjs --config .prettierrc.json --check . ../t/web
cd "$here" && exec node node_modules/@playwright/test/cli.js test "$@"
