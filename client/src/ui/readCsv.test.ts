import { expect, it } from "vitest";
import { readCsv } from "./readCsv";

it("reads quoted cells, line breaks in them, and empty lines", () => {
  const text = 'a,b\r\n"x, ""y""","two\nlines"\r\n\r\n , \r\nlast,';

  expect(readCsv(text)).toEqual([
    ["a", "b"],
    ['x, "y"', "two\nlines"],
    ["last", ""],
  ]);
});

it("takes the separator that the heading has", () => {
  expect(readCsv("a;b\n1,5;2")).toEqual([
    ["a", "b"],
    ["1,5", "2"],
  ]);
  expect(readCsv("a\tb\n1\t2")).toEqual([
    ["a", "b"],
    ["1", "2"],
  ]);
});
