import { ActionIcon } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import Link from "lucide-react/icons/link";
import * as texts from "../texts/texts";

interface CopyButtonProps {
  /** What is copied; a function is asked for it when the button is pressed. */
  value: string | (() => string);
  /** What the button copies, for its name: `Copy the request id`. */
  label: string;
  /** Whether it copies an address. */
  isLink?: boolean;
}

export function CopyButton({ value, label, isLink = false }: CopyButtonProps) {
  const clipboard = useClipboard({ timeout: 1500 });
  const shown = clipboard.copied ? texts.common.copied : label;
  const Icon = clipboard.copied ? Check : isLink ? Link : Copy;
  return (
    <ActionIcon
      aria-label={shown}
      title={shown}
      onClick={() => clipboard.copy(typeof value === "string" ? value : value())}
      size={24}
    >
      <Icon size={14} aria-hidden />
    </ActionIcon>
  );
}
