import { beginRun } from './run.ts';
import { stopTestCluster } from './postgres.ts';

export default function setup() {
	const run = beginRun();
	return () => stopTestCluster(run);
}
