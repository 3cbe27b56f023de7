import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { agentsQuery } from "./chatQueries";
import { type Mentioned, mentionIn } from "./mention";

export interface AgentName {
  id: string;
  name: string;
}

export interface Written {
  text: string;
  agent: string;
  files: readonly File[];
}

const MOST_FILES = 5;

/**
 * What is being written, and how it is sent; it stays if that fails. What is sent while an answer is
 * under way is held until that has ended, or until it is written on.
 */
export function useComposer(
  scope: Scope,
  before: AgentName | undefined,
  isAnswering: boolean,
  onSend: (written: Written) => Promise<unknown>,
) {
  const queries = useQueryClient();
  const [isUsed, setIsUsed] = useState(false);
  const agents = useQuery({ ...agentsQuery(scope), enabled: isUsed }).data ?? [];
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<string>();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const [isHeld, setIsHeld] = useState(false);
  const [error, setError] = useState<Error>();
  const agent = chosen ?? before?.id ?? texts.chat.assistant;
  const isListed = before === undefined || agents.some(({ id }) => id === before.id);

  async function mentionedIn(said: string): Promise<Mentioned> {
    if (!said.startsWith("@")) return { text: said };
    return mentionIn(said, await queries.ensureQueryData(agentsQuery(scope)));
  }

  async function sendNow() {
    setIsHeld(false);
    setIsBusy(true);
    setError(undefined);
    try {
      const mentioned = await mentionedIn(text.trim());
      await onSend({ agent, ...mentioned, files });
      if (mentioned.agent !== undefined) setChosen(mentioned.agent);
      // What was written and attached meanwhile is of the next message.
      setText((now) => (now === text ? "" : now));
      setFiles((now) => now.filter((file) => !files.includes(file)));
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setIsBusy(false);
    }
  }

  function send() {
    if (text.trim() === "" || isBusy) return;
    if (isAnswering) setIsHeld(true);
    else void sendNow();
  }

  const release = useEffectEvent(sendNow);
  useEffect(() => {
    if (isHeld && !isAnswering) void release();
  }, [isHeld, isAnswering]);

  function write(said: string) {
    setIsHeld(false);
    setText(said);
  }

  return {
    /** The agents to choose from; all of them once somebody is about to write. */
    agents: isListed ? agents : [before, ...agents],
    use: () => setIsUsed(true),
    agent,
    chooseAgent: setChosen,
    text,
    write,
    files,
    attach: (added: readonly File[]) => setFiles([...files, ...added].slice(0, MOST_FILES)),
    detach: (file: File) => setFiles(files.filter((one) => one !== file)),
    isBusy,
    isHeld,
    error,
    send,
  };
}
