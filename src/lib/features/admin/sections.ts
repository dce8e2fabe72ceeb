import type { CheckKey } from './checks.ts';
import type { Act } from '#lib/domain/permissions.ts';
import * as m from '#lib/paraglide/messages.js';
import type { EditableKind } from './item-fields.ts';

export type ListedKind = Exclude<EditableKind, 'company'>;
export type Section = { slug: string; label: () => string; act: Act } & (
	{ kind: ListedKind; add: () => string } | { kind: null }
);

const list = (slug: string, kind: ListedKind, label: () => string, add: () => string): Section => ({
	slug,
	kind,
	label,
	add,
	act: 'catalog.save'
});

/** Configuración, in the order in which a new company fills it in. */
export const SECTIONS: readonly Section[] = [
	{ slug: 'inicio', kind: null, label: m.admin_section_start, act: 'office.open' },
	{ slug: 'empresa', kind: null, label: m.admin_section_company, act: 'company.save' },
	list('sucursales', 'branch', m.admin_section_branch, m.admin_add_branch),
	{ slug: 'usuarios', kind: null, label: m.admin_section_users, act: 'people.manage' },
	{ slug: 'cambios-retenidos', kind: null, label: m.admin_section_quarantine, act: 'quarantine.review' },
	list('planes', 'plan', m.admin_section_plan, m.admin_add_plan),
	list('items-recurrentes', 'recurring', m.admin_section_recurring, m.admin_add_recurring),
	list('items-unicos', 'oneoff', m.admin_section_oneoff, m.admin_add_oneoff),
	list('descuentos', 'discount', m.admin_section_discount, m.admin_add_discount),
	list('nodos', 'node', m.admin_section_node, m.admin_add_node),
	list('cajas-nap', 'nap', m.admin_section_nap, m.admin_add_nap),
	list('servidores', 'server', m.admin_section_server, m.admin_add_server),
	list('rangos-de-ip', 'pool', m.admin_section_pool, m.admin_add_pool),
	list('lista-de-control', 'step', m.admin_section_step, m.admin_add_step),
	list('medios-de-pago', 'payment', m.admin_section_payment, m.admin_add_payment)
];

/** What may be missing before the first sale: its words, and the section where it is filled in. */
export const CHECKS: Record<CheckKey, { label: () => string; slug: string }> = {
	company: { label: m.admin_check_company, slug: 'empresa' },
	branch: { label: m.admin_check_branch, slug: 'sucursales' },
	plan: { label: m.admin_check_plan, slug: 'planes' },
	node: { label: m.admin_check_node, slug: 'nodos' },
	server: { label: m.admin_check_server, slug: 'servidores' },
	pool: { label: m.admin_check_pool, slug: 'rangos-de-ip' },
	payment: { label: m.admin_check_payment, slug: 'medios-de-pago' },
	seller: { label: m.admin_check_seller, slug: 'usuarios' },
	dispatcher: { label: m.admin_check_dispatcher, slug: 'usuarios' },
	technician: { label: m.admin_check_technician, slug: 'usuarios' }
};
