import { isLoopback, type Settings } from '../settings.ts';

export type Door = 'open' | 'staff' | 'portal';

const OPEN = [/^\/api\/health$/, /^\/api\/session$/, /^\/api\/quarantine$/, /^\/portal\/ingresar$/, /^\/portal\/entrar\/[^/]+$/];

/**
 * Who may knock. Deny by default: what is new under /api or /portal is closed until its path is named here.
 * Screens of office and field are open because they carry no data: the device asks for that.
 */
export function doorOf(address: string): Door {
	const path = asRouted(address);
	if (OPEN.some((open) => open.test(path))) return 'open';
	if (path === '/api' || path.startsWith('/api/')) return 'staff';
	return isPortal(path) ? 'portal' : 'open';
}

export const isPortal = (address: string) => /^\/portal(\/|$)/.test(asRouted(address));

/** As Kit reads an address when it looks for its route: to it `/%61pi` is `/api`, so it must be to the doors. */
function asRouted(address: string): string {
	try {
		return address.split('%25').map(decodeURI).join('%25');
	} catch {
		// Kit finds no route for it either.
		return address;
	}
}

/** @returns the path when it stays inside Hilo, else null: a foreign page must not receive whoever signs in */
export function internalPath(raw: string | null): string | null {
	if (!raw?.startsWith('/') || /^\/[/\\]/.test(raw) || /[\u0000-\u001f]/.test(raw)) return null;
	const url = new URL(raw, 'http://hilo.invalid');
	// `/.//evil.example` becomes `//evil.example` only here.
	if (url.host !== 'hilo.invalid' || url.pathname.startsWith('//')) return null;
	return url.pathname + url.search + url.hash;
}

/** A browser names the page that sends; a program names none. A machine calls itself by several names on loopback. */
export function isOwnOrigin(origin: string | null, settings: Pick<Settings, 'origin'>): boolean {
	if (origin === null || origin === settings.origin) return true;
	if (!URL.canParse(origin)) return false;
	const [own, other] = [new URL(settings.origin), new URL(origin)];
	return isLoopback(own.hostname) && isLoopback(other.hostname) && own.port === other.port && own.protocol === other.protocol;
}
