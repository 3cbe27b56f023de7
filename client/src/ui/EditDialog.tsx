import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import type { Versioned } from "../api/versions";
import { EditForm } from "./EditForm";
import type { Compared, FieldsProps } from "./fields";
import { Loaded } from "./Loaded";
import { useReturnFocus } from "./useReturnFocus";

export interface Edit<Thing, Draft> {
  /** Reads the thing with its version: as the dialog opens, and again after a conflict. */
  read: () => Promise<Versioned<Thing>>;
  draftOf: (thing: Thing) => Draft;
  /** Sends the draft as an edit of the version. */
  save: (draft: Draft, version: string) => Promise<unknown>;
  /** What of a draft is shown side by side in a conflict. */
  compare: (draft: Draft) => readonly Compared[];
}

interface EditDialogProps<Thing, Draft> {
  title: string;
  verb: string;
  organization: { id: string; name: string } | undefined;
  edit: Edit<Thing, Draft>;
  fields: (props: FieldsProps<Draft>) => ReactNode;
  onClose: () => void;
}

/** Changes a thing that has versions. It is drawn while it is open only. */
export function EditDialog<Thing, Draft>(props: EditDialogProps<Thing, Draft>) {
  const { title, edit, onClose } = props;
  useReturnFocus();
  // Read anew: what another user changed since the list was loaded is not overwritten unseen.
  const loaded = useQuery({
    queryKey: ["edited", useId()],
    queryFn: edit.read,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return (
    <Modal opened onClose={onClose} title={title}>
      <Loaded query={loaded} rows={3} height={56}>
        {(found) => <EditForm {...props} loaded={found} />}
      </Loaded>
    </Modal>
  );
}
