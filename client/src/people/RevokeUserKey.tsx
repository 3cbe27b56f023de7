import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { bodyOf, platform } from "../api/client";
import type { PersonalKeyView } from "../api/schema";
import * as texts from "../texts/texts";
import { PlatformConfirm } from "./PlatformConfirm";
import { keysQuery } from "./userQueries";

interface RevokeUserKeyProps {
  userId: string;
  made: PersonalKeyView;
}

/** Revokes a personal key of a user, after a question. */
export function RevokeUserKey({ userId, made }: RevokeUserKeyProps) {
  const queries = useQueryClient();
  const [isAsking, asking] = useDisclosure();

  async function revoke() {
    const path = { user: userId, key_id: made.id };
    await bodyOf(platform.DELETE("/api/users/{user}/keys/{key_id}", { params: { path } }));
    await queries.invalidateQueries({ queryKey: keysQuery(userId).queryKey });
  }

  return (
    <>
      <Button size="xs" aria-label={texts.people.revokeKeyOf(made.name)} onClick={asking.open}>
        {texts.people.revokeKey}
      </Button>
      {isAsking ? (
        <PlatformConfirm
          title={texts.people.revokeKeyTitle(made.name)}
          verb={texts.people.revokeKey}
          says={texts.people.revokeKeySays}
          danger
          onConfirm={revoke}
          onClose={asking.close}
        />
      ) : null}
    </>
  );
}
