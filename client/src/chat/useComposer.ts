import { useState } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { useAgents } from "./chatQueries";
import { mentionIn } from "./mention";

export interface Written {
  text: string;
  agent: string;
  files: readonly File[];
}

const MOST_FILES = 5;

/** What is being written, and how it is sent; it stays if that fails. */
export function useComposer(
  scope: Scope,
  agentId: string | null | undefined,
  onSend: (written: Written) => Promise<unknown>,
) {
  const agents = useAgents(scope).data ?? [];
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<string>();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const before = agents.find(({ id }) => id === agentId)?.id;
  const agent = chosen ?? before ?? texts.chat.assistant;

  async function send() {
    if (text.trim() === "" || isBusy) return;
    setIsBusy(true);
    setError(undefined);
    try {
      const mentioned = mentionIn(text.trim(), agents);
      await onSend({ agent, ...mentioned, files });
      if (mentioned.agent !== undefined) setChosen(mentioned.agent);
      setText("");
      setFiles([]);
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setIsBusy(false);
    }
  }

  return {
    agents,
    agent,
    chooseAgent: setChosen,
    text,
    setText,
    files,
    attach: (added: readonly File[]) => setFiles([...files, ...added].slice(0, MOST_FILES)),
    detach: (file: File) => setFiles(files.filter((one) => one !== file)),
    isBusy,
    error,
    send,
  };
}
