#!/bin/bash
# The end of an incident, as an office has it: the countdown, an order by one and its approval by another, what is due destroyed, its
# certificate, and whether that is true; and one person's erasure, which an older chain of backups does not bring back. Prints TAP.
# BULOU_TEST_PG: an empty database for the same.
# shellcheck source=t/e2e/demo.sh
. "$(dirname "$0")/demo.sh"
export LC_ALL=C.UTF-8 PYTHONUTF8=1
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; wait; rm -rf "$work"' EXIT

password_of() { python3 -c "import json; print(json.load(open('out'))['password'])"; }
uuid() { python3 -c 'import uuid; print(uuid.uuid4())'; }
serve() {
	: >served
	"$bin" serve "${data[@]}" --listen 127.0.0.1:0 >>served 2>&1 </dev/null &
	server=$!
	until_said $server served 'http://'
	address=$(grep -o 'http://127[0-9.:]*' served | head -1)
}
stop() { kill "$server"; wait "$server"; server=; }
login() { # login USER PASSWORD
	curl -s -c "$1.jar" -H 'Bulou-Client: test' -H 'Content-Type: application/json' \
		-d "{\"user\":\"$1\",\"password\":\"$2\"}" "$address/v1/session" >/dev/null
}
# In milliseconds: of two orders of one second either may be the later.
post() { # post USER KIND MEMBERS: its id is in id
	id=$(uuid)
	curl -s -b "$1.jar" -H 'Bulou-Client: test' -H 'Content-Type: application/json' \
		-d "{\"id\":\"$id\",\"v\":1,\"at\":\"$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)\",\"kind\":\"$2\",$3}" "$address/v1/records" >out
}
retention() { curl -s -b "$1.jar" "$address/v1/retention" >out; }

# It came 200 days ago, by what the data says.
long_ago() { # long_ago RECORD
	local set="SET received = received - 17280000000 WHERE id =" tool
	if [[ ${data[1]} = postgres* ]]; then
		tool=$(command -v psql || find /usr/lib/postgresql -name psql | head -1)
		"$tool" -q "${data[1]}" -c "UPDATE bulou.journal $set decode('${1//-/}', 'hex')"
	else
		python3 -c "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.execute(sys.argv[2]); d.commit()" \
			"${data[1]}/bulou.db" "UPDATE journal $set x'${1//-/}'"
	fi
}

printf 'code,name,parent,level\nC,County,,county\nG,Grid,C,grid\n' >a.csv
printf '姓名,网格,电话\n甲示例,G,13800000001\n乙示例,G,13800000002\n' >p.csv

