import { getContext, hasContext, setContext } from 'svelte';

/** What a Field gives to the control inside it. Read the getters where they are rendered: they follow the field. */
export type FieldContext = {
	readonly id: string;
	readonly describedBy: string | undefined;
	readonly invalid: boolean;
	readonly required: boolean;
};
const KEY = Symbol('field');

export function provideField(field: FieldContext) {
	setContext(KEY, field);
}

export function fieldContext(): FieldContext | undefined {
	return hasContext(KEY) ? getContext<FieldContext>(KEY) : undefined;
}

/** The attributes a control takes from its Field, if it stands in one. */
export function controlAttributes(field: FieldContext | undefined) {
	if (!field) return {};
	return {
		id: field.id,
		'aria-describedby': field.describedBy,
		'aria-invalid': field.invalid || undefined,
		'aria-required': field.required || undefined
	} as const;
}
