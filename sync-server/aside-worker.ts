import { compact } from '#lib/server/compact.ts';
import { parentPort, workerData } from 'node:worker_threads';
import type { Job } from './aside.ts';
import { refound } from './refound.ts';

const { updates, founding } = workerData as Job;
parentPort!.postMessage(founding ? refound(updates, founding) : compact(updates));
