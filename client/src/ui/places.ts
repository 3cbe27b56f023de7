/** Places in a text that is parsed before the values of users are filled in: no value is parsed. */

// Characters of private use have no meaning in Markdown, and are no white space.
const OPEN = "\uE000";
const CLOSE = "\uE001";
const PLACE = /\uE000(\d+)\uE001/g;

/** The place of the value with this index. */
export function placeOf(index: number): string {
  return `${OPEN}${index}${CLOSE}`;
}

/** The text with the values in their places, as they are. */
export function withValues(text: string, values: readonly string[]): string {
  return text.replace(PLACE, (_, index: string) => values[Number(index)] ?? "");
}
