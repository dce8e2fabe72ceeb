import { decode, encode } from '@auth/core/jwt';
import { expect, test } from 'vitest';
import { openToken } from './token.ts';

const [secret, salt] = ['a secret of thirty-two characters', 'hilo.staff'];
const seal = (sub: string, maxAge = 60) => encode({ token: { sub, name: 'Sofía «ventas»' }, secret, salt, maxAge });
const another = (letter: string) => (letter === 'A' ? 'B' : 'A');

test('what Auth.js seals opens to what Auth.js reads in it', async () => {
	for (const sub of ['s1', 's'.repeat(17), 'ñandú'.repeat(40)]) {
		const token = await seal(sub);
		expect(openToken(token, secret, salt)).toEqual(await decode({ token, secret, salt }));
	}
});

test('a token with any one letter changed, left out or put in is not opened', async () => {
	const token = await seal('s1');
	const altered = [...token].flatMap((letter, at) => {
		const [before, after] = [token.slice(0, at), token.slice(at + 1)];
		return [before + another(letter) + after, before + after, `${before}=${letter}${after}`];
	});
	expect(altered.filter((each) => openToken(each, secret, salt))).toEqual([]);
});

test('one that was sealed with another secret, or for another cookie, is of another form', async () => {
	const token = await seal('s1');
	expect(openToken(token, 'another secret of thirty-two char', salt)).toBeUndefined();
	expect(openToken(token, secret, 'hilo.portal')).toBeUndefined();
	for (const junk of ['', '.', '....', token.slice(0, token.indexOf('.'))]) expect(openToken(junk, secret, salt)).toBeUndefined();
});
