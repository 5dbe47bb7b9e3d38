#!/bin/bash
# HTTPS on a laptop in the first hour: a certificate of one's own, the page on which phones get it, a server that shows it by its
# address, who is turned away, and a renewal without a restart; in Chromium too, with the authority in its profile. Prints TAP.
# shellcheck source=t/e2e/demo.sh
. "$(dirname "$0")/demo.sh"
export LC_ALL=C.UTF-8 PYTHONUTF8=1
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

# address WORD: where the server said that it is, by what stands before it.
address() { sed -n "s|.*$1: *||p; s|.*$1 ||p" serve.txt | grep -o "[a-z]*://[^;]*" | head -1; }

start() {
	: >serve.txt
	env LC_ALL=en_US.UTF-8 "$bin" serve --data d --tls --listen 127.0.0.1:0 --plain 127.0.0.1:0 >>serve.txt 2>&1 &
	server=$!
	until_said $server serve.txt "get the certificate"
	secure=$(address "serving at")
	plain=$(address "get the certificate")
}

# the certificate that is shown now
shown() { echo | openssl s_client -connect "${secure#https://}" 2>/dev/null | openssl x509 -noout -serial 2>/dev/null; }

# ---- made ----
run 0 "init" init --data d --json
password=$(python3 -c "import json; print(json.load(open('out'))['password'])")
run 64 "serve --tls before there is a certificate" serve --data d --tls
says "says what to run" "first run bulou tls new"
run 64 "a name with a port" tls new --data d 127.0.0.1:8443
says "says what a name is" "without https:// or a port"
[ ! -e d.tls ]; ok $? "and leaves nothing behind"
run 0 "tls new" tls new --data d 127.0.0.1 bulou.test --json
fingerprint=$(python3 -c "import json; v = json.load(open('out')); assert v['names'] == ['127.0.0.1', 'bulou.test']; print(v['fingerprint'])")
ok $? "tells its names" out
[ "$(stat -c %a d.tls d.tls/authority.key d.tls/server.key | tr '\n' ' ')" = "700 600 600 " ]
ok $? "keys are for nobody else"
cp d.tls/server.pem before.pem
run 65 "a name that the authority is not for" tls new --data d bank.test
cmp -s before.pem d.tls/server.pem; ok $? "changes nothing" err
run 64 "both kinds of certificate" serve --data d --tls --cert x --cert-key y
run 64 "a certificate without its key" serve --data d --cert x
chmod 604 d.tls/server.key
run 78 "a key that anybody may read" serve --data d --tls
chmod 600 d.tls/server.key

# ---- served ----
start
[ -n "$secure" ] && [ -n "$plain" ]; ok $? "serves both addresses" serve.txt
curl -s --cacert d.tls/authority.pem -D head "$secure/healthz" >out
says "by its address, for those who have the authority" '"status":"ok"' out
says "and says when the certificate ends" '"certificate_until":"' out
! grep -qi '^strict-transport-security' head; ok $? "without HSTS, which would close the plain page" head
curl -s --cacert d.tls/authority.pem --resolve "bulou.test:${secure##*:}:127.0.0.1" "https://bulou.test:${secure##*:}/healthz" >out
says "and by its name" '"status":"ok"' out
curl -s "$secure/healthz" >out 2>&1
[ $? -eq 60 ]; ok $? "nobody else believes it" out
for version in 1.0 1.1; do
	curl -s --cacert d.tls/authority.pem --tls-max $version --ciphers 'DEFAULT@SECLEVEL=0' "$secure/healthz" >out 2>&1
	[ $? -eq 35 ]; ok $? "no TLS $version" out
done
printf 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n' | timeout 5 bash -c "exec 3<>/dev/tcp/127.0.0.1/${secure##*:}; cat >&3; cat <&3" >out 2>/dev/null
[ ! -s out ] || ! grep -q status out; ok $? "nothing in plain at that port" out
(exec 3<>"/dev/tcp/127.0.0.1/${secure##*:}") 2>out; ok $? "which is open" out
curl -s --cacert d.tls/authority.pem -D head -H 'Bulou-Client: test' -H 'Content-Type: application/json' \
	-d "{\"user\":\"admin\",\"password\":\"$password\"}" "$secure/v1/session" >out
grep -qi '^set-cookie: .*; Secure' head; ok $? "its cookie goes nowhere else" head

# ---- how phones come to trust it ----
curl -s -D head -H 'Accept-Language: en' -A 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0)' "$plain/" >out
says "the page in English" "Trust this server" out
# The fingerprint stands there in groups: without its colons and blanks it is the same.
python3 - "$fingerprint" <<-'END'
	import re, sys
	page = open("out").read()
	shown = re.search(r'class="print">([^<]*)<', page).group(1)
	sys.exit(re.sub("[: ]", "", shown) != sys.argv[1].replace(":", ""))
END
ok $? "with the fingerprint that tls new told" out
grep -q '<details open><summary>iPhone' out && [ "$(grep -o '<details open>' out | wc -l)" = 1 ]
ok $? "and the steps of this phone unfolded"
[ "$(grep -o '<svg' out | wc -l)" = "$(grep -o '<li>' out | wc -l)" ]; ok $? "a picture for each step"
says "leads to the server" "href=\"$secure/\"" out
curl -s "$plain/" >out
says "and in Chinese" "安装本单位的证书" out
curl -s "$plain/bulou-ca.crt" | openssl x509 -inform der -noout -fingerprint -sha256 >out
says "hands out the authority" "$fingerprint" out
[ "$(curl -s -o /dev/null -w '%{http_code} %{redirect_url}' "$plain/v1/areas")" = "302 $plain/" ]
ok $? "and nothing else"
[ "$(curl -s -o /dev/null -w '%{http_code}' -d x=y "$plain/")" = 405 ]; ok $? "takes nothing in"

