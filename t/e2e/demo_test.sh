#!/bin/bash
# The demo: plan, tally and program say the same, the neighbours' lists, a case with its contacts and a sweep that is left half
# done among it; both bulletins are printed in both languages, the data verify and give the
# same figures when they are rebuilt, one seed gives the same bytes over HTTP and without, and the server that stays up has the
# bulletins and the open sweep.
# Prints TAP.
. "$(dirname "$0")/demo.sh"

# shellcheck source=t/e2e/duties.sh
. "$root/t/e2e/duties.sh"

# Plan = tally and tally = program, on the figure's line of the county's part.
figure() { # figure COUNTY ID VALUE
	sed -n "/^## $1/,/^# /p" first.out | grep -Eq "^$2 .* $3 = $3  +$3 = $3\$"
	ok $? "$1: $2 is $3, by the plan, the tally and the program" first.out
}

bulou demo --once --seed 7 --data data >first.out 2>first.err
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
line() { # line PATTERN NAME
	grep -Eq "$1" first.out
	ok $? "$2" first.out
}
line '^2022-08-26 +内江市 +东兴区 +2 = 2 +1 = 1 +([1-9][0-9]*) = \1$' "Neijiang comes on the list, and who was there is found"
[ "$(grep -Ec '^2022-0[89]-[0-9]+ +\S+市 +\S+区 +[1-6] = [1-6] +1 = 1 ' first.out)" -eq 6 ]
ok $? "six neighbours, one after the other" first.out
line '^cases-confirmed .* 1 = 1$' "one case"
line '^感染者处置 +7 = 7 +7 = 7 ' "the six are told and its household is listed"
line '^contacts-followed .* 63 = 63$' "nine contacts are asked after on seven days"
line '^密切接触者随访 +189 = 189 +63 = 63 +126 = 126 +0 = 0$' "and handed over for the rest"
line '^人员限制措施 +3 = 3 +3 = 3 +0 = 0 +0 = 0$' "two persons keep somebody at home; he has the notice, and his appeal is decided"
line '^restrictions-ordered .* 1 = 1$' "it took two persons"
line '^restrictions-lifted-on-appeal .* 1 = 1$' "and somebody who had no hand in it lifted it"
line '^包联责任 +46 = 46 +0 = 0 +0 = 0 +46 = 46$' "who answers for an area is in force, not missing"
line '^值守班次 +704 = 704 +617 = 617 +87 = 87 +0 = 0$' "every shift that a station was to have was planned for"
line '^Seconded +3 = 3$' "whoever is excused from the roll has a state of duty"
line '^近 7 日内有无外省返乡人员？ +(1[0-9]+) = \1 +([1-9][0-9]+) = \2 +([1-9][0-9]*) = \3 +([1-9][0-9]+) = \4$' "a sweep is left half done"
for why in 'nobody has knocked' 'nobody at home' refused 'owner cannot be reached' 'unsafe to enter' 'difficulties overdue'; do
	line "^$why +([1-9][0-9]*) = \\1\$" "open in the end: $why"
done
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

# Both bulletins as paper: their figures are text, their fonts go with them, and asked for again they are the same bytes.
paper() { # paper ID LANG TEXT…
	local id=$1 lang=$2
	shift 2
	bulou bulletin show "$id" --data data --format pdf --lang "$lang" --output "$id-$lang.pdf" >paper.out 2>&1 &&
		bulou bulletin show "$id" --data data --format pdf --lang "$lang" --output again.pdf >>paper.out 2>&1 &&
		cmp "$id-$lang.pdf" again.pdf >>paper.out 2>&1
	ok $? "$lang: a PDF of the same bytes each time" paper.out
	rm -f again.pdf
	if ! command -v pdftotext >/dev/null; then
		ok 0 "$lang: its text # SKIP no pdftotext (poppler-utils)"
		return
	fi
	pdftotext -layout "$id-$lang.pdf" paper.txt
	for text; do
		grep -Eq "$text" paper.txt
		ok $? "$lang: the PDF says $text" paper.txt
	done
	pdffonts "$id-$lang.pdf" >fonts.txt && [ "$(wc -l <fonts.txt)" -gt 2 ] &&
		! tail -n +3 fonts.txt | grep -Evq ' yes yes yes +[0-9]+ +[0-9]+$'
	ok $? "$lang: each font is embedded" fonts.txt
}
anyue=$(bulou bulletins --json --data data 2>/dev/null | jq -r '.items[] | select(.area == "512021" and .version == 2).id')
shangzhou=$(bulou bulletins --json --data data 2>/dev/null | jq -r '.items[] | select(.area == "611002").id')
paper "$anyue" zh '^ *安岳县疫情防控工作通报（演示）' '（第 2 版，更正并替换第 1 版）' '查验车辆数 +5208 辆次 +5208 5207 → 5208 \(\+1\)' \
	'核酸采样人次 +30112 人次' '捐赠物资价值 +189000 元' '上门走访8043人次' '捐赠慰问物资价值18.9万元' '第 ?1 ?页 ?共 ?4 ?页'
