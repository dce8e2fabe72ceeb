import * as v from 'valibot';
import { DensityChoice, type Density } from '#lib/domain/density.ts';
import type { HiloDatabase } from './database.ts';
import type { Device } from './device.svelte.ts';
import { live, type Live } from './live-rows.svelte.ts';
import { sentenceAgainst } from './sentence-against.ts';

type Chosen = { id: string; density: Density };

/** What stands of this person's choices; the newest, when two devices made one each without network. */
export async function chosenDensity(db: HiloDatabase): Promise<Chosen | null> {
	const rows = await db.rows.where('kind').equals('preference').sortBy('at');
	const choices = rows.flatMap(({ id, fields }) => {
		const { success, output } = v.safeParse(DensityChoice, fields['value']);
		return success ? [{ id, density: output.density }] : [];
	});
	return choices.at(-1) ?? null;
}

/** How close one person's tables stand, the same on all his devices. Make it while a component initialises. */
export class TableDensity {
	#device: Pick<Device, 'db' | 'meRoom' | 'newId' | 'write' | 'edit'>;
	#chosen: Live<Chosen | null>;
	#otherwise: Density;

	/** @param otherwise how this table stands until he has chosen */
	constructor(device: Device, otherwise: Density = 'comfortable') {
		[this.#device, this.#otherwise] = [device, otherwise];
		this.#chosen = live(() => chosenDensity(device.db), null);
	}

	get value(): Density {
		return this.#chosen.value?.density ?? this.#otherwise;
	}
	choose = (density: Density): Promise<string | null> =>
		sentenceAgainst(async () => {
			const value = { about: 'density', density };
			const standing = await chosenDensity(this.#device.db);
			if (standing) return this.#device.edit(standing.id, 'preference.save', { value });
			const born = { base: this.#device.newId(), value: { kind: 'preference' as const, fields: { value } } };
			return this.#device.write(this.#device.meRoom(), 'preference.save', [born]);
		});
}
