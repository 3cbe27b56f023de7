import { ActionIcon, Indicator, Popover, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import ListChecks from "lucide-react/icons/list-checks";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { TrayRun } from "./TrayRun";
import { useEndNotes } from "./useEndNotes";
import { isLive, useMyRuns } from "./useMyRuns";

interface RunTrayProps {
  scope: Scope;
}

/** The runs that the user started, with their state, on every page; says when one has ended. */
export function RunTray({ scope }: RunTrayProps) {
  const [opened, tray] = useDisclosure();
  const runs = useMyRuns(scope, opened);
  const live = runs.filter(isLive).length;
  useEndNotes(scope, runs);

  return (
    <Popover opened={opened} onChange={tray.toggle} position="bottom-end" withinPortal={false}>
      <Indicator disabled={live === 0} label={live} size={16} offset={4}>
        <Popover.Target>
          <ActionIcon size="lg" aria-label={texts.shell.trayButton(live)} onClick={tray.toggle}>
            <ListChecks size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown w={300} aria-label={texts.shell.tray}>
        <Stack gap="xs">
          <Text fw={600}>{texts.shell.tray}</Text>
          {runs.length === 0 ? <Text c="dimmed">{texts.shell.trayEmpty}</Text> : null}
          {runs.map((run) => (
            <TrayRun key={run.executionId} scope={scope} run={run} onOpen={tray.close} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
