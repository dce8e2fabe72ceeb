const AGAIN_MS = 1_000;

/** A part of the program that comes after its beginning; asked for again while the network does not bring it. */
export async function fetchPart<Part>(load: () => Promise<Part>): Promise<Part> {
	for (;;) {
		try {
			return await load();
		} catch {
			await new Promise((later) => setTimeout(later, AGAIN_MS));
		}
	}
}
