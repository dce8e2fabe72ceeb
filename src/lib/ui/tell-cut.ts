/** Words that an ellipsis cut off are told whole by the browser's own tooltip. Listen to `pointerover` of the document. */
export function tellCut({ target }: Event) {
	if (!(target instanceof HTMLElement) || target.matches('input, select, textarea')) return;
	const cut = target.scrollWidth > target.clientWidth && getComputedStyle(target).textOverflow === 'ellipsis';
	if (cut) {
		target.title = target.innerText;
		target.dataset['cut'] = '';
	} else if ('cut' in target.dataset) {
		target.removeAttribute('title');
		delete target.dataset['cut'];
	}
}
