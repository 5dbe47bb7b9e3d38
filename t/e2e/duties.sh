# What the last column of doc/seeds.md names is done, each command and each call once, on the data that the demo left. Needs demo.sh
# before it, and the data in ./data.
duty_server=
duty_address=
duty_serve() {
	: >duty.txt
	env LC_ALL=en_US.UTF-8 "$bin" serve --data data --listen 127.0.0.1:0 >>duty.txt 2>&1 &
	duty_server=$!
	local password _
	until_said $duty_server duty.txt "serving at"
	duty_address=$(sed -n 's|.*serving at \(http://[^;]*\);.*|\1|p' duty.txt)
	password=$(bulou user password admin --reset --data data --json 2>/dev/null | jq -r .password)
	for _ in $(seq 300); do
		call POST /v1/session "{\"user\":\"admin\",\"password\":\"$password\"}" >login.json && break
		sleep 0.1
	done
}
call() { # call METHOD PATH [BODY]: prints the answer; 1 unless it is 2xx
	local status
	status=$(curl -s -b duty.jar -c duty.jar -X "$1" -H 'Bulou-Client: test' ${3:+-H 'Content-Type: application/json' -d "$3"} \
		-o answer -w '%{http_code}' "$duty_address$2")
	cat answer
	[ "${status:0:1}" = 2 ]
}
first() { call GET "$1" | jq -r "$2"; } # first PATH FILTER

duty_find() { # ids of what is there
	incident=$(first /v1/incidents '[.items[] | select(.exercise | not)][-1].id')
	round=$(first '/v1/rounds?limit=1000' '[.items[] | select(.kind == "sweep")][0].id')
	meeting=$(first '/v1/figures/meetings-held/records' '.items[0].id')
	subject=$(first '/v1/subjects?type=site' '.items[0].id')
	place=$(first /v1/places '.items[0].code')
	site=$(first /v1/places '.items[0].site.id')
	gift=$(first /v1/gifts '.items[0].id')
	bulletin=$(first /v1/bulletins '.items[0].id')
	notice=$(first /v1/notices '.items[0].id')
	duty_restrict
}

duty_restrict() { # an order that awaits its approval, for there is one hand here
	local round person
	round=$(first '/v1/rounds?limit=1000' '[.items[] | select(.kind == "restriction" and .incident == "'"$incident"'")][0].id')
	person=$(first '/v1/subjects?type=person&area=512021' '.items[0] | {subject: .id, area}')
	restriction=$(cat /proc/sys/kernel/random/uuid)
	call POST /v1/records "$(call GET "/v1/kinds?limit=1000" | jq -c --arg id "$restriction" --arg round "$round" --argjson of "$person" \
		'.items[] | select(.name == "restriction.ordered").example + {$id, $round} + $of')" >/dev/null
}

duty_command() { # duty_command "bulou …": its arguments are ours
	case "$1" in
	'bulou import')
		printf 'code,name,parent,level\n512021001001901,示例网格,512021001001,grid\n' >duty.csv
		bulou import areas duty.csv --dry-run --data data
		;;
	'bulou roster generate')
		printf '区域,小区,楼栋,单元,楼层,每层户数\n512021001001,示例小区,1-2,1,3,2\n' >plan.csv
		bulou roster generate plan.csv --dry-run --data data
		;;
	'bulou round open') bulou round open --kind sweep --area 512021001 --due 2d --incident "$incident" --data data ;;
	'bulou missing') bulou missing "$round" --data data ;;
	'bulou coverage') bulou coverage "$round" --data data ;;
	'bulou tasks') bulou tasks "$meeting" --data data ;;
	'bulou gift') bulou gift "$gift" --data data ;;
	'bulou risk diff') bulou risk diff 2022-08-26 2022-09-01 --data data ;;
	'bulou place visits') bulou place visits "$place" 2022-08-25T00:00:00+08:00 2022-09-22T00:00:00+08:00 --data data ;;
	'bulou place sheet') bulou place sheet "$place" --output sheet.pdf --data data ;;
	'bulou restriction notice') bulou restriction notice "$restriction" --output notice.pdf --data data ;;
	'bulou incident declare') bulou incident declare 示例演练 --area 512021 --exercise --level third --data data ;;
	'bulou incident level') bulou incident level 示例演练 second --data data ;;
	'bulou incident end') bulou incident end 示例演练 --data data ;;
	'bulou bulletin draft') bulou bulletin draft --incident "$incident" --area 512021 --from 2022-09-01 --to 2022-09-02 --data data ;;
	'bulou bulletin publish')
		bulou bulletin publish --incident "$incident" --area 512021 --from 2022-09-01 --to 2022-09-02 --reason 示例 --data data
		;;
	'bulou bulletin show') bulou bulletin show "$bulletin" --data data ;;
	*) bulou ${1#bulou } --data data ;; # those that need nothing more
	esac
}

