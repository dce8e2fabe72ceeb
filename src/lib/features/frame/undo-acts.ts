import type { Device } from '#lib/client/device.svelte.ts';
import { undoOf, type TakenBack } from '#lib/client/undo-stack.svelte.ts';
import { dayOf, shortDay, shortTime } from '#lib/domain/shared/day.ts';
import * as m from '#lib/paraglide/messages.js';
import { toast } from '#lib/ui/toast.ts';
import { describe } from './sync-names.ts';

const ACTS: Record<string, (of: { what: string }) => string> = {
	create: m.shared_act_create,
	edit: m.shared_act_edit,
	schedule: m.shared_act_schedule,
	unschedule: m.shared_act_unschedule,
	cancel: m.shared_act_cancel,
	reopen: m.shared_act_reopen,
	lose: m.shared_act_lose,
	assign: m.shared_act_assign,
	archive: m.shared_act_archive,
	notes: m.shared_act_notes
};

/** «programar Orden · OR-20417», «asignar Lead · Lucía González y 4 más» */
export async function stepName({ db }: Pick<Device, 'db'>, { step, intent, records }: TakenBack): Promise<string> {
	const [, verb = ''] = step.name.split('.');
	const first = await describe(db, intent);
	const what = records > 1 ? m.shared_act_many({ what: first, count: records - 1 }) : first;
	return (ACTS[verb] ?? m.shared_act_other)({ what });
}

const WAYS = {
	back: { done: m.shared_undone, anyway: m.shared_undo_anyway },
	forth: { done: m.shared_redone, anyway: m.shared_redo_anyway }
} as const;

/** Takes the last act back, or does it again; asks first where somebody has been since. */
export async function takeBack(device: Device, way: keyof typeof WAYS, force = false): Promise<void> {
	const found = await undoOf(device)[way](force);
	if (!found) return;
	const what = await stepName(device, found);
	const [met] = found.met;
	if (!met) return toast(WAYS[way].done({ what }));
	const zone = device.catalog.zone;
	const name = device.catalog.get('staff', met.by)?.name ?? m.shared_somebody();
	const time = `${shortDay(dayOf(met.at, zone))}, ${shortTime(met.at, zone)}`;
	toast(m.shared_undo_met({ name, time, what }), {
		actions: [{ label: WAYS[way].anyway(), undo: true, onclick: () => void takeBack(device, way, true) }]
	});
}
