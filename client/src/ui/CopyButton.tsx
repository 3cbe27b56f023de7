import { ActionIcon } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import * as texts from "../texts/texts";

interface CopyButtonProps {
  value: string;
  /** What the button copies, for its name: `Copy the request id`. */
  label: string;
}

export function CopyButton({ value, label }: CopyButtonProps) {
  const clipboard = useClipboard({ timeout: 1500 });
  const shown = clipboard.copied ? texts.common.copied : label;
  return (
    <ActionIcon aria-label={shown} title={shown} onClick={() => clipboard.copy(value)} size="sm">
      {clipboard.copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
    </ActionIcon>
  );
}
