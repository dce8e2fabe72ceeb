import { expect, test } from 'vitest';
import { underRow } from './under-row.ts';

const VIEW = { width: 1440, height: 900 };
const row = (top: number) => ({ top, right: 1440, bottom: top + 32, left: 212 });
const button = (top: number) => ({ top, right: 1256, bottom: top + 24, left: 1100 });

test('a dialog opens four pixels under its row, its right edge at the button', () => {
	expect(underRow(row(217), button(221), VIEW)).toMatchObject({ inset: '253px 180px auto auto', height: '631px' });
});

test('where there is more room over the row it stands there, and the row stays in sight', () => {
	expect(underRow(row(700), button(704), VIEW)).toMatchObject({ inset: 'auto 180px 204px auto', height: '680px' });
});

test('the veil leaves the row out', () => {
	expect(underRow(row(217), button(221), VIEW).hole).toContain('212px 217px, 1440px 217px, 1440px 249px, 212px 249px');
});

test('a button near the edge keeps the dialog inside the window', () => {
	expect(underRow(row(100), { ...button(104), right: 1438 }, VIEW).inset).toBe('136px 16px auto auto');
});
