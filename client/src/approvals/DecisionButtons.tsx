import { Button, Group } from "@mantine/core";
import type { ApprovalView } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { type Decision, useDecisions } from "./approvalQueries";

interface DecisionButtonsProps {
  scope: Scope;
  approval: ApprovalView;
  decision: Decision;
  isEdited: boolean;
  /** Whether what is typed as arguments is none. */
  isUnfit: boolean;
  onToggle: () => void;
}

const words = texts.approvals;

/** Approve, deny, or change the arguments first. */
export function DecisionButtons(props: DecisionButtonsProps) {
  const { scope, approval, decision, isEdited, isUnfit, onToggle } = props;
  const { approve, deny } = useDecisions(scope, approval);
  const error = approve.error ?? deny.error;
  return (
    <>
      {error === null ? null : <ProblemAlert error={error} />}
      <Group gap="xs">
        <Button
          variant="filled"
          loading={approve.isPending}
          disabled={isUnfit || deny.isPending}
          onClick={() => approve.mutate(decision)}
        >
          {isEdited ? words.approveChanged : words.approve}
        </Button>
        <Button
          loading={deny.isPending}
          disabled={approve.isPending}
          onClick={() => deny.mutate(decision.words)}
        >
          {words.deny}
        </Button>
        <Button onClick={onToggle}>{isEdited ? words.asWas : words.change}</Button>
      </Group>
    </>
  );
}
