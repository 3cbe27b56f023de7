import { TextInput } from "@mantine/core";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { GraphFields } from "./GraphFields";
import type { GraphDraft } from "./graphDraft";
import type { Sender } from "./senders";

interface SenderFieldsProps {
  scope: Scope;
  sender: Sender;
  problems: ReadonlyMap<string, string>;
  graph: GraphDraft;
  onGraph: (changed: Partial<GraphDraft>) => void;
}

const words = texts.webhooks;

/** What a new webhook of one sender asks for, besides name and secret. */
export function SenderFields({ scope, sender, problems, graph, onGraph }: SenderFieldsProps) {
  switch (sender) {
    case "github":
      return (
        <TextInput
          name="repository"
          label={words.repository}
          description={words.repositorySays}
          error={problems.get("repository")}
        />
      );
    case "generic":
      return (
        <>
          <TextInput
            name="signatureHeader"
            label={words.signatureHeader}
            defaultValue="X-Signature-256"
          />
          <TextInput name="prefix" label={words.prefix} defaultValue="sha256=" />
          <TextInput name="typeField" label={words.typeField} />
        </>
      );
    case "microsoft_graph":
      return <GraphFields scope={scope} draft={graph} problems={problems} onChange={onGraph} />;
    default:
      return null;
  }
}
