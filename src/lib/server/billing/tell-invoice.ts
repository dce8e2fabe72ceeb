import { invoiceNumber } from '#lib/domain/contracts/contract.ts';
import type { Day } from '#lib/domain/shared/day.ts';
import { cents } from '#lib/domain/shared/money.ts';
import { notify } from '#lib/server/care/notify.ts';
import type { Db } from '#lib/server/db/db.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import type { Settings } from '#lib/server/settings.ts';

/** Who pays learns of an invoice once. */
export function tellInvoice(
	db: Db,
	id: string,
	around: { now: Date; settings: Pick<Settings, 'origin' | 'smtpUrl'> }
): Promise<void> {
	return inTransaction(db, async (tx) => {
		const invoice = await tx
			.selectFrom('invoices')
			.innerJoin('customers', 'customers.id', 'invoices.customer')
			.select([
				'invoices.letter',
				'invoices.point_of_sale as pointOfSale',
				'invoices.number',
				'invoices.total',
				'invoices.due_on'
			])
			.select(['customers.id as customer', 'customers.name', 'customers.email'])
			.where('invoices.id', '=', id)
			.executeTakeFirst();
		if (!invoice) return;
		const { customer, name, email, total, due_on } = invoice;
		const data = { name, invoice: id, label: invoiceNumber(invoice), total: cents(total), due: due_on as Day };
		await notify(tx, { event: 'invoice-issued', key: `invoice ${id}`, customer, recipient: email, data }, around);
	});
}
