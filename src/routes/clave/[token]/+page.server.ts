import { choosing } from '../choosing.ts';

const page = choosing('reset');
export const load = page.load;
export const actions = page.actions;
