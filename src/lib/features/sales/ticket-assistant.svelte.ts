import type { Device } from '#lib/client/device.svelte.ts';
import { isKind, type RowOf } from '#lib/client/database.ts';
import { DraftKeeper } from './draft-keeper.ts';
import { carry, emptyLead, tidy, type Problems } from './lead-form.ts';
import { locationForm, locationOf, pinOf, serviceForm, serviceOf } from './offer-form.ts';
import type { LeadRow, ProspectRow } from './queries.ts';
import {
	emptyAnswers,
	firstWrong,
	isTouched,
	opsOf,
	STEPS,
	wrongWithStep,
	type Answers,
	type Make,
	type Step
} from './ticket-answers.ts';

export type Created = { ids: Answers['ids']; make: Make; lead: string | null; prospect: string | null };

/** «Crear ticket»: where the person is, what was answered, what keeps him there, and the one gesture at the end. */
export class TicketAssistant {
	answers = $state<Answers>(emptyAnswers(() => ''));
	step = $state<Step>('contact');
	/** Steps up to this one may be opened by hand. */
	reached = $state(0);
	saved = $state(false);
	creating = $state(false);
	/** A known contact and prospect as they stand on this device. */
	lead = $state.raw<LeadRow | null>(null);
	prospect = $state.raw<ProspectRow | null>(null);
	/** What step 5 proposes; the map's verdict decides. */
	suggested = $state<Make>('ticket');
	#asked = $state<Set<string>>(new Set());
	#device: Device;
	#keeper: DraftKeeper;

