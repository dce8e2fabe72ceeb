import type { CaseMessage, HelpCase } from '#lib/domain/care/help-case.ts';
import { STAFF } from './company.ts';
import { HOUR } from './journeys.ts';

type Told = Pick<HelpCase, 'title' | 'category'> & { asks: string; answer: string };

/** What customers write to a help desk, and what it answers. */
export const TOLD: readonly Told[] = [
	{
		title: 'Internet lento de noche',
		category: 'slow',
		asks: 'Hola, de noche no llega ni a la mitad de lo que contraté. De día anda bien.',
		answer: 'Hola, te cambiamos el canal del wifi desde acá. Probá esta noche y contanos cómo te fue.'
	},
	{
		title: 'Sin servicio desde ayer',
		category: 'no-service',
		asks: 'Desde ayer a la tarde no tengo internet. La luz roja del equipo está prendida.',
		answer: 'Hubo un corte en tu cuadra y ya está reparado. Apagá el equipo, esperá un minuto y volvé a prenderlo.'
	},
	{
		title: 'Consulta por la factura',
		category: 'billing',
		asks: '¿Por qué la primera factura no es por el mes entero?',
		answer: 'El primer mes se cobra desde el día de la instalación. Desde el próximo vas a ver el mes completo.'
	},
	{
		title: 'Me mudo a tres cuadras',
		category: 'relocation',
		asks: 'El mes que viene me mudo cerca. ¿Me pueden pasar el servicio?',
		answer: 'Sí. Pasanos la dirección nueva y el día, y lo coordinamos con el técnico.'
	},
	{
		title: 'Cambio de teléfono',
		category: 'data',
		asks: 'Cambié de número y quiero que quede anotado.',
		answer: 'Listo, ya quedó cargado tu número nuevo.'
	}
];

/** How far it has come: what is a few days old was answered, what is new may still wait. */
export function conversation(customer: string, { asks, answer }: Told, at: number, answered: boolean): CaseMessage[] {
	const asked: CaseMessage = { text: asks, at, by: customer, from: 'customer', internal: false };
	const said: CaseMessage = { text: answer, at: at + 3 * HOUR, by: STAFF.hugo.id, from: 'staff', internal: false };
	return answered ? [asked, said] : [asked];
}
