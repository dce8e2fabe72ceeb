import type { CatalogItem } from '../catalog.ts';
import type { OrderKind } from './order.ts';
import type { Check } from './visit.ts';

type Step = CatalogItem<'step'>;

/** What the company asks of this kind of work today. */
export const stepsFor = (all: readonly Step[], kind: OrderKind): Step[] =>
	all.filter(({ on, use }) => on === kind && use !== 'retired');

/** @returns ids of the steps that stand as done: whoever ticks twice has changed his mind */
export function doneSteps(checks: readonly Check[]): Set<string> {
	const last = new Map(checks.map(({ step, done }) => [step, done]));
	return new Set([...last].filter(([, done]) => done).map(([step]) => step));
}

export const ticksOf = (steps: readonly Step[]): Step[] => steps.filter(({ asks }) => asks === 'tick');

export function openSteps(steps: readonly Step[], checks: readonly Check[]): Step[] {
	const done = doneSteps(checks);
	return ticksOf(steps).filter(({ id }) => !done.has(id));
}
