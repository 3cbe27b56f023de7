import { Modal, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { bodyOf, platform } from "../../api/client";
import type { Organization, PurgeReport } from "../../api/schema";
import * as texts from "../../texts/texts";
import { DialogForm } from "../../ui/DialogForm";
import { useReturnFocus } from "../../ui/useReturnFocus";
import { organizationsQuery } from "../organizationsQuery";
import { PurgeFirst } from "./PurgeFirst";
import { PurgeProgress } from "./PurgeProgress";

interface PurgeDialogProps {
  organization: Organization;
  /** The step before: only an organization that is deactivated can be purged. */
  onDeactivate: () => void;
  onClose: () => void;
}

/** Says what a purge removes, has the name typed, and asks the server until all of it is gone. */
export function PurgeDialog({ organization, onDeactivate, onClose }: PurgeDialogProps) {
  const { id, name, isActive = true } = organization;
  const [typed, setTyped] = useState("");
  const [report, setReport] = useState<PurgeReport>();
  const queries = useQueryClient();
  const navigate = useNavigate();
  useReturnFocus();

  async function purge() {
    const body = { confirm: typed };
    const params = { path: { org_id: id } };
    let found: PurgeReport;
    do {
      found = await bodyOf(platform.POST("/api/organizations/{org_id}/purge", { params, body }));
      setReport(found);
    } while (!found.complete);
  }

  async function leave() {
    onClose();
    if (report?.complete) await navigate({ to: "/platform/organizations" });
    await queries.invalidateQueries({ queryKey: organizationsQuery.queryKey });
  }

  const title = texts.customers.purgeTitle(name);
  return (
    <Modal opened onClose={leave} title={title} closeOnClickOutside={false}>
      {report?.complete ? (
        <PurgeProgress report={report} onClose={leave} />
      ) : isActive ? (
        <PurgeFirst organization={organization} onDeactivate={onDeactivate} onClose={onClose} />
      ) : (
        <DialogForm
          organization={organization}
          verb={texts.customers.purgeVerb(name)}
          danger
          onSubmit={purge}
          onClose={leave}
        >
          {(problems) => (
            <Stack gap="sm">
              <Text>{texts.customers.purgeSays}</Text>
              <TextInput
                label={texts.customers.typeName(name)}
                value={typed}
                data-autofocus
                autoComplete="off"
                error={problems.get("confirm")}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
              {report === undefined ? null : <PurgeProgress report={report} />}
            </Stack>
          )}
        </DialogForm>
      )}
    </Modal>
  );
}
