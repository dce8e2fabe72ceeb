import type { Op, Room } from '#lib/docs/room.ts';
import { textsIn } from '#lib/docs/room-texts.ts';
import type { Broken } from './invariants.ts';
import type { Shown, World } from './world.ts';

type Typing = Extract<Op, { text: string }> & Shown;

/**
 * What was typed into notes and reached the server is there, once, unless somebody took it out; and what was taken out is gone,
 * unless a restored server got it again from a device that had typed it.
 */
export function lostOrDoubled({ shown, wiped, restored }: World, room: Room): Broken[] {
	const typings = [...shown.values()].flatMap((each) =>
		each.intent.ops.flatMap((op) => ('text' in op ? [{ ...op, ...each }] : []))
	);
	const takenOut = new Set(typings.flatMap(({ from, to }) => without(from, to)));
	const texts = textsIn(room).map(([key, text]) => ({ key, text: text.toString() }));
	const twice = texts.filter(({ text }) => new Set(text).size < text.length).map(({ key, text }) => `${key} says twice: ${text}`);
	const wrong = typings
		.filter(({ drive, ...typing }) => !wiped.has(drive) && hasArrived({ drive, ...typing }))
		.flatMap((typing) => {
			const { text, field, from, to, intent } = typing;
			const stands = room.text(text, field);
			const lost = without(to, from).filter((sign) => !stands.includes(sign) && !takenOut.has(sign));
			const back = restored ? [] : without(from, to).filter((sign) => stands.includes(sign));
			return [
				...lost.map((sign) => `${sign} of ${intent.id} is lost`),
				...back.map((sign) => `${sign} came back after ${intent.id}`)
			];
		});
	return [...twice, ...wrong].map((what): Broken => ({ promise: 'notes', what }));
}

const without = (one: string, other: string) => [...one].filter((sign) => !other.includes(sign));
const hasArrived = ({ intent, drive, acknowledged }: Typing) => acknowledged && drive.intents.get(intent.n)?.state !== 'refused';
