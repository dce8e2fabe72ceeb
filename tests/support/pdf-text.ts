import { inflateSync } from 'node:zlib';

const OBJECT = /(\d+) 0 obj\s([\s\S]*?)endobj/g;

/** Every stream that can be inflated, with the words before it. */
function objectsOf(pdf: Buffer): Map<number, { head: string; stream: string }> {
	const objects = new Map<number, { head: string; stream: string }>();
	for (const [, id, body] of pdf.toString('latin1').matchAll(OBJECT)) {
		const start = body!.indexOf('stream\n');
		const head = start < 0 ? body! : body!.slice(0, start);
		const raw = start < 0 ? '' : body!.slice(start + 7, body!.lastIndexOf('\nendstream'));
		const bytes = Buffer.from(raw, 'latin1');
		const stream = head.includes('/FlateDecode') ? inflateSync(bytes).toString('latin1') : raw;
		objects.set(Number(id), { head, stream });
	}
	return objects;
}

/** Glyph → text, from the `ToUnicode` of one font. */
function glyphsOf(cmap: string): string[] {
	const inside = [...cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)].map(([, range]) => range!).join('\n');
	const glyphs: string[] = [];
	for (const [, from, list] of inside.matchAll(/<(\w+)>\s*<\w+>\s*\[([^\]]*)\]/g))
		[...list!.matchAll(/<([\w ]*)>/g)].forEach(([, hex], i) => (glyphs[Number.parseInt(from!, 16) + i] = textOf(hex!)));
	return glyphs;
}

const textOf = (hex: string) =>
	(hex.match(/\w{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
const refersTo = (head: string, name: string) => Number(new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1]);

/** The words of a PDF in the order in which they were drawn, one line a text object. Enough for what Hilo itself makes. */
export function pdfText(pdf: Buffer): string {
	const objects = objectsOf(pdf);
	const fonts = new Map<string, string[]>();
	for (const { head } of objects.values())
		for (const [, name, id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
			const cmap = objects.get(refersTo(objects.get(Number(id))?.head ?? '', 'ToUnicode'));
			if (cmap) fonts.set(name!, glyphsOf(cmap.stream));
		}
	const lines: string[] = [];
	for (const { stream } of objects.values())
		for (const [block] of stream.matchAll(/BT[\s\S]*?ET/g)) {
			const glyphs = fonts.get(/\/(F\d+) /.exec(block)?.[1] ?? '') ?? [];
			const shown = [...block.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex]) => hex!.match(/.{4}/g) ?? []);
			lines.push(shown.map((glyph) => glyphs[Number.parseInt(glyph, 16)] ?? '').join(''));
		}
	return lines.join('\n');
}
