import * as m from '#lib/paraglide/messages.js';

const BROWSERS: readonly [RegExp, string][] = [
	[/Edg(A|iOS)?\//, 'Edge'],
	[/SamsungBrowser\//, 'Samsung Internet'],
	[/Firefox\/|FxiOS\//, 'Firefox'],
	[/Chrome\/|CriOS\//, 'Chrome'],
	[/Safari\//, 'Safari']
];
const SYSTEMS: readonly [RegExp, string][] = [
	[/Android/, 'Android'],
	[/iPhone|iPad/, 'iOS'],
	[/Windows/, 'Windows'],
	[/Mac OS X/, 'macOS'],
	[/CrOS/, 'ChromeOS'],
	[/Linux/, 'Linux']
];
const named = (text: string, names: readonly [RegExp, string][]) => names.find(([pattern]) => pattern.test(text))?.[1];

/** «Chrome · Android», from how a browser names itself. */
export function deviceWords(userAgent: string | null): string {
	const words = [named(userAgent ?? '', BROWSERS), named(userAgent ?? '', SYSTEMS)].filter((word) => word !== undefined);
	return words.join(' · ') || m.admin_devices_unknown();
}
