import { Drawer, Stack, Text } from "@mantine/core";
import * as texts from "../../texts/texts";
import { CodeBlock } from "../../ui/CodeBlock";
import { Section } from "../../ui/Section";
import { useReturnFocus } from "../../ui/useReturnFocus";
import type { FilledFormHandle } from "../runner/useFilledForm";
import { fieldXray } from "./fieldXray";
import { sentText } from "./sentText";
import { XrayOfField } from "./XrayOfField";

interface XrayDrawerProps {
  filled: FilledFormHandle;
  onClose: () => void;
}

const words = texts.xray;

/** Beside the form: why each of its fields is as it is, while the form is filled in on. */
export function XrayDrawer({ filled, onClose }: XrayDrawerProps) {
  const { state, checked } = filled;
  useReturnFocus();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={words.title}
      closeButtonProps={{ "aria-label": texts.common.close }}
    >
      <Stack gap="lg">
        <Text c="dimmed">{words.says}</Text>
        {state.fields.map((field) => (
          <XrayOfField key={field.name} xray={fieldXray(filled, field)} />
        ))}
        <Section title={words.payload}>
          <CodeBlock
            code={sentText(state.fields, checked.values)}
            label={words.payloadJson}
            copyLabel={words.payloadCopy}
          />
        </Section>
      </Stack>
    </Drawer>
  );
}
