import { parseRoom } from '#lib/docs/rooms.ts';

/** What a device asks for with the address of its socket. */
export type Asked = {
	room: string;
	ack: boolean;
	epoch: number;
	device: string;
	/** It has work for the room: a sealed one is opened again. */
	late: boolean;
};

const DEVICE = /^[A-Za-z0-9-]{1,64}$/;
/** All of a user's stock clients are one device. */
const STOCK = 'stock';

/** @returns null for an address that names no room */
export function readAddress(address: string): Asked | null {
	if (!URL.canParse(address, 'http://localhost')) return null;
	const { pathname, searchParams } = new URL(address, 'http://localhost');
	const room = decoded(pathname.replace(/^\/sync\//, ''));
	const device = searchParams.get('device') ?? STOCK;
	if (room === null || !parseRoom(room) || !DEVICE.test(device)) return null;
	const says = (flag: string) => searchParams.get(flag) === '1';
	return { room, ack: says('ack'), epoch: readEpoch(searchParams.get('epoch')), device, late: says('late') };
}

/** @returns 0, which no room has, for what is no epoch */
const readEpoch = (text: string | null) => (text && /^\d{1,9}$/.test(text) ? Number(text) : 0);

function decoded(text: string): string | null {
	try {
		return decodeURIComponent(text);
	} catch {
		return null;
	}
}
