import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { FileSystemIconLoader } from 'unplugin-icons/loaders';
import icons from 'unplugin-icons/vite';
import { defineConfig } from 'vite';

/** Compiles the messages while somebody edits them; for a build the bootstrap has done it, one module a message. */
const messages = () =>
	paraglideVitePlugin({
		project: './project.inlang',
		outdir: './src/lib/paraglide',
		strategy: ['globalVariable', 'baseLocale']
	});

export default defineConfig(({ command }) => ({
	plugins: [
		command === 'serve' && messages(),
		icons({ compiler: 'svelte', customCollections: { hilo: FileSystemIconLoader('./static/icons') } }),
		sveltekit()
	]
}));
