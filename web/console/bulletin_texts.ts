// What is said where a bulletin is composed, published, opened to the public and corrected, both languages side by side.
import type { Text } from '@shared/language'

export const bulletinTexts = {
	compose: { zh: '拟通报', en: 'Compose a bulletin' },
	composeNew: { zh: '拟一期通报', en: 'Compose a bulletin' },
	composeLead: {
		zh: '数字取自系统，不能改；文字可改、可调整顺序、可增删。发布时数字定格。',
		en: 'The figures come from the records and cannot be edited; the text can be changed, reordered, left out and added to. Publishing freezes the figures.',
	},
	correcting: { zh: '更正：{title}（第 {n} 版）', en: 'Correcting: {title} (version {n})' },
	correct: { zh: '更正', en: 'Correct' },
	read: { zh: '读取', en: 'Read' },
	theText: { zh: '正文', en: 'Text' },
	inChinese: { zh: '中文', en: 'Chinese' },
	inEnglish: { zh: '英文', en: 'English' },
	title: { zh: '标题', en: 'Title' },
	paragraphN: { zh: '第 {n} 段', en: 'Paragraph {n}' },
	ownText: { zh: '自拟', en: 'Own text' },
	changedText: { zh: '已改动', en: 'Changed' },
	byProgram: { zh: '由数字生成', en: 'Made from figures' },
	up: { zh: '上移', en: 'Move up' },
	down: { zh: '下移', en: 'Move down' },
	leaveOut: { zh: '删去', en: 'Leave out' },
	asMade: { zh: '恢复原句', en: 'As it was made' },
	addParagraph: { zh: '加一段', en: 'Add a paragraph' },
	leftOut: { zh: '未采用的句子', en: 'Left out' },
	putBack: { zh: '采用', en: 'Put back' },
	keys: {
		zh: 'Alt+↑、Alt+↓ 移动本段，Ctrl+Enter 在下面加一段，Ctrl+Z 撤销。',
		en: 'Alt+↑ and Alt+↓ move the paragraph, Ctrl+Enter adds one below, Ctrl+Z undoes.',
	},
	stray: {
		zh: '这些数与任何指标都不相等，请核对：{list}',
		en: 'Equal to no figure, so look again: {list}',
	},
	personal: {
		zh: '不得写入电话、证件号码：{list}',
		en: 'No number of a phone or document may stand in it: {list}',
	},
	tooLong: {
		zh: '正文 {n} 字，超过上限 {max} 字，请删减。',
		en: 'The text has {n} characters, more than {max}. Shorten it.',
	},
	noEnglish: {
		zh: '英文有 {n} 段未写，英文版将缺这几段。',
		en: 'English lacks {n} paragraphs; the English edition will go without them.',
	},
	noChinese: {
		zh: '中文有 {n} 段未写，中文版将缺这几段。',
		en: 'Chinese lacks {n} paragraphs; the Chinese edition will go without them.',
	},
	figuresBeside: { zh: '指标', en: 'Figures' },
	minorFigures: { zh: '其他指标（{n} 项）', en: 'More figures ({n})' },
	notClosed: { zh: '未平衡的账目', en: 'Accounts that do not close' },
	allClose: { zh: '各项账目均已平衡。', en: 'Every account closes.' },
	checkedClose: { zh: '已核对的账目均已平衡。', en: 'Every account that was checked closes.' },
	takeSure: {
		zh: '您在此写的内容将被替换，确定吗？',
		en: 'What you have written here will be replaced. Are you sure?',
	},
	whyOpen: {
		zh: '未平衡仍发布的理由（随通报公布）',
		en: 'Why it is published all the same (stands in the bulletin)',
	},
	whyCorrected: {
		zh: '更正的理由（随通报公布）',
		en: 'Why it is corrected (stands in the bulletin)',
	},
	preview: { zh: '印出来的样子（一页版）', en: 'As it prints (on one sheet)' },
	paperDraft: {
		zh: '（第 {n} 版，草稿，未发布）',
		en: 'Version {n}, a draft, not published',
	},
	paperExercise: { zh: '【演练】', en: '[Exercise] ' },
	paperFigures: { zh: '一、主要指标', en: 'Figures' },
	paperAccounts: { zh: '二、账目核对', en: 'Accounts' },
	paperWhyOpen: { zh: '发布理由：', en: 'Published because: ' },
	onePage: { zh: '一页 A4', en: 'One A4 page' },
	pagesN: { zh: '共 {n} 页，超出一页 A4', en: '{n} pages: more than one A4' },
	pagesUnknown: {
		zh: '服务器没有中文字体，无法排版',
		en: 'No Chinese font on the server: not laid out',
	},
	sheetPdf: { zh: '一页版 PDF', en: 'One-page PDF' },
	wholePdf: { zh: '全文 PDF', en: 'Whole PDF' },
	savedHere: { zh: '已自动保存在本机', en: 'Kept on this computer' },
	notSavedHere: {
		zh: '本机无法保存，请“送签”后再离开',
		en: 'Not kept on this computer: hand it on before you leave',
	},
	handOn: { zh: '送签', en: 'Hand on' },
	handOnLead: {
		zh: '送签后存到服务器，其他人可接着改、由有权限的人发布；送签的稿子不能撤除，不要写个人信息。',
		en: 'Handed on, it lies on the server for others to go on with and for whoever may to publish. It cannot be erased: nothing about a person belongs in it.',
	},
	handedOn: { zh: '已送签。', en: 'Handed on.' },
	handedBy: {
		zh: '{by} 于 {at} 送签的草稿',
		en: 'A draft that {by} handed on, {at}',
	},
	takeIt: { zh: '用这份草稿', en: 'Go on with it' },
	startAnew: { zh: '重新起草', en: 'Start anew' },
	startAnewAsk: {
		zh: '现有文字将放弃，不能恢复。',
		en: 'What was written here is given up, and cannot be had back.',
	},
	publishBulletin: { zh: '发布…', en: 'Publish…' },
	publishSure: { zh: '确认发布', en: 'Publish it' },
	publishAsk: {
		zh: '发布后数字和文字定格，不能修改，只能另发更正。请最后核对：',
		en: 'Published, neither figures nor text can be changed, only corrected by another version. Look once more:',
	},
	publishPublic: {
		zh: '这期通报已向社会公开，更正发布后公众页面随即更新。',
		en: 'This bulletin is open to the public: the page anybody reads changes at once.',
	},
	composeUnsure: {
		zh: '刚才送出的是否到达尚不清楚，文字暂时不能改。请再按一次：送出的还是原来的文字，到达过的不会重复。',
		en: 'What was sent may have arrived, so its words cannot be changed now. Press again: the same words are sent, and nothing counts twice.',
	},
	movedOn: {
		zh: '起草以来数字有变化，已更新；请再核对后发布。',
		en: 'The figures have moved and were read again. Look at them, then publish.',
	},
	reads: {
		zh: '{n} 项指标，数据截至第 {pos} 条',
		en: '{n} figures, as of entry {pos}',
	},
	publishedAlready: {
		zh: '这一时段已发布过通报。',
		en: 'A bulletin of these days has been published.',
	},
	openPublished: { zh: '查看', en: 'Show it' },
	correctPublished: { zh: '更正这一期', en: 'Correct that one' },
	noRight: {
		zh: '您可以拟稿并送签；发布须由指挥长等有权限的人办理。',
		en: 'You may write and hand on; publishing takes somebody who decides.',
	},

	because: { zh: '更正理由', en: 'Corrected because' },

	sharing: { zh: '向社会公开', en: 'Open to the public' },
	shareLead: {
		zh: '任何人凭网址可看，无需登录；只有汇总数字和正文，不含个人信息。更正后同一网址显示更正版。',
		en: 'Anybody with the address reads it without a login: counts and text, nobody’s data. After a correction the same address shows the version that holds.',
	},
	shareSmall: {
		zh: '村（社区）、网格的通报人数少，容易认出个人，不能向社会公开。',
		en: 'Of a village or a grid a count of a few is somebody: it cannot be opened to the public.',
	},
	shareIndexed: { zh: '允许搜索引擎收录', en: 'Search engines may list it' },
	shareOpen: { zh: '公开', en: 'Open it' },
	shareAsk: {
		zh: '公开后任何人都可查看；可以停止公开，但已被转存的收不回。',
		en: 'Anybody may read it then. It can be closed again, but what was copied meanwhile stays copied.',
	},
	shareClose: { zh: '停止公开', en: 'Close it' },
	shareIs: { zh: '已公开', en: 'Open to the public' },
	shareIsNot: { zh: '未公开', en: 'Not open to the public' },
	copy: { zh: '复制网址', en: 'Copy the address' },
	copied: { zh: '已复制', en: 'Copied' },

	dailyDue: { zh: '通报待发布', en: 'To be published' },
	dailyDrafted: { zh: '已有草稿', en: 'somebody has begun it' },
	daily: { zh: '每日通报', en: 'Daily bulletin' },
	dailyLead: {
		zh: '每天到点自动备好前一日的通报草稿，由人核对后发布。',
		en: 'Every day from that hour on the bulletin of the day before lies ready, for somebody to look over and publish.',
	},
	dailyHour: { zh: '每日几时备好', en: 'Ready at' },
	dailyAt: { zh: '{what}：每日 {hour}:00', en: '{what}: daily at {hour}:00' },
	dailySet: { zh: '设定', en: 'Set' },
	dailyStop: { zh: '停止', en: 'Stop' },
} satisfies Record<string, Text>
