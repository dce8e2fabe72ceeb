import { expect, test } from 'vitest';
import type { Device } from '#lib/client/device.svelte.ts';
import { DuplicateIndex } from '#lib/domain/sales/duplicates.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { importLeads, previewCsv } from './import-leads.ts';

const utf8 = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;
const nobody = () => new DuplicateIndex([]);

test('a file is read whole: good rows, and each wrong one with its errors', async () => {
	const csv = 'Nombre;Teléfono;E-mail\nIgnacio Muñoz;351 555-0101;ignacio@example.com\n;351 555-0102;\nÑandú SRL;12;no';
	const preview = await previewCsv(utf8(csv), nobody());
	if (!preview.ok) throw new Error(preview.why);
	expect(preview.rows.map(({ row, ok }) => [row, ok])).toEqual([
		[1, true],
		[2, false],
		[3, false]
	]);
	expect(preview.rows[2]).toMatchObject({ errors: [{ column: 'phone' }, { column: 'email' }] });
});

test.each([
	['not-utf8', new Uint8Array([0x4e, 0x6f, 0x6d, 0x62, 0x72, 0x65, 0x0a, 0x4d, 0x75, 0xf1, 0x6f, 0x7a]).buffer],
	['not-csv', utf8('PK\u0003\u0004\u0000\u0000')],
	['no-names', utf8('a,b\n1,2')],
	['empty', utf8('Nombre,Teléfono\n')]
] as const)('%s is said, and nothing is read of it', async (why, bytes) => {
	expect(await previewCsv(bytes as ArrayBuffer, nobody())).toEqual({ ok: false, why });
});

test('a byte order mark, commas in quotes and emoji pass', async () => {
	const preview = await previewCsv(utf8('\ufeffNombre,Observaciones\n"Pérez, Ana 🛰️","50 % & más"'), nobody());
	expect(preview).toMatchObject({ ok: true, rows: [{ ok: true, lead: { name: 'Pérez, Ana 🛰️', observations: '50 % & más' } }] });
});

test('who is known already, or stood earlier in the file, is marked', async () => {
	const known = new DuplicateIndex([{ id: 'l1', ...newLead({ name: 'Carmen', phone: '+54 9 351 555-0101' }), places: [] }]);
	const preview = await previewCsv(
		utf8('Nombre,Teléfono\nCarmen R,0351 15 555-0101\nLuz,351 555-0109\nLuz B,351 555-0109'),
		known
	);
	expect(preview.ok && preview.rows.map(({ duplicate }) => duplicate)).toEqual([true, false, true]);
});

test('leads are written fifty at a time', async () => {
	const writes: number[] = [];
	const done: number[] = [];
	const device = {
		actor: { user: 'u' },
		newId: () => 'id',
		currentDesk: () => 'desk/centro/2026-03',
		write: async (_room: string, _name: string, ops: unknown[]) => void writes.push(ops.length)
	} as unknown as Device;
	await importLeads(
		device,
		Array.from({ length: 120 }, () => newLead({ name: 'x' })),
		(n) => void done.push(n)
	);
	expect(writes).toEqual([50, 50, 20]);
	expect(done).toEqual([50, 100, 120]);
});
