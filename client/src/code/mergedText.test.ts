import { describe, expect, it } from "vitest";
import { chunksOf, textOfChunks } from "./mergedText";

const lines = (text: string) => text.replaceAll(" ", "\n");
const merged = (base: string, theirs: string, mine: string) =>
  chunksOf(lines(base), lines(theirs), lines(mine));

describe("two authors of one text", () => {
  it.each([
    ["a b c", "a b c", "a b c", "a b c"],
    ["a b c", "a x b c", "a b c y", "a x b c y"],
    ["a b c", "b c", "a b d", "b d"],
    ["a b c", "a c", "a c", "a c"],
    ["a b c d e", "a B c d e", "a b c D e", "a B c D e"],
  ])("%s becomes %s and %s: %s", (base, theirs, mine, expected) => {
    const chunks = merged(base, theirs, mine);
    expect(chunks.some(({ kind }) => kind === "clash")).toBe(false);
    expect(textOfChunks(chunks, [])).toBe(lines(expected));
  });

  it("lose no line where both changed the same, and choose", () => {
    const chunks = merged("a b c", "a X c", "a Y c");
    expect(chunks).toContainEqual({ kind: "clash", theirs: ["X"], mine: ["Y"] });
    expect(textOfChunks(chunks, [])).toBe(lines("a X Y c"));
    expect(textOfChunks(chunks, ["theirs"])).toBe(lines("a X c"));
    expect(textOfChunks(chunks, ["mine"])).toBe(lines("a Y c"));
  });

  it("of a new file keep both", () => {
    expect(textOfChunks(chunksOf("", "x", "y"), [])).toBe("x\ny");
  });
});
