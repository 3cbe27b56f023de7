import { useQuery } from "@tanstack/react-query";
import { useEffect, useReducer } from "react";
import { fileQuery } from "./codeQueries";
import { useKeptFiles } from "./open/useKeptFiles";
import { changedFiles, type OpenFile } from "./openFiles";

const NONE: readonly OpenFile[] = [];

/** The open files; the one of the address is read and opened. */
export function useOpenFiles(path: string | undefined) {
  const [files, change] = useReducer(changedFiles, NONE);
  const read = useQuery({ ...fileQuery(path ?? ""), enabled: path !== undefined });
  const { data } = read;
  useKeptFiles(files, change);

  // The files are kept while the address leads to others: they are no answer of the server any more.
  useEffect(() => {
    if (data === undefined || data.encoding !== "utf-8") return;
    change({ kind: "open", path: data.path, text: data.content, etag: data.etag });
  }, [data]);

  return {
    files,
    change,
    file: files.find((one) => one.path === path),
    error: read.error,
    isBinary: data?.encoding === "base64",
  };
}
