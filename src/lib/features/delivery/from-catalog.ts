import type { Device } from '#lib/client/device.svelte.ts';

export const nameOf = ({ catalog }: Pick<Device, 'catalog'>, technician: string) => catalog.get('staff', technician)?.name ?? '';
