/** Completes the build: adds the site's configuration, and compressed variants of what is text. */

import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const CONFIGURATION = fileURLToPath(
  new URL("../../infra/staticwebapp.config.json", import.meta.url),
);
const TEXT = /\.(html|js|css|svg|json|txt)$/;
const WORTH_IT = 1000;

function compress(file: string): void {
  const content = readFileSync(file);
  if (content.length < WORTH_IT) return;
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(content));
}

for (const entry of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && TEXT.test(entry.name)) compress(`${entry.parentPath}/${entry.name}`);
}
copyFileSync(CONFIGURATION, `${DIST}staticwebapp.config.json`);
