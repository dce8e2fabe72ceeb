import { resolve } from '$app/paths';
import MapIcon from '~icons/ph/map-trifold';
import MapActiveIcon from '~icons/ph/map-trifold-fill';
import SearchIcon from '~icons/ph/magnifying-glass';
import SearchActiveIcon from '~icons/ph/magnifying-glass-bold';
import TodayIcon from '~icons/ph/calendar-check';
import TodayActiveIcon from '~icons/ph/calendar-check-fill';
import * as m from '#lib/paraglide/messages.js';
import type { PhoneTab } from '#lib/ui/PhoneShell.svelte';

export type FieldScreen = 'today' | 'map' | 'search';

export const fieldTabs = (current: FieldScreen): PhoneTab[] => [
	{
		label: m.field_today(),
		href: resolve('/(field)/campo'),
		icon: TodayIcon,
		iconActive: TodayActiveIcon,
		current: current === 'today'
	},
	{
		label: m.field_tab_map(),
		href: resolve('/(field)/campo/mapa'),
		icon: MapIcon,
		iconActive: MapActiveIcon,
		current: current === 'map'
	},
	{
		label: m.field_tab_search(),
		href: resolve('/(field)/campo/buscar'),
		icon: SearchIcon,
		iconActive: SearchActiveIcon,
		current: current === 'search'
	}
];
