#!/bin/bash
# The master key as a file, under a passphrase and from a program: every command opens it; another one takes its place without a record
# being rewritten; and what was backed up before opens as it is said. Prints TAP. BULOU_TEST_PG: an empty database for the same.
# shellcheck source=t/e2e/demo.sh
. "$(dirname "$0")/demo.sh"
export LC_ALL=C.UTF-8 PYTHONUTF8=1
running=()
trap 'for p in "${running[@]}"; do kill "$p" 2>/dev/null; done; wait; rm -rf "$work"' EXIT

# Without a terminal: nobody is asked.
bulou() { setsid -w env LC_ALL=en_US.UTF-8 "$bin" "$@"; }
person() { printf '姓名,网格\n%s,G\n' "$1" >p.csv && bulou import people p.csv "${data[@]}" >/dev/null 2>&1; }
chains() { find "$1" -mindepth 1 -maxdepth 1 -type d | wc -l; }
finds() { bulou search "$1" "${data[@]}" --json >out 2>err; is "$2" "len(v['items'])" 1; }

umask 077
echo 'a passphrase of tests' >word
echo 'another of tests' >other
printf 'code,name,parent,level\nC,County,,county\nG,Grid,C,grid\n' >a.csv

play() { # play NAME KEY: with where=(--data …)
	local name=$1 key=$2 data=("${where[@]}" --key "$2") before
	run 0 "$name: init" init "${data[@]}"
	run 0 "$name: areas" import areas a.csv "${data[@]}"
	person 甲一
	run 0 "$name: a key that lies open" key show "${data[@]}" --json
	is "$name: says so, and when it was made" "v['kind'] == 'file' and v['since'] is not None and not v['old_kept']" True
	before=$(python3 -c "import json; print(json.load(open('out'))['mark'])")
	! grep -qiF "$(cat "$key")" out err; ok $? "$name: the key itself is not shown"

	BULOU_NEW_PASSPHRASE_FILE=word run 0 "$name: a passphrase is set" key passphrase "${data[@]}"
	! grep -qF 'a passphrase of tests' "$key"; ok $? "$name: it is not in the file"
	run 78 "$name: nothing opens without it" verify "${data[@]}"
	says "$name: which is told" "the passphrase is wrong or missing"
	BULOU_PASSPHRASE_FILE=other run 78 "$name: nor with another" verify "${data[@]}"
	export BULOU_PASSPHRASE_FILE=word
	run 0 "$name: it opens" key show "${data[@]}" --json
	is "$name: the same key" "(v['kind'], v['mark']) == ('passphrase', '$before')" True
	BULOU_PASSPHRASE_FILE=/dev/fd/7 run 0 "$name: from a descriptor too" verify "${data[@]}" 7<word
	finds 甲一 "$name: names are read"
	mkdir "$name-backups"
	run 0 "$name: a backup" backup --into "$name-backups" "${data[@]}"
	run 0 "$name: a drill" drill "$name-backups" "${data[@]}" --json

	run 0 "$name: another key" key rotate "${data[@]}" --json
	is "$name: it is another, under the same passphrase" "v['mark'] != '$before' and v['kind'] == 'passphrase' and v['old_kept']" True
	finds 甲一 "$name: nothing is lost"
	person 甲二
	run 0 "$name: a backup goes on" backup --into "$name-backups" "${data[@]}"
	[ "$(chains "$name-backups")" = 2 ]; ok $? "$name: with a whole one under the new key"
	run 0 "$name: a drill with the new key" drill "$name-backups" "${data[@]}" --json
	mkdir "$name-first"
	cp -r "$name-backups/$(ls "$name-backups" | head -1)" "$name-first/"
	run 78 "$name: which opens no older backup" restore "$name-first" --data "$name-old" --key "$key"
	run 0 "$name: the old one does" restore "$name-first" --data "$name-old" --key "$key.old"
	run 0 "$name: a list of keys" backup --keys "$name.keys" "${data[@]}"
	run 0 "$name: with it the new one does too" restore "$(find "$name-first" -name '*.bulou')" "$name.keys" --data "$name-list" --key "$key"
	run 0 "$name: and right" verify --data "$name-list" --key "$key"
	run 78 "$name: not a second time over the key that is kept" key rotate "${data[@]}"
	says "$name: which is told" "is still kept at $key.old"
	says "$name: and what to do" "keep it elsewhere while they are wanted, else destroy it"
	rm "$key.old"

	run 0 "$name: no passphrase any more" key passphrase --off "${data[@]}"
	unset BULOU_PASSPHRASE_FILE
	run 0 "$name: a key from a program" key rotate --new-key "command:cat $PWD/given" "${data[@]}"
	run 78 "$name: then the file is of no use" verify "${data[@]}"
	data=("${where[@]}" --key "command:cat $PWD/given")
	finds 甲二 "$name: the program's key reads"
	run 0 "$name: it is shown as that" key show "${data[@]}" --json
	is "$name: by its words" "v['kind']" command
	run 0 "$name: a backup" backup "$name.bulou" "${data[@]}"
	run 0 "$name: a drill" drill "$name.bulou" "${data[@]}" --json
	run 0 "$name: a restore" restore "$name.bulou" --data "$name-program" "${data[@]:2}"
	run 78 "$name: it cannot write where the program reads" key rotate "${data[@]}"
	says "$name: and says what helps" "--new-key"
	run 64 "$name: nor is there a file for a passphrase" key passphrase "${data[@]}"
	run 78 "$name: a program that fails" verify "${where[@]}" --key command:false
}

