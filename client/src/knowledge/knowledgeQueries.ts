import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, bodyOf, inScope } from "../api/client";
import { type Page, pageOf } from "../api/pages";
import type { DocumentImport, DocumentView, SourceCreate } from "../api/schema";
import type { Scope } from "../api/scope";
import { basedOn, versionedOf } from "../api/versions";

const PAGE = 50;
/** How often documents are asked for while one of them is being indexed. */
const INDEXING_MS = 2000;

export function useSources(scope: Scope) {
  return useQuery({
    queryKey: [scope, "knowledge"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/knowledge-sources", { signal })),
  });
}

export function useSource(scope: Scope, namespace: string) {
  return useQuery({
    queryKey: [scope, "knowledge", namespace],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/knowledge-sources/{namespace}", {
          params: { path: { namespace } },
          signal,
        }),
      ),
  });
}

/** A source with its version, which an edit is based on. */
export function readSource(scope: Scope, namespace: string) {
  return versionedOf(
    inScope(scope).GET("/api/knowledge-sources/{namespace}", { params: { path: { namespace } } }),
  );
}

export function useDocuments(scope: Scope, namespace: string) {
  return useInfiniteQuery({
    queryKey: [scope, "knowledge", namespace, "documents"],
    initialPageParam: undefined as string | undefined,
    refetchInterval: ({ state }) => (isUnderWay(state.data?.pages) ? INDEXING_MS : false),
    queryFn: ({ signal, pageParam }) =>
      pageOf(
        inScope(scope).GET("/api/knowledge-sources/{namespace}/documents", {
          params: {
            path: { namespace },
            query: {
              limit: PAGE,
              ...(pageParam === undefined ? {} : { continuationToken: pageParam }),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: (page: Page<DocumentView>) => page.next,
  });
}

function isUnderWay(pages: readonly Page<DocumentView>[] | undefined): boolean {
  return (pages ?? []).some(({ items }) =>
    items.some(({ state }) => state === "waiting" || state === "indexing"),
  );
}

export function useCreateSource(scope: Scope) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: SourceCreate) =>
      bodyOf(inScope(scope).POST("/api/knowledge-sources", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: [scope, "knowledge"] }),
  });
}

/** What is done to one source; each tells the lists to ask again. */
export function useSourceChanges(scope: Scope, namespace: string) {
  const queries = useQueryClient();
  const api = inScope(scope);
  const params = { path: { namespace } };
  const onSuccess = () => queries.invalidateQueries({ queryKey: [scope, "knowledge"] });
  const upload = useMutation({
    mutationFn: (file: File) =>
      bodyOf(
        api.POST("/api/knowledge-sources/{namespace}/documents", {
          params: { ...params, query: { name: file.name } },
          headers: { "Content-Type": "application/octet-stream" },
          body: file as unknown as string,
          bodySerializer: (content: unknown) => content as File,
        }),
      ),
    onSuccess,
  });
  const take = useMutation({
    mutationFn: (body: DocumentImport) =>
      bodyOf(api.POST("/api/knowledge-sources/{namespace}/imports", { params, body })),
    onSuccess,
  });
  const forget = useMutation({
    mutationFn: (document: string) =>
      answerOf(
        api.DELETE("/api/knowledge-sources/{namespace}/documents/{document_id}", {
          params: { path: { namespace, document_id: document } },
        }),
      ),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (version: string) =>
      answerOf(
        api.DELETE("/api/knowledge-sources/{namespace}", {
          params: { ...params, header: basedOn(version) },
        }),
      ),
    onSuccess,
  });
  const reindex = useMutation({
    mutationFn: () => bodyOf(api.POST("/api/knowledge-sources/{namespace}/reindex", { params })),
    onSuccess,
  });
  return { upload, take, forget, remove, reindex };
}

export function useSearch(scope: Scope) {
  return useMutation({
    mutationFn: (query: string) =>
      bodyOf(inScope(scope).POST("/api/knowledge/search", { body: { query } })),
  });
}
