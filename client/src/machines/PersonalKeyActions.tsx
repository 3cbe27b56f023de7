import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, platform } from "../api/client";
import type { PersonalKeyView } from "../api/schema";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { OWN_KEYS } from "./PersonalKeys";

interface PersonalKeyActionsProps {
  made: PersonalKeyView;
  onRotated: (rawKey: string | undefined) => void;
}

type Asking = "rotate" | "revoke";

/** Gives a personal key a new secret, or revokes it, after a question. */
export function PersonalKeyActions({ made, onRotated }: PersonalKeyActionsProps) {
  const { id, name } = made;
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Asking>();
  const path = { key_id: id };
  const done = async (rawKey?: string) => {
    setAsking(undefined);
    onRotated(rawKey);
    await queries.invalidateQueries({ queryKey: OWN_KEYS });
  };
  const rotating = useMutation({
    mutationFn: () =>
      bodyOf(platform.POST("/api/users/me/keys/{key_id}/rotate", { params: { path }, body: {} })),
    onSuccess: ({ rawKey }) => done(rawKey ?? undefined),
  });
  const revoking = useMutation({
    mutationFn: () => bodyOf(platform.DELETE("/api/users/me/keys/{key_id}", { params: { path } })),
    onSuccess: () => done(),
  });
  const acting = asking === "revoke" ? revoking : rotating;
  const words = texts.machines.keys;
  return (
    <Group gap="xs">
      <Button size="xs" aria-label={words.rotateOf(name)} onClick={() => setAsking("rotate")}>
        {words.rotate}
      </Button>
      <Button size="xs" aria-label={words.revokeOf(name)} onClick={() => setAsking("revoke")}>
        {words.revoke}
      </Button>
      <Modal
        opened={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={asking === "revoke" ? words.revokeTitle(name) : words.rotateTitle(name)}
      >
        <Stack>
          <Text>{asking === "revoke" ? words.revokeSays : words.rotateSays}</Text>
          {acting.isError ? <ProblemAlert error={acting.error} /> : null}
          <Group justify="flex-end" gap="xs">
            <Button onClick={() => setAsking(undefined)}>{texts.common.cancel}</Button>
            <Button variant="filled" loading={acting.isPending} onClick={() => acting.mutate()}>
              {asking === "revoke" ? words.revoke : words.rotate}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Group>
  );
}
