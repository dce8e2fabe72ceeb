// Holds the PostgreSQL of one run of tests and takes it away when the run ends, however it ends.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '#lib/server/db/migrate.ts';
import { startCluster, type Cluster } from '../../scripts/embedded-postgres.ts';

const [folder, runPid] = [process.argv[2] ?? '', Number(process.argv[3])];

function isAlive(pid: number) {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

async function end(cluster: Cluster) {
	await cluster.stop();
	rmSync(cluster.folder, { recursive: true, force: true });
	rmSync(folder, { recursive: true, force: true });
	process.exit(0);
}

async function begin() {
	const cluster = await startCluster(join(folder, 'data'), { durable: false });
	try {
		await migrate(cluster.url);
	} catch (error) {
		await cluster.stop();
		rmSync(cluster.folder, { recursive: true, force: true });
		throw error;
	}
	return cluster;
}

try {
	const cluster = await begin();
	process.once('SIGTERM', () => end(cluster));
	setInterval(() => isAlive(runPid) || end(cluster), 1_000);
	writeFileSync(join(folder, 'watchdog-pid'), String(process.pid));
	writeFileSync(join(folder, 'url.new'), cluster.url);
	renameSync(join(folder, 'url.new'), join(folder, 'url'));
} catch (error) {
	console.error(error);
	writeFileSync(join(folder, 'failed'), '');
	process.exit(1);
}
