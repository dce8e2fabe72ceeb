import type { Payload } from '#lib/domain/commands.ts';
import { can, type Actor } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import type { CommandContext } from '../commands/handler.ts';
import type { Db } from '../db/db.ts';
import { lock } from '../locks.ts';
import { must } from '../must.ts';
import { newId } from '../new-id.ts';
import { readItem, readItems } from './items.ts';
import { publishCatalogItem, withdrawCatalogItem } from './publish.ts';

type Context = Pick<CommandContext, 'now'>;

/**
 * A list's view for everybody. One's own of that name is replaced.
 * @throws {Refused} `view.name-taken` when somebody else shares one of that name in that list
 */
export async function shareView(tx: Db, actor: Actor, view: Payload<'view.share'>, { now }: Context): Promise<{ id: string }> {
	must(actor, 'view.share');
	await lock(tx, 'catalog');
	const standing = (await readItems(tx, 'view')).find(({ list, name }) => list === view.list && name === view.name);
	if (standing && standing.by !== actor.user) throw new Refused('view.name-taken', { name: view.name });
	const id = standing?.id ?? newId(now);
	await publishCatalogItem(tx, { kind: 'view', id, ...view, by: actor.user }, now);
	return { id };
}

/** Whoever shares it takes it back; an owner also what others share. */
export async function unshareView(tx: Db, actor: Actor, { view: id }: Payload<'view.unshare'>): Promise<{ id: string }> {
	must(actor, 'view.share');
	await lock(tx, 'catalog');
	const view = await readItem(tx, 'view', id);
	if (!view) throw new Refused('record.unknown');
	if (view.by !== actor.user && !can(actor, 'view.withdraw')) throw new Refused('right.missing');
	await withdrawCatalogItem(tx, view);
	return { id };
}
