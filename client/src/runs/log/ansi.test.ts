import { expect, it } from "vitest";
import { ansiParts, plainLine } from "./ansi";

it("splits a line by its colours", () => {
  expect(ansiParts("a \x1b[31mred\x1b[1m bold\x1b[0m end")).toEqual([
    { text: "a ", color: undefined, isBold: false },
    { text: "red", color: "red", isBold: false },
    { text: " bold", color: "red", isBold: true },
    { text: " end", color: undefined, isBold: false },
  ]);
});

it("leaves out what moves a cursor, names a window or rings a bell", () => {
  expect(plainLine("\x1b[2Ka\x07\x1b]0;title\x07b\x1b[1;31mc\x00")).toBe("abc");
  expect(ansiParts("\x1b[2J\x1b[H")).toEqual([]);
});
