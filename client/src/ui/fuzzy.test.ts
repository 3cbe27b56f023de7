import { expect, test } from "vitest";
import { fuzzyRank } from "./fuzzy";

test("the beginning beats a word, a word beats a part, a part beats scattered letters", () => {
  const ranks = ["onboard user", "new onboard", "reonboard", "o n b o a r d"].map((text) =>
    fuzzyRank(text, "onboard"),
  );
  expect(ranks.toSorted((a, b) => (a ?? 99) - (b ?? 99))).toEqual(ranks);
  expect(ranks).not.toContain(undefined);
});

test("letters in another order do not fit", () => {
  expect(fuzzyRank("onboard", "drab")).toBeUndefined();
});

test("three thousand texts are ranked within 5 ms", () => {
  const many = Array.from({ length: 3000 }, (_, n) => `Customer ${n} of the north`);
  const rounds = Array.from({ length: 10 }, () => {
    const began = performance.now();
    for (const text of many) fuzzyRank(text, "cunth");
    return performance.now() - began;
  });
  // The quickest: others share the machine.
  expect(Math.min(...rounds)).toBeLessThan(5);
});
