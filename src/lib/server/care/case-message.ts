import type { CaseMessage } from '#lib/domain/care/help-case.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { Text } from '#lib/domain/shared/schema.ts';
import * as v from 'valibot';

/** @throws {Refused} when nothing was written, or more than a message holds */
export function textOf(raw: string): string {
	const text = raw.replace(/\r\n?/g, '\n').trim();
	if (!text) throw new Refused('text.missing');
	if (!v.is(Text, text)) throw new Refused('value.wrong', { field: 'text' });
	return text;
}

export function messageFrom(customer: string, text: string, now: Date): CaseMessage {
	return { text, at: now.getTime(), by: customer, from: 'customer', internal: false };
}
