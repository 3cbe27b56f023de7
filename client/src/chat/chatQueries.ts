import {
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { answerOf, bodyOf, inScope } from "../api/client";
import { type Page, pageOf } from "../api/pages";
import type { ConversationSummary, MessageWrite } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";

const PAGE = 50;

export function chatKey(scope: Scope) {
  return [scope, "chat"] as const;
}

export function conversationKey(scope: Scope, id: string) {
  return [scope, "chat", "conversation", id] as const;
}

export function useConversations(scope: Scope) {
  return useInfiniteQuery({
    queryKey: [scope, "chat", "list"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      pageOf(
        inScope(scope).GET("/api/chat/conversations", {
          params: {
            query: {
              limit: PAGE,
              ...(pageParam === undefined ? {} : { continuationToken: pageParam }),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: (page: Page<ConversationSummary>) => page.next,
  });
}

export function useConversation(scope: Scope, id: string) {
  return useQuery({
    queryKey: conversationKey(scope, id),
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/chat/conversations/{conversation_id}", {
          params: { path: { conversation_id: id } },
          signal,
        }),
      ),
  });
}

/** The agents that one may ask. */
export function agentsQuery(scope: Scope) {
  return queryOptions({
    queryKey: [scope, "agents", "usable"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/agents", { signal })),
  });
}

export function useCreateConversation(scope: Scope) {
  return useMutation({
    mutationFn: () => bodyOf(inScope(scope).POST("/api/chat/conversations", { body: {} })),
  });
}

/** Says something in a conversation, with files that are attached first. */
export function useSay(scope: Scope) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, files, ...said }: Saying) => {
      const attachmentIds: string[] = [];
      for (const file of files) attachmentIds.push((await attach(scope, id, file)).id);
      return bodyOf(
        inScope(scope).POST("/api/chat/conversations/{conversation_id}/messages", {
          params: { path: { conversation_id: id } },
          body: { ...said, attachmentIds },
        }),
      );
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: chatKey(scope) }),
  });
}

export interface Saying extends Omit<MessageWrite, "attachmentIds"> {
  id: string;
  files: readonly File[];
}

function attach(scope: Scope, id: string, file: File) {
  return bodyOf(
    inScope(scope).POST("/api/chat/conversations/{conversation_id}/attachments", {
      params: { path: { conversation_id: id }, query: { name: file.name } },
      headers: { "Content-Type": "application/octet-stream" },
      body: file as unknown as string,
      bodySerializer: (content: unknown) => content as File,
    }),
  );
}

/** What is done to one conversation. */
export function useConversationChanges(scope: Scope, id: string) {
  const queries = useQueryClient();
  const api = inScope(scope);
  const path = { conversation_id: id };
  const onSuccess = () => queries.invalidateQueries({ queryKey: chatKey(scope) });
  const update = useMutation({
    mutationFn: (body: { title?: string; leafId?: string }) =>
      bodyOf(api.PATCH("/api/chat/conversations/{conversation_id}", { params: { path }, body })),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: () =>
      answerOf(api.DELETE("/api/chat/conversations/{conversation_id}", { params: { path } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: [scope, "chat", "list"] }),
  });
  const retry = useMutation({
    mutationFn: (message: string) =>
      bodyOf(
        api.POST("/api/chat/conversations/{conversation_id}/messages/{message_id}/retry", {
          params: { path: { ...path, message_id: message } },
        }),
      ),
    onSuccess,
  });
  const stop = useMutation({
    mutationFn: (turn: string) =>
      bodyOf(
        api.POST("/api/chat/conversations/{conversation_id}/turns/{turn_id}/stop", {
          params: { path: { ...path, turn_id: turn } },
        }),
      ),
    onSuccess,
  });
  return { update, remove, retry, stop };
}

export function useApproval(scope: Scope, id: string) {
  return useQuery({
    queryKey: [scope, "chat", "approval", id],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/approvals/{approval_id}", {
          params: { path: { approval_id: id } },
          signal,
        }),
      ),
  });
}

export function useDecision(scope: Scope, id: string) {
  const queries = useQueryClient();
  const params = { path: { approval_id: id } };
  return useMutation({
    mutationFn: ({ digest, words }: { digest?: string; words: string }) =>
      digest === undefined
        ? bodyOf(
            inScope(scope).POST("/api/approvals/{approval_id}/deny", { params, body: { words } }),
          )
        : bodyOf(
            inScope(scope).POST("/api/approvals/{approval_id}/approve", {
              params,
              body: { digest, words },
            }),
          ),
    onSettled: () => queries.invalidateQueries({ queryKey: [scope, "chat", "approval", id] }),
  });
}

export function useAnswer(scope: Scope, id: string) {
  return useMutation({
    mutationFn: (words: string) =>
      bodyOf(
        inScope(scope).POST("/api/agent-questions/{question_id}/answer", {
          params: { path: { question_id: id } },
          body: { words },
        }),
      ),
  });
}

/** Has a model name a conversation; without one its first words stay. */
export async function giveTitle(scope: Scope, id: string): Promise<void> {
  const params = { path: { conversation_id: id } };
  try {
    await bodyOf(
      inScope(scope).POST("/api/chat/conversations/{conversation_id}/title", { params }),
    );
  } catch {
    // The first words stay.
  }
}

/** Gives secret values; the cache of mutations keeps none of them. */
export function useSecrets(scope: Scope, id: string) {
  return useMutation({
    gcTime: 0,
    mutationFn: (values: Record<string, string>) =>
      bodyOf(
        inScope(scope).POST("/api/agent-questions/{question_id}/answer", {
          params: { path: { question_id: id } },
          body: { values },
        }),
      ),
  });
}

export function useRefusal(scope: Scope, id: string) {
  const answer = useAnswer(scope, id);
  return { ...answer, mutate: () => answer.mutate(texts.chat.secretsRefusal) };
}

/** What an agent remembers of the caller. */
export function useMemory(scope: Scope, agentId: string) {
  return useQuery({
    queryKey: [scope, "chat", "memory", agentId],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/agents/{agent_id}/memory", {
          params: { path: { agent_id: agentId } },
          signal,
        }),
      ),
  });
}

export function useForget(scope: Scope, agentId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (fact: string) =>
      answerOf(
        inScope(scope).DELETE("/api/agents/{agent_id}/memory/{fact_id}", {
          params: { path: { agent_id: agentId, fact_id: fact } },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: [scope, "chat", "memory", agentId] }),
  });
}

export function useDocument(scope: Scope, namespace: string, document: string) {
  return useQuery({
    queryKey: [scope, "knowledge", namespace, "document", document],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/knowledge-sources/{namespace}/documents/{document_id}", {
          params: { path: { namespace, document_id: document } },
          signal,
        }),
      ),
  });
}