duty_call() { # duty_call "GET /v1/…"
	local path=${1#* } example
	case "$1" in
	'POST /v1/records')
		example=$(call GET "/v1/kinds?limit=1000" | jq -c --arg id "$(cat /proc/sys/kernel/random/uuid)" \
			'.items[] | select(.name == "thanks.received").example | .id = $id | .area = "512021"')
		call POST /v1/records "$example" && jq -e '.status == "accepted"' <answer
		;;
	'POST /v1/bulletins')
		call POST /v1/bulletins "{\"incident\":\"$incident\",\"area\":\"512021\",\"from\":\"2022-09-03\",\"to\":\"2022-09-04\",\"reason\":\"示例\"}"
		;;
	'GET /v1/live') [ "$(curl -s -b duty.jar -m 2 -o live -w '%{http_code}' "$duty_address/v1/live")" = 200 ] ;;
	*)
		path=${path/'/rounds/{id}'/"/rounds/$round"}
		path=${path/'/figures/{id}'/"/figures/people-called-on"}
		path=${path/'/gifts/{id}'/"/gifts/$gift"}
		path=${path/'/records/{id}'/"/records/$meeting"}
		path=${path/'/subjects/{id}'/"/subjects/$subject"}
		path=${path/'/bulletins/{id}'/"/bulletins/$bulletin"}
		path=${path/'/notices/{id}'/"/notices/$notice"}
		path=${path/'/restrictions/{id}'/"/restrictions/$restriction"}
		path=${path/'/places/{id}/visits'/"/places/$site/visits?from=2022-08-25T00:00:00%2B08:00&to=2022-09-22T00:00:00%2B08:00"}
		path=${path/'/places/{id}'/"/places/$site"}
		[ "$path" != /v1/risk/changes ] || path='/v1/risk/changes?from=2022-08-26&to=2022-09-01'
		call GET "$path"
		;;
	esac
}

duty_row() { # duty_row ID WAYS: each way of a row works
	local way failed_ways=
	while read -r way; do
		case "$way" in
		bulou*) duty_command "$way" ;;
		*) duty_call "$way" ;;
		esac >duty.out 2>&1 || { failed_ways="$failed_ways $way"; { echo "$way"; head -c 600 duty.out; } >>duty.bad; }
	done < <(grep -o '`[^`]*`' <<<"$2" | tr -d '`')
	[ -z "$failed_ways" ]
	ok $? "$1: each command and call of its row works:$failed_ways" duty.bad
}

duties() {
	local id ways rows=0
	duty_serve
	duty_find
	while IFS='|' read -r _ id _ _ _ _ ways _; do
		: >duty.bad
		duty_row "${id// /}" "$ways"
		rows=$((rows + 1))
	done < <(grep -E '^\| [AB][0-9]+ \|' "$root/doc/seeds.md")
	[ $rows -eq 24 ]
	ok $? "all 24 duties: $rows"
	kill "$duty_server"
	wait "$duty_server"
	ok $? "and the server ends as it should" duty.txt
}
