import { expect, it } from "vitest";
import { nearestPaths } from "./nearestPaths";

const PATHS = ["examples/hello_world.py", "modules/halo.py", "modules/hello.md", "tests/a.py"];

it.each([
  ["", ["tests/a.py", "modules/halo.py", "modules/hello.md", "examples/hello_world.py"]],
  ["hello", ["modules/hello.md", "examples/hello_world.py"]],
  ["modules/h", ["modules/halo.py", "modules/hello.md"]],
  ["HW", ["examples/hello_world.py"]],
  ["nothing", []],
])("finds %s", (typed, expected) => {
  expect(nearestPaths(PATHS, typed)).toEqual(expected);
});
