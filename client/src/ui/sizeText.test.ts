import { expect, it } from "vitest";
import { sizeText } from "./sizeText";

it("tells sizes in units that people read", () => {
  const sizes = [0, 1, 999, 1000, 4200, 16_777_216, 999_999, 1_500_000_000];

  expect(sizes.map(sizeText)).toEqual([
    "0 bytes",
    "1 byte",
    "999 bytes",
    "1.0 kB",
    "4.2 kB",
    "17 MB",
    "1.0 MB",
    "1.5 GB",
  ]);
});
