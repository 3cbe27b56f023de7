/** Colours of terminals in lines of a log: ECMA-48 SGR sequences. Every other sequence is left out. */

export interface AnsiPart {
  readonly text: string;
  readonly color: string | undefined;
  readonly isBold: boolean;
}

const COLORS = ["gray", "red", "green", "yellow", "blue", "grape", "cyan", "gray"] as const;
const ESCAPE = String.fromCharCode(27);
const BELL = String.fromCharCode(7);
const SEQUENCE = new RegExp(`${ESCAPE}\\[([0-9;]*)m`, "g");
/** Other sequences of terminals, and every control character but the tab. */
const CONTROLS = new RegExp(
  `${ESCAPE}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\?)?)|[^\\P{Cc}\\t]`,
  "gu",
);

interface Look {
  color: string | undefined;
  isBold: boolean;
}

/** The parts of a line with their colours, without any control characters. */
export function ansiParts(line: string): AnsiPart[] {
  const parts: AnsiPart[] = [];
  let look: Look = { color: undefined, isBold: false };
  let start = 0;
  for (const match of line.matchAll(SEQUENCE)) {
    push(parts, line.slice(start, match.index), look);
    look = changed(look, match[1] ?? "");
    start = match.index + match[0].length;
  }
  push(parts, line.slice(start), look);
  return parts;
}

/** The text of a line without colours. */
export function plainLine(line: string): string {
  return line.replace(SEQUENCE, "").replace(CONTROLS, "");
}

function push(parts: AnsiPart[], raw: string, look: Look): void {
  const text = raw.replace(CONTROLS, "");
  if (text !== "") parts.push({ text, ...look });
}

function changed(look: Look, codes: string): Look {
  return codes.split(";").map(Number).reduce(withCode, look);
}

function withCode(look: Look, code: number): Look {
  if (code === 0) return { color: undefined, isBold: false };
  if (code === 1) return { ...look, isBold: true };
  if (code === 22) return { ...look, isBold: false };
  if (code === 39) return { ...look, color: undefined };
  const color = COLORS[code >= 90 ? code - 90 : code - 30];
  return color === undefined ? look : { ...look, color };
}
