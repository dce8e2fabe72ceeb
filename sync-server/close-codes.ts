/** Why a socket was closed. 44xx is final for a stock client, 45xx says: come again later. */
export const CLOSE = {
	malformed: 4400,
	session: 4401,
	room: 4404,
	refused: 4409,
	epoch: 4410,
	tooBig: 4413,
	sealed: 4423,
	again: 4500,
	slow: 4503,
	fast: 4508
} as const;
