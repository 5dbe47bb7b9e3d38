#!/bin/bash
# The two days in three villages: their tally is equal to what the program answers, one seed gives the same bytes, another seed another day; over
# HTTP and straight through append; in both languages; and the server that stays up answers and ends when told to.
# Prints TAP.
. "$(dirname "$0")/demo.sh"

demo() { # demo LOCALE NAME ARGUMENT…
	local language=$1 name=$2
	shift 2
	env LC_ALL="$language" "$bin" demo --villages "$@" >"$name.out" 2>"$name.err"
}

demo zh_CN.UTF-8 first --once --seed 7
ok $? "the tally and the program agree" first.out first.err
demo zh_CN.UTF-8 again --once --seed 7
ok $? "and again" again.out again.err
cmp first.out again.out >differ 2>&1
ok $? "the same seed gives the same bytes" differ
grep -q ' = ' first.out && ! grep -q '≠' first.out
ok $? "both numbers stand side by side, and none differs"
grep -q -- '-2 = -2' first.out
ok $? "one account does not close, and says by how much"
! grep -Eq 'bulou-demo\.|/tmp|127\.0\.0\.1' first.out
ok $? "no path and no port on standard output"

demo en_US.UTF-8 other --once --seed 8
ok $? "another seed" other.out other.err
grep -q 'all the same' other.out
ok $? "in English" other.out
demo zh_CN.UTF-8 third --once --seed 8
! cmp -s first.out third.out
ok $? "another seed is another day"

demo zh_CN.UTF-8 direct --once --seed 7 --direct
ok $? "through append, without HTTP" direct.out direct.err
# What was done is the same, so what is counted is: the sections that both have.
for name in first direct; do sed -n '/^三、/,/^八、/p' $name.out >$name.cut; done
cmp first.cut direct.cut >differ 2>&1
ok $? "and its accounts are those of the day over HTTP" differ

demo zh_CN.UTF-8 wrong --once --seed x
[ $? -eq 64 ]
ok $? "a seed that is no number is wrong usage" wrong.err
demo zh_CN.UTF-8 full --once --full
[ $? -eq 64 ]
ok $? "three villages have no county's size" full.err

# Without --once it stays up; the data go with it.
: >stay.err
env LC_ALL=en_US.UTF-8 "$bin" demo --villages --seed 7 --listen 127.0.0.1:0 >stay.out 2>>stay.err &
server=$!
until_said $server stay.err 'serving on'
grep -q 'user admin  password ' stay.err
ok $? "it says where it serves, and the administrator's password" stay.err
address=$(sed -n 's/^serving on http:\/\/\([^ ]*\).*/\1/p' stay.err)
exec 3<>"/dev/tcp/${address%:*}/${address##*:}" && printf 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n' >&3 &&
	head -n 1 <&3 | grep -q ' 200 '
ok $? "it answers" stay.err
exec 3>&-
kill -TERM $server 2>/dev/null
wait $server
ok $? "and ends when it is told to" stay.err
[ -z "$(ls -A tmp)" ]
ok $? "nothing is left behind"

echo "1..$number"
[ $failed -eq 0 ]
