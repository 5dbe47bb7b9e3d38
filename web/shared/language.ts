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

/** Of what the server says in both languages, the page's. */
export function either<T>(zh: T, en: T): T {
	return language.value === 'zh' ? zh : en
}

interface Labelled {
	label_zh: string | null
	label_en: string | null
}

/** What a table of the server calls it; "" where it has no name for it. */
export function label(one: Labelled | undefined): string {
	return either(one?.label_zh, one?.label_en) ?? ''
}

/** Problem details (RFC 9457), as far as they are read. */
export interface Problem {
	reason_zh?: string | undefined
	reason_en?: string | undefined
	remedy?: string | undefined
	remedy_en?: string | undefined
}

/** Why something was refused, in the server's own words; "" where it gave none. */
export function reason(p: Problem | null | undefined): string {
	return either(p?.reason_zh, p?.reason_en) ?? ''
}

/** What to do about it; "" where there is nothing. */
export function remedy(p: Problem | null | undefined): string {
	return either(p?.remedy, p?.remedy_en) ?? ''
}

/** The text in the page's language; {name} is replaced by values.name. */
export function say(text: Text, values: Readonly<Record<string, string | number>> = {}): string {
	return text[language.value].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
}
