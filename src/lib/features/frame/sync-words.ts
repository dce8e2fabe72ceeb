import * as m from '#lib/paraglide/messages.js';

/** What the indicator needs of the device's state. */
export type SyncFacts = {
	readonly online: boolean;
	readonly connected: boolean;
	readonly pending: number;
	readonly refused: number;
	readonly expired: boolean;
	/** Age of the oldest change that the server has not acknowledged. */
	readonly oldestPendingMs: number;
	readonly storage?: 'ok' | 'failed' | 'low' | 'not-persistent';
};
export type SyncLook = {
	text: string;
	icon: 'dot' | 'ring' | 'waiting' | 'offline' | 'refused' | 'warning';
	tone: 'exito' | 'neutro' | 'aviso' | 'peligro';
};
const WAITING_MS = 5000;

type Words = { none?: () => string; one: () => string; many: (inputs: { count: number }) => string };
function counted(count: number, { none, one, many }: Words): string {
	if (count === 0 && none) return none();
	return count === 1 ? one() : many({ count });
}

/** UX §5.3 from worst to best. «Sincronizado» only while the server has acknowledged everything. */
export function syncLook(state: SyncFacts): SyncLook {
	const { pending, refused } = state;
	if (state.storage === 'failed') return { text: m.sync_storage_failed(), icon: 'warning', tone: 'peligro' };
	if (state.expired) {
		const text = counted(pending, { none: m.sync_expired, one: m.sync_expired_one, many: m.sync_expired_many });
		return { text, icon: 'warning', tone: 'aviso' };
	}
	if (refused > 0)
		return { text: counted(refused, { one: m.sync_refused_one, many: m.sync_refused }), icon: 'refused', tone: 'peligro' };
	if (!state.online) {
		const text = counted(pending, { none: m.sync_offline, one: m.sync_offline_waiting_one, many: m.sync_offline_waiting });
		return { text, icon: 'offline', tone: pending > 0 ? 'aviso' : 'neutro' };
	}
	if (!state.connected) return { text: m.sync_reconnecting(), icon: 'ring', tone: 'neutro' };
	return pending > 0 ? unsent(state) : settled(state);
}

function unsent({ pending, oldestPendingMs }: SyncFacts): SyncLook {
	if (oldestPendingMs > WAITING_MS)
		return { text: counted(pending, { one: m.sync_waiting_one, many: m.sync_waiting }), icon: 'waiting', tone: 'aviso' };
	return { text: counted(pending, { one: m.sync_sending_one, many: m.sync_sending }), icon: 'ring', tone: 'neutro' };
}

function settled({ storage }: SyncFacts): SyncLook {
	if (storage === 'low') return { text: m.sync_storage_low(), icon: 'warning', tone: 'aviso' };
	return { text: m.sync_synced(), icon: 'dot', tone: 'exito' };
}
