import { DatabaseSync } from 'node:sqlite';
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';

/** As its documentation sets it up: its database extension over SQLite, its own debounce. */
const db = new DatabaseSync(`${process.env.FOLDER}/documents.sqlite`);
db.exec('create table if not exists documents (name text primary key, data blob not null) strict');
const find = db.prepare('select data from documents where name = ?');
const save = db.prepare('insert into documents (name, data) values (?, ?) on conflict (name) do update set data = excluded.data');

const server = new Server({
	address: '127.0.0.1',
	port: Number(process.env.PORT),
	quiet: true,
	extensions: [
		new Database({
			fetch: async ({ documentName }) => find.get(documentName)?.data ?? null,
			store: async ({ documentName, state }) => void save.run(documentName, state)
		})
	]
});
await server.listen();
console.log('listening');
