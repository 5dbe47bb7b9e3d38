// Phones, plates and documents, checked by the server's own core and told in the server's own words (src/record/field.c), so that a
// number with a digit too few is seen while whoever has it still stands at the door.
import type { Text } from '@shared/language'
import type { Core, Fault } from '@shared/core'
import { dayNumber } from './days'
import type { Carried } from './form'

const phones: Readonly<Partial<Record<Fault, Text>>> = {
	length: {
		zh: '位数不对：手机 11 位，固定电话连区号 10 至 12 位；只填一个号码，没有电话的留空',
		en: 'a mobile has 11 digits, a fixed line with its area code 10 to 12; write one number, or none',
	},
	character: {
		zh: '只能填一个电话号码；没有电话的留空，其他说明另写一列',
		en: 'write one number, or none; remarks belong into a column of their own',
	},
	region: {
		zh: '不是国内的手机号，也不是带区号的固定电话；没有电话的留空，其他号码另写一列',
		en: 'it is neither a mobile nor a fixed line with its area code; another number belongs into a column of its own',
	},
}

const numbers: Readonly<Partial<Record<Fault, Text>>> = {
	length: { zh: '位数不对', en: 'the length is wrong' },
	character: { zh: '含有不该有的字符', en: 'a character does not belong there' },
	region: { zh: '地区码不存在', en: 'there is no such region' },
	date: { zh: '日期不存在或晚于今天', en: 'the date does not exist or lies ahead' },
	check: { zh: '校验码不符', en: 'the check digit does not fit' },
}

/* No document has 14, 16, 17, 19 or 20 digits: one of a resident number was lost or typed twice. */
function nearlyResident(text: string): Text | undefined {
	const n = text.length
	if (n < 14 || n === 15 || n === 18 || !/^\d{13,}[0-9Xx]$/.test(text)) return undefined
	return {
		zh: `身份证号码应为 18 位，现为 ${n} 位`,
		en: `a resident number has 18 characters, this one has ${n}`,
	}
}

/** Without the core nothing is said: the server looks. */
export function carriedBy(core: Core | undefined): Carried {
	return (type, text, day) => {
		if (!core) return null
		if (type === 'phone') return phones[core.phone(text).fault] ?? null
		if (type === 'plate') return numbers[core.plate(text).fault] ?? null
		const fault = core.document(text, dayNumber(day)).fault
		return nearlyResident(text) ?? numbers[fault] ?? null
	}
}
