#!/usr/bin/env python3
"""The pages of web/, built and embedded: embed_web.py NODE OUT.bin OUT.S OUT.c OUT.d

NODE is a Node that vite takes, or "none": then the table is empty, and nothing is built. The pages are built
once for all build folders, into build-web/pages, when a file of web/ has changed: npm ci where the lock has
changed, vue-tsc, vite (which also compresses). OUT.bin holds every file and its compressed forms one behind the
other, OUT.S puts it into the program, OUT.c is the table of http/web.h, and OUT.d names what all this depends
on: each file of web/ and of the core that the pages compile to WebAssembly, and each folder, so that a new file is
noticed."""
import fcntl
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
WEB, SHARED = ROOT / "web", ROOT / "build-web"
CORE = [ROOT / "src/core", ROOT / "src/rules", ROOT / "tools/wasm"]
PAGES, BUILT = SHARED / "pages", SHARED / "built.txt"
MODULES, INSTALLED = WEB / "node_modules", WEB / "node_modules" / "installed.txt"
ENCODINGS = [("", ""), (".gz", "-gz"), (".br", "-br")]  # as enum web_encoding has them


def sources():
	"""Folders and files of web/ and of what is compiled for the phone, sorted; not what is installed."""
	for top in [WEB, *CORE]:
		for folder, folders, names in os.walk(top):
			folders[:] = sorted(f for f in folders if f != "node_modules")
			yield pathlib.Path(folder)
			yield from (pathlib.Path(folder, n) for n in sorted(names))


def digest(paths):
	h = hashlib.sha256()
	for path in paths:
		h.update(b"%s\0%d\0" % (path.relative_to(ROOT).as_posix().encode(), path.stat().st_size))
		h.update(path.read_bytes())
	return h.hexdigest()


def text_of(path):
	return path.read_text() if path.exists() else ""


def run(node, *command):
	path = "%s%s%s" % (pathlib.Path(node).parent, os.pathsep, os.environ["PATH"])
	done = subprocess.run(command, cwd=WEB, env={**os.environ, "PATH": path}, text=True,
		stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
	if done.returncode:
		sys.exit("%s\nweb/: %s failed" % (done.stdout.rstrip(), " ".join(map(str, command))))


def install(node):
	wanted = digest([WEB / "package.json", WEB / "package-lock.json"])
	if text_of(INSTALLED) == wanted:
		return
	if not shutil.which("npm"):
		sys.exit("npm is missing: apt-get install npm, or meson setup -Dweb=disabled for a program without pages")
	run(node, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	INSTALLED.write_text(wanted)


def build(node):
	"""Under a lock: several build folders may want the pages at once."""
	wanted = digest([p for p in sources() if p.is_file()])
	if text_of(BUILT) == wanted:
		return
	BUILT.unlink(missing_ok=True)
	install(node)
	run(node, node, MODULES / "vue-tsc/bin/vue-tsc.js", "--noEmit")
	run(node, node, MODULES / "vite/bin/vite.js", "build", "--logLevel", "warn")
	BUILT.write_text(wanted)


def pages():
	"""[URL, whether its name holds its hash, the content in each encoding or None]"""
	for path in sorted(PAGES.rglob("*")):
		if not path.is_file() or path.suffix in (".gz", ".br"):
			continue
		name = path.relative_to(PAGES).as_posix()
		forms = [pathlib.Path(str(path) + suffix) for suffix, _ in ENCODINGS]
		yield "/" + name.removesuffix("index.html"), name.startswith("assets/"), \
			[f.read_bytes() if f.exists() else None for f in forms]


def form_of(content, tag, at):
	if content is None:
		return "{ .etag = NULL }"
	etag = hashlib.sha256(content).hexdigest()[:32] + tag
	return '{ web_bytes + %d, %d, "\\"%s\\"" }' % (at, len(content), etag)


def put(path, content):
	"""Left alone where it says this already, so that nothing is built anew."""
	content = content.encode() if isinstance(content, str) else content
	if not path.exists() or path.read_bytes() != content:
		path.write_bytes(content)


def write(out_bin, out_s, out_c, found):
	blob, rows = b"", []
	for url, hashed, forms in found:
		cells = []
		for content, (_, tag) in zip(forms, ENCODINGS):
			cells.append(form_of(content, tag, len(blob)))
			blob += content or b""
		rows.append('\t{ "%s", %s, {\n\t\t%s } },\n' % (url, "true" if hashed else "false", ",\n\t\t".join(cells)))
	put(out_bin, blob)
	# The digest makes the assembler run again when only the bytes have changed.
	put(out_s, '/* %s */\n\t.section .rodata\n\t.balign 16\n\t.global web_bytes\nweb_bytes:\n\t.incbin "%s"\n'
		'\t.byte 0\n\t.section .note.GNU-stack,"",%%progbits\n' % (hashlib.sha256(blob).hexdigest(), out_bin.resolve()))
	put(out_c, '/* Made by tools/embed_web.py. */\n#include "http/web.h"\n\nextern const char web_bytes[];\n\n'
		"const struct web_file web_files[] = {\n%s\t{ .path = NULL }\n};\n" % "".join(rows))


def main(node, *out):
	out_bin, out_s, out_c, out_d = map(pathlib.Path, out)
	if node == "none":
		write(out_bin, out_s, out_c, [])
		out_d.write_text("%s:\n" % out[0])
		return
	SHARED.mkdir(exist_ok=True)
	with open(SHARED / "lock.txt", "w") as lock:
		fcntl.flock(lock, fcntl.LOCK_EX)
		build(node)
		write(out_bin, out_s, out_c, list(pages()))
	names = (str(p).replace(" ", "\\ ") for p in sources())
	out_d.write_text("%s: %s\n" % (out[0], " ".join(names)))


main(*sys.argv[1:])
