import type { Price } from "../api/schema";

/** What is typed about a price, in dollars for a million tokens. */
export interface PriceDraft {
  model: string;
  input: number | "";
  output: number | "";
}

export const NEW_PRICE: PriceDraft = { model: "", input: "", output: "" };

/** The price as it is sent; an empty amount is nothing, which a model of one's own may cost. */
export function priceOf({ input, output }: PriceDraft): Price {
  return { input: input === "" ? 0 : input, output: output === "" ? 0 : output };
}
