import * as v from 'valibot';
import { expect, test } from 'vitest';
import { RECORDS } from '../records.ts';
import { Equipment, PhotoEntry } from './visit.ts';

const onu = { kind: 'ONU', serial: '', mac: 'A4:2B:8C:11:09:FE', at: 1, by: 'paula' };
const photo = { sha256: 'a'.repeat(64), slot: 'nap', caption: 'Caja NAP', bytes: 1000, at: 1, by: 'paula' };

test('what a technician leaves at a visit says when and by whom, as the device sends it', () => {
	expect(v.parse(Equipment, onu)).toEqual(onu);
	expect(v.parse(PhotoEntry, photo)).toEqual(photo);
});

test('every list of every record keeps who and when: the device adds them to each entry', () => {
	const lists = Object.values(RECORDS).flatMap(({ lists: some }) => Object.values(some));
	const keys = lists.map((schema) => Object.keys((schema as v.ObjectSchema<v.ObjectEntries, undefined>).entries));
	expect(keys.filter((names) => !names.includes('by') || !names.includes('at'))).toEqual([]);
});
