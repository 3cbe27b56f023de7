import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { bodyOf, platform } from "../api/client";
import type { UserView } from "../api/schema";
import { basedOn } from "../api/versions";
import type { Disposal } from "../ui/WaitingRuns";
import { changeOf, type UserDraft } from "./userDraft";
import { readUser, USERS_KEY } from "./userQueries";

/** What can be done with a user. A link that was just made is shown until it is closed. */
export function useUserChanges(user: UserView) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [link, setLink] = useState<string>();
  const path = { user: user.id };
  const refresh = () => queries.invalidateQueries({ queryKey: USERS_KEY });

  return {
    link,
    forgetLink: () => setLink(undefined),
    save: async (draft: UserDraft, version: string) => {
      const params = { path, header: basedOn(version) };
      await bodyOf(platform.PATCH("/api/users/{user}", { params, body: changeOf(user, draft) }));
      await refresh();
    },
    setActive: async (isActive: boolean, waiting: Disposal) => {
      const { version } = await readUser(user.id);
      const params = { path, header: basedOn(version), query: { waiting } };
      await bodyOf(platform.PATCH("/api/users/{user}", { params, body: { isActive } }));
      await refresh();
    },
    remove: async (waiting: Disposal) => {
      const { version } = await readUser(user.id);
      const params = { path, header: basedOn(version), query: { waiting } };
      await bodyOf(platform.DELETE("/api/users/{user}", { params }));
      await navigate({ to: "/platform/users" });
      await queries.invalidateQueries({ queryKey: [...USERS_KEY, "list"] });
    },
    makeLink: async () => {
      const made = await bodyOf(
        platform.POST("/api/users/{user}/password-link", { params: { path } }),
      );
      setLink(`${window.location.origin}/set-password#token=${made.token}`);
    },
    endSessions: async () => {
      await bodyOf(platform.DELETE("/api/users/{user}/sessions", { params: { path } }));
      await refresh();
    },
    forget: () => bodyOf(platform.DELETE("/api/users/{user}/sign-ins", { params: { path } })),
    resetFactor: () => bodyOf(platform.DELETE("/api/users/{user}/mfa", { params: { path } })),
  };
}
