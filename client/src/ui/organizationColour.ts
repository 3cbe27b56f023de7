import { ALL_SCOPE, GLOBAL_SCOPE } from "../api/scope";

/** Names of the theme's colours that can be told apart in both colour schemes. */
const COLOURS = [
  "red",
  "pink",
  "grape",
  "violet",
  "indigo",
  "blue",
  "cyan",
  "teal",
  "green",
  "lime",
  "yellow",
  "orange",
] as const;

/** The colour of an organization: always the same for one id. */
export function colourOf(organization: string): string {
  if (organization === GLOBAL_SCOPE || organization === ALL_SCOPE) return "gray";
  return COLOURS[hash(organization) % COLOURS.length] ?? "gray";
}

/** Two letters that stand for a name: the initials of its first two words, or its first letters. */
export function lettersOf(name: string): string {
  const [first = "", second] = name.trim().split(/\s+/);
  const letters = second === undefined ? [...first].slice(0, 2) : [initial(first), initial(second)];
  return letters.join("").toUpperCase() || "?";
}

function initial(word: string): string {
  return [...word][0] ?? "";
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const unit of text) {
    value ^= unit.codePointAt(0) ?? 0;
    value = Math.imul(value, 0x01000193) >>> 0;
  }
  return value;
}
