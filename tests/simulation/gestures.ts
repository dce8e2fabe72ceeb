import type { Row } from '#lib/client/database.ts';
import type { WriteOp } from '#lib/client/write-ops.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import type { Kind } from '#lib/domain/records.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { newProspect } from '#lib/domain/sales/prospect.ts';
import { newTicket } from '#lib/domain/sales/ticket.ts';
import { between, chance, oneOf, wall } from './clock.ts';
import { anId, type Hands } from './device.ts';
import { DESK, TECHNICIANS } from './people.ts';

/** Written only by who may not: nobody else is ever to see it. */
export const FORBIDDEN = 'PROHIBIDO';
const HOUR = 3_600_000;

let said = 0;
const words = () => `texto ${said++}`;

function known(hands: Hands, kind: Kind): Row | null {
	const rows = [...(hands.drive.rooms.get(DESK)?.rows.values() ?? [])].filter((row) => row.kind === kind);
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
let signs = 0;
function type(row: Row | null): WriteOp[] {
	if (!row) return [];
	const from = String(row.fields['notes']);
	const at = Math.floor(between(0, from.length + 1));
	const isCut = at < from.length && chance() < 0.3;
	const put = isCut ? '' : String.fromCharCode(0x2190 + (signs++ % 2_500));
	return [{ text: row.id, field: 'notes', from, to: from.slice(0, at) + put + from.slice(isCut ? at + 1 : at) }];
}

type Act = (hands: Hands) => WriteOp[];
const jot: Act = (hands) => type(known(hands, 'order'));
const note: Act = (hands) => edit(known(hands, 'lead'), 'observations', words());
const say: Act = (hands) => comment(known(hands, oneOf(['lead', 'ticket', 'order'])));
const SELLER: Act[] = [
	sale,
	note,
	note,
	(hands) => edit(known(hands, 'lead'), 'phone', `351 555-${Math.floor(between(1000, 9999))}`),
	(hands) => edit(known(hands, 'ticket'), 'stage', oneOf(['new', 'in-contact', 'quoted'])),
	(hands) => edit(known(hands, 'order'), 'observations', words()),
	jot,
	jot,
	say
];
const DISPATCHER: Act[] = [
	(hands) => edit(known(hands, 'order'), 'plan', chance() < 0.8 ? aPlan() : null),
	(hands) => [...edit(known(hands, 'order'), 'observations', words()), ...comment(known(hands, 'order'))],
	(hands) => edit(known(hands, 'order'), 'observations', words()),
	jot,
	jot,
	say
];
const LIAR: Act[] = [
	note,
	say,
	(hands) => type(known(hands, 'order')).map((op) => ({ ...op, to: FORBIDDEN })),
	(hands) => edit(known(hands, 'order'), 'cancelled', { reason: FORBIDDEN, at: wall() }),
	(hands) => [
		...edit(known(hands, 'lead'), 'observations', FORBIDDEN),
		...edit(known(hands, 'ticket'), 'observations', FORBIDDEN)
	]
];
const ACTS: Record<string, Act[]> = { sofia: SELLER, ana: DISPATCHER, luis: DISPATCHER, mara: LIAR };

/** Somebody does something that his screen offers him; nothing where there is nothing to do it to. */
export const gesture = (hands: Hands): WriteOp[] => oneOf(ACTS[hands.actor.user]!)(hands);
