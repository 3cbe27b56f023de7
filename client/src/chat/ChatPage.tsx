import { Stack, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Page } from "../ui/Page";
import classes from "./Chat.module.css";
import { Composer } from "./Composer";
import { ConversationList } from "./ConversationList";
import { useCreateConversation, useSay } from "./chatQueries";
import type { Written } from "./useComposer";

const words = texts.chat;

/** One's conversations, and the beginning of another one. */
export function ChatPage() {
  const scope = useScope();
  const navigate = useNavigate();
  const create = useCreateConversation(scope);
  const say = useSay(scope);

  async function begin(written: Written) {
    const { id } = await create.mutateAsync();
    await say.mutateAsync({ id, ...written });
    await navigate({
      to: "/o/$organization/chat/$conversationId",
      params: { organization: scope, conversationId: id },
    });
  }

  return (
    <Page title={words.title} says={words.says}>
      <div className={classes.frame}>
        <ConversationList scope={scope} />
        <Stack gap="xs">
          <Composer scope={scope} onSend={begin} />
          <Text c="dimmed" size="sm">
            {words.private}
          </Text>
        </Stack>
      </div>
    </Page>
  );
}
