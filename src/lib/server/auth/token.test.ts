import { decode, encode } from '@auth/core/jwt';
import { hkdfSync } from 'node:crypto';
import { EncryptJWT } from 'jose';
import { expect, test } from 'vitest';
import { openToken } from './token.ts';

const [secret, salt] = ['a secret of thirty-two characters', 'hilo.staff'];
const seal = (sub: string, maxAge = 60) => encode({ token: { sub, name: 'Sofía «ventas»' }, secret, salt, maxAge });

test('what Auth.js seals opens to what Auth.js reads in it', async () => {
	for (const sub of ['s1', 's'.repeat(17), 'ñandú'.repeat(40)]) {
		const token = await seal(sub);
		expect(await openToken(token, secret, salt)).toEqual(await decode({ token, secret, salt }));
	}
});

test('a token that was altered, has expired, or is for another secret or cookie is not opened', async () => {
	const token = await seal('s1');
	const [head, , iv, sealed, tag] = token.split('.') as [string, string, string, string, string];
	const swapped = (part: string) => (part.startsWith('A') ? 'B' : 'A') + part.slice(1);
	const altered = [
		[swapped(head), '', iv, sealed, tag],
		[head, '', swapped(iv), sealed, tag],
		[head, '', iv, swapped(sealed), tag],
		[head, '', iv, sealed, swapped(tag)],
		[head, '', iv, sealed, tag.slice(0, 20)]
	].map((parts) => parts.join('.'));
	for (const each of [...altered, '', '....', head, await seal('s1', -60)])
		expect(await openToken(each, secret, salt)).toBeNull();
	expect(await openToken(token, 'another secret of thirty-two char', salt)).toBeNull();
	expect(await openToken(token, secret, 'hilo.portal')).toBeNull();
});

test('a token of nobody, or without an end, is not opened', async () => {
	const key = new Uint8Array(hkdfSync('sha256', secret, salt, `Auth.js Generated Encryption Key (${salt})`, 64));
	const sealed = (claims: Record<string, unknown>) =>
		new EncryptJWT(claims).setProtectedHeader({ alg: 'dir', enc: 'A256CBC-HS512' }).encrypt(key);
	const exp = Math.floor(Date.now() / 1000) + 60;
	expect(await openToken(await sealed({ sub: 's1', exp }), secret, salt)).toMatchObject({ sub: 's1' });
	for (const claims of [{ sub: 's1' }, { exp }]) expect(await openToken(await sealed(claims), secret, salt)).toBeNull();
});
