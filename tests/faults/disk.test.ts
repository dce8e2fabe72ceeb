import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { photosHandler } from '../../sync-server/photos.ts';
import { testDb } from '../support/postgres.ts';
import { anId, contextOn, makeBranches, signedIn } from '../support/sync-server.ts';
import { aFolder, onDatabaseOf } from './hilo.ts';
import { COMPANY } from './nodes.ts';
import { SmallDisk } from './small-disk.ts';
import { expectAllOnce, expectNothingLost, Work } from './work.ts';

const disk = SmallDisk.mount(300);
const LATER = (code: number) => code === 1006 || (code >= 4500 && code < 4600);

describe.skipIf(!disk)(`a full disk${disk ? '' : ' (skipped: nobody may mount a small one here)'}`, () => {
	const small = disk!;
	afterEach(() => small.makeRoom());
	afterAll(() => small.unmount());

	test('a photo that finds no room is sent again and taken once there is some', async () => {
		const base = await testDb();
		await makeBranches(base);
		const context = contextOn(base, 1);
		const paula = await signedIn(context, 'technician');
		const photos = photosHandler({ ...context, settings: { ...context.settings, dataDir: join(small.folder, 'data') } });
		const server = createServer((req, res) => void photos(req, res));
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(50_000, 7)]);
		const picture = { data: bytes.toString('base64'), content_type: 'image/jpeg' };
		const doc = {
			_id: createHash('sha256').update(bytes).digest('hex'),
			_rev: '1-a',
			order: anId(),
			visit: anId(),
			_attachments: { photo: picture }
		};
		const push = async () => {
			const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/photos/${paula.actor.user}/_bulk_docs`;
			const body = JSON.stringify({ docs: [doc] });
			const answer = await fetch(address, { method: 'POST', body, headers: { cookie: paula.cookie } });
			return { status: answer.status, said: await answer.json() };
		};
		mkdirSync(join(small.folder, 'data'));
		small.fill();
		expect(await push()).toMatchObject({ status: 503, said: { error: 'unavailable' } });
		expect(await base.db.selectFrom('photos').selectAll().execute()).toEqual([]);
		small.makeRoom();
		expect(await push()).toEqual({ status: 201, said: [] });
		await new Promise((done) => server.close(done));
		await base.drop();
	});

	test('PostgreSQL has no room: nothing is acknowledged, everybody is told “later”, and once there is room everything arrives', async () => {
		const hilo = await aFolder();
		const place = join(small.folder, 'database');
		mkdirSync(place);
		writeFileSync(join(hilo.dataDir, 'database-folder'), place);
		await hilo.open(COMPANY);
		const people = await onDatabaseOf(hilo, async (base) => {
			await makeBranches(base);
			return Promise.all([1, 2].map(() => signedIn(contextOn(base, 1), 'seller')));
		});
		const work = new Work(people, () => [hilo.port]);
		await work.served();
		const kept = () => work.writers.map(({ acknowledged }) => acknowledged);
		for (let last: number[] = []; String(last) !== String(kept()); await pause(1_000)) {
			last = kept();
			small.fill();
		}
		const closes = work.writers.flatMap((writer) => writer.closes);
		expect(closes.length).toBeGreaterThan(0);
		expect(closes.filter((code) => !LATER(code))).toEqual([]);
		expect(work.writers.every(({ leads, acknowledged }) => leads.length > acknowledged)).toBe(true);
		small.makeRoom();
		await work.served();
		await onDatabaseOf(hilo, ({ db }) => expectNothingLost(db, work));
		await work.end();
		await onDatabaseOf(hilo, ({ db }) => expectAllOnce(db, work));
		await hilo.away();
	});
});
