import Feature from 'ol/Feature.js';
import Overlay from 'ol/Overlay.js';
import { LineString, Point } from 'ol/geom.js';
import { Circle, Fill, Stroke, Style, Text } from 'ol/style.js';
import type { Colors } from './map-colors.ts';
import { at, MapGround, type Network } from './map-ground.ts';
import type { PlanPin, PlanWay } from './plan-pins.ts';

export type PlanMapContent = Network & { waits: readonly PlanPin[]; visits: readonly PlanPin[]; ways: readonly PlanWay[] };
/** Of the threads, by their names; `sobre-hilo` is for letters on them. */
export type ThreadColors = Record<string, string>;

const HIT = { hitTolerance: 8 };

/** What waits and the visits of a day, each technician's in his colour and order. */
export class PlanMapView {
	/** Stands on the lit pin: what is opened for it hangs here. */
	readonly anchor = document.createElement('span');
	#ground: MapGround;
	#colors: Colors;
	#threads: ThreadColors;
	#pins: readonly PlanPin[] = [];
	#mark = new Overlay({ element: this.anchor, positioning: 'center-center', stopEvent: false });

	constructor(target: HTMLElement, colors: Colors, threads: ThreadColors, onpick: (order: string) => void, pixelRatio?: number) {
		[this.#colors, this.#threads] = [colors, threads];
		this.anchor.className = 'lit';
		this.#ground = new MapGround(target, colors, true, pixelRatio);
		const { map } = this.#ground;
		map.addOverlay(this.#mark);
		const idAt = (pixel: number[]) => map.forEachFeatureAtPixel(pixel, (feature) => feature.getId(), HIT);
		map.on('click', ({ pixel }) => {
			// What changed since the last frame is not on the map yet.
			map.renderSync();
			const id = idAt(pixel);
			if (id !== undefined) onpick(String(id));
		});
		map.on('pointermove', ({ pixel, dragging }) => {
			if (!dragging) target.style.cursor = idAt(pixel) === undefined ? '' : 'pointer';
		});
	}

	show({ waits, visits, ways, ...network }: PlanMapContent) {
		const { over } = this.#ground;
		this.#pins = [...waits, ...visits];
		this.#ground.show(network);
		over.clear();
		over.addFeatures([...ways.map((way) => this.#way(way)), ...this.#features(waits), ...this.#features(visits)]);
		this.#ground.reveal(this.#pins.length > 0 ? this.#pins : network.nodes);
	}
	/** Marks one, and brings it into sight. */
	light(order: string) {
		const pin = this.#pins.find(({ id }) => id === order);
		this.#mark.setPosition(pin && at(pin));
		if (pin) this.#mark.panIntoView({ margin: 24 });
	}
	zoom(by: number) {
		const view = this.#ground.map.getView();
		view.animate({ zoom: (view.getZoom() ?? 0) + by, duration: 120 });
	}
	all() {
		if (this.#pins.length > 0) this.#ground.fit(this.#pins);
	}
	/** All of it, once it is drawn, as a `data:` address. */
	async picture(): Promise<string> {
		const { map } = this.#ground;
		const drawn = new Promise((done) => map.once('rendercomplete', done));
		map.render();
		await drawn;
		return map.getViewport()!.querySelector('canvas')!.toDataURL();
	}
	destroy() {
		this.#ground.destroy();
	}

	#way({ thread, stops }: PlanWay) {
		const way = new Feature(new LineString(stops.map(at)));
		const color = this.#threads[`hilo-${thread}`] ?? this.#colors.tinta;
		way.setStyle(new Style({ stroke: new Stroke({ color, width: 2, lineDash: [2, 6], lineCap: 'round' }) }));
		return way;
	}
	/** Those of one look share it: of a thousand that wait there is one style. */
	#features(pins: readonly PlanPin[]) {
		const styles = new Map<string, Style>();
		return pins.map(({ id, words, thread, ...pin }) => {
			const key = `${thread}/${words}`;
			const style = styles.get(key) ?? this.#style(words, thread);
			styles.set(key, style);
			const feature = new Feature(new Point(at(pin)));
			feature.setId(id);
			feature.setStyle(style);
			return feature;
		});
	}
	#style(words: string, thread: string | null): Style {
		const { papel, tinta } = this.#colors;
		if (thread === null) return new Style({ image: dot(7, papel, tinta) });
		const letters = new Fill({ color: this.#threads['sobre-hilo'] ?? papel });
		return new Style({
			image: dot(12, this.#threads[`hilo-${thread}`] ?? tinta, papel),
			text: new Text({ text: words, offsetY: 1, font: '680 12px Archivo, sans-serif', fill: letters })
		});
	}
}

function dot(radius: number, fill: string, stroke: string): Circle {
	return new Circle({ radius, fill: new Fill({ color: fill }), stroke: new Stroke({ color: stroke, width: 2 }) });
}
