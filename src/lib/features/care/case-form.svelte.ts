import type { Device } from '#lib/client/device.svelte.ts';
import type { RowOf } from '#lib/client/database.ts';
import type { HelpCase } from '#lib/domain/care/help-case.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import * as m from '#lib/paraglide/messages.js';
import { openCase } from './case-acts.ts';
import type { KnownContract } from './cases.ts';

type Problems = { lead?: string; title?: string; other?: string };

/** A ticket as it is taken on the telephone; everything typed stays when something is missing. */
export class CaseForm {
	lead = $state.raw<RowOf<'lead'> | null>(null);
	contract = $state('');
	title = $state('');
	text = $state('');
	category = $state<HelpCase['category']>('other');
	priority = $state<HelpCase['priority']>('normal');
	origin = $state<HelpCase['origin']>('phone');
	problems = $state<Problems>({});
	#device: Device;

	constructor(device: Device) {
		this.#device = device;
	}

	/** Also brings the newest of his contracts. */
	choose(lead: RowOf<'lead'> | null, contracts: readonly KnownContract[] = []): void {
		this.lead = lead;
		this.contract = contracts[0]?.id ?? '';
	}

	/** @returns the ticket's id; null when something is missing */
	async create(contracts: readonly KnownContract[]): Promise<string | null> {
		this.problems = {
			...(!this.lead && { lead: m.care_form_customer_missing() }),
			...(!this.title.trim() && { title: m.care_form_title_missing() })
		};
		if (!this.lead || Object.keys(this.problems).length > 0) return null;
		const contract = contracts.find(({ id }) => id === this.contract) ?? null;
		const { category, priority, origin } = this;
		const refs = { lead: this.lead.id, contract: contract?.id ?? null, prospect: contract?.prospect ?? null };
		const assignee = this.#device.actor.user;
		try {
			return await openCase(
				this.#device,
				{ title: this.title.trim(), ...refs, category, priority, origin, assignee },
				this.text.trim()
			);
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			this.problems = { other: error.sentence };
			return null;
		}
	}
}
