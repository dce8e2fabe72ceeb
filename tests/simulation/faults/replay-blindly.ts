import type * as Sound from '#lib/client/replay.ts';

// @ts-expect-error: the address of the sound module behind the redirection
const sound = (await import('../../../src/lib/client/replay.ts?sound')) as typeof Sound;

export const { comesBack, covers, hasLost, lacks } = sound;
/** Whatever value stands by now, one's own goes over it. */
export const judge: typeof Sound.judge = (room, intent, covered) =>
	intent.ops.some((op) => 'text' in op)
		? sound.judge(room, intent, covered)
		: { apply: intent.ops.map((op) => ('edit' in op ? { ...op, over: room.standing(op.edit, op.field) } : op)) };
