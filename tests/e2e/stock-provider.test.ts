import type { CatalogItem } from '#lib/domain/catalog.ts';
import { ANA, PASSWORD, TOMAS } from '../cast.ts';
import type { App } from '../support/app.ts';
import { act, joinStock, until, type Stock } from '../support/sync-client.ts';
import type { Person as Actor } from '../support/sync-server.ts';
import { LeadsPage } from './pages/sales.ts';
import { expect, test } from './people.ts';
import { recordIn, recordsIn } from '../support/room-records.ts';

const DESK = 'desk/central/2026-03';

/** Through the form, as a browser does; what comes back is the cookie that a program sends with its socket. */
async function signIn(app: App, { email, id, roles, branch }: typeof TOMAS): Promise<Actor> {
	const answer = await fetch(`${app.origin}/ingresar`, {
		method: 'POST',
		body: new URLSearchParams({ email, password: PASSWORD }),
		headers: { origin: app.origin, accept: 'text/html' },
		redirect: 'manual'
	});
	expect(answer.status).toBe(303);
	const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
	return { actor: { user: id, roles, branch }, session: '', cookie };
}

const join = (app: App, person: Actor, room: string): Stock =>
	joinStock({ address: `${app.origin.replace('http', 'ws')}/sync` }, person, room);

const named = ({ room }: Stock, name: string) => until(() => recordsIn(room).find(({ fields }) => fields['name'] === name));

test('a stock y-websocket provider edits a lead within its rights, and the open screen follows', async ({ app, seller }) => {
	const leads = new LeadsPage(seller);
	await leads.open();
	await leads.create('Stella Stock', { phone: '351 555-4301' });
	await seller.settled();

	const tomas = await signIn(app, TOMAS);
	const stock = join(app, tomas, DESK);
	const lead = await named(stock, 'Stella Stock');
	const intent = act(stock.room, tomas, {
		edit: lead.id,
		field: 'phone',
		v: '351 555-4302',
		over: stock.room.standing(lead.id, 'phone')
	});
	await expect(leads.record.getByLabel('Teléfono')).toHaveValue('351 555-4302');
	expect(stock.room.edits.get(`${lead.id}/phone`)).toEqual({
		v: '351 555-4302',
		by: TOMAS.id,
		at: expect.any(Number),
		i: intent,
		over: null
	});

	await leads.change('E-mail', 'stella@example.com');
	await until(() => recordIn(stock.room, lead.id)?.fields['email'] === 'stella@example.com');
	stock.leave();
});

test('an edit beyond its rights ends that socket, and nobody ever sees the value', async ({ app, seller }) => {
	const leads = new LeadsPage(seller);
	await leads.open();
	await leads.create('Rita Rechazo', { phone: '+54 351 555-4303' });
	await seller.settled();

	const [ana, tomas] = await Promise.all([signIn(app, ANA), signIn(app, TOMAS)]);
	const [enemy, friend] = [join(app, ana, DESK), join(app, tomas, DESK)];
	const lead = await named(enemy, 'Rita Rechazo');
	await named(friend, 'Rita Rechazo');
	act(enemy.room, ana, { edit: lead.id, field: 'phone', v: '351 555-6666', over: null });
	expect(await enemy.closed).toBe(4409);

	// What comes after it arrives, so what was refused would have been there.
	act(friend.room, tomas, { edit: lead.id, field: 'email', v: 'rita@example.com', over: null });
	await expect(leads.record.getByLabel('E-mail')).toHaveValue('rita@example.com');
	await expect(leads.record.getByLabel('Teléfono')).toHaveValue('+54 351 555-4303');
	expect(recordIn(friend.room, lead.id)?.fields['phone']).toBe('+54 351 555-4303');
	await seller.page.reload();
	await leads.search('Rita Rechazo');
	await leads.row('Rita Rechazo').click();
	await expect(seller.page.getByLabel('Teléfono')).toHaveValue('+54 351 555-4303');
	enemy.leave();
	friend.leave();
});

test('the catalogue is read by every stock client and written by none', async ({ app }) => {
	const tomas = await signIn(app, TOMAS);
	const stock = join(app, tomas, 'catalog');
	const plan = await until(() => stock.room.facts.get('fibra-300/item') as CatalogItem<'plan'> | undefined);
	expect(plan).toMatchObject({ kind: 'plan', name: 'Fibra 300 Mb' });
	stock.room.facts.set('fibra-300/item', { ...plan, price: 1 });
	expect(await stock.closed).toBe(4409);
	const again = join(app, tomas, 'catalog');
	expect(await until(() => again.room.facts.get('fibra-300/item'))).toEqual(plan);
	stock.leave();
	again.leave();
});
