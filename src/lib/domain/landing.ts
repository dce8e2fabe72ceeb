import { can, type Actor } from './permissions.ts';

/** Where somebody begins: a technician with his day, everybody else at the desk. */
export function landingOf({ roles }: Pick<Actor, 'roles'>): '/ventas' | '/campo' {
	return can({ user: '', branch: '', roles }, 'office.open') ? '/ventas' : '/campo';
}
