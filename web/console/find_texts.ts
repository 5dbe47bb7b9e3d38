// What the box for finding says.
export const findTexts = {
	find: { zh: '查找', en: 'Find' },
	findLead: {
		zh: '姓名、姓名的拼音或首字母、地址，输入一部分即可；电话、证件号码、车牌、采样管码、记录编号须输入完整。查看明文须另行说明理由。',
		en: 'A part is enough of a name, of how it is read (wangxm) and of an address; a phone, a document number, a plate, the code on a tube and the id of a record are found by the whole. To see personal data unmasked you are asked for the reason.',
	},
	findBox: {
		zh: '姓名、拼音、电话、证件号码、地址、车牌、管码、编号',
		en: 'Name, phone, document, address, plate, tube, id',
	},
	findNothing: {
		zh: '没有找到。号码须输入完整；不在您查看范围内的不会列出。',
		en: 'Nothing found. A number is found by the whole of it, and only what lies where you may look.',
	},
	findFilling: {
		zh: '服务刚刚启动，索引尚在建立，结果可能不全。',
		en: 'The server has just started and is still filling its index: some may be lacking.',
	},
	findWhat: { zh: '类别', en: 'What it is' },
	findKeys: { zh: '在任何页面按 / 键可直接查找', en: 'The key / comes here from any page' },
}
