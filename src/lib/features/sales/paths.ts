/** Addresses of the records that this area links to; the application is served from the root. */
export const paths = {
	lead: (id: string) => `/leads/${id}`,
	prospect: (id: string) => `/prospectos/${id}`,
	ticket: (id: string) => `/ventas/${id}`,
	order: (id: string) => `/ordenes/${id}`,
	/** The assistant with this contact and prospect already chosen. */
	newTicket: (lead: string, prospect: string) => `/ventas?nuevo&lead=${lead}&prospecto=${prospect}`,
	contract: (id: string) => `/contratos/${id}`
};
