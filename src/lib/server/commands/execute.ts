import { createHash } from 'node:crypto';
import {
	COMMANDS,
	CommandEnvelope,
	isCommandName,
	withoutLink,
	type CommandAnswer,
	type CommandName,
	type Payload
} from '#lib/domain/commands.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { readZone } from '#lib/server/catalog/company.ts';
import type { Context } from '#lib/server/context.ts';
import type { Db } from '#lib/server/db/db.ts';
import { DEEPEST, isDeeper } from '#lib/server/depth.ts';
import { lock } from '#lib/server/locks.ts';
import { must } from '#lib/server/must.ts';
import { answerOf, refuseField } from '#lib/server/refusals.ts';
import type { ControlledTransaction } from 'kysely';
import * as v from 'valibot';
import type { Database } from '../db/types.ts';
import type { CommandContext, Handler } from './handler.ts';
import { HANDLERS } from './handlers.ts';

type Executing = Pick<Context, 'db' | 'clock' | 'settings'>;
type Known = CommandEnvelope & { name: CommandName; hash: Buffer };

const refusal = (code: 'value.wrong' | 'command.unknown' | 'command.reused' | 'link.given', detail = {}): CommandAnswer => ({
	ok: false,
	code,
	detail
});
const NOT_YET: CommandAnswer = { ok: false, code: 'command.not-yet', detail: {}, retry: true };

/**
 * Judges a command once, however often it arrives: one id, one effect, one answer, kept in the effect's own transaction.
 * A refusal is an answer too and stays. What is not judged at all is not kept, so that the same id may come again: an
 * envelope that cannot be read, a command that only a newer build knows, one that overtook the edits it rests on, and one
 * that a restored server had answered and cannot do yet.
 */
export async function execute({ db, clock, settings }: Executing, actor: Actor, envelope: unknown): Promise<CommandAnswer> {
	const parsed = v.safeParse(CommandEnvelope, envelope);
	if (!parsed.success) return refusal('value.wrong', { field: parsed.issues[0].path?.[0]?.key ?? '' });
	const { name, payload } = parsed.output;
	if (!isCommandName(name)) return refusal('command.unknown');
	if (isDeeper(payload, DEEPEST)) return refusal('value.wrong', { field: '' });
	const command = { ...parsed.output, name, hash: hashOf(parsed.output) };
	const tx = await db.startTransaction().execute();
	try {
		const answer = await judgeOnce(tx, actor, command, settings, clock.now());
		await tx.commit().execute();
		return answer;
	} catch (error) {
		await tx.rollback().execute();
		throw error;
	}
}

async function judgeOnce(
	tx: ControlledTransaction<Database>,
	actor: Actor,
	command: Known,
	settings: Context['settings'],
	now: Date
): Promise<CommandAnswer> {
	await lock(tx, `command:${command.id}`);
	const known = await tx.selectFrom('commands').selectAll().where('id', '=', command.id).executeTakeFirst();
	if (known)
		return known.actor === actor.user && known.hash.equals(command.hash)
			? (known.answer as CommandAnswer)
			: refusal('command.reused');

	if (!(await haveArrived(tx, command.rests))) return NOT_YET;
	const { id, name, payload, hash } = command;
	const answer = await attempt(tx, () => run(tx, actor, name, payload, { now, command: id, settings }));
	if (!answer.ok && command.again) return { ...answer, retry: true };
	await tx
		.insertInto('commands')
		.values({ id, name, hash, actor: actor.user, answer: JSON.stringify(withoutLink(answer)), at: now })
		.execute();
	return answer;
}

/** A refusal undoes what the service had done so far and nothing else. */
async function attempt(tx: ControlledTransaction<Database>, work: () => Promise<unknown>): Promise<CommandAnswer> {
	const held = await tx.savepoint('effect').execute();
	try {
		return { ok: true, result: (await work()) ?? null };
	} catch (error) {
		if (!(error instanceof Refused)) throw error;

		await held.rollbackToSavepoint('effect').execute();
		return answerOf(error);
	}
}

async function run<N extends CommandName>(tx: Db, actor: Actor, name: N, payload: unknown, ctx: Omit<CommandContext, 'zone'>) {
	must(actor, COMMANDS[name].act);
	const parsed = v.safeParse(COMMANDS[name].payload, payload);
	if (!parsed.success) refuseField(parsed.issues);
	const handler = HANDLERS[name] as Handler<Payload<N>>;
	return handler(tx, actor, parsed.output as Payload<N>, { ...ctx, zone: await readZone(tx) });
}

/** An intent is known once the journal has it. */
async function haveArrived(tx: Db, intents: readonly string[]): Promise<boolean> {
	const wanted = [...new Set(intents)];
	if (wanted.length === 0) return true;
	const rows = await tx.selectFrom('journal').select('intent').where('intent', 'in', wanted).execute();
	return rows.length === wanted.length;
}

/** The order of an object's keys does not make another command. */
function hashOf({ name, payload }: CommandEnvelope): Buffer {
	return createHash('sha256')
		.update(JSON.stringify([name, sorted(payload)]))
		.digest();
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, inner]) => [key, sorted(inner)])
	);
}
