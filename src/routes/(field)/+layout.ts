/** The field app works on what the phone holds: there is nothing of it that a server could render. */
export const ssr = false;
