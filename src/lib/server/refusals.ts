import type { CommandAnswer } from '#lib/domain/commands.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import type { BaseIssue } from 'valibot';

/** A "no" as it travels: the device makes the sentence in its own language. */
export function answerOf({ code, detail }: Refused): CommandAnswer {
	return { ok: false, code, detail };
}

/** @throws {Refused} naming the first field that is wrong, as a path: `tech.ip` */
export function refuseField(issues: readonly BaseIssue<unknown>[]): never {
	const field = issues[0]?.path?.map(({ key }) => String(key)).join('.') ?? '';
	throw new Refused('value.wrong', { field });
}
