#!/bin/bash
# The pages in a browser: types of the tests, then each t/web/*.spec.ts. Prints TAP. Arguments go to Playwright, such as
# -g "the console opens", or --headed. BULOU_BUILD: the folder of the program (default: build/).
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

echo "1..1"
if types=$(cd "$here" && node node_modules/typescript/bin/tsc -p . 2>&1); then
	echo "ok - types"
else
	echo "not ok - types"
	echo "${types//$'\n'/$'\n# '}"
fi
cd "$here" && exec node node_modules/@playwright/test/cli.js test "$@"
