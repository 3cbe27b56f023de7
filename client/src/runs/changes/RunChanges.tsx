import { Text } from "@mantine/core";
import type { ExecutionRecord } from "../../api/schema";
import type { Scope } from "../../api/scope";
import * as texts from "../../texts/texts";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { ChangesSince } from "./ChangesSince";
import { useLastGood } from "./useLastGood";

interface RunChangesProps {
  scope: Scope;
  /** The failed run, with its input. */
  run: ExecutionRecord;
}

/** What changed since the workflow last succeeded in this organization. */
export function RunChanges({ scope, run }: RunChangesProps) {
  const lastGood = useLastGood(scope, run);
  return (
    <Loaded query={lastGood} rows={3}>
      {(found) =>
        found === null ? (
          <EmptyState title={texts.runs.neverWorked} says={texts.runs.neverWorkedSays} />
        ) : (
          <>
            <Text c="dimmed" mb="md">
              {texts.runs.changesSay}
            </Text>
            <ChangesSince scope={scope} run={run} good={found} />
          </>
        )
      }
    </Loaded>
  );
}
