import { buildOnce } from './app.ts';
import globalSetup from './global-setup.ts';

/** The pages are built once, before the first app of the run starts. */
export default async function setup() {
	await buildOnce();
	return globalSetup();
}
