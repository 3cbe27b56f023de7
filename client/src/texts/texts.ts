import { type Catalog, en } from "./en";

/** The texts of the chosen language: `texts.runs.title`, `texts.common.retryIn(4)`. */
export const texts: Catalog = { ...en };

/** Replaces the texts, before the first paint. */
export function speak(catalog: Catalog): void {
  Object.assign(texts, catalog);
}
