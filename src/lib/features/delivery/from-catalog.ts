import type { Device } from '#lib/client/device.svelte.ts';

export const zoneOf = ({ catalog }: Pick<Device, 'catalog'>) => catalog.company()?.zone ?? 'America/Argentina/Cordoba';
export const nameOf = ({ catalog }: Pick<Device, 'catalog'>, technician: string) => catalog.get('staff', technician)?.name ?? '';
