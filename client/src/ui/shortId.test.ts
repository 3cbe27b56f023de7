import { expect, test } from "vitest";
import { shortId } from "./shortId";

test("runs of the same moment are told apart", () => {
  const one = shortId("01a2262c-8df4-7c49-a490-ad4703d82ee4");
  const other = shortId("01a2262c-8df4-7136-afa3-cbd056fed779");
  expect(one).toBe("03d82ee4");
  expect(other).not.toBe(one);
});
