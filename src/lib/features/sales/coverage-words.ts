import type { Coverage } from '#lib/domain/sales/coverage.ts';
import { formatDistance } from '#lib/domain/shared/place.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/types.ts';

export function coverageChip({ verdict, nap, metres }: Coverage): { words: string; tone: Tone } {
	if (verdict === 'covered') return { words: m.sales_nap_at({ distance: formatDistance(metres) }), tone: 'exito' };
	if (verdict === 'none') return { words: m.sales_no_coverage(), tone: 'peligro' };
	return { words: nap ? m.sales_nap_at({ distance: formatDistance(metres) }) : m.sales_to_check(), tone: 'aviso' };
}

/** The verdict as a sentence, with the plan's name. */
export function coverageWords({ verdict, reason }: Coverage, plan: string): { words: string; tone: Tone } {
	if (verdict === 'covered') return { words: plan ? m.sales_covered_plan({ plan }) : m.sales_covered(), tone: 'exito' };
	if (verdict === 'none') return { words: m.sales_no_coverage_here(), tone: 'peligro' };
	return { words: reason === 'full' ? m.sales_nap_full_here() : m.sales_far_here(), tone: 'aviso' };
}
