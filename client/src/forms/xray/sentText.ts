import type { FormField } from "../../api/schema";
import type { Values } from "../answers/formState";

/** What a form would send, as JSON; a secret is dots. */
export function sentText(fields: readonly FormField[], values: Values): string {
  const secrets = new Set(fields.filter(({ secret }) => secret).map(({ name }) => name));
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    secrets.has(name) ? "••••••" : value,
  ]);
  return JSON.stringify(Object.fromEntries(shown), null, 2);
}
