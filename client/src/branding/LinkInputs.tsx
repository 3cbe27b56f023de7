import { ActionIcon, Button, Group, Input, Stack, TextInput } from "@mantine/core";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import * as texts from "../texts/texts";
import { type LinkDraft, MOST_LINKS } from "./brandingDraft";

interface LinkInputsProps {
  links: readonly LinkDraft[];
  /** What is wrong, by place, such as `links.0.url`. */
  problems: ReadonlyMap<string, string>;
  onChange: (links: readonly LinkDraft[]) => void;
}

/** The links of everybody's menu, one in a row. */
export function LinkInputs({ links, problems, onChange }: LinkInputsProps) {
  function change(key: number, changed: Partial<LinkDraft>) {
    onChange(links.map((link) => (link.key === key ? { ...link, ...changed } : link)));
  }

  function add() {
    const key = Math.max(-1, ...links.map((link) => link.key)) + 1;
    onChange([...links, { key, label: "", url: "" }]);
  }

  return (
    <Input.Wrapper
      label={texts.branding.links}
      labelElement="div"
      description={texts.branding.linksSay}
    >
      <Stack gap="xs" mt={4}>
        {links.map(({ key, label, url }, place) => (
          <Group key={key} gap="xs" align="flex-start" wrap="nowrap">
            <TextInput
              flex={1}
              aria-label={texts.branding.linkLabel(place + 1)}
              placeholder={texts.branding.linkLabel(place + 1)}
              value={label}
              error={problems.get(`links.${place}.label`)}
              onChange={(event) => change(key, { label: event.currentTarget.value })}
            />
            <TextInput
              flex={2}
              type="url"
              aria-label={texts.branding.linkUrl(place + 1)}
              placeholder="https://"
              value={url}
              error={problems.get(`links.${place}.url`)}
              onChange={(event) => change(key, { url: event.currentTarget.value })}
            />
            <ActionIcon
              size="input-sm"
              aria-label={texts.branding.removeLink(place + 1)}
              onClick={() => onChange(links.filter((link) => link.key !== key))}
            >
              <X size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {links.length < MOST_LINKS ? (
          <div>
            <Button size="xs" leftSection={<Plus size={14} aria-hidden />} onClick={add}>
              {texts.branding.addLink}
            </Button>
          </div>
        ) : null}
      </Stack>
    </Input.Wrapper>
  );
}
