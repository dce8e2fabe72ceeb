import type { Room } from '#lib/docs/room.ts';
import { editKey } from '#lib/docs/room.ts';
import type { Order, Plan } from '#lib/domain/delivery/order.ts';
import type { BaseRecord } from '#lib/domain/records.ts';
import type { Change } from './projections/changes.ts';

/** The hours that an order asks for now; null gives back what it has. The window's SQL grants them. */
export type Wish = { order: string; plan: Plan | null };

/** One wish for each order whose plan or cancellation was touched. */
export function wishesOf(room: Room, changes: readonly Change[]): Wish[] {
	return changes.filter(({ kind }) => kind === 'order').flatMap((change) => wishOf(room, change) ?? []);
}

function wishOf(room: Room, { id, born, fields }: Change): Wish | null {
	const touched = fields.has('plan') || fields.has('cancelled');
	if (!touched && !born) return null;
	const { plan, cancelled } = standingOrder(room, id);
	if (!touched && !plan) return null;
	return { order: id, plan: cancelled ? null : plan };
}

function standingOrder(room: Room, id: string): Pick<Order, 'plan' | 'cancelled'> {
	const { fields } = JSON.parse(room.base.get(id)!) as BaseRecord<'order'>;
	const edited = <F extends 'plan' | 'cancelled'>(field: F) => {
		const edit = room.edits.get(editKey(id, field));
		return edit ? (edit.v as Order[F]) : fields[field];
	};
	return { plan: edited('plan'), cancelled: edited('cancelled') };
}
