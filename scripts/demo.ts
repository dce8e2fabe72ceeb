import { Diary, ordinaryJourney } from './demo/ordinary.ts';
import { plantedJourneys } from './demo/planted.ts';
import type { Drained } from '../sync-server/drain.ts';
import type { Journey } from './demo/journeys.ts';
import { seedCatalog, seedStaff, type DemoUser } from './demo/seed-company.ts';
import { seedJourneys } from './demo/seed-journeys.ts';

export type Profile = 'tiny' | 's';
const RECORDS: Record<Profile, number> = { tiny: 60, s: 2000 };

/** The demo company's customers up to `now`, the planted cases first: same profile and time, same bytes. */
export function demoJourneys(profile: Profile, now: number): Journey[] {
	const diary = new Diary();
	const journeys = plantedJourneys(now, diary);
	let left = RECORDS[profile] - journeys.reduce((sum, { records }) => sum + records.length, 0);
	for (let n = 0; left > 0; n++) {
		const journey = ordinaryJourney(n, now, diary);
		journeys.push(journey);
		left -= journey.records.length;
	}
	return journeys;
}

/** Fills an empty, migrated database with the demo company. `password` is everybody's, or makes one for each. */
export async function seedDemo(
	needs: Omit<Drained, 'clock'>,
	{ profile, now, password }: { profile: Profile; now: Date; password: string | (() => string) }
): Promise<{ users: DemoUser[] }> {
	const { db } = needs;
	await seedCatalog(db, now);
	const users = await seedStaff(db, now, password);
	await seedJourneys({ ...needs, clock: { now: () => now } }, demoJourneys(profile, now.getTime()), now);
	return { users };
}
