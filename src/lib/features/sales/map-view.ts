import Feature from 'ol/Feature.js';
import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import { LineString, Point } from 'ol/geom.js';
import { defaults as defaultInteractions, Translate } from 'ol/interaction.js';
import Collection from 'ol/Collection.js';
import Graticule from 'ol/layer/Graticule.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat, toLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import { Circle, Fill, RegularShape, Stroke, Style, Text } from 'ol/style.js';
import type { Nap, Node } from '#lib/domain/sales/coverage.ts';
import type { Pin } from '#lib/domain/shared/place.ts';

export type Colors = Record<'tinta' | 'papel' | 'acento' | 'peligro' | 'borde' | 'tinta2', string>;
export type MapContent = { pin: Pin | null; nearest: Pin | null; naps: readonly Nap[]; nodes: readonly Node[]; center: Pin };

const CLOSE = 16.5;
const STEP_PIXELS = 8;
const at = ({ lat, lng }: Pin) => fromLonLat([lng, lat]);

/** The network and one pin, drawn from the catalogue alone: it needs neither tiles nor a network. */
export class MapView {
	#map: OlMap;
	#pin = new Feature<Point>();
	#drop = new Feature<LineString>();
	#network = new VectorSource();
	#colors: Colors;
	#onmove: (pin: Pin) => void;
	/** Placed by hand on the map, so the view stays where the hand is. */
	#placed = false;

	constructor(target: HTMLElement, colors: Colors, content: MapContent, onmove: (pin: Pin) => void) {
		this.#colors = colors;
		this.#onmove = onmove;
		const dragging = new Translate({ features: new Collection([this.#pin as Feature]), hitTolerance: 12 });
		dragging.on('translateend', () => this.#moved());
		this.#map = new OlMap({
			target,
			layers: this.#layers(),
			controls: [new ScaleLine({ minWidth: 64 })],
			interactions: defaultInteractions({ keyboard: false, altShiftDragRotate: false, pinchRotate: false }).extend([dragging]),
			view: new View({ center: at(content.pin ?? content.center), zoom: 15, minZoom: 3, maxZoom: 20 })
		});
		this.#map.on('singleclick', (event) => this.#place(event.coordinate));
		this.show(content);
	}

	show({ pin, nearest, naps, nodes }: MapContent) {
		if (!pin) this.#placed = false;
		this.#network.clear();
		this.#network.addFeatures([...naps.map((nap) => this.#napFeature(nap)), ...nodes.map((node) => this.#nodeFeature(node))]);
		this.#pin.setGeometry(pin ? new Point(at(pin)) : undefined);
		this.#drop.setGeometry(pin && nearest ? new LineString([at(pin), at(nearest)]) : undefined);
		if (!pin) return;
		this.#reveal(pin);
		this.#placed = true;
	}

	zoom(by: number) {
		const view = this.#map.getView();
		view.animate({ zoom: (view.getZoom() ?? CLOSE) + by, duration: 120 });
	}
	center(pin: Pin) {
		this.#map.getView().setCenter(at(pin));
		this.#map.getView().setZoom(CLOSE);
	}
	/** Moves the pin on the screen; without one, puts it in the middle. */
	nudge(right: number, up: number) {
		const view = this.#map.getView();
		const step = (view.getResolution() ?? 1) * STEP_PIXELS;
		const [x = 0, y = 0] = this.#pin.getGeometry()?.getCoordinates() ?? view.getCenter() ?? [];
		this.#place([x + right * step, y + up * step]);
	}
	destroy() {
		this.#map.setTarget(undefined);
		this.#map.dispose();
	}

	#place(coordinate: number[]) {
		this.#placed = true;
		this.#pin.setGeometry(new Point(coordinate));
		this.#moved();
	}
	#moved() {
		const [lng = 0, lat = 0] = toLonLat(this.#pin.getGeometry()?.getCoordinates() ?? []);
		this.#onmove({ lat, lng });
	}
	#reveal(pin: Pin) {
		const view = this.#map.getView();
		const extent = view.calculateExtent(this.#map.getSize());
		const [x = 0, y = 0] = at(pin);
		const [left = 0, bottom = 0, right = 0, top = 0] = extent;
		if (!this.#placed || x < left || x > right || y < bottom || y > top) this.center(pin);
	}

	#layers() {
		const { borde, acento, tinta } = this.#colors;
		const streets = new Graticule({
			strokeStyle: new Stroke({ color: borde, width: 1 }),
			showLabels: false,
			wrapX: false,
			targetSize: 80
		});
		const network = new VectorLayer({ source: this.#network, declutter: true });
		const drop = new VectorLayer({
			source: new VectorSource({ features: [this.#drop] }),
			style: new Style({ stroke: new Stroke({ color: tinta, width: 2, lineDash: [2, 5] }) })
		});
		const pin = new VectorLayer({
			source: new VectorSource({ features: [this.#pin] }),
			style: [
				new Style({ image: new Circle({ radius: 22, fill: new Fill({ color: 'rgb(248 214 36 / 0.3)' }) }) }),
				new Style({
					image: new Circle({ radius: 9, fill: new Fill({ color: acento }), stroke: new Stroke({ color: tinta, width: 3 }) })
				})
			]
		});
		return [streets, network, drop, pin];
	}

	#napFeature(nap: Nap) {
		const { papel, peligro, tinta } = this.#colors;
		const color = nap.capacity > nap.used ? tinta : peligro;
		const box = new RegularShape({
			points: 4,
			radius: 9,
			angle: Math.PI / 4,
			fill: new Fill({ color: papel }),
			stroke: new Stroke({ color, width: 2 })
		});
		return this.#named(nap, new Style({ image: box, text: this.#label(nap.name, color) }));
	}
	#nodeFeature(node: Node) {
		const { papel, tinta } = this.#colors;
		const dot = new Circle({ radius: 9, fill: new Fill({ color: tinta }), stroke: new Stroke({ color: papel, width: 2 }) });
		return this.#named(node, new Style({ image: dot, text: this.#label(node.name, tinta) }));
	}
	#named(place: Pin, style: Style) {
		const feature = new Feature(new Point(at(place)));
		feature.setStyle(style);
		return feature;
	}
	#label(text: string, color: string) {
		const { papel } = this.#colors;
		return new Text({
			text,
			offsetY: 20,
			font: '500 10.5px "IBM Plex Mono", monospace',
			fill: new Fill({ color }),
			backgroundFill: new Fill({ color: papel }),
			padding: [2, 4, 1, 4]
		});
	}
}
