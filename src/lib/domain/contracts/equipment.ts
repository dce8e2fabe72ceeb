const GROUP_BIT = 1;

/** A MAC in any notation as `A4:2B:8C:11:09:FE`; null for what is none, or stands for no single card (all zeros, groups). */
export function normaliseMac(typed: string): string | null {
	const hex = typed
		.trim()
		.toUpperCase()
		.replace(/[\s:.-]/g, '');
	if (!/^[0-9A-F]{12}$/.test(hex) || /^0+$/.test(hex)) return null;
	if (Number.parseInt(hex.slice(0, 2), 16) & GROUP_BIT) return null;
	return hex.match(/../g)!.join(':');
}

/** The maker's four letters, which some labels print as eight hexadecimal digits (ITU-T G.984.3). */
function withMaker(serial: string): string {
	if (!/^[0-9A-F]{16}$/.test(serial)) return serial;
	const maker = serial
		.slice(0, 8)
		.match(/../g)!
		.map((byte) => String.fromCharCode(Number.parseInt(byte, 16)))
		.join('');
	return /^[A-Z]{4}$/.test(maker) ? maker + serial.slice(8) : serial;
}

/** A serial number in capitals without separators, or null when no label reads like that. */
export function checkSerial(typed: string): string | null {
	const serial = typed
		.trim()
		.toUpperCase()
		.replace(/[\s:.\-/]/g, '');
	return /^(?=.*\d)[0-9A-Z]{6,32}$/.test(serial) ? withMaker(serial) : null;
}