paper "$anyue" en 'correcting and replacing version 1' 'Vehicles checked +5208 vehicles +5208 5207 → 5208 \(\+1\)' \
	'Samples taken +30112 samples' 'Every account closes'
paper "$shangzhou" zh '（第 1 版）' '检查企业数 +43 家' '检查村（社区）数 +13 个' '检查小区数 +32 个'
paper "$shangzhou" en 'Enterprises inspected +43 enterprises' 'Compounds inspected +32 compounds'
bulou bulletin show "$anyue" --data data --xlsx book.xlsx >book.out 2>&1 && [ "$(head -c 2 book.xlsx)" = PK ]
ok $? "and as a workbook" book.out
bulou bulletin show "$anyue" --data data --format html --lang en 2>&1 | grep -Fq '<td>5207 → 5208 (+1)</td>'
ok $? "and as a page, with what was corrected"
echo '<fontconfig><dir>/nowhere</dir></fontconfig>' >none.conf
FONTCONFIG_FILE=$PWD/none.conf bulou bulletin show "$anyue" --data data --format pdf --output none.pdf >none.out 2>&1
[ $? -eq 78 ] && grep -Fq fonts-noto-cjk none.out && [ ! -e none.pdf ]
ok $? "without a Chinese font it says what to install, and writes nothing" none.out
printf 'incident,area_name,title_zh,title_en,from,to,as_of,version,figures,open,area\n%s,?,?,?,2022-09-01,2022-09-02,1,1,[],[],512021\n' \
	"$(bulou incidents --json --data data 2>/dev/null | jq -r '.items[0].id')" >own.csv
bulou import bulletin.published own.csv --data data >own.out 2>&1
[ $? -eq 65 ] && grep -q 'drawn up by the program' own.out
ok $? "nobody brings in a bulletin of his own from a file" own.out

# Without --once it stays up; the data go with it.
: >direct.err
env LC_ALL=en_US.UTF-8 "$bin" demo --seed 7 --direct --listen 127.0.0.1:0 >direct.out 2>>direct.err &
server=$!
until_said $server direct.err 'serving on'
# Over HTTP each login is an entry, so the positions that a bulletin names are others, and its digest.
places='s/第 [0-9]* 条，发布于第 [0-9]* 条；摘要 [0-9a-f]*//; s/^As of entry [0-9]*, published as entry [0-9]*; digest [0-9a-f]*//'
cmp <(sed "$places" first.out) <(sed "$places" direct.out) >differ 2>&1
ok $? "through append, without HTTP: the same seed gives the same bytes, but for positions" differ direct.err
address=$(sed -n 's/^serving on \(http[^ ]*\).*/\1/p' direct.err)
password=$(sed -n 's/.*  user admin  password \([^ ]*\) .*/\1/p' direct.err)
curl -s -c jar -H 'Bulou-Client: test' -H 'Content-Type: application/json' \
	-d "{\"user\":\"admin\",\"password\":\"$password\"}" "$address/v1/session" >login.json
[ "$(curl -s -b jar "$address/v1/bulletins" | grep -o '"title_en"' | wc -l)" -eq 3 ]
ok $? "the server that stays up has the bulletins" login.json direct.err
sweep=$(curl -s -b jar "$address/v1/rounds?limit=1000" | jq -r '.items[] | select(.state == "open" and .standing == false).id')
[ "$(curl -s -b jar "$address/v1/rounds/$sweep/coverage" | jq -r '.missing > 300 and .done > 600 and .missing < .done')" = true ]
ok $? "and the open sweep" login.json direct.err
[ "$(curl -s -b jar "$address/v1/figures/people-called-on?area=512021" | jq -r .value)" = 8043 ]
ok $? "which moves no figure of the report" login.json direct.err
kill -TERM $server 2>/dev/null
wait $server
ok $? "and ends when it is told to" direct.err
duties
[ -z "$(ls -A tmp)" ]
ok $? "nothing is left behind"

echo "1..$number"
[ $failed -eq 0 ]
