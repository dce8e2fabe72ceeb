import type { Device } from '#lib/client/device.svelte.ts';
import { live } from '#lib/client/live-rows.svelte.ts';
import { answerItem, noticeItem, refusedItem, unreadRefusals, withoutMet } from './sync-items.ts';
import { describe, firstRecord, recordName } from './sync-names.ts';

/** What only this person can decide, of what this device knows. Make it while a component initialises. */
export function decisionsOf(device: Device) {
	const { db, catalog } = device;
	const nameOf = (id: string) => (catalog.get('staff', id) ?? catalog.get('plan', id))?.name;
	const refused = live(async () => {
		const own = withoutMet(await device.refused(), await device.notices());
		return Promise.all(own.map(async (intent) => refusedItem(intent, await db.rows.get(firstRecord(intent.ops) ?? ''))));
	}, []);
	const answers = live(async () => {
		const unread = unreadRefusals(await device.commands());
		return Promise.all(unread.map(async (row) => answerItem(row, await describe(db, row))));
	}, []);
	const notices = live(async () => {
		const found = await device.notices();
		return Promise.all(found.map(async (notice) => noticeItem(notice, recordName(await db.rows.get(notice.record)), nameOf)));
	}, []);
	return {
		get refused() {
			return refused.value;
		},
		get answers() {
			return answers.value;
		},
		get notices() {
			return notices.value;
		},
		get count() {
			return refused.value.length + answers.value.length + notices.value.length;
		}
	};
}
export type Decisions = ReturnType<typeof decisionsOf>;
