/** Centavos as they are typed: `24900.5` pesos are `24.900,50`. */
export function moneyText(cents: number): string {
	const sign = cents < 0 ? '-' : '';
	const [whole, rest] = [Math.floor(Math.abs(cents) / 100), Math.abs(cents) % 100];
	return `${sign}${String(whole).replace(/\B(?=(\d{3})+$)/g, '.')},${String(rest).padStart(2, '0')}`;
}

/** «$ 24.900,50», «24900,5», «24900» → centavos; null when it is no amount. A lone point before one or two last digits is a decimal point. */
export function readMoney(text: string): number | null {
	const bare = text.replace(/[\s$]/g, '');
	const decimal = /^-?\d+\.\d{1,2}$/.test(bare) ? bare : bare.replaceAll('.', '').replace(',', '.');
	if (!/^-?\d+(\.\d{0,2})?$/.test(decimal)) return null;
	const [whole = '0', rest = ''] = decimal.replace('-', '').split('.');
	const cents = Number(whole) * 100 + Number(rest.padEnd(2, '0'));
	if (!Number.isSafeInteger(cents)) return null;
	return decimal.startsWith('-') ? -cents : cents;
}
