import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SignInProviderView } from "../api/schema";
import { GLOBAL_SCOPE } from "../api/scope";
import { methodsQuery } from "../session/methodsQuery";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Section } from "../ui/Section";
import { waysQuery } from "./useProviders";
import { WaysForm } from "./WaysForm";

interface AllowedWaysProps {
  providers: readonly SignInProviderView[];
}

/** The ways in which an organization's members sign in; the platform itself has no such list. */
export function AllowedWays({ providers }: AllowedWaysProps) {
  const scope = useScope();
  const isOwn = scope !== GLOBAL_SCOPE;
  const [isOpen, setIsOpen] = useState(false);
  const ways = useQuery({ ...waysQuery(scope), enabled: isOpen });
  const methods = useQuery({ ...methodsQuery, enabled: isOpen });
  if (!isOwn) return null;
  const shared = methods.data?.providers ?? [];
  const own = providers.filter(({ isEnabled }) => isEnabled);
  const named = new Map([...shared, ...own].map(({ id, name }) => [id, name]));
  const offered = [
    ["local", texts.singleSignOn.local],
    ["frontEnd", texts.singleSignOn.frontEnd],
    ...named,
  ] as const;
  return (
    <Section title={texts.singleSignOn.ways}>
      <Text c="dimmed">{texts.singleSignOn.waysSay}</Text>
      {isOpen ? (
        <Loaded query={ways} rows={3}>
          {(found) => <WaysForm key={found.version} offered={offered} {...found} />}
        </Loaded>
      ) : (
        <Group>
          <Button onClick={() => setIsOpen(true)}>{texts.singleSignOn.chooseWays}</Button>
        </Group>
      )}
    </Section>
  );
}
