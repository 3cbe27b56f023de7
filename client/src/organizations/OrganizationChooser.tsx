import { Button, Group, Modal } from "@mantine/core";
import Tag from "lucide-react/icons/tag";
import { useState } from "react";
import type { Scope } from "../api/scope";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { useReturnFocus } from "../ui/useReturnFocus";
import { FavouriteButton } from "./FavouriteButton";
import { OrganizationList } from "./OrganizationList";
import { TagsEditor } from "./TagsEditor";
import { tagsOf } from "./tags";
import { useChoosable } from "./useChoosable";

interface OrganizationChooserProps {
  scope: Scope;
  onClose: () => void;
}

/** The organizations to switch to, and what can be done with that of the page. */
export function OrganizationChooser({ scope, onClose }: OrganizationChooserProps) {
  const { platformAdmin } = useSession();
  const choosable = useChoosable(true);
  const [isTagging, setIsTagging] = useState(false);
  useReturnFocus();
  const here = choosable.organizations.find(({ id }) => id === scope);
  const mayTag = platformAdmin && here !== undefined && here.kind === "organization";

  return (
    <Modal
      opened
      onClose={onClose}
      title={isTagging ? texts.shell.tags : texts.shell.switchOrganization}
    >
      {isTagging && mayTag ? (
        <TagsEditor
          organization={here}
          known={tagsOf(choosable.organizations)}
          onClose={() => setIsTagging(false)}
        />
      ) : (
        <>
          <OrganizationList scope={scope} choosable={choosable} onClose={onClose} />
          <Group gap="xs" mt="xs">
            <FavouriteButton scope={scope} />
            {mayTag ? (
              <Button
                variant="subtle"
                size="xs"
                leftSection={<Tag size={14} aria-hidden />}
                onClick={() => setIsTagging(true)}
              >
                {texts.shell.tagsOf(here.name)}
              </Button>
            ) : null}
          </Group>
        </>
      )}
    </Modal>
  );
}
