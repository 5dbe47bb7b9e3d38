// The page's language: what the reader chose last, else what the browser asks for. Texts are tables with
// both languages side by side, so that a missing one does not compile.
import { ref, watchEffect } from 'vue'

export type Language = 'zh' | 'en'

/** A text in both languages. */
export type Text = Readonly<Record<Language, string>>

const KEY = 'bulou.language'

function first(): Language {
	const chosen = localStorage.getItem(KEY)
	if (chosen === 'zh' || chosen === 'en') return chosen
	return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export const language = ref<Language>(first())

watchEffect(() => {
	document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
})

export function chooseLanguage(chosen: Language): void {
	language.value = chosen
	localStorage.setItem(KEY, chosen)
}

/** The text in the page's language; {name} is replaced by values.name. */
export function say(text: Text, values: Readonly<Record<string, string | number>> = {}): string {
	return text[language.value].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
}
