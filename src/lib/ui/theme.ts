export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];
/** app.html reads the same key before the first paint. */
const KEY = 'hilo-theme';

export function theme(): Theme {
	const stored = localStorage.getItem(KEY);
	return THEMES.find((each) => each === stored) ?? 'system';
}
export function setTheme(next: Theme) {
	localStorage.setItem(KEY, next);
	document.documentElement.dataset.theme = next;
}
