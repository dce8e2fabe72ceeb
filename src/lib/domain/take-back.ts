import * as m from '#lib/paraglide/messages.js';
import type { Kind } from './records.ts';

/**
 * What a record gets whose birth is taken back: nothing is ever deleted.
 * @param at when, milliseconds
 * @returns null for what stays once it is said
 */
export function takeBack(kind: Kind, at: number): Record<string, unknown> | null {
	if (kind === 'order') return { cancelled: { reason: m.shared_taken_back(), at } };
	return kind === 'lead' || kind === 'prospect' || kind === 'ticket' ? { archived: true } : null;
}
