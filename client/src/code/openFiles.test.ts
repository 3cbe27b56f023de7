import { expect, it } from "vitest";
import { changedFiles, isDirty, type OpenFile, type OpenFilesChange } from "./openFiles";

const changed = (...changes: OpenFilesChange[]) =>
  changes.reduce<readonly OpenFile[]>(changedFiles, []);
const open = (path: string, text: string, etag: string): OpenFilesChange => ({
  kind: "open",
  path,
  text,
  etag,
});

it("opens a file once, and keeps what was typed", () => {
  const [file, ...others] = changed(
    open("a.py", "1", "v1"),
    { kind: "type", path: "a.py", text: "2" },
    open("a.py", "3", "v3"),
  );
  expect(others).toEqual([]);
  expect(file).toMatchObject({ base: "1", text: "2", etag: "v1" });
});

it("shows a clean file as it was changed elsewhere", () => {
  const [file] = changed(open("a.py", "1", "v1"), open("a.py", "3", "v3"));
  expect(file).toMatchObject({ base: "3", text: "3", etag: "v3", revision: 1 });
});

it("keeps what was typed while a file was saved", () => {
  const [file] = changed(
    open("a.py", "1", "v1"),
    { kind: "type", path: "a.py", text: "23" },
    { kind: "saved", path: "a.py", text: "2", etag: "v2" },
  );
  expect(file).toMatchObject({ base: "2", text: "23", etag: "v2" });
  expect(file && isDirty(file)).toBe(true);
});

it("follows a folder that is renamed or deleted", () => {
  const files = changed(open("a/b.py", "", "1"), open("ab.py", "", "1"), {
    kind: "renamed",
    from: "a",
    to: "c/d",
  });
  expect(files.map(({ path }) => path)).toEqual(["c/d/b.py", "ab.py"]);
  expect(changedFiles(files, { kind: "closed", path: "c" }).map(({ path }) => path)).toEqual([
    "ab.py",
  ]);
});

it("puts the files that were open before those that were opened since", () => {
  const one = { base: "", text: "", etag: "1", revision: 0 };
  const opened = changedFiles([], { kind: "open", path: "b", text: "", etag: "1" });

  const files = changedFiles(opened, {
    kind: "restored",
    files: [
      { ...one, path: "a" },
      { ...one, path: "b", text: "typed" },
    ],
  });

  expect(files.map(({ path, text }) => [path, text])).toEqual([
    ["a", ""],
    ["b", "typed"],
  ]);
});
