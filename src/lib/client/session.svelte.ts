import type { Role } from '#lib/domain/catalog.ts';
import { can, canWrite, type Act, type Actor } from '#lib/domain/permissions.ts';
import type { Kind } from '#lib/domain/records.ts';

export type SessionUser = { id: string; name: string; email: string; roles: Role[]; branch: string; thread: string };
/**
 * `offset` is the server's clock minus this device's, in milliseconds.
 * `heard` is when the server last vouched for this session, by this device's clock.
 */
export type Session = { user: SessionUser; company: string; offset: number; heard: number };

export interface SessionState {
	readonly session: Session | null;
	readonly user: SessionUser | null;
	readonly actor: Actor;
	readonly expired: boolean;
	/** An administrator took this device away. */
	readonly revoked: boolean;
	/** Too long without the server's word: nothing is shown until somebody signs in. What was not sent stays. */
	readonly locked: boolean;
	can(act: Act): boolean;
	canWrite(kind: Kind, field: string): boolean;
}

export const SESSION_KEY = 'hilo.session';
/** Somebody signed out without network: the server is told before anything else. */
const LEAVING = 'hilo.leaving';
const LOCK_MS = 45 * 24 * 3_600_000;
const NOBODY: Actor = { user: '', roles: [], branch: '' };

class Signed implements SessionState {
	session = $state.raw<Session | null>(stored());
	expired = $state(false);
	revoked = $state(false);
	now = $state(Date.now());

	get locked() {
		return this.session !== null && this.now - this.session.heard > LOCK_MS;
	}
	get user() {
		return this.session?.user ?? null;
	}
	get actor(): Actor {
		return this.user ? actorOf(this.user) : NOBODY;
	}
	can(act: Act) {
		return can(this.actor, act);
	}
	canWrite(kind: Kind, field: string) {
		return canWrite(this.actor, kind, field);
	}
}

export const actorOf = (user: SessionUser): Actor => ({ user: user.id, roles: user.roles, branch: user.branch });

function stored(): Session | null {
	const text = globalThis.localStorage?.getItem(SESSION_KEY);
	return text ? (JSON.parse(text) as Session) : null;
}

const state = new Signed();

/** Who is signed in, as this device knows it; also without network. */
export function getSession(): SessionState {
	return state;
}

/**
 * Asks the server who is signed in. Without an answer the stored session stands;
 * a 401 keeps it too, as expired, so that work can go on and be sent after the next sign-in.
 */
export async function refreshSession(): Promise<Session | null> {
	lookAtClock();
	if (!navigator.onLine) return state.session;
	if (localStorage.getItem(LEAVING)) await leave();
	const answer = await fetch('/api/session', { headers: { accept: 'application/json' } }).catch(() => null);
	if (answer?.status === 401) await hearWhy(answer);
	if (!answer?.ok) return state.session;
	const { user, company, now } = (await answer.json()) as { user: SessionUser; company: string; now: string | number };
	keep({ user, company, offset: new Date(now).getTime() - Date.now(), heard: Date.now() });
	return state.session;
}

/** Time passes also while nobody asks the server. */
export function lookAtClock(): void {
	state.now = Date.now();
}

async function hearWhy(answer: Response): Promise<void> {
	const { code } = (await answer.json().catch(() => ({}))) as { code?: string };
	state.revoked = code === 'session.revoked';
	markExpired();
}

export function markExpired(): void {
	state.expired = state.session !== null;
}

function keep(session: Session): void {
	state.session = session;
	state.expired = false;
	localStorage.setItem(SESSION_KEY, JSON.stringify(session));
}

/** Ends the session here at once, and on the server as soon as it can be told. */
export async function endSession(): Promise<void> {
	state.session = null;
	state.expired = false;
	localStorage.removeItem(SESSION_KEY);
	localStorage.setItem(LEAVING, '1');
	await leave();
}

async function leave(): Promise<void> {
	const answer = await fetch('/salir', { method: 'POST', headers: { accept: 'application/json' } }).catch(() => null);
	if (answer?.ok || answer?.status === 401) localStorage.removeItem(LEAVING);
}
