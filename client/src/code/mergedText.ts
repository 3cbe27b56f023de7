/** Puts together what two authors made of one text, line by line. */

export type Choice = "theirs" | "mine" | "both";

/** Lines that are decided, or two versions of the same lines. */
export type Chunk =
  | { readonly kind: "decided"; readonly lines: readonly string[] }
  | {
      readonly kind: "clash";
      readonly theirs: readonly string[];
      readonly mine: readonly string[];
    };

/** Above this many lines, times lines, both texts are one clash: comparing would take too long. */
const MOST_PAIRS = 25_000_000;

/** The chunks of both texts, as compared with the text that both began with. */
export function chunksOf(base: string, theirs: string, mine: string): Chunk[] {
  const [old, left, right] = [base, theirs, mine].map((text) => text.split("\n")) as [
    string[],
    string[],
    string[],
  ];
  const inLeft = matches(old, left);
  const inRight = matches(old, right);
  const chunks: Chunk[] = [];
  let [at, l, r] = [0, 0, 0];
  for (let line = 0; line <= old.length; line += 1) {
    const isEnd = line === old.length;
    const toLeft = isEnd ? left.length : inLeft[line];
    const toRight = isEnd ? right.length : inRight[line];
    if (toLeft === undefined || toRight === undefined) continue; // one of them changed this line
    chunks.push(...between(old.slice(at, line), left.slice(l, toLeft), right.slice(r, toRight)));
    if (!isEnd) chunks.push({ kind: "decided", lines: [old[line] ?? ""] });
    [at, l, r] = [line + 1, toLeft + 1, toRight + 1];
  }
  return joined(chunks);
}

/** The text after each clash was decided; one without a choice keeps the lines of both. */
export function textOfChunks(chunks: readonly Chunk[], choices: readonly Choice[]): string {
  let clash = -1;
  const lines = chunks.flatMap((chunk) => {
    if (chunk.kind === "decided") return chunk.lines;
    clash += 1;
    const choice = choices[clash] ?? "both";
    return choice === "both" ? [...chunk.theirs, ...chunk.mine] : chunk[choice];
  });
  return lines.join("\n");
}

function between(old: string[], theirs: string[], mine: string[]): Chunk[] {
  const isSame = (one: string[], other: string[]) =>
    one.length === other.length && one.every((line, place) => line === other[place]);
  if (theirs.length + mine.length === 0) return [];
  if (isSame(mine, old) || isSame(theirs, mine)) return [{ kind: "decided", lines: theirs }];
  if (isSame(theirs, old)) return [{ kind: "decided", lines: mine }];
  return [{ kind: "clash", theirs, mine }];
}

/** For each old line its place in the new text; undefined where it is gone. */
export function matches(old: readonly string[], now: readonly string[]): (number | undefined)[] {
  const found: (number | undefined)[] = new Array(old.length).fill(undefined);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) {
    found[start] = start;
    start += 1;
  }
  let [oldEnd, newEnd] = [old.length, now.length];
  while (oldEnd > start && newEnd > start && old[oldEnd - 1] === now[newEnd - 1]) {
    oldEnd -= 1;
    newEnd -= 1;
    found[oldEnd] = newEnd;
  }
  const middle = common(old.slice(start, oldEnd), now.slice(start, newEnd));
  for (const [from, to] of middle) found[start + from] = start + to;
  return found;
}

/** The pairs of the longest common subsequence. */
function common(old: readonly string[], now: readonly string[]): [number, number][] {
  if (old.length * now.length > MOST_PAIRS) return [];
  const longest = lengthsOf(old, now);
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    } else if (longest(i + 1, j) >= longest(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** How long the common subsequence is from a pair of places on. */
function lengthsOf(old: readonly string[], now: readonly string[]) {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const isSame = old[i] === now[j];
      const longest = isSame ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
      lengths[i * width + j] = longest;
    }
  }
  return at;
}

/** Decided chunks that follow each other, as one. */
function joined(chunks: readonly Chunk[]): Chunk[] {
  const found: Chunk[] = [];
  for (const chunk of chunks) {
    const last = found.at(-1);
    if (chunk.kind === "decided" && last?.kind === "decided") {
      found[found.length - 1] = { kind: "decided", lines: [...last.lines, ...chunk.lines] };
    } else found.push(chunk);
  }
  return found;
}
