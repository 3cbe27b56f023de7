import { Alert, List, Tabs } from "@mantine/core";
import { useMemo } from "react";
import type { Scope } from "../../api/scope";
import * as texts from "../../texts/texts";
import { Page } from "../../ui/Page";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { parameterProviders } from "../../workflows/parameterProviders";
import { useWorkflows } from "../../workflows/useWorkflows";
import { BUILDER_TABS, type BuilderTab, isBuilderTab } from "../builderSearch";
import { BuilderTools } from "./BuilderTools";
import type { BuilderState } from "./builderState";
import { FormConflictDialog } from "./conflict/FormConflictDialog";
import { FieldsPanel } from "./panels/FieldsPanel";
import { FormChecks } from "./panels/FormChecks";
import { JsonPanel } from "./panels/JsonPanel";
import { PreviewPanel } from "./panels/PreviewPanel";
import { SettingsPanel } from "./panels/SettingsPanel";
import { useBuilder } from "./useBuilder";
import { useUndoKeys } from "./useUndoKeys";

interface BuilderProps {
  scope: Scope;
  /** The form that is changed; without one, a new one is made. */
  formId?: string;
  initial: BuilderState;
  /** Parameters that no field could be made for. */
  notes?: readonly string[];
  tab: BuilderTab;
  onTab: (tab: BuilderTab) => void;
  onSaved: (formId: string) => void;
}

const NO_NOTES: readonly string[] = [];

/** Builds a form: its fields, its settings, how it looks and what it is as JSON. */
export function Builder(props: BuilderProps) {
  const { scope, formId, initial, notes = NO_NOTES, tab, onTab, onSaved } = props;
  const builder = useBuilder(scope, formId, initial, tab === "settings", onSaved);
  const { state, change, error } = builder;
  const { content } = state;
  const workflows = useWorkflows(scope).data;
  const workflow = workflows?.find(({ name }) => name === content.linkedWorkflow);
  const providers = useMemo(() => parameterProviders(scope), [scope]);
  useUndoKeys(change);

  return (
    <Page
      title={formId === undefined ? texts.builder.make : texts.builder.edit(content.name)}
      says={texts.builder.editSays}
      action={<BuilderTools scope={scope} formId={formId} builder={builder} />}
    >
      {error === null ? null : <ProblemAlert error={error} />}
      {notes.length > 0 ? (
        <Alert color="blue" title={texts.builder.notes}>
          <List size="sm">
            {notes.map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        </Alert>
      ) : null}
      <FormChecks builder={builder} onTab={onTab} />
      <Tabs
        value={tab}
        onChange={(chosen) => isBuilderTab(chosen) && onTab(chosen)}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {BUILDER_TABS.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {texts.builder.tabs[value]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="fields">
          <FieldsPanel scope={scope} builder={builder} workflow={workflow} providers={providers} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <SettingsPanel scope={scope} builder={builder} workflows={workflows ?? []} />
        </Tabs.Panel>
        <Tabs.Panel value="preview">
          <PreviewPanel scope={scope} formId={formId} content={content} providers={providers} />
        </Tabs.Panel>
        <Tabs.Panel value="json">
          <JsonPanel content={content} change={change} />
        </Tabs.Panel>
      </Tabs>
      <FormConflictDialog scope={scope} builder={builder} />
    </Page>
  );
}
