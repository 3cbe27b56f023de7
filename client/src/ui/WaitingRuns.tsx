import { NativeSelect, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import type { Waiting } from "../api/schema";
import * as texts from "../texts/texts";
import { Loaded } from "./Loaded";

export type Disposal = "cancel" | "keep";

interface WaitingRunsProps {
  /** Asks the server what waits. */
  ask: () => Promise<Waiting>;
  value: Disposal;
  onChange: (value: Disposal) => void;
}

/** What waits because of a user, a key or an organization, and what becomes of it. */
export function WaitingRuns({ ask, value, onChange }: WaitingRunsProps) {
  const waiting = useQuery({
    queryKey: ["waiting", useId()],
    queryFn: ask,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return (
    <Loaded query={waiting} rows={1}>
      {({ executions, hasMore, apiKeys }) => (
        <Stack gap="xs">
          {executions.length === 0 ? (
            <Text c="dimmed">{texts.edits.waitingNone}</Text>
          ) : (
            <NativeSelect
              label={texts.edits.waiting}
              description={texts.edits.waitingRuns(executions.length, hasMore)}
              value={value}
              data={[
                { value: "cancel", label: texts.edits.waitingCancel },
                { value: "keep", label: texts.edits.waitingKeep },
              ]}
              onChange={(event) =>
                onChange(event.currentTarget.value === "keep" ? "keep" : "cancel")
              }
            />
          )}
          {apiKeys.length === 0 ? null : <Text>{texts.edits.waitingKeys(apiKeys.length)}</Text>}
        </Stack>
      )}
    </Loaded>
  );
}
