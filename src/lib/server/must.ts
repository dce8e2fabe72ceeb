import { can, type Act, type Actor } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';

/** @throws {Refused} when the one table of permissions does not allow the act now */
export function must(actor: Actor, act: Act): void {
	if (!can(actor, act)) throw new Refused('right.missing');
}
