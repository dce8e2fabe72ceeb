import type { Around, Letter } from './letter.ts';
import { templateOf } from './template.ts';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);
const lines = (text: string) => escape(text).replaceAll('\n', '<br>');

/** The text part: everything that the HTML part says, for whoever reads without it. */
export function asText({ greeting, paragraphs, facts, action, closing }: Letter): string {
	const list = facts.map(([label, value]) => `${label}: ${value}`).join('\n');
	const link = action && `${action.label}:\n${action.url}`;
	return [greeting, ...paragraphs, list, link, closing].filter(Boolean).join('\n\n') + '\n';
}

function bodyOf({ greeting, paragraphs, facts }: Letter): string {
	const rows = facts.map(
		([label, value]) =>
			`<tr><td style="padding:4px 16px 4px 0;color:#48505c;vertical-align:top">${escape(label)}</td><td style="padding:4px 0;font-weight:600">${lines(value)}</td></tr>`
	);
	const table =
		rows.length > 0 ? `<table role="presentation" style="border-collapse:collapse;margin:8px 0">${rows.join('')}</table>` : '';
	const words = paragraphs.map((paragraph) => `<p style="margin:0 0 12px">${lines(paragraph)}</p>`);
	return [`<p style="margin:0 0 12px"><b>${escape(greeting)}</b></p>`, ...words, table].join('');
}

/** The template is compiled once; a letter only fills it, so that a month's invoices cost nothing. */
export async function asHtml(letter: Letter, { company }: Pick<Around, 'company'>): Promise<string> {
	const slots: Record<string, string> = {
		subject: escape(letter.subject),
		company: escape(company),
		body: bodyOf(letter),
		url: escape(letter.action?.url ?? ''),
		label: escape(letter.action?.label ?? ''),
		closing: escape(letter.closing)
	};
	const template = await templateOf(letter.action !== null);
	return template.replace(/%%(\w+)%%/g, (_, slot: string) => slots[slot] ?? '');
}
