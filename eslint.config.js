import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import config from './svelte.config.js';

/** oxlint reads everything else; here only what needs to understand components. */
export default ts.config(
	{
		ignores: [
			'build/',
			'.svelte-kit/',
			'src/lib/paraglide/',
			'data/',
			'node_modules/',
			'**/*.js',
			'**/*.mjs',
			'**/*.ts',
			'!**/*.svelte.ts'
		]
	},
	...svelte.configs.recommended,
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig: config } }
	},
	// A Set or Date that lives inside one function has nobody to tell.
	{ files: ['**/*.svelte', '**/*.svelte.ts'], rules: { 'svelte/prefer-svelte-reactivity': 'off' } },
	// Wrappers are given their links; who gives them has resolved them.
	{ files: ['src/lib/ui/**'], rules: { 'svelte/no-navigation-without-resolve': 'off' } }
);
