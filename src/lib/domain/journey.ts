import * as m from '#lib/paraglide/messages.js';
import type { Role } from './catalog.ts';

/** The path of a customer. *El hilo* shows it with these splices, in this order, from 1. */
export const JOURNEY = ['lead', 'prospect', 'ticket', 'order', 'contract', 'installation', 'invoice'] as const;
export type Stage = (typeof JOURNEY)[number];
/** Place of a stage on the thread, 1 to 7. */
export const stageNumber = (stage: Stage) => (JOURNEY.indexOf(stage) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7;

export type Screen = {
	id: 'desk' | 'leads' | 'prospects' | 'orders' | 'plan' | 'contracts' | 'billing' | 'care' | 'notices' | 'settings';
	href: `/${string}`;
	label: () => string;
	/** After G. */
	key?: string;
	roles: readonly Role[];
};
const SALES: readonly Role[] = ['owner', 'supervisor', 'seller'];
const DISPATCH: readonly Role[] = ['owner', 'supervisor', 'dispatcher'];
const CARE: readonly Role[] = ['owner', 'supervisor', 'helpdesk'];
const MONEY: readonly Role[] = ['owner', 'supervisor', 'billing', 'cashier'];
const OFFICE: readonly Role[] = ['owner', 'supervisor', 'seller', 'dispatcher', 'helpdesk', 'billing', 'cashier', 'network'];

/** The screens of the office in the order of the path; a role hides what it cannot use. */
export const MENU: readonly { label: () => string; screens: readonly Screen[] }[] = [
	{
		label: m.shared_nav_sales,
		screens: [
			{ id: 'desk', href: '/ventas', label: m.shared_nav_desk, key: 'v', roles: SALES },
			{
				id: 'leads',
				href: '/leads',
				label: m.shared_nav_leads,
				key: 'l',
				roles: [...SALES, 'dispatcher', 'helpdesk', 'billing']
			},
			{ id: 'prospects', href: '/prospectos', label: m.shared_nav_prospects, key: 'p', roles: SALES }
		]
	},
	{
		label: m.shared_nav_operations,
		screens: [
			{
				id: 'orders',
				href: '/ordenes',
				label: m.shared_nav_orders,
				key: 'o',
				roles: [...DISPATCH, 'seller', 'helpdesk', 'network']
			},
			{ id: 'plan', href: '/ordenes/planificar', label: m.shared_nav_plan, key: 'n', roles: DISPATCH }
		]
	},
	{
		label: m.shared_nav_customers,
		screens: [
			{ id: 'contracts', href: '/contratos', label: m.shared_nav_contracts, key: 'c', roles: OFFICE },
			{ id: 'billing', href: '/facturacion', label: m.shared_nav_billing, key: 'f', roles: [...MONEY, 'helpdesk'] },
			{ id: 'care', href: '/ayuda', label: m.shared_nav_care, key: 'a', roles: CARE }
		]
	},
	{
		label: m.shared_nav_administration,
		screens: [
			{ id: 'notices', href: '/notificaciones', label: m.shared_nav_notices, roles: [...CARE, 'billing'] },
			{ id: 'settings', href: '/configuracion', label: m.shared_nav_settings, roles: ['owner', 'network'] }
		]
	}
];

/** The menu of somebody with these roles, without empty groups. */
export function menuFor(roles: readonly Role[]) {
	const open = (screen: Screen) => screen.roles.some((role) => roles.includes(role));
	return MENU.map((group) => ({ ...group, screens: group.screens.filter(open) })).filter((group) => group.screens.length > 0);
}

/** The screen an address belongs to: the longest one it stands under. */
export function screenAt(pathname: string): Screen | undefined {
	return MENU.flatMap((group) => group.screens)
		.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
		.sort((a, b) => b.href.length - a.href.length)[0];
}

const RECORD_SCREENS: Record<string, `/${string}`> = {
	lead: '/leads',
	prospect: '/prospectos',
	ticket: '/ventas',
	order: '/ordenes',
	case: '/ayuda'
};

/** Where a record is read in the office; undefined for the kinds that have no page there. */
export function recordAddress(kind: string, id: string): string | undefined {
	const screen = RECORD_SCREENS[kind];
	return screen && `${screen}/${id}`;
}
