import * as Y from 'yjs';
import { vectorOf } from '#lib/docs/vector.ts';

type Vector = Map<number, number>;
const isSame = (a: Vector, b: Vector) => a.size === b.size && [...a].every(([client, clock]) => b.get(client) === clock);

/** Looks at a document from outside: whether it tells what it takes, and whether it waits for what does not come. */
export class Canary {
	readonly #doc: Y.Doc;
	#told: Vector;
	#waited = false;

	constructor(doc: Y.Doc) {
		this.#doc = doc;
		this.#told = vectorOf(doc);
		doc.on('update', (_update, _origin, _doc, { afterState }) => (this.#told = afterState));
	}

	/**
	 * To be asked now and then, between two transactions. `muted`: after an exception in a listener a document takes and tells nobody
	 * (yjs#799). `waiting`: at two looks in a row it held what leans on something that is missing.
	 */
	look(): 'well' | 'muted' | 'waiting' {
		const { pendingStructs, pendingDs } = this.#doc.store;
		const [waited, waits] = [this.#waited, pendingStructs !== null || pendingDs !== null];
		this.#waited = waits;
		if (!isSame(vectorOf(this.#doc), this.#told)) return 'muted';
		return waited && waits ? 'waiting' : 'well';
	}

	/** What it has taken and told nobody. */
	untold(): Uint8Array {
		return Y.encodeStateAsUpdate(this.#doc, Y.encodeStateVector(this.#told));
	}
}
