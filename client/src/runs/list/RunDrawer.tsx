import { Drawer, Stack } from "@mantine/core";
import type { Scope } from "../../api/scope";
import * as texts from "../../texts/texts";
import { LinkButton } from "../../ui/LinkButton";
import { RunPanel } from "../RunPanel";

interface RunDrawerProps {
  scope: Scope;
  executionId: string | undefined;
  onClose: () => void;
}

/** A look at a run without leaving the list. */
export function RunDrawer({ scope, executionId, onClose }: RunDrawerProps) {
  return (
    <Drawer
      opened={executionId !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={texts.runs.run}
      closeButtonProps={{ "aria-label": texts.common.close }}
    >
      {executionId === undefined ? null : (
        <Stack>
          <LinkButton
            to="/o/$organization/runs/$executionId"
            params={{ organization: scope, executionId }}
          >
            {texts.runs.openPage}
          </LinkButton>
          <RunPanel isBare scope={scope} executionId={executionId} />
        </Stack>
      )}
    </Drawer>
  );
}
