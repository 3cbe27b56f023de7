import { describe, expect, it } from "vitest";
import { lineDiff, sizeOfDiff } from "./lineDiff";

const lines = (text: string) => text.replaceAll(" ", "\n");
const shown = (old: string, now: string) =>
  lineDiff(lines(old), lines(now)).map((row) =>
    row.kind === "folded" ? `…${row.count}` : `${SIGNS[row.kind]}${row.text}${row.line}`,
  );
const SIGNS = { same: "=", removed: "-", added: "+" };

describe("two texts, line by line", () => {
  it.each([
    ["a b c", "a b c", ["…3"]],
    ["a b c", "a X c", ["=a1", "-b2", "+X2", "=c3"]],
    ["", "a b", ["+a1", "+b2"]],
    ["a b", "", ["-a1", "-b2"]],
    ["a b", "x a b", ["+x1", "=a2", "=b3"]],
  ])("%s to %s", (old, now, expected) => {
    expect(shown(old, now)).toEqual(expected);
  });

  it("leaves out what is far from a change", () => {
    expect(shown("1 2 3 4 5 6 7 8 9 10", "1 2 3 4 5 6 7 8 9 X")).toEqual([
      "…6",
      "=77",
      "=88",
      "=99",
      "-1010",
      "+X10",
    ]);
  });

  it("counts what changed", () => {
    expect(sizeOfDiff(lineDiff("a\nb", "a\nc\nd"))).toEqual({ added: 2, removed: 1 });
  });
});
