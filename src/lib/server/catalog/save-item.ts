import { CATALOG, type CatalogItem, type CatalogKind } from '#lib/domain/catalog.ts';
import type { Payload } from '#lib/domain/commands.ts';
import { overlap, parseCidr } from '#lib/domain/contracts/addresses.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { checkDocument } from '#lib/domain/shared/document.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import * as v from 'valibot';
import type { CommandContext } from '../commands/handler.ts';
import type { Db } from '../db/db.ts';
import { lock } from '../locks.ts';
import { must } from '../must.ts';
import { newId } from '../new-id.ts';
import { refuseField } from '../refusals.ts';
import { COMPANY_ID } from './company.ts';
import { readItem, readItems } from './items.ts';
import { openDesks } from './open-desks.ts';
import { publishCatalogItem } from './publish.ts';

type Context = Pick<CommandContext, 'now'>;

function refuse(field: string): never {
	throw new Refused('value.wrong', { field });
}

/** @throws {Refused} naming the first field that its schema does not take */
function parseItem<K extends CatalogKind>(kind: K, id: string, item: unknown): CatalogItem<K> {
	const parsed = v.safeParse(CATALOG[kind] as v.GenericSchema, item);
	if (!parsed.success) refuseField(parsed.issues);
	return { ...(parsed.output as object), kind, id } as CatalogItem<K>;
}

async function mustExist(tx: Db, kind: CatalogKind, id: string, field: string): Promise<void> {
	if (!(await readItem(tx, kind, id))) refuse(field);
}

/** Two pools that share an address would give it to two customers. */
async function checkPool(tx: Db, { id, server, cidr }: CatalogItem<'pool'>): Promise<void> {
	await mustExist(tx, 'server', server, 'server');
	if (!parseCidr(cidr)) refuse('cidr');
	const others = (await readItems(tx, 'pool')).filter((pool) => pool.id !== id);
	if (others.some((pool) => overlap(pool.cidr, cidr))) refuse('cidr');
}

/** What a schema cannot see: other items. */
async function checkReferences(tx: Db, item: CatalogItem): Promise<void> {
	if (item.kind === 'nap') await mustExist(tx, 'node', item.node, 'node');
	if (item.kind === 'server') for (const node of item.nodes) await mustExist(tx, 'node', node, 'nodes');
	if (item.kind === 'pool') await checkPool(tx, item);
}

/** Something that is sold or built with. What is no longer sold stays, so that it is readable where it was used. */
export async function saveItem(
	tx: Db,
	actor: Actor,
	payload: Payload<'catalog.save'>,
	{ now }: Context
): Promise<{ id: string }> {
	must(actor, 'catalog.save');
	await lock(tx, 'catalog');
	const { kind } = payload;
	if (payload.id && !(await readItem(tx, kind, payload.id))) throw new Refused('record.unknown');
	const item = parseItem(kind, payload.id ?? newId(now), payload.item);
	await checkReferences(tx, item);
	await publishCatalogItem(tx, item, now);
	if (kind === 'branch') await openDesks(tx, item.id, now);
	return { id: item.id };
}

function isZone(zone: string): boolean {
	try {
		return Boolean(new Intl.DateTimeFormat('es-AR', { timeZone: zone }));
	} catch {
		return false;
	}
}

/** The company that signs invoices; a wrong CUIT would make every one of them void. */
export async function saveCompany(
	tx: Db,
	actor: Actor,
	payload: Payload<'company.save'>,
	{ now }: Context
): Promise<{ id: string }> {
	must(actor, 'company.save');
	const company = parseItem('company', COMPANY_ID, payload.item);
	if (company.taxId && !checkDocument('cuit', company.taxId).ok) refuse('taxId');
	if (!isZone(company.zone)) refuse('zone');
	if (company.opens >= company.closes) refuse('closes');
	await publishCatalogItem(tx, company, now);
	return { id: COMPANY_ID };
}
