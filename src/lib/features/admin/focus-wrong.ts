/** The first field that is wrong, once its sentence stands beside it. */
export function focusWrong(form: HTMLFormElement): void {
	requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong] input')?.focus());
}
