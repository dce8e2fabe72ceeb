import type { Location } from '#lib/domain/shared/schema.ts';
import type { Service } from '#lib/domain/sales/prospect.ts';
import { formatCoordinates, parseCoordinates, type Pin } from '#lib/domain/shared/place.ts';
import { problemSentence } from '#lib/domain/shared/problems.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Problems } from './lead-form.ts';

/** A service while it is being chosen; `items` counts by key of the catalogue. */
export type ServiceForm = { plan: string; items: Record<string, number>; discounts: string[] };
/** A place while it is being typed. The pin is what `coordinates` say, so that dragging and typing are one thing. */
export type LocationForm = { address: string; locality: string; reference: string; coordinates: string };

export const emptyService = (): ServiceForm => ({ plan: '', items: {}, discounts: [] });
export const emptyLocation = (locality = ''): LocationForm => ({ address: '', locality, reference: '', coordinates: '' });

export function wrongWithService(form: ServiceForm): Problems<'plan'> {
	return form.plan === '' ? { plan: m.sales_plan_missing() } : {};
}

export function wrongWithLocation(form: LocationForm): Problems<'address' | 'coordinates'> {
	if (form.coordinates.trim() !== '') return pinOf(form) ? {} : { coordinates: problemSentence('coordinates.shape') };
	return form.address.trim() === '' ? { address: m.sales_address_missing() } : {};
}

export const pinOf = (form: LocationForm): Pin | null => parseCoordinates(form.coordinates);

/** A locality alone, which the company proposes, is no place yet. */
export const isPlaced = ({ address, coordinates }: LocationForm) => address.trim() !== '' || coordinates.trim() !== '';

export function serviceOf(form: ServiceForm, offeredAt: number): Service {
	const items = Object.entries(form.items).flatMap(([id, quantity]) => (quantity > 0 ? [{ id, quantity }] : []));
	return { plan: form.plan, items, discounts: [...form.discounts], offeredAt };
}

export function locationOf(form: LocationForm): Location {
	const pin = pinOf(form);
	const { address, locality, reference } = form;
	return {
		address: address.trim(),
		locality: locality.trim(),
		reference: reference.trim(),
		lat: pin?.lat ?? null,
		lng: pin?.lng ?? null
	};
}

export function serviceForm(service: Service | null): ServiceForm {
	if (!service) return emptyService();
	return {
		plan: service.plan,
		items: Object.fromEntries(service.items.map(({ id, quantity }) => [id, quantity])),
		discounts: [...service.discounts]
	};
}

export function locationForm(location: Location | null, locality = ''): LocationForm {
	if (!location) return emptyLocation(locality);
	const { address, reference, lat, lng } = location;
	return {
		address,
		locality: location.locality,
		reference,
		coordinates: lat === null || lng === null ? '' : formatCoordinates({ lat, lng })
	};
}

/** «Güemes 1320, Alta Córdoba», or the coordinates of a place without address. */
export function placeName(location: Location | null): string {
	if (!location) return '';
	const named = [location.address, location.locality].filter(Boolean).join(', ');
	if (location.address !== '' || location.lat === null || location.lng === null) return named;
	return [formatCoordinates({ lat: location.lat, lng: location.lng }), location.locality].filter(Boolean).join(', ');
}
