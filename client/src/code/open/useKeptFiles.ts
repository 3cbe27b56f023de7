import { useQueryClient } from "@tanstack/react-query";
import { type Dispatch, useEffect, useState } from "react";
import { fileQuery } from "../codeQueries";
import type { OpenFile, OpenFilesChange } from "../openFiles";
import { keepFiles, keptPaths, keptText } from "./keptFiles";

/** Opens the files that were open before the page was loaded again, and keeps those that are. */
export function useKeptFiles(files: readonly OpenFile[], change: Dispatch<OpenFilesChange>): void {
  const queries = useQueryClient();
  const [paths] = useState(keptPaths);
  const [isRestored, setIsRestored] = useState(paths.length === 0);

  useEffect(() => {
    if (isRestored) return;
    let isOver = false;
    // A file that is gone, or is no text, is not opened again.
    const reading = paths.map((path) => queries.fetchQuery(fileQuery(path)).catch(() => undefined));
    void Promise.all(reading).then((found) => {
      if (isOver) return;
      const read = found.filter((one) => one?.encoding === "utf-8");
      const restored = read.flatMap((one) =>
        one === undefined ? [] : [restoredFile(one.path, one.content, one.etag)],
      );
      change({ kind: "restored", files: restored });
      setIsRestored(true);
    });
    return () => {
      isOver = true;
    };
  }, [isRestored, paths, queries, change]);

  useEffect(() => {
    if (isRestored) keepFiles(files);
  }, [isRestored, files]);
}

/** As it is by now, or as it was typed: then a conflict with a newer version shows at its save. */
function restoredFile(path: string, content: string, etag: string): OpenFile {
  const kept = keptText(path);
  if (kept === undefined) return { path, base: content, text: content, etag, revision: 0 };
  return { path, ...kept, revision: 1 };
}
