import type { Text } from '@shared/language'

export const texts = {
	product: { zh: '不漏', en: 'Bulou' },
} satisfies Record<string, Text>
