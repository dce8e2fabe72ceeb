import type { Actor } from '#lib/domain/permissions.ts';
import type { Db } from '#lib/server/db/db.ts';
import type { Settings } from '#lib/server/settings.ts';

/** What a service may know beside its payload. `now` is the domain's clock, `zone` the company's. */
export type CommandContext = { now: Date; zone: string; command: string; settings: Settings };

/** Works in the transaction that also keeps the answer; throws `Refused` to undo all it did. */
export type Handler<P, R = unknown> = (tx: Db, actor: Actor, payload: P, ctx: CommandContext) => Promise<R>;
