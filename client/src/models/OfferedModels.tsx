import { List, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { FilterInput } from "../ui/FilterInput";
import { Loaded } from "../ui/Loaded";
import { matchWords } from "../ui/matchWords";
import { ScrollBox } from "../ui/ScrollBox";
import { offeredModelsQuery } from "./modelQueries";

interface OfferedModelsProps {
  scope: Scope;
  keyId: string;
}

/** The models that a provider offers to a key, as it says now. */
export function OfferedModels({ scope, keyId }: OfferedModelsProps) {
  const offered = useQuery(offeredModelsQuery(scope, keyId));
  const [typed, setTyped] = useState("");
  return (
    <Loaded query={offered} rows={5} height={24}>
      {({ models }) => {
        const found = models.filter((name) => matchWords([name], typed));
        return (
          <>
            <FilterInput label={texts.models.findModel} value={typed} onChange={setTyped} />
            <ScrollBox>
              <List size="sm" mt="xs">
                {found.map((name) => (
                  <List.Item key={name}>
                    <code>{name}</code>
                  </List.Item>
                ))}
              </List>
              {found.length === 0 ? <Text c="dimmed">{texts.models.noModel}</Text> : null}
            </ScrollBox>
          </>
        );
      }}
    </Loaded>
  );
}
