import ClosedHereIcon from '~icons/ph/device-mobile';
import FailedIcon from '~icons/ph/x-circle';
import type { Evidence } from '#lib/domain/delivery/evidence.ts';
import { addDays, dayOf, shortDay, shortTime, type Day } from '#lib/domain/shared/day.ts';
import type { Location } from '#lib/domain/shared/schema.ts';
import * as m from '#lib/paraglide/messages.js';
import type { IconComponent, Tone } from '#lib/ui/types.ts';
import { STATUSES } from '../order-words.ts';
import type { Stop } from './stops.ts';

const MINUTE = 60_000;

export const customerOf = ({ order }: Stop) => order.customer || m.delivery_nobody();
export const firstNameOf = (stop: Stop) => customerOf(stop).split(' ')[0] ?? '';

const SLOTS: Record<string, () => string> = {
	front: m.field_slot_front,
	nap: m.field_slot_nap,
	onu: m.field_slot_onu,
	power: m.field_slot_power,
	equipment: m.field_slot_equipment
};
export const slotWords = (slot: string) => SLOTS[slot]?.() ?? m.field_photo_free();

export const MISSING: Record<Evidence, { words: () => string; why: () => string; go: () => string; act: () => string }> = {
	checklist: {
		words: m.field_missing_checklist,
		why: m.field_missing_checklist_why,
		go: m.field_go_checklist,
		act: m.field_do_checklist
	},
	signature: {
		words: m.field_missing_signature,
		why: m.field_missing_signature_why,
		go: m.field_go_signature,
		act: m.field_do_signature
	},
	equipment: {
		words: m.field_missing_equipment,
		why: m.field_missing_equipment_why,
		go: m.field_go_equipment,
		act: m.field_do_equipment
	},
	photo: { words: m.field_missing_photo, why: m.field_missing_photo_why, go: m.field_go_photo, act: m.field_do_photo },
	notes: { words: m.field_missing_notes, why: m.field_missing_notes_why, go: m.field_go_notes, act: m.field_do_notes }
};

/** «Güemes 742, Villa Ejemplo» */
export function addressOf(location: Location | null): string {
	return [location?.address, location?.locality].filter(Boolean).join(', ');
}

/** «16:00–18:00» */
export function hoursOf({ order: { plan } }: Stop, zone: string): string {
	return `${shortTime(plan.start, zone)}–${shortTime(plan.start + plan.minutes * MINUTE, zone)}`;
}

/** «en 18 min», «hace 10 min»; null where the hour itself says enough. */
export function distanceInTime({ order, status }: Stop, now: number): { words: string; late: boolean } | null {
	const minutes = Math.round((order.plan.start - now) / MINUTE);
	if (status !== 'scheduled' || Math.abs(minutes) > 90) return null;
	if (minutes >= 0) return { words: m.field_in_minutes({ minutes }), late: false };
	return { words: m.field_minutes_late({ minutes: -minutes }), late: true };
}

export function dayWords(on: Day, now: number, zone: string): string {
	const tomorrow = addDays(dayOf(now, zone), 1);
	return on === tomorrow ? m.field_tomorrow({ day: shortDay(on) }) : shortDay(on);
}

/** A way there that every phone knows how to open. */
export function directionsTo(location: Location | null): string | null {
	if (!location) return null;
	const place = location.lat !== null && location.lng !== null ? `${location.lat},${location.lng}` : addressOf(location);
	return place ? `https://www.google.com/maps/dir/?api=1&destination=${encodeURIComponent(place)}` : null;
}
export const callTo = (phone: string) => (phone ? `tel:${phone.replace(/[^\d+]/g, '')}` : null);

export type Badge = { words: string; tone: Tone; icon: IconComponent };

/** The state in a chip: closed here is not yet known to anybody else. */
export function badgeOf({ status, report }: Stop): Badge {
	const outcome = report?.fields.outcome ?? null;
	if (outcome && report?.tick === 'device') return { words: m.field_closed_here(), tone: 'aviso', icon: ClosedHereIcon };
	if (outcome?.result === 'failed') return { words: m.field_failed(), tone: 'peligro', icon: FailedIcon };
	if (outcome?.feasible === false) return { words: m.field_not_feasible(), tone: 'aviso', icon: FailedIcon };
	const { words, tone, icon } = STATUSES[status];
	return { words: outcome?.feasible ? m.field_feasible() : words(), tone, icon };
}
