// Texts of scanning, posts, paper and hand-over; both languages side by side.
import type { Text } from '@shared/language'
import { common } from '@shared/texts'

export const texts = {
	...common,

	// Camera
	camera: { zh: '摄像头画面', en: 'What the camera sees' },
	lightOn: { zh: '打开照明', en: 'Light on' },
	lightOff: { zh: '关闭照明', en: 'Light off' },
	cameraNone: {
		zh: '用不了摄像头。可以拍一张照片来识别，或直接输入编号。',
		en: 'No camera can be used. Take a photo instead, or type the code.',
	},
	cameraRefused: {
		zh: '浏览器没有摄像头权限。请在浏览器设置里允许本页使用摄像头；也可以拍照识别或直接输入。',
		en: 'This browser may not use the camera. Allow it in its settings, take a photo instead, or type the code.',
	},
	cameraReader: {
		zh: '识别程序没有下载完（需要联网一次）。请直接输入编号。',
		en: 'The reader is not on this phone yet (it takes a network once). Type the code.',
	},
	photo: { zh: '拍照识别', en: 'Read it from a photo' },
	photoNothing: {
		zh: '照片里没有认出码。请靠近一些、对准、避免反光再拍。',
		en: 'No code was found in the photo. Go closer, straight on, without glare.',
	},

	// Scan
	scan: { zh: '扫码', en: 'Scan' },
	scanLead: {
		zh: '对准门牌码、场所码、采样管、登记表或凭条。也可用扫码枪。',
		en: 'A door, a place, a tube, a row of a sheet, or a slip. A hand scanner works too.',
	},
	typeCode: { zh: '或输入编号', en: 'Or type the code' },
	take: { zh: '确定', en: 'Go' },
	itIsRow: { zh: '登记表上的一户', en: 'A row of a sheet' },
	itIsDwelling: { zh: '房屋', en: 'A dwelling' },
	itIsPerson: { zh: '居民', en: 'A person' },
	itIsSite: { zh: '场所（点位）', en: 'A place or post' },
	itIsStore: { zh: '物资点', en: 'A store' },
	itIsOther: { zh: '本机有它的登记', en: 'It is on this phone' },
	itIsTube: { zh: '采样管', en: 'A tube' },
	itIsTubeSealed: { zh: '采样管（已封管）', en: 'A tube, sealed' },
	itIsSlip: { zh: '登记凭条', en: 'A slip that enrols a phone' },
	itIsLogin: { zh: '首次登录凭条', en: 'A slip for a first login' },
	itIsFrame: { zh: '另一部手机的未上报内容', en: 'What another phone could not send' },
	itIsDocument: { zh: '身份证号（校验正确）', en: 'An identity card (its check is right)' },
	elsewhere: {
		zh: '是本系统的编号，但不在本机的网格内。请确认门牌，或联网更新后再扫。',
		en: 'It is one of ours, but not of the areas on this phone. Check the door, or scan again after a contact.',
	},
	unready: {
		zh: '识别程序还没有下到手机上，请在有网络的地方打开一次本页。',
		en: 'What reads numbers is not on this phone yet. Open this page once where there is a network.',
	},
	mistyped: {
		zh: '编号有误：末位校验不对。请再核对一遍。',
		en: 'That code is mistyped: its check character does not fit. Look again.',
	},
	nothing: { zh: '认不出这个码。', en: 'This code says nothing here.' },
	toDoor: { zh: '去这一户', en: 'To this door' },
	toRow: { zh: '补录这一户', en: 'Type it in' },
	toPost: { zh: '去这个点位', en: 'To this post' },
	toForm: { zh: '填“{name}”', en: 'Fill in: {name}' },
	toJoin: { zh: '用它登记本机', en: 'Enrol this phone with it' },
	toHandover: { zh: '接收', en: 'Take it in' },
	moreTools: { zh: '其他', en: 'More' },

	// Document, plate
	documentShow: { zh: '显示', en: 'Show' },
	documentHide: { zh: '隐藏', en: 'Hide' },
	documentChange: { zh: '修改', en: 'Change' },
	faultNone: { zh: '校验正确', en: 'Its check is right' },
	plateNone: { zh: '未填', en: 'empty' },
	plateNewEnergy: { zh: '新能源（8 位）', en: 'New energy (8)' },
	plateOrdinary: { zh: '普通（7 位）', en: 'Ordinary (7)' },

	// Paper
	paper: { zh: '纸质补录', en: 'Paper' },
	paperLead: {
		zh: '扫描登记表上的一行（或输入编号），按结果数字，再按人数或下一步，回车保存。见证人一直保留。',
		en: 'Scan a row of the sheet or type its code; press the number of the outcome, then people or next action, and Enter. The witness stays.',
	},
	paperWitness: { zh: '见证人（纸上签名的人）', en: 'Witness (who signed the sheet)' },
	paperWhen: { zh: '登记表上的日期时间', en: 'When, as the sheet says' },
	paperRound: { zh: '哪一轮', en: 'Which round' },
	paperNoRound: {
		zh: '本机没有进行中的轮次。请先联网更新。',
		en: 'No round is open on this phone. It takes a contact first.',
	},
	paperOutcome: { zh: '结果', en: 'Outcome' },
	paperSkip: { zh: '不填（回车）', en: 'Skip (Enter)' },
	paperSaved: { zh: '✓ 已保存：{place} {outcome}', en: '✓ Saved: {place} {outcome}' },
	paperCount: { zh: '本次已录 {n} 户', en: '{n} typed in' },
	paperThere: {
		zh: '这一户已有结果：{outcome}。再录会多一次记录。',
		en: 'This door has an outcome already: {outcome}. Another record will be added.',
	},
	paperOther: {
		zh: '这一轮不能这样补录，请到该户逐项填写。',
		en: 'This round cannot be typed in like that: fill in its form at the door.',
	},
	paperPrint: { zh: '打印未完成登记表', en: 'Print what is missing' },
	paperPrintNeeds: { zh: '打印需要联网。', en: 'Printing takes a network.' },
	paperArea: { zh: '网格', en: 'Grid' },
	paperBuilding: { zh: '楼栋', en: 'Building' },
	paperAll: { zh: '整个网格', en: 'The whole grid' },

	// Hand-over
	handover: { zh: '交接未上报内容', en: 'Hand unsent work over' },
	handoverShort: { zh: '交接', en: 'Hand over' },
	give: { zh: '交出', en: 'Give' },
	receive: { zh: '接收', en: 'Take in' },
	giveLead: {
		zh: '手机快没电或要换人时：让另一部手机扫下面的码，或导出文件发给它或电脑端。内容已加密，对方看不到。',
		en: 'When this phone dies or is handed on: let another scan these codes, or pass it a file. All is sealed; nobody can read it on the way.',
	},
	giveNone: { zh: '本机没有未上报的内容。', en: 'Nothing on this phone is unsent.' },
	giveN: { zh: '未上报 {n} 条', en: '{n} unsent' },
	giveCodes: { zh: '用二维码交出', en: 'As codes' },
	giveFile: { zh: '导出文件', en: 'As a file' },
	giveAt: { zh: '第 {i} 张，共 {n} 张', en: 'Code {i} of {n}' },
	giveMany: {
		zh: '内容较多（有照片），请用文件交出。',
		en: 'That is too much for codes (photos): use a file.',
	},
	givePause: { zh: '暂停', en: 'Pause' },
	giveGo: { zh: '继续', en: 'Go on' },
	giveCode: { zh: '二维码，请用另一部手机扫描', en: 'A code, for another phone to scan' },
	receiveLead: {
		zh: '对准另一部手机上变化的二维码，直到收齐；或选择它导出的文件。',
		en: 'Point at the changing codes of the other phone until all are here; or choose its file.',
	},
	receiveFile: { zh: '选择文件', en: 'Choose a file' },
	received: { zh: '已收 {i} / {n} 张', en: '{i} of {n} codes' },
	receivedWrong: {
		zh: '收到的内容对不上，请从头再扫一遍。',
		en: 'What came does not fit together. Scan it once more.',
	},
	receiveStart: { zh: '开始扫描', en: 'Start scanning' },
	receivedDone: {
		zh: '✓ 收到 {n} 条，已存入本机，有网络时自动上报。',
		en: '✓ {n} records are on this phone now, and are sent when there is a network.',
	},
	receivedKnown: { zh: '其中 {n} 条本机已有。', en: '{n} of them were here already.' },
	carriedLine: {
		zh: '替其他手机带的：已收 {accepted} · 未上报 {waiting} · 退回 {refused}',
		en: 'For other phones: {accepted} accepted · {waiting} waiting · {refused} refused',
	},
	notJoined: {
		zh: '本机还没有登记，不能接收。请先扫登记凭条。',
		en: 'This phone is not enrolled and can take nothing in. Scan an enrolment slip first.',
	},

	// Posts
	post: { zh: '值守', en: 'Post' },
	postLead: { zh: '选择您的班次', en: 'Choose your shift' },
	postNone: {
		zh: '本机没有您的班次。请联网更新，或请带班领导排班；也可以扫点位码签到。',
		en: 'No shift of yours is on this phone. It takes a contact, or whoever plans shifts; or scan the code of the post to clock in.',
	},
	postNoStaff: {
		zh: '您的账号没有与工作人员名册对应，不能签到。请管理员用 bulou user staff 对应。',
		en: 'Nobody has said who you are among the staff, so you cannot clock in. An administrator sets it (bulou user staff).',
	},
	postStale: { zh: '班次表更新于 {at}', en: 'Shifts as of {at}' },
	clockIn: { zh: '到岗签到', en: 'Clock in' },
	clockOut: { zh: '离岗签退', en: 'Clock out' },
	handOn: { zh: '交班', en: 'Hand over' },
	clockedIn: { zh: '已签到 {at}', en: 'Clocked in {at}' },
	clockedOut: { zh: '已签退 {at}', en: 'Clocked out {at}' },
	handOnDone: { zh: '已交班', en: 'Handed over' },
	notSent: { zh: '未上报', en: 'not sent yet' },
	noShow: { zh: '登记未到岗', en: 'Did not come' },
	notCome: { zh: '已登记未到岗', en: 'Did not come' },
	next: { zh: '接班', en: 'Next' },
	comesNext: { zh: '下一班', en: 'Who comes next' },
	nobodyNext: {
		zh: '下一班没有排人，请报告带班领导。',
		en: 'Nobody is planned next: tell the head of the shift.',
	},
	items: { zh: '移交物品件数', en: 'Items handed over' },
	openMatters: { zh: '未办结事项数', en: 'Matters left open' },
	handNote: { zh: '交接事项说明', en: 'What is left open, in words' },
	hoursWorked: { zh: '值守 {h} 小时', en: '{h} hours worked' },
	longShift: {
		zh: '已值守 {h} 小时，超过 12 小时上限，请尽快交班。',
		en: 'You have been here {h} hours, over the limit of 12. Hand over soon.',
	},
	postKind: { zh: '点位类型', en: 'Kind of post' },
	shiftOf: { zh: '{from} 至 {to}', en: '{from} to {to}' },
	mine: { zh: '（我）', en: ' (me)' },
} satisfies Record<string, Text>
