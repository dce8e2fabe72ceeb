/** What Yjs tells a developer. It stands in for `lib0/logging`, which brings the colours of a terminal along. */
const style = Symbol();
const plain = (words: unknown[]) => words.filter((word) => word !== style);

export const print = (...words: unknown[]) => console.log(...plain(words));
export const warn = (...words: unknown[]) => console.warn(...plain(words));
export { style as BOLD, style as ORANGE, style as RED, style as UNBOLD };
