import type * as Y from 'yjs';
import { MAPS, type Room } from './room.ts';

/** Every text of a room by its key. */
export function textsIn({ doc }: Room): [key: string, text: Y.Text][] {
	const keys = [...doc.share.keys()].filter((key) => !MAPS.some((map) => map === key));
	return keys.map((key) => [key, doc.getText(key)]);
}
