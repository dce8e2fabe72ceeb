/** Tabs are one device here, and the stock provider's channel between them stays off: this stands in for `lib0/broadcastchannel`. */
export const subscribe = () => {};
export const unsubscribe = () => {};
export const publish = () => {};
