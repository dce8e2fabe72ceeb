import { expect, test } from 'vitest';
import { openDatabase, type RowOf } from '#lib/client/database.ts';
import { newCase } from '#lib/domain/care/help-case.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { caseNews, clashNews, isShown, type News } from './bell-news.ts';
import { markRead, readKeys, unreadOf } from './bell-read.ts';

const ROW = { id: 'r', room: 'desk/central/2026-03', at: 10, entries: {}, facts: {}, seen: {}, wrote: {}, refs: [], text: '' };
const nameOf = (user: string) => user.toUpperCase();
const said = (id: string, from: 'staff' | 'customer', at: number, by: string) => ({
	id,
	from,
	at,
	by,
	text: '…',
	internal: false
});

function aCase(some: Partial<RowOf<'case'>> & { state?: 'closed' } = {}): RowOf<'case'> {
	const { state = 'pending', ...rest } = some;
	const fields = newCase({ title: 'Se corta', lead: 'l', assignee: 'hugo', state });
	return { ...ROW, kind: 'case', number: 'S-12', by: 'julia', tick: 'server', fields, ...rest };
}

test('a ticket that somebody gave me is news until I speak in it; one that I took is not', () => {
	expect(caseNews(aCase(), 'hugo', nameOf)).toMatchObject({ key: 'r', sentence: 'JULIA te asignó S-12', href: '/ayuda/r' });
	expect(caseNews(aCase({ by: 'hugo' }), 'hugo', nameOf)).toBeNull();
	const given = { wrote: { assignee: { by: 'luis', at: 20 } }, seen: { assignee: 'i-9' } };
	expect(caseNews(aCase(given), 'hugo', nameOf)).toMatchObject({ key: 'i-9', sentence: 'LUIS te asignó S-12', at: 20 });
	const answered = { ...given, entries: { messages: [said('m1', 'staff', 30, 'hugo')] } };
	expect(caseNews(aCase(answered), 'hugo', nameOf)).toBeNull();
});

test('each word of the customer is news of its own, also after the end', () => {
	const messages = [said('m1', 'customer', 30, 'c'), said('m2', 'staff', 40, 'hugo'), said('m3', 'customer', 50, 'c')];
	expect(caseNews(aCase({ entries: { messages } }), 'hugo', nameOf)).toMatchObject({ key: 'm3', at: 50 });
	expect(caseNews(aCase({ entries: { messages }, state: 'closed' }), 'hugo', nameOf)?.key).toBe('m3');
	expect(caseNews(aCase({ entries: { messages: messages.slice(0, 2) }, state: 'closed' }), 'hugo', nameOf)).toBeNull();
});

test('whoever planned a visit hears that the hour was not granted, until it is planned anew', () => {
	const plan = { id: 'p1', crew: ['paula'], start: 1, minutes: 60 };
	const order: RowOf<'order'> = {
		...ROW,
		kind: 'order',
		number: 'OR-1',
		by: 'ana',
		tick: 'server',
		fields: { ...newOrder({ kind: 'technical', lead: 'l' }), plan },
		facts: { slot: { plan: 'p1', granted: false } },
		wrote: { plan: { by: 'ana', at: 5 } }
	};
	expect(clashNews(order, 'ana')).toMatchObject({ key: 'p1', at: 5 });
	expect(clashNews(order, 'luis')).toBeNull();
	expect(clashNews({ ...order, facts: { slot: { plan: 'p1', granted: true } } }, 'ana')).toBeNull();
	expect(clashNews({ ...order, fields: { ...order.fields, plan: { ...plan, id: 'p2' } } }, 'ana')).toBeNull();
});

const news = (key: string, kind: News['kind'] = 'case', at = 0): News => ({ key, kind, at, sentence: '', detail: '' });

test('a command is spoken of when it takes long, and only its answer is counted', () => {
	expect(isShown(news('c', 'waiting', 1_000), 5_000)).toBe(false);
	expect(isShown(news('c', 'waiting', 1_000), 12_000)).toBe(true);
	expect(unreadOf([news('c', 'waiting'), news('c/done', 'answer')], new Set()).map(({ key }) => key)).toEqual(['c/done']);
});

test('what was read stays read, and is forgotten with what it was about', async () => {
	const db = openDatabase('bell-read');
	await markRead(db, [news('a'), news('b')], ['a']);
	await markRead(db, [news('a'), news('b')], ['b']);
	expect([...(await readKeys(db))]).toEqual(['a', 'b']);
	await markRead(db, [news('b'), news('c')], ['c']);
	expect(unreadOf([news('a'), news('b'), news('c')], await readKeys(db)).map(({ key }) => key)).toEqual(['a']);
});
