import { Button, Stack, Text, Title } from "@mantine/core";
import Plus from "lucide-react/icons/plus";
import type { ParameterView, WorkflowView } from "../../../api/schema";
import * as texts from "../../../texts/texts";
import { FIELD_TYPES, fieldOfParameter, newField } from "../fieldTypes";
import type { BuilderHandle } from "../useBuilder";
import classes from "./FieldPalette.module.css";
import { ParameterButton } from "./ParameterButton";

interface FieldPaletteProps {
  builder: BuilderHandle;
  workflow: WorkflowView | undefined;
}

/** The workflow's parameters and the types of fields; a new field comes after the selected one. */
export function FieldPalette({ builder, workflow }: FieldPaletteProps) {
  const { state, change } = builder;
  const { fields, defaultLaunchParams } = state.content;
  const used = new Set([...fields.map(({ name }) => name), ...Object.keys(defaultLaunchParams)]);
  const parameters = workflow?.parameters ?? [];

  function press(parameter: ParameterView) {
    const place = fields.findIndex(({ name }) => name === parameter.name);
    if (place >= 0) change({ kind: "select", place });
    else if (!used.has(parameter.name)) change({ kind: "add", field: fieldOfParameter(parameter) });
  }

  return (
    <Stack gap="md">
      <Stack component="section" gap="xs" aria-label={texts.builder.parameters}>
        <Title order={2} size="h3">
          {texts.builder.parameters}
        </Title>
        {parameters.length === 0 ? (
          <Text size="sm" c="dimmed">
            {workflow === undefined ? texts.builder.noWorkflow : texts.builder.noParameters}
          </Text>
        ) : null}
        <ul className={classes.list}>
          {parameters.map((parameter) => (
            <li key={parameter.name}>
              <ParameterButton
                name={parameter.name}
                isUsed={used.has(parameter.name)}
                isRequired={parameter.required}
                onPress={() => press(parameter)}
              />
            </li>
          ))}
        </ul>
      </Stack>
      <Stack component="section" gap="xs" aria-label={texts.builder.palette}>
        <Title order={2} size="h3">
          {texts.builder.palette}
        </Title>
        <ul className={classes.list}>
          {FIELD_TYPES.map((type) => (
            <li key={type}>
              <Button
                size="xs"
                fullWidth
                justify="flex-start"
                leftSection={<Plus size={12} aria-hidden />}
                aria-label={texts.builder.addType(texts.builder.types[type])}
                onClick={() => change({ kind: "add", field: newField(type, fields) })}
              >
                {texts.builder.types[type]}
              </Button>
            </li>
          ))}
        </ul>
      </Stack>
    </Stack>
  );
}
