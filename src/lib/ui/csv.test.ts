import { expect, test } from 'vitest';
import { csvOf, plainAmount } from './csv.ts';

type Row = { name: string; phone: string; total: number };
const columns = [
	{ id: 'name', header: 'Nombre', text: ({ name }: Row) => name },
	{ id: 'chip', header: 'Estado' },
	{ id: 'phone', header: 'Teléfono', text: ({ phone }: Row) => phone },
	{ id: 'total', header: 'Total', text: () => '$ 1.234', plain: ({ total }: Row) => plainAmount(total) }
];
const bodyOf = async (rows: Row[]) => (await csvOf(columns, rows).text()).replace('\ufeff', '').split('\r\n').slice(1, -1);

test('a file has the columns that say something, with names and amounts as spreadsheets read them', async () => {
	const text = await csvOf(columns, [{ name: 'Ñandú "El Alto"; SRL', phone: '+54 9 351 555-0101', total: 123_456 }]).text();
	expect(text).toContain('Nombre;Teléfono;Total\r\n"Ñandú ""El Alto""; SRL";+54 9 351 555-0101;1234,56\r\n');
});

test('a name that a spreadsheet would run is text', async () => {
	const rows = ['=1+1', '@SUM(A1)', '+1+cmd', '-2+3|x'].map((name) => ({ name, phone: '-31.7', total: 0 }));
	expect(await bodyOf(rows)).toEqual(["'=1+1;-31.7;0,00", "'@SUM(A1);-31.7;0,00", "'+1+cmd;-31.7;0,00", "'-2+3|x;-31.7;0,00"]);
});
