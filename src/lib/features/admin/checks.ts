/** The answer of the query `checklist`. */
export type CheckKey =
	'company' | 'branch' | 'plan' | 'node' | 'server' | 'pool' | 'payment' | 'seller' | 'dispatcher' | 'technician';
export type Checklist = { items: { key: CheckKey; done: boolean }[]; ready: boolean };
