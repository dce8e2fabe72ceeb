import { WebSocketServer } from 'ws';

/** Whatever one says in a room, the others hear: no document, no memory. The practical limit of `ws`. */
const rooms = new Map();
const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.env.PORT), perMessageDeflate: false });
server.on('listening', () => console.log('listening'));
server.on('connection', (ws, { url }) => {
	const room = rooms.get(url) ?? new Set();
	rooms.set(url, room.add(ws));
	ws.on('message', (data) => {
		for (const other of room) if (other !== ws) other.send(data);
	});
	ws.on('close', () => room.delete(ws));
});
