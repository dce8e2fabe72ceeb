import type { Hilo } from './hilo.ts';
import type { Month } from './month.ts';
import type { Report } from './report.ts';
import type { Subject } from './subjects.ts';

/** What every figure gets. `room` holds `month`, at all subjects that hold anything. */
export type Bench = {
	subjects: Subject[];
	hilo: Hilo;
	report: Report;
	room: string;
	month: Month;
	user: string;
	quick: boolean;
};
