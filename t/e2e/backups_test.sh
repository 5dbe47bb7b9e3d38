#!/bin/bash
# A folder of backups: each goes on from the one before, phones are told, a gap is noticed, a drill tells how long a restore takes
# and leaves nothing behind; and a backup that is made again and again beside a running server. Prints TAP.
# BULOU_TEST_PG: an empty database for the same.
# shellcheck source=t/e2e/demo.sh
. "$(dirname "$0")/demo.sh"
export LC_ALL=C.UTF-8 PYTHONUTF8=1
running=()
trap 'for p in "${running[@]}"; do kill "$p" 2>/dev/null; done; wait; rm -rf "$work"' EXIT

files() { find "$1" -name '*.bulou' | sort; }
person() { printf '姓名,网格\n%s,G\n' "$1" >p.csv && bulou import people p.csv "${data[@]}" >/dev/null 2>&1; }
position() { bulou verify "${data[@]}" --json 2>/dev/null | python3 -c "import json,sys; print(json.load(sys.stdin)['last'])"; }

play() { # play NAME: with data=(--data …)
	local name=$1 folder=$1-backups
	run 0 "$name: init" init "${data[@]}"
	printf 'code,name,parent,level\nC,County,,county\nG,Grid,C,grid\n' >a.csv
	run 0 "$name: areas" import areas a.csv "${data[@]}"
	run 66 "$name: a folder that is not there is not made" backup --into "$folder" "${data[@]}"
	[ ! -e "$folder" ]; ok $? "$name: indeed"
	mkdir "$folder"
	run 0 "$name: the first backup is the whole" backup --into "$folder" "${data[@]}" --json
	is "$name: which it says" "v['after'] == 0 and v['last'] > 0" True
	[ "$(files "$folder" | wc -l)" = 1 ]; ok $? "$name: one file"
	run 0 "$name: nothing new" backup --into "$folder" "${data[@]}"
	says "$name: which it says" "nothing new since position"
	[ "$(files "$folder" | wc -l)" = 1 ]; ok $? "$name: and writes nothing"
	person 甲一
	run 0 "$name: something new" backup --into "$folder" "${data[@]}"
	person 甲二
	run 0 "$name: and again" backup --into "$folder" "${data[@]}"
	[ "$(files "$folder" | wc -l)" = 3 ] && [ "$(ls "$folder" | wc -l)" = 1 ]
	ok $? "$name: three files of one chain"
	person 甲三
	run 0 "$name: a drill" drill "$folder" "${data[@]}" --json
	is "$name: tells what is in no backup yet" "v['behind'] > 0 and v['last'] + v['behind'] == $(position)" True
	is "$name: and how long it takes" "v['restore_ms'] > 0 and v['verify_ms'] >= 0" True
	[ -z "$(ls "$TMPDIR")" ]; ok $? "$name: it leaves nothing behind"
	run 0 "$name: the folder is restored as a whole" restore "$folder" --data "$name-again" --key "$name.key" --json
	run 0 "$name: and right" verify --data "$name-again" --key "$name.key"
	run 0 "$name: a rebuild" rebuild "${data[@]}"
	run 0 "$name: begins an epoch" backup --into "$folder" "${data[@]}"
	[ "$(ls "$folder" | wc -l)" = 2 ]; ok $? "$name: and with it a chain, in the same second too"
	cp -r "$folder" "$folder-old"
	rm -r "$folder-old/$(ls "$folder-old" | head -1)"
	mv "$folder-old/$(ls "$folder-old")" "$folder-old/20200101-000000"
	run 0 "$name: within a span" backup --into "$folder-old" --whole 99999d "${data[@]}"
	[ "$(ls "$folder-old" | wc -l)" = 1 ]; ok $? "$name: a chain goes on"
	run 0 "$name: beyond it" backup --into "$folder-old" --whole 7d "${data[@]}"
	[ "$(ls "$folder-old" | wc -l)" = 2 ]; ok $? "$name: a whole one is made anew"
}

# ---- both engines ----
data=(--data one)
play one
if [ -n "${BULOU_TEST_PG:-}" ]; then
	data=(--data "$BULOU_TEST_PG" --key pg.key)
	play pg
fi

# ---- what is wrong ----
data=(--data one)
cp -r one-backups gap
rm "$(files gap | sed -n 2p)"
rm -r "gap/$(ls gap | tail -1)"
run 65 "a part that is missing" drill gap --data one
says "is named" "the backup before gap/"
run 0 "the next one is a whole one" backup --into gap --data one
run 0 "which restores" drill gap --data one

