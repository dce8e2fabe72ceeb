import { isKind } from '#lib/client/database.ts';
import type { Device, WriteOp } from '#lib/client/device.svelte.ts';
import { numberOf } from '#lib/client/numbers.ts';
import { isDone } from '#lib/domain/care/conversation.ts';
import { newCase, type CaseState, type HelpCase } from '#lib/domain/care/help-case.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import * as m from '#lib/paraglide/messages.js';
import { toast } from '#lib/ui/toast.ts';
import type { CaseView, KnownContract } from './cases.ts';
import { STATES } from './case-words.ts';

const said = (id: string, text: string, internal: boolean): WriteOp => ({
	entry: id,
	list: 'messages',
	value: { text, from: 'staff', internal }
});
const set = (id: string, fields: Partial<HelpCase>): WriteOp[] =>
	Object.entries(fields).map(([field, v]) => ({ edit: id, field, v }));

/** An answer also takes the ticket up, in one gesture; a comment leaves everything as it is. @throws {Refused} */
export async function say(device: Device, { row }: CaseView, text: string, internal: boolean): Promise<void> {
	const { state, assignee } = row.fields;
	const takes: Partial<HelpCase> = internal
		? {}
		: { ...(state === 'pending' && { state: 'in-progress' }), ...(assignee === null && { assignee: device.actor.user }) };
	const name = internal ? 'case.comment' : 'case.answer';
	await device.write(row.room, name, [said(row.id, text, internal), ...set(row.id, takes)]);
}

/** The end of a ticket leaves a note in its conversation, after which a word of the customer is a new one. @throws {Refused} */
export async function moveTo(device: Device, { row }: CaseView, state: CaseState): Promise<void> {
	const note = isDone(state) ? [said(row.id, m.care_finished_note({ state: STATES[state].words() }), true)] : [];
	await device.write(row.room, 'case.state', [...set(row.id, { state }), ...note]);
}

/** @param first what was told on the telephone; empty for none @returns its id @throws {Refused} */
export async function openCase(
	device: Device,
	some: Partial<HelpCase> & Pick<HelpCase, 'title' | 'lead'>,
	first: string
): Promise<string> {
	const id = device.newId();
	const told = first === '' ? [] : [said(id, first, true)];
	await device.write(device.currentDesk(), 'case.create', [
		{ base: id, value: { kind: 'case', fields: newCase(some) } },
		...told
	]);
	return id;
}

/** Field work for a ticket, at the customer's address; it waits in «No programadas». @returns its id @throws {Refused} */
export async function orderFor(
	device: Device,
	{ row }: CaseView,
	kind: 'technical' | 'removal',
	contract: KnownContract | null
): Promise<string> {
	const { lead, title } = row.fields;
	const prospect = row.fields.prospect ?? contract?.prospect ?? null;
	const place = prospect ? await device.db.rows.get(prospect) : undefined;
	const location = isKind(place, 'prospect') ? place.fields.location : null;
	const id = device.newId();
	const fields = newOrder({ kind, lead, prospect, help: row.id, location, observations: title });
	await device.write(device.currentDesk(), 'order.create', [{ base: id, value: { kind: 'order', fields } }]);
	return id;
}

/** Says which order was made, with the ways on and back. */
export async function tellOrder(device: Device, id: string, kind: 'technical' | 'removal', plan: string | null): Promise<void> {
	const number = await numberOf(device.db, id);
	const undo = () => void device.edit(id, 'order.cancel', { cancelled: { reason: m.care_undone(), at: device.now() } });
	toast(kind === 'technical' ? m.care_made_technical({ number }) : m.care_made_removal({ number }), {
		actions: [...(plan ? [{ label: m.care_plan(), href: plan }] : []), { label: m.care_undo(), undo: true, onclick: undo }]
	});
}
