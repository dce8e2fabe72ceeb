import type { Hilo } from './hilo.ts';
import type { Month } from './month.ts';
import type { Report } from './report.ts';
import type { Subject } from './subjects.ts';

/** What every figure gets. */
export type Bench = {
	subjects: Subject[];
	hilo: Hilo;
	report: Report;
	/** A month of that many records in a room of its own, at all subjects that hold anything; made once. */
	room(name: string, records: number): Promise<{ room: string; month: Month }>;
	user: string;
	quick: boolean;
};
