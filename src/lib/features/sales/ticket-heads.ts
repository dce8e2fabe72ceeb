import * as m from '#lib/paraglide/messages.js';

/** What the columns of the desk's list are called. */
export const TICKET_HEADS = {
	number: m.sales_head_number,
	name: m.sales_head_name,
	column: m.sales_head_column,
	stage: m.sales_head_stage,
	thread: m.sales_head_thread,
	plan: m.sales_head_plan,
	locality: m.sales_field_locality,
	owner: m.sales_owner,
	age: m.sales_head_age
};
