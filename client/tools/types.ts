/**
 * Writes src/api/schema.ts from docs/openapi.json; with --check, fails if the file differs.
 *
 * The API sends every property of an answer, also one that has its default, but accepts requests
 * without them. The document describes both by one schema, so properties with a default are made
 * required here in the schemas that occur in answers only.
 */

import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
interface JsonObject {
  [name: string]: Json;
}

const DOCUMENT = new URL("../../docs/openapi.json", import.meta.url);
const TARGET = new URL("../src/api/schema.ts", import.meta.url);
const HEAD = "// Generated from docs/openapi.json: npm run types\n\n";
// An error omits what it does not have.
const SPARSE = new Set(["Problem", "ProblemDetail"]);

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The names of all schemas that `value` refers to, directly or through others. */
function reachable(
  value: Json | undefined,
  schemas: JsonObject,
  found = new Set<string>(),
): Set<string> {
  if (Array.isArray(value)) {
    for (const item of value) reachable(item, schemas, found);
  } else if (isObject(value)) {
    const name = typeof value.$ref === "string" ? value.$ref.split("/").at(-1) : undefined;
    if (name !== undefined && !found.has(name)) {
      found.add(name);
      reachable(schemas[name], schemas, found);
    }
    for (const item of Object.values(value)) reachable(item, schemas, found);
  }
  return found;
}

function operations(document: JsonObject): JsonObject[] {
  const paths = isObject(document.paths) ? Object.values(document.paths) : [];
  return paths.flatMap((path) => (isObject(path) ? Object.values(path) : [])).filter(isObject);
}

function requireDefaults(schema: Json | undefined): void {
  if (!isObject(schema) || !isObject(schema.properties)) return;
  const required = Array.isArray(schema.required) ? schema.required : [];
  const defaulted = Object.entries(schema.properties)
    .filter(([, property]) => isObject(property) && "default" in property)
    .map(([name]) => name);
  schema.required = [...new Set([...required, ...defaulted])];
}

function describeAnswers(document: JsonObject): void {
  const components = document.components;
  if (!isObject(components) || !isObject(components.schemas)) return;
  const { schemas } = components;
  const sent = reachable(
    operations(document).map((operation) => operation.requestBody ?? null),
    schemas,
  );
  for (const [name, schema] of Object.entries(schemas)) {
    if (!sent.has(name) && !SPARSE.has(name)) requireDefaults(schema);
  }
}

async function generate(): Promise<string> {
  const document = JSON.parse(readFileSync(DOCUMENT, "utf8")) as JsonObject;
  describeAnswers(document);
  const ast = await openapiTS(document as unknown as OpenAPI3, {
    alphabetize: true,
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
  });
  return HEAD + astToString(ast);
}

const text = await generate();
if (!process.argv.includes("--check")) {
  writeFileSync(TARGET, text);
} else if (readFileSync(TARGET, "utf8") !== text) {
  console.error(
    "src/api/schema.ts is not made from docs/openapi.json: run npm run types in client/",
  );
  process.exit(1);
}
