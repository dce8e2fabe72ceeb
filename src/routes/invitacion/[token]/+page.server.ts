import { choosing } from '#lib/server/people/choosing-page.ts';

const page = choosing('invite');
export const load = page.load;
export const actions = page.actions;
