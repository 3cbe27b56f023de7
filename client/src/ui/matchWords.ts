/** Whether a text contains every word that was typed, in any case and order. */
export function matchWords(
  parts: readonly (string | null | undefined)[],
  typed: string | undefined,
): boolean {
  const text = parts.join(" ").toLowerCase();
  const words = (typed ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => text.includes(word));
}
