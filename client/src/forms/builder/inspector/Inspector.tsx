import { Alert, List, Stack, Tabs, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { WorkflowView } from "../../../api/schema";
import type { Scope } from "../../../api/scope";
import * as texts from "../../../texts/texts";
import type { ProviderSource } from "../../runner/useProviders";
import { INSPECTOR_TABS, type InspectorTab, tabOf } from "../faults";
import { isShownOnly } from "../fieldTypes";
import type { BuilderHandle } from "../useBuilder";
import { BasicTab } from "./BasicTab";
import { ChoicesTab } from "./ChoicesTab";
import type { InspectorProps } from "./inspectorProps";
import { MoreTab } from "./MoreTab";
import { RulesTab } from "./RulesTab";
import { VisibilityTab } from "./VisibilityTab";

interface InspectorPaneProps {
  scope: Scope;
  builder: BuilderHandle;
  workflow: WorkflowView | undefined;
  providers: ProviderSource;
}

const PARTS = {
  basic: BasicTab,
  choices: ChoicesTab,
  rules: RulesTab,
  visibility: VisibilityTab,
  more: MoreTab,
};

/** Changes the selected field. */
export function Inspector({ scope, builder, workflow, providers }: InspectorPaneProps) {
  const { state, change, faults } = builder;
  const [chosen, setChosen] = useState<InspectorTab>("basic");
  const place = state.selected;
  const { fields } = state.content;
  const field = place === undefined ? undefined : fields[place];
  if (field === undefined || place === undefined) {
    return <Text c="dimmed">{texts.builder.nothingSelected}</Text>;
  }
  const own = faults.filter((fault) => fault.place === place);
  const tabs = tabsOf(isShownOnly(field.type));
  const tab = tabs.includes(chosen) ? chosen : "basic";
  const Part = PARTS[tab];
  const props: InspectorProps = {
    scope,
    field,
    place,
    fields,
    workflow,
    providers,
    faultAt: (property) => own.find((fault) => fault.property === property)?.message,
    edit: (edited) => change({ kind: "edit", place, change: edited }),
    change,
  };

  return (
    <Stack component="section" gap="xs" aria-label={texts.builder.inspector}>
      <Title order={2} size="h3">
        {field.label || field.name}
      </Title>
      {own.length === 0 ? null : (
        <Alert color="red" role="alert">
          <List size="sm">
            {own.map(({ property, message }) => (
              <List.Item key={`${property} ${message}`}>
                {`${texts.builder.inspectorTabs[tabOf(property)]}: ${message}`}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Tabs value={tab} onChange={(value) => setChosen(tabs.find((one) => one === value) ?? tab)}>
        <Tabs.List mb="sm">
          {tabs.map((value) => (
            <Tabs.Tab key={value} value={value} px="xs">
              {texts.builder.inspectorTabs[value]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Part key={place} {...props} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function tabsOf(isForReading: boolean): readonly InspectorTab[] {
  return isForReading ? ["basic", "visibility", "more"] : INSPECTOR_TABS;
}
