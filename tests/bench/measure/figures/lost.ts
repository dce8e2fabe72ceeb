import { editKey, Room } from '#lib/docs/room.ts';
import * as Y from 'yjs';
import type { Bench } from '../bench.ts';
import type { Light } from '../light.ts';
import { openAll } from '../load.ts';
import { hearing, Page, sendAcknowledged } from '../page.ts';
import { atRest, pause } from '../processes.ts';
import type { Subject } from '../subjects.ts';

const EDITS = 1_000;
const NOTHING = new Uint8Array([0]);

/** Of 1,000 edits, how many are gone after `kill -9` in the instant in which they were acknowledged, or seen by somebody else. */
export async function lost({ subjects, hilo, report, room: roomOf, user, quick }: Bench) {
	const { room, month } = await roomOf('desk/norte/2026-03', 5_000);
	const ids = month.ids.slice(1_000, 1_000 + EDITS);
	const runs = (subject: Subject) => (subject === hilo ? (quick ? 3 : 20) : quick ? 1 : 3);
	const docs = new Map<Subject, Y.Doc>();
	const worst = new Map<Subject, number>();
	for (let run = 0; run < runs(hilo); run++)
		for (const subject of subjects.filter((each) => each.keeps === 'on disk' && run < runs(each)))
			worst.set(subject, Math.max(worst.get(subject) ?? 0, await killed(subject, `vuelta ${run}`)));
	for (const [subject, missing] of worst)
		report.add('lost-after-kill', subject.name, missing, `of ${EDITS}, worst of ${runs(subject)}`);

	async function killed(subject: Subject, text: string): Promise<number> {
		const page = new Page(ids, user, docs.get(subject) ?? documentOf(month.update));
		const gestures = page.write(text);
		const [device, witness] = (await openAll(subject, room, 2, month.vector)) as [Light, Light];
		const seen = hearing(subject, witness, EDITS);
		if (subject === hilo) await Promise.all([sendAcknowledged(subject, room, device, gestures), seen]);
		else {
			device.send(...gestures.flatMap((gesture) => subject.wire.gesture(room, gesture)));
			await seen;
		}
		await subject.restart('SIGKILL');
		const kept = await loaded(subject, month.update.length);
		docs.set(subject, kept);
		const { edits } = new Room(kept);
		return ids.filter((id) => !String(edits.get(editKey(id, 'observations'))?.v).startsWith(text)).length;
	}

	/** The room as a new client gets it. */
	async function loaded(subject: Subject, atLeast: number): Promise<Y.Doc> {
		const doc = new Y.Doc();
		const light = await subject.open(room, 0);
		light.heard = (frame) => {
			if (['answer', 'update'].includes(subject.wire.kindOf(frame))) Y.applyUpdate(doc, subject.wire.updateIn(frame));
		};
		light.send(...subject.wire.hello(room, NOTHING));
		while (light.bytes < atLeast * 0.9 && light.closedWith === null) await pause(20);
		await atRest(subject.pid);
		light.end();
		return doc;
	}
}

function documentOf(update: Uint8Array): Y.Doc {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, update);
	return doc;
}
