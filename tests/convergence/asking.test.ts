import { expect, test, vi } from 'vitest';
import { newLead } from '#lib/domain/sales/lead.ts';
import * as Y from 'yjs';
import { Hub } from './hub.ts';
import { DESK, newId, opening, SOFIA } from './people.ts';

const OTHER = 'desk/centro/2026-02';
const aLead = (id = newId()) => [{ base: id, value: { kind: 'lead' as const, fields: newLead({ name: 'Carmen Ruiz' }) } }];

test('whoever asks for a new epoch, with a refused edit in her document, hears of it though another room comes back first', async () => {
	const hub = new Hub(DESK, OTHER);
	const sofia = await opening(hub, SOFIA);
	const lead = newId();
	await sofia.writer.write(DESK, 'create', aLead(lead));
	await sofia.sent();
	const backup = Y.encodeStateAsUpdate(hub.stay(DESK).doc);

	// It is refused, and before the room can be loaded afresh the server has gone and comes back with another epoch.
	hub.refuse = () => {
		hub.up = false;
		return { code: 'right.missing' };
	};
	await sofia.edit(lead, { name: 'Nadie' });
	await vi.waitFor(async () => expect(await sofia.states()).toContain('refused'));
	hub.restore(DESK, backup);
	hub.restore(OTHER, Y.encodeStateAsUpdate(hub.stay(OTHER).doc));
	for (const room of [DESK, OTHER]) hub.shut.add(room);
	hub.refuse = () => null;
	hub.up = true;

	await vi.waitFor(() => expect([DESK, OTHER].map((room) => hub.isAskedFor(room))).toEqual([true, true]), 10_000);
	hub.letIn(OTHER);
	await sofia.writer.write(OTHER, 'create', aLead());
	await sofia.sent();
	hub.letIn(DESK);
	await vi.waitFor(() => expect(sofia.writer.connected).toBe(true), 5_000);
	await sofia.edit(lead, { name: 'Carmen Ruiz de Paz' });
	await sofia.sent();
	expect(await sofia.field(lead, 'name')).toBe('Carmen Ruiz de Paz');
});
