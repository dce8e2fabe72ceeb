import Feature from 'ol/Feature.js';
import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import { createEmpty, extend } from 'ol/extent.js';
import { Point } from 'ol/geom.js';
import { defaults as interactionsOf } from 'ol/interaction.js';
import Graticule from 'ol/layer/Graticule.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import { Circle, Fill, RegularShape, Stroke, Style, Text } from 'ol/style.js';
import type { Pin } from '#lib/domain/shared/place.ts';
import type { Colors } from './map-colors.ts';

type Named = Pin & { name: string };
export type Network = { naps: readonly Named[]; nodes: readonly Named[] };

const CLOSE = 16;
export const at = ({ lat, lng }: Pin) => fromLonLat([lng, lat]);

/** The network of the catalogue, under whatever is drawn over it: it needs neither tiles nor a network. */
export class MapGround {
	readonly map: OlMap;
	/** What is drawn over the network. */
	readonly over = new VectorSource();
	#network = new VectorSource();
	#colors: Colors;
	#shown = '';

	/** @param pixelRatio dots for each pixel of the page; left out, those of the screen */
	constructor(target: HTMLElement, colors: Colors, movable: boolean, pixelRatio = devicePixelRatio) {
		this.#colors = colors;
		const network = new VectorLayer({ source: this.#network, declutter: true });
		this.map = new OlMap({
			target,
			pixelRatio,
			layers: [this.#streets(), network, new VectorLayer({ source: this.over })],
			controls: [],
			interactions: movable ? interactionsOf({ keyboard: false, altShiftDragRotate: false, pinchRotate: false }) : [],
			view: new View({ center: [0, 0], zoom: CLOSE, minZoom: 3, maxZoom: 19 })
		});
	}

	show({ naps, nodes }: Network) {
		this.#network.clear();
		this.#network.addFeatures([...naps.map((nap) => this.#nap(nap)), ...nodes.map((node) => this.#node(node))]);
	}
	/** Only when the places are others: whoever has moved the map keeps what he looks at. */
	reveal(places: readonly Pin[]) {
		const shown = places.map(({ lat, lng }) => `${lat},${lng}`).join(' ');
		if (places.length === 0 || shown === this.#shown) return;
		this.#shown = shown;
		this.fit(places);
	}
	fit(places: readonly Pin[]) {
		const extent = places.reduce((sum, place) => extend(sum, [...at(place), ...at(place)]), createEmpty());
		this.map.getView().fit(extent, { padding: [32, 40, 32, 40], maxZoom: CLOSE });
	}
	destroy() {
		this.map.setTarget(undefined);
		this.map.dispose();
	}

	#streets() {
		const strokeStyle = new Stroke({ color: this.#colors.lienzo, width: 5 });
		return new Graticule({ strokeStyle, showLabels: false, wrapX: false, targetSize: 72 });
	}
	#nap(nap: Named) {
		const [fill, stroke] = [new Fill({ color: this.#colors.papel }), new Stroke({ color: this.#colors.tinta2, width: 1.5 })];
		return this.#named(nap, new RegularShape({ points: 4, radius: 7, angle: Math.PI / 4, fill, stroke }));
	}
	#node(node: Named) {
		const [fill, stroke] = [new Fill({ color: this.#colors.tinta2 }), new Stroke({ color: this.#colors.papel, width: 2 })];
		return this.#named(node, new Circle({ radius: 6, fill, stroke }));
	}
	#named(place: Named, image: Circle | RegularShape) {
		const feature = new Feature(new Point(at(place)));
		const fill = new Fill({ color: this.#colors.tinta2 });
		const text = new Text({ text: place.name, offsetY: 16, font: '500 10.5px "IBM Plex Mono", monospace', fill });
		feature.setStyle(new Style({ image, text }));
		return feature;
	}
}
