import * as Y from 'yjs';

/** How far a document has got with each Yjs client id; read from it, without the bytes that others are told it by. */
export const vectorOf = ({ store }: Y.Doc): Map<number, number> =>
	new Map([...store.clients.keys()].map((client) => [client, Y.getState(store, client)]));
