import * as m from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/types.ts';

export type NoticeState = 'queued' | 'kept' | 'sent' | 'failed';
/** One row of the query `sendings`; `text` is null when it carries a link that is its recipient's alone. */
export type Sending = {
	id: string;
	event: string;
	recipient: string;
	subject: string;
	text: string | null;
	state: NoticeState;
	error: string | null;
	createdAt: string;
	sentAt: string | null;
};
export type SendingPage = { rows: Sending[]; total: number; page: number; size: number };

export const NOTICE_STATES: Record<NoticeState, { words: () => string; tone: Tone }> = {
	queued: { words: m.admin_notices_queued, tone: 'info' },
	kept: { words: m.admin_notices_kept, tone: 'aviso' },
	sent: { words: m.admin_notices_sent_state, tone: 'exito' },
	failed: { words: m.admin_notices_failed, tone: 'peligro' }
};

/** What Hilo says by itself, and to whom. */
export const EVENTS: Record<string, { words: () => string; who: () => string }> = {
	'visit-booked': { words: m.admin_event_visit_booked, who: m.admin_who_customer },
	'visit-moved': { words: m.admin_event_visit_moved, who: m.admin_who_customer },
	'invoice-issued': { words: m.admin_event_invoice_issued, who: m.admin_who_customer },
	'portal-access': { words: m.admin_event_portal_access, who: m.admin_who_customer },
	'magic-link': { words: m.admin_event_magic_link, who: m.admin_who_customer },
	'case-answered': { words: m.admin_event_case_answered, who: m.admin_who_customer },
	invite: { words: m.admin_event_invite, who: m.admin_who_staff },
	reset: { words: m.admin_event_reset, who: m.admin_who_staff }
};
