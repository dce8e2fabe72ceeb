import './clock.ts';
import { bringTyping } from '#lib/docs/typing.ts';
import { pass } from './clock.ts';
import { broken, restless, type Broken } from './invariants.ts';
import { SOUND, World, type Parts } from './world.ts';

const GESTURES_A_WORLD = 300;
// A part that comes later comes in real time, which does not pass here.
await Promise.all([
	bringTyping(),
	import('#lib/client/seal-room.ts'),
	import('#lib/client/waiting-rows.ts'),
	import('#lib/client/undo.ts')
]);

/** One world from its seed to its last promise. */
export async function runSeed(seed: number, parts: Parts = SOUND): Promise<{ gestures: number; broken: Broken[] }> {
	const world = new World(seed, parts);
	await world.live(GESTURES_A_WORLD);
	await world.recover();
	const found = broken(world);
	if (world.old) await world.rest();
	found.push(...restless(world));
	const before = written(world);
	await pass(5_000);
	if (written(world) !== before)
		found.push({ promise: 'silence', what: 'the server goes on writing though nobody does anything' });
	world.end();
	return { gestures: world.gestures, broken: found };
}

const written = ({ disk }: World) => JSON.stringify([...disk.rooms.values()].map(({ epoch, seq }) => [epoch, seq]));
