// Texts of opening and running a round, of who is missing again and again, and of what is to be settled.
import type { Text } from '@shared/language'

export const roundTexts = {
	openRound: { zh: '下达新一轮', en: 'Open a round' },
	openLead: {
		zh: '先看清问谁、多少、谁去，再下达。下达后可以延期、结束或取消。',
		en: 'See whom it asks, how many, and who goes, before you open it. It can be extended, closed or cancelled later.',
	},
	template: { zh: '参照', en: 'Begin with' },
	scratch: { zh: '不参照，从头填写', en: 'Nothing: from scratch' },
	kind: { zh: '类型', en: 'Kind' },
	question: { zh: '排查事项（一线看到的原话）', en: 'The question, as the field reads it' },
	dueAt: { zh: '完成时限', en: 'Due' },
	whom: { zh: '对象', en: 'Whom it asks' },
	onlyWith: {
		zh: '只问同时符合以下情形的（不选为全部）',
		en: 'Only those with all of these (none chosen: everybody)',
	},
	onlyHomes: {
		zh: '只问住有符合以下情形人员的户（不选为全部；须同时符合）',
		en: 'Only homes of somebody with all of these (none chosen: every home)',
	},
	exempt: { zh: '免予作答的', en: 'Exempted' },
	exemptAdd: { zh: '增加一类', en: 'Add a group' },
	exemptWho: { zh: '哪些', en: 'Who' },
	exemptWhy: { zh: '原因', en: 'Why' },
	exemptRemove: { zh: '删去', en: 'Remove' },
	exemptN: { zh: '其中 {n} {unit}', en: '{n} {unit} of them' },
	crew: { zh: '谁去、每人多少', en: 'Who goes, and how much each' },
	candidatesN: { zh: '{n} {unit}', en: '{n} {unit}' },
	candidatesNone: {
		zh: '没有符合的对象。请放宽范围或另选区域。',
		en: 'Nobody is meant. Choose fewer conditions or another area.',
	},
	inAreas: { zh: '分布在 {n} 个最小区域', en: 'in {n} lowest areas' },
	workersN: { zh: '{n} 人可上门', en: '{n} people may go' },
	mostN: {
		zh: '最多的一人 {n} {unit}（{user}）',
		en: '{n} {unit} for whoever has most ({user})',
	},
	nobodyN: {
		zh: '有 {n} {unit} 所在区域无人负责，请先安排人员。',
		en: 'Nobody works where {n} {unit} of them are. See that somebody goes there.',
	},
	takePart: { zh: '参加的区域', en: 'Areas that take part' },
	people: { zh: '人员', en: 'People' },
	each: { zh: '人均', en: 'Each' },
	nobody: { zh: '无人', en: 'nobody' },
	open: { zh: '下达：{n} {unit}', en: 'Open it: {n} {unit}' },
	opening: { zh: '正在下达 {n} / {all} 条记录…', en: 'Handing in {n} of {all} records…' },
	preparing: { zh: '正在读取名单…', en: 'Reading the list…' },
	openAgain: {
		zh: '未全部下达。请点“继续下达”：已收下的不会重复。',
		en: 'Not all of it arrived. Go on: what is there already counts once.',
	},
	goOn: { zh: '继续下达', en: 'Go on' },
	heldOpen: {
		zh: '已交，须另一人批准后生效（见“待处理事项”）。',
		en: 'Handed in. It takes effect when another person approves it (see what is to be settled).',
	},
	noIncident: {
		zh: '没有进行中的疫情事件，不能下达。',
		en: 'No incident is going on, so no round can be opened.',
	},

	manage: { zh: '管理本轮', en: 'Run this round' },
	newDue: { zh: '新的完成时限', en: 'New due time' },
	extend: { zh: '延期', en: 'Extend' },
	closeRound: { zh: '结束本轮', en: 'Close the round' },
	closeLead: {
		zh: '结束后交来的计为截止后补报，仍列为未完成；可以重新开启。',
		en: 'What comes after the close is late and stays among the missing. It can be reopened.',
	},
	cancel: { zh: '取消本轮', en: 'Cancel the round' },
	cancelWhy: { zh: '取消原因', en: 'Why it is cancelled' },
	reopen: { zh: '重新开启', en: 'Reopen' },
	likeThis: { zh: '照此再下达一轮', en: 'Open another like this' },
	stillOpening: {
		zh: '名单尚未下达完。下达的页面已关闭的，请管理员在服务器上执行：',
		en: 'The list is not whole yet. If the page that was sending it was closed, run at the server:',
	},
	settle: { zh: '待处理事项', en: 'To settle' },

	settleLead: {
		zh: '需要有人拿主意的记录。批准、核实或作废都另记一条，原记录保留。',
		en: 'Records that wait for somebody to decide. Approving, confirming or voiding is a record of its own; what it names stays.',
	},
	nothingToSettle: { zh: '没有待处理的。', en: 'Nothing is to be settled.' },
	heldOnes: { zh: '待第二人批准', en: 'Wait for a second person' },
	heldLead: {
		zh: '批准后生效；不同意的作废。填报人本人不能批准。',
		en: 'Takes effect when approved; what you refuse is voided. Nobody approves what he wrote himself.',
	},
	clashes: { zh: '相互矛盾', en: 'Exclude each other' },
	clashesLead: {
		zh: '暂以较晚的为准。作废不对的那条，或由填报人更正。',
		en: 'The later one holds meanwhile. Void the one that is wrong, or have its writer correct it.',
	},
	unconfirmed: { zh: '填报人未经核实', en: 'Writer not confirmed' },
	unconfirmedLead: {
		zh: '由他人代交、没有本人签名。向填报人核实后确认；不实的作废。',
		en: 'Handed in by somebody else, without the writer’s own mark. Ask him, then confirm it, or void it.',
	},
	waiting: { zh: '等待另一条记录', en: 'Wait for another record' },
	waitingLead: {
		zh: '所指的对象、轮次或记录还没有到。通常随后就到；一直不到的，多为填错，可作废重报。',
		en: 'What they name is not here yet, and usually comes. What never comes was mistyped: void it and enter it anew.',
	},
	refusedOnes: { zh: '被退回', en: 'Refused' },
	refusedLead: {
		zh: '未计入任何数字，内容已加密封存。请交来的人改正后重报。',
		en: 'They count nowhere, and what is in them stays sealed. Have whoever sent them correct them and send again.',
	},
	approveIt: { zh: '批准', en: 'Approve' },
	confirmIt: { zh: '已核实', en: 'Confirm' },
	voidIt: { zh: '作废', en: 'Void' },
	voidWhy: { zh: '作废原因', en: 'Why it is void' },
	heldToo: {
		zh: '已交，但须另一人批准后生效。',
		en: 'Handed in, and waits for another person in turn.',
	},
	unread: { zh: '无法识别', en: 'Could not be read' },
	sentBy: { zh: '交来的人', en: 'sent by' },
	device: { zh: '设备', en: 'device' },
} satisfies Record<string, Text>
