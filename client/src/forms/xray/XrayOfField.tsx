import { Badge, Group, List, Paper, Stack, Text, Title } from "@mantine/core";
import { useId } from "react";
import * as texts from "../../texts/texts";
import { takesValue } from "../answers/formField";
import type { FieldXray } from "./fieldXray";
import { XrayReason } from "./XrayReason";

interface XrayOfFieldProps {
  xray: FieldXray;
}

const words = texts.xray;

/** One field: whether it is shown, required and filled in, each with its reason. */
export function XrayOfField({ xray }: XrayOfFieldProps) {
  const { field, label, visibility, requirement, isEmpty, valueSays } = xray;
  const id = useId();
  const takes = takesValue(field);
  return (
    <Paper component="section" withBorder p="sm" aria-labelledby={id}>
      <Stack gap="xs">
        <Group gap="xs">
          <Title order={3} id={id}>
            {label}
          </Title>
          <Badge color={visibility.holds ? "green" : "gray"}>
            {visibility.holds ? words.shown : words.hidden}
          </Badge>
          {takes ? (
            <>
              <Badge color={requirement.holds ? "blue" : "gray"}>
                {requirement.holds ? words.required : words.optional}
              </Badge>
              <Badge color={isEmpty ? "gray" : "green"}>
                {isEmpty ? words.empty : words.filled}
              </Badge>
            </>
          ) : null}
        </Group>
        <XrayReason title={words.visibility} reason={visibility} />
        {takes ? <XrayReason title={words.requirement} reason={requirement} /> : null}
        <div>
          <Text fw={500}>{words.value}</Text>
          <List size="sm" listStyleType="none">
            {valueSays.map((says) => (
              <List.Item key={says} style={{ overflowWrap: "anywhere" }}>
                {says}
              </List.Item>
            ))}
          </List>
        </div>
      </Stack>
    </Paper>
  );
}
