// An office's form (示例), as a workbook made here, and what stands in one that comes back.
import { crc32, inflateRawSync } from 'node:zlib'

type Parts = Record<string, string>

/** An archive whose entries are stored as they are. */
function packed(parts: Parts): Buffer {
	const files: Buffer[] = []
	const index: Buffer[] = []
	let at = 0
	for (const [name, text] of Object.entries(parts)) {
		const bytes = Buffer.from(text)
		const title = Buffer.from(name)
		const head = Buffer.alloc(26)
		head.writeUInt16LE(20, 0)
		head.writeUInt16LE(33, 8) // 1 January 1980
		head.writeUInt32LE(crc32(bytes), 10)
		head.writeUInt32LE(bytes.length, 14)
		head.writeUInt32LE(bytes.length, 18)
		head.writeUInt16LE(title.length, 22)
		const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, title, bytes])
		const entry = Buffer.alloc(14)
		entry.writeUInt32LE(at, 10)
		index.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), head, entry, title]))
		files.push(local)
		at += local.length
	}
	const list = Buffer.concat(index)
	const end = Buffer.alloc(18)
	end.writeUInt16LE(index.length, 4)
	end.writeUInt16LE(index.length, 6)
	end.writeUInt32LE(list.length, 8)
	end.writeUInt32LE(at, 12)
	return Buffer.concat([...files, list, Buffer.from('PK\x05\x06'), end])
}

/** The parts of an archive, by name. */
export function unpacked(book: Buffer): Parts {
	const parts: Parts = {}
	let at = book.readUInt32LE(book.lastIndexOf('PK\x05\x06') + 16)
	while (book.readUInt32LE(at) === 0x02014b50) {
		const method = book.readUInt16LE(at + 10)
		const size = book.readUInt32LE(at + 20)
		const [name, extra, note] = [28, 30, 32].map((o) => book.readUInt16LE(at + o)) as number[]
		const local = book.readUInt32LE(at + 42)
		const from = local + 30 + book.readUInt16LE(local + 26) + book.readUInt16LE(local + 28)
		const bytes = book.subarray(from, from + size)
		const title = book.subarray(at + 46, at + 46 + name!).toString()
		parts[title] = (method ? inflateRawSync(bytes) : bytes).toString()
		at += 46 + name! + extra! + note!
	}
	return parts
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const words = (cell: string, text: string, style = 0): string =>
	`<c r="${cell}" s="${style}" t="inlineStr"><is><t>${text}</t></is></c>`

/** A title across four columns, who fills it and the day, a row for each area, and sums that the office computes itself. */
export function dailyForm(areas: readonly string[]): Parts {
	const rows = areas.map((name, i) => {
		const r = i + 4
		return (
			`<row r="${r}">${words(`A${r}`, name, 1)}<c r="B${r}" s="1"/><c r="C${r}" s="1"/>` +
			`<c r="D${r}" s="1"><f>B${r}+C${r}</f><v>0</v></c></row>`
		)
	})
	const last = areas.length + 3
	const sums = ['B', 'C', 'D'].map(
		(c) => `<c r="${c}${last + 1}" s="1"><f>SUM(${c}4:${c}${last})</f><v>0</v></c>`,
	)
	const heads = ['区域', '上门走访人次', '入户排查户次', '合计']
	const relation = (id: string, type: string, target: string): string =>
		`<Relationship Id="${id}" Type="${DOCUMENT}/${type}" Target="${target}"/>`
	const type = (part: string, name: string): string =>
		`<Override PartName="/${part}" ContentType="${SHEET}.${name}+xml"/>`
	return {
		'[Content_Types].xml':
			`<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			type('xl/workbook.xml', 'sheet.main') +
			type('xl/worksheets/sheet1.xml', 'worksheet') +
			type('xl/worksheets/sheet2.xml', 'worksheet') +
			type('xl/styles.xml', 'styles') +
			'</Types>',
		'_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships">${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
		'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="日报" sheetId="1" r:id="r1"/><sheet name="填表说明" sheetId="2" r:id="r2"/></sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${relation('r1', 'worksheet', 'worksheets/sheet1.xml')}${relation('r2', 'worksheet', 'worksheets/sheet2.xml')}${relation('r3', 'styles', 'styles.xml')}</Relationships>`,
		'xl/styles.xml':
			`<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>` +
			`<borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders>` +
			`<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf borderId="1" applyBorder="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
		'xl/worksheets/sheet1.xml':
			`<worksheet xmlns="${MAIN}"><cols><col min="1" max="4" width="16" customWidth="1"/></cols><sheetData>` +
			`<row r="1" ht="30" customHeight="1">${words('A1', '每日入户排查统计表（示例）')}</row>` +
			`<row r="2">${words('A2', '填报单位')}<c r="B2"/>${words('C2', '日期')}<c r="D2" s="2"/></row>` +
			`<row r="3">${heads.map((h, i) => words(`${'ABCD'[i]}3`, h, 1)).join('')}</row>${rows.join('')}` +
			`<row r="${last + 1}">${words(`A${last + 1}`, '合计', 1)}${sums.join('')}</row>` +
			`</sheetData><mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells></worksheet>`,
		'xl/worksheets/sheet2.xml': `<worksheet xmlns="${MAIN}"><sheetData><row r="1">${words('A1', '每日 18 时前报送（示例）')}</row></sheetData></worksheet>`,
	}
}

export function bookOf(parts: Parts): Buffer {
	return packed(parts)
}

/** What stands in a cell of a sheet as XML: its number, or its words. */
export function inCell(sheet: string, cell: string): string {
	const all = new RegExp(`<c r="${cell}"[^>]*?(?:/>|>(.*?)</c>)`).exec(sheet)?.[1] ?? ''
	return /<v>(.*?)<\/v>/.exec(all)?.[1] ?? all.replace(/<[^>]*>/g, '')
}

/** The records of a CSV (RFC 4180). */
export function csv(text: string): string[][] {
	const rows: string[][] = [[]]
	for (const [, cell = '', end] of text.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|$)/g)) {
		rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
		if (end === '\r\n') rows.push([])
		if (end === '') break
	}
	return rows.filter((r) => r.length > 1 || r[0])
}
