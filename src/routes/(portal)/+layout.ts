/** The portal is plain pages and forms: it opens on any phone, at once, and without scripts. */
export const csr = false;
