import type { Cents } from '#lib/domain/shared/money.ts';
import type { Day } from '#lib/domain/shared/day.ts';

/** What each event tells; `path` is a page of Hilo, single-use links included. */
export type LetterData = {
	'visit-booked': Visit;
	'visit-moved': Visit;
	'invoice-issued': { name: string; invoice: string; label: string; total: Cents; due: Day };
	'portal-access': { name: string; path: string };
	'magic-link': { name: string; path: string };
	'case-answered': { name: string; case: string; number: string; text: string };
	invite: { name: string; path: string };
	reset: { name: string; path: string };
};
/** `start` in milliseconds; the customer is told the window, in the company's time. */
type Visit = { name: string; start: number; minutes: number; address: string };

export type NoticeEvent = keyof LetterData;

/** What every letter may speak of besides its own data. */
export type Around = {
	company: string;
	origin: string;
	zone: string;
	payments: readonly { name: string; instructions: string }[];
};

/** A letter before it has a look: the same words make the text part and the HTML part. */
export type Letter = {
	subject: string;
	greeting: string;
	paragraphs: readonly string[];
	facts: readonly (readonly [label: string, value: string])[];
	action: { label: string; url: string } | null;
	closing: string;
};
