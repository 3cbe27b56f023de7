import { SegmentedControl, Stack, Text, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import * as texts from "../../../texts/texts";
import { conditionsOf, expressionOfConditions } from "../conditions";
import { isShownOnly } from "../fieldTypes";
import { ConditionRows } from "./ConditionRows";
import { ExpressionTester } from "./ExpressionTester";
import type { InspectorProps } from "./inspectorProps";

interface ExpressionInputProps extends InspectorProps {
  title: string;
  /** What holds without an expression. */
  otherwise: string;
  /** What an expression says if it is true, and if it is false. */
  verdicts: readonly [string, string];
  value: string;
  fault: string | undefined;
  onExpression: (text: string) => void;
}

type Way = "clicks" | "text";

/** An expression: put together by clicking, or written, and tried out below. */
export function ExpressionInput(props: ExpressionInputProps) {
  const { title, otherwise, verdicts, value, fault, field, fields, providers, onExpression } =
    props;
  const clicked = conditionsOf(value);
  const [way, setWay] = useState<Way>(clicked === undefined ? "text" : "clicks");
  const others = fields.filter(({ name, type }) => name !== field.name && !isShownOnly(type));

  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Title order={3}>{title}</Title>
      <SegmentedControl
        size="xs"
        aria-label={title}
        value={way}
        onChange={(chosen) => setWay(chosen === "text" ? "text" : "clicks")}
        data={[
          { value: "clicks", label: texts.builder.byClicking },
          { value: "text", label: texts.builder.asText },
        ]}
      />
      {way === "text" ? (
        <Textarea
          label={texts.builder.expression}
          autosize
          minRows={2}
          spellCheck={false}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          value={value}
          error={fault}
          onChange={(event) => onExpression(event.currentTarget.value)}
        />
      ) : clicked === undefined ? (
        <Text size="sm" c="dimmed">
          {texts.builder.handwritten}
        </Text>
      ) : (
        <ConditionRows
          conditions={clicked}
          otherwise={otherwise}
          fields={others}
          onChange={(changed) => onExpression(expressionOfConditions(changed))}
        />
      )}
      {value.trim() === "" ? null : (
        <ExpressionTester
          expression={value}
          fields={fields}
          providers={providers}
          verdicts={verdicts}
        />
      )}
    </Stack>
  );
}
