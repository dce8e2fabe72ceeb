/** The screen's title, so that the phone's top bar can show it. */
export const pageTitle = $state<{ title: string; count: string }>({ title: '', count: '' });
