import type { Device } from '#lib/client/device.svelte.ts';
import { editMany } from '#lib/client/edit-many.ts';
import { undoOf } from '#lib/client/undo-stack.svelte.ts';
import * as m from '#lib/paraglide/messages.js';
import { toast } from '#lib/ui/toast.ts';
import type { LeadView } from './queries.ts';

/** What many rows get at once, said with its «Deshacer». @throws {Refused} */
export async function changeMany(
	device: Device,
	name: string,
	ids: readonly string[],
	fields: Record<string, unknown>,
	done: string
): Promise<void> {
	const written = await editMany(device, name, ids, () => fields);
	if (!written) return;
	const undo = async () => {
		const found = await undoOf(device).back(false, written.intent);
		if (found?.met.length) void toast(m.shared_bulk_met());
	};
	void toast(done, { actions: [{ label: m.sales_undo(), undo: true, onclick: () => void undo() }] });
}

/** Who is a customer is no longer lost, and a loss keeps its first reason. */
export const losable = (leads: readonly LeadView[]) => leads.filter(({ status }) => status === 'new' || status === 'qualified');