cp -r "gap/$(ls gap | tail -1)" gap/archive
cp -r gap/archive "gap/$(ls gap | head -1)/copy"
count=$(files gap | wc -l)
person 甲四
run 0 "copies under other names" backup --into gap --data one
[ "$(files gap | wc -l)" = $((count + 1)) ]; ok $? "are passed over: the chain goes on"
run 0 "by a drill too" drill gap --data one --json
is "which takes all" "v['behind']" 0
mv "gap/$(ls gap | grep -v archive | tail -1)" gap/21000101-000000
rm -r gap/archive
run 0 "a chain from the future" backup --into gap --data one
run 0 "a rebuild" rebuild --data one
run 0 "begins another" backup --into gap --data one
[ "$(ls gap | tail -1)" = 21000101-000001 ]; ok $? "behind it: $(ls gap | tail -1)"
person 甲五
run 0 "which goes on" backup --into gap --data one
[ "$(ls gap | wc -l)" = 3 ]; ok $? "as any other: $(ls gap | tr '\n' ' ')"
head -c 200 "$(files gap | tail -1)" >torn
cp torn "$(files gap | tail -1)"
run 65 "a torn part" drill gap --data one
[ -z "$(ls "$TMPDIR")" ]; ok $? "leaves nothing behind either"
run 0 "the next one after it" backup --into gap --data one
says "says so, and is a whole one" "is damaged: a whole one is made anew"
run 0 "which restores" drill gap --data one
touch "gap/$(ls gap | tail -1)/000000000099-000000000100.bulou.part"
run 0 "what was cut off" backup --into gap --data one
! find gap -name '*.part' | grep -q .; ok $? "is cleared away"
exec 9>gap/.lock
flock 9
run 75 "two at once in one folder" backup --into gap --data one
exec 9>&-
mkdir empty plain
run 64 "an empty folder" restore empty --data two --key one.key
[ ! -e two ]; ok $? "restores nothing"
run 64 "a span that is none" backup --into plain --every 5x --data one
run 64 "every without a folder" backup y --every 5m --data one
run 64 "a folder and a file" backup y --into x --data one
[ ! -e x ] && [ ! -e y ] && [ -z "$(ls plain)" ]; ok $? "nothing is made"
mkdir slow
run 0 "something to restore" backup --into slow --data one
env LC_ALL=en_US.UTF-8 "$bin" drill slow --data one >/dev/null 2>&1 &
drilling=$!
for _ in $(seq 200); do
	[ -n "$(ls "$TMPDIR")" ] && break
	sleep 0.01
done
kill -INT "$drilling" 2>/dev/null
wait "$drilling"
[ -z "$(ls "$TMPDIR")" ]; ok $? "a drill that is stopped leaves nothing behind"
# What comes back is held against the data as it is by then.
printf '#!/bin/sh\ncat >between\n"%s" rebuild --data one >/dev/null || exit 1\ncat between\n' "$bin" >rebuild.sh
printf '#!/bin/sh\ncat >between\n"%s" import people p.csv --data one >/dev/null || exit 1\ncat between\n' "$bin" >writes.sh
chmod +x rebuild.sh writes.sh
person 甲六
run 65 "through a program, with a rebuild while it works" backup --through ./rebuild.sh --data one
says "is no backup of this data" "no backup of this data as it is now"
printf '姓名,网格\n甲七,G\n' >p.csv
run 0 "with something new while it works" backup --through ./writes.sh --data one --json
is "it is that of its beginning" "v['last'] < $(position)" True
[ -z "$(ls "$TMPDIR")" ]; ok $? "and leaves nothing in between: $(ls "$TMPDIR")"
touch file
run 66 "a file in the place of the folder" backup --into file --data one

# ---- beside a server ----
: >serve.txt
env LC_ALL=en_US.UTF-8 "$bin" serve --data one --listen 127.0.0.1:0 >>serve.txt 2>&1 &
running+=($!)
until_said $! serve.txt "serving at"
at=$(grep -o 'http://[0-9.:]*' serve.txt)
bulou user password admin --reset --data one --json >out 2>err
password=$(python3 -c "import json; print(json.load(open('out'))['password'])")
for _ in $(seq 300); do
	curl -s -c cookies -H 'Bulou-Client: t' -H 'Content-Type: application/json' -o out -w '%{http_code}' \
		-d "{\"user\":\"admin\",\"password\":\"$password\"}" "$at/v1/session" >status
	[ "$(cat status)" = 200 ] && break
	sleep 0.1
