import * as m from '#lib/paraglide/messages.js';
import type { RefusalCode } from './refusals.ts';

type Detail = Record<string, string>;

/** What a device says no to by itself: these sentences come with its first load, the server's only where its answers are read. */
export const OWN_REFUSALS = {
	'right.missing': () => m.refused_right_missing(),
	'value.wrong': (d) => m.refused_value_wrong({ field: d.field ?? '' }),
	'record.newer': () => m.refused_record_newer(),
	'record.unknown': () => m.refused_record_unknown(),
	'record.taken': () => m.refused_record_taken(),
	'edit.met': (d) => m.refused_edit_met({ field: d.field ?? '' }),
	'edit.shape': () => m.refused_edit_shape(),
	'edit.author': () => m.refused_edit_author(),
	'edit.too-big': () => m.refused_edit_too_big(),
	'room.sealed': () => m.refused_room_sealed(),
	'room.unknown': () => m.refused_room_unknown(),
	'storage.failed': () => m.refused_storage_failed(),
	'read.offline': () => m.refused_read_offline(),
	'command.waiting': () => m.refused_command_waiting()
} satisfies Record<string, (detail: Detail) => string>;

const isOwn = (code: string): code is keyof typeof OWN_REFUSALS => Object.hasOwn(OWN_REFUSALS, code);

/** A "no" the person can understand and act on. Anything else that is thrown is a bug. */
export class Refused extends Error {
	override readonly name = 'Refused';
	readonly code: RefusalCode;
	readonly detail: Detail;
	constructor(code: RefusalCode, detail: Detail = {}) {
		super(`${code} ${JSON.stringify(detail)}`);
		this.code = code;
		this.detail = detail;
	}
	/** Of a device's own no; what a server refused is put into words by `sentenceOf`. */
	get sentence(): string {
		return isOwn(this.code) ? OWN_REFUSALS[this.code](this.detail) : m.refused_other({ code: this.code });
	}
}
