import { canOpenRoom } from '#lib/docs/rooms.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { IdOf } from '#lib/domain/shared/schema.ts';
import * as v from 'valibot';
import { query } from './query.ts';

const MOST = 200;

/** Who changed what of a record, newest first: when it was done, when it arrived, from which device. */
export const history = query({
	act: 'office.open',
	params: v.object({ record: IdOf }),
	async run({ db, actor }, { record }) {
		const home = await db.selectFrom('records').select('room').where('id', '=', record).executeTakeFirst();
		if (!home || !canOpenRoom(actor, home.room)) throw new Refused('record.unknown');
		return db
			.selectFrom('history')
			.select(['id', 'field', 'old', 'new', 'name', 'gesture', 'by', 'device', 'done_at as doneAt', 'received_at as receivedAt'])
			.where('record', '=', record)
			.orderBy('id', 'desc')
			.limit(MOST)
			.execute();
	}
});
