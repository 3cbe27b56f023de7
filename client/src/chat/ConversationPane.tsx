import { Stack } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { ConversationView } from "../api/schema";
import type { Scope } from "../api/scope";
import { ProblemAlert } from "../ui/ProblemAlert";
import { Answer } from "./Answer";
import { agentOf } from "./agentOf";
import { branchTo, leafBelow, type Shown } from "./branches";
import classes from "./Chat.module.css";
import { Composer } from "./Composer";
import { useConversationChanges, useSay } from "./chatQueries";
import { QuestionView } from "./QuestionView";
import { useStickToBottom } from "./useStickToBottom";
import { useTitle } from "./useTitle";

interface ConversationPaneProps {
  scope: Scope;
  conversation: ConversationView;
}

/** The branch that is shown, the answer under way, and where one goes on. */
export function ConversationPane({ scope, conversation }: ConversationPaneProps) {
  const { id, messages, leafId, turn } = conversation;
  const say = useSay(scope);
  useTitle(scope, conversation);
  const { update, retry, stop } = useConversationChanges(scope, id);
  const [content, end] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)];
  useStickToBottom(content, end);
  const count = messages.length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is where one reads on
  useEffect(() => {
    end.current?.scrollIntoView({ block: "nearest" });
  }, [count]);

  const changed = [retry, stop, update].find(({ isError }) => isError);

  function versions({ message, versions: all }: Shown) {
    return {
      at: all.indexOf(message) + 1,
      all: all.length,
      isDisabled: turn !== null,
      onShow: (step: number) => {
        const other = all[all.indexOf(message) + step];
        if (other !== undefined) update.mutate({ leafId: leafBelow(messages, other.id) });
      },
    };
  }

  function message(shown: Shown) {
    const { message: one } = shown;
    return one.role === "user" ? (
      <QuestionView
        key={one.id}
        message={one}
        versions={versions(shown)}
        onEdit={(text) =>
          say.mutateAsync({ id, text, files: [], isBranch: true, parentId: one.parentId })
        }
      />
    ) : (
      <Answer
        key={one.id}
        scope={scope}
        conversationId={id}
        id={one.id}
        agentName={one.agentName}
        stored={{
          message: one,
          versions: versions(shown),
          onRetry: () => retry.mutate(one.parentId ?? ""),
        }}
      />
    );
  }

  return (
    <Stack gap="lg" ref={content}>
      {[
        ...branchTo(messages, leafId).map(message),
        // An answer keeps its place, and so what is open in it, when it is stored.
        turn ? (
          <Answer
            key={turn.id}
            scope={scope}
            conversationId={id}
            id={turn.id}
            agentName={turn.agentName}
          />
        ) : null,
      ]}
      {changed?.error ? <ProblemAlert error={changed.error} /> : null}
      <div className={classes.composer}>
        <Composer
          scope={scope}
          agent={agentOf(conversation)}
          onSend={(written) => say.mutateAsync({ id, ...written })}
          onStop={turn ? () => stop.mutate(turn.id) : undefined}
        />
      </div>
      <div ref={end} className={classes.end} />
    </Stack>
  );
}
