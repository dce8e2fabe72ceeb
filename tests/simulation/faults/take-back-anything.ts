import type * as Sound from '#lib/client/undo.ts';

// @ts-expect-error: the address of the sound module behind the redirection
const sound = (await import('../../../src/lib/client/undo.ts?sound')) as typeof Sound;

/** Whoever has been there since is nobody. */
export const inverse: typeof Sound.inverse = (...step) => ({ ...sound.inverse(...step), met: [] });
