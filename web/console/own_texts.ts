// What a resident's page says, both languages side by side. It is in a part of its own: no other page needs it.
import type { Text } from '@shared/language'

export const texts = {
	title: { zh: '本人登记情况', en: 'What is kept of you' },
	lead: {
		zh: '这里只有您本人的信息。本次查看到 {until} 为止，看完请点“退出”。',
		en: 'This is about you and nobody else. It stays open until {until}; log out when you have read it.',
	},
	home: { zh: '住址', en: 'Home' },
	noHome: { zh: '未登记住址', en: 'No home is listed' },
	records: { zh: '已登记的内容', en: 'What was recorded' },
	noRecords: { zh: '没有关于您的记录。', en: 'Nothing is recorded about you.' },
	enteredBy: { zh: '{at} 由{desk}登记', en: '{at}, entered for {desk}' },
	withheld: {
		zh: '以下各项已登记，因可能涉及他人，不在此显示，可请社区工作人员当面查阅：{what}',
		en: 'Also written down, but not shown here because it may speak of others; ask at the office: {what}',
	},
	destroyed: { zh: '已按期销毁：{what}', en: 'Destroyed in due time: {what}' },
	looks: { zh: '谁看过', en: 'Who looked' },
	noLooks: { zh: '没有人看过您的明文信息。', en: 'Nobody has seen your data unmasked.' },
	looksLead: {
		zh: '列出单位、岗位和理由。有疑问，请向所在单位报出编号查询。',
		en: 'By office, role and reason. With the number, the office can find who it was.',
	},
	lookNumber: { zh: '编号 {n}', en: 'Number {n}' },
	exported: { zh: '导出', en: 'exported' },
	ask: { zh: '提出诉求', en: 'Ask for something' },
	askLead: {
		zh: '水电气热、就医用药、生活困难，以及要求更正或删除本人信息，都可以在这里提出。',
		en: 'Water, power, medicine, any hardship; or to have what is kept of you corrected or erased.',
	},
	send: { zh: '提交', en: 'Send' },
	received: {
		zh: '已收到。回执号 {pos}，收到时间 {at}。',
		en: 'Received. Your receipt is number {pos}, of {at}.',
	},
} satisfies Record<string, Text>

/** Parts of a record, as it is told that they were destroyed. */
export const parts: Readonly<Record<string, Text>> = {
	identity: { zh: '身份信息', en: 'who it is' },
	contact: { zh: '联系方式', en: 'how to reach' },
	health: { zh: '健康信息', en: 'health' },
	whereabouts: { zh: '行踪信息', en: 'whereabouts' },
	counselling: { zh: '谈话内容', en: 'what was talked about' },
	extra: { zh: '其他字段', en: 'other fields' },
	whole: { zh: '整条内容', en: 'all of it' },
}
