import type { HiloDatabase } from '#lib/client/database.ts';

/** Orders whose contract was asked for and not answered yet. */
export async function contractsWaiting(db: HiloDatabase): Promise<ReadonlySet<string>> {
	const commands = await db.outbox.where('state').equals('waiting').toArray();
	return new Set(
		commands.filter(({ name }) => name === 'contract.create').map(({ payload }) => (payload as { order: string }).order)
	);
}
