import { expect, test } from 'vitest';
import { workDay } from './work-day.ts';

const ZONE = 'America/Argentina/Cordoba';
const at = (text: string) => new Date(`${text}:00-03:00`);
const made = at('2026-03-02T09:00');
const judged = (done: string, received: string) => workDay({ done: at(done), made, received: at(received) }, ZONE);

test.each([
	['2026-03-17T23:59', '2026-03-18T00:01', '2026-03-17', false],
	['2026-03-17T10:00', '2026-05-01T10:00', '2026-03-17', false],
	['2026-03-17T10:00', '2026-05-02T10:00', '2026-05-02', true],
	['2026-03-01T10:00', '2026-03-17T10:00', '2026-03-17', true],
	['2026-03-02T08:59', '2026-03-02T10:00', '2026-03-02', false],
	['2026-03-18T00:01', '2026-03-17T23:59', '2026-03-17', true],
	['2025-03-17T10:00', '2026-03-17T10:00', '2026-03-17', true]
])('done %s, received %s: billed from %s', (done, received, on, flagged) => {
	expect(judged(done, received)).toEqual({ on, flagged });
});
