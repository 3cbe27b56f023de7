import { Select, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import type { WorkflowView } from "../../../api/schema";
import type { Scope } from "../../../api/scope";
import * as texts from "../../../texts/texts";
import type { FormContent } from "../formContent";
import { CommittedInput } from "../inspector/CommittedInput";
import { listIn } from "../listed";
import type { BuilderHandle } from "../useBuilder";
import { AccessInput } from "./AccessInput";
import { ParametersInput } from "./ParametersInput";

interface SettingsPanelProps {
  scope: Scope;
  builder: BuilderHandle;
  workflows: readonly WorkflowView[];
}

/** What the form is called, what it starts, and who may use it. */
export function SettingsPanel({ scope, builder, workflows }: SettingsPanelProps) {
  const { state, change, faults } = builder;
  const { content } = state;
  const set = (changed: Partial<Omit<FormContent, "fields">>) =>
    change({ kind: "form", change: changed });
  const faultAt = (property: string) =>
    faults.find((fault) => fault.place === undefined && fault.property === property)?.message;

  return (
    <Stack gap="md" maw="40rem">
      <TextInput
        label={texts.builder.formName}
        required
        value={content.name}
        error={faultAt("name")}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Textarea
        label={texts.builder.description}
        autosize
        value={content.description}
        error={faultAt("description")}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <Select
        label={texts.builder.workflow}
        required
        searchable
        limit={100}
        data={namesWith(workflows, content.linkedWorkflow)}
        value={content.linkedWorkflow || null}
        error={faultAt("linkedWorkflow")}
        onChange={(chosen) => set({ linkedWorkflow: chosen ?? "" })}
      />
      <Switch
        label={texts.builder.isActive}
        checked={content.isActive}
        onChange={(event) => set({ isActive: event.currentTarget.checked })}
      />
      <AccessInput scope={scope} builder={builder} />
      <Select
        label={texts.builder.launch}
        description={texts.builder.launchSays}
        placeholder={texts.builder.noLaunch}
        searchable
        clearable
        clearButtonProps={{ "aria-label": texts.common.clear }}
        limit={100}
        data={namesWith(workflows, content.launchWorkflowId)}
        value={content.launchWorkflowId}
        error={faultAt("launchWorkflowId")}
        onChange={(chosen) => set({ launchWorkflowId: chosen })}
      />
      <CommittedInput
        key={`query ${content.allowedQueryParams.join()}`}
        label={texts.builder.queryParams}
        description={texts.builder.queryParamsSays}
        value={content.allowedQueryParams.join(", ")}
        error={faultAt("allowedQueryParams")}
        onCommit={(typed) => set({ allowedQueryParams: listIn(typed) })}
      />
      <ParametersInput
        value={content.defaultLaunchParams}
        fault={faultAt("defaultLaunchParams")}
        onChange={(defaultLaunchParams) => set({ defaultLaunchParams })}
      />
    </Stack>
  );
}

/** The names of all workflows, also one that is not there any more. */
function namesWith(workflows: readonly WorkflowView[], chosen: string | null): string[] {
  const names = workflows.map(({ name }) => name);
  return !chosen || names.includes(chosen) ? names : [...names, chosen];
}
