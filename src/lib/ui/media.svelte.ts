import { MediaQuery } from 'svelte/reactivity';

/** UX §3: under 600 px the phone layouts, under 900 one column. False while rendered on the server. */
export const phone = new MediaQuery('max-width: 599px', false);
export const narrow = new MediaQuery('max-width: 899px', false);
