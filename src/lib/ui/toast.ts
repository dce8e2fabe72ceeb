import type { ToastAction } from './types.ts';

const parts = () => Promise.all([import('svelte-sonner'), import('./ToastCard.svelte')]);

/** A result with its «Deshacer» or a link, bottom left for 8 s. Errors are no toasts: say them where they happened. */
export async function toast(message: string, { actions = [] }: { actions?: readonly ToastAction[] } = {}): Promise<void> {
	const [{ toast: sonner }, { default: card }] = await parts();
	const id = crypto.randomUUID();
	sonner.custom(card, { id, duration: 8000, componentProps: { message, actions, close: () => sonner.dismiss(id) } });
}
