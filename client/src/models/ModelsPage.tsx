import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { GLOBAL_SCOPE } from "../api/scope";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { Section } from "../ui/Section";
import { together } from "../ui/together";
import { ModelKeyTable } from "./ModelKeyTable";
import { ModelState } from "./ModelState";
import { modelKeysQuery, modelSettingsQuery } from "./modelQueries";
import { NewModelKey } from "./NewModelKey";
import { PlatformModel } from "./PlatformModel";
import { PriceTable } from "./PriceTable";
import { SettingsForm } from "./SettingsForm";

const words = texts.models;

/** The keys of models of a scope, whether they are used, and within which budgets. */
export function ModelsPage() {
  const scope = useScope();
  const settings = useQuery(modelSettingsQuery(scope));
  const keys = useQuery(modelKeysQuery(scope));
  const isPlatforms = scope === GLOBAL_SCOPE;
  return (
    <Page
      title={words.title}
      says={isPlatforms ? words.saysOfPlatform : words.says}
      action={<NewModelKey />}
    >
      <Loaded query={together(settings, keys)} rows={6} height={56}>
        {([found, stored]) => (
          <Stack gap="lg">
            <ModelState scope={scope} settings={found} />
            <Section title={words.keys}>
              {stored.length === 0 ? (
                <EmptyState
                  title={words.noKeys}
                  says={isPlatforms ? words.noKeysOfPlatform : words.noKeysSays}
                />
              ) : (
                <ModelKeyTable keys={stored} />
              )}
            </Section>
            <Section title={words.settings}>
              <SettingsForm key={scope} scope={scope} settings={found} />
            </Section>
            {isPlatforms ? (
              <Section title={words.prices}>
                <PlatformModel />
                <PriceTable />
              </Section>
            ) : null}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}
