import { checkSerial, normaliseMac } from '#lib/domain/contracts/equipment.ts';
import type { Equipment } from '#lib/domain/delivery/visit.ts';
import * as m from '#lib/paraglide/messages.js';

/** What is read on a label: one of the two. */
export type Code = { mac: string; serial: string };

export const KINDS: readonly { value: string; label: () => string }[] = [
	{ value: 'ONU', label: m.field_kind_onu },
	{ value: 'Router', label: m.field_kind_router },
	{ value: 'Antena', label: m.field_kind_antenna },
	{ value: 'Otro', label: m.field_kind_other }
];

/** A MAC in any notation, else a serial number; null when it is neither. */
export function readCode(typed: string): Code | null {
	const mac = normaliseMac(typed);
	if (mac) return { mac, serial: '' };
	const serial = checkSerial(typed);
	return serial ? { mac: '', serial } : null;
}

export const isSame = (piece: Code, { mac, serial }: Pick<Equipment, 'mac' | 'serial'>) =>
	(piece.mac !== '' && piece.mac === mac) || (piece.serial !== '' && piece.serial === serial);
