import { dayOf, shortDay } from '#lib/domain/shared/day.ts';
import { formatMoney } from '#lib/domain/shared/money.ts';
import * as m from '#lib/paraglide/messages.js';
import { readZone } from '#lib/server/catalog/company.ts';
import { customerVisits } from '#lib/server/delivery/customer-visits.ts';
import type { Db } from '../db/db.ts';
import { readInvoice } from './portal-account.ts';

/** The words with which a ticket about an invoice or a visit of his own begins; none for anything else. */
export async function startingText(db: Db, customer: string, asked: URLSearchParams, now: Date): Promise<string> {
	const invoice = await readInvoice(db, customer, asked.get('pague') ?? '');
	if (invoice) return m.portal_already_paid_text({ amount: formatMoney(invoice.owed), number: invoice.label });
	const visits = asked.has('visita') ? await customerVisits(db, customer, now) : [];
	const visit = visits.find(({ order }) => order === asked.get('visita'));
	return visit ? m.portal_change_day_text({ day: shortDay(dayOf(visit.start, await readZone(db))) }) : '';
}
