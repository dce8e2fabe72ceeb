/** The office works on what the device holds: there is nothing of it that a server could render. */
export const ssr = false;
