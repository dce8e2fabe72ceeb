import * as v from 'valibot';
import { CATALOG, ROLES, type CatalogKind } from './catalog.ts';
import type { Act } from './permissions.ts';
import { VIEW_FIELDS } from './saved-view.ts';
import { IdOf, Key, Optional, Short } from './shared/schema.ts';

export const CONNECTION_MODES = ['pppoe', 'dhcp', 'static'] as const;

/** The technical part of a contract as a person asks for it; `ip` empty lets the server give the next free one of the pool. */
export const TechRequest = v.object({
	server: Key,
	node: Key,
	mode: v.picklist(CONNECTION_MODES),
	equipment: v.pipe(Short, v.minLength(1)),
	pool: v.nullable(Key),
	ip: v.nullable(Short),
	mac: Optional
});
export type TechRequest = v.InferOutput<typeof TechRequest>;

const Email = v.pipe(Short, v.email());
const CatalogKey = v.picklist(
	Object.keys(CATALOG).filter((kind) => !['company', 'staff', 'room', 'view'].includes(kind)) as CatalogKind[]
);

/** Every command a device can send: its payload and the act that `permissions.ts` must allow. The answer's shape is the service's. */
export const COMMANDS = {
	'contract.create': { act: 'contract.create', payload: v.object({ order: IdOf, tech: TechRequest }) },
	'payment.record': {
		act: 'payment.record',
		payload: v.object({ contract: IdOf, amount: v.number(), method: Key, on: v.pipe(v.string(), v.isoDate()), note: Optional })
	},
	'cycle.run': { act: 'invoice.issue', payload: v.object({ month: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}$/)) }) },
	'portal.grant': { act: 'portal.grant', payload: v.object({ contract: IdOf, by: v.picklist(['mail', 'link']) }) },
	'catalog.save': {
		act: 'catalog.save',
		payload: v.object({ kind: CatalogKey, id: v.nullable(Key), item: v.record(v.string(), v.unknown()) })
	},
	'company.save': { act: 'company.save', payload: v.object({ item: v.record(v.string(), v.unknown()) }) },
	'view.share': { act: 'view.share', payload: v.object(VIEW_FIELDS) },
	'view.unshare': { act: 'view.share', payload: v.object({ view: Key }) },
	'user.invite': {
		act: 'people.manage',
		payload: v.object({
			name: v.pipe(Short, v.minLength(1)),
			email: Email,
			roles: v.pipe(v.array(v.picklist(ROLES)), v.minLength(1)),
			branch: Key
		})
	},
	'user.save': {
		act: 'people.manage',
		payload: v.object({
			user: IdOf,
			name: v.pipe(Short, v.minLength(1)),
			roles: v.pipe(v.array(v.picklist(ROLES)), v.minLength(1)),
			branch: Key,
			active: v.boolean()
		})
	},
	'user.reset': { act: 'people.manage', payload: v.object({ user: IdOf }) },
	'session.revoke': { act: 'people.manage', payload: v.object({ session: IdOf }) },
	'quarantine.settle': {
		act: 'quarantine.review',
		payload: v.object({ session: IdOf, intent: IdOf, outcome: v.picklist(['applied', 'discarded']) })
	}
} as const satisfies Record<string, { act: Act; payload: v.GenericSchema }>;

export type CommandName = keyof typeof COMMANDS;
export type Payload<N extends CommandName> = v.InferOutput<(typeof COMMANDS)[N]['payload']>;

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);

/** What travels to `POST /api/commands`; `rests` are the intents it must not overtake. */
export const CommandEnvelope = v.object({
	id: IdOf,
	name: Short,
	payload: v.unknown(),
	/** It was answered before the server was restored: what it speaks of may still be on its way back. */
	again: v.optional(v.boolean(), false),
	rests: v.pipe(v.array(IdOf), v.maxLength(50))
});
export type CommandEnvelope = v.InferOutput<typeof CommandEnvelope>;

/** `retry` asks the device to come again: what the command rests on is not known yet. */
export type CommandAnswer =
	{ ok: true; result: unknown } | { ok: false; code: string; detail: Record<string, string>; retry?: true };

/** A single-use link is told to whoever asked and kept nowhere: who asks again learns that it was given, and asks for another. */
export function withoutLink(answer: CommandAnswer): CommandAnswer {
	const given = answer.ok && (answer.result as { link?: string | null } | null)?.link;
	return given ? { ok: false, code: 'link.given', detail: {} } : answer;
}
