import { STAFF } from '../scripts/demo/company.ts';

/** It is always Monday 2 March 2026, nine in the morning of Villa Ejemplo. */
export const NOW = '2026-03-02T09:00:00-03:00';

/** The story's people. Sofía sells, Ana and Luis plan, Paula and Martín install, Elena bills, Hugo answers. */
export const {
	admin: JULIA,
	sofia: SOFIA,
	tomas: TOMAS,
	ana: ANA,
	luis: LUIS,
	paula: PAULA,
	martin: MARTIN,
	elena: ELENA,
	hugo: HUGO
} = STAFF;
export const PASSWORD = 'hilo-demo';

/** Carmen wants Fibra 300 Mb. Nobody knows her yet. */
export const CARMEN = {
	name: 'Carmen Ruiz',
	document: '28.456.789',
	phone: '+54 9 351 555-0101',
	email: 'carmen.ruiz@example.com',
	address: 'Güemes 742',
	coordinates: '-31.7125, -64.9055',
	plan: 'Fibra 300 Mb'
};
