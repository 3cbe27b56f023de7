import { Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ApprovalView } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { ApprovalArguments } from "./ApprovalArguments";
import { DecisionButtons } from "./DecisionButtons";
import { objectOf, visibleJson } from "./visibleJson";

interface ApprovalFormProps {
  scope: Scope;
  approval: ApprovalView;
}

const words = texts.approvals;

/** The arguments of a call, which may be changed, and the buttons that decide. */
export function ApprovalForm({ scope, approval }: ApprovalFormProps) {
  const shown = visibleJson(approval.arguments);
  const [edited, setEdited] = useState<string>();
  const [said, setSaid] = useState("");
  const changed = edited === undefined ? undefined : objectOf(edited);
  const isUnfit = edited !== undefined && changed === undefined;
  return (
    <Stack gap="sm">
      <ApprovalArguments shown={shown} edited={edited} isUnfit={isUnfit} onChange={setEdited} />
      {approval.mayDecide ? (
        <>
          <TextInput
            label={words.words}
            description={words.wordsSay}
            maxLength={2000}
            value={said}
            onChange={({ currentTarget: { value } }) => setSaid(value)}
          />
          <DecisionButtons
            scope={scope}
            approval={approval}
            decision={{ words: said, ...(changed === undefined ? {} : { arguments: changed }) }}
            isUnfit={isUnfit}
            onToggle={() => setEdited(edited === undefined ? shown : undefined)}
            isEdited={edited !== undefined}
          />
        </>
      ) : (
        <Text c="dimmed">{words.others[approval.approvers]}</Text>
      )}
    </Stack>
  );
}
