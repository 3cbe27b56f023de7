import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import type { Config } from "../api/schema";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { EditDialog } from "../ui/EditDialog";
import { ConfigFields } from "./ConfigFields";
import { compareConfig, draftOf } from "./configDraft";
import { readConfig } from "./configQueries";
import { useConfigChanges } from "./useConfigChanges";

interface ConfigActionsProps {
  config: Config;
}

/** The buttons of one value: an own one is edited and deleted, an inherited one overridden. */
export function ConfigActions({ config }: ConfigActionsProps) {
  const { key, isInherited } = config;
  const scope = useScope();
  const organization = useOrganization(scope);
  const changes = useConfigChanges();
  const [asking, setAsking] = useState<"edit" | "remove">();
  const close = () => setAsking(undefined);
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="xs" onClick={() => setAsking("edit")}>
        {isInherited ? texts.config.override : texts.edits.edit}
      </Button>
      {isInherited ? null : (
        <Button size="xs" onClick={() => setAsking("remove")}>
          {texts.edits.remove}
        </Button>
      )}
      {asking === "edit" ? (
        <EditDialog
          title={isInherited ? texts.config.overrideTitle(key) : texts.config.editTitle(key)}
          verb={texts.config.create}
          organization={organization}
          edit={{
            read: () => readConfig(scope, key),
            draftOf,
            save: changes.save,
            compare: compareConfig,
          }}
          fields={(props) => <ConfigFields {...props} isNew={false} />}
          onClose={close}
        />
      ) : null}
      <ConfirmDialog
        opened={asking === "remove"}
        title={texts.config.removeTitle(key)}
        organization={organization}
        verb={texts.config.removeVerb}
        danger
        onConfirm={() => changes.remove(config)}
        onClose={close}
      >
        <Text>{texts.config.removeSays}</Text>
      </ConfirmDialog>
    </Group>
  );
}