od -An -tx1 -N32 /dev/urandom | tr -d ' \n' >given
where=(--data one)
play one one.key
if [ -n "${BULOU_TEST_PG:-}" ]; then
	where=(--data "$BULOU_TEST_PG")
	od -An -tx1 -N32 /dev/urandom | tr -d ' \n' >given
	play pg pg.key
fi

# ---- begun under a passphrase, or with a program's key ----
BULOU_PASSPHRASE_FILE=word run 0 "a site that begins under a passphrase" init --data sealed
head -1 sealed.key | grep -qx 'BULOU-KEY 1'; ok $? "never had its key open" sealed.key
chmod 644 word
BULOU_PASSPHRASE_FILE=word run 66 "a passphrase that all may read" verify --data sealed
says "is refused" "chmod 600"
chmod 600 word
run 0 "a site with a program's key" init --data given-site --key "command:cat given"
[ ! -e given-site.key ]; ok $? "makes no file"

# ---- a server holds its keys in memory ----
: >served
BULOU_PASSPHRASE_FILE=word "$bin" serve --data sealed --listen 127.0.0.1:0 >>served 2>&1 </dev/null &
running+=($!)
until_said "${running[0]}" served http; ok $? "a server starts with the passphrase" served
BULOU_PASSPHRASE_FILE=word run 75 "and nobody changes the key under it" key rotate --data sealed
kill "${running[0]}"; wait "${running[0]}"
running=()
BULOU_PASSPHRASE_FILE=word run 0 "once it has stopped" key rotate --data sealed

# ---- what a cut off rotation left open does not come back open ----
od -An -tx1 -N32 /dev/urandom | tr -d ' \n' >sealed.key.new
rm sealed.key.old
BULOU_PASSPHRASE_FILE=word run 0 "another key, over one that was left" key rotate --data sealed
head -1 sealed.key | grep -qx 'BULOU-KEY 1'; ok $? "is under the passphrase, too" sealed.key
BULOU_PASSPHRASE_FILE=word run 0 "and reads" verify --data sealed

# ---- a purge to a key elsewhere ----
BULOU_PASSPHRASE_FILE=word run 0 "passphrase off" key passphrase --off --data sealed
run 64 "a reason of one's own words" purge keys roster --reason '甲示例 13800000001' --yes --data sealed
says "is refused" "expired, asked, ended or other"
run 0 "a purge to another key" purge keys roster --reason 期满 --new-key moved.key --yes --data sealed
says "names both" "the old key file sealed.key is removed"
[ ! -e sealed.key ] && [ ! -e sealed.key.old ]; ok $? "the old one is gone"
run 0 "the new one opens" verify --data sealed --key moved.key
run 0 "a purge to a program's key" purge keys roster --reason ended --new-key "command:cat given" --yes --data sealed --key moved.key
run 0 "and back from it" purge keys roster --reason ended --new-key last.key --yes --data sealed --key "command:cat given"
says "whose key is said to be there still" "'command:cat given' still gives the old key"

echo "1..$number"
[ $failed -eq 0 ]
