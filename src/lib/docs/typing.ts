type TextChanges = typeof import('./text-change.ts');

let here: TextChanges | null = null;

/** To be awaited before a text is changed: most devices never change one, so how that is done comes with the first who does. */
export async function bringTyping(): Promise<void> {
	here ??= await import('./text-change.ts');
}

/** @throws {Error} before `bringTyping` */
export function typing(): TextChanges {
	if (!here) throw new Error('bringTyping comes first');
	return here;
}
