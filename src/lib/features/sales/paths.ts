/** Addresses of the records that this area links to; the application is served from the root. */
export const paths = {
	lead: (id: string) => `/leads/${id}`,
	prospect: (id: string) => `/prospectos/${id}`,
	ticket: (id: string) => `/ventas/${id}`,
	order: (id: string) => `/ordenes/${id}`,
	contract: (id: string) => `/contratos/${id}`
};
