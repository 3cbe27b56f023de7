import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { bodyOf, platform } from "../api/client";
import { type Page, pageOf } from "../api/pages";
import type { UserView } from "../api/schema";
import { versionedOf } from "../api/versions";
import type { UsersSearch } from "./usersSearch";

const PAGE = 50;

export const USERS_KEY = ["users"];

/** The users that fit the filters, page by page. */
export function usersQuery({ q, kind }: UsersSearch) {
  return infiniteQueryOptions({
    queryKey: [...USERS_KEY, "list", q ?? "", kind ?? ""],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<UserView>) => page.next,
    queryFn: ({ pageParam, signal }) =>
      pageOf(
        platform.GET("/api/users", {
          params: {
            query: {
              limit: PAGE,
              ...(q === undefined ? {} : { text: q }),
              ...(kind === undefined ? {} : { type: kind }),
              ...(pageParam === undefined ? {} : { continuationToken: pageParam }),
            },
          },
          signal,
        }),
      ),
  });
}

export function readUser(user: string) {
  return versionedOf(platform.GET("/api/users/{user}", { params: { path: { user } } }));
}

export function userQuery(user: string) {
  return queryOptions({
    queryKey: [...USERS_KEY, "one", user],
    queryFn: async () => (await readUser(user)).thing,
  });
}

export function keysQuery(user: string) {
  return queryOptions({
    queryKey: [...USERS_KEY, "one", user, "keys"],
    queryFn: ({ signal }) =>
      bodyOf(platform.GET("/api/users/{user}/keys", { params: { path: { user } }, signal })),
  });
}

export function sessionsQuery(user: string) {
  return queryOptions({
    queryKey: [...USERS_KEY, "one", user, "sessions"],
    queryFn: ({ signal }) =>
      bodyOf(platform.GET("/api/users/{user}/sessions", { params: { path: { user } }, signal })),
  });
}
