// The order of a building's floors, told from their names.
import { downwards, height, isNumbered } from '../../web/shared/floors'
import { expect, test } from './fixture'

test('floors are as high as they are called', () => {
	const floors = [
		'6',
		'12层',
		'三楼',
		'十二层',
		'二十',
		'2F',
		'-1',
		'负二层',
		'B3',
		'地下一层',
		'地下室',
	]
	expect(floors.map(height)).toEqual([6, 12, 3, 12, 20, 2, -1, -2, -3, -1, -1])
	expect(height('夹层')).toBeNaN()
	expect(['3', '-1', '负一层', '夹层'].map(isNumbered)).toEqual([true, true, false, false])
})

test('basements lie at the bottom', () => {
	const floors = ['负一层', '1', '夹层', '10', '2', '负二层']
	expect(floors.sort(downwards)).toEqual(['10', '2', '1', '夹层', '负一层', '负二层'])
})
