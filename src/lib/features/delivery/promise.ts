import { addDays, daysBetween, isDay, shortDay, type Day } from '#lib/domain/shared/day.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/types.ts';

/** What the customer was promised, as a chip; null while nothing was, or it was kept. */
export function promiseChip(
	promised: string | null | undefined,
	today: Day
): { tone: Tone; words: string; late: boolean } | null {
	if (!promised || !isDay(promised)) return null;
	if (promised < today)
		return { tone: 'peligro', words: m.delivery_promise_late({ days: daysBetween(promised, today) }), late: true };
	if (promised === today) return { tone: 'aviso', words: m.delivery_promise_today(), late: false };
	if (promised === addDays(today, 1)) return { tone: 'aviso', words: m.delivery_promise_tomorrow(), late: false };
	return { tone: 'neutro', words: m.delivery_promise_day({ day: shortDay(promised) }), late: false };
}
