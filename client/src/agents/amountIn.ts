/** The number that an input has; empty while it has none. */
export function amountIn(value: number | string): number | "" {
  return typeof value === "number" ? value : "";
}
