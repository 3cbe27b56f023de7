import { expect, test } from "vitest";
import { addressInScope } from "./useSwitch";

test.each([
  ["/o/a/runs", "?status=Failed", "/o/b/runs?status=Failed"],
  ["/o/a/runs/0190", "?tab=logs", "/o/b/runs"],
  ["/o/a/forms/1/edit", "", "/o/b/forms"],
  ["/me", "", "/o/b"],
  ["/o/ab/runs", "", "/o/b"],
])("%s%s becomes %s", (path, search, address) => {
  expect(addressInScope(path, search, "a", "b")).toBe(address);
});

test.each([
  ["/o/a/runs", "?time=day", "/o/all/runs?time=day"],
  ["/o/a/runs/0190", "", "/o/all/runs"],
  ["/o/a/forms", "?q=x", "/o/all/runs"],
  ["/me", "", "/o/all/runs"],
])("of all organizations there are runs only: %s%s becomes %s", (path, search, address) => {
  expect(addressInScope(path, search, "a", "all")).toBe(address);
});
