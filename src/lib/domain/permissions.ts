import type { Role } from './catalog.ts';
import type { Kind } from './records.ts';

/** Who acts: staff with roles, or a customer of the portal. `customer` is his lead's id. */
export type Actor = { user: string; roles: readonly Role[]; branch: string; customer?: string };

const OFFICE: readonly Role[] = ['owner', 'supervisor', 'seller', 'dispatcher', 'helpdesk', 'billing', 'cashier', 'network'];
/** Who sells, and is given leads and tickets. */
export const SALES: readonly Role[] = ['owner', 'supervisor', 'seller'];
const DISPATCH: readonly Role[] = ['owner', 'supervisor', 'dispatcher'];
const LEAD: readonly Role[] = ['owner', 'supervisor'];
const CARE: readonly Role[] = ['owner', 'supervisor', 'helpdesk'];
const PEOPLE: readonly Role[] = [...OFFICE, 'technician'];

/** Acts that are not a field of a record: screens, commands and reads. Who is not in a row may not. */
const ACTS = {
	'office.open': OFFICE,
	'field.open': ['technician'],
	'catalog.save': ['owner', 'network'],
	'company.save': ['owner'],
	'people.manage': ['owner'],
	'view.share': OFFICE,
	/** What somebody else shares: one's own may be taken back by whoever may share. */
	'view.withdraw': ['owner'],
	'quarantine.review': LEAD,
	'contract.create': ['owner', 'dispatcher', 'network'],
	'contract.read': OFFICE,
	'contract.secret': ['owner', 'network', 'dispatcher', 'technician'],
	'invoice.issue': ['owner', 'billing'],
	'invoice.read': ['owner', 'supervisor', 'billing', 'cashier', 'helpdesk'],
	'payment.record': ['owner', 'billing', 'cashier'],
	'portal.grant': ['owner', 'supervisor', 'helpdesk', 'billing', 'dispatcher', 'seller'],
	'notice.read': ['owner', 'supervisor', 'helpdesk', 'billing'],
	'lead.import': SALES,
	'report.accept': DISPATCH
} as const satisfies Record<string, readonly Role[]>;
export type Act = keyof typeof ACTS;

type Rights = { create: readonly Role[]; fields: Record<string, readonly Role[]>; lists: Record<string, readonly Role[]> };
const every = (roles: readonly Role[], ...fields: string[]) => Object.fromEntries(fields.map((field) => [field, roles]));
const comments = { comments: OFFICE };

/** Who may give birth to a record, write which field and append to which list. A field that is not named is written by nobody after birth. */
const WRITES: Record<Kind, Rights> = {
	lead: {
		create: [...SALES, 'dispatcher', 'helpdesk'],
		fields: every(
			[...SALES, 'helpdesk', 'billing'],
			'personType',
			'name',
			'document',
			'phone',
			'email',
			'contactChannel',
			'vatCondition',
			'legalName',
			'taxId',
			'observations',
			'notes',
			'owner',
			'lost',
			'archived'
		),
		lists: comments
	},
	prospect: { create: SALES, fields: every(SALES, 'service', 'location', 'observations', 'notes', 'archived'), lists: comments },
	ticket: {
		create: SALES,
		fields: every(SALES, 'owner', 'stage', 'nextAction', 'lost', 'observations', 'notes', 'archived'),
		lists: comments
	},
	order: {
		create: [...SALES, 'dispatcher', 'helpdesk'],
		fields: {
			...every(DISPATCH, 'plan'),
			...every(LEAD, 'reopened'),
			...every([...SALES, 'dispatcher', 'helpdesk'], 'cancelled', 'observations', 'notes', 'minutes', 'location', 'promised')
		},
		lists: comments
	},
	case: {
		create: CARE,
		fields: every(CARE, 'title', 'category', 'priority', 'assignee', 'state', 'contract', 'prospect'),
		lists: { messages: OFFICE }
	},
	visit: {
		create: ['technician'],
		fields: every(['technician'], 'enRoute', 'arrived', 'notes', 'outcome'),
		lists: every(['technician'], 'equipment', 'photos', 'checks', 'signatures')
	},
	draft: { create: PEOPLE, fields: every(PEOPLE, 'answers', 'step', 'discarded'), lists: {} },
	preference: { create: PEOPLE, fields: every(PEOPLE, 'value'), lists: {} }
};

const any = (actor: Actor, roles: readonly Role[] | undefined) => roles?.some((role) => actor.roles.includes(role)) ?? false;

export function can(actor: Actor, act: Act): boolean {
	return any(actor, ACTS[act]);
}
export function canCreate(actor: Actor, kind: Kind): boolean {
	return any(actor, WRITES[kind].create);
}
export function canWrite(actor: Actor, kind: Kind, field: string): boolean {
	return any(actor, Object.hasOwn(WRITES[kind].fields, field) ? WRITES[kind].fields[field] : undefined);
}
export function canAppend(actor: Actor, kind: Kind, list: string): boolean {
	return any(actor, Object.hasOwn(WRITES[kind].lists, list) ? WRITES[kind].lists[list] : undefined);
}
