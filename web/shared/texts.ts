// What all pages call by the same name, both languages side by side.
import type { Text } from './language'

export const common = {
	product: { zh: '不漏', en: 'Bulou' },
	menu: { zh: '主菜单', en: 'Main menu' },
	otherLanguage: { zh: 'English', en: '中文' },
	noSuchPage: { zh: '没有这个页面', en: 'There is no such page' },
	back: { zh: '返回', en: 'Back' },
	close: { zh: '关闭', en: 'Close' },
	cancel: { zh: '取消', en: 'Cancel' },
	remove: { zh: '删除', en: 'Delete' },
	yes: { zh: '是', en: 'Yes' },
	no: { zh: '否', en: 'No' },
	user: { zh: '用户名', en: 'User name' },
	password: { zh: '密码', en: 'Password' },
	logIn: { zh: '登录', en: 'Log in' },
	slipCode: { zh: '凭证码', en: 'Code on the slip' },
	area: { zh: '区域', en: 'Area' },
	legend: { zh: '图例', en: 'Legend' },
	floor: { zh: '{n}层', en: 'F{n}' },
	again: { zh: '重试', en: 'Try again' },
	failed: { zh: '没有办成', en: 'That did not work' },
	unreachable: {
		zh: '连不上服务器，请检查网络后重试。',
		en: 'The server cannot be reached. Check the network and try again.',
	},
} satisfies Record<string, Text>
