import { ROLES, type Role } from '#lib/domain/catalog.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Option } from '#lib/ui/types.ts';

export const ROLE_WORDS: Record<Role, () => string> = {
	owner: m.admin_role_owner,
	supervisor: m.admin_role_supervisor,
	seller: m.admin_role_seller,
	dispatcher: m.admin_role_dispatcher,
	technician: m.admin_role_technician,
	helpdesk: m.admin_role_helpdesk,
	billing: m.admin_role_billing,
	cashier: m.admin_role_cashier,
	network: m.admin_role_network
};

export const roleOptions = (): Option<Role>[] => ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role]() }));

/** One row of the query `users`; `invited` has not chosen a password yet. */
export type UserRow = {
	id: string;
	name: string;
	email: string;
	roles: Role[];
	branch: string;
	active: boolean;
	invited: boolean;
};
