const FONT = "580 11.5px 'Archivo', 'Archivo fallback', system-ui, sans-serif";
const known = new Map<string, number>();
let pen: CanvasRenderingContext2D | null = null;

/** How wide a block's surname is drawn, in pixels. */
export function nameWidth(text: string): number {
	let width = known.get(text);
	if (width === undefined) {
		pen ??= document.createElement('canvas').getContext('2d');
		if (pen) pen.font = FONT;
		known.set(text, (width = pen?.measureText(text).width ?? text.length * 6.4));
	}
	return width;
}