# ---- a browser ----
if command -v certutil >/dev/null && [ -x "${CHROMIUM:=/usr/bin/chromium}" ]; then
	export HOME=$work/home
	mkdir -p "$HOME/.pki/nssdb"
	browse() {
		timeout 60 "$CHROMIUM" --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile-$1" \
			--virtual-time-budget=5000 --dump-dom "$secure/$2" >out 2>err
	}
	certutil -N -d "sql:$HOME/.pki/nssdb" --empty-password
	browse without healthz
	! grep -q '"status":"ok"' out; ok $? "Chromium does not open it before" out
	certutil -A -d "sql:$HOME/.pki/nssdb" -n bulou -t C,, -i d.tls/authority.pem
	browse with healthz
	grep -q '"status":"ok"' out; ok $? "and opens it by its address with the authority in its profile" out
	# A program may have been built without its pages.
	if [ "$(curl -s --cacert d.tls/authority.pem -o /dev/null -w '%{http_code}' "$secure/console/")" = 200 ]; then
		browse with console/
		grep -q 'type="password"' out; ok $? "where one can log in" out
	fi
else
	echo "# no Chromium or no certutil (libnss3-tools): the browser is left out"
fi

# ---- a crowd ----
# 100 phones ask 20 times each, while as many strangers send what is no TLS, or nothing at all.
python3 - "${secure##*:}" >out 2>&1 <<-'END'
	import socket, ssl, sys, threading
	port = int(sys.argv[1])
	trust = ssl.create_default_context(cafile="d.tls/authority.pem")
	answers, strangers = [], []
	for i in range(100):
	    s = socket.create_connection(("127.0.0.1", port))
	    if i % 2:
	        s.sendall(b"\x16\x03\x01\x02\x00" + bytes(range(200)))
	    strangers.append(s)
	def phone():
	    with trust.wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=60), server_hostname="127.0.0.1") as s:
	        f = s.makefile("rb")
	        for _ in range(20):
	            s.sendall(b"GET /healthz HTTP/1.1\r\nHost: t\r\n\r\n")
	            status, n = f.readline().split()[1], 0
	            while (line := f.readline()) != b"\r\n":
	                if line.lower().startswith(b"content-length"):
	                    n = int(line.split()[1])
	            answers.append((status, len(f.read(n)) == n))
	phones = [threading.Thread(target=phone) for _ in range(100)]
	[p.start() for p in phones]
	[p.join() for p in phones]
	print(len(answers), set(answers))
	sys.exit(answers != [(b"200", True)] * 2000)
END
ok $? "100 phones are answered 2,000 times beside 100 strangers: $(tail -1 out)" out

# ---- renewed ----
first=$(shown)
[ -n "$first" ]; ok $? "shows a certificate"
run 0 "renewed by the same authority" tls new --data d 127.0.0.1 --json
says "for which nobody has to do anything" "$fingerprint" out
for _ in $(seq 80); do
	[ "$(shown)" != "$first" ] && break
	sleep 0.5
done
[ -n "$(shown)" ] && [ "$(shown)" != "$first" ]; ok $? "the new one is shown, without a restart" serve.txt
curl -s --cacert d.tls/authority.pem "$secure/healthz" >out
says "and believed" '"status":"ok"' out
run 0 "another authority" tls new --data d 127.0.0.1 --new-authority --json
other=$(python3 -c "import json; print(json.load(open('out'))['fingerprint'])")
[ "$other" != "$fingerprint" ]; ok $? "is another" out
for _ in $(seq 80); do
	curl -s "$plain/bulou-ca.crt" | openssl x509 -inform der -noout -fingerprint -sha256 >out
	grep -qF "$other" out && break
	sleep 0.5
done
says "is what phones get from then on" "$other" out
chmod 604 d.tls/server.key
for _ in $(seq 80); do
	curl -sk "$secure/healthz" >out
	grep -q certificate_error out && break
	sleep 0.5
done
says "a key that anybody may read is told" '"certificate_error":"tls_key"' out
chmod 600 d.tls/server.key
for _ in $(seq 80); do
	curl -sk "$secure/healthz" >out
	grep -q certificate_error out || break
	sleep 0.5
done
! grep -q certificate_error out; ok $? "until it is as it should be" out
kill "$server"
wait "$server"
ok $? "the server ends as it should" serve.txt
: >serve.txt
"$bin" serve --data d --cert d.tls/server.pem --cert-key d.tls/server.key --listen 127.0.0.1:0 >>serve.txt 2>&1 &
server=$!
until_said $server serve.txt "https:"
curl -sk -D head "$(grep -o 'https://[0-9.:]*' serve.txt)/healthz" >out
grep -qi '^strict-transport-security: max-age=31536000' head; ok $? "by HTTPS only for a year, where no plain page is" head serve.txt
kill "$server"
wait "$server"
server=
echo "1..$number"
[ $failed -eq 0 ]
