import { join } from 'node:path';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { FileSystemIconLoader } from 'unplugin-icons/loaders';
import icons from 'unplugin-icons/vite';
import { defineConfig } from 'vite';
import { CHUNKS } from './scripts/chunks.ts';

/** Compiles the messages while somebody edits them; for a build the bootstrap has done it, one module a message. */
const messages = () =>
	paraglideVitePlugin({
		project: './project.inlang',
		outdir: './src/lib/paraglide',
		strategy: ['globalVariable', 'baseLocale']
	});

export default defineConfig(({ command }) => ({
	resolve: {
		alias: [
			// A module a message also where Vite builds for Node: what Node itself reads is another folder.
			{ find: /^#lib\/paraglide\//, replacement: join(import.meta.dirname, 'src/lib/paraglide/') },
			// Its package gives everybody ES5; its own modern file is smaller, and every browser with our worker reads it.
			{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' },
			// Yjs can print itself; in a browser that brings a library of the DOM and one of schemas along, for nobody.
			{ find: /^lib0\/logging$/, replacement: join(import.meta.dirname, 'node_modules/lib0/logging.node.js') }
		]
	},
	environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } } } } },
	plugins: [
		command === 'serve' && messages(),
		icons({ compiler: 'svelte', customCollections: { hilo: FileSystemIconLoader('./static/icons') } }),
		sveltekit()
	]
}));
