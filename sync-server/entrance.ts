import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { isOwnOrigin } from '#lib/server/auth/doors.ts';
import type { Context } from '#lib/server/context.ts';
import { readAddress } from './address.ts';
import type { Upgrade } from './http.ts';
import { Handshakes } from './limits.ts';
import { forgetNode, ownerOf } from './nodes.ts';
import { isFromNode, pipe } from './pipe.ts';

type Here = {
	/** Serves a room of this process; absent where none is. */
	take?: Upgrade;
	/** What this process is called among several; absent when it is the only one that serves rooms. */
	node?: { readonly id: string };
};

/** Where sockets come in: judged by their handshake, then taken here or handed on to the node that serves their room. */
export function entrance({ db, settings, log }: Pick<Context, 'db' | 'settings' | 'log'>, { take, node }: Here): Upgrade {
	const handshakes = new Handshakes(performance.now());

	async function route(req: IncomingMessage, socket: Duplex, head: Buffer) {
		const busy = () => refuse(socket, '503 Service Unavailable');
		const owner = await ownerOf(db, readAddress(req.url ?? '')?.room ?? '');
		if (!owner) return busy();
		if (take && owner.id === node?.id) return take(req, socket, head);
		pipe({ req, socket, head }, owner.address, settings, (isGone) => {
			busy();
			if (isGone) forgetNode(db, owner).catch((err: unknown) => log.warn({ err }, 'a dead node could not be forgotten'));
		});
	}

	return (req, socket, head) => {
		socket.on('error', () => socket.destroy());
		if (take && isFromNode(req, settings)) return take(req, socket, head);
		if (!isOwnOrigin(req.headers.origin ?? null, settings)) return refuse(socket, '403 Forbidden');
		if (!handshakes.allow(req.socket.remoteAddress ?? '', performance.now())) return refuse(socket, '429 Too Many Requests');
		if (take && !node) return take(req, socket, head);
		route(req, socket, head).catch((err: unknown) => {
			log.error({ err }, 'a socket could not be handed on');
			refuse(socket, '503 Service Unavailable');
		});
	};
}

function refuse(socket: Duplex, status: string) {
	socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
