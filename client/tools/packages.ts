/** The packages that are built into the client, with their licences, for the page about it. */

import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

interface Package {
  name: string;
  version: string;
  licence: string;
  text: string;
}

const ROOT = new URL("../", import.meta.url);
const VIRTUAL = "virtual:packages";
const RESOLVED = `\0${VIRTUAL}`;
const NOTICES = "third-party-notices.txt";

interface Lock {
  packages: Record<string, { dev?: boolean; optional?: boolean }>;
}

/** What the lockfile names for the browser, without what only develops or builds. */
function builtIn(): Package[] {
  const lock: Lock = JSON.parse(readFileSync(new URL("package-lock.json", ROOT), "utf8"));
  return Object.entries(lock.packages)
    .filter(([place, { dev, optional }]) => place !== "" && !dev && !optional)
    .map(([place]) => packageAt(place))
    .filter(({ name }) => !name.startsWith("@types/"))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function packageAt(place: string): Package {
  const folder = new URL(`${place}/`, ROOT);
  const { name, version, license } = JSON.parse(
    readFileSync(new URL("package.json", folder), "utf8"),
  );
  if (typeof license !== "string") throw new Error(`${name} states no licence: look at it first`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? "" : readFileSync(new URL(file, folder), "utf8").trim();
  return { name, version, licence: license, text };
}

/** The full texts, as the licences ask to keep them. */
function notices(packages: readonly Package[]): string {
  const parts = packages.map(
    ({ name, version, licence, text }) =>
      `${name} ${version}\n${licence}\n\n${text || "The package has no text of its licence."}\n`,
  );
  return `The web client of Bifrost contains these packages.\n\n${parts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

/** Gives `virtual:packages` to the client, and writes the texts of the licences beside it. */
export function packages(): Plugin {
  return {
    name: "packages",
    resolveId: (id) => (id === VIRTUAL ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined;
      const listed = builtIn().map(({ name, version, licence }) => ({ name, version, licence }));
      return `export const packages = ${JSON.stringify(listed)};`;
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: NOTICES, source: notices(builtIn()) });
    },
  };
}
