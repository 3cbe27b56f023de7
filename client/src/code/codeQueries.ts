import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { answerOf, bodyOf, platform } from "../api/client";
import { everyItem, pageOf } from "../api/pages";
import { ApiProblem } from "../api/problems";
import type { FileContent } from "../api/schema";
import { basedOn } from "../api/versions";

export const CODE_KEY = "code";

/** The files and folders of a folder, folders first. */
export function useFolder(path: string, isOpen: boolean) {
  return useQuery({
    queryKey: [CODE_KEY, "folder", path],
    enabled: isOpen,
    queryFn: ({ signal }) =>
      everyItem((token) =>
        pageOf(
          platform.GET("/api/editor/files", {
            params: {
              query: token === undefined ? { path } : { path, continuationToken: token },
            },
            signal,
          }),
        ),
      ),
    select: (found) => [
      ...found.filter(({ type }) => type === "folder"),
      ...found.filter(({ type }) => type === "file"),
    ],
  });
}

export function fileQuery(path: string) {
  return queryOptions({
    queryKey: [CODE_KEY, "file", path],
    queryFn: ({ signal }) => readFile(path, signal),
  });
}

export function readFile(path: string, signal?: AbortSignal): Promise<FileContent> {
  const query = { path };
  return bodyOf(
    platform.GET("/api/editor/files/content", {
      params: { query },
      ...(signal ? { signal } : {}),
    }),
  );
}

/** What is wrong with a file of Python, as it is typed. */
export function useFileCheck(path: string | undefined, content: string) {
  return useQuery({
    queryKey: [CODE_KEY, "check", path, content],
    enabled: path?.endsWith(".py") ?? false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      bodyOf(
        platform.POST("/api/workflows/validate", { body: { path: path ?? "", content }, signal }),
      ),
  });
}

/** Somebody else wrote the file since it was read. */
export class FileConflict extends Error {
  override readonly name = "FileConflict";
  readonly theirs: FileContent;

  constructor(theirs: FileContent) {
    super("the file was changed meanwhile");
    this.theirs = theirs;
  }
}

interface ToWrite {
  readonly path: string;
  readonly content: string;
  /** The version that the content was made from; undefined for a new file. */
  readonly etag: string | undefined;
}

/** A folder has no version, and neither has a file that nobody read. */
function headerOf(etag: string | undefined) {
  return etag === undefined ? {} : { header: basedOn(`"${etag}"`) };
}

/** What is done to files; each tells the tree to ask again. */
export function useFileChanges() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: [CODE_KEY, "folder"] });
  const write = useMutation({
    mutationFn: async ({ path, content, etag }: ToWrite) => {
      try {
        return await bodyOf(
          platform.PUT("/api/editor/files/content", {
            params: {
              header: etag === undefined ? { "If-None-Match": "*" } : basedOn(`"${etag}"`),
            },
            body: { path, content, encoding: "utf-8" },
          }),
        );
      } catch (error) {
        const isRace = error instanceof ApiProblem && [409, 412].includes(error.status);
        if (!isRace) throw error;
        throw new FileConflict(await readFile(path));
      }
    },
    onSuccess,
  });
  const makeFolder = useMutation({
    mutationFn: (path: string) =>
      bodyOf(platform.POST("/api/editor/folder", { params: { query: { path } } })),
    onSuccess,
  });
  const rename = useMutation({
    mutationFn: ({ from, to, etag }: { from: string; to: string; etag: string | undefined }) =>
      bodyOf(
        platform.PUT("/api/editor/path/rename", {
          params: { query: { oldPath: from, newPath: to }, ...headerOf(etag) },
        }),
      ),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: ({ path, etag }: { path: string; etag: string | undefined }) =>
      answerOf(
        platform.DELETE("/api/editor/path", { params: { query: { path }, ...headerOf(etag) } }),
      ),
    onSuccess,
  });
  return { write, makeFolder, rename, remove };
}
