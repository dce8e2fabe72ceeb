import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** Puts a faulty module in the place of a sound one; the faulty one finds the sound one at its address with `?sound`. */
export function redirect(sound: string, faulty: string): void {
	const [from, to] = [join(import.meta.dirname, '../../..', sound), join(import.meta.dirname, faulty)].map(
		(path) => pathToFileURL(path).href
	);
	registerHooks({
		resolve(specifier, context, next) {
			const found = next(specifier, context);
			return found.url === from ? { ...found, url: to! } : found;
		}
	});
}
