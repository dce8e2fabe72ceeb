import './clock.ts';
import { bringTyping } from '#lib/docs/typing.ts';
import { pass } from './clock.ts';
import { broken, type Broken } from './invariants.ts';
import { DESK } from './people.ts';
import { SOUND, World, type Parts } from './world.ts';

const GESTURES_A_WORLD = 300;
// A part that comes later comes in real time, which does not pass here.
await bringTyping();

/** One world from its seed to its last promise. */
export async function runSeed(seed: number, parts: Parts = SOUND): Promise<{ gestures: number; broken: Broken[] }> {
	const world = new World(seed, parts);
	await world.live(GESTURES_A_WORLD);
	await world.recover();
	const found = broken(world);
	const { seq } = world.disk.room(DESK);
	await pass(5_000);
	if (world.disk.room(DESK).seq !== seq)
		found.push({ promise: 'silence', what: 'the server goes on writing though nobody does anything' });
	world.end();
	return { gestures: world.gestures, broken: found };
}
