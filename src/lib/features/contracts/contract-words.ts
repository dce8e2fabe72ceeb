import type { BillingState, CommercialState, NetworkState } from '#lib/domain/contracts/contract.ts';
import type { CONNECTION_MODES } from '#lib/domain/commands.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/types.ts';

type Badge = { words: () => string; tone: Tone; hollow?: boolean };

export const MODES: Record<(typeof CONNECTION_MODES)[number], () => string> = {
	pppoe: m.contracts_mode_pppoe,
	dhcp: m.contracts_mode_dhcp,
	static: m.contracts_mode_static
};
export const COMMERCIAL: Record<CommercialState, Badge> = {
	draft: { words: m.contracts_commercial_draft, tone: 'neutro', hollow: true },
	signed: { words: m.contracts_commercial_signed, tone: 'info' },
	active: { words: m.contracts_commercial_active, tone: 'exito' },
	cancelling: { words: m.contracts_commercial_cancelling, tone: 'aviso' },
	cancelled: { words: m.contracts_commercial_cancelled, tone: 'neutro', hollow: true }
};
export const NETWORK: Record<NetworkState, Badge> = {
	pending: { words: m.contracts_network_pending, tone: 'neutro', hollow: true },
	enabled: { words: m.contracts_network_enabled, tone: 'exito' },
	alerted: { words: m.contracts_network_alerted, tone: 'aviso' },
	degraded: { words: m.contracts_network_degraded, tone: 'aviso' },
	disabled: { words: m.contracts_network_disabled, tone: 'peligro' },
	removed: { words: m.contracts_network_removed, tone: 'neutro', hollow: true }
};
export const BILLING: Record<BillingState, Badge> = {
	'not-started': { words: m.contracts_billing_not_started, tone: 'neutro', hollow: true },
	running: { words: m.contracts_billing_running, tone: 'exito' },
	paused: { words: m.contracts_billing_paused, tone: 'aviso' },
	ended: { words: m.contracts_billing_ended, tone: 'neutro', hollow: true }
};
