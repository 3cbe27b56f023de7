import { Stack } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useNews, useReread } from "../api/news";
import type { ExecutionSummary } from "../api/schema";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { LinkButton } from "../ui/LinkButton";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { TextLink } from "../ui/TextLink";
import classes from "./Chat.module.css";
import { ConversationActions } from "./ConversationActions";
import { ConversationList } from "./ConversationList";
import { ConversationPane } from "./ConversationPane";
import { conversationKey, useConversation } from "./chatQueries";

const words = texts.chat;
const AGENT = "ai-agent";

/** A conversation: what was said, what is being said, and what to say next. */
export function ConversationPage() {
  const scope = useScope();
  const { conversationId } = useParams({ from: "/o/$organization/chat/$conversationId" });
  const found = useConversation(scope, conversationId);
  const reread = useReread(scope);
  // Another tab, or an approval elsewhere, may have begun or ended a turn.
  useNews(scope, "executions", ({ item }) => {
    const run = item as ExecutionSummary | undefined;
    if (run?.workflowName === AGENT) reread(conversationKey(scope, conversationId));
  });
  return (
    <Page
      title={found.data?.title ?? words.title}
      action={
        found.data === undefined ? null : (
          <ConversationActions scope={scope} conversation={found.data} />
        )
      }
    >
      <TextLink
        className={classes.back}
        to="/o/$organization/chat"
        params={{ organization: scope }}
      >
        {words.all}
      </TextLink>
      <div className={classes.frame}>
        <div className={classes.side}>
          <LinkButton to="/o/$organization/chat" params={{ organization: scope }} mb="xs">
            {words.begin}
          </LinkButton>
          <ConversationList scope={scope} />
        </div>
        <Stack>
          <Loaded query={found}>
            {(conversation) => (
              <ConversationPane key={conversation.id} scope={scope} conversation={conversation} />
            )}
          </Loaded>
        </Stack>
      </div>
    </Page>
  );
}
