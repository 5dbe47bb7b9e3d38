// What the board and the wall say, both languages side by side.
import type { Text } from '@shared/language'

export const boardTexts = {
	board: { zh: '指挥总览', en: 'Board' },
	boardLead: {
		zh: '进行中的任务，最需要支援的在前；数字随上报自动更新，点开逐级查到户。',
		en: 'What is going on, who needs help first. It moves as records arrive, and opens down to the door.',
	},
	boardKeys: {
		zh: '方向键上下移动，回车打开，退格键返回上一级',
		en: 'Up and Down move, Enter opens, Backspace goes back up',
	},
	minutes: { zh: '{n} 分钟', en: '{n} min' },
	hours: { zh: '{n} 小时', en: '{n} h' },
	daysHours: { zh: '{d} 天 {h} 小时', en: '{d} d {h} h' },
	dueIn: { zh: '距限期 {span}', en: '{span} left' },
	overBy: { zh: '已超限期 {span}', en: 'over by {span}' },
	clock: { zh: 'T+{span}', en: 'T+{span}' },
	began: { zh: '{at} 启动', en: 'since {at}' },
	level_first: { zh: 'Ⅰ级响应', en: 'Level I' },
	level_second: { zh: 'Ⅱ级响应', en: 'Level II' },
	level_third: { zh: 'Ⅲ级响应', en: 'Level III' },
	level_fourth: { zh: 'Ⅳ级响应', en: 'Level IV' },
	needHelp: { zh: '最需要支援的区域', en: 'Areas that need help most' },
	allUnder: { zh: '全部 {n} 个下级区域', en: 'All {n} areas below' },
	nothingOpen: { zh: '没有进行中的任务', en: 'Nothing is going on' },
	settled: {
		zh: '另有 {n} 项日常事项没有未完成的',
		en: '{n} standing rounds with nothing missing',
	},
	missingN: { zh: '未完成 {n}', en: '{n} missing' },
	overdueN: { zh: '逾期 {n}', en: '{n} overdue' },
	inForceN: { zh: '现有 {n}', en: '{n} in force' },
	lateN: { zh: '截止后补报 {n}', en: '{n} late' },

	wall: { zh: '大屏', en: 'Wall' },
	wallKeys: {
		zh: '左右键翻页，空格暂停，按 Esc 或点击屏幕退出',
		en: 'Left and Right turn, Space holds, Esc or a click leaves',
	},
	wallHeld: { zh: '已暂停', en: 'Held' },
	ofAll: { zh: '{n} / {all}', en: '{n} / {all}' },
	asAt: { zh: '截至 {at}', en: 'as at {at}' },
	dark: { zh: '深色', en: 'Dark' },
	light: { zh: '浅色', en: 'Light' },
} satisfies Record<string, Text>
