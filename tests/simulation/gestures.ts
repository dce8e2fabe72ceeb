import type { Row } from '#lib/client/database.ts';
import type { WriteOp } from '#lib/client/write-ops.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import type { Kind } from '#lib/domain/records.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { newProspect } from '#lib/domain/sales/prospect.ts';
import { newTicket } from '#lib/domain/sales/ticket.ts';
import { between, chance, oneOf, tally, wall } from './clock.ts';
import { anId, type Hands } from './device.ts';
import { OLD, TECHNICIANS } from './people.ts';

/** Written only by who may not: nobody else is ever to see it. */
export const FORBIDDEN = 'PROHIBIDO';
const HOUR = 3_600_000;

const words = () => `texto ${tally.words++}`;

/** Somebody at his device, in the month that he works in. */
export type At = { hands: Hands; room: string };

function known({ hands, room }: At, kind: Kind): Row | null {
	const rows = [...(hands.drive.rooms.get(room)?.rows.values() ?? [])].filter((row) => row.kind === kind);
	// Mostly the newest: people work on what is in front of them, and meet there.
	return rows.length === 0 ? null : chance() < 0.7 ? rows.at(-1 - Math.floor(chance() * Math.min(4, rows.length)))! : oneOf(rows);
}

function aPlan() {
	const start = wall() - (wall() % HOUR) + Math.floor(between(1, 12)) * HOUR;
	return { id: anId(), crew: [oneOf(TECHNICIANS)], start, minutes: 60 };
}

/** A seller's whole sale, born in one transaction. */
function sale(): WriteOp[] {
	const [lead, prospect, ticket, order] = [anId(), anId(), anId(), anId()];
	return [
		{ base: lead, value: { kind: 'lead', fields: newLead({ name: words() }) } },
		{ base: prospect, value: { kind: 'prospect', fields: newProspect({ lead }) } },
		{ base: ticket, value: { kind: 'ticket', fields: newTicket({ lead, prospect }) } },
		{ base: order, value: { kind: 'order', fields: newOrder({ kind: 'installation', lead, prospect, ticket }) } }
	];
}
const edit = (row: Row | null, field: string, v: unknown): WriteOp[] => (row ? [{ edit: row.id, field, v }] : []);
const comment = (row: Row | null): WriteOp[] => (row ? [{ entry: row.id, list: 'comments', value: { text: words() } }] : []);

/** One sign of its own is put anywhere into a record's notes, or one is taken out: so each can be followed. */
function type(row: Row | null): WriteOp[] {
	// A sealed month shows none.
	if (typeof row?.fields['notes'] !== 'string') return [];
	const from = row.fields['notes'];
	const at = Math.floor(between(0, from.length + 1));
	const isCut = at < from.length && chance() < 0.3;
	const put = isCut ? '' : String.fromCharCode(0x2190 + (tally.signs++ % 2_500));
	return [{ text: row.id, field: 'notes', from, to: from.slice(0, at) + put + from.slice(isCut ? at + 1 : at) }];
}

type Act = (at: At) => WriteOp[];
const jot: Act = (at) => type(known(at, 'order'));
const note: Act = (at) => edit(known(at, 'lead'), 'observations', words());
const say: Act = (at) => comment(known(at, oneOf(['lead', 'ticket', 'order'])));
const SELLER: Act[] = [
	sale,
	note,
	note,
	(at) => edit(known(at, 'lead'), 'phone', `351 555-${Math.floor(between(1000, 9999))}`),
	(at) => edit(known(at, 'ticket'), 'stage', oneOf(['new', 'in-contact', 'quoted'])),
	(at) => edit(known(at, 'order'), 'observations', words()),
	jot,
	jot,
	say
];
const DISPATCHER: Act[] = [
	(at) => edit(known(at, 'order'), 'plan', chance() < 0.8 ? aPlan() : null),
	(at) => [...edit(known(at, 'order'), 'observations', words()), ...comment(known(at, 'order'))],
	(at) => edit(known(at, 'order'), 'observations', words()),
	jot,
	jot,
	say
];
const LIAR: Act[] = [
	note,
	say,
	(at) => type(known(at, 'order')).map((op) => ({ ...op, to: FORBIDDEN })),
	(at) => edit(known(at, 'order'), 'cancelled', { reason: FORBIDDEN, at: wall() }),
	(at) => [...edit(known(at, 'lead'), 'observations', FORBIDDEN), ...edit(known(at, 'ticket'), 'observations', FORBIDDEN)]
];
const ACTS: Record<string, Act[]> = { sofia: SELLER, ana: DISPATCHER, luis: DISPATCHER, mara: LIAR };

/** What is still said in a month of which nothing is left to do. */
const LATE: Act[] = [note, say, say, jot, (at) => edit(known(at, 'order'), 'observations', words())];

/** Somebody does something that his screen offers him; nothing where there is nothing to do it to. */
export function gesture(at: At): WriteOp[] {
	const acts = ACTS[at.hands.actor.user]!;
	if (at.room !== OLD) return oneOf(acts)(at);
	if (acts === SELLER && !known(at, 'lead')) return sale();
	return oneOf(acts === LIAR ? LIAR : LATE)(at);
}
