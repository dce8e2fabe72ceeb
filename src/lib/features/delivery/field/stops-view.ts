import Feature from 'ol/Feature.js';
import { LineString, Point } from 'ol/geom.js';
import { Circle, Fill, Stroke, Style, Text } from 'ol/style.js';
import type { Pin } from '#lib/domain/shared/place.ts';
import type { Colors } from '../map-colors.ts';
import { at, MapGround, type Network } from '../map-ground.ts';

export type StopPin = Pin & { words: string; current: boolean; done: boolean };
export type StopsContent = { pins: readonly StopPin[] } & Network;

/** The day's stops over the network of the catalogue. */
export class StopsView {
	#ground: MapGround;
	#colors: Colors;

	constructor(target: HTMLElement, colors: Colors, movable: boolean) {
		this.#colors = colors;
		this.#ground = new MapGround(target, colors, movable);
	}

	show({ pins, ...network }: StopsContent) {
		const { over } = this.#ground;
		this.#ground.show(network);
		over.clear();
		if (pins.length > 1) over.addFeature(this.#way(pins));
		over.addFeatures(pins.map((pin) => this.#stop(pin)));
		this.#ground.reveal(pins.length > 0 ? pins : network.nodes);
	}
	destroy() {
		this.#ground.destroy();
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
}
