#!/bin/sh
# Builds the phone's half of the brain: src/core (and src/rules) as one WebAssembly file, without
# a library.
#
#	tools/wasm/build.sh OUT.wasm
#
# With $CLANG (default clang) and lld; the status is 77 when one of them is missing.
set -eu

out=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
clang=${CLANG:-clang}

if ! command -v "$clang" > /dev/null; then
	echo "$clang is not installed" >&2
	exit 77
fi
# A path where clang has found its linker, the bare name where it has not.
if ! "$clang" --target=wasm32 -print-prog-name=wasm-ld | grep -q /; then
	echo "wasm-ld (lld) is not installed" >&2
	exit 77
fi

sources=
for file in "$root"/src/core/*.c "$root"/src/rules/*.c "$root"/tools/wasm/*.c; do
	case $file in
	*_test.c | *'*'*) ;;
	*) sources="$sources $file" ;;
	esac
done

# The path of the project may hold no spaces; $sources is a list of words on purpose.
# shellcheck disable=SC2086
exec "$clang" --target=wasm32 -std=c17 -Os -ffreestanding -nostdlib -nostdlibinc \
	-I"$root/src" -isystem "$root/tools/wasm/include" \
	-ffunction-sections -fdata-sections -fvisibility=hidden \
	-Wall -Wextra -Wshadow -Werror \
	-Wl,--no-entry -Wl,--gc-sections -Wl,--strip-all \
	-Wl,-z,stack-size=131072 -Wl,--stack-first \
	-o "$out" $sources
