/** The parts of a text with commas, without those that are empty. */
export function listIn(typed: string): string[] {
  const parts = typed.split(",").map((part) => part.trim());
  return parts.filter((part) => part !== "");
}
