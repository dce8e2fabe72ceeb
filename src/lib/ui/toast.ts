import { toast as sonner } from 'svelte-sonner';
import ToastCard from './ToastCard.svelte';
import type { ToastAction } from './types.ts';

/** A result with its «Deshacer» or a link, bottom left for 8 s. Errors are no toasts: say them where they happened. */
export function toast(message: string, { actions = [] }: { actions?: readonly ToastAction[] } = {}) {
	const id = crypto.randomUUID();
	sonner.custom(ToastCard, { id, duration: 8000, componentProps: { message, actions, close: () => sonner.dismiss(id) } });
}
