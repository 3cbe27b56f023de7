import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { bodyOf, platform } from "../../api/client";
import { everyItem, pageOf } from "../../api/pages";
import { CODE_KEY } from "../codeQueries";

/** The versions of a file, newest first. */
export function useFileVersions(path: string) {
  return useQuery({
    queryKey: [CODE_KEY, "versions", path],
    queryFn: ({ signal }) =>
      bodyOf(platform.GET("/api/editor/files/versions", { params: { query: { path } }, signal })),
  });
}

/** The content of one version, which never changes. */
export function useVersionContent(path: string, version: string) {
  return useQuery({
    queryKey: [CODE_KEY, "version", path, version],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      bodyOf(
        platform.GET("/api/editor/files/versions/content", {
          params: { query: { path, version } },
          signal,
        }),
      ),
  });
}

/** The files that were deleted here, the last one first. */
export function useDeletedFiles() {
  return useQuery({
    queryKey: [CODE_KEY, "deleted"],
    queryFn: ({ signal }) =>
      everyItem((token) =>
        pageOf(
          platform.GET("/api/editor/files/deleted", {
            params: { query: token === undefined ? {} : { continuationToken: token } },
            signal,
          }),
        ),
      ),
    select: (found) => found.toSorted((one, other) => (one.deletedAt < other.deletedAt ? 1 : -1)),
  });
}

/** Makes an earlier version the newest one; with an ETag only over what has it. */
export function useRestore(path: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ version, etag }: { version: string; etag: string | undefined }) =>
      bodyOf(
        platform.POST("/api/editor/files/versions/restore", {
          body: { path, version, ...(etag === undefined ? {} : { expectedEtag: etag }) },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: [CODE_KEY] }),
  });
}
