// Texts of doors: today, the building, the door, forms, finding; both languages side by side.
import type { Text } from '@shared/language'
import { common } from '@shared/texts'

export const texts = {
	...common,

	// Time
	todayAt: { zh: '今天 {clock}', en: 'today {clock}' },
	yesterdayAt: { zh: '昨天 {clock}', en: 'yesterday {clock}' },
	spanDays: { zh: '{d} 天 {h} 小时', en: '{d} d {h} h' },
	spanHours: { zh: '{h} 小时 {m} 分', en: '{h} h {m} min' },
	spanMinutes: { zh: '{m} 分钟', en: '{m} min' },
	timeLeft: { zh: '还剩 {span}', en: '{span} left' },
	overBy: { zh: '已超时 {span}', en: '{span} overdue' },

	// States
	stOpen: { zh: '未查', en: 'To do' },
	stTried: { zh: '待再访', en: 'Go again' },
	stOverdue: { zh: '超时未查', en: 'Overdue' },
	stDone: { zh: '完成', en: 'Done' },
	stExcused: { zh: '免查', en: 'Excused' },
	stClash: { zh: '登记冲突', en: 'Clash' },
	unsent: { zh: '未上报', en: 'not sent' },
	refused: { zh: '被退回', en: 'refused' },

	// A form left half-way, one that was refused
	draftLeft: { zh: '还没填完：', en: 'Not finished:' },
	draftsMore: { zh: '另有 {n} 份没填完', en: '{n} more not finished' },
	draftGoOn: { zh: '接着填', en: 'Go on' },
	draftDrop: { zh: '不要了', en: 'Discard' },
	draftBack: {
		zh: '上次没填完的内容都在，请接着填。',
		en: 'What you had filled in is here: go on.',
	},
	draftGone: {
		zh: '这张表已在本机另一个页面保存或放弃，这里已清空。',
		en: 'Another page of this phone has saved or discarded this form: it is empty here.',
	},
	draftThrown: { zh: '已放弃：', en: 'Discarded:' },
	draftUndo: { zh: '撤销', en: 'Undo' },
	refusedWas: { zh: '被退回：', en: 'Refused:' },

	// Today
	today: { zh: '今日任务', en: 'Today' },
	notices: { zh: '通告', en: 'Notices' },
	noticesNew: { zh: '通告 {n} 条未读', en: 'Notices to read: {n}' },
	nothingToday: { zh: '现在没有要您办的事。', en: 'Nothing asks for you now.' },
	nothingTaken: {
		zh: '还没有下载任务。请在有网络的地方打开一次。',
		en: 'Nothing is on this phone yet. Open it once where there is a network.',
	},
	done: { zh: '完成', en: 'Done' },
	excused: { zh: '免查', en: 'Excused' },
	missing: { zh: '还差', en: 'Missing' },
	ofAll: { zh: '共 {n}', en: 'of {n}' },
	unsentN: { zh: '{n} 条未上报', en: '{n} not sent' },
	nextDoor: { zh: '下一户', en: 'Next door' },
	nextOne: { zh: '下一个', en: 'Next' },
	allDone: { zh: '全部完成', en: 'All done' },
	allDoors: { zh: '全部住户', en: 'All doors' },
	find: { zh: '查找', en: 'Find' },

	// Building
	noBuilding: { zh: '其他住户', en: 'Other doors' },
	onlyMissing: { zh: '只看未完成', en: 'Missing only' },
	onlyNeeds: { zh: '特殊需要', en: 'Needs' },
	unit: { zh: '单元', en: 'Unit' },
	nothingLeft: { zh: '没有符合条件的住户。', en: 'No door fits.' },
	foundDoor: { zh: '发现漏登的房屋', en: 'A dwelling not listed' },
	missingN: { zh: '差 {n}', en: '{n} missing' },
	doorsN: { zh: '{n} 户', en: '{n} doors' },

	// Door
	outcomeAsk: { zh: '入户结果', en: 'Outcome' },
	lastTime: { zh: '上次：{what}', en: 'Last: {what}' },
	triesN: { zh: '已上门 {n} 次', en: 'tries so far: {n}' },
	household: { zh: '住户', en: 'Residents' },
	nobodyListed: { zh: '没有登记人员', en: 'Nobody is listed' },
	tickMet: { zh: '见到 {name}', en: '{name} was met' },
	newcomer: { zh: '新增人员', en: 'Person' },
	entered: { zh: '本机登记', en: 'Entered on this phone' },
	stNew: { zh: '新增', en: 'new' },
	stMoved: { zh: '已搬离', en: 'moved away' },
	bornIn: { zh: '{year} 年生', en: 'born {year}' },
	call: { zh: '拨打 {name} 的电话', en: 'Call {name}' },
	readOut: { zh: '朗读', en: 'Read aloud' },
	showResident: { zh: '给住户看', en: 'Show to resident' },
	otherOutcome: { zh: '改选', en: 'Another' },
	save: { zh: '保存', en: 'Save' },
	saved: { zh: '已保存在手机上', en: 'Saved on the phone' },
	notSaved: { zh: '没有保存成功', en: 'This was not saved' },
	saving: { zh: '正在保存…', en: 'Saving…' },
	correct: { zh: '更正', en: 'Correct' },
	correctAnew: { zh: '再登记一次', en: 'Record again' },
	correcting: { zh: '更正已登记的内容', en: 'Correcting what was entered' },
	knownSaid: { zh: '{value}（{when}，{who} 问）', en: '{value} ({when}, asked by {who})' },
	askedN: { zh: '已问过 {n} 次', en: 'times asked: {n}' },
	sameAgain: { zh: '仍是如此', en: 'Still so' },
	askAgain: { zh: '再问一次', en: 'Ask again' },
	answered: { zh: '本轮已问过', en: 'Answered in this round' },
	notInRound: { zh: '这一户不在当前任务中。', en: 'No open round asks of this door.' },
	noDoor: { zh: '手机上没有这一户。', en: 'This door is not on the phone.' },
	moreHere: { zh: '还可以登记', en: 'Also' },
	help: { zh: '登记困难、诉求', en: 'A difficulty or question' },
	backToDay: { zh: '回到今日任务', en: 'Back to today' },

	// Clash
	clashLead: {
		zh: '这一户有登记冲突。请核实后确认一条。',
		en: 'Records about this door exclude each other. Check, and say which one holds.',
	},
	clashSettle: { zh: '查看并处理', en: 'Look and settle' },
	clashOffline: {
		zh: '需要联网才能看到对方的登记。',
		en: 'It takes a network to see the other record.',
	},
	clashMine: { zh: '我的登记', en: 'Mine' },
	clashOther: { zh: '{who} 的登记', en: 'By {who}' },
	clashTake: { zh: '以此为准', en: 'This one holds' },
	clashGone: { zh: '冲突已经解决。', en: 'It has been settled.' },

	// Member
	member: { zh: '人员', en: 'Person' },
	needs: { zh: '特殊需要', en: 'Special needs' },
	saveNeeds: { zh: '保存特殊需要', en: 'Save special needs' },
	movedOut: { zh: '已搬离此处', en: 'Has moved away' },
	movedWhere: { zh: '搬到哪里？', en: 'Where to?' },
	movedNowhere: { zh: '不清楚，或已离开本地', en: 'Unknown, or out of this place' },
	changePhone: { zh: '更改电话或姓名', en: 'Change phone or name' },
	tasks: { zh: '与此人有关的任务', en: 'Rounds about this person' },

	// Forms
	required: { zh: '必填', en: 'required' },
	personal: { zh: '加密', en: 'sealed' },
	less: { zh: '减一', en: 'One less' },
	moreOne: { zh: '加一', en: 'One more' },
	yesterday: { zh: '昨天', en: 'Yesterday' },
	thisDay: { zh: '今天', en: 'Today' },
	now: { zh: '现在', en: 'Now' },
	forms: { zh: '登记其他事项', en: 'Record something else' },
	noSuchKind: { zh: '没有这种登记。', en: 'There is no such form.' },
	subject: { zh: '对象', en: 'Whom or what' },
	round: { zh: '所属任务', en: 'Round' },
	pickHint: { zh: '输入姓名、房号或编号', en: 'Type a name, a room or an id' },
	picked: { zh: '已选', en: 'Chosen' },
	refsHint: { zh: '每行一个编号', en: 'One id a line' },
	takePhoto: { zh: '拍照或选图', en: 'Take or choose a photo' },
	photoTaken: { zh: '已有照片（{kb} KB）', en: 'Photo taken ({kb} KB)' },
	photoDrop: { zh: '删去照片', en: 'Remove the photo' },
	photoFailed: {
		zh: '这张图读不出来，请换一张。',
		en: 'This picture cannot be read; take another.',
	},
	fixFirst: { zh: '有 {n} 处要改', en: '{n} to put right' },
	heldTwo: { zh: '须另一人复核后生效。', en: 'Takes effect when a second person approves.' },

	// Find
	findHint: { zh: '姓名、首字母、房号、电话', en: 'Name, initials, room, phone' },
	findNothing: { zh: '没有找到。', en: 'Nothing found.' },
	findMany: { zh: '只列出前 {n} 个，请再输几个字。', en: 'The first {n}; type some more.' },
	findEmpty: {
		zh: '在本机下载的范围内查找，不需要网络。',
		en: 'Looks in what is on this phone; no network is needed.',
	},
} satisfies Record<string, Text>
