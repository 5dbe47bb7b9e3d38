// Every text of the field app, both languages side by side: one that lacks either does not compile.
import type { Text } from '@shared/language'
import { common } from '@shared/texts'

export const texts = {
	...common,
	// Frame
	loading: { zh: '正在打开…', en: 'Opening…' },
	today: { zh: '今日', en: 'Today' },
	scan: { zh: '扫码', en: 'Scan' },
	outbox: { zh: '上报', en: 'Outbox' },
	settings: { zh: '设置', en: 'Settings' },
	next: { zh: '下一步', en: 'Next' },
	insecure: {
		zh: '本页不是经 HTTPS 打开的，手机不允许保存。请用 https:// 开头的地址打开。',
		en: 'This page was not opened over HTTPS, and the phone lets it save nothing. Open the address that begins with https://.',
	},
	noStorage: {
		zh: '浏览器不让本页保存内容（可能是无痕模式或微信内）。请用手机自带浏览器打开。',
		en: 'This browser lets the page save nothing (a private window, or inside WeChat). Open it in the phone’s own browser.',
	},

	// Join and log in
	joinTitle: { zh: '登记本机', en: 'Enrol this phone' },
	joinLead: {
		zh: '扫登记凭条上的二维码会自动填好；也可以照着输入。凭条只能使用一次。',
		en: 'Scanning the slip fills this in; or type what stands on it. A slip is good once.',
	},
	joinCode: { zh: '登记凭证码', en: 'Code on the slip' },
	joinName: { zh: '给本机起个名字', en: 'A name for this phone' },
	joinNameHint: { zh: '如：三组 2 号机', en: 'such as Team 3, phone 2' },
	joinDo: { zh: '登记', en: 'Enrol' },
	rejoinLead: {
		zh: '本机编号与服务器不符，需要重新登记。未上报的内容都在，登记后自动上报。',
		en: 'The server knows this phone’s numbers from elsewhere. Enrol it anew: what is not sent yet is kept and goes by itself.',
	},
	cleared: {
		zh: '手机已清除本应用的数据（{name}）。清除前有 {n} 条未上报，请对照纸质记录补报；然后重新登记本机。',
		en: 'The phone has cleared this app’s data ({name}). {n} were not sent before; enter them again from paper. Then enrol this phone anew.',
	},
	clearedNone: {
		zh: '手机已清除本应用的数据（{name}）。清除前已全部上报，没有丢失；请重新登记本机。',
		en: 'The phone has cleared this app’s data ({name}). All had been sent, nothing is lost; enrol this phone anew.',
	},
	revokedTitle: { zh: '本机已停用', en: 'This phone was revoked' },
	revokedDone: {
		zh: '本机已停用，内容已全部上报并清空。要继续使用，请领取新的登记凭条。',
		en: 'This phone was revoked; everything on it was handed in, and it was cleared. To use it again, ask for a new slip.',
	},
	revokedUnsent: {
		zh: '还有 {n} 条未上报，已加密保存。任何一位工作人员用密码登录即可代为上报（需复核）；报完后本机自动清空。',
		en: '{n} are not sent yet; they are sealed. Anybody of the staff can hand them in with a password (they wait for a second person); then this phone is cleared.',
	},
	revokedDo: { zh: '代为上报', en: 'Hand them in' },
	logInTitle: { zh: '首次打开', en: 'Open it the first time' },
	passwordNew: {
		zh: '设一个新密码（至少 10 个字符）',
		en: 'A new password (at least 10 characters)',
	},
	code: { zh: '动态验证码（6 位）', en: 'One-time code (6 digits)' },
	haveSlip: { zh: '我有首次登录凭条', en: 'I have a slip for a first login' },
	havePassword: { zh: '我有密码', en: 'I have a password' },
	pinNew: {
		zh: '设 6 位数字密码（PIN），以后用它打开',
		en: 'Set a PIN of 6 digits to open this from now on',
	},
	pinHint: { zh: '不要用连号或同一个数字', en: 'Not all the same digit, nor a run like 123456' },

	// Unlock
	unlockWho: { zh: '您是哪一位？', en: 'Who are you?' },
	unlockPin: { zh: '{name}，请输入 6 位数字密码（PIN）', en: '{name}, your PIN' },
	unlockOther: { zh: '换一个人', en: 'Somebody else' },
	unlockNew: { zh: '新来的人：用密码登录', en: 'Somebody new: log in with a password' },
	unlockPassword: { zh: '用密码登录', en: 'Use the password' },
	pinLabel: { zh: '数字密码（PIN）', en: 'PIN' },
	pinWrong: {
		zh: '数字密码（PIN）不对，还可以试 {n} 次。',
		en: 'That PIN is wrong. {n} tries left.',
	},
	pinOver: {
		zh: '数字密码（PIN）错了 5 次，需要联网用密码登录。已填的内容都在，不会丢。',
		en: 'Five wrong PINs: now it takes the password and a network. Everything you entered is kept.',
	},
	leaseOver: {
		zh: '离线时限（36 小时）已到，需要联网一次才能打开。已填的内容都在，不会丢。',
		en: 'The 36 hours without a network are over: it takes a network once to open this. Everything you entered is kept.',
	},
	handThem: { zh: '交给另一部手机上报', en: 'Hand them to another phone' },
	unsentHere: { zh: '本机有 {n} 条未上报', en: '{n} on this phone are not sent yet' },

	// Outbox
	outboxTitle: { zh: '我的上报', en: 'What I entered' },
	tallyLine: {
		zh: '已填 {entered} · 已收 {accepted} · 未上报 {waiting} · 退回 {refused}',
		en: '{entered} entered · {accepted} accepted · {waiting} waiting · {refused} refused',
	},
	allIn: { zh: '全部已收到', en: 'All has arrived' },
	syncNow: { zh: '立即上报', en: 'Send now' },
	syncing: { zh: '正在上报…', en: 'Sending…' },
	syncedAt: { zh: '上次联系 {at}', en: 'Last contact {at}' },
	neverSynced: { zh: '还没有联系上服务器', en: 'No contact with the server yet' },
	offline: {
		zh: '没有网络；有网络时自动上报',
		en: 'No network; it is sent by itself when there is one',
	},
	busy: { zh: '服务器忙，稍后自动再传', en: 'The server is busy; it is sent again by itself' },
	troubleLogin: {
		zh: '服务器要求重新登录：请锁定后用密码登录',
		en: 'The server wants you to log in again: lock this, and log in with your password',
	},
	troubleForbidden: {
		zh: '您的账号不能上报，请找负责人。内容保留在本机',
		en: 'Your account may not hand anything in; ask who leads you. It is kept here',
	},
	troubleUnknown: {
		zh: '服务器上没有本机的登记：请领取登记凭条，到“设置”重新登记。已填的内容都在',
		en: 'The server does not know this phone: ask for a slip, and enrol it anew in Settings. What you entered is safe',
	},
	unknownLead: {
		zh: '服务器上没有本机的登记，需要重新登记。本机内容都在，登记后自动上报。',
		en: 'The server does not know this phone. Enrol it anew: what is on it is kept, and goes by itself.',
	},
	troubleRevoked: {
		zh: '本机已被停用。未上报的内容保留在本机，请交给负责人',
		en: 'This phone was revoked. What is not sent is kept here; hand it to who leads you',
	},
	troubleDisabled: {
		zh: '您的账号已停用，请找负责人。未上报的内容已加密留在本机，由下一位使用人联网时上报',
		en: 'Your account was disabled; ask who leads you. What is not sent is kept sealed here, and goes with the next person’s',
	},
	troubleFull: {
		zh: '手机存储已满，请清理空间。已填的内容都在',
		en: 'This phone’s storage is full; free some space. What you entered is safe',
	},
	troubleLarge: {
		zh: '您的管辖范围太大，手机放不下；请用电脑端，或换一个只管本网格的账号',
		en: 'Your account covers too much for a phone: use the console, or an account for your own grids',
	},
	stQueued: { zh: '未上报', en: 'Waiting to be sent' },
	stSent: { zh: '已发出，等回执', en: 'On its way' },
	stAccepted: { zh: '已收到', en: 'Accepted' },
	stWaiting: { zh: '已收到，等待关联内容', en: 'Accepted; waits for what it names' },
	stHeld: { zh: '已收到，待复核', en: 'Accepted; waits for a second person' },
	stClash: { zh: '已收到，登记冲突', en: 'Accepted; it clashes with another' },
	stRefused: { zh: '退回', en: 'Refused' },
	stWithdrawn: { zh: '已放弃', en: 'Given up' },
	stVoided: { zh: '已作废', en: 'Voided' },
	refusedList: { zh: '需要处理', en: 'To be settled' },
	restList: { zh: '全部', en: 'All' },
	correctIt: { zh: '改正后再报', en: 'Correct and send again' },
	giveUp: { zh: '放弃这一条', en: 'Give this one up' },
	giveUpSure: {
		zh: '放弃后这一条不再上报。确定放弃？',
		en: 'It will not be sent any more. Give it up?',
	},
	refusedLocked: { zh: '退回原因（{code}）', en: 'Refused ({code})' },
	nothingEntered: { zh: '还没有填报', en: 'Nothing has been entered yet' },
	more: { zh: '再看 {n} 条', en: '{n} more' },

	// Settings
	look: { zh: '显示', en: 'How it looks' },
	largeType: { zh: '大字', en: 'Larger type' },
	sunType: { zh: '阳光下（高对比）', en: 'In the sun (high contrast)' },
	whoIsHere: { zh: '使用人', en: 'Who is here' },
	lockDo: { zh: '锁定 / 换人', en: 'Lock, or somebody else' },
	logOutDo: { zh: '退出本机', en: 'Log out of this phone' },
	logOutUnsent: {
		zh: '您还有 {n} 条没有上报。请先联网上报；或退出，由下一位使用人联网时一并上报（内容已加密，别人看不到）。',
		en: '{n} of yours are not sent yet. Send them first; or log out, and they are sent with the next person’s (sealed: nobody here can read them).',
	},
	logOutKeep: { zh: '退出，留下未上报的', en: 'Log out, keep them for sending' },
	thisPhone: { zh: '本机', en: 'This phone' },
	phoneName: { zh: '名称', en: 'Name' },
	phoneKept: {
		zh: '系统不会自动清理本应用数据',
		en: 'The system does not clear this app’s data by itself',
	},
	phoneNotKept: {
		zh: '手机空间不足时可能清除。请“添加到主屏幕”后再看',
		en: 'It may be cleared when space runs out. Add this app to the home screen',
	},
	phoneUsed: { zh: '已用 {used}，可用 {free}', en: '{used} used, {free} free' },
	phoneFull: {
		zh: '手机空间快满了（剩 {free}），请清理，以免无法保存',
		en: 'This phone is nearly full ({free} left). Free some space, or saving will fail',
	},
	newVersion: { zh: '有新版本', en: 'There is a new version' },
	newVersionUnsent: {
		zh: '上报完 {n} 条后可以更新',
		en: 'It can be taken when {n} more are sent',
	},
	newVersionTake: { zh: '现在更新', en: 'Take it now' },
	days: { zh: '{n} 天', en: '{n} days' },
	hours: { zh: '{n} 小时', en: '{n} hours' },
	minutes: { zh: '{n} 分钟', en: '{n} minutes' },
	clockOff: {
		zh: '本机时间与服务器相差 {off}，系统已自动校正；请到手机设置里改为“自动确定时间”',
		en: 'This phone’s clock is off by {off}; it is put right by itself. Set the phone to automatic time',
	},
} satisfies Record<string, Text>
