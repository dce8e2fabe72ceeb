import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { CatalogItem } from '../catalog.ts';
import { doneSteps, stepsFor } from './checklist.ts';
import { missingEvidence, type Collected } from './evidence.ts';
import { Signature } from './visit.ts';

const NOTHING: Collected = { equipment: [], photos: [], notes: '', checks: [], signatures: [] };
const onu = { kind: 'ONU', serial: 'HWTC1F3A9B2D', mac: '', at: 0, by: 'paula' };
const photo = { sha256: '0'.repeat(64), slot: 'nap', caption: '', bytes: 1, at: 0, by: 'paula' };
const signed = { sha256: '0'.repeat(64), name: 'Carmen Ruiz', document: '28.456.789', reason: '', at: 0, by: 'paula' };

type Step = CatalogItem<'step'>;
const step = (id: string, some: Partial<Step> = {}): Step => ({
	...{ kind: 'step', id, name: id, on: 'technical', asks: 'tick', use: 'required' },
	...some
});
const tick = (id: string, done = true) => ({ step: id, words: id, done, at: 0, by: 'paula' });

test('an installation asks for its equipment and a photo, in this order', () => {
	expect(missingEvidence('installation', NOTHING, [])).toEqual(['equipment', 'photo']);
	expect(missingEvidence('installation', { ...NOTHING, equipment: [onu] }, [])).toEqual(['photo']);
	expect(missingEvidence('installation', { ...NOTHING, equipment: [onu], photos: [photo] }, [])).toEqual([]);
});

test('technical work and a removal ask what was done, and blanks say nothing', () => {
	expect(missingEvidence('technical', { ...NOTHING, notes: '  \n' }, [])).toEqual(['notes']);
	expect(missingEvidence('removal', { ...NOTHING, notes: 'Retiré la ONU' }, [])).toEqual([]);
});

test('a feasibility visit asks for its verdict alone', () => {
	expect(missingEvidence('feasibility', NOTHING, [])).toEqual([]);
});

test("a company's checklist asks for more: every required step, and a signature", () => {
	const steps = [step('speed'), step('wifi', { use: 'optional' }), step('power'), step('sign', { asks: 'signature' })];
	const done = { ...NOTHING, notes: 'Cambié el conector' };
	expect(missingEvidence('technical', done, steps)).toEqual(['checklist', 'signature']);
	expect(missingEvidence('technical', { ...done, checks: [tick('speed')] }, steps)).toEqual(['checklist', 'signature']);
	const ticked = { ...done, checks: [tick('speed'), tick('power')] };
	expect(missingEvidence('technical', ticked, steps)).toEqual(['signature']);
	expect(missingEvidence('technical', { ...ticked, signatures: [signed] }, steps)).toEqual([]);
});

test('an optional step stops nobody, and one of other work or of other days is not asked', () => {
	expect(missingEvidence('feasibility', NOTHING, [step('speed', { use: 'optional' })])).toEqual([]);
	const all = [step('speed'), step('old', { use: 'retired' }), step('onu', { on: 'installation' })];
	expect(stepsFor(all, 'technical').map(({ id }) => id)).toEqual(['speed']);
});

test('a step that was unticked is open again', () => {
	expect([...doneSteps([tick('speed'), tick('wifi'), tick('speed', false)])]).toEqual(['wifi']);
});

test('who signs says who he is, and who cannot says why', () => {
	expect(v.is(Signature, signed)).toBe(true);
	expect(v.is(Signature, { ...signed, document: '' })).toBe(false);
	const unable = { ...signed, sha256: null, name: '', document: '', reason: 'Tiene la mano enyesada' };
	expect(v.is(Signature, unable)).toBe(true);
	expect(v.is(Signature, { ...unable, reason: '' })).toBe(false);
});
