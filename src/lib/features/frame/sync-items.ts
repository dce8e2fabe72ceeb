import type { Intent, Notice, OutboxRow, PhotoRow } from '#lib/client/database.ts';
import { sentenceOf } from '#lib/domain/shared/refused.ts';
import * as m from '#lib/paraglide/messages.js';
import { fieldName } from './sync-names.ts';

/** What the sheet shows: `name` says what it is about. */
export type WaitingItem = { id: string; name: string; at: number };
export type AnswerItem = WaitingItem & { reason: string };
/** `copy` is everything somebody would want to keep of a refused change. */
export type RefusedItem = AnswerItem & { copy: string };
export type NoticeItem = { id: string; field: string; mine: string; theirs: string; by: string; at: number };

export function shortValue(value: unknown): string {
	if (value === null || value === undefined || value === '') return '—';
	return typeof value === 'object' ? m.sync_value_several() : String(value);
}

export const waitingItem = ({ id, at }: Intent | OutboxRow, name: string): WaitingItem => ({ id, name, at });

/** @param order its number, or the short form of its id */
export const photoItem = ({ sha256, at }: PhotoRow, order: string): WaitingItem => ({
	id: sha256,
	name: m.sync_photo({ order }),
	at
});

export function refusedItem({ id, at, code, detail, ops }: Intent, name: string): RefusedItem {
	const reason = sentenceOf(code ?? '', detail);
	return { id, name, at, reason, copy: [name, reason, JSON.stringify(ops, null, '\t')].join('\n') };
}

/** Commands the server said no to and nobody has read yet. */
export function unreadRefusals(rows: readonly OutboxRow[]): OutboxRow[] {
	return rows.filter(({ read, answer }) => read === 0 && answer !== null && !answer.ok && !answer.retry);
}

export function answerItem({ id, at, answer }: OutboxRow, name: string): AnswerItem {
	return { id, at, name, reason: answer && !answer.ok ? sentenceOf(answer.code, answer.detail) : '' };
}

export const noticeItem = ({ id, field, mine, theirs, by, at }: Notice, nameOf: (user: string) => string): NoticeItem => ({
	id,
	field: fieldName(field),
	mine: shortValue(mine),
	theirs: shortValue(theirs),
	by: nameOf(by),
	at
});
