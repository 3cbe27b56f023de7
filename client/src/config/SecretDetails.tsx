import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { KeyValue } from "../ui/KeyValue";
import { Loaded } from "../ui/Loaded";
import { OrganizationLine } from "../ui/OrganizationLine";
import { TimeText } from "../ui/TimeText";
import { useReturnFocus } from "../ui/useReturnFocus";
import { secretQuery } from "./configQueries";
import { SecretUses } from "./SecretUses";

interface SecretDetailsProps {
  name: string;
  onClose: () => void;
}

/** Everything about a secret but its value. */
export function SecretDetails({ name, onClose }: SecretDetailsProps) {
  const scope = useScope();
  const organization = useOrganization(scope);
  const secret = useQuery(secretQuery(scope, name));
  useReturnFocus();
  return (
    <Modal opened onClose={onClose} title={name}>
      <OrganizationLine organization={organization} />
      <Loaded query={secret} rows={4} height={24}>
        {({ thing: { createdAt, updatedAt, versions, usedBy } }) => (
          <KeyValue
            entries={[
              [texts.secrets.created, <TimeText key="created" at={createdAt} />],
              [texts.secrets.updated, <TimeText key="updated" at={updatedAt} />],
              [texts.secrets.versions, versions.length],
              [texts.secrets.usedBy, <SecretUses key="uses" uses={usedBy} />],
            ]}
          />
        )}
      </Loaded>
    </Modal>
  );
}
