/** The files that are open in the editor, as a reducer without the outside world. */

export interface OpenFile {
  readonly path: string;
  /** The text as the server had it when it was read. */
  readonly base: string;
  readonly text: string;
  /** The version of the base; undefined for a new file. */
  readonly etag: string | undefined;
  /** Counts what came from outside: then the editor shows the text anew. */
  readonly revision: number;
}

export type OpenFilesChange =
  | { readonly kind: "open"; readonly path: string; readonly text: string; readonly etag?: string }
  | { readonly kind: "restored"; readonly files: readonly OpenFile[] }
  | { readonly kind: "type"; readonly path: string; readonly text: string }
  | { readonly kind: "saved"; readonly path: string; readonly text: string; readonly etag: string }
  | {
      readonly kind: "merged";
      readonly path: string;
      readonly base: string;
      readonly etag: string;
      readonly text: string;
    }
  | { readonly kind: "renamed"; readonly from: string; readonly to: string }
  | { readonly kind: "closed"; readonly path: string };

export function isDirty(file: OpenFile): boolean {
  return file.etag === undefined || file.text !== file.base;
}

/** The texts that are not saved, as the server takes them. */
export function draftsOf(files: readonly OpenFile[]): { path: string; content: string }[] {
  return files.filter(isDirty).map(({ path, text }) => ({ path, content: text }));
}

export function changedFiles(
  files: readonly OpenFile[],
  change: OpenFilesChange,
): readonly OpenFile[] {
  switch (change.kind) {
    case "open":
      return opened(files, change);
    case "restored": {
      const kept = new Set(change.files.map(({ path }) => path));
      return [...change.files, ...files.filter(({ path }) => !kept.has(path))];
    }
    case "closed":
      return files.filter(({ path }) => !isWithin(path, change.path));
    case "renamed":
      return files.map((file) =>
        isWithin(file.path, change.from)
          ? { ...file, path: change.to + file.path.slice(change.from.length) }
          : file,
      );
    case "type":
      return put(files, change.path, { text: change.text });
    case "saved":
      return put(files, change.path, { base: change.text, etag: change.etag });
    default: {
      const { base, etag, text, path } = change;
      const revision = (files.find((file) => file.path === path)?.revision ?? 0) + 1;
      return put(files, path, { base, etag, text, revision });
    }
  }
}

/** A file that is open already stays as it is, unless it is clean and was changed elsewhere. */
function opened(
  files: readonly OpenFile[],
  { path, text, etag }: Extract<OpenFilesChange, { kind: "open" }>,
): readonly OpenFile[] {
  const known = files.find((file) => file.path === path);
  if (known === undefined) return [...files, { path, base: text, text, etag, revision: 0 }];
  if (isDirty(known) || known.etag === etag) return files;
  return put(files, path, { base: text, text, etag, revision: known.revision + 1 });
}

function put(
  files: readonly OpenFile[],
  path: string,
  change: Partial<OpenFile>,
): readonly OpenFile[] {
  return files.map((file) => (file.path === path ? { ...file, ...change } : file));
}

/** Whether a path is another one, or below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