play() { # play NAME: with data=(--data …)
	local name=$1 incident round wang li order
	run 0 "$name: init" init "${data[@]}" --json
	run 0 "$name: areas" import areas a.csv "${data[@]}"
	run 0 "$name: people" import people p.csv "${data[@]}"
	run 0 "$name: an incident" incident declare Flu --area C "${data[@]}" --json
	incident=$(python3 -c "import json; print(json.load(open('out'))['id'])")
	run 0 "$name: a round" round open --kind ask --area C --incident "$incident" --standing "${data[@]}" --json
	round=$(python3 -c "import json; print(json.load(open('out'))['round'])")
	run 0 "$name: one who decides" user add wang --role commander "${data[@]}" --json
	wang=$(password_of)
	run 0 "$name: and another" user add li --role commander "${data[@]}" --json
	li=$(password_of)
	run 0 "$name: who asks" user add zhao --role question_desk "${data[@]}" --json
	zhao=$(password_of)
	run 0 "$name: one who decides in a part of it" user add sun --role commander --area G "${data[@]}" --json
	sun=$(password_of)
	serve
	login wang "$wang"; login li "$li"; login zhao "$zhao"; login sun "$sun"
	post zhao ask.asked "\"area\":\"G\",\"round\":\"$round\",\"body\":{\"category\":\"utility\",\"text\":\"缺药（示例）\",\"name\":\"甲示例\"}"
	is "$name: a question" "v['status']" accepted
	retention wang
	is "$name: while it goes on nothing counts down" "v['items']" '[]'
	post wang incident.ended "\"subject\":\"$incident\",\"body\":{}"
	ended=$id
	retention wang
	is "$name: its end begins the countdown" "sorted((r['class'], r['state']) for r in v['items'])" "[('contact', 'kept'), ('identity', 'kept')]"
	post wang record.voided "\"body\":{\"records\":[\"$ended\"]}"
	retention wang
	is "$name: the end taken back stops it" "v['items']" '[]'
	# Ended long ago, as it was told on paper; what is kept so long since it came here is overdue.
	id=$(uuid)
	curl -s -b wang.jar -H 'Bulou-Client: test' -H 'Content-Type: application/json' -d "{\"id\":\"$id\",\"v\":1,\"at\":\"$(date -u -d '-200 days' +%Y-%m-%dT%H:%M:%SZ)\",\"kind\":\"incident.ended\",\"subject\":\"$incident\",\"body\":{}}" "$address/v1/records" >out
	retention wang
	is "$name: what somebody says it was makes nothing due before it has been here as long" "{r['state'] for r in v['items']}" "{'kept'}"
	stop
	long_ago "$id"
	serve
	login wang "$wang"; login li "$li"; login zhao "$zhao"; login sun "$sun"
	retention wang
	is "$name: what is due says so" "{(r['state'], r['ordered_by']) for r in v['items']}" "{('due', None)}"
	for _ in $(seq 100); do curl -s "$address/metrics" | grep -qx 'bulou_purge_due 2' && break; sleep 0.1; done
	curl -s "$address/metrics" >out
	grep -qx 'bulou_purge_due 2' out; ok $? "$name: and so do the numbers" out
	post zhao purge.ordered "\"area\":\"C\",\"body\":{\"incident\":\"$incident\",\"classes\":[\"identity\",\"contact\"]}"
	is "$name: not everybody orders it" "v['status']" refused
	post sun purge.ordered "\"area\":\"G\",\"body\":{\"incident\":\"$incident\",\"classes\":[\"identity\",\"contact\"]}"
	is "$name: nor for a part that is his" "(v['status'], v['error']['code'])" "('refused', 'not_allowed')"
	post wang purge.ordered "\"area\":\"G\",\"body\":{\"incident\":\"$incident\",\"classes\":[\"identity\",\"contact\"]}"
	post li record.approved "\"body\":{\"records\":[\"$id\"]}"
	retention wang
	is "$name: nor is one for a part of it one for the whole" "{(r['ordered_by'], r['approved_by']) for r in v['items']}" "{(None, None)}"
	post wang purge.ordered "\"area\":\"C\",\"body\":{\"incident\":\"$incident\",\"classes\":[\"identity\",\"contact\"]}"
	order=$id
	is "$name: an order is held" "(v['status'], v['marks'])" "('accepted', ['held'])"
	post wang record.approved "\"body\":{\"records\":[\"$order\"]}"
	retention wang
	is "$name: nobody approves his own" "{r['approved_by'] for r in v['items']}" '{None}'
	stop
	run 0 "$name: without two" purge due --yes "${data[@]}"
	says "$name: it stays" "is overdue and stays"
	run 0 "$name: and is told" purge status "${data[@]}" --json
	is "$name: as due" "len(v['items']) == 2 and all(r['state'] == 'due' for r in v['items'])" True
	serve
	grep -q Flu served; ok $? "$name: by the server, too, when it starts" served
	login li "$li"
	post li record.approved "\"body\":{\"records\":[\"$order\"]}"
	retention li
	is "$name: another approves" "{(r['ordered_by'], r['approved_by']) for r in v['items']}" "{('wang', 'li')}"
	if [ "$name" = one ]; then
		run 75 "$name: not under a running server" purge due --yes "${data[@]}"
		says "$name: which is told" "a server for this data runs already"
	fi
	stop
	mkdir "$name-chain"
	run 0 "$name: a backup of before" backup --into "$name-chain" "${data[@]}"
	cp "$name.key" "$name-before.key"
	bulou figures "${data[@]}" --json >figures
	run 64 "$name: not without a word" purge due "${data[@]}"
	run 0 "$name: what is due and ordered goes" purge due --yes "${data[@]}" --json
	is "$name: its keys" "v['keys']" 2
	bulou figures "${data[@]}" --json | cmp -s - figures; ok $? "$name: no figure changes"
	run 0 "$name: verify stands" verify "${data[@]}"
	run 0 "$name: nothing is due any more" purge status "${data[@]}" --json
	is "$name: nor kept" "v['items']" '[]'
	run 0 "$name: nor destroyed twice" purge due --yes "${data[@]}" --json
	is "$name: as it says" "v['keys']" 0

	run 0 "$name: the certificate" purge certificate "${data[@]}" --json --name '赵见证、钱见证' --to 2030-01-31
	cp out "$name.json"
	is "$name: who and what" "(v['ordered_by'], v['approved_by'], v['order'], v['keys'], v['sealed'], v['incident'])" "('wang', 'li', '$order', 2, 1, '$incident')"
	is "$name: under which master key" "v['master'] == '$(bulou key show "${data[@]}" --json | jq -r .mark)'" False
	run 0 "$name: it is true" purge check "$name.json" "${data[@]}"
	sed 's/赵见证/周见证/' "$name.json" >forged.json
	run 65 "$name: with another witness it is not" purge check forged.json "${data[@]}"
	sed 's/"keys":2/"keys":3/' "$name.json" >forged.json
	run 65 "$name: nor with another number" purge check forged.json "${data[@]}"
	run 66 "$name: there is no second" purge certificate 2 "${data[@]}"
	mac=$(bulou purge certificate --json --name '赵见证' "${data[@]}" | jq -r .mac)
	for lang in zh en; do
		run 0 "$name: on paper ($lang)" purge certificate --format pdf --lang $lang --output "$name-$lang.pdf" --name '赵见证' "${data[@]}"
		pdftotext -layout "$name-$lang.pdf" - >text 2>/dev/null
		grep -q "${order:0:8}" text && grep -q "${mac:0:12}" text && [ "$(pdfinfo "$name-$lang.pdf" | awk '/^Pages/ { print $2 }')" = 1 ]
		ok $? "$name: one page ($lang)" text
	done

	# ---- one person, by right ----
	subject=$(bulou search 乙示例 "${data[@]}" --json | jq -r '.items[0].id')
	run 0 "$name: one person is erased" purge subject "$subject" --reason 本人申请 --yes "${data[@]}"
	run 0 "$name: which has a certificate, too" purge certificate 2 "${data[@]}" --json
	is "$name: of records" "(v['keys'], v['records'], v['reason'])" "(0, 1, 'asked')"
	cp out person.json
	run 0 "$name: that is true" purge check person.json "${data[@]}"
	run 0 "$name: a list of keys" backup --keys "$name.keys" "${data[@]}"
	# The older chain with the newest list: nothing of either comes back; without it the older chain needs the older key.
	run 78 "$name: the new key opens no older chain" restore "$name-chain" --data "$name-refused" --key "$name.key"
	run 0 "$name: with the list it does" restore $(find "$name-chain" -name '*.bulou' | sort) "$name.keys" --data "$name-again" --key "$name.key" --json
	is "$name: which takes away what went since" "v['keys_destroyed'] >= 2 and v['records_erased'] >= 1" True
	run 0 "$name: he is not found" search 乙示例 --data "$name-again" --key "$name.key" --json
	is "$name: at all" "v['items']" '[]'
	run 0 "$name: another is" search 甲示例 --data "$name-again" --key "$name.key" --json
	is "$name: as before" "len(v['items'])" 1
	run 0 "$name: and all is right" verify --data "$name-again" --key "$name.key"
	run 0 "$name: a drill with the list" drill $(find "$name-chain" -name '*.bulou' | sort) "$name.keys" "${data[@]}" --json
	# Phones go on, and the next backup begins a chain that needs no list.
	run 0 "$name: the next backup" backup --into "$name-chain" "${data[@]}"
	[ "$(ls "$name-chain" | wc -l)" = 2 ]; ok $? "$name: begins a chain"
	run 0 "$name: which restores alone" restore "$name-chain" --data "$name-new" --key "$name.key"
	run 0 "$name: without him" search 乙示例 --data "$name-new" --key "$name.key" --json
	is "$name: at all" "v['items']" '[]'
}

data=(--data one --key one.key)
play one
if [ -n "${BULOU_TEST_PG:-}" ]; then
	data=(--data "$BULOU_TEST_PG" --key pg.key)
	play pg
fi
run 0 "the table of retention" retention --json
is "names each class, and why" "len(v['items']) == 7 and all(r['days'] > 0 and r['why_zh'] and r['why_en'] for r in v['items'])" True
echo "1..$number"
[ $failed -eq 0 ]
