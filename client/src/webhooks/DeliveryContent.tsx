import { Stack, Text } from "@mantine/core";
import type { DeliveryDetail } from "../api/schema";
import * as texts from "../texts/texts";
import { CodeBlock } from "../ui/CodeBlock";

const words = texts.webhooks;

interface DeliveryContentProps {
  delivery: DeliveryDetail;
}

/** The headers and the body of a delivery. */
export function DeliveryContent({ delivery }: DeliveryContentProps) {
  const headers = Object.entries(delivery.headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <Stack gap="xs">
      <Text fw={600}>{words.headers}</Text>
      <CodeBlock code={headers.join("\n")} label={words.headers} copyLabel={words.copied} />
      <Text fw={600}>{words.body}</Text>
      <CodeBlock code={pretty(delivery.body)} label={words.body} copyLabel={words.copied} />
      {delivery.isCut ? <Text c="dimmed">{words.cut}</Text> : null}
    </Stack>
  );
}

/** JSON with its lines; any other text as it is. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
