import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aFolder, kill9, until, type Folder } from './hilo.ts';

describe('one data folder', () => {
	let hilo: Folder;
	beforeAll(async () => (hilo = await aFolder()));
	afterAll(() => hilo.away());

	test('a start that is killed while it makes the demo company makes it whole at the next start', async () => {
		const first = hilo.begin();
		await until(() => first.output().includes('Cargando la empresa'), 'seeding begins');
		await kill9(first);
		const second = await hilo.open();
		expect(second.output()).toContain('admin@hilo.example');
		expect(await hilo.signIn()).toBe(true);
		await kill9(second);
	});

	test('what was there before kill -9 is there after the next start, which takes over the PostgreSQL that was left', async () => {
		const orphan = hilo.postmaster();
		await hilo.open();
		expect(hilo.postmaster()).toBe(orphan);
		expect(await hilo.signIn()).toBe(true);
	});

	test('a second start on the same data is refused with a sentence and harms nobody', async () => {
		const second = hilo.intrude();
		expect(await second.ended).toBe(1);
		expect(second.output()).toContain(`Ya hay un Hilo usando ${hilo.dataDir}`);
		expect(await hilo.signIn()).toBe(true);
	});

	test('Hilo lives on when its PostgreSQL is killed', async () => {
		const before = hilo.postmaster() ?? 0;
		process.kill(before, 'SIGKILL');
		await until(() => hilo.hasDatabase(), 'pages that need the database open again');
		expect(await hilo.signIn()).toBe(true);
		expect(hilo.postmaster()).not.toBe(before);
	});

	test('Ctrl+C ends Hilo and its PostgreSQL', async () => {
		const run = hilo.last();
		run.child.kill('SIGINT');
		expect(await run.ended).toBe(0);
		expect(run.output()).toContain('Cerrando');
		expect(hilo.postmaster()).toBe(null);
		await expect(fetch(hilo.origin)).rejects.toThrow();
	});

	test('a lost password of the database is explained', async () => {
		const file = join(hilo.dataDir, 'database-password');
		const password = readFileSync(file, 'utf8');
		writeFileSync(file, 'another');
		const run = hilo.begin();
		expect(await run.ended).toBe(1);
		expect(run.output()).toContain('database-password');
		expect(hilo.postmaster()).toBe(null);
		writeFileSync(file, password);
	});

	test('app and PostgreSQL killed together lose nothing', async () => {
		const run = await hilo.open();
		process.kill(hilo.postmaster() ?? 0, 'SIGKILL');
		await kill9(run);
		await hilo.open();
		expect(await hilo.signIn()).toBe(true);
	});
});

describe('what cannot be started is said in one sentence', () => {
	let hilo: Folder;
	beforeAll(async () => (hilo = await aFolder()));
	afterAll(() => hilo.away());

	async function sentence(env: Record<string, string>) {
		const run = hilo.begin(env);
		expect(await run.ended).toBe(1);
		return run.output().trim();
	}

	test('every wrong setting is named', async () => {
		const said = await sentence({ PORT: 'tres mil', HILO_DEMO: 'sí' });
		expect(said.split('\n')).toEqual([expect.stringContaining('PORT'), expect.stringContaining('HILO_DEMO')]);
	});

	test('a database that does not answer', async () => {
		expect(await sentence({ DATABASE_URL: 'postgres://nadie@127.0.0.1:1/nada' })).toMatch(/^DATABASE_URL: .+$/);
	});

	test('a data folder that is a file', async () => {
		const file = join(hilo.dataDir, 'a-file');
		writeFileSync(file, '');
		expect(await sentence({ DATA_DIR: file })).toMatch(/^DATA_DIR: .+$/);
	});

	test('a certificate that is none', async () => {
		const file = join(hilo.dataDir, 'none.pem');
		writeFileSync(file, 'nothing');
		expect(await sentence({ TLS_CERT: file, TLS_KEY: file })).toMatch(/TLS_CERT y TLS_KEY/);
	});

	test('a port that is taken', async () => {
		const other = createServer().listen(hilo.port, '127.0.0.1');
		expect(await sentence({})).toContain(`PORT: el puerto ${hilo.port} ya está en uso`);
		expect(hilo.postmaster()).toBe(null);
		other.close();
	});

	test('a host that is not here', async () => {
		expect(await sentence({ HOST: '203.0.113.7' })).toContain('HOST: 203.0.113.7');
	});

	test.runIf(process.getuid?.() === 0)('the folder of the database is gone', async () => {
		rmSync(dirname(hilo.clusterFolder()), { recursive: true });
		expect(await sentence({})).toContain(dirname(hilo.clusterFolder()));
		rmSync(join(hilo.dataDir, 'database-folder'));
	});
});

describe('who may come in', () => {
	let hilo: Folder;
	beforeAll(async () => (hilo = await aFolder()));
	afterAll(() => hilo.away());

	test('a demo that others can reach loses the password that everybody knows', async () => {
		const own = await hilo.open();
		expect(own.output()).toContain('Contraseña de todos: hilo-demo');
		expect(await hilo.signIn()).toBe(true);
		own.child.kill('SIGTERM');
		await own.ended;
		const open = await hilo.open({ ORIGIN: hilo.origin, HOST: '0.0.0.0' });
		await until(() => open.output().includes('no se vuelven a mostrar'), 'new passwords');
		expect(open.output()).toContain('los teléfonos no van a poder trabajar sin conexión');
		const password = /admin@hilo\.example +(\S+)/.exec(open.output())?.[1] ?? '';
		expect(await hilo.signIn()).toBe(false);
		expect(await hilo.signIn({ email: 'admin@hilo.example', password })).toBe(true);
	});
});

describe('without the demo', () => {
	let hilo: Folder;
	beforeAll(async () => (hilo = await aFolder()));
	afterAll(() => hilo.away());

	test('the first start prints a link that makes the owner', async () => {
		const run = await hilo.open({ HILO_DEMO: '0' });
		await until(() => run.output().includes('/bienvenida/'), 'the link');
		const link = /http\S+\/bienvenida\/\S+/.exec(run.output())?.[0] ?? '';
		expect((await fetch(link)).status).toBe(200);
		expect(run.output()).not.toContain('hilo-demo');
	});
});
