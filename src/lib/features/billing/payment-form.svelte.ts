import type { Device } from '#lib/client/device.svelte.ts';
import { dayOf, isDay } from '#lib/domain/shared/day.ts';
import { sentenceOf } from '#lib/domain/shared/refusals.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Payable } from './billing-reads.ts';

type Problems = { contract?: string; amount?: string; method?: string; on?: string; other?: string };
export type Recorded = { number: string; credit: number };

/** What somebody says of a payment; everything typed stays when the server says no. */
export class PaymentForm {
	contract = $state.raw<Payable | null>(null);
	amount = $state<number | null>(null);
	unreadable = $state(false);
	method = $state('');
	on = $state('');
	note = $state('');
	busy = $state(false);
	/** Kept here, and sent when the connection returns. */
	waiting = $state(false);
	problems = $state<Problems>({});
	#device: Device;
	#zone: () => string;

	constructor(device: Device, zone: () => string) {
		this.#device = device;
		this.#zone = zone;
	}

	start(contract: Payable | null): void {
		this.choose(contract);
		[this.method, this.note, this.on] = ['', '', this.today];
		[this.busy, this.waiting, this.unreadable, this.problems] = [false, false, false, {}];
	}
	choose(contract: Payable | null): void {
		this.contract = contract;
		this.amount = contract && contract.balance > 0 ? contract.balance : null;
	}
	get today(): string {
		return dayOf(this.#device.now(), this.#zone());
	}

	/** @returns what was recorded; null when something is wrong or the command waits */
	async send(): Promise<Recorded | null> {
		if (this.busy || this.waiting) return null;
		this.problems = this.#wrong();
		const { contract, amount } = this;
		if (Object.keys(this.problems).length > 0 || !contract || amount === null) return null;
		this.busy = true;
		const { method, on, note } = this;
		const answer = await this.#device.command('payment.record', { contract: contract.id, amount, method, on, note: note.trim() });
		this.busy = false;
		if (answer.ok) return answer.result as Recorded;
		if (answer.code === 'command.waiting') this.waiting = true;
		else this.#hear(answer.code, answer.detail);
		return null;
	}

	#wrong(): Problems {
		return {
			...(!this.contract && { contract: m.billing_pay_contract_missing() }),
			...(this.unreadable && { amount: m.billing_pay_amount_wrong() }),
			...(!this.unreadable && !(this.amount && this.amount > 0) && { amount: m.billing_pay_amount_missing() }),
			...(!this.method && { method: m.billing_pay_method_missing() }),
			...((!isDay(this.on) || this.on > this.today) && { on: m.billing_pay_day_wrong() })
		};
	}
	#hear(code: string, detail: Record<string, string>): void {
		const said = sentenceOf(code, detail);
		if (code === 'payment.amount') this.problems = { amount: said };
		else if (code === 'payment.method') this.problems = { method: said };
		else if (code === 'value.wrong' && detail['field'] === 'on') this.problems = { on: m.billing_pay_day_wrong() };
		else this.problems = { other: said };
	}
}
