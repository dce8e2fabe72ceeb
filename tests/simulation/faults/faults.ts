import { LiveRoom } from '../../../sync-server/room.ts';
import { SOUND, type Parts } from '../world.ts';
import { Echoing, Forgetful, generous, Hasty } from './journals.ts';
import { Careless, SameId } from './stores.ts';

/** A room in which a hole is no reason to stop. */
function swallowGaps() {
	const { change } = LiveRoom.prototype;
	LiveRoom.prototype.change = function (apply) {
		try {
			return change.call(this, apply);
		} catch {
			return null;
		}
	};
}

/** Faults that a part of the harness brings in; those of a module's own are redirected before anything is loaded. */
export const FAULTS: Record<string, () => Parts> = {
	'acknowledge-before-flush': () => ({ ...SOUND, journal: (disk) => new Hasty(disk) }),
	'reused-client-id': () => ({ ...SOUND, store: (drive) => new SameId(drive) }),
	'skipped-record': () => ({ ...SOUND, journal: (disk) => new Forgetful(disk) }),
	'gate-off': () => SOUND,
	'gap-accepted': () => (swallowGaps(), { ...SOUND, leaks: true }),
	'projection-echo': () => ({ ...SOUND, journal: (disk) => new Echoing(disk) }),
	'double-grant': () => ({ ...SOUND, journal: generous }),
	'outbox-dropped-at-restore': () => ({ ...SOUND, store: (drive) => new Careless(drive) }),
	'blind-replay': () => SOUND,
	'notes-typed-again': () => SOUND,
	'sealed-month-opened-for-nothing': () => SOUND,
	'undone-without-asking': () => SOUND
};
