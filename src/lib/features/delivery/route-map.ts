import type { Colors } from './map-colors.ts';
import type { Network } from './map-ground.ts';
import { PlanMapView } from './plan-map-view.ts';
import type { pinsOf } from './plan-pins.ts';

/** Black on white, whatever the theme is; a thread has no colour here, its technician has the page to himself. */
const PAPER: Colors = { tinta: '#000', papel: '#fff', acento: '#000', tinta2: '#444', lienzo: '#e4e4e4' };
const THREADS = { 'sobre-hilo': '#fff' };
const SIZE = { width: '680px', height: '210px' };
/** Dots of the picture for each of the page: it is drawn for a printer. */
const DOTS = 2.5;

/** Draws days' routes for paper, one after another, where nobody sees it. */
export class RouteMap {
	#place = document.createElement('div');
	#network: Network;
	#view: PlanMapView;

	constructor(network: Network) {
		this.#network = network;
		Object.assign(this.#place.style, { position: 'fixed', left: '-9999px', ...SIZE });
		document.body.append(this.#place);
		this.#view = new PlanMapView(this.#place, PAPER, THREADS, () => {}, DOTS);
	}
	/** @returns its `data:` address */
	draw(pins: ReturnType<typeof pinsOf>): Promise<string> {
		this.#view.show({ ...pins, ...this.#network });
		return this.#view.picture();
	}
	destroy() {
		this.#view.destroy();
		this.#place.remove();
	}
}
