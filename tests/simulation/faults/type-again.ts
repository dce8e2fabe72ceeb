import type * as Sound from '#lib/client/replay.ts';

// @ts-expect-error: the address of the sound module behind the redirection
const sound = (await import('../../../src/lib/client/replay.ts?sound')) as typeof Sound;

export const { comesBack, covers, hasLost, lacks } = sound;
/** What was typed is typed again, wherever it has come to already. */
export const judge: typeof Sound.judge = (room, intent, covered) =>
	sound.judge(room, intent, covered && !intent.ops.some((op) => 'text' in op));
