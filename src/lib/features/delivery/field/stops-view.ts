import Feature from 'ol/Feature.js';
import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import { createEmpty, extend } from 'ol/extent.js';
import { LineString, Point } from 'ol/geom.js';
import { defaults as interactionsOf } from 'ol/interaction.js';
import Graticule from 'ol/layer/Graticule.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import { Circle, Fill, RegularShape, Stroke, Style, Text } from 'ol/style.js';
import type { Pin } from '#lib/domain/shared/place.ts';

export type Colors = Record<'tinta' | 'papel' | 'acento' | 'borde' | 'tinta2' | 'hundido' | 'lienzo', string>;
export type StopPin = Pin & { words: string; current: boolean; done: boolean };
export type StopsContent = {
	pins: readonly StopPin[];
	naps: readonly (Pin & { name: string })[];
	nodes: readonly (Pin & { name: string })[];
};

const at = ({ lat, lng }: Pin) => fromLonLat([lng, lat]);
const CLOSE = 16;

/** The day's stops over the network of the catalogue: it needs neither tiles nor a network. */
export class StopsView {
	#map: OlMap;
	#stops = new VectorSource();
	#network = new VectorSource();
	#colors: Colors;
	#shown = '';

	constructor(target: HTMLElement, colors: Colors, movable: boolean) {
		this.#colors = colors;
		this.#map = new OlMap({
			target,
			layers: [
				this.#streets(),
				new VectorLayer({ source: this.#network, declutter: true }),
				new VectorLayer({ source: this.#stops })
			],
			controls: [],
			interactions: movable ? interactionsOf({ keyboard: false, altShiftDragRotate: false, pinchRotate: false }) : [],
			view: new View({ center: [0, 0], zoom: CLOSE, minZoom: 3, maxZoom: 19 })
		});
	}

	show({ pins, naps, nodes }: StopsContent) {
		this.#network.clear();
		this.#network.addFeatures([...naps.map((nap) => this.#nap(nap)), ...nodes.map((node) => this.#node(node))]);
		this.#stops.clear();
		if (pins.length > 1) this.#stops.addFeature(this.#way(pins));
		this.#stops.addFeatures(pins.map((pin) => this.#stop(pin)));
		this.#reveal(pins.length > 0 ? pins : nodes);
	}
	destroy() {
		this.#map.setTarget(undefined);
		this.#map.dispose();
	}

	/** Only when the places are others: whoever has moved the map keeps what he looks at. */
	#reveal(places: readonly Pin[]) {
		const shown = places.map(({ lat, lng }) => `${lat},${lng}`).join(' ');
		if (places.length === 0 || shown === this.#shown) return;
		this.#shown = shown;
		const extent = places.reduce((sum, place) => extend(sum, [...at(place), ...at(place)]), createEmpty());
		this.#map.getView().fit(extent, { padding: [32, 40, 32, 40], maxZoom: CLOSE });
	}

	#streets() {
		const strokeStyle = new Stroke({ color: this.#colors.lienzo, width: 5 });
		return new Graticule({ strokeStyle, showLabels: false, wrapX: false, targetSize: 72 });
	}
	#way(pins: readonly Pin[]) {
		const way = new Feature(new LineString(pins.map(at)));
		way.setStyle(new Style({ stroke: new Stroke({ color: this.#colors.tinta, width: 2, lineDash: [2, 6], lineCap: 'round' }) }));
		return way;
	}
	#stop({ words, current, done, ...pin }: StopPin) {
		const { acento, tinta, papel, tinta2 } = this.#colors;
		const [fill, text] = current ? [acento, 'rgb(20 27 38)'] : [done ? tinta2 : tinta, papel];
		const stroke = new Stroke({ color: current ? tinta : papel, width: 2 });
		const feature = new Feature(new Point(at(pin)));
		feature.setStyle(
			new Style({
				image: new Circle({ radius: 12, fill: new Fill({ color: fill }), stroke }),
				text: new Text({ text: words, offsetY: 1, font: '680 12px Archivo, sans-serif', fill: new Fill({ color: text }) }),
				zIndex: current ? 2 : 1
			})
		);
		return feature;
	}
	#nap(nap: Pin & { name: string }) {
		const { papel, tinta2 } = this.#colors;
		const [fill, stroke] = [new Fill({ color: papel }), new Stroke({ color: tinta2, width: 1.5 })];
		return this.#named(nap, new RegularShape({ points: 4, radius: 7, angle: Math.PI / 4, fill, stroke }));
	}
	#node(node: Pin & { name: string }) {
		const { papel, tinta2 } = this.#colors;
		return this.#named(
			node,
			new Circle({ radius: 6, fill: new Fill({ color: tinta2 }), stroke: new Stroke({ color: papel, width: 2 }) })
		);
	}
	#named(place: Pin & { name: string }, image: Circle | RegularShape) {
		const feature = new Feature(new Point(at(place)));
		const text = new Text({
			text: place.name,
			offsetY: 16,
			font: '500 10.5px "IBM Plex Mono", monospace',
			fill: new Fill({ color: this.#colors.tinta2 })
		});
		feature.setStyle(new Style({ image, text }));
		return feature;
	}
}
