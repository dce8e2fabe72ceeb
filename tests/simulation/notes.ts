import type { Op, Room } from '#lib/docs/room.ts';
import { textsIn } from '#lib/docs/room-texts.ts';
import { isUndo } from './second-thoughts.ts';
import type { Broken } from './invariants.ts';
import type { Shown, World } from './world.ts';

type Typing = Extract<Op, { text: string }> & Shown;

/**
 * What was typed into notes and reached the server is there, once, unless somebody took it out; and what was taken out is gone,
 * unless a restored server got it again from a device that had typed it.
 */
export function lostOrDoubled({ shown, wiped, restored }: World, rooms: ReadonlyMap<string, Room>): Broken[] {
	const typings = [...shown.values()].flatMap((each) =>
		each.intent.ops.flatMap((op) => ('text' in op ? [{ ...op, ...each }] : []))
	);
	const takenOut = new Set(typings.flatMap(({ from, to }) => without(from, to)));
	// Two who take out the same sign and both think better of it have it twice.
	const putBack = new Set(typings.filter(isUndo).flatMap(({ from, to }) => without(to, from)));
	const texts = [...rooms.values()].flatMap((room) => textsIn(room).map(([key, text]) => ({ key, text: text.toString() })));
	const isTwice = (sign: string, at: number, signs: string[]) => signs.indexOf(sign) < at && !putBack.has(sign);
	const twice = texts.filter(({ text }) => [...text].some(isTwice)).map(({ key, text }) => `${key} says twice: ${text}`);
	const wrong = typings
		.filter(({ drive, ...typing }) => !wiped.has(drive) && hasArrived({ drive, ...typing }))
		.flatMap((typing) => {
			const { text, field, from, to, intent } = typing;
			const stands = rooms.get(intent.room)!.text(text, field);
			const lost = without(to, from).filter((sign) => !stands.includes(sign) && !takenOut.has(sign));
			const back = restored ? [] : without(from, to).filter((sign) => stands.includes(sign) && !putBack.has(sign));
			return [
				...lost.map((sign) => `${sign} of ${intent.id} is lost`),
				...back.map((sign) => `${sign} came back after ${intent.id}`)
			];
		});
	return [...twice, ...wrong].map((what): Broken => ({ promise: 'notes', what }));
}

const without = (one: string, other: string) => [...one].filter((sign) => !other.includes(sign));
const hasArrived = ({ intent, drive, acknowledged }: Typing) => acknowledged && drive.intents.get(intent.n)?.state !== 'refused';
