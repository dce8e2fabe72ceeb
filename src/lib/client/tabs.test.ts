import { afterEach, expect, test, vi } from 'vitest';
import { Tabs, type Lead, type Status } from './tabs.ts';

class Tab implements Lead {
	events: string[] = [];
	shown = true;
	status: Status | null = null;
	tabs: Tabs;
	constructor(name: string, shown = true) {
		this.shown = shown;
		this.tabs = new Tabs(name, this);
	}
	start = async () => void this.events.push('start');
	stop = async () => void this.events.push('stop');
	hidden = () => !this.shown;
	told = (status: Status) => void (this.status = status);
	asked = () => this.tabs.say({ status: { connected: true, joined: true, others: [] } });
	moved = () => {};
}

let count = 0;
const open: Tab[] = [];
const tab = (name: string, shown = true) => {
	const made = new Tab(name, shown);
	open.push(made);
	return made;
};
const fresh = () => `tabs-${count++}`;
afterEach(async () => void (await Promise.all(open.splice(0).map(({ tabs }) => tabs.close()))));

test('one of two visible tabs writes, and the other learns how it stands', async () => {
	const name = fresh();
	const first = tab(name);
	await vi.waitFor(() => expect(first.tabs.leads).toBe(true));
	const second = tab(name);
	await vi.waitFor(() => expect(second.status).toMatchObject({ connected: true }));
	await new Promise((later) => setTimeout(later, 2_200));
	expect([first.events, second.events]).toEqual([['start'], []]);
});

test('a visible tab takes the writing over from a hidden one, which stops first', async () => {
	const name = fresh();
	const first = tab(name);
	await vi.waitFor(() => expect(first.tabs.leads).toBe(true));
	first.shown = false;
	const second = tab(name);
	await vi.waitFor(() => expect(second.tabs.leads).toBe(true));
	expect([first.events, second.events]).toEqual([['start', 'stop'], ['start']]);
	expect(first.tabs.leads).toBe(false);
});

test('when the writing tab is closed the other writes, even hidden', async () => {
	const name = fresh();
	const first = tab(name);
	await vi.waitFor(() => expect(first.tabs.leads).toBe(true));
	const second = tab(name, false);
	await first.tabs.close();
	await vi.waitFor(() => expect(second.events).toEqual(['start']));
});

test('a frozen tab that answers nothing loses the lock', async () => {
	const name = fresh();
	void navigator.locks.request(name, () => new Promise(() => {})).catch(() => {});
	const second = tab(name);
	await vi.waitFor(() => expect(second.events).toEqual(['start']), 5_000);
});
