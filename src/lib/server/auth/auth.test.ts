import { afterEach, expect, test, vi } from 'vitest';
import { openSession, sealSession, SESSION_DAYS } from './auth.ts';

const keys = { authSecret: 'a secret of thirty-two characters', origin: 'http://localhost:3000' };
const opens = (token: string, some: Partial<typeof keys> = {}) => openSession(token, 'staff', { ...keys, ...some });
afterEach(() => void vi.useRealTimers());

test('a token that was opened before is ours under the same secret and for the same audience alone', async () => {
	const token = await sealSession('s1', 'staff', keys);
	expect([await opens(token), await opens(token)]).toEqual(['s1', 's1']);
	expect(await openSession(token, 'portal', keys)).toBeNull();
	expect(await opens(token, { authSecret: 'another secret of thirty-two char' })).toBeNull();
	expect(await opens(`${token.slice(0, -2)}xx`)).toBeNull();
});

test('a token that was opened before ends in its time', async () => {
	const token = await sealSession('s1', 'staff', keys);
	expect(await opens(token)).toBe('s1');
	vi.useFakeTimers({ now: Date.now() + (SESSION_DAYS * 24 + 1) * 3_600_000, toFake: ['Date'] });
	expect(await opens(token)).toBeNull();
});
