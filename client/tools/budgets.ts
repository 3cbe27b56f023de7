/** Fails if a page loads more than it may: kB of JavaScript and CSS after gzip, from the manifest. */

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

interface Budget {
  page: string;
  /** The modules that are loaded one after the other until the page is shown. */
  modules: string[];
  scriptKb: number;
  styleKb: number;
}

const ENTRY = "index.html";
const SIGNED_IN = "src/app/SignedIn.tsx";
const HOME = "src/home/HomePage.tsx";
const BUDGETS: Budget[] = [
  {
    page: "sign-in",
    modules: [ENTRY],
    scriptKb: 120,
    styleKb: 45,
  },
  {
    page: "first page",
    modules: [ENTRY, SIGNED_IN, HOME, "src/home/MemberHome.tsx"],
    scriptKb: 220,
    styleKb: 45,
  },
  {
    page: "operator's home",
    modules: [ENTRY, SIGNED_IN, HOME, "src/home/OrganizationHome.tsx"],
    scriptKb: 220,
    styleKb: 45,
  },
  {
    page: "platform home",
    modules: [ENTRY, SIGNED_IN, HOME, "src/home/FleetHome.tsx"],
    scriptKb: 220,
    styleKb: 45,
  },
  {
    page: "forms",
    modules: [ENTRY, SIGNED_IN, "src/forms/FormsPage.tsx"],
    scriptKb: 220,
    styleKb: 45,
  },
  {
    page: "form runner",
    modules: [ENTRY, SIGNED_IN, "src/forms/runner/FormPage.tsx"],
    scriptKb: 260,
    styleKb: 45,
  },
  {
    page: "form builder",
    modules: [ENTRY, SIGNED_IN, "src/forms/builder/EditFormPage.tsx"],
    scriptKb: 300,
    styleKb: 45,
  },
  {
    page: "code editor",
    modules: [ENTRY, SIGNED_IN, "src/code/CodePage.tsx"],
    scriptKb: 520,
    styleKb: 45,
  },
];

const DIST = new URL("../dist/", import.meta.url);
const manifest: Record<string, Chunk> = JSON.parse(
  readFileSync(new URL(".vite/manifest.json", DIST), "utf8"),
);

function filesOf(name: string, found: Set<string>): void {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`${name} is not in the build: mend tools/budgets.ts`);
  if (found.has(chunk.file)) return;
  found.add(chunk.file);
  for (const style of chunk.css ?? []) found.add(style);
  for (const other of chunk.imports ?? []) filesOf(other, found);
}

function kilobytes(files: string[]): number {
  const sizes = files.map(
    (file) => gzipSync(readFileSync(new URL(file, DIST)), { level: 9 }).length,
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

let failed = false;
for (const { page, modules, scriptKb, styleKb } of BUDGETS) {
  const files = new Set<string>();
  for (const module of modules) filesOf(module, files);
  const scripts = kilobytes([...files].filter((file) => file.endsWith(".js")));
  const styles = kilobytes([...files].filter((file) => file.endsWith(".css")));
  const verdict = scripts > scriptKb || styles > styleKb ? "OVER BUDGET" : "ok";
  failed ||= verdict !== "ok";
  const sizes = `JS ${scripts.toFixed(1)}/${scriptKb} kB, CSS ${styles.toFixed(1)}/${styleKb} kB`;
  console.log(`${page.padEnd(15)} ${sizes} ${verdict}`);
}
if (failed) process.exit(1);
