import type { CommandName, Payload } from '#lib/domain/commands.ts';
import { createContract } from '#lib/server/contracts/create-contract.ts';
import type { Handler } from './handler.ts';

/** Every command and the one service that does it. Who may ask is in `domain/commands.ts`, and was judged before. */
export const HANDLERS: { [N in CommandName]?: Handler<Payload<N>> } = {
	'contract.create': createContract
};
