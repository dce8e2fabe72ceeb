import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

const require = createRequire(import.meta.url);
const MONO = '@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-500-normal.woff';
const FONTS = {
	regular: '#lib/server/billing/fonts/Archivo-Regular.ttf',
	semibold: '#lib/server/billing/fonts/Archivo-SemiBold.ttf',
	bold: '#lib/server/billing/fonts/Archivo-Bold.ttf',
	mono: MONO
} as const;
export type Font = keyof typeof FONTS;

export const INK = '#000000';
export const GREY = '#4a4a4a';
export const HAIR = '#c8c8c8';

/** Points of an A4 page: the sheet's edges, and the last line that a table may use. */
export const LEFT = 39;
export const RIGHT = 556;
export const WIDTH = RIGHT - LEFT;
export const TOP = 53;
export const BOTTOM = 812;

type Words = { font?: Font; size?: number; color?: string; width?: number; align?: 'left' | 'right' | 'center' };

/** A4, black on white, in the product's own typefaces. Positions are points from the top left. */
export class Paper {
	readonly pdf: PDFKit.PDFDocument;

	constructor(info: { Title: string; Author: string; CreationDate: Date }) {
		this.pdf = new PDFDocument({ size: 'A4', margin: 0, bufferPages: true, lang: 'es-AR', displayTitle: true, info });
		for (const [name, file] of Object.entries(FONTS)) this.pdf.registerFont(name, require.resolve(file));
	}

	/** One line, or several within a width; `y` is the top of the first. @returns the bottom of the last */
	words(
		text: string,
		x: number,
		y: number,
		{ font = 'regular', size = 10, color = INK, width, align = 'left' }: Words = {}
	): number {
		const options = width === undefined ? { lineBreak: false } : { width, align };
		this.pdf.font(font).fontSize(size).fillColor(color).text(text, x, y, options);
		return width === undefined ? y + this.pdf.currentLineHeight() : this.pdf.y;
	}

	/** One line that ends at `right`. */
	wordsTo(right: number, text: string, y: number, style: Omit<Words, 'width' | 'align'> = {}): void {
		const { font = 'regular', size = 10 } = style;
		this.words(text, right - this.pdf.font(font).fontSize(size).widthOfString(text), y, style);
	}

	heightOf(text: string, width: number, { font = 'regular', size = 10 }: Words = {}): number {
		return this.pdf.font(font).fontSize(size).heightOfString(text, { width });
	}

	rule(y: number, { from = LEFT, to = RIGHT, thick = 0.75, color = INK } = {}): void {
		this.pdf.lineWidth(thick).strokeColor(color).moveTo(from, y).lineTo(to, y).stroke();
	}

	upright(x: number, from: number, to: number, color = HAIR): void {
		this.pdf.lineWidth(0.5).strokeColor(color).moveTo(x, from).lineTo(x, to).stroke();
	}

	box(x: number, y: number, width: number, height: number): void {
		this.pdf.lineWidth(0.75).strokeColor(INK).rect(x, y, width, height).stroke();
	}

	/** PNG or JPEG as a data address. @returns false for anything else: a broken logo is no reason to have no invoice */
	picture(data: string | null, x: number, y: number, fit: [number, number]): boolean {
		if (!data || !/^data:image\/(png|jpeg);base64,/.test(data)) return false;
		try {
			this.pdf.image(Buffer.from(data.slice(data.indexOf(',') + 1), 'base64'), x, y, { fit });
			return true;
		} catch {
			return false;
		}
	}

	async bytes(): Promise<Buffer> {
		const chunks: Buffer[] = [];
		this.pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
		const ended = new Promise((resolve, reject) => this.pdf.once('end', resolve).once('error', reject));
		this.pdf.end();
		await ended;
		return Buffer.concat(chunks);
	}
}
