import { Tabs } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { ALL_SCOPE } from "../api/scope";
import { DeadLetterList } from "../deadletters/DeadLetterList";
import { ForAdministrators } from "../session/ForAdministrators";
import * as texts from "../texts/texts";
import { Page } from "../ui/Page";
import { DiagnosticSections } from "./DiagnosticSections";
import { DIAGNOSTIC_TABS } from "./diagnosticsSearch";
import { SettingsTable } from "./SettingsTable";
import { StateOfPlatform } from "./StateOfPlatform";

const route = getRouteApi("/platform/diagnostics");
const words = texts.diagnostics;

/** The state of the platform, for its administrators. */
export function DiagnosticsPage() {
  const { tab = "state" } = route.useSearch();
  const navigate = route.useNavigate();

  function open(chosen: string | null) {
    const found = DIAGNOSTIC_TABS.find((one) => one === chosen);
    void navigate({ search: found === undefined ? {} : { tab: found }, replace: true });
  }

  return (
    <ForAdministrators needs="diagnostics.read" title={words.title}>
      <Page title={words.title} says={words.says}>
        <Tabs value={tab} keepMounted={false} onChange={open}>
          <Tabs.List mb="md">
            {DIAGNOSTIC_TABS.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {words.tabs[one]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="state">
            <StateOfPlatform>{(state) => <DiagnosticSections state={state} />}</StateOfPlatform>
          </Tabs.Panel>
          <Tabs.Panel value="deadLetters">
            <DeadLetterList scope={ALL_SCOPE} />
          </Tabs.Panel>
          <Tabs.Panel value="settings">
            <StateOfPlatform>
              {({ settings }) => <SettingsTable settings={settings} />}
            </StateOfPlatform>
          </Tabs.Panel>
        </Tabs>
      </Page>
    </ForAdministrators>
  );
}
