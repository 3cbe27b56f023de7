import type { Extension } from "@codemirror/state";

/** The grammar of a file, by its suffix; each is loaded when the first such file is opened. */
export async function languageOf(path: string): Promise<Extension> {
  switch (path.slice(path.lastIndexOf(".") + 1).toLowerCase()) {
    case "py":
      return (await import("@codemirror/lang-python")).python();
    case "json":
      return (await import("@codemirror/lang-json")).json();
    case "md":
      return (await import("@codemirror/lang-markdown")).markdown();
    default:
      return [];
  }
}
