import type { Intent, Notice, OutboxRow, PhotoRow, Row } from '#lib/client/database.ts';
import { fieldName } from '#lib/domain/field-names.ts';
import { valueText } from '#lib/domain/past-words.ts';
import { sentenceOf } from '#lib/domain/shared/refusals.ts';
import * as m from '#lib/paraglide/messages.js';
import { recordName } from './sync-names.ts';

/** What the sheet shows: `name` says what it is about. */
export type WaitingItem = { id: string; name: string; at: number; reason?: string };
export type AnswerItem = WaitingItem & { reason: string };
/** `copy` is everything somebody would want to keep of a refused change. */
export type RefusedItem = AnswerItem & { copy: string };
/** `by` is a person's id; `notice` is what it was made of. */
export type NoticeItem = WaitingItem & { field: string; mine: string; theirs: string; by: string; notice: Notice };

/** @param sealed its month has to be opened again first */
export const waitingItem = ({ id, at }: Intent | OutboxRow, name: string, sealed = false): WaitingItem => ({
	id,
	name,
	at,
	...(sealed && { reason: sentenceOf('room.sealed', {}) })
});

/** @param order its number, or the short form of its id */
export const photoItem = ({ sha256, at }: PhotoRow, order: string): WaitingItem => ({
	id: sha256,
	name: m.sync_photo({ order }),
	at
});

/** @param row the record it is about, where this device holds it */
export function refusedItem({ id, at, code, detail, ops }: Intent, row: Row | undefined): RefusedItem {
	const field = detail['field'];
	const told = row && field ? { ...detail, field: fieldName(row.kind, field) } : detail;
	const [name, reason] = [recordName(row), sentenceOf(code ?? '', told)];
	return { id, name, at, reason, copy: [name, reason, JSON.stringify(ops, null, '\t')].join('\n') };
}

/**
 * A refusal of one field that somebody else had changed is told once: by the card that shows both values.
 * @returns the refusals that have a card of their own
 */
export function withoutMet(refused: readonly Intent[], notices: readonly Notice[]): Intent[] {
	const met = new Set(notices.map(({ id }) => intentOf(id)));
	return refused.filter(({ id, ops }) => ops.length > 1 || !met.has(id));
}
/** The own intent that a notice is about. */
export const intentOf = (notice: string) => notice.split('/')[0]!;

/** Commands the server said no to and nobody has read yet. */
export function unreadRefusals(rows: readonly OutboxRow[]): OutboxRow[] {
	return rows.filter(({ read, answer }) => read === 0 && answer !== null && !answer.ok && !answer.retry);
}

export function answerItem({ id, at, answer }: OutboxRow, name: string): AnswerItem {
	return { id, at, name, reason: answer && !answer.ok ? sentenceOf(answer.code, answer.detail) : '' };
}

/** @param name of the record @param nameOf the name of a person or of something in the catalogue */
export function noticeItem(notice: Notice, name: string, nameOf: (id: string) => string | undefined): NoticeItem {
	const { id, kind, field, by, at } = notice;
	const words = (value: unknown) => (valueText(value, nameOf) ?? m.sync_value_several()) || '—';
	return { id, name, field: fieldName(kind, field), mine: words(notice.mine), theirs: words(notice.theirs), by, at, notice };
}
