/** How well a text fits what was typed: lower is better, undefined if it does not. */
export function fuzzyRank(text: string, typed: string): number | undefined {
  if (typed === "") return 0;
  const whole = text.toLowerCase();
  const at = whole.indexOf(typed);
  if (at === 0) return 0;
  if (at > 0) return isBoundary(whole[at - 1]) ? 1 : 2;
  return spread(whole, typed);
}

/** Letters in their order with others between them: 3 and more, the further they are apart. */
function spread(whole: string, typed: string): number | undefined {
  let from = 0;
  let first = 0;
  for (const [index, letter] of [...typed].entries()) {
    const found = whole.indexOf(letter, from);
    if (found < 0) return undefined;
    if (index === 0) first = found;
    from = found + letter.length;
  }
  return 3 + (from - first - typed.length) / whole.length;
}

function isBoundary(letter: string | undefined): boolean {
  return letter === undefined || /[^\p{L}\p{N}]/u.test(letter);
}
