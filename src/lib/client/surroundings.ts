import type { Actor } from '#lib/domain/permissions.ts';
import type { HiloDatabase } from './database.ts';
import type { RoomStore } from './room-store.ts';

/** What the device's parts hear about each other. */
export type Told = {
	/** Whether the last attempt to store something succeeded. */
	storage(ok: boolean): void;
	/** The server no longer knows this session. */
	expired(): void;
	/** A room's socket opened or closed, or a room was joined. */
	status(): void;
	/** Somebody's presence in some room changed. */
	presence(): void;
	/** This device has everything of a room up to this sequence. */
	came(room: string, seq: number): void;
	/** The server has lost what it had kept; resolves when this device has noted what to say again. */
	restored(): Promise<void>;
	/** This browser has emptied the device: its rooms are stored again, and the rest should be. */
	emptied(): Promise<void>;
	/** The server acknowledged something, at this instant. */
	receipt(at: number): void;
};

/** Everything around the device's core, so that it runs the same in a browser and in a test. */
export type Surroundings = {
	db: HiloDatabase;
	actor: Actor;
	/** Names this device to the server, the same at every start. */
	device: string;
	/** Device clock with the measured offset, in whole milliseconds. */
	now(): number;
	newId(): string;
	/** @param path begins with a slash */
	fetch(path: string, init?: RequestInit): Promise<Response>;
	/** `ws://host/sync` */
	socketUrl: string;
	WebSocket: typeof WebSocket;
	tell: Told;
};

/** What the part that writes needs besides: where the rooms are kept. */
export type Keeping = Surroundings & { store: RoomStore };