	constructor(device: Device, draft: RowOf<'draft'> | null) {
		this.#device = device;
		const stored = draft && { answers: draft.fields.answers, step: draft.fields.step };
		this.#keeper = new DraftKeeper(device, draft?.id ?? device.newId(), stored);
		this.answers = stored ? (stored.answers as Answers) : emptyAnswers(() => device.newId(), this.#locality);
		if (stored) this.#resume(stored.step);
	}

	get #locality() {
		return this.#device.catalog.company()?.locality ?? '';
	}
	at = $derived(STEPS.indexOf(this.step));
	make = $derived(this.answers.make ?? this.suggested);
	pin = $derived(pinOf(this.answers.location));
	contactName = $derived(this.answers.contact === 'known' ? (this.lead?.fields.name ?? '') : this.answers.form.name.trim());
	/** Sentences beside fields that were left or sent; the others wait. */
	problems = $derived.by<Problems<string>>(() => {
		const wrong = Object.entries(wrongWithStep(this.step, this.answers));
		return Object.fromEntries(wrong.filter(([field]) => this.#asked.has(`${this.step}.${field}`)));
	});

	/** From now on the field says what is wrong with it. */
	left(field: string) {
		this.#asked = new Set(this.#asked).add(`${this.step}.${field}`);
	}
	leftLead(field: string) {
		this.answers.form = tidy(this.answers.form);
		this.left(field);
	}

	newContact(query: string) {
		this.answers.contact = 'new';
		this.answers.form = { ...emptyLead(), ...carry(query), observations: this.answers.form.observations };
		this.lead = null;
		this.#forgetProspect();
	}
	useContact(lead: LeadRow) {
		this.answers.contact = 'known';
		this.answers.lead = lead.id;
		this.answers.query = lead.fields.name;
		this.lead = lead;
		this.#forgetProspect();
	}
	forgetContact() {
		this.answers.contact = 'none';
		this.answers.lead = null;
		this.lead = null;
		this.#forgetProspect();
	}
	newProspect() {
		this.#forgetProspect();
		this.advance();
	}
	useProspect(prospect: ProspectRow) {
		this.answers.prospect = prospect.id;
		this.prospect = prospect;
		this.answers.service = serviceForm(prospect.fields.service);
		this.answers.location = locationForm(prospect.fields.location, this.#locality);
	}

	/** The next step, if this one lets go; a known prospect that says all goes straight to the end. */
	advance(): boolean {
		const wrong = Object.keys(wrongWithStep(this.step, this.answers));
		if (wrong.length > 0) {
			for (const field of wrong) this.left(field);
			return false;
		}
		const complete = this.step === 'prospect' && this.prospect !== null && firstWrong(this.answers) === null;
		this.open(complete ? 'summary' : (STEPS[this.at + 1] ?? 'summary'));
		return true;
	}
	open(step: Step) {
		if (step === 'location') this.answers.location.locality ||= this.#locality;
		this.step = step;
		this.reached = Math.max(this.reached, STEPS.indexOf(step));
	}
	back() {
		this.open(STEPS[Math.max(0, this.at - 1)] ?? 'contact');
	}

	async save(): Promise<void> {
		if (this.creating || !isTouched(this.answers)) return;
		this.saved = false;
		await this.#keeper.save({ answers: $state.snapshot(this.answers) as Record<string, unknown>, step: this.at });
		this.saved = true;
	}
	async discard(): Promise<void> {
		this.creating = true;
		await this.#keeper.discard();
	}

	/**
	 * Lead, prospect, ticket and order at once. Null when a step is not complete: it is open then.
	 * @throws {Refused}
	 */
	async create(): Promise<Created | null> {
		const wrong = firstWrong(this.answers);
		if (wrong) return (this.open(wrong), this.advance(), null);
		if (this.creating) return null;
		this.creating = true;
		try {
			return await this.#create($state.snapshot(this.answers) as Answers, this.make);
		} catch (error) {
			this.creating = false;
			throw error;
		}
	}

	async #create(answers: Answers, make: Make): Promise<Created> {
		const device = this.#device;
		const gesture = device.newId();
		const known = this.prospect?.fields ?? null;
		if (this.prospect) await this.#updateProspect(this.prospect, answers);
		const ops = opsOf(answers, { user: device.actor.user, now: device.now(), make, known });
		await device.write(device.currentDesk(), 'ticket.create', ops, { gesture });
		await this.#keeper.discard();
		const mine = {
			lead: answers.contact === 'new' ? answers.ids.lead : null,
			prospect: answers.prospect ? null : answers.ids.prospect
		};
		return { ids: answers.ids, make, ...mine };
	}

	/** Whatever was changed in a known prospect here belongs to it, in whichever month it was born. */
	async #updateProspect({ id, fields }: ProspectRow, answers: Answers): Promise<void> {
		const service = serviceOf(answers.service, fields.service?.offeredAt ?? this.#device.now());
		const location = locationOf(answers.location);
		const changed = Object.fromEntries(
			Object.entries({ service, location }).filter(([field, value]) => !same(value, fields[field as 'service' | 'location']))
		);
		if (Object.keys(changed).length > 0) await this.#device.edit(id, 'prospect.edit', changed);
	}

	#forgetProspect() {
		if (this.prospect) Object.assign(this.answers, { service: serviceForm(null), location: locationForm(null, this.#locality) });
		this.answers.prospect = null;
		this.prospect = null;
	}

	#resume(step: number) {
		this.reached = step;
		this.step = STEPS[step] ?? 'contact';
		this.saved = true;
	}
	/** A stored draft names its contact and prospect by id alone; so does whoever opens the assistant for them. */
	async recall(start: { lead: string | null; prospect: string | null }): Promise<void> {
		const given = this.answers.contact === 'none' && start.lead !== null;
		const { lead, prospect } = given ? start : this.answers;
		const rows = await this.#device.db.rows.bulkGet([lead ?? '', prospect ?? '']);
		const [person, place] = [isKind(rows[0], 'lead') ? rows[0] : null, isKind(rows[1], 'prospect') ? rows[1] : null];
		if (!given) return void Object.assign(this, { lead: person, prospect: place });
		if (person) this.useContact(person);
		if (place) this.useProspect(place);
		while (person && this.step !== (place ? 'summary' : 'prospect') && this.advance());
	}
}

/** Equal values; the order of keys is nobody's business. */
function same(a: unknown, b: unknown): boolean {
	const sorted = (_: string, value: unknown) =>
		value && typeof value === 'object' && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))
			: value;
	return JSON.stringify(a, sorted) === JSON.stringify(b, sorted);
}
