// Amounts of money: whole minor units of the community's currency, written as its language and that currency do.

import type { Unit } from "./api/bindings";

const LOCALE = "en";
let code = $state("EUR");
const kept = new Map<string, Intl.NumberFormat>();

/** The frame tells it of the open community; whoever reads numbers, of what they came with. */
export function inCurrency(currency: string): void {
  if (/^[A-Z]{3}$/.test(currency)) code = currency;
}

export const currency = (): string => code;

function written(short: boolean): Intl.NumberFormat {
  const key = `${code} ${short}`;
  let format = kept.get(key);
  if (!format) kept.set(key, (format = new Intl.NumberFormat(LOCALE, { style: "currency", currency: code, ...(short ? { notation: "compact", maximumFractionDigits: 1 } : {}) })));
  return format;
}

/** How many minor units make one: 100 for euros, 1 for yen. */
export const minor = (): number => 10 ** (written(false).resolvedOptions().maximumFractionDigits ?? 2);

/** How many of what is kept one typed unit is: amounts are typed in euros and kept in cents, all else as it is. */
export const perTyped = (unit: Unit | undefined): number => (unit === "money" ? minor() : 1);

/** Minor units as people write them: €1,234.56, ¥1,235. */
export const money = (value: number): string => written(false).format(value / minor());
