import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** The scripts written in app.html run before paint; a prerendered page knows no nonce, so they are named by their hash. */
function inlineScripts() {
	const html = readFileSync(new URL('src/app.html', import.meta.url), 'utf8');
	const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)];
	return scripts.map(
		([, code]) =>
			/** @type {const} */ (
				`sha256-${createHash('sha256')
					.update(code ?? '')
					.digest('base64')}`
			)
	);
}

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		adapter: adapter(),
		paths: { relative: false },
		serviceWorker: { register: false },
		// hooks.server.ts judges Origin for every method and body, and knows the names of this machine.
		csrf: { trustedOrigins: ['*'] },
		csp: {
			directives: {
				'default-src': ['self'],
				'script-src': ['self', ...inlineScripts()],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:', 'blob:'],
				'font-src': ['self', 'data:'],
				'connect-src': ['self', 'data:', 'blob:'],
				'worker-src': ['self', 'blob:'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		}
	}
};
