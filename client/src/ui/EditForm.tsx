import { type ReactNode, useState } from "react";
import { isOutdated, type Versioned } from "../api/versions";
import { ConflictDialog } from "./ConflictDialog";
import { DialogForm } from "./DialogForm";
import type { Edit } from "./EditDialog";
import type { FieldsProps } from "./fields";

interface EditFormProps<Thing, Draft> {
  verb: string;
  organization: { id: string; name: string } | undefined;
  loaded: Versioned<Thing>;
  edit: Edit<Thing, Draft>;
  fields: (props: FieldsProps<Draft>) => ReactNode;
  onClose: () => void;
}

/** The fields of a thing; if another user changed it meanwhile, both are shown side by side. */
export function EditForm<Thing, Draft>(props: EditFormProps<Thing, Draft>) {
  const { verb, organization, loaded, edit, fields, onClose } = props;
  const [base, setBase] = useState(loaded);
  const [draft, setDraft] = useState(() => edit.draftOf(loaded.thing));
  const [theirs, setTheirs] = useState<Versioned<Thing>>();

  async function saveOver(version: string) {
    try {
      await edit.save(draft, version);
    } catch (reason) {
      if (isOutdated(reason)) setTheirs(await edit.read());
      throw reason;
    }
    onClose();
  }

  function takeTheirs(found: Versioned<Thing>) {
    setBase(found);
    setDraft(edit.draftOf(found.thing));
    setTheirs(undefined);
  }

  return (
    <>
      <DialogForm
        // After a conflict was decided, the reason of the refusal is gone.
        key={base.version}
        verb={verb}
        organization={organization}
        onSubmit={() => saveOver(base.version)}
        onClose={onClose}
      >
        {(problems) => fields({ draft, problems, onChange: setDraft })}
      </DialogForm>
      {theirs === undefined ? null : (
        <ConflictDialog
          organization={organization}
          theirs={edit.compare(edit.draftOf(theirs.thing))}
          mine={edit.compare(draft)}
          onTakeTheirs={() => takeTheirs(theirs)}
          onWriteMine={() => saveOver(theirs.version)}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </>
  );
}
