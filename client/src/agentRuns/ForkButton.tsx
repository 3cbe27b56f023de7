import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { AgentRunView } from "../api/schema";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { CreateDialog } from "../ui/CreateDialog";
import { agentRunsKey, forkRun } from "./agentRunQueries";
import { ForkFields } from "./ForkFields";
import { forkOf, NEW_FORK } from "./forkDraft";

interface ForkButtonProps {
  scope: Scope;
  run: AgentRunView;
  step: number;
  label: string;
  /** Whether it stands in a line of a step. */
  isSmall?: boolean;
}

/** Tries a run again from a step, perhaps otherwise; leads to the new run. */
export function ForkButton({ scope, run, step, label, isSmall = false }: ForkButtonProps) {
  const organization = useOrganization(scope);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button size={isSmall ? "compact-xs" : "sm"} onClick={dialog.open}>
        {label}
      </Button>
      {isOpen ? (
        <CreateDialog
          title={texts.agentRuns.forkTitle(step)}
          verb={texts.agentRuns.forkVerb}
          organization={organization}
          initial={NEW_FORK}
          create={async (draft) => {
            const runId = await forkRun(scope, run.executionId, forkOf(draft, step));
            await queries.invalidateQueries({ queryKey: [...agentRunsKey(scope), "list"] });
            await navigate({
              to: "/o/$organization/agent-runs/$runId",
              params: { organization: scope, runId },
            });
          }}
          fields={(props) => <ForkFields {...props} step={step} />}
          onClose={dialog.close}
        />
      ) : null}
    </>
  );
}
