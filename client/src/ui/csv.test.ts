import { expect, it } from "vitest";
import { csvOf } from "./csv";

it("quotes what needs it, and keeps numbers as they are", () => {
  const text = csvOf(
    ["name", "count"],
    [
      ['say "hi", Ada', -3],
      ["two\nlines", null],
      [undefined, { a: 1 }],
    ],
  );

  expect(text).toBe('name,count\r\n"say ""hi"", Ada",-3\r\n"two\nlines",\r\n,"{""a"":1}"\r\n');
});

it("makes no formulas of texts", () => {
  expect(csvOf(["a"], [["=1+1"], ["@x"], ["-x"]])).toBe("a\r\n'=1+1\r\n'@x\r\n'-x\r\n");
});
