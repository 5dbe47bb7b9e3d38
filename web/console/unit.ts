// How large a pixel is on a drawing that is shown whole, in the middle of its room.
import { computed, onScopeDispose, ref, watch, type ComputedRef, type Ref } from 'vue'

/** Of the drawing's own units; box: its width and height in them. */
export function useUnit(
	svg: Ref<SVGSVGElement | undefined>,
	box: () => { w: number; h: number },
): ComputedRef<number> {
	const size = ref({ width: 800, height: 500 })
	const observer = new ResizeObserver(() => {
		const at = svg.value?.getBoundingClientRect()
		if (at?.width && at.height) size.value = { width: at.width, height: at.height }
	})
	watch(svg, (now, was) => {
		if (was) observer.unobserve(was)
		if (now) observer.observe(now)
	})
	onScopeDispose(() => observer.disconnect())
	return computed(() => {
		const { w, h } = box()
		return Math.max(w / size.value.width, h / size.value.height)
	})
}
