import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";

/** Completes names of `bifrost` after `from bifrost import` and after `bifrost.`. */
export async function completeBifrost(
  context: CompletionContext,
): Promise<CompletionResult | null> {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const found = /^\s*from bifrost import (?:[\w, ]*, *)?(\w*)$|\b(bifrost|\w+)\.(\w*)$/.exec(
    before,
  );
  if (found === null) return null;
  const { default: NAMES } = await import("./bifrostNames.json");
  const word = found[1] ?? found[3] ?? "";
  const owner = found[1] === undefined ? (found[2] ?? "") : "bifrost";
  const names =
    owner === "bifrost" ? NAMES.filter(({ name }) => !name.includes(".")) : membersOf(owner, NAMES);
  if (names.length === 0) return null;
  return {
    from: context.pos - word.length,
    options: names.map(({ name, kind, detail, says }) => ({
      label: name.slice(name.indexOf(".") + 1),
      type: kind,
      detail,
      info: says,
    })),
    validFor: /^\w*$/,
  };
}

interface Named {
  readonly name: string;
}

function membersOf<T extends Named>(owner: string, names: readonly T[]): T[] {
  return names.filter(({ name }) => name.startsWith(`${owner}.`));
}
