import { Button, FileButton, Group, NativeSelect, Stack, Text, Textarea } from "@mantine/core";
import Paperclip from "lucide-react/icons/paperclip";
import type { KeyboardEvent } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { FilePills } from "./FilePills";
import { type AgentName, useComposer, type Written } from "./useComposer";

interface ComposerProps {
  scope: Scope;
  /** The agent that answered last. */
  agent?: AgentName | undefined;
  onSend: (written: Written) => Promise<unknown>;
  /** Given while an answer is under way: what is sent then is held until it has ended. */
  onStop?: (() => void) | undefined;
}

const words = texts.chat;
const ACCEPTED = ".txt,.md,.markdown,.rst,.log,.htm,.html,.csv,.json,.docx";

/** Where a message is written: to which agent, and with which files. */
export function Composer({ scope, agent, onSend, onStop }: ComposerProps) {
  const draft = useComposer(scope, agent, onStop !== undefined, onSend);
  const isBlank = draft.text.trim() === "";

  function sendOnEnter(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    draft.send();
  }

  return (
    <Stack gap="xs" onFocus={draft.use}>
      {draft.error === undefined ? null : <ProblemAlert error={draft.error} />}
      <Textarea
        label={words.write}
        placeholder={words.placeholder}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={32_000}
        value={draft.text}
        onChange={(event) => draft.write(event.currentTarget.value)}
        onKeyDown={sendOnEnter}
      />
      <Text size="sm" role="status">
        {draft.isHeld ? words.held : null}
      </Text>
      <FilePills files={draft.files} onRemove={draft.detach} />
      <Group justify="space-between" align="flex-end" gap="xs">
        <Group gap="xs" align="flex-end">
          <NativeSelect
            label={words.agent}
            value={draft.agent}
            onChange={(event) => draft.chooseAgent(event.currentTarget.value)}
            data={[
              { value: words.assistant, label: words.assistant },
              ...draft.agents.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <FileButton multiple accept={ACCEPTED} onChange={draft.attach}>
            {(props) => (
              <Button {...props} leftSection={<Paperclip size={16} aria-hidden />}>
                {words.attach}
              </Button>
            )}
          </FileButton>
        </Group>
        <Group gap="xs">
          {onStop !== undefined && isBlank ? null : (
            <Button
              variant="filled"
              loading={draft.isBusy}
              disabled={isBlank || draft.isHeld}
              onClick={draft.send}
            >
              {words.send}
            </Button>
          )}
          {onStop === undefined ? null : <Button onClick={onStop}>{words.stop}</Button>}
        </Group>
      </Group>
    </Stack>
  );
}
