const MICROS = 1_000_000;
const SMALL = 0.01;
const ONE = 1;

/** An amount in dollars; of less than a cent, as many digits as say something. */
export function dollarText(dollars: number): string {
  const isSmall = dollars !== 0 && Math.abs(dollars) < SMALL;
  const digits = isSmall
    ? { maximumSignificantDigits: 2 }
    : { minimumFractionDigits: 2, maximumFractionDigits: Math.abs(dollars) < ONE ? 4 : 2 };
  return `$${dollars.toLocaleString("en", digits)}`;
}

/** An amount in millionths of a dollar, in dollars. */
export function microsText(micros: number): string {
  return dollarText(micros / MICROS);
}
