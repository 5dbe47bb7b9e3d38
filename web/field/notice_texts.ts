// Texts of what is told to whoever works here: notices, and what a rule says of an answer; both languages side by side.
import type { Text } from '@shared/language'

export const texts = {
	// Notices
	noticesNone: { zh: '没有通告。', en: 'There are no notices.' },
	urgent: { zh: '紧急', en: 'Urgent' },
	readDo: { zh: '已阅', en: 'I have read it' },
	readDone: { zh: '已阅', en: 'Read' },
	readUnsent: { zh: '已阅，未上报', en: 'Read, not sent' },
	noticeTo: { zh: '发布对象：{who}', en: 'To: {who}' },
	noticeUntil: { zh: '有效期至 {when}', en: 'Holds until {when}' },
	noticeOver: { zh: '已过期', en: 'No longer holds' },
	noticeBy: { zh: '{area} · {when}', en: '{area} · {when}' },

	// Verdicts
	byRule: { zh: '按规则：{what}', en: 'By the rule: {what}' },
	because: { zh: '原因：{why}', en: 'Why: {why}' },
	ruleIs: { zh: '依据：{rule} 第 {v} 版', en: 'Rule: {rule}, version {v}' },
	ruleSource: { zh: '出处：{source}', en: 'Source: {source}' },
	referWithin: { zh: '{h} 小时内完成检测', en: 'To be tested within {h} hours' },
	notByRule: {
		zh: '您选的结果与规则不符。照实登记即可，指挥部会看到。',
		en: 'What you chose is not what the rule says. Record it as it was: the headquarters will see it.',
	},
	outOfOrder: { zh: '其他结果', en: 'Another result' },
	whyClear: { zh: '各项正常', en: 'Everything is in order' },
	whyNotRegistered: {
		zh: '未扫场所码，也未登记',
		en: 'Neither scanned the place code nor was registered',
	},
	whyCode: { zh: '健康码不是绿码', en: 'The health code is not green' },
	whyFever: { zh: '体温异常（37.3 ℃ 及以上）', en: 'Fever (37.3 °C or more)' },
	whyRisk: { zh: '涉风险区', en: 'A risk area' },
	whyOutside: { zh: '省外来（返）', en: 'From another province' },
	whyTest: { zh: '无有效核酸报告', en: 'No valid test report' },

	// Journeys
	riskHigh: { zh: '高风险区', en: 'high-risk area' },
	riskMedium: { zh: '中风险区', en: 'medium-risk area' },
	riskLow: { zh: '低风险区', en: 'low-risk area' },
	wasThere: { zh: '到过{level}：{place}', en: 'Was in a {level}: {place}' },
	wasNear: {
		zh: '所到县（市、区）有{level}：{place}。请问清具体地点。',
		en: 'There is a {level} in that county: {place}. Ask where exactly.',
	},
	inDays: {
		zh: '在 {n} 日追溯期内，{h} 小时内落实管控',
		en: 'Within the {n} days that count: measures within {h} hours',
	},
	notInDays: { zh: '离开已超过 {n} 日', en: 'Left more than {n} days ago' },
	stillToCome: { zh: '日期在今天之后', en: 'The day is still to come' },
	byList: { zh: '依据：{source} {v}（{when} 发布）', en: 'List: {source} {v} (issued {when})' },
	noRisk: { zh: '所到地点不在风险区清单内', en: 'That place is on no list of risk areas' },
	listsTo: { zh: '手机上的清单截至 {when}', en: 'The lists on this phone end {when}' },
	noLists: {
		zh: '手机上没有风险区清单，不作判定。',
		en: 'There is no list of risk areas on this phone: nothing is said.',
	},
	listTooLong: {
		zh: '有清单超出手机可存的条数，此处不作判定，以服务器为准。',
		en: 'A list is longer than a phone holds: nothing is said here, the server judges.',
	},

	// What the server said otherwise
	differs: {
		zh: '服务器按规则 {rule} 第 {v} 版判定为“{what}”（{why}）。记录已照收。',
		en: 'By rule {rule}, version {v}, the server says “{what}” ({why}). Your record was taken as it is.',
	},
} satisfies Record<string, Text>

const reasons: Readonly<Record<string, Text>> = {
	clear: texts.whyClear,
	not_registered: texts.whyNotRegistered,
	code: texts.whyCode,
	fever: texts.whyFever,
	risk: texts.whyRisk,
	outside: texts.whyOutside,
	test: texts.whyTest,
}

/** Why a rule says so, by the name of its reason; undefined: a newer server's. */
export function whyRuled(reason: string): Text | undefined {
	return reasons[reason]
}
