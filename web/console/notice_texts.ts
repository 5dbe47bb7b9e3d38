// What the pages of notices say, both languages side by side.
import type { Text } from '@shared/language'

export const noticeTexts = {
	notices: { zh: '通告', en: 'Notices' },
	noticesLead: {
		zh: '发到一线手机上的通告，新的在前。谁已阅、谁未阅，点开可查。',
		en: 'What the field has on its phones, newest first. Each opens to who has read it and who has not.',
	},
	noNotices: { zh: '尚未发布通告。', en: 'No notice has been published yet.' },
	publish: { zh: '发布通告', en: 'Publish a notice' },
	publishLead: {
		zh: '所选区域及其下级的工作人员都会在手机上收到；发布后不能改，发错了可以撤回另发。',
		en: 'Everybody who works in the area or below it gets it on his phone. It cannot be edited; take it back and publish another.',
	},
	publishOnly: {
		zh: '只发给其中的（不选为整个区域）',
		en: 'Only to these (none chosen: the whole area)',
	},
	publishIt: { zh: '发布', en: 'Publish' },
	publishN: { zh: '发布 {n} 份', en: 'Publish {n}' },
	published: { zh: '已发布。', en: 'It has been published.' },
	audience: { zh: '发布对象', en: 'Audience' },
	noticeTitle: { zh: '标题', en: 'Title' },
	noticeText: { zh: '正文', en: 'Text' },
	urgent: { zh: '紧急', en: 'Urgent' },
	urgentIs: { zh: '紧急（须立即阅知）', en: 'Urgent (to be read at once)' },
	until: { zh: '有效期至', en: 'Holds until' },
	untilMay: { zh: '有效期至（可不填）', en: 'Holds until (may be left out)' },
	over: { zh: '已过期', en: 'Over' },
	readN: { zh: '应阅 {all} 人，已阅 {n} 人', en: '{n} of {all} have read it' },
	unreadN: { zh: '未阅 {n} 人', en: '{n} have not' },
	readAll: { zh: '全部已阅。', en: 'Everybody has read it.' },
	readNobody: {
		zh: '该区域没有应阅人员：没有账号在那里任职。',
		en: 'Nobody is to read it: no account holds a role in that area.',
	},
	readWho: { zh: '阅读情况', en: 'Who has read it' },
	readWhoLead: {
		zh: '您辖区内的应阅人员，未阅的在前。',
		en: 'Of your own areas, those who have not come first.',
	},
	holder: { zh: '账号', en: 'Account' },
	person: { zh: '姓名', en: 'Name' },
	readAt: { zh: '阅知时间', en: 'Read' },
	notRead: { zh: '未阅', en: 'Not yet' },
	takeBack: { zh: '撤回', en: 'Take it back' },
	takeBackLead: {
		zh: '撤回后各手机不再显示；记录保留，另记一条作废。',
		en: 'It leaves the phones. The record stays, with another that voids it.',
	},
	takeBackWhy: { zh: '撤回原因', en: 'Why it is taken back' },
	takenBack: {
		zh: '没有这则通告，或已撤回。',
		en: 'There is no such notice, or it was taken back.',
	},
} satisfies Record<string, Text>
