import { Button, Group, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, platform } from "../../api/client";
import type { Organization } from "../../api/schema";
import { basedOn } from "../../api/versions";
import * as texts from "../../texts/texts";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { EditDialog } from "../../ui/EditDialog";
import { type Disposal, WaitingRuns } from "../../ui/WaitingRuns";
import { organizationsQuery } from "../organizationsQuery";
import { OrganizationFields } from "./OrganizationFields";
import {
  bodyOfDraft,
  compareOrganization,
  draftOf,
  type OrganizationDraft,
} from "./organizationDraft";
import { readOrganization } from "./organizationQueries";
import { PurgeDialog } from "./PurgeDialog";

interface OrganizationActionsProps {
  organization: Organization;
}

/** The buttons of an organization's page. */
export function OrganizationActions({ organization }: OrganizationActionsProps) {
  const { id, name, isActive = true, purgeBeganAt } = organization;
  const [asking, setAsking] = useState<"edit" | "state" | "purge">();
  const [disposal, setDisposal] = useState<Disposal>("cancel");
  const queries = useQueryClient();
  const path = { org_id: id };
  const close = () => setAsking(undefined);
  const refresh = () => queries.invalidateQueries({ queryKey: organizationsQuery.queryKey });

  async function save(draft: OrganizationDraft, version: string) {
    const params = { path, header: basedOn(version) };
    const body = bodyOfDraft(draft);
    await bodyOf(platform.PATCH("/api/organizations/{org_id}", { params, body }));
    await refresh();
  }

  async function setActive() {
    const { version } = await readOrganization(id);
    const params = { path, header: basedOn(version), query: { waiting: disposal } };
    const body = { isActive: !isActive };
    await bodyOf(platform.PATCH("/api/organizations/{org_id}", { params, body }));
    await refresh();
  }

  return (
    <Group gap="xs">
      {purgeBeganAt ? null : (
        <>
          <Button onClick={() => setAsking("edit")}>{texts.edits.edit}</Button>
          <Button onClick={() => setAsking("state")}>
            {isActive ? texts.customers.deactivate : texts.customers.activate}
          </Button>
        </>
      )}
      <Button onClick={() => setAsking("purge")}>
        {purgeBeganAt ? texts.customers.goOn : texts.customers.purge}
      </Button>
      {asking === "edit" ? (
        <EditDialog
          title={texts.customers.editTitle(name)}
          verb={texts.edits.save}
          organization={organization}
          edit={{ read: () => readOrganization(id), draftOf, save, compare: compareOrganization }}
          fields={(props) => <OrganizationFields {...props} />}
          onClose={close}
        />
      ) : null}
      <ConfirmDialog
        opened={asking === "state"}
        title={
          isActive ? texts.customers.deactivateTitle(name) : texts.customers.activateTitle(name)
        }
        organization={organization}
        verb={isActive ? texts.customers.deactivate : texts.customers.activate}
        danger={isActive}
        onConfirm={setActive}
        onClose={close}
      >
        {isActive ? (
          <>
            <Text>{texts.customers.deactivateSays}</Text>
            <WaitingRuns
              ask={() =>
                bodyOf(platform.GET("/api/organizations/{org_id}/waiting", { params: { path } }))
              }
              value={disposal}
              onChange={setDisposal}
            />
          </>
        ) : null}
      </ConfirmDialog>
      {asking === "purge" ? (
        <PurgeDialog
          organization={organization}
          onDeactivate={() => setAsking("state")}
          onClose={close}
        />
      ) : null}
    </Group>
  );
}
