import { choosing } from '../../clave/choosing.ts';

const page = choosing('invite');
export const load = page.load;
export const actions = page.actions;
