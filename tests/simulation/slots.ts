import type { Plan } from '#lib/domain/delivery/order.ts';
import type { Wish } from '../../sync-server/slots.ts';

type Held = { plan: string; crew: readonly string[]; start: number; end: number };
export type Decision = { order: string; fact: { plan: string; granted: boolean } | null };

/** Who has which hours: an order's wish is granted whole, or not at all. */
export class Slots {
	readonly held = new Map<string, Held>();

	copy(): Slots {
		const copy = new Slots();
		for (const [order, held] of this.held) copy.held.set(order, held);
		return copy;
	}
	decide(wishes: readonly Wish[]): Decision[] {
		return wishes.map(({ order, plan }) => {
			this.held.delete(order);
			if (!plan) return { order, fact: null };
			const wanted = heldBy(plan);
			const granted = this.isFree(wanted);
			if (granted) this.held.set(order, wanted);
			return { order, fact: { plan: plan.id, granted } };
		});
	}
	isFree(wanted: Held): boolean {
		return ![...this.held.values()].some((other) => meets(other, wanted));
	}
	/** Orders whose hours meet those of another. */
	clashes(): string[] {
		const all = [...this.held];
		return all.filter(([, one]) => all.some(([, other]) => other !== one && meets(one, other))).map(([order]) => order);
	}
}

const heldBy = ({ id, crew, start, minutes }: Plan): Held => ({ plan: id, crew, start, end: start + minutes * 60_000 });
const meets = (a: Held, b: Held) =>
	a.start < b.end && b.start < a.end && a.crew.some((technician) => b.crew.includes(technician));
