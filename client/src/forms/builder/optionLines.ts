import type { FieldOption } from "../../api/schema";

/** The choices that pasted lines name: `label`, or `value = label`. */
export function optionsIn(lines: string): FieldOption[] {
  const found = lines.split("\n").map((line) => line.trim());
  return found.filter((line) => line !== "").map(optionOf);
}

function optionOf(line: string): FieldOption {
  const at = line.indexOf("=");
  if (at <= 0) return { label: line, value: line };
  const value = line.slice(0, at).trim();
  return { label: line.slice(at + 1).trim() || value, value };
}
