import type { WriteOp } from '#lib/client/device.svelte.ts';
import { born } from './born.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { newProspect, type Prospect } from '#lib/domain/sales/prospect.ts';
import { newTicket } from '#lib/domain/sales/ticket.ts';
import { emptyLead, leadOf, wrongWithLead, type LeadForm, type Problems } from './lead-form.ts';
import * as m from '#lib/paraglide/messages.js';
import {
	emptyLocation,
	emptyService,
	locationOf,
	serviceOf,
	wrongWithLocation,
	wrongWithService,
	type LocationForm,
	type ServiceForm
} from './offer-form.ts';

export const STEPS = ['contact', 'prospect', 'service', 'location', 'summary'] as const;
export type Step = (typeof STEPS)[number];
export const MAKES = ['ticket', 'feasibility', 'installation'] as const;
export type Make = (typeof MAKES)[number];

/**
 * Everything the assistant asks. The ids are minted with the draft, so that whoever finishes it twice makes one ticket.
 * `lead` and `prospect` name known ones; the forms hold what is to be created, and `observations` serve both.
 */
export type Answers = {
	ids: { lead: string; prospect: string; ticket: string; order: string };
	query: string;
	contact: 'none' | 'new' | 'known';
	lead: string | null;
	form: LeadForm;
	prospect: string | null;
	service: ServiceForm;
	location: LocationForm;
	make: Make | null;
	/** The day the order was promised for; drafts from before that was asked have none. */
	promised?: string;
};

export function emptyAnswers(newId: () => string, locality = ''): Answers {
	return {
		ids: { lead: newId(), prospect: newId(), ticket: newId(), order: newId() },
		query: '',
		contact: 'none',
		lead: null,
		form: emptyLead(),
		prospect: null,
		service: emptyService(),
		location: emptyLocation(locality),
		make: null
	};
}

/** Something worth keeping was said. */
export function isTouched(answers: Answers): boolean {
	return answers.contact !== 'none' || answers.query.trim() !== '';
}

/** What keeps a step from being left, by field. */
export function wrongWithStep(step: Step, answers: Answers): Problems<string> {
	if (step === 'service') return wrongWithService(answers.service);
	if (step === 'location') return wrongWithLocation(answers.location);
	if (step !== 'contact') return {};
	if (answers.contact === 'new') return wrongWithLead(answers.form);
	return answers.contact === 'none' ? { contact: m.sales_contact_missing() } : {};
}

export const firstWrong = (answers: Answers): Step | null =>
	STEPS.find((step) => Object.keys(wrongWithStep(step, answers)).length > 0) ?? null;

type Context = { user: string; now: number; make: Make; known: Pick<Prospect, 'service' | 'location'> | null };

/** The records that one press of the button makes, in one gesture. A known prospect is told what changed in it. */
export function opsOf(answers: Answers, { user, now, make, known }: Context): WriteOp[] {
	const { ids, form } = answers;
	const observations = form.observations.trim();
	const lead = answers.contact === 'known' && answers.lead ? answers.lead : ids.lead;
	const prospect = answers.prospect ?? ids.prospect;
	const location = locationOf(answers.location);
	const service = serviceOf(answers.service, known?.service?.offeredAt ?? now);
	const ops: WriteOp[] = [];
	if (lead === ids.lead) ops.push(born('lead', lead, leadOf(form, user)));
	if (prospect === ids.prospect) ops.push(born('prospect', prospect, newProspect({ lead, service, location })));
	ops.push(born('ticket', ids.ticket, newTicket({ lead, prospect, owner: user, observations })));
	if (make !== 'ticket') {
		const promised = answers.promised || null;
		const order = newOrder({ kind: make, lead, prospect, ticket: ids.ticket, location, observations, promised });
		ops.push(born('order', ids.order, order));
	}
	return ops;
}
