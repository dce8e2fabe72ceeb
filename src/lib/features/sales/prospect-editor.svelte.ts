import type { Device } from '#lib/client/device.svelte.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import type { Problems } from './lead-form.ts';
import {
	emptyLocation,
	emptyService,
	locationForm,
	locationOf,
	serviceForm,
	serviceOf,
	wrongWithLocation,
	type LocationForm,
	type ServiceForm
} from './offer-form.ts';
import type { ProspectRow } from './queries.ts';

const sameText = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** A prospect's service and place edited where they stand; what a colleague changes meanwhile shows as it arrives. */
export class ProspectEditor {
	service = $state<ServiceForm>(emptyService());
	location = $state<LocationForm>(emptyLocation());
	problems = $state<Problems<'address' | 'coordinates'>>({});
	refused = $state('');
	#device: Device;
	#row: () => ProspectRow | null;
	#shown = { service: '', location: '' };

	/** Make it while a component initialises. */
	constructor(device: Device, row: () => ProspectRow | null) {
		this.#device = device;
		this.#row = row;
		$effect(() => this.#follow(row()));
	}

	async saveService(): Promise<void> {
		const row = this.#row();
		const next = serviceOf($state.snapshot(this.service), row?.fields.service?.offeredAt ?? this.#device.now());
		if (next.plan !== '') await this.#save('service', next);
	}

	async saveLocation(): Promise<void> {
		this.problems = wrongWithLocation(this.location);
		if (Object.keys(this.problems).length === 0) await this.#save('location', locationOf($state.snapshot(this.location)));
	}

	async #save(field: 'service' | 'location', value: object): Promise<void> {
		const row = this.#row();
		if (!row || sameText(value, row.fields[field])) return;
		try {
			this.refused = '';
			await this.#device.edit(row.id, 'prospect.edit', { [field]: value });
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			this.refused = error.sentence;
		}
	}

	#follow(row: ProspectRow | null) {
		if (!row) return;
		const { service, location } = row.fields;
		const now = { service: JSON.stringify(service), location: JSON.stringify(location) };
		if (now.service !== this.#shown.service) this.service = serviceForm(service);
		if (now.location !== this.#shown.location) this.location = locationForm(location);
		this.#shown = now;
	}
}
