import { Button, Menu, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import type { ConversationView } from "../api/schema";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { download } from "../ui/download";
import { agentOf } from "./agentOf";
import { useConversationChanges } from "./chatQueries";
import { MemoryDialog } from "./MemoryDialog";
import { RenameDialog } from "./RenameDialog";

interface ConversationActionsProps {
  scope: Scope;
  conversation: ConversationView;
}

const words = texts.chat;

/** Renames, downloads and deletes a conversation. */
export function ConversationActions({ scope, conversation }: ConversationActionsProps) {
  const { id, title } = conversation;
  const agent = agentOf(conversation);
  const { remove } = useConversationChanges(scope, id);
  const organization = useOrganization(scope);
  const navigate = useNavigate();
  const [asks, setAsks] = useState<"rename" | "memory" | "remove">();

  async function save() {
    const text = await bodyOf(
      inScope(scope).GET("/api/chat/conversations/{conversation_id}/export", {
        params: { path: { conversation_id: id }, query: { form: "markdown" } },
        parseAs: "text",
      }),
    );
    download("conversation.md", String(text), "text/markdown");
  }

  async function discard() {
    await remove.mutateAsync();
    await navigate({ to: "/o/$organization/chat", params: { organization: scope } });
  }

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button aria-label={words.actions}>{words.actionsShort}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsks("rename")}>{words.rename}</Menu.Item>
          {agent === undefined ? null : (
            <Menu.Item onClick={() => setAsks("memory")}>{words.memory}</Menu.Item>
          )}
          <Menu.Item onClick={() => void save()}>{words.exportIt}</Menu.Item>
          <Menu.Item onClick={() => setAsks("remove")}>{words.remove}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asks === "rename" ? (
        <RenameDialog scope={scope} id={id} title={title} onClose={() => setAsks(undefined)} />
      ) : null}
      {asks === "memory" && agent !== undefined ? (
        <MemoryDialog scope={scope} agentId={agent.id} onClose={() => setAsks(undefined)} />
      ) : null}
      <ConfirmDialog
        opened={asks === "remove"}
        title={words.removeTitle}
        organization={organization}
        verb={words.removeVerb}
        danger
        onConfirm={discard}
        onClose={() => setAsks(undefined)}
      >
        <Text>{words.removeSays}</Text>
      </ConfirmDialog>
    </>
  );
}
