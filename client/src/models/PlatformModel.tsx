import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import * as texts from "../texts/texts";
import { platformModelQuery } from "./modelQueries";

const words = texts.models;

/** What the platform uses where the environment has its key; stored keys are in the table. */
export function PlatformModel() {
  const { data } = useQuery(platformModelQuery);
  if (data?.source !== "environment" || data.provider === null) return null;
  return <Text>{words.fromEnvironment(words.providers[data.provider], data.model ?? "")}</Text>;
}
