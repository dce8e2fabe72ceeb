import type { CommandName, Payload } from '#lib/domain/commands.ts';
import { recordPayment } from '#lib/server/billing/record-payment.ts';
import { runCycleNow } from '#lib/server/billing/run-cycle.ts';
import { grantPortal } from '#lib/server/care/grant-portal.ts';
import { saveCompany, saveItem } from '#lib/server/catalog/save-item.ts';
import { shareView, unshareView } from '#lib/server/catalog/share-view.ts';
import { createContract } from '#lib/server/contracts/create-contract.ts';
import { inviteUser } from '#lib/server/people/invite-user.ts';
import { resetUser } from '#lib/server/people/reset-user.ts';
import { endSession } from '#lib/server/people/revoke-session.ts';
import { saveUser } from '#lib/server/people/save-user.ts';
import { settleHeld } from '#lib/server/quarantine/settle.ts';
import type { Handler } from './handler.ts';

/** Every command and the one service that does it. Who may ask is in `domain/commands.ts`, and was judged before. */
export const HANDLERS: { [N in CommandName]: Handler<Payload<N>> } = {
	'contract.create': createContract,
	'payment.record': recordPayment,
	'cycle.run': runCycleNow,
	'portal.grant': grantPortal,
	'catalog.save': saveItem,
	'company.save': saveCompany,
	'view.share': shareView,
	'view.unshare': unshareView,
	'user.invite': inviteUser,
	'user.save': saveUser,
	'user.reset': resetUser,
	'session.revoke': endSession,
	'quarantine.settle': settleHeld
};
