import type { Device } from '#lib/client/device.svelte.ts';
import type { CommandAnswer, CONNECTION_MODES, TechRequest } from '#lib/domain/commands.ts';
import { addressProblem } from '#lib/domain/contracts/addresses.ts';
import { normaliseMac } from '#lib/domain/contracts/equipment.ts';
import { sentenceOf } from '#lib/domain/shared/refusals.ts';
import * as m from '#lib/paraglide/messages.js';
import { proposeTech, type Proposal } from './nearest.ts';
import { unsentOf, type Asked, type Sold } from './sold.ts';

type Mode = (typeof CONNECTION_MODES)[number];
export type FormField = 'server' | 'node' | 'mode' | 'equipment' | 'ip' | 'mac' | 'form';

/** Beside which field a refusal is said; what concerns no field is said over all of them. */
const PLACES: Record<string, FormField> = {
	'server.unknown': 'server',
	'node.unknown': 'node',
	'equipment.missing': 'equipment',
	'pool.unknown': 'ip',
	'address.taken': 'ip',
	'address.outside-pool': 'ip',
	'address.none-free': 'ip',
	'address.missing': 'ip'
};

/** The technical part while it is typed, judged here first and by the server in the end. */
export class ContractForm {
	mode = $state<Mode>('pppoe');
	equipment = $state('');
	ip = $state('');
	mac = $state('');
	busy = $state(false);
	waiting = $state(false);
	problems = $state.raw<Partial<Record<FormField, string>>>({});
	made = $state.raw<{ id: string; number: string } | null>(null);
	#device: Device;
	#sold: Sold;
	#chosen = $state.raw<Partial<Proposal>>({});
	/** Follows the catalogue, which may reach a new device after the order does. */
	#proposed = $derived.by(() => {
		const { catalog } = this.#device;
		return proposeTech(this.#sold.location, catalog.all('node'), catalog.all('server'), catalog.all('pool'));
	});

	constructor(device: Device, sold: Sold, asked: Asked | null) {
		this.#device = device;
		this.#sold = sold;
		if (asked) this.#recall(asked);
	}

	get server() {
		return this.#chosen.server ?? this.#proposed.server;
	}
	get node() {
		return this.#chosen.node ?? this.#proposed.node;
	}
	set node(node: string) {
		this.#chosen = { ...this.#chosen, node };
	}
	get pool() {
		return this.#chosen.pool ?? this.#proposed.pool;
	}
	set pool(pool: string) {
		this.#chosen = { ...this.#chosen, pool };
	}

	get pools() {
		return this.#device.catalog.all('pool').filter(({ server }) => server === this.server);
	}
	get cidr(): string {
		return this.pools.find(({ id }) => id === this.pool)?.cidr ?? '';
	}

	/** Another server gives from other pools. */
	chooseServer(server: string) {
		this.#chosen = { ...this.#chosen, server };
		this.pool = this.pools[0]?.id ?? '';
	}

	async submit(): Promise<void> {
		this.problems = this.#wrong();
		if (this.busy || Object.keys(this.problems).length > 0) return;
		this.busy = true;
		const rests = await unsentOf(this.#device.db, this.#sold);
		const answer = await this.#device.command(
			'contract.create',
			{ order: this.#sold.order.id, tech: this.#request() },
			{ rests }
		);
		this.busy = false;
		this.#hear(answer);
	}

	#request(): TechRequest {
		const { server, node, mode, equipment, pool, ip, mac } = this;
		return {
			server,
			node,
			mode,
			equipment: equipment.trim(),
			pool: pool || null,
			ip: ip.trim() || null,
			mac: normaliseMac(mac) ?? ''
		};
	}

	#wrong(): Partial<Record<FormField, string>> {
		const wrong: Partial<Record<FormField, string>> = {};
		if (!this.server) wrong.server = m.contracts_server_missing();
		if (!this.node) wrong.node = m.contracts_node_missing();
		if (!this.equipment.trim()) wrong.equipment = m.contracts_equipment_missing();
		if (this.mac.trim() && !normaliseMac(this.mac)) wrong.mac = m.contracts_mac_wrong();
		const ip = this.ip.trim();
		const problem = ip && this.cidr ? addressProblem(ip, this.cidr) : null;
		if (problem) wrong.ip = sentenceOf(problem, { ip });
		return wrong;
	}

	#hear(answer: CommandAnswer) {
		if (answer.ok) this.made = answer.result as { id: string; number: string };
		else if (answer.code === 'command.waiting') this.waiting = true;
		else this.#refused(answer);
	}

	#refused({ code, detail }: { code: string; detail: Record<string, string> }) {
		const field = code === 'value.wrong' ? fieldIn(detail['field']) : (PLACES[code] ?? 'form');
		this.problems = { [field]: sentenceOf(code, detail) };
	}

	/** What was asked for and is still under way, or was refused meanwhile, stands there as it was typed. */
	#recall({ state, tech, answer }: Asked) {
		if (answer?.ok) return;
		const { server, node, pool, mode, equipment, ip, mac } = tech;
		this.#chosen = { server, node, pool: pool ?? '' };
		Object.assign(this, { mode, equipment, ip: ip ?? '', mac });
		this.waiting = state === 'waiting';
		if (answer) this.#refused(answer);
	}
}

function fieldIn(path: string | undefined): FormField {
	const name = path?.split('.').at(-1) ?? '';
	return (['server', 'node', 'mode', 'equipment', 'ip', 'mac'] as const).find((field) => field === name) ?? 'form';
}
