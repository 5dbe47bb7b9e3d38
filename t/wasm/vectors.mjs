// The phone's build of core/ against the vectors that the native tests run (t/vectors): the two
// must agree on every one. Builds the WebAssembly file itself; prints TAP.
// Run: node t/wasm/vectors.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.env.BULOU_SOURCE ?? join(dirname(fileURLToPath(import.meta.url)), '../..');

function skip(reason) {
	console.log(`1..0 # SKIP ${reason}`);
	process.exit(0);
}

function build() {
	const folder = mkdtempSync(join(tmpdir(), 'bulou-wasm-'));
	try {
		const file = join(folder, 'core.wasm');
		execFileSync(join(root, 'tools/wasm/build.sh'), [file], { stdio: 'pipe' });
		return readFileSync(file);
	} catch (error) {
		if (error.status === 77)
			skip(String(error.stderr).trim());
		console.log(`Bail out! The build failed:\n${error.stderr}`);
		process.exit(1);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** One call: the answer parsed, or as text; and the status that came back. */
function call(core, name, input, ...more) {
	const at = core.core_in(input.length);
	new Uint8Array(core.memory.buffer, at, input.length).set(input);
	const status = core[name](input.length, ...more);
	const out = new Uint8Array(core.memory.buffer, core.core_out(), core.core_out_n());
	return { status, text: decoder.decode(out) };
}

const utf8 = (text) => new TextEncoder().encode(text);

function answer(core, name, row, ...more) {
	return JSON.parse(call(core, name, utf8(row.text), ...more).text);
}

/** The fields of the answer that the row states; undefined and null are the same. */
function differs(row, got) {
	const { text, today, digits, ...want } = row;
	return Object.keys({ ...want, ...got })
		.filter((key) => (want[key] ?? null) !== (got[key] ?? null))
		.map((key) => `${key}: ${want[key]} / ${got[key]}`).join(', ');
}

function json(core, row) {
	const input = row.hex === undefined ? utf8(row.text) : Buffer.from(row.hex, 'hex');
	const { status, text } = call(core, 'core_canonical', input);
	if (row.error === undefined)
		return text === row.canonical ? '' : text;
	const error = status < 0 ? JSON.parse(text) : { code: 'none' };
	if (error.code !== row.error)
		return `${error.code}, not ${row.error}`;
	if (row.at !== undefined && !error.zh.startsWith(`不是合法的 JSON：第 ${row.at} 字节处，`))
		return error.zh;
	return row.path === undefined || error.field === row.path ? '' : error.field;
}

/** Of an object the members that the row names. */
function says(row, { status, text }) {
	const got = JSON.parse(text);
	if (row.error !== undefined || status < 0)
		return got.code === row.error ? '' : `${text}, not ${row.error}`;
	return Object.keys(row.out)
		.filter((key) => got[key] !== row.out[key])
		.map((key) => `${key}: ${row.out[key]} / ${got[key]}`).join(', ');
}

const suites = {
	'json/structure': json,
	'json/numbers': json,
	'json/texts': json,
	'json/order': json,
	'ids/resident': (core, row) => differs(row, answer(core, 'core_resident', row, row.today)),
	'ids/phone': (core, row) => differs(row, answer(core, 'core_phone', row)),
	'ids/plate': (core, row) => differs(row, answer(core, 'core_plate', row)),
	'ids/document': (core, row) => differs(row, answer(core, 'core_document', row)),
	'ids/paper': (core, row) => differs(row, answer(core, 'core_paper', row, row.today)),
	'ids/code32': (core, row) => differs(row, answer(core, 'core_code32', row, row.digits)),
	'ids/area': (core, row) => differs(row, answer(core, 'core_area', row)),
	'ids/uuid': (core, row) => differs(row, answer(core, 'core_uuid', row)),
	'rules/screening': (core, row) =>
		says(row, call(core, 'core_screening', utf8(JSON.stringify(row.facts)), row.day)),
	'rules/journey': (core, row) => says(row, call(core, 'core_journey', utf8(row.text))),
	'when/when': (core, row) => differs(row, answer(core, 'core_when', row)),
	'when/day': (core, row) => differs(row, answer(core, 'core_day', row)),
};

if (Number(process.versions.node.split('.')[0]) < 20)
	skip(`node ${process.versions.node} is older than 20`);
const bytes = build();
const core = (await WebAssembly.instantiate(bytes, {})).instance.exports;

console.log(`# core.wasm: ${bytes.length} bytes`);
console.log(`1..${Object.keys(suites).length}`);
let number = 0;
let failures = 0;
for (const [name, check] of Object.entries(suites)) {
	const file = `${name}.jsonl`;
	const lines = readFileSync(join(root, 't/vectors', file), 'utf8').trimEnd().split('\n');
	const bad = [];
	lines.forEach((line, i) => {
		const row = JSON.parse(line);
		const why = check(core, row);
		if (why)
			bad.push(`# ${file}:${i + 1} ${row.name ?? row.text}: ${why}`);
	});
	failures += bad.length;
	number++;
	console.log(`${bad.length ? 'not ok' : 'ok'} ${number} - ${name}: ${lines.length} vectors`);
	bad.slice(0, 20).forEach((line) => console.log(line));
}
process.exit(failures ? 1 : 0);
