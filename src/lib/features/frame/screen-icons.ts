import Contracts from '~icons/ph/signature';
import ContractsActive from '~icons/ph/signature-fill';
import Care from '~icons/ph/headset';
import CareActive from '~icons/ph/headset-fill';
import Desk from '~icons/ph/kanban';
import DeskActive from '~icons/ph/kanban-fill';
import Billing from '~icons/ph/receipt';
import BillingActive from '~icons/ph/receipt-fill';
import Leads from '~icons/ph/address-book';
import LeadsActive from '~icons/ph/address-book-fill';
import Notices from '~icons/ph/paper-plane-tilt';
import NoticesActive from '~icons/ph/paper-plane-tilt-fill';
import Orders from '~icons/ph/clipboard-text';
import OrdersActive from '~icons/ph/clipboard-text-fill';
import Plan from '~icons/ph/calendar-dots';
import PlanActive from '~icons/ph/calendar-dots-fill';
import Prospects from '~icons/ph/map-pin-area';
import ProspectsActive from '~icons/ph/map-pin-area-fill';
import Settings from '~icons/ph/gear-six';
import SettingsActive from '~icons/ph/gear-six-fill';
import type { Screen } from '#lib/domain/journey.ts';
import type { IconComponent } from '#lib/ui/types.ts';

export const SCREEN_ICONS: Record<Screen['id'], { regular: IconComponent; active: IconComponent }> = {
	desk: { regular: Desk, active: DeskActive },
	leads: { regular: Leads, active: LeadsActive },
	prospects: { regular: Prospects, active: ProspectsActive },
	orders: { regular: Orders, active: OrdersActive },
	plan: { regular: Plan, active: PlanActive },
	contracts: { regular: Contracts, active: ContractsActive },
	billing: { regular: Billing, active: BillingActive },
	care: { regular: Care, active: CareActive },
	notices: { regular: Notices, active: NoticesActive },
	settings: { regular: Settings, active: SettingsActive }
};
