import { dayOf, daysBetween, type Day } from '../shared/day.ts';

type Instant = number | Date;

/** Older than this, a device's word is not enough to bill from. */
export const OLDEST_WORK_DAYS = 45;

/**
 * The day from which an installation is billed: the day the work was done by the device's corrected clock, if it lies
 * between the day the order was made and the day the report was received and is not older than 45 days.
 * @returns the day received otherwise, flagged for a person to look at
 */
export function workDay(
	{ done, made, received }: { done: Instant; made: Instant; received: Instant },
	zone: string
): { on: Day; flagged: boolean } {
	const [on, earliest, latest] = [dayOf(done, zone), dayOf(made, zone), dayOf(received, zone)];
	const believable = on >= earliest && on <= latest && daysBetween(on, latest) <= OLDEST_WORK_DAYS;
	return believable ? { on, flagged: false } : { on: latest, flagged: true };
}
