/** The page without a page: the service worker answers with it, and the router then opens the address that was asked for. */
export const prerender = true;
export const ssr = false;
