import { expect, test } from 'vitest';
import { missingEvidence, type Collected } from './evidence.ts';

const NOTHING: Collected = { equipment: [], photos: [], notes: '' };
const onu = { kind: 'ONU', serial: 'HWTC1F3A9B2D', mac: '', at: 0, by: 'paula' };
const photo = { sha256: '0'.repeat(64), slot: 'nap', caption: '', bytes: 1, at: 0, by: 'paula' };

test('an installation asks for its equipment and a photo, in this order', () => {
	expect(missingEvidence('installation', NOTHING)).toEqual(['equipment', 'photo']);
	expect(missingEvidence('installation', { ...NOTHING, equipment: [onu] })).toEqual(['photo']);
	expect(missingEvidence('installation', { ...NOTHING, equipment: [onu], photos: [photo] })).toEqual([]);
});

test('technical work and a removal ask what was done, and blanks say nothing', () => {
	expect(missingEvidence('technical', { ...NOTHING, notes: '  \n' })).toEqual(['notes']);
	expect(missingEvidence('removal', { ...NOTHING, notes: 'Retiré la ONU' })).toEqual([]);
});

test('a feasibility visit asks for its verdict alone', () => {
	expect(missingEvidence('feasibility', NOTHING)).toEqual([]);
});
