import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const SRC = join(import.meta.dirname, "..", "src");
const MANTINE = join(SRC, "..", "node_modules", "@mantine", "core", "styles");

interface Source {
  name: string;
  text: string;
}

const sources: Source[] = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((file) => !file.endsWith("schema.ts"))
  .map((file) => ({ name: relative(SRC, file), text: readFileSync(file, "utf8") }));

test("one file writes the organization's header", () => {
  const writers = sources.filter(({ text }) => text.includes('"X-Organization-Id"'));
  expect(writers.map(({ name }) => name)).toEqual(["api/client.ts"]);
});

test("no file has over 300 lines", () => {
  const long = sources.filter(({ text }) => text.split("\n").length > 300);
  expect(long.map(({ name }) => name)).toEqual([]);
});

test("a file has one component, which is named as the file", () => {
  const wrong = sources
    .filter(({ name, text }) => name.endsWith(".tsx") && !text.includes("= createLink("))
    .filter(({ name, text }) => {
      const components = [...text.matchAll(/^(?:export )?(?:function|class) ([A-Z]\w*)/gm)];
      const file = name.split("/").at(-1)?.replace(".tsx", "");
      return components.length > 1 || components.some(([, component]) => component !== file);
    });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test("colours and shadows are in the theme only", () => {
  const styles = readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(css|tsx)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const coloured = styles.filter((file) =>
    /#[0-9a-f]{3,8}\b(?!;?\()|rgba?\(|hsla?\(/i.test(
      readFileSync(file, "utf8").replace(/href="#\w+"/g, ""),
    ),
  );
  expect(coloured.map((file) => relative(SRC, file))).toEqual([]);
});

test("every component of Mantine that is used has its styles", () => {
  const imported = sources.flatMap(({ text }) =>
    [...text.matchAll(/import \{([^}]*)\} from "@mantine\/core"/g)].flatMap(([, names = ""]) =>
      names.split(",").map((name) => name.trim()),
    ),
  );
  const available = new Set(readdirSync(MANTINE));
  const listed = readFileSync(join(SRC, "app", "styles.ts"), "utf8");
  const missing = [...new Set(imported)].filter(
    (name) => available.has(`${name}.css`) && !listed.includes(`/styles/${name}.css`),
  );
  expect(missing).toEqual([]);
});
