import type { Compact } from '#lib/server/context.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import type { SessionInfo } from '#lib/server/auth/session.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/db.ts';
import type { Settings } from '#lib/server/settings.ts';

declare global {
	namespace App {
		interface Locals {
			db: Db;
			settings: Settings;
			clock: Clock;
			compact: Compact;
			/** The portal's pages see the customer here, everything else the member of staff. */
			session: SessionInfo | null;
			actor: Actor | null;
		}
		interface Error {
			message: string;
			/** What the person can quote so that the line in the log is found. */
			code?: string;
		}
	}
}

export {};