done
post() { # post NAME: an area; prints its receipt's `pos` and `safe_pos`
	curl -s -b cookies -H 'Bulou-Client: t' -H 'Content-Type: application/json' "$at/v1/records" -d "{
		\"id\":\"$(cat /proc/sys/kernel/random/uuid)\",\"kind\":\"area.added\",\"v\":1,\"at\":\"$(date -Iseconds)\",
		\"area\":\"$1\",\"body\":{\"name\":\"$1\",\"parent\":\"C\",\"level\":\"grid\"}}" >receipt
	python3 -c "import json; v = json.load(open('receipt')); print(v['pos'], v['safe_pos'])"
}
safe_from() { # safe_from POS NAME: areas NAME0, NAME1 … until it is told that what ends at POS is safe, which a server reads once a second
	for i in $(seq 0 99); do
		read -r _ safe < <(post "$2$i")
		[ "${safe:-0}" -ge "$1" ] && return 0
		sleep 0.2
	done
	return 1
}
read -r pos _ < <(post H1)
mkdir served kept
# ---- through a pipe ----
read -r pos safe < <(post P1)
bulou backup - --data one 2>err | cat >piped
[ -s piped ]; ok $? "a backup into a pipe" err
sleep 1.5
read -r _ later < <(post P2)
[ "$later" = "$safe" ]; ok $? "moves nothing before it has come back ($safe, $later)" receipt
head -c $(($(stat -c %s piped) - 1)) piped >torn
run 65 "one that came back torn" backup returned torn --data one
bulou backup --keys list --data one >out 2>err
run 65 "a list of keys" backup returned list --data one
bulou init --data other >out 2>err
bulou backup other.bulou --data other >out 2>err
run 65 "that of other data" backup returned other.bulou --data one
sleep 1.5
read -r _ later < <(post P3)
[ "$later" = "$safe" ]; ok $? "moves nothing either" receipt
bulou backup - --data one 2>err | { cat >away && cat away; } | bulou backup returned --data one --json >out 2>>err
ok $? "what came back from where it lies is safe" out err
is "and says so" "v['after'] == 0 and v['last'] > $pos and v['entries'] == v['last']" True
safe_from "$pos" P4; ok $? "phones are told ($pos, $safe)" receipt
last=$(python3 -c "import json; print(json.load(open('out'))['last'])")
bulou backup - --after "$last" --data one 2>err | bulou backup returned --data one --json >out 2>>err
ok $? "and one that goes on from there" out err
mkdir over
cat >keep.sh <<'KEEP'
#!/bin/sh
set -e
cat >"over/$1.part"
mv "over/$1.part" "over/$1"
cat "over/$1"
KEEP
printf '#!/bin/sh\ncat >/dev/null\n' >lose.sh
printf '#!/bin/sh\ncat >over/older; cat piped\n' >older.sh
printf '#!/bin/sh\ncat; exit 3\n' >fail.sh
chmod +x keep.sh lose.sh older.sh fail.sh
read -r pos _ < <(post T1)
sleep 1.5
read -r _ safe < <(post T2)
for way in lose older fail; do
	run $([ $way = fail ] && echo 66 || echo 65) "a program that does not give it back ($way)" backup --through "./$way.sh" --data one
done
sleep 1.5
read -r _ later < <(post T3)
[ "$later" = "$safe" ]; ok $? "moves nothing ($safe, $later)" receipt
run 64 "through a program and into a folder" backup --through ./keep.sh --into served --data one
run 0 "through one that does" backup --through ./keep.sh --data one --json
is "it has come back" "v['after'] == 0 and v['last'] >= $pos" True
[ "$(ls over/*.bulou | wc -l)" = 1 ]; ok $? "and lies there under its name: $(ls over | tr "\n" " ")"
sleep 1.5
read -r pos safe < <(post T4)
[ "$safe" -ge "$later" ]; ok $? "phones are told ($safe)" receipt
env LC_ALL=en_US.UTF-8 "$bin" backup --through ./keep.sh --every 1m --data one >through.txt 2>&1 &
running+=($!)
for _ in $(seq 100); do
	[ "$(ls over/*.bulou | wc -l)" = 2 ] && break
	sleep 0.1
done
[ "$(ls over/*.bulou | wc -l)" = 2 ]; ok $? "one that stays begins at once" through.txt
kill -0 "$!"; ok $? "and stays" through.txt
for _ in $(seq 100); do
	[ -z "$(ls "$TMPDIR")" ] && break
	sleep 0.1
done
kill "$!"
wait "$!"
[ -z "$(ls "$TMPDIR")" ]; ok $? "and leaves nothing in between: $(ls "$TMPDIR")"
read -r pos _ < <(post H2)
run 0 "a backup beside the server" backup --into served --data one
safe_from "$pos" S2; ok $? "phones are told that it is safe ($pos, $safe)" receipt
# A turn that was cut off between its file and the word that it is safe: the file is there, and what is safe ends before it.
cp -r served ahead
read -r pos _ < <(post H3)
run 0 "the next turn" backup --into ahead --data one
bulou backup gone.bulou --data one --after 99 >/dev/null 2>&1 # joins nothing: moves nothing
read -r pos _ < <(post H4)
run 0 "and the one after it" backup --into ahead --data one
safe_from "$pos" S5; ok $? "say what is safe in the whole chain ($pos, $safe)" receipt
env LC_ALL=en_US.UTF-8 "$bin" backup --into kept --every 1m --data one >kept.txt 2>&1 &
running+=($!)
for _ in $(seq 100); do
	[ -n "$(files kept 2>/dev/null)" ] && break
	sleep 0.1
done
files kept | grep -q .; ok $? "one that stays begins at once" kept.txt
kill -0 "$!"; ok $? "and stays" kept.txt
echo "1..$number"
[ $failed -eq 0 ]
