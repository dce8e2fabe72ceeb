import FeasibilityIcon from '~icons/ph/binoculars';
import TechnicalIcon from '~icons/ph/wrench';
import RemovalIcon from '~icons/ph/scissors';
import InstallationIcon from '~icons/hilo/onu';
import UnscheduledIcon from '~icons/ph/calendar-blank';
import ScheduledIcon from '~icons/ph/calendar-check';
import EnRouteIcon from '~icons/ph/car-profile';
import OnSiteIcon from '~icons/ph/map-pin';
import FailedIcon from '~icons/ph/calendar-x';
import DoneIcon from '~icons/ph/check-circle-fill';
import CancelledIcon from '~icons/ph/prohibit';
import type { OrderKind, OrderStatus } from '#lib/domain/delivery/order.ts';
import type { FailureReason } from '#lib/domain/delivery/visit.ts';
import * as m from '#lib/paraglide/messages.js';
import type { IconComponent, Tone } from '#lib/ui/types.ts';

export const KINDS: Record<OrderKind, { words: () => string; icon: IconComponent }> = {
	feasibility: { words: m.delivery_kind_feasibility, icon: FeasibilityIcon },
	installation: { words: m.delivery_kind_installation, icon: InstallationIcon },
	technical: { words: m.delivery_kind_technical, icon: TechnicalIcon },
	removal: { words: m.delivery_kind_removal, icon: RemovalIcon }
};

type Badge = { words: () => string; tone: Tone; icon: IconComponent; hollow?: boolean; struck?: boolean };

export const STATUSES: Record<OrderStatus, Badge> = {
	unscheduled: { words: m.delivery_status_unscheduled, tone: 'neutro', icon: UnscheduledIcon, hollow: true },
	scheduled: { words: m.delivery_status_scheduled, tone: 'neutro', icon: ScheduledIcon },
	'en-route': { words: m.delivery_status_en_route, tone: 'aviso', icon: EnRouteIcon },
	'on-site': { words: m.delivery_status_on_site, tone: 'info', icon: OnSiteIcon },
	'to-replan': { words: m.delivery_status_to_replan, tone: 'peligro', icon: FailedIcon },
	done: { words: m.delivery_status_done, tone: 'exito', icon: DoneIcon },
	cancelled: { words: m.delivery_status_cancelled, tone: 'neutro', icon: CancelledIcon, struck: true }
};

export const REASONS: Record<FailureReason, () => string> = {
	'customer-absent': m.delivery_reason_customer_absent,
	'customer-refuses': m.delivery_reason_customer_refuses,
	'address-wrong': m.delivery_reason_address_wrong,
	'no-signal': m.delivery_reason_no_signal,
	'nap-full': m.delivery_reason_nap_full,
	'drop-too-long': m.delivery_reason_drop_too_long,
	'no-building-permission': m.delivery_reason_no_building_permission,
	'power-or-duct': m.delivery_reason_power_or_duct,
	weather: m.delivery_reason_weather,
	'missing-material': m.delivery_reason_missing_material,
	'technician-delayed': m.delivery_reason_technician_delayed,
	safety: m.delivery_reason_safety,
	'duplicate-order': m.delivery_reason_duplicate_order,
	'solved-by-phone': m.delivery_reason_solved_by_phone,
	'not-feasible': m.delivery_reason_not_feasible
};

/** «2 intentos · Cliente ausente» */
export function attemptsWords({ count, reason }: { count: number; reason: FailureReason | null }): string {
	const why = reason ? REASONS[reason]() : m.delivery_visit_failed();
	return count === 1 ? m.delivery_failed_once({ reason: why }) : m.delivery_failed_times({ count, reason: why });
}
